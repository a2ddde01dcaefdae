"""All reports of a period against the plan and the reference: rows, and all findings at once.

One broken report never stops the others. An error keeps its row, sheet or file out (see
papibook.model.findings); nothing is repaired and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

import pandas as pd

from papibook.data.edition.carried import silent_by_sender, with_carried_lines, with_carried_rows
from papibook.data.edition.explained import explained_in
from papibook.data.edition.receipts import check_receipts, chosen_revisions, read_receipts, reports_in_use
from papibook.data.edition.report_in_use import origin_of, read_in_use, read_strictly
from papibook.data.given.confirmations import confirmed_causes, read_confirmations
from papibook.data.given.plan import Plan
from papibook.data.given.reference import Reference
from papibook.data.persons import Decisions, masked_findings, read_decisions
from papibook.data.report.carried import silent_units
from papibook.data.report.report import ReportRead
from papibook.data.report.rules import Floors, floors_of, rules_by_unit
from papibook.data.report.sizes import (
    Far,
    Figure,
    KnownFigures,
    far_figures,
    groups_of,
    known_figures,
)
from papibook.data.report.tasks import Rows
from papibook.data.workbook.kept import KeptWorkbooks
from papibook.ground.paths import Project
from papibook.model.as_of import known_on
from papibook.model.findings import Finding, to_frame
from papibook.model.groups import carriers
from papibook.model.plan import Period
from papibook.model.tables import RECEIPTS, WRITTEN_FIGURES, WRITTEN_INFO, WRITTEN_TASKS


@dataclass(frozen=True)
class PeriodData:
    """Everything of one period as an edition reads it.

    ``plan``, ``reference``: the period's own plan, and the reference tables with that plan's indicators and
    the units of the cut-off day; all that is counted of the period is counted with these.
    ``receipts`` RECEIPTS, ``chosen`` CHOSEN, ``info`` WRITTEN_INFO,
    ``tasks`` WRITTEN_TASKS, ``figures`` WRITTEN_FIGURES, ``findings`` FINDINGS. What findings quote is
    masked; rows are as the unit wrote them, until they enter a dataset. ``reports``: what was read of each
    unit, with its personal texts; no dataset has it. ``floors``: what a period that contains this one cannot
    fall below (papibook.data.report.rules.floors_of).
    """

    period: Period
    plan: Plan = field(repr=False)
    reference: Reference = field(repr=False)
    receipts: pd.DataFrame
    chosen: pd.DataFrame
    info: pd.DataFrame
    tasks: pd.DataFrame
    figures: pd.DataFrame
    findings: pd.DataFrame
    reports: Mapping[str, ReportRead] = field(default_factory=dict, hash=False)
    floors: Floors = field(default_factory=dict, hash=False, repr=False)

    @property
    def is_read(self) -> bool:
        """Whether anything was read of its reports; a period of which nothing was says nothing, not 0."""
        return not (self.tasks.empty and self.figures.empty)


def check_period(
    project: Project,
    plan: Plan,
    reference: Reference,
    period: Period,
    closed_on: date,
    *,
    contained: PeriodData | None,
    as_of: date | None = None,
    decisions: Decisions | None = None,
) -> PeriodData:
    """Read and check what was accepted by ``closed_on``; all findings of all reports, in a fixed order.

    ``contained``: the data of the period that this one contains, for what may not be less than it.
    ``as_of``: what came after that day is not known yet; None: the day ``closed_on``. ``decisions``:
    which personal texts the findings may quote; None: as the project's persons.csv says.

    Raises:
        RefusedTablesError: receipts.csv or persons.csv is broken.
    """
    recorded = read_receipts(project, period.period_id, starts_on=period.starts_on)
    receipts = known_on(recorded, RECEIPTS, as_of or closed_on)
    result = ReportRead(findings=check_receipts(project, period.period_id, receipts, recorded=recorded))
    reporting = set(reference.units.loc[reference.units["is_reporting"].fillna(False), "unit_id"])
    chosen = chosen_revisions(receipts, closed_on)
    is_known = chosen["unit_id"].isin(reporting)
    for row in chosen[~is_known].itertuples():
        file = str(row.file) if isinstance(row.file, str) else ""
        result.findings.append(
            Finding("file.unrecognised_unit", "", period.period_id, file, found=str(row.unit_id))
        )
    chosen = chosen[is_known].reset_index(drop=True)
    workbooks = KeptWorkbooks.of(project)
    if decisions is None:
        decisions = read_decisions(project, plan, reference)
    left_out = {finding.file for finding in result.findings}
    rules = rules_by_unit(plan, reference, period, contained.floors if contained else None)
    reports: dict[str, ReportRead] = {}
    used = {
        unit_id: lines
        for unit_id, lines in reports_in_use(receipts, closed_on).items()
        if unit_id in reporting and not any(line.file in left_out for line in lines)
    }
    confirmed = confirmed_causes(read_confirmations(project, plan, reference), period.period_id)
    explained = explained_in(project, receipts, confirmed)
    used = with_carried_lines(used, carriers(reference.units))
    for unit_id, lines in used.items():
        origin = origin_of(lines[-1], lines, rules[unit_id])
        known = explained.before(
            unit_id, lines[-1].file, workbooks.read, sender=lines[-1].unit_id, of_unit=origin.of_unit
        )
        rules[unit_id] = replace(rules[unit_id], explained=known)
    reads = {
        unit_id: read_in_use(project, lines, rules[unit_id], workbooks.read)
        for unit_id, lines in used.items()
    }
    silent = silent_by_sender(reads, used, rules)
    rows = [row for read in reads.values() for row in read.figures]
    earlier = {unit_id: each.figures.contained for unit_id, each in rules.items()}
    groups = groups_of(reference.units[["unit_id", "unit_group"]].itertuples(index=False))
    known_rows = known_figures(rows)
    far = far_figures(rows, known_rows, groups, earlier)
    for unit_id, read in reads.items():
        lines = used[unit_id]
        if (unit_id in far or len(lines) > 1) and (read.tasks or read.figures or read.findings):
            of_unit = partial(_far_of_unit, unit_id, known_rows, groups, earlier[unit_id])
            read = read_strictly(project, lines, rules[unit_id], workbooks.read, of_unit)
        read.findings += silent_units(
            silent.get(unit_id, ()), rules[unit_id], origin_of(lines[-1], lines, rules[unit_id])
        )
        reports[unit_id] = read
        result.add(read)
    chosen = with_carried_rows(chosen, reference.units, {each for units in silent.values() for each in units})
    figures = WRITTEN_FIGURES.from_records(result.figures)
    return PeriodData(
        period=period,
        plan=plan,
        reference=reference,
        receipts=receipts,
        chosen=chosen,
        info=WRITTEN_INFO.from_records(result.info),
        tasks=WRITTEN_TASKS.from_records(result.tasks),
        figures=figures,
        findings=to_frame(masked_findings(result.findings, decisions)),
        reports=reports,
        floors=floors_of(figures, period.name, contained.floors if contained else None),
    )


def _far_of_unit(
    unit_id: str,
    known: KnownFigures,
    groups: Mapping[str, str],
    contained: Mapping[Figure, float],
    rows: Rows,
    own: Mapping[Figure, float],
) -> Mapping[Figure, Far]:
    earlier = {unit_id: {**own, **contained}}
    return far_figures(rows, known, groups, earlier).get(unit_id, {})
