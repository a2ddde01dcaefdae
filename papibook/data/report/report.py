"""One report against the plan and the reference: its rows, and all its findings at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from papibook.data.report.contradictions import CheckedSheet, check_contradictions
from papibook.data.report.explanations import (
    Explanations,
    explain_rows,
    explanations_in_list,
    shortened,
)
from papibook.data.report.figures import check_figures
from papibook.data.report.foreign_typing import foreign_typing
from papibook.data.report.grouped import blank_as_one, holds_answer, in_one, with_other_unit, with_text_boxes
from papibook.data.report.identity import check_identity, check_info, without_persons
from papibook.data.report.persons import (
    WrittenText,
    given_names,
    names_in_part,
    person_findings,
    texts_of_info,
    texts_of_table,
    texts_quoted,
)
from papibook.data.report.places import (
    Entry,
    Origin,
    find_table,
    info_sheet,
    looks_like,
    table_in,
    table_sheet,
)
from papibook.data.report.rules import UnitRules
from papibook.data.report.tasks import Rows, check_tasks
from papibook.data.workbook.cells import Sheet, Workbook, a1, read_workbook
from papibook.data.workbook.members import WorkbookError
from papibook.data.workbook.readings import read_text
from papibook.ground.vietnamese import fold
from papibook.model.answers import FIGURE_ANSWERS, TASK_ANSWERS
from papibook.model.findings import BLANK_SHEET, ERROR, EXPLANATION, SHIFTED, Finding
from papibook.model.layout import (
    FIGURE_COLUMNS,
    FIGURES_SHEET,
    INFO_FIELDS,
    INFO_SHEET,
    REVISION_REASON,
    TASK_COLUMNS,
    TASKS_SHEET,
)

_OF_ROWS = ("sheet.numbers_as_text", "sheet.second_report", "sheet.other_unit")
_NOT_FILLED_IN = [info.name for info in INFO_FIELDS if not info.is_input]


@dataclass
class ReportRead:
    """Rows and findings of one report, or of all; also its texts and the names that it gives, by cell."""

    info: Rows = field(default_factory=list)
    tasks: Rows = field(default_factory=list)
    figures: Rows = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    texts: list[WrittenText] = field(default_factory=list)
    given_names: list[WrittenText] = field(default_factory=list)

    @property
    def has_answers(self) -> bool:
        """Whether anything at all is written beside a task or a figure, readable or not."""
        return any(holds_answer(row, TASK_ANSWERS) for row in self.tasks) or any(
            holds_answer(row, FIGURE_ANSWERS) for row in self.figures
        )

    @property
    def has_information(self) -> bool:
        """Whether the unit has filled in lines of the information sheet, other than why it sends again."""
        fields = {str(row["field"]) for row in self.info}
        return bool(self.given_names) or not fields <= {REVISION_REASON, *_NOT_FILLED_IN}

    def add(self, other: ReportRead) -> None:
        """Take in the rows and findings of another part."""
        self.info += other.info
        self.tasks += other.tasks
        self.figures += other.figures
        self.findings += other.findings
        self.texts += other.texts
        self.given_names += other.given_names


def open_report(
    path: Path, origin: Origin, read: Callable[[Path], Workbook] = read_workbook
) -> Workbook | Finding:
    """The workbook at ``path``, or the finding that says why it cannot be read."""
    try:
        return read(path)
    except WorkbookError as err:
        return origin.finding("file.unreadable", cause=err.cause)


def check_report(workbook: Workbook, rules: UnitRules, origin: Origin) -> ReportRead:
    """The rows that count and all findings; no rows where an error keeps the whole report out.

    Of a unit's part of another unit's workbook (papibook.data.report.carried; ``origin`` names it) what is
    wrong with the workbook as a whole is found in the sender's.
    """
    origin = replace(origin, explained=rules.explained | explanations_in(workbook, origin.of_unit))
    is_part = bool(origin.of_unit)
    read = ReportRead(findings=[] if is_part else check_identity(workbook, rules.identity, origin))
    read.info, found = check_info(workbook, rules.identity, origin)
    read.findings += found
    tasks = table_sheet(workbook, TASKS_SHEET, TASK_COLUMNS)
    figures = table_sheet(workbook, FIGURES_SHEET, FIGURE_COLUMNS)
    sheets = {INFO_SHEET: info_sheet(workbook), TASKS_SHEET: tasks, FIGURES_SHEET: figures}
    read.findings += _named_otherwise(sheets, origin)
    read.findings += [
        origin.finding("sheet.hidden", sheet=sheet.name)
        for sheet in sheets.values()
        if sheet is not None and sheet.is_hidden
    ]
    read.findings += _copied_sheets(workbook, sheets, origin)
    if workbook.has_macros:
        read.findings.append(origin.finding("file.macros"))
    of_tasks, tasks_read = _check_tasks_sheet(tasks, rules, origin)
    of_figures, figures_read = _check_figures_sheet(figures, rules, origin)
    read.add(tasks_read)
    read.add(figures_read)
    read.findings += foreign_typing(workbook, of_tasks, of_figures, rules, origin)
    read.findings += check_contradictions(of_tasks, of_figures, rules.between, origin)
    explain_rows(read.tasks, "task_id", read.findings)
    explain_rows(read.figures, "indicator_id", read.findings)
    read.findings = with_text_boxes(read.findings, [each for each in sheets.values() if each], origin)
    read.findings = with_other_unit(in_one(read.findings, origin), sheets, rules.identity.reference)
    read.texts = [*texts_of_info(read.info), *read.texts, *texts_quoted(read.findings)]
    read.given_names = list(names_in_part(workbook, read.texts) if is_part else given_names(workbook))
    persons = person_findings(read.texts, origin)
    read.findings = [*without_persons(read.findings, workbook), *persons]
    if is_part:
        read.findings = [each for each in read.findings if not _is_of_whole(each)]
    if keeps_out_all(read.findings):
        return ReportRead(findings=read.findings)
    return read


def _is_of_whole(finding: Finding) -> bool:
    """Whether it is about the workbook or a sheet, whose rows they are aside."""
    is_of_part = finding.code in (*SHIFTED, BLANK_SHEET, *_OF_ROWS)
    return finding.code.startswith(("file.", "column.", "sheet.")) and not is_of_part


def explanations_in(workbook: Workbook, of_unit: str = "") -> Explanations:
    """What the unit explained in its report: in the list that went back to it, and beside the rows."""
    beside = {}
    for name, columns in ((TASKS_SHEET, TASK_COLUMNS), (FIGURES_SHEET, FIGURE_COLUMNS)):
        table = table_in(workbook, name, columns)
        if table is not None and EXPLANATION in table.columns:
            for row in range(table.header_row + 1, len(table.sheet.rows)):
                entry = Entry(table, row, read_text(table.sheet.cell(row, table.columns[columns[0].name])))
                if text := shortened(entry.text(EXPLANATION)):
                    beside[entry.id] = text
    return explanations_in_list(workbook, of_unit) | Explanations(by_subject=beside)


def keeps_out_all(findings: Iterable[Finding]) -> bool:
    """Whether one of the findings is an error of the whole file."""
    return any(finding.severity == ERROR and finding.kind.scope == "file" for finding in findings)


def _named_otherwise(sheets: Mapping[str, Sheet | None], origin: Origin) -> list[Finding]:
    """Sheets that were known by what is in them, because their name was changed."""
    return [
        origin.finding("sheet.renamed", sheet=sheet.name, cell="A1", wanted=name)
        for name, sheet in sheets.items()
        if sheet is not None and fold(sheet.name) != fold(name)
    ]


def _copied_sheets(workbook: Workbook, sheets: Mapping[str, Sheet | None], origin: Origin) -> list[Finding]:
    """Sheets that hold one of our tables beside the one that is read, or of which none can be chosen."""
    tables = {TASKS_SHEET: TASK_COLUMNS, FIGURES_SHEET: FIGURE_COLUMNS}
    ours = {fold(name) for name in sheets} | {fold(sheet.name) for sheet in sheets.values() if sheet}
    return [
        origin.finding("sheet.copy", sheet=sheet.name, cell=a1(row, 0), wanted=name)
        for sheet in workbook.sheets.values()
        if fold(sheet.name) not in ours
        for name, columns in tables.items()
        if (row := looks_like(sheet, columns)) is not None
    ]


def _check_tasks_sheet(
    sheet: Sheet | None, rules: UnitRules, origin: Origin
) -> tuple[CheckedSheet | None, ReportRead]:
    if sheet is None:
        missing = [origin.finding("sheet.missing", sheet=TASKS_SHEET)] if rules.tasks.owed else []
        return None, ReportRead(findings=missing)
    table, notes = find_table(sheet, TASK_COLUMNS, origin)
    if table is None:
        return None, ReportRead(findings=notes)
    rows, findings = check_tasks(table, rules.tasks, origin)
    findings = [*notes, *blank_as_one(findings, table, rows, TASK_ANSWERS, origin)]
    texts = list(texts_of_table(table, rows))
    return CheckedSheet(table, rows), ReportRead(tasks=rows, findings=findings, texts=texts)


def _check_figures_sheet(
    sheet: Sheet | None, rules: UnitRules, origin: Origin
) -> tuple[CheckedSheet | None, ReportRead]:
    if sheet is None:
        missing = [origin.finding("sheet.missing", sheet=FIGURES_SHEET)] if rules.figures.asked else []
        return None, ReportRead(findings=missing)
    table, notes = find_table(sheet, FIGURE_COLUMNS, origin)
    if table is None:
        return None, ReportRead(findings=notes)
    rows, findings = check_figures(table, rules.figures, origin)
    findings = [*notes, *blank_as_one(findings, table, rows, FIGURE_ANSWERS, origin)]
    texts = list(texts_of_table(table, rows))
    return CheckedSheet(table, rows), ReportRead(figures=rows, findings=findings, texts=texts)
