"""A report that later ones were merged into: checked as one, each answer and finding with its own cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from papibook.data.report.answers import INFO, answers_of, difference
from papibook.data.report.grouped import AS_TEXT
from papibook.data.report.identity import without_persons
from papibook.data.report.laid_over import TABLES, LaidOver, lay_over
from papibook.data.report.persons import WrittenText, given_names, names_in_part
from papibook.data.report.places import Origin, TableSheet, table_in
from papibook.data.report.report import ReportRead, check_report
from papibook.data.report.rules import UnitRules
from papibook.data.report.tasks import Rows
from papibook.data.workbook.cells import Workbook, place_of
from papibook.data.workbook.readings import read_text
from papibook.model.findings import ERROR, Finding
from papibook.model.sources import Source, write_sources


@dataclass(frozen=True)
class SentReport:
    """A workbook, and the file in which it is."""

    workbook: Workbook
    file: str


def check_merged(sent: Sequence[SentReport], rules: UnitRules, origin: Origin) -> ReportRead:
    """The report that comes of ``sent``: the first with what each later one fills in, in their order.

    An answer of a later report that cannot be read takes the place of none; its finding is there too.
    Every row and finding names the file, sheet and cell that it comes from. ``origin``: of the last.
    """
    first, *others = sent
    known = {"task": list(rules.tasks.needs_product), "figure": list(rules.figures.indicators)}
    checklist = rules.identity.checklist
    under = LaidOver(first.workbook, first.file)
    read = check_report(first.workbook, rules, origin)
    told: list[Finding] = []
    for each in others:
        over = lay_over(under, each.workbook, each.file, known, checklist=checklist)
        tried = check_report(over.workbook, rules, origin)
        if spoilt := _lost(read, tried):
            told += [
                _placed(finding, over)
                for finding in tried.findings
                if finding.severity == ERROR and any(finding.subject_id == subject for _, subject in spoilt)
            ]
            over = lay_over(under, each.workbook, each.file, known, checklist=checklist, without=spoilt)
            tried = check_report(over.workbook, rules, origin)
        alone = check_report(each.workbook, rules, replace(origin, file=each.file))
        told += [
            finding for finding in alone.findings if finding.found and finding.kind.scope in ("row", "none")
        ]
        under, read = over, tried
    return replace(_traced(read, under, told, sent), given_names=_names(sent, read, origin))


def _names(sent: Sequence[SentReport], read: ReportRead, origin: Origin) -> list[WrittenText]:
    if origin.of_unit:
        return [name for each in sent for name in names_in_part(each.workbook, read.texts)]
    return [name for each in sent for name in given_names(each.workbook)]


def _lost(before: ReportRead, after: ReportRead) -> set[tuple[str, str]]:
    """Kinds and ids of what would be lost; of the information sheet the fields."""
    lost = difference(answers_of(before), answers_of(after)).lost
    return {(kind, name if kind == INFO else subject) for kind, subject, name in lost}


def _traced(
    read: ReportRead, over: LaidOver, told: Sequence[Finding], sent: Sequence[SentReport]
) -> ReportRead:
    findings = [_placed(finding, over) for finding in read.findings]
    here = {_thing(finding) for finding in findings}
    as_one = {finding.sheet for finding in findings if finding.code == "sheet.numbers_as_text"}
    findings += [
        finding
        for finding in told
        if _thing(finding) not in here and not (finding.code in AS_TEXT and finding.sheet in as_one)
    ]
    for each in sent:
        findings = without_persons(findings, each.workbook)
    return ReportRead(
        info=[_traced_info(row, over) for row in read.info],
        tasks=list(_traced_rows(read.tasks, "task", over)),
        figures=list(_traced_rows(read.figures, "figure", over)),
        findings=list(dict.fromkeys(findings)),
        texts=[_traced_text(text, over) for text in read.texts],
    )


def _thing(finding: Finding) -> tuple[str, ...]:
    return (finding.code, finding.file, finding.sheet, finding.cell, finding.subject_id)


def _source(sheet: object, cell: object, over: LaidOver) -> Source:
    """Where the cell at that address came from."""
    return over.source(str(sheet), place_of(str(cell)))


def _placed(finding: Finding, over: LaidOver) -> Finding:
    """``finding`` at the cell that the unit knows; where it names another answer too, that is so as well."""
    values = dict(finding.values)
    if values.get("other_sheet") and values.get("other_cell"):
        other = _source(values["other_sheet"], values["other_cell"], over)
        values |= {"other_sheet": other.sheet, "other_cell": other.cell}
    if not finding.cell:
        return replace(finding, values=values)
    own = _source(finding.sheet, finding.cell, over)
    return replace(finding, file=own.file, sheet=own.sheet, cell=own.cell, values=values)


def _traced_info(row: dict[str, object], over: LaidOver) -> dict[str, object]:
    source = _source(row["sheet"], row["cell"], over)
    return {**row, "file": source.file, "sheet": source.sheet, "cell": source.cell}


def _traced_text(text: WrittenText, over: LaidOver) -> WrittenText:
    source = _source(text.sheet, text.cell, over)
    return replace(text, sheet=source.sheet, cell=source.cell)


def _traced_rows(rows: Rows, kind: str, over: LaidOver) -> Iterator[dict[str, object]]:
    """``rows`` with the place of each answer in ``sources``; the row's own place is that of its first."""
    name, columns = TABLES[kind]
    table = table_in(over.workbook, name, columns)
    if table is None:
        return
    _, *inputs = table.columns
    for row in rows:
        number = int(str(row["row"])) - 1
        sources = {
            each: over.source(table.sheet.name, (number, _column_of(each, number, table)))
            for each in inputs
            if row.get(each) is not None
        }
        main = next(iter(sources.values()), None) or over.source(table.sheet.name, (number, 0))
        yield {
            **row,
            "file": main.file,
            "sheet": main.sheet,
            "row": main.row,
            "sources": write_sources(sources),
        }


def _column_of(name: str, row: int, table: TableSheet) -> int:
    """Where the answer stands: a percentage may stand beside the state ("Đang thực hiện 50%")."""
    column = table.columns[name]
    is_beside = name == "percent_done" and not read_text(table.sheet.cell(row, column))
    return table.columns["written_status"] if is_beside else column
