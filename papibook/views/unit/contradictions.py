"""Answers of a unit's report that contradict each other."""

from __future__ import annotations

import pandas as pd

from papibook.ground.texts import say
from papibook.model.findings import CONTRADICTIONS
from papibook.views.common.display import Html, Table
from papibook.views.common.rows import rows_of
from papibook.views.common.tables import TableColumn, TableShape, make_table


def unit_contradictions(findings: pd.DataFrame) -> Html | Table:
    """What the report says in one place and otherwise in another, both with their cells; nothing without any.

    Args:
        findings: schema FINDINGS of one unit, rows of one period. Texts from the unit's file are escaped.
    """
    rows = findings[findings["code"].isin(CONTRADICTIONS)].reset_index(drop=True)
    if rows.empty:
        return Html("")
    shown = rows.assign(
        place=[
            say("views", "Sheet “{sheet}”, cell {cell}", sheet=row["sheet"], cell=row["cell"])
            for row in rows_of(rows)
        ]
    )
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
    data = rows.drop(columns=["values"])
    return make_table(shown, columns, shape, data=data)
