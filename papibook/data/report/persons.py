"""Personal data in the texts of a report: a warning with the cell for each, as soon as the report is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from papibook.data.persons.found import find_personal
from papibook.data.report.places import Origin, TableSheet
from papibook.data.report.tasks import Rows
from papibook.data.workbook.cells import a1
from papibook.model.findings import Finding


def in_table(table: TableSheet, rows: Rows, origin: Origin) -> Iterator[Finding]:
    """What stands in the texts of a table's rows (schemas WRITTEN_TASKS, WRITTEN_FIGURES)."""
    id_name, *inputs = table.columns
    for row in rows:
        for name in inputs:
            text = row.get(name)
            if isinstance(text, str):
                cell = a1(int(str(row["row"])) - 1, table.columns[name])
                yield from _found(text, origin, table.sheet.name, cell, str(row[id_name]))


def in_info(rows: Rows, origin: Origin) -> Iterator[Finding]:
    """What stands in the answers of the information sheet (schema WRITTEN_INFO)."""
    for row in rows:
        yield from _found(str(row["value"]), origin, str(row["sheet"]), str(row["cell"]))


def in_quotes(findings: Iterable[Finding], origin: Origin) -> Iterator[Finding]:
    """What other findings quote: of cells that are no text of the form, and of what could not be read."""
    for finding in findings:
        if finding.cell:
            yield from _found(finding.found, origin, finding.sheet, finding.cell, finding.subject_id)


def each_once(findings: Iterable[Finding]) -> list[Finding]:
    """``findings`` without those that say the same of the same cell."""
    return list({(each.code, each.sheet, each.cell, each.found): each for each in findings}.values())


def _found(text: str, origin: Origin, sheet: str, cell: str, subject: str = "") -> Iterator[Finding]:
    for each in find_personal(text):
        code = f"person.{each.kind}"
        yield origin.finding(code, sheet=sheet, cell=cell, subject=subject, found=each.text)
