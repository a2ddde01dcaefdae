"""One fault, one finding: what several checks say of the same fault is put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from string import ascii_uppercase

from papibook.data.given.reference import Reference
from papibook.data.report.places import Origin, TableSheet
from papibook.data.report.tasks import Rows
from papibook.data.workbook.cells import Sheet, a1
from papibook.data.workbook.readings import read_text
from papibook.data.workbook.text_boxes import TextBox
from papibook.ground.vietnamese import fold
from papibook.model.findings import BLANK_SHEET, NO_ANSWER, Finding
from papibook.model.layout import INFO_SHEET

MANY = 5
"""So many notes of one kind on a sheet are one."""

LEAST_BLANK = 2
"""A single answer that is missing is named by its task or indicator."""

HEADING_ROWS = 4
"""In so many rows of a second report its unit is looked for."""

AS_TEXT = ("figure.number_as_text", "progress.percent_as_text", "progress.date_as_text")
"""Notes that are one where there are many on a sheet."""

_BESIDE_BOX = (
    "figure.missing_without_reason",
    "figure.part_missing",
    "progress.blank_status",
    "info.missing",
)


def with_text_boxes(findings: Sequence[Finding], sheets: Sequence[Sheet], origin: Origin) -> list[Finding]:
    """The findings; where an answer is missing beside a text box, the one finding says both.

    A text box elsewhere has a note of its own. It is not quoted: it may hold a name or a phone number.
    """
    result = list(findings)
    for sheet in sheets:
        for box in sheet.boxes:
            place = next((n for n, each in enumerate(result) if _is_beside(each, sheet, box)), None)
            if place is None:
                cell = a1(box.top, box.left)
                result.append(origin.finding("sheet.text_box", sheet=sheet.name, cell=cell))
            else:
                missing = result[place]
                values = {"name": missing.subject_id or missing.values.get("label", "")}
                result[place] = replace(missing, code="cell.text_box", found=box.text, values=values)
    return result


def _is_beside(finding: Finding, sheet: Sheet, box: TextBox) -> bool:
    if finding.code not in _BESIDE_BOX or finding.sheet != sheet.name or not finding.cell:
        return False
    return box.top + 1 <= int(finding.cell.lstrip(ascii_uppercase)) <= box.bottom + 1


def in_one(findings: Sequence[Finding], origin: Origin) -> list[Finding]:
    """The findings; many numbers or days of a sheet that are texts are one note, with all cells."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.code in AS_TEXT:
            groups.setdefault(finding.sheet, []).append(finding)
    many = {sheet: found for sheet, found in groups.items() if len(found) >= MANY}
    result = [each for each in findings if each.code not in AS_TEXT or each.sheet not in many]
    for sheet, found in many.items():
        first, read = found[0], "; ".join(f"{each.cell}: {each.values['read']}" for each in found)
        where = {"sheet": sheet, "cell": first.cell, "found": first.found}
        result.append(origin.finding("sheet.numbers_as_text", **where, n=str(len(found)), read=read))
    return result


def holds_answer(row: Mapping[str, object], answers: Sequence[str]) -> bool:
    """Whether anything is written in one of these columns, readable or not; 0 is an answer."""
    return bool(row.get("is_refused")) or any(row.get(name) is not None for name in answers)


def blank_as_one(
    findings: Sequence[Finding], table: TableSheet, rows: Rows, answers: Sequence[str], origin: Origin
) -> list[Finding]:
    """The findings of a sheet; where none of its ``rows`` holds an answer, one says so for all.

    Args:
        rows: of schema WRITTEN_TASKS or WRITTEN_FIGURES.
        answers: their columns that a unit answers in.
    """
    blank = [each for each in findings if each.code in NO_ANSWER]
    is_blank = not any(holds_answer(row, answers) for row in rows)
    if not is_blank or len(blank) < LEAST_BLANK:
        return list(findings)
    cell = next((each.cell for each in blank if each.cell), a1(table.header_row + 1, 0))
    one = origin.finding(BLANK_SHEET, sheet=table.sheet.name, cell=cell, n=str(len(blank)))
    return [one, *(each for each in findings if each not in blank)]


def with_other_unit(
    findings: Sequence[Finding], sheets: Mapping[str, Sheet | None], reference: Reference
) -> list[Finding]:
    """The findings; a second report is one finding for all sheets, with its unit where that is named.

    ``sheets``: by the name that the form gives them. The unit stands above the second table, or below the own
    answers on the information sheet.
    """
    second = [each for each in findings if each.code == "sheet.second_report"]
    if not second:
        return list(findings)
    values = {"places": "; ".join(each.values["places"] for each in second)}
    texts = [*_headings(second, sheets), *_texts(sheets[INFO_SHEET], 0)]
    code = "sheet.second_report"
    if name := _other_name(texts, second[0].unit_id, reference):
        code, values = "sheet.other_unit", {**values, "other": name}
    return [*(each for each in findings if each not in second), replace(second[0], code=code, values=values)]


def _headings(second: Sequence[Finding], sheets: Mapping[str, Sheet | None]) -> Iterator[str]:
    """What stands in the first rows of each second report."""
    for finding in second:
        sheet = next((each for each in sheets.values() if each and each.name == finding.sheet), None)
        start = int(finding.cell.lstrip(ascii_uppercase)) - 1
        yield from _texts(sheet, start, start + HEADING_ROWS)


def _texts(sheet: Sheet | None, start: int, end: int | None = None) -> Iterator[str]:
    for row in sheet.rows[start:end] if sheet else ():
        yield from (fold(read_text(cell)) for cell in row if isinstance(cell, str) and cell)


def _other_name(texts: Sequence[str], unit_id: str, reference: Reference) -> str:
    """A reporting unit but this one that one of the texts names, alone or behind other words; else empty."""
    units = reference.units[reference.units["is_reporting"].fillna(False)]
    names = {
        fold(str(row.unit_name)): str(row.unit_name) for row in units.itertuples() if row.unit_id != unit_id
    }
    return next(
        (names[name] for text in texts for name in names if text == name or text.endswith(f" {name}")), ""
    )
