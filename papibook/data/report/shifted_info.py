"""Answers of the information sheet that stand some rows or columns off, beside another line's label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from papibook.data.report.places import Origin
from papibook.data.report.shifted import LEAST_GAIN, MOST_COLUMNS
from papibook.data.workbook.cells import CellValue, Sheet, a1
from papibook.data.workbook.readings import read_day, read_text, read_yes_no
from papibook.model.findings import Finding
from papibook.model.layout import InfoField

ROWS = (1, -1, 2, -2, 3, -3)


def shifted_info(
    sheet: Sheet, lines: Sequence[InfoField], places: Mapping[str, tuple[int, int]], origin: Origin
) -> Finding | None:
    """The finding that the answers from some line on stand rows or columns off; else None.

    ``lines``: those of the unit's form. ``places``: where the answer to each label belongs
    (papibook.data.report.places.labelled_cells).
    """
    asked = sorted((places[each.name], each) for each in lines if each.is_input and each.name in places)
    straight = [_fit(sheet.cell(*place), info) for place, info in asked]
    best, start, by = sum(straight), 0, (0, 0)
    for move in [*((rows, 0) for rows in ROWS), *((0, columns) for columns in range(1, MOST_COLUMNS + 1))]:
        down, right = move
        moved = [_fit(sheet.cell(row + down, column + right), info) for (row, column), info in asked]
        for number in range(len(asked)):
            total = sum(straight[:number]) + sum(moved[number:])
            if total > best:
                best, start, by = total, number, move
    if by == (0, 0) or best - sum(straight) < LEAST_GAIN or -1 in straight[:start]:
        return None
    (row, column), _ = asked[start]
    n = abs(by[0] or by[1])
    where = {"sheet": sheet.name, "cell": a1(row, column), "row": str(row + 1), "n": str(n)}
    if by[1]:
        return origin.finding("sheet.shifted_columns", **where, direction="too far right")
    return origin.finding("sheet.shifted", **where, direction="too low" if by[0] > 0 else "too high")


def _fit(cell: CellValue, info: InfoField) -> int:
    """Whether the cell holds what the line asks for: 1, 0 (nothing) or -1."""
    if not read_text(cell):
        return 0
    is_day, is_yes_no = read_day(cell).value is not None, read_yes_no(cell).value is not None
    if info.kind == "text":
        return -1 if is_day or is_yes_no else 1
    return 1 if (is_day if info.kind == "day" else is_yes_no) else -1
