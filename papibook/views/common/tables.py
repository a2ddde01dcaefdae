"""From a frame to a table's value: which columns it shows, how each is written, what its cells are.

A ``str`` is text; pieces of text (papibook.model.inline) and whole cells go in as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import pandas as pd

from papibook.ground.numbers import MISSING_MARK, NONE_MARK, NOT_REPORTED_MARK, format_number, format_percent
from papibook.ground.texts import say
from papibook.model.figures import About, Figure, raw_value
from papibook.model.inline import Inline
from papibook.model.table import Cell, RowGroup, ShownColumn, TableRow
from papibook.views.common import words
from papibook.views.common.behind import csv_text
from papibook.views.common.display import Table
from papibook.views.common.figure_cells import as_inline, figure_cell
from papibook.views.common.rows import Row, rows_of

_RIGHT = {"number", "percent", "date"}


@dataclass(frozen=True)
class TableColumn:
    """One column shown: where its values are, its head, how they are written.

    ``kind``: text, number, percent, date. ``decimals``: places, or the name of the column that holds
    them row by row. ``missing``: the mark of an absent value, … (owed) or – (nothing by rule). ``measure``:
    of which figure its values are (papibook.model.figures.MEASURES), of ``period_id`` where it is not the
    row's. Any cell may also hold pieces of text or a whole cell, and in a number column a ``str`` that is
    shown as it is.
    """

    name: str
    label: str
    kind: str = "text"
    decimals: int | str = 0
    missing: str = MISSING_MARK
    align: str = ""
    spanner: str = ""
    measure: str = ""
    period_id: str = ""
    unit_measure: str = ""

    @property
    def side(self) -> str:
        return self.align or ("right" if self.kind in _RIGHT else "left")

    @property
    def shown(self) -> ShownColumn:
        """What the table's value says of it."""
        measure = self.unit_measure or ("%" if self.kind == "percent" else "")
        return ShownColumn(self.name, self.label, self.kind, self.side, self.spanner, measure)


@dataclass(frozen=True)
class TableShape:
    """What a table has besides its rows.

    ``stub``: the column that names the row; ``groups``: the column whose values head groups of rows that
    stand together; ``total``: a flag column that marks rows of totals; ``anchor``: the column with the ids
    under which links lead to rows; ``stacks``: a table of words, whose rows are set one under the other on a
    phone instead of sliding sideways; ``folds``: a table that grows with the number of units.
    """

    table_id: str
    caption: str
    stub: str = ""
    groups: str = ""
    total: str = ""
    anchor: str = ""
    notes: tuple[str | Inline, ...] = ()
    wide: bool = False
    stacks: bool = False
    folds: bool = False


def setter_column(names: pd.Series) -> list[TableColumn]:
    """The column ``target_set_by`` where any target of the table was set by another than the plan itself."""
    if names.isna().all():
        return []
    return [TableColumn("target_set_by", say("views_whole", "Set by"), missing="")]


def make_table(
    frame: pd.DataFrame,
    columns: Sequence[TableColumn],
    shape: TableShape,
    *,
    data: pd.DataFrame | None = None,
    about: Callable[[Row], About] | None = None,
) -> Table:
    """``frame`` as a table. ``data``: the frame behind it for the CSV; without it the shown columns.

    ``about``: whose figures a row shows, for columns that name a measure.
    """
    rows = rows_of(frame)
    groups = [
        RowGroup(as_inline(heading), tuple(_row(row, columns, shape, about) for row in members))
        for heading, members in groupby(rows, key=lambda row: row[shape.groups] if shape.groups else "")
    ]
    behind = data if data is not None else _plain(frame[[column.name for column in columns]])
    cells = [cell for group in groups for row in group.rows for cell in row.cells]
    return Table(
        shape.table_id,
        shape.caption,
        tuple(column.shown for column in columns),
        tuple(groups),
        (*(as_inline(note) for note in shape.notes if note), *_mark_notes(cells)),
        csv_text(behind),
        shape.wide,
        shape.stacks,
        shape.folds,
    )


def _row(
    row: Row,
    columns: Sequence[TableColumn],
    shape: TableShape,
    about: Callable[[Row], About] | None,
) -> TableRow:
    whose = about(row) if about else None
    return TableRow(
        tuple(_cell(row, column, whose, is_heading=column.name == shape.stub) for column in columns),
        bool(shape.total) and bool(row[shape.total]),
        row[shape.anchor] if shape.anchor else "",
    )


def _cell(row: Mapping[Any, Any], column: TableColumn, whose: About | None, *, is_heading: bool) -> Cell:
    value = row[column.name]
    if isinstance(value, Cell):
        return value
    is_inline = isinstance(value, tuple)
    figures: tuple[Figure, ...] = ()
    if column.measure and whose:
        of = replace(whose, period_id=column.period_id) if column.period_id else whose
        figures = (of.figure(column.measure, None if is_inline else value),)
    if not is_inline:
        if words.is_missing(value):
            value = column.missing
        elif column.kind != "text" and not isinstance(value, str):
            return _number(row, column, value, figures)
    inline = value if is_inline else as_inline(str(value))
    if is_heading:
        return Cell(inline, "heading", figures)
    return figure_cell(inline, *figures)


def _number(row: Mapping[Any, Any], column: TableColumn, value: Any, figures: tuple[Figure, ...]) -> Cell:
    figures = figures or (Figure(None, raw_value(value)),)
    if column.kind == "date":
        return Cell((words.date_of(value),), "date", figures)
    decimals = column.decimals if isinstance(column.decimals, int) else words.int_of(row[column.decimals])
    written = format_percent if column.kind == "percent" else format_number
    return Cell((written(float(value), decimals),), "number", figures, decimals)


def _mark_notes(cells: Sequence[Cell]) -> list[Inline]:
    shown = {cell.content for cell in cells if cell.role == "missing"}
    notes = []
    if (NONE_MARK,) in shown:
        notes.append(say("views", "“–”: not applicable, or nothing to divide by."))
    if (MISSING_MARK,) in shown:
        notes.append(say("views", "“…”: owed, but no figure yet."))
    if (NOT_REPORTED_MARK,) in shown:
        notes.append(say("views", "“∅”: not reported."))
    return [(note,) for note in notes]


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.loc[
        :, [not frame[name].map(lambda v: isinstance(v, tuple | Cell)).any() for name in frame.columns]
    ]
