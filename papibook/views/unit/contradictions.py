"""Answers of a unit's report that contradict each other."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from papibook.ground.texts import say
from papibook.model.findings import CONTRADICTION, CONTRADICTIONS, by_kind
from papibook.model.inline import Inline, Run
from papibook.views.common.display import Html, Table
from papibook.views.common.rows import Row, rows_of
from papibook.views.common.tables import TableColumn, TableShape, make_table


def contradicting(findings: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Each task and indicator of which one answer is wrong, and those that it contradicts.

    Args:
        findings: schema FINDINGS of one unit, rows of one period.
    """
    found: dict[str, tuple[str, ...]] = {}
    pairs = findings.loc[findings["code"] == CONTRADICTION, ["subject_id", "other_id"]]
    for one, other in pairs.dropna().itertuples(index=False):
        found[one] = (*found.get(one, ()), other)
        found[other] = (*found.get(other, ()), one)
    return found


def marked(text: str, subject_id: object, opposed: Mapping[str, tuple[str, ...]]) -> Inline:
    """``text`` of a row with the mark that its answer contradicts another, where it does."""
    others = opposed.get(str(subject_id))
    if not others:
        return (text,) if text else ()
    mark = say("views", "≠ contradicts {ids}", ids=", ".join(others))
    return (f"{text}\n" if text else "", Run(mark, ("not_met", "strong")))


def contradiction_note() -> str:
    """What the mark of :func:`marked` means, for the note of its table."""
    return say("views", "≠: this answer and the one it names cannot both be right.")


def unit_contradictions(findings: pd.DataFrame) -> Html | Table:
    """What the report says in one place and otherwise in another, both with their cells; nothing without any.

    Args:
        findings: schema FINDINGS of one unit, rows of one period. Texts from the unit's file are escaped.
    """
    rows = findings[findings["code"].isin(CONTRADICTIONS)].reset_index(drop=True)
    if rows.empty:
        return Html("")
    is_one = findings["file"].nunique() == 1
    shown = rows.assign(place=[_place(row, is_one=is_one) for row in rows_of(rows)])
    columns = [
        TableColumn("place", say("views", "Sheet and cell")),
        TableColumn("message", say("views", "What was found")),
        TableColumn("cure", say("views", "What to do")),
    ]
    shape = TableShape(
        "contradictions",
        say("views", "Answers of this report that contradict each other"),
        stub="place",
        wide=True,
        stacks=True,
        notes=(say("views", "Both answers stay in all figures until the unit corrects its report."),),
    )
    return make_table(shown, columns, shape, data=by_kind(rows))


def _place(row: Row, *, is_one: bool) -> str:
    """Where the answer stands; of a merged report in which file too."""
    if is_one:
        return say("views", "Sheet “{sheet}”, cell {cell}", sheet=row["sheet"], cell=row["cell"])
    file = str(row["file"]).rpartition("/")[2]
    place = "{file}, sheet “{sheet}”, cell {cell}"
    return say("views", place, file=file, sheet=row["sheet"], cell=row["cell"])
