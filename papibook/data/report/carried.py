"""The rows of one unit in a workbook that holds those of several: its own, and those of units that report
through it.

Each unit's part is a workbook with the same cells at the same addresses, without the rows of others. So it
is read, checked and laid over like any workbook, and every finding names the cell that the sender sees.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from papibook.data.given.reference import Reference, recognise_unit
from papibook.data.report.places import Origin, TableSheet, heading, info_sheet, table_in
from papibook.data.report.rules import UnitRules
from papibook.data.report.table_rows import is_answered
from papibook.data.workbook.cells import Sheet, Workbook, a1
from papibook.data.workbook.readings import read_text
from papibook.ground.vietnamese import fold
from papibook.model.findings import Finding
from papibook.model.layout import (
    FIGURE_COLUMNS,
    FIGURES_SHEET,
    TASK_COLUMNS,
    TASKS_SHEET,
    UNIT_COLUMN,
    label_of,
    part_fields,
)

_TABLES = ((TASKS_SHEET, TASK_COLUMNS), (FIGURES_SHEET, FIGURE_COLUMNS))


def part_of(workbook: Workbook, rules: UnitRules, sender: str) -> Workbook | None:
    """What ``workbook``, which ``sender`` sent, holds of the unit of ``rules``; None where that is nothing.

    A workbook of a unit through which nobody reports is all its own, and so is one without a column that
    names units, as forms were before anybody reported through it.
    """
    is_own = rules.unit_id == sender
    if is_own and not rules.carried:
        return workbook
    tables = [(table, _unit_column(table)) for table in _tables(workbook)]
    sheets = dict(workbook.sheets)
    has_rows = False
    for table, column in tables:
        if column is None:
            if not is_own:
                sheets[table.sheet.name] = replace(table.sheet, rows=(), boxes=())
            continue
        rows = [
            cells if row <= table.header_row or _is_of(cells, column, rules, is_own=is_own) else ()
            for row, cells in enumerate(table.sheet.rows)
        ]
        has_rows = has_rows or any(rows[table.header_row + 1 :])
        boxes = table.sheet.boxes if is_own else ()
        sheets[table.sheet.name] = replace(table.sheet, rows=tuple(rows), boxes=boxes)
    if is_own:
        return replace(workbook, sheets=sheets)
    if not has_rows:
        return None
    info = info_sheet(workbook)
    if info is not None:
        sheets[info.name] = _information(info, rules)
    return replace(workbook, sheets=sheets)


def strange_rows(workbook: Workbook, rules: UnitRules, origin: Origin) -> Iterator[Finding]:
    """Answers in rows of units that don't report through the unit of ``rules``, whose workbook it is."""
    if not rules.carried:
        return
    known = {rules.unit_id, *rules.carried}
    for table in _tables(workbook):
        column = _unit_column(table)
        if column is None:
            continue
        for row in range(table.header_row + 1, len(table.sheet.rows)):
            name = read_text(table.sheet.cell(row, column))
            if name and is_answered(table, row) and _unit_of(name, rules.identity.reference) not in known:
                yield origin.finding(
                    "row.other_unit",
                    sheet=table.sheet.name,
                    cell=a1(row, column),
                    found=name,
                    row=str(row + 1),
                )


def silent_units(silent: Sequence[str], rules: UnitRules, origin: Origin) -> list[Finding]:
    """That nothing is said of units that report through the unit of ``rules``: one finding for all."""
    if not silent:
        return []
    names = ", ".join(rules.carried[unit_id] for unit_id in silent)
    return [origin.finding("sheet.units_silent", n=str(len(silent)), names=names)]


def _tables(workbook: Workbook) -> Iterator[TableSheet]:
    for name, columns in _TABLES:
        table = table_in(workbook, name, columns)
        if table is not None:
            yield table


def _unit_column(table: TableSheet) -> int | None:
    """The column that names the unit of each row; the headings may stand in neighbouring rows."""
    wanted = heading(UNIT_COLUMN.header)
    for row in range(table.header_row, -1, -1):
        for column, cell in enumerate(table.sheet.rows[row]):
            if isinstance(cell, str) and heading(read_text(cell)) == wanted:
                return column
    return None


def _is_of(cells: Sequence[object], column: int, rules: UnitRules, *, is_own: bool) -> bool:
    name = read_text(cells[column]) if column < len(cells) else ""  # type: ignore[arg-type]
    return is_own if not name else _unit_of(name, rules.identity.reference) == rules.unit_id


def _unit_of(name: str, reference: Reference) -> str | None:
    return recognise_unit(name, reference)


def _information(sheet: Sheet, rules: UnitRules) -> Sheet:
    """``sheet`` with the labels of the unit's lines as any form has them, and without the sender's own."""
    lines = part_fields(rules.identity.checklist)
    own = {fold(label_of(rules.unit_name, info)): info.label for info in lines}
    others = {fold(info.label) for info in lines}

    def label(cell: object) -> object:
        if not isinstance(cell, str):
            return cell
        text = fold(read_text(cell).rstrip(":*"))
        return own.get(text, "" if text in others else cell)

    rows = tuple(tuple(label(cell) for cell in cells) for cells in sheet.rows)
    return replace(sheet, rows=rows, boxes=())  # type: ignore[arg-type]
