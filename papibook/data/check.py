"""All reports of a period against the plan and the reference: rows, and all findings at once.

One broken report never stops the others. An error keeps its row, sheet or file out (see
papibook.model.finding_codes); nothing is repaired and nothing is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

import pandas as pd

from papibook.data.check_figures import FigureRules, Indicator, check_figures
from papibook.data.check_file import IdentityRules, check_identity, check_info, without_persons
from papibook.data.check_tasks import Rows, TaskRules, check_tasks
from papibook.data.hidden import WorkbookError
from papibook.data.owed import asked_indicators, owed_tasks
from papibook.data.plan import Plan
from papibook.data.receipts import check_receipts, chosen_revisions, read_receipts
from papibook.data.reference import Reference
from papibook.data.submission import Origin, find_sheet, find_table
from papibook.data.workbook import Workbook, read_workbook
from papibook.ground.paths import Project
from papibook.model import schema as s
from papibook.model.findings import ERROR, Finding, to_frame
from papibook.model.layout import FIGURE_COLUMNS, FIGURES_SHEET, INFO_SHEET, TASK_COLUMNS, TASKS_SHEET
from papibook.model.plan import Period


@dataclass(frozen=True)
class PeriodData:
    """Everything of one period as an edition reads it.

    ``receipts`` RECEIPTS, ``chosen`` papibook.data.receipts.CHOSEN, ``info`` WRITTEN_INFO,
    ``tasks`` WRITTEN_TASKS, ``figures`` WRITTEN_FIGURES, ``findings`` FINDINGS.
    """

    period: Period
    receipts: pd.DataFrame
    chosen: pd.DataFrame
    info: pd.DataFrame
    tasks: pd.DataFrame
    figures: pd.DataFrame
    findings: pd.DataFrame


@dataclass
class _Read:
    """Rows and findings of one report, or of all."""

    info: Rows = field(default_factory=list)
    tasks: Rows = field(default_factory=list)
    figures: Rows = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def add(self, other: _Read) -> None:
        """Take in the rows and findings of another part."""
        self.info += other.info
        self.tasks += other.tasks
        self.figures += other.figures
        self.findings += other.findings


@dataclass(frozen=True)
class _Rules:
    """What one unit's report is checked against."""

    identity: IdentityRules
    tasks: TaskRules
    figures: FigureRules


def check_period(
    project: Project,
    plan: Plan,
    reference: Reference,
    period: Period,
    closed_on: date,
    *,
    half_year: PeriodData | None,
) -> PeriodData:
    """Read and check what was accepted by ``closed_on``; all findings of all reports, in a fixed order.

    ``half_year``: the half-year that this period contains, for what may not be less than it.

    Raises:
        RefusedTablesError: receipts.csv is broken.
    """
    receipts = read_receipts(project, period.period_id, starts_on=period.starts_on)
    result = _Read(findings=check_receipts(project, period.period_id, receipts))
    reporting = set(reference.units.loc[reference.units["is_reporting"].fillna(False), "unit_id"])
    chosen = chosen_revisions(receipts, closed_on)
    is_known = chosen["unit_id"].isin(reporting)
    for row in chosen[~is_known].itertuples():
        file = str(row.file) if isinstance(row.file, str) else ""
        result.findings.append(
            Finding("file.unrecognised_unit", "", period.period_id, file, found=str(row.unit_id))
        )
    chosen = chosen[is_known].reset_index(drop=True)
    left_out = {finding.file for finding in result.findings}
    rules = _rules_by_unit(plan, reference, period, half_year)
    for row in chosen.dropna(subset=["file"]).itertuples():
        if row.file not in left_out:
            origin = Origin(str(row.unit_id), period.period_id, str(row.file))
            result.add(_check_report(project, rules[origin.unit_id], origin))
    return PeriodData(
        period=period,
        receipts=receipts,
        chosen=chosen,
        info=s.WRITTEN_INFO.from_records(result.info),
        tasks=s.WRITTEN_TASKS.from_records(result.tasks),
        figures=s.WRITTEN_FIGURES.from_records(result.figures),
        findings=to_frame(result.findings),
    )


def _check_report(project: Project, rules: _Rules, origin: Origin) -> _Read:
    try:
        workbook = read_workbook(project.root / PurePosixPath(origin.file))
    except WorkbookError as err:
        return _Read(findings=[origin.finding("file.unreadable", cause=err.cause)])
    read = _Read(findings=check_identity(workbook, rules.identity, origin))
    read.info, found = check_info(workbook, origin)
    read.findings += found
    read.findings += [
        origin.finding("sheet.hidden", sheet=sheet.name)
        for name in (INFO_SHEET, TASKS_SHEET, FIGURES_SHEET)
        if (sheet := find_sheet(workbook, name)) is not None and sheet.is_hidden
    ]
    for part in (_check_tasks_sheet(workbook, rules, origin), _check_figures_sheet(workbook, rules, origin)):
        read.add(part)
    read.findings = without_persons(read.findings, workbook)
    if any(finding.severity == ERROR and finding.kind.scope == "file" for finding in read.findings):
        return _Read(findings=read.findings)
    return read


def _check_tasks_sheet(workbook: Workbook, rules: _Rules, origin: Origin) -> _Read:
    sheet = find_sheet(workbook, TASKS_SHEET)
    if sheet is None:
        missing = [origin.finding("sheet.missing", sheet=TASKS_SHEET)] if rules.tasks.owed else []
        return _Read(findings=missing)
    table, findings = find_table(sheet, TASK_COLUMNS, origin)
    if table is None:
        return _Read(findings=findings)
    rows, findings = check_tasks(table, rules.tasks, origin)
    return _Read(tasks=rows, findings=findings)


def _check_figures_sheet(workbook: Workbook, rules: _Rules, origin: Origin) -> _Read:
    sheet = find_sheet(workbook, FIGURES_SHEET)
    if sheet is None:
        missing = [origin.finding("sheet.missing", sheet=FIGURES_SHEET)] if rules.figures.asked else []
        return _Read(findings=missing)
    table, findings = find_table(sheet, FIGURE_COLUMNS, origin)
    if table is None:
        return _Read(findings=findings)
    rows, findings = check_figures(table, rules.figures, origin)
    return _Read(figures=rows, findings=findings)


def _rules_by_unit(
    plan: Plan, reference: Reference, period: Period, half_year: PeriodData | None
) -> dict[str, _Rules]:
    identity = IdentityRules(plan.file.plan_id, period, reference)
    products = {str(row.task_id): bool(row.needs_product) for row in plan.tasks.itertuples()}
    indicators = {str(row["indicator_id"]): _indicator(row) for _, row in reference.indicators.iterrows()}
    tasks = owed_tasks(plan.tasks, reference.units)
    asked = asked_indicators(reference.indicators, reference.units, period.kind)
    half = _half_year_values(half_year)
    return {
        str(unit_id): _Rules(
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


def _half_year_values(half_year: PeriodData | None) -> dict[str, dict[tuple[str, str], float]]:
    """unit → (indicator, column) → value, of what was not refused."""
    if half_year is None:
        return {}
    figures = half_year.figures[~half_year.figures["is_refused"].fillna(False)]
    found: dict[str, dict[tuple[str, str], float]] = {}
    for name in ("numerator", "denominator", "value"):
        given = figures.dropna(subset=[name])
        for unit_id, indicator_id, value in given[["unit_id", "indicator_id", name]].itertuples(index=False):
            found.setdefault(str(unit_id), {})[str(indicator_id), name] = float(value)
    return found
