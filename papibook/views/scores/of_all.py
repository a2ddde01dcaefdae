"""The annex of scores that another body gives the units by an index of its own."""

from __future__ import annotations

import pandas as pd

from papibook.ground.texts import say
from papibook.model.frames import left_lookup
from papibook.views.common import words
from papibook.views.common.display import Stack, Table
from papibook.views.common.links import unit_link
from papibook.views.common.rows import rows_of
from papibook.views.common.tables import TableColumn, TableShape, make_table
from papibook.views.scores.cells import cells_of, index_notes


def index_scores(index: pd.DataFrame, units: pd.DataFrame) -> Stack:
    """A table for each index and year, the latest first: the units by rank, their scores.

    Args:
        index: schema KNOWN_INDEX. units: schema SHOWN_UNITS.
    """
    known = left_lookup(index, units, "unit_id", ["unit_name", "page_id", "sort_order"])
    parts: list[Table] = []
    for index_name, own in known.groupby("index_name", sort=True):
        for year, rows in sorted(own.groupby("year"), key=lambda each: -int(each[0])):
            ordered = rows.sort_values(["rank", "sort_order"], kind="stable", ignore_index=True)
            parts.append(_table(str(index_name), int(year), ordered, len(parts) + 1))
    return Stack(tuple(parts))


def _table(index_name: str, year: int, rows: pd.DataFrame, number: int) -> Table:
    shown = rows.assign(
        name=[_linked(row["page_id"], row["unit_name"]) for row in rows_of(rows)], **cells_of(rows)
    )
    caption = say("views_whole", "{index}, {year}", index=index_name, year=year)
    if rows["is_later"].any():
        caption = f"{caption} ({words.after_word()})"
    columns = [
        TableColumn("name", say("views_whole", "Unit")),
        TableColumn("points", say("views_whole", "Score"), align="right"),
        TableColumn("place", say("views_whole", "Rank"), align="right"),
    ]
    shape = TableShape(
        f"own-index-{number}", caption, stub="name", notes=tuple(index_notes(rows)), folds=True
    )
    behind = rows.drop(columns=["page_id", "sort_order"])
    return make_table(shown, columns, shape, data=behind)


def _linked(page_id: object, name: object) -> object:
    return str(name) if words.is_missing(page_id) else unit_link(str(page_id), str(name))
