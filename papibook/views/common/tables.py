"""Tables for reading: stub, row groups, spanners, caption and notes, as plain accessible HTML.

A small renderer of our own; why not great_tables stands in docs/decisions/tables.md. One rule keeps
escaping right: a ``str`` is text and is always escaped here; only a ``Html``
goes in as it is.

Classes a stylesheet may rely on: ``pb-gt`` (table) · ``gt_left gt_center gt_right`` (cells) ·
``gt_stub`` (row headers) · ``gt_group_heading`` (group rows) · ``gt_column_spanner`` (spanners) ·
``gt_col_heading`` (column heads) · ``pb-total`` (a total's row) · ``pb-mark`` (cells that hold – or …) ·
``pb-stack`` (a table whose rows become blocks on a phone, each cell under its ``data-label``) ·
``pb-table-notes`` (the notes, below the table: a footer inside it would be repeated on each printed page).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from papibook.ground.numbers import MISSING_MARK, NONE_MARK, format_number, format_percent
from papibook.ground.texts import say
from papibook.views.common import words
from papibook.views.common.behind import csv_text
from papibook.views.common.display import Html, Table, escape
from papibook.views.common.rows import rows_of

_RIGHT = {"number", "percent", "date"}


@dataclass(frozen=True)
class TableColumn:
    """One column shown: where its values are, its head, how they are written.

    ``kind``: text, number, percent, date. ``decimals``: places, or the name of the column that holds
    them row by row. ``missing``: the mark of an absent value, … (owed) or – (nothing by rule). Any cell may
    also hold an ``Html`` or, in a number column, a ``str`` that is shown as it is.
    """

    name: str
    label: str
    kind: str = "text"
    decimals: int | str = 0
    missing: str = MISSING_MARK
    align: str = ""
    spanner: str = ""

    @property
    def side(self) -> str:
        return self.align or ("right" if self.kind in _RIGHT else "left")


@dataclass(frozen=True)
class TableShape:
    """What a table has besides its rows.

    ``stub``: the column that names the row; ``groups``: the column whose values head groups of rows that
    stand together; ``total``: a flag column that marks rows of totals; ``stacks``: a table of words, whose
    rows are set one under the other on a phone instead of sliding sideways.
    """

    table_id: str
    caption: str
    stub: str = ""
    groups: str = ""
    total: str = ""
    notes: tuple[str | Html, ...] = ()
    wide: bool = False
    stacks: bool = False


def make_table(
    frame: pd.DataFrame,
    columns: Sequence[TableColumn],
    shape: TableShape,
    *,
    data: pd.DataFrame | None = None,
) -> Table:
    """``frame`` as a table. ``data``: the frame behind it for the CSV; without it the shown columns.

    An empty frame gives a table with one row that says there is nothing.
    """
    rows = rows_of(frame)
    cells = [[_cell(row, column) for column in columns] for row in rows]
    body = _body(rows, cells, columns, shape) if rows else _nothing(len(columns))
    notes = [*shape.notes, *_mark_notes(cells)]
    behind = data if data is not None else _plain(frame[[column.name for column in columns]])
    css = "pb-gt pb-stack" if shape.stacks else "pb-gt"
    html = (
        f'<table class="{css}">\n<caption>{escape(shape.caption)}</caption>\n'
        f"<thead>\n{_head(columns)}</thead>\n{body}</table>\n{_notes(notes)}"
    )
    return Table(shape.table_id, html, csv_text(behind), shape.wide)


def _cell(row: Mapping[Any, Any], column: TableColumn) -> str:
    value = row[column.name]
    if isinstance(value, Html):
        return value.html
    if isinstance(value, str) and value.strip():
        return escape(value.strip()).replace("\r\n", "\n").replace("\n", "<br>")
    if words.is_missing(value):
        return escape(column.missing)
    if column.kind == "date":
        return words.date_of(value)
    decimals = column.decimals if isinstance(column.decimals, int) else words.int_of(row[column.decimals])
    if column.kind == "percent":
        return format_percent(float(value), decimals)
    if column.kind == "number":
        return format_number(float(value), decimals)
    return escape(value)


def _head(columns: Sequence[TableColumn]) -> str:
    if not any(column.spanner for column in columns):
        return f"<tr>{''.join(_head_cell(column) for column in columns)}</tr>\n"
    upper, lower = [], []
    for spanner, members in groupby(columns, key=lambda column: column.spanner):
        below = list(members)
        if spanner:
            upper.append(
                f'<th class="gt_column_spanner gt_center" scope="colgroup" colspan="{len(below)}">'
                f"{escape(spanner)}</th>"
            )
            lower += [_head_cell(column) for column in below]
        else:
            upper += [_head_cell(column, ' rowspan="2"') for column in below]
    return f"<tr>{''.join(upper)}</tr>\n<tr>{''.join(lower)}</tr>\n"


def _head_cell(column: TableColumn, span: str = "") -> str:
    return f'<th class="gt_col_heading gt_{column.side}" scope="col"{span}>{escape(column.label)}</th>'


def _body(
    rows: Sequence[Mapping[Any, Any]],
    cells: Sequence[Sequence[str]],
    columns: Sequence[TableColumn],
    shape: TableShape,
) -> str:
    lines, last = [], object()
    for row, texts in zip(rows, cells, strict=True):
        group = row[shape.groups] if shape.groups else last
        if shape.groups and group != last:
            label = group.html if isinstance(group, Html) else escape(words.text_of(group))
            lines.append(
                f'<tr class="gt_group_heading_row"><th class="gt_group_heading gt_left" scope="rowgroup" '
                f'colspan="{len(columns)}">{label}</th></tr>'
            )
            last = group
        is_total = bool(shape.total) and bool(row[shape.total])
        tag = '<tr class="pb-total">' if is_total else "<tr>"
        pairs = zip(columns, texts, strict=True)
        lines.append(tag + "".join(_body_cell(column, text, shape) for column, text in pairs) + "</tr>")
    return "<tbody>\n" + "\n".join(lines) + "\n</tbody>\n"


def _body_cell(column: TableColumn, text: str, shape: TableShape) -> str:
    mark = " pb-mark" if text in (NONE_MARK, MISSING_MARK) else ""
    if column.name == shape.stub:
        return f'<th class="gt_stub gt_{column.side}" scope="row">{text}</th>'
    label = ""
    if shape.stacks:
        label = f' data-label="{escape(column.label)}"'
    return f'<td class="gt_{column.side}{mark}"{label}>{text.strip()}</td>'


def _nothing(width: int) -> str:
    text = escape(say("views", "Nothing to show."))
    return f'<tbody>\n<tr><td class="gt_left pb-nothing" colspan="{width}">{text}</td></tr>\n</tbody>\n'


def _mark_notes(cells: Sequence[Sequence[str]]) -> list[str]:
    shown = {text for row in cells for text in row}
    notes = []
    if NONE_MARK in shown:
        notes.append(say("views", "“–”: not applicable, or nothing to divide by."))
    if MISSING_MARK in shown:
        notes.append(say("views", "“…”: owed, but no figure yet."))
    return notes


def _notes(notes: Sequence[str | Html]) -> str:
    if not notes:
        return ""
    lines = [f"<p>{note.html if isinstance(note, Html) else escape(note)}</p>" for note in notes]
    return '<div class="pb-table-notes">' + "".join(lines) + "</div>\n"


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.loc[:, [not frame[name].map(lambda v: isinstance(v, Html)).any() for name in frame.columns]]
