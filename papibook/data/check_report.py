"""One report against the plan and the reference: its rows, and all its findings at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from papibook.data.check_figures import FigureRules, Indicator, check_figures
from papibook.data.check_file import IdentityRules, check_identity, check_info, without_persons
from papibook.data.check_tasks import Rows, TaskRules, check_tasks
from papibook.data.hidden import WorkbookError
from papibook.data.owed import asked_indicators, owed_tasks
from papibook.data.plan import Plan
from papibook.data.reference import Reference, fold
from papibook.data.submission import Origin, find_table, info_sheet, looks_like, table_sheet
from papibook.data.workbook import Sheet, Workbook, a1, read_workbook
from papibook.model.findings import ERROR, Finding
from papibook.model.layout import FIGURE_COLUMNS, FIGURES_SHEET, INFO_SHEET, TASK_COLUMNS, TASKS_SHEET
from papibook.model.plan import Period

_ANSWERS = frozenset(column.name for column in (*TASK_COLUMNS, *FIGURE_COLUMNS) if column.is_input)


@dataclass
class ReportRead:
    """Rows and findings of one report, or of all."""

    info: Rows = field(default_factory=list)
    tasks: Rows = field(default_factory=list)
    figures: Rows = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def has_answers(self) -> bool:
        """Whether anything at all is written beside a task or a figure, readable or not."""
        return any(
            row.get(name) not in (None, False)
            for row in (*self.tasks, *self.figures)
            for name in (*_ANSWERS, "is_refused")
        )

    def add(self, other: ReportRead) -> None:
        """Take in the rows and findings of another part."""
        self.info += other.info
        self.tasks += other.tasks
        self.figures += other.figures
        self.findings += other.findings


@dataclass(frozen=True)
class UnitRules:
    """What one unit's report is checked against."""

    identity: IdentityRules
    tasks: TaskRules
    figures: FigureRules


def open_report(path: Path, origin: Origin) -> Workbook | Finding:
    """The workbook at ``path``, or the finding that says why it cannot be read."""
    try:
        return read_workbook(path)
    except WorkbookError as err:
        return origin.finding("file.unreadable", cause=err.cause)


def check_report(workbook: Workbook, rules: UnitRules, origin: Origin) -> ReportRead:
    """The rows that count and all findings; no rows where an error keeps the whole report out."""
    read = ReportRead(findings=check_identity(workbook, rules.identity, origin))
    read.info, found = check_info(workbook, origin)
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
    for part in (_check_tasks_sheet(tasks, rules, origin), _check_figures_sheet(figures, rules, origin)):
        read.add(part)
    read.findings = without_persons(read.findings, workbook)
    if keeps_out_all(read.findings):
        return ReportRead(findings=read.findings)
    return read


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


def _check_tasks_sheet(sheet: Sheet | None, rules: UnitRules, origin: Origin) -> ReportRead:
    if sheet is None:
        missing = [origin.finding("sheet.missing", sheet=TASKS_SHEET)] if rules.tasks.owed else []
        return ReportRead(findings=missing)
    table, findings = find_table(sheet, TASK_COLUMNS, origin)
    if table is None:
        return ReportRead(findings=findings)
    rows, findings = check_tasks(table, rules.tasks, origin)
    return ReportRead(tasks=rows, findings=findings)


def _check_figures_sheet(sheet: Sheet | None, rules: UnitRules, origin: Origin) -> ReportRead:
    if sheet is None:
        missing = [origin.finding("sheet.missing", sheet=FIGURES_SHEET)] if rules.figures.asked else []
        return ReportRead(findings=missing)
    table, findings = find_table(sheet, FIGURE_COLUMNS, origin)
    if table is None:
        return ReportRead(findings=findings)
    rows, findings = check_figures(table, rules.figures, origin)
    return ReportRead(figures=rows, findings=findings)


def rules_by_unit(
    plan: Plan, reference: Reference, period: Period, half_year_figures: pd.DataFrame | None
) -> dict[str, UnitRules]:
    """What each unit's report of the period is checked against.

    ``half_year_figures``: WRITTEN_FIGURES of the half-year that the period contains.
    """
    identity = IdentityRules(plan.file.plan_id, period, reference)
    products = {str(row.task_id): bool(row.needs_product) for row in plan.tasks.itertuples()}
    indicators = {str(row["indicator_id"]): _indicator(row) for _, row in reference.indicators.iterrows()}
    tasks = owed_tasks(plan.tasks, reference.units)
    asked = asked_indicators(reference.indicators, reference.units, period.kind)
    half = half_year_values(half_year_figures)
    return {
        str(unit_id): UnitRules(
            identity,
            TaskRules(period, products, tasks.get(str(unit_id), frozenset())),
            FigureRules(indicators, asked.get(str(unit_id), frozenset()), half.get(str(unit_id), {})),
        )
        for unit_id in reference.units["unit_id"]
    }


def _indicator(row: pd.Series) -> Indicator:
    return Indicator(
        indicator_id=str(row["indicator_id"]),
        kind=str(row["kind"]),
        is_flow=row["period_type"] == "flow_cumulative",
        is_whole=bool(row["is_integer_parts"]),
        may_exceed=bool(row["numerator_may_exceed"]),
        is_core=bool(row["is_core"]),
        least=None if pd.isna(row["value_min"]) else float(row["value_min"]),
        greatest=None if pd.isna(row["value_max"]) else float(row["value_max"]),
    )


def figure_values(rows: Rows) -> dict[tuple[str, str], float]:
    """(indicator, column) → value, of those rows of WRITTEN_FIGURES that were not refused."""
    return {
        (str(row["indicator_id"]), name): float(str(value))
        for row in rows
        if not row["is_refused"]
        for name in ("numerator", "denominator", "value")
        if (value := row.get(name)) is not None
    }


def half_year_values(figures: pd.DataFrame | None) -> dict[str, dict[tuple[str, str], float]]:
    """unit → (indicator, column) → value, of those WRITTEN_FIGURES that were not refused."""
    if figures is None:
        return {}
    kept = figures[~figures["is_refused"].fillna(False)]
    found: dict[str, dict[tuple[str, str], float]] = {}
    for name in ("numerator", "denominator", "value"):
        given = kept.dropna(subset=[name])
        for unit_id, indicator_id, value in given[["unit_id", "indicator_id", name]].itertuples(index=False):
            found.setdefault(str(unit_id), {})[str(indicator_id), name] = float(value)
    return found
