"""Where the entries of a report stand: sheets, header rows, columns, labelled fields.

Columns are found by their header text and fields by their label, so that inserted rows and moved columns
are read right. What the entries mean is judged in the ``check_*`` modules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from papibook.data.report.explanations import NO_EXPLANATIONS, Explanations
from papibook.data.workbook.cells import CellValue, Sheet, Workbook, a1, area_name
from papibook.data.workbook.clear_words import small_signs
from papibook.data.workbook.old_encodings import old_encoding
from papibook.data.workbook.readings import read_text
from papibook.data.workbook.struck_text import Looks
from papibook.ground.vietnamese import fold, without_marks
from papibook.model.findings import EXPLANATION, OF_UNIT, Finding
from papibook.model.layout import (
    FIGURES_SHEET,
    GUIDE_SHEET,
    IDENTITY_FIELDS,
    IDENTITY_SHEET,
    INFO_FIELDS,
    INFO_SHEET,
    TASKS_SHEET,
    InfoField,
    SheetColumn,
    info_fields,
)

HEADER_ROWS = 30
"""The header row stands within these."""
HEADER_DEPTH = 3
"""So many rows the headings may be spread over."""

MAX_CELL = 10_000
"""Letters of one answer: three printed pages. Excel takes 32,767, other programs more."""

FREE_TEXTS = ("result_text", "reason", "difficulty", "proposal", "note")
"""Columns in which words are read as they stand; in all others a letter more or less is another answer."""


@dataclass(frozen=True)
class Origin:
    """Whose report a file is: makes findings that say so.

    ``is_given``: the office said whose report it is and for which period, because the report does not.
    ``explained``: why something that is asked about is right all the same. ``of_unit``: the name of the unit,
    where its rows stand in the workbook of another.
    """

    unit_id: str
    period_id: str
    file: str
    is_given: bool = False
    of_unit: str = ""
    explained: Explanations = NO_EXPLANATIONS

    def finding(
        self,
        code: str,
        *,
        sheet: str = "",
        cell: str = "",
        subject: str = "",
        found: str = "",
        **values: str,
    ) -> Finding:
        if self.of_unit:
            values[OF_UNIT] = self.of_unit
        finding = Finding(code, self.unit_id, self.period_id, self.file, sheet, cell, subject, found, values)
        explanation = self.explained.of(finding)
        return replace(finding, values={**values, EXPLANATION: explanation}) if explanation else finding


@dataclass(frozen=True)
class TableSheet:
    """A sheet with a table: where its header and its columns (by name) are."""

    sheet: Sheet
    header_row: int
    columns: Mapping[str, int] = field(hash=False)
    headers: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True)
class Entry:
    """One row of a table sheet with a code in it."""

    table: TableSheet
    row: int
    id: str

    def cell(self, name: str) -> CellValue:
        """The row's cell in that column."""
        return self.table.sheet.cell(self.row, self.table.columns[name])

    def text(self, name: str) -> str:
        """The row's cell in that column, as text; nothing where it is too long to be an answer, or where the
        form has no such column yet."""
        cell = self.cell(name) if name in self.table.columns else ""
        return "" if isinstance(cell, str) and len(cell) > MAX_CELL else read_text(cell)

    def at(self, name: str) -> str:
        """The address of the row's cell in that column."""
        return a1(self.row, self.table.columns[name])


def find_sheet(workbook: Workbook, name: str) -> Sheet | None:
    """The sheet of that name, whatever its case and spaces."""
    return next((sheet for sheet in workbook.sheets.values() if fold(sheet.name) == fold(name)), None)


def table_sheet(workbook: Workbook, name: str, declared: Sequence[SheetColumn]) -> Sheet | None:
    """The sheet of that name; without one, the only sheet that holds the whole table under another name."""
    named = find_sheet(workbook, name)
    if named is not None:
        return named
    nobody = Origin("", "", "")
    holding = [sheet for sheet in _unnamed(workbook) if find_table(sheet, declared, nobody)[0] is not None]
    return holding[0] if len(holding) == 1 else None


def table_in(workbook: Workbook, name: str, declared: Sequence[SheetColumn]) -> TableSheet | None:
    """The table of that sheet (:func:`table_sheet`); None where it is not there or cannot be read."""
    sheet = table_sheet(workbook, name, declared)
    return find_table(sheet, declared, Origin("", "", ""))[0] if sheet else None


def info_sheet(workbook: Workbook) -> Sheet | None:
    """The information sheet; without one of that name, the only sheet that has most of its labels."""
    named = find_sheet(workbook, INFO_SHEET)
    if named is not None:
        return named
    holding = [sheet for sheet in _unnamed(workbook) if 2 * len(labelled_cells(sheet)) > len(INFO_FIELDS)]
    return holding[0] if len(holding) == 1 else None


def _unnamed(workbook: Workbook) -> Iterator[Sheet]:
    """The sheets that carry no name of the form's."""
    names = {fold(name) for name in (GUIDE_SHEET, INFO_SHEET, TASKS_SHEET, FIGURES_SHEET, IDENTITY_SHEET)}
    yield from (sheet for sheet in workbook.sheets.values() if fold(sheet.name) not in names)


def find_table(
    sheet: Sheet, declared: Sequence[SheetColumn], origin: Origin
) -> tuple[TableSheet | None, list[Finding]]:
    """The table in ``sheet``; None where a column that is read is missing or stands there twice.

    What forms of later versions have beside it may be missing.
    """
    wanted = [column for column in declared if column.is_input or column is declared[0]]
    by_header = {heading(column.header): column for column in wanted}
    required = {header for header, column in by_header.items() if column.since == 1}
    lines = _header_lines(sheet, by_header.keys(), required)
    where = {"sheet": sheet.name, "cell": a1(lines[-1], 0)} if lines else {"sheet": sheet.name}
    places: dict[str, list[tuple[int, int]]] = {column.name: [] for column in wanted}
    for row in lines:
        for position, cell in enumerate(sheet.rows[row]):
            column = by_header.get(heading(read_text(cell)))
            if column is not None:
                places[column.name].append((row, position))
    findings = []
    beside = _second_beside(places, declared[0].name)
    if beside is not None:
        places = {name: [each for each in found if each[1] < beside[1]] for name, found in places.items()}
    wanted = [column for column in wanted if column.since == 1 or places[column.name]]
    missing = [column.header for column in wanted if not places[column.name]] if lines else [wanted[0].header]
    if missing:
        headers = ", ".join(f"“{header}”" for header in missing)
        rows = _row_names(lines) if lines else f"1–{HEADER_ROWS}"
        findings.append(origin.finding("column.missing", **where, header=headers, rows=rows))
    twice = [column for column in wanted if len(places[column.name]) > 1]
    if twice:
        second = a1(*places[twice[0].name][1])
        headers = "”, “".join(column.header for column in twice)
        findings.append(origin.finding("column.duplicate", sheet=sheet.name, cell=second, header=headers))
    if findings:
        return None, [*findings, *_first_old_text(sheet, origin)]
    names = {column.name: column.header for column in wanted}
    columns = {column.name: places[column.name][0][1] for column in wanted}
    notes = (
        [origin.finding("column.headings_apart", **where, rows=_row_names(lines))] if len(lines) > 1 else []
    )
    if beside is not None:
        notes.append(origin.finding("sheet.report_beside", sheet=sheet.name, cell=a1(*beside)))
    return TableSheet(sheet, lines[-1], columns, names), notes


def _second_beside(places: Mapping[str, list[tuple[int, int]]], id_name: str) -> tuple[int, int] | None:
    """Where a second table begins to the right of a whole first one; None where there is none."""
    ids = sorted(places[id_name], key=lambda place: place[1])
    if len(ids) < 2:
        return None
    twice = [name for name, found in places.items() if len(found) > 1]
    are_apart = all(min(column for _, column in places[name]) < ids[1][1] for name in twice)
    return ids[1] if len(twice) > 2 and are_apart else None


def _header_lines(sheet: Sheet, headers: Set[str], required: Set[str]) -> list[int]:
    """The rows that hold most of the headings: one, or neighbours where cells were merged over others.

    Below a row with all that are ``required``, what a form of an earlier version lacks is not looked for
    further than the headings may reach.
    """
    found: list[Set[str]] = []
    end = HEADER_ROWS
    for row, cells in enumerate(sheet.rows[:HEADER_ROWS]):
        if row == end:
            break
        found.append(headers & {heading(read_text(cell)) for cell in cells if isinstance(cell, str)})
        if len(found[row]) == len(headers):
            return [row]
        if required <= found[row]:
            end = min(end, row + HEADER_DEPTH)
    best, lines = 1, list[int]()  # one heading alone may be any text
    for depth in range(1, HEADER_DEPTH + 1):
        for top in range(len(found) - depth + 1):
            if (n := len(set[str]().union(*found[top : top + depth]))) > best:
                best, lines = n, [row for row in range(top, top + depth) if found[row]]
        if best == len(headers):
            break
    return lines


def heading(text: str) -> str:
    """A heading for comparing: without marks, and without what people add behind it.

    >>> heading("Tử số (a)"), heading("Giá trị *"), heading("TU SO")
    ('tu so', 'gia tri', 'tu so')
    """
    return _ADDED.sub("", without_marks(text))


_ADDED = re.compile(r"( ?(\([^()]{0,2}\)|\*|:))+$")


def _row_names(lines: Sequence[int]) -> str:
    return "–".join(str(row + 1) for row in dict.fromkeys((lines[0], lines[-1])))


def _first_old_text(sheet: Sheet, origin: Origin) -> list[Finding]:
    """Why no header is found, where the whole sheet was typed for fonts of the nineties."""
    for row, cells in enumerate(sheet.rows[:HEADER_ROWS]):
        for column, cell in enumerate(cells):
            if found := old_text_findings(cell, origin, sheet=sheet.name, cell=a1(row, column)):
                return found
    return []


def old_text_findings(written: CellValue, origin: Origin, **where: str) -> list[Finding]:
    """That a text stands there in an encoding that nothing else can read."""
    if not isinstance(written, str) or not (encoding := old_encoding(written)):
        return []
    return [origin.finding("text.old_encoding", **where, found=read_text(written), encoding=encoding)]


def looks_like(sheet: Sheet, declared: Sequence[SheetColumn]) -> int | None:
    """The row of ``sheet`` that holds most headers of the declared table; None where it is another sheet."""
    headers = {heading(column.header) for column in declared}
    for row in range(min(HEADER_ROWS, len(sheet.rows))):
        if 2 * len(headers & {heading(read_text(cell)) for cell in sheet.rows[row]}) > len(headers):
            return row
    return None


def column_findings(table: TableSheet, origin: Origin) -> list[Finding]:
    """Hidden columns in which something was entered."""
    _, *inputs = table.columns
    return [
        origin.finding(
            "column.hidden",
            sheet=table.sheet.name,
            cell=a1(table.header_row, table.columns[name]),
            header=table.headers[name],
        )
        for name in inputs
        if table.columns[name] in table.sheet.hidden_columns
        and any(
            read_text(table.sheet.cell(row, table.columns[name]))
            for row in range(table.header_row + 1, len(table.sheet.rows))
        )
    ]


def cell_findings(entry: Entry, origin: Origin) -> list[Finding]:
    """What makes cells of this row unreadable, and that the row is hidden."""
    table, sheet = entry.table, entry.table.sheet
    id_name, *inputs = table.columns
    at_id = {"sheet": sheet.name, "cell": entry.at(id_name), "subject": entry.id}
    looks = sheet.looks.get((entry.row, table.columns[id_name]))
    if looks and not looks.stands:
        return [origin.finding("row.struck_out", **at_id, row=str(entry.row + 1))]
    found = []
    for name in inputs:
        place = (entry.row, table.columns[name])
        where = {"sheet": sheet.name, "cell": entry.at(name), "subject": entry.id}
        is_free = name in FREE_TEXTS or _is_given_up(entry, name)
        found += unreadable_findings(sheet, place, origin, where, is_free=is_free) or old_text_findings(
            sheet.cell(*place), origin, **where
        )
    if entry.row in sheet.hidden_rows:
        found.append(origin.finding("row.hidden", **at_id, row=str(entry.row + 1)))
    return found


def _is_given_up(entry: Entry, name: str) -> bool:
    """Whether the answer is struck out as a whole and a reason stands in its place."""
    if name == "reason_code" or "reason_code" not in entry.table.columns:
        return False
    looks = entry.table.sheet.looks.get((entry.row, entry.table.columns[name]))
    return looks is not None and not looks.stands and entry.text("reason_code") != ""


def unreadable_findings(
    sheet: Sheet, place: tuple[int, int], origin: Origin, where: Mapping[str, str], *, is_free: bool
) -> list[Finding]:
    """Why the cell there cannot be read as it looks, or how it was read without what is struck out.

    ``where``: sheet, cell and subject. ``is_free``: what stands counts, whatever is struck out beside it.
    """
    cell = sheet.cell(*place)
    if place in sheet.errors:
        return [origin.finding("cell.error_value", **where, found=sheet.errors[place])]
    if place in sheet.empty_formulas:
        return [origin.finding("cell.formula_without_value", **where)]
    if (merged := sheet.covering(*place)) is not None:
        return [origin.finding("cell.merged", **where, range=area_name(merged))]
    if isinstance(cell, str) and len(cell) > MAX_CELL:
        return [origin.finding("cell.too_long", **where, n=str(len(cell)), limit=str(MAX_CELL))]
    if isinstance(cell, str) and (error := _ERROR_TEXT.fullmatch(cell.strip())):
        return [origin.finding("cell.error_value", **where, found=error[0])]
    looks = sheet.looks.get(place)
    if looks is None and isinstance(cell, str) and not is_free and (small := small_signs(cell[:MAX_CELL])):
        looks = Looks(stands=read_text(cell), raised=small)
    if looks is None or (is_free and not looks.struck):
        return []
    values = {**where, "found": looks.struck or looks.stands, "stands": looks.stands}
    if looks.struck:
        code = "cell.struck_out" if looks.stands else "cell.all_struck_out"
        return [origin.finding("cell.struck_left_out" if is_free else code, **values)]
    return [origin.finding("cell.raised", **values, raised=looks.raised)]


_ERROR_TEXT = re.compile(
    r"#[A-Z][A-Z_0-9]{1,15}[!?]|#(DIV/0!|N/A|GETTING_DATA|#{2,})|[Ee]rr: ?\d{3}", re.ASCII
)
"""Errors as texts, as they are pasted as values or written by other programs: #SPILL!, #NAME?, Err:502."""


def labelled_cells(sheet: Sheet, checklist: Sequence[InfoField] = ()) -> dict[str, tuple[int, int]]:
    """Where the answer to each label of the information sheet stands: right of the label.

    ``checklist``: what the plan asks the unit besides what every form asks.
    """
    wanted = {fold(info.label): info.name for info in info_fields(checklist)}
    places: dict[str, tuple[int, int]] = {}
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            name = wanted.get(fold(read_text(cell).rstrip(":*")))
            if name is not None and name not in places:
                right = max(
                    (last for top, left, bottom, last in sheet.merged if (top, left) == (row, column)),
                    default=column,
                )
                places[name] = (row, right + 1)
    return places


def identity_of(sheet: Sheet) -> dict[str, str]:
    """The fields of the hidden sheet: name in column A, value in column B."""
    rows = ((read_text(sheet.cell(row, 0)), read_text(sheet.cell(row, 1))) for row in range(len(sheet.rows)))
    return {name: value for name, value in rows if name in IDENTITY_FIELDS and value}
