"""The texts of a report, each with its cell, and a warning for what is personal in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from papibook.data.persons.found import find_personal
from papibook.data.report.places import Origin, TableSheet, info_sheet, labelled_cells
from papibook.data.report.tasks import Rows
from papibook.data.workbook.cells import Workbook, a1
from papibook.data.workbook.readings import read_text
from papibook.model.findings import Finding
from papibook.model.layout import GIVEN_NAMES


@dataclass(frozen=True)
class WrittenText:
    """A text and where it stands; ``subject_id``: task or indicator of its row."""

    sheet: str
    cell: str
    subject_id: str
    text: str


def texts_of_table(table: TableSheet, rows: Rows) -> Iterator[WrittenText]:
    """The texts of a table's rows (schemas WRITTEN_TASKS, WRITTEN_FIGURES)."""
    id_name, *inputs = table.columns
    for row in rows:
        for name in inputs:
            text = row.get(name)
            if isinstance(text, str):
                cell = a1(int(str(row["row"])) - 1, table.columns[name])
                yield WrittenText(table.sheet.name, cell, str(row[id_name]), text)


def texts_of_info(rows: Rows) -> Iterator[WrittenText]:
    """The answers of the information sheet (schema WRITTEN_INFO)."""
    for row in rows:
        yield WrittenText(str(row["sheet"]), str(row["cell"]), "", str(row["value"]))


def texts_quoted(findings: Iterable[Finding]) -> Iterator[WrittenText]:
    """What findings quote: of cells that are no text of the form, and of what could not be read."""
    for finding in findings:
        if finding.cell:
            yield WrittenText(finding.sheet, finding.cell, finding.subject_id, finding.found)


def given_names(workbook: Workbook) -> Iterator[WrittenText]:
    """Whom the report names as those who made and approved it; no row has them and no page shows them."""
    sheet = info_sheet(workbook)
    places = labelled_cells(sheet) if sheet else {}
    for name in GIVEN_NAMES:
        text = read_text(sheet.cell(*places[name])) if sheet and name in places else ""
        if sheet and text:
            yield WrittenText(sheet.name, a1(*places[name]), "", text)


def names_in_part(workbook: Workbook, texts: Sequence[WrittenText]) -> Iterator[WrittenText]:
    """Of these, for a unit whose rows stand in the workbook of another, those that its own texts hold."""
    for name in given_names(workbook):
        if any(name.text in each.text for each in texts):
            yield name


def person_findings(texts: Iterable[WrittenText], origin: Origin) -> list[Finding]:
    """A warning for everything personal in the texts, once for a cell."""
    found = {
        (each.text, text.sheet, text.cell): origin.finding(
            f"person.{each.kind}",
            sheet=text.sheet,
            cell=text.cell,
            subject=text.subject_id,
            found=each.text,
        )
        for text in texts
        for each in find_personal(text.text)
    }
    return list(found.values())
