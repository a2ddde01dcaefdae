"""What another body's own index says of the unit."""

from __future__ import annotations

import pandas as pd

from papibook.ground.texts import say
from papibook.views.common.display import Heading, Stack
from papibook.views.common.tables import TableColumn, TableShape, make_table
from papibook.views.scores.cells import cells_of, index_notes


def unit_index(index: pd.DataFrame, heading: str) -> Stack:
    """A row an index and year, the latest first, below ``heading``; nothing where there is no such score.

    Args:
        index: schema KNOWN_INDEX, rows of one unit.
    """
    if index.empty:
        return Stack(())
    rows = index.sort_values(
        ["index_name", "year"], ascending=[True, False], kind="stable", ignore_index=True
    )
    shape = TableShape("own-index", heading, stub="index_name", notes=tuple(index_notes(rows)))
    columns = [
        TableColumn("index_name", say("views_whole", "Index")),
        TableColumn("when", say("views_whole", "Year")),
        TableColumn("points", say("views_whole", "Score"), align="right"),
        TableColumn("place", say("views_whole", "Rank"), align="right"),
    ]
    behind = rows.drop(columns=["unit_id"])
    return Stack((Heading(heading), make_table(rows.assign(**cells_of(rows)), columns, shape, data=behind)))
