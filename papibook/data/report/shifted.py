"""Answers that stand some rows too high or too low: cells were inserted or deleted in some columns alone.

Each row says what kind of answer belongs into it: a heading none, a share two numbers, a count one. Where the
answers fit the rows much better some rows further up or down, they were moved, and none of them is read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from papibook.data.report.places import Entry, Origin, TableSheet
from papibook.data.report.table_rows import is_answered
from papibook.data.workbook.cells import a1
from papibook.model.findings import Finding

SHIFTS = (1, -1, 2, -2, 3, -3)
LEAST_GAIN = 4
"""So much better the shifted rows must fit: two rows that do not fit and would, at least."""

Fit = Callable[[Entry], int]
"""How well the answers in the row of this entry fit its code: 1, 0 (nothing stands there) or -1."""


def shifted(table: TableSheet, listed: Sequence[Entry], fit: Fit, origin: Origin) -> Finding | None:
    """The finding that all answers from some row on stand that many rows too low or too high; else None."""
    if len(listed) < 2:
        return None
    codes = {entry.row: entry.id for entry in listed}
    rows = range(table.header_row + 1, max(codes) + 1)

    def fits(row: int, shift: int) -> int:
        if row + shift <= table.header_row:
            return 0
        if row in codes:
            return fit(Entry(table, row + shift, codes[row]))
        return -1 if is_answered(table, row + shift) else 0

    straight = [fits(row, 0) for row in rows]
    if len(codes) - sum(straight) < LEAST_GAIN:  # nothing can fit so much better
        return None
    best, start, by = sum(straight), 0, 0
    for shift in SHIFTS:
        moved = [fits(row, shift) for row in rows]
        total = sum(moved)
        for place in range(len(rows)):  # straight above the row, moved from it on
            if total > best:
                best, start, by = total, place, shift
            total += straight[place] - moved[place]
    answered = sum(is_answered(table, row) for row in range(rows[0], rows[-1] + max(by, 0) + 1))
    if not by or best - sum(straight) < LEAST_GAIN or 10 * best < 8 * answered:
        return None
    row = rows[start]
    return origin.finding(
        "sheet.shifted",
        sheet=table.sheet.name,
        cell=a1(row, table.columns[next(iter(table.columns))]),
        row=str(row + 1),
        n=str(abs(by)),
        direction="too low" if by > 0 else "too high",
    )
