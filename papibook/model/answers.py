"""What an answer is: the columns of the form that hold it, and what the figures of an indicator are."""

from __future__ import annotations

from typing import TypeVar

import pandas as pd

from papibook.model.layout import FIGURE_COLUMNS, TASK_COLUMNS

EXPLANATION = "explanation"
"""The column in which a unit says why an answer is right; it is none itself."""

TASK_ANSWERS = tuple(c.name for c in TASK_COLUMNS if c.is_input and c.name != EXPLANATION)
FIGURE_ANSWERS = tuple(c.name for c in FIGURE_COLUMNS if c.is_input and c.name != EXPLANATION)
"""The columns that a unit answers in."""

PARTS = ("numerator", "denominator")
VALUES = (*PARTS, "value")

_Words = TypeVar("_Words", str, pd.Series)


def value_columns(kind: str) -> tuple[str, ...]:
    """The columns that an indicator of that kind is written in."""
    return PARTS if kind == "ratio" else ("value",)


def adds_up(kind: _Words, period_type: _Words) -> bool | pd.Series:
    """Whether a period's figure contains those of the periods within it; a column, or a word.

    It is then never less than theirs, and what came after them is the difference.
    """
    return (period_type == "flow_cumulative") & (kind != "yes_no")


DEFINITION = ("indicator_name", "kind", "numerator_name", "denominator_name", "unit_measure", "period_type")


def defined_alike(own: pd.DataFrame, other: pd.DataFrame) -> frozenset[str]:
    """The indicators that mean the same in both catalogues (schema INDICATORS): only these are compared."""
    both = own[["indicator_id", *DEFINITION]].merge(
        other[["indicator_id", *DEFINITION]], on="indicator_id", suffixes=("", "_other")
    )
    alike = pd.Series(True, index=both.index)
    for name in DEFINITION:
        alike &= both[name].fillna("") == both[f"{name}_other"].fillna("")
    return frozenset(both.loc[alike, "indicator_id"])
