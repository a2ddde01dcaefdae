"""Figures proposed for follow-up: far from the other units', or far from the period before. Never altered."""

from __future__ import annotations

import pandas as pd

from papibook.measures.changes import figure_changes
from papibook.measures.outliers import outliers
from papibook.measures.periods import current
from papibook.model.edition import EditionRow
from papibook.model.tables import PROPOSED

RATIO_POINTS = 25.0
"""Percentage points by which a ratio must have changed to be proposed."""
RATIO_LEAST = 10.0
"""Denominator below which a ratio's change says nothing: one case more or less moves it too far."""
COUNT_TIMES = 2.0
"""A count must have more than doubled or more than halved …"""
COUNT_LEAST = 10.0
"""… and have changed by at least this much: of few cases a doubling says nothing."""


def proposed(
    figures: pd.DataFrame, indicators: pd.DataFrame, units: pd.DataFrame, edition: EditionRow
) -> pd.DataFrame:
    """Figures of the edition's period that ask for a second look, by either rule (schema PROPOSED).

    ``outlier``: :func:`papibook.measures.outliers`. ``change``: against the period it is compared with, by
    the constants of this module; yes/no has no distance.

    Args:
        figures, indicators, units: schemas FIGURES (with the compared periods), INDICATORS, UNITS.
    """
    far = outliers(current(figures, edition), indicators, units).rename(
        columns={"median": "compared_value", "z": "distance"}
    )
    changes = figure_changes(figures, indicators, edition).merge(
        current(figures, edition)[["unit_id", "indicator_id", "denominator"]],
        on=["unit_id", "indicator_id"],
        how="left",
        validate="one_to_one",
    )
    moved = _moved(changes, indicators).rename(
        columns={"value": "obs_value", "previous": "compared_value", "change": "distance"}
    )
    parts = [far.assign(rule="outlier"), moved.assign(rule="change")]
    return PROPOSED.coerce(pd.concat([PROPOSED.coerce(part) for part in parts], ignore_index=True))


def _moved(changes: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    rows = changes[changes["change"].notna()].merge(
        indicators[["indicator_id", "kind"]], on="indicator_id", how="left", validate="many_to_one"
    )
    size = rows["change"].abs()
    more, less = rows[["value", "previous"]].max(axis=1), rows[["value", "previous"]].min(axis=1)
    ratio = (rows["kind"] == "ratio") & (size >= RATIO_POINTS) & (rows["denominator"] >= RATIO_LEAST)
    count = (rows["kind"] == "count") & (size >= COUNT_LEAST) & (more > COUNT_TIMES * less)
    return rows[ratio | count]
