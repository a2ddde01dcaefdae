"""Answers that stand some rows or columns off: cells were inserted, deleted or pasted in some columns alone.

Each row says what kind of answer belongs into it: a heading none, a share two numbers, a count one. Where the
answers fit the rows much better some rows or columns away, they were moved, and none of them is read. One
column may have been moved alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from papibook.data.report.places import Entry, Origin, TableSheet
from papibook.data.report.table_rows import is_answered
from papibook.data.workbook.cells import CellValue, a1
from papibook.model.findings import Finding

MOST_ROWS = 10
MOST_COLUMNS = 2
LEAST_GAIN = 4
"""So much better the shifted rows must fit: two rows that do not fit and would, at least."""

Fit = Callable[[Entry], int]
"""How well the answers in the row of this entry fit its code: 1, 0 (nothing stands there) or -1."""


@dataclass(frozen=True)
class _Move:
    """That answers stand so many rows too low, or columns too far right; ``column``: of that column alone."""

    rows: int = 0
    columns: int = 0
    column: str = ""


def shifted(table: TableSheet, listed: Sequence[Entry], fit: Fit, origin: Origin) -> Finding | None:
    """The finding that all answers from some row on stand some rows or columns off; else None."""
    if len(listed) < 2:
        return None
    codes = {entry.row: entry.id for entry in listed}
    rows = range(table.header_row + 1, max(codes) + 1)
    straight = _fits(table, rows, codes, fit)
    if len(codes) - sum(straight) < LEAST_GAIN:  # nothing can fit so much better
        return None
    best, start, by = sum(straight), 0, _Move()
    for move in _moves(table):
        moved = _fits(_moved_back(table, move), rows, codes, fit)
        total = sum(moved)
        for place in range(len(rows)):  # straight above the row, moved from it on
            if total > best:
                best, start, by = total, place, move
            total += straight[place] - moved[place]
    answered = sum(is_answered(table, row) for row in range(rows[0], rows[-1] + max(by.rows, 0) + 1))
    if by == _Move() or best - sum(straight) < LEAST_GAIN or 10 * best < 8 * answered:
        return None
    return _finding(table, rows[start], by, origin)


def _moves(table: TableSheet) -> Iterator[_Move]:
    """What may have happened, the likeliest first: of two that fit as well the first is taken."""
    for n in range(1, MOST_ROWS + 1):
        yield from (_Move(rows=n), _Move(rows=-n))
    for n in range(1, MOST_COLUMNS + 1):
        yield from (_Move(columns=n), _Move(columns=-n))
    _, *inputs = table.columns
    for n in (1, -1, 2, -2):
        yield from (_Move(rows=n, column=name) for name in inputs)


def _moved_back(table: TableSheet, move: _Move) -> TableSheet:
    """The table with the answers where they belong, should they have been moved."""
    id_name, *inputs = table.columns
    if move.columns:
        columns = {name: table.columns[name] + move.columns * (name != id_name) for name in table.columns}
        return replace(table, columns=columns)
    places = {table.columns[name] for name in ([move.column] if move.column else inputs)}
    sheet = table.sheet
    width = max(places) + 1

    def row_of(row: int) -> tuple[CellValue, ...]:
        cells = list(sheet.rows[row]) + [""] * (width - len(sheet.rows[row]))
        for column in places:
            source = row + move.rows
            cells[column] = sheet.cell(source, column) if source > table.header_row else ""
        return tuple(cells)

    rows = tuple(row_of(row) for row in range(len(sheet.rows)))
    return replace(table, sheet=replace(sheet, rows=rows))


def _fits(table: TableSheet, rows: range, codes: Mapping[int, str], fit: Fit) -> list[int]:
    return [
        fit(Entry(table, row, codes[row])) if row in codes else -int(is_answered(table, row)) for row in rows
    ]


def _finding(table: TableSheet, row: int, by: _Move, origin: Origin) -> Finding:
    where = {
        "sheet": table.sheet.name,
        "cell": a1(row, table.columns[by.column or next(iter(table.columns))]),
        "row": str(row + 1),
        "n": str(abs(by.rows or by.columns)),
    }
    if by.columns:
        direction = "too far right" if by.columns > 0 else "too far left"
        return origin.finding("sheet.shifted_columns", **where, direction=direction)
    where["direction"] = "too low" if by.rows > 0 else "too high"
    if by.column:
        return origin.finding("sheet.column_shifted", **where, header=table.headers[by.column])
    return origin.finding("sheet.shifted", **where)
