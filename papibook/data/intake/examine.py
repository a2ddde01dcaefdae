"""One kept file, looked at: whose report it is, what is wrong with it, whether it can be taken in.

Many files are examined by several processes. When one dies, the files in their hands are tried again one by
one; the one that a process dies of again is refused. The others go on at full speed.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache, partial
from multiprocessing.process import BaseProcess
from pathlib import Path

import pandas as pd

from papibook.data.edition.carried import with_carried_lines
from papibook.data.edition.explained import Explained, explained_in
from papibook.data.edition.receipt import Receipt
from papibook.data.edition.receipts import read_receipts, reports_in_use
from papibook.data.edition.report_in_use import read_in_use, read_strictly
from papibook.data.given.confirmations import confirmed_causes, read_confirmations
from papibook.data.given.plan import Plan, catalogue_of
from papibook.data.given.reference import Reference
from papibook.data.given.units_of import reference_of
from papibook.data.intake.doubts import Arrived, doubts
from papibook.data.intake.inbox import kept_file
from papibook.data.intake.reasons import Reason, reason
from papibook.data.intake.recognise import Known, Recognised, Stated, known_units, recognise
from papibook.data.intake.sent import SentRead, check_sent, is_unchanged
from papibook.data.persons import Decisions, findings_to_say, read_decisions
from papibook.data.report.answers import Answers
from papibook.data.report.carried import part_of
from papibook.data.report.explanations import Explanations, explanations_in_list, is_list
from papibook.data.report.merged import SentReport
from papibook.data.report.places import Origin, info_sheet, table_in
from papibook.data.report.report import ReportRead, keeps_out_all, open_report
from papibook.data.report.rules import Floors, UnitRules, floors_of, rules_by_unit
from papibook.data.report.sizes import (
    Far,
    Figure,
    KnownFigures,
    far_figures,
    groups_of,
    has_great,
    known_figures,
    own_figures,
)
from papibook.data.report.tasks import Rows
from papibook.data.workbook.cells import Workbook, read_workbook
from papibook.ground.paths import Project
from papibook.model.findings import Finding
from papibook.model.groups import carriers
from papibook.model.layout import FIGURE_COLUMNS, FIGURES_SHEET, TASK_COLUMNS, TASKS_SHEET
from papibook.model.plan import Period, contained_in
from papibook.model.tables import CONFIRMATIONS, WRITTEN_FIGURES

FEW = 40
"""So many files are read sooner than another process has started."""
MOST_COMPARED = 15
"""Reports of a group that figures of a new one are compared with; the edition compares with all."""
COPIES_AT_HAND = 32
"""Accepted reports that stay read."""
AHEAD = 2
"""Files in the hands of a process: one that it reads, one that waits for it."""


@dataclass(frozen=True)
class FileToExamine:
    """A kept file to examine; ``name``: as it is shown.

    ``arrived``: what is known beside its bytes; None for a report that the office has accepted, which nobody
    doubts again.
    """

    sha256: str
    name: str
    said: Stated
    arrived: Arrived | None = None


@dataclass(frozen=True)
class Examined:
    """What a file is. It can be accepted where it ``is_readable`` and the office is not asked about it.

    ``unit_id`` and ``period_id`` are empty where they are not known. ``answers``: all that it says.
    ``is_list``: no report, but a list that had gone back, with explanations.
    ``n_carried``: of how many units that report through the sender it has rows.
    ``is_bare``: only lines of the information sheet are filled in, no task and no figure.
    """

    unit_id: str = ""
    period_id: str = ""
    is_given: bool = False
    is_readable: bool = False
    is_bare: bool = False
    reasons: tuple[Reason, ...] = ()
    findings: tuple[Finding, ...] = ()
    answers: Answers = field(default_factory=dict, hash=False)
    is_list: bool = False
    n_carried: int = 0


@dataclass(frozen=True)
class ExamineContext:
    """What is needed to examine files of a project; the rules of a period are made when first needed."""

    project: Project
    plan: Plan
    reference: Reference
    known: Known = field(hash=False)
    decisions: Decisions
    groups: Mapping[str, str] = field(hash=False)
    """Of each unit."""
    rules: dict[str, dict[str, UnitRules]] = field(default_factory=dict, hash=False)
    reports: dict[tuple[str, date], Mapping[str, tuple[Receipt, ...]]] = field(
        default_factory=dict, hash=False
    )
    figures: dict[tuple[str, str], KnownFigures] = field(default_factory=dict, hash=False)
    confirmations: pd.DataFrame = field(default_factory=CONFIRMATIONS.empty, hash=False)
    explained: dict[str, Explained] = field(default_factory=dict, hash=False)
    read_copy: Callable[[Path], Workbook] = field(
        default_factory=lambda: lru_cache(COPIES_AT_HAND)(read_workbook), hash=False
    )
    """Reads the copy of an accepted report; what a new one is held against is asked for more than once."""


def open_context(project: Project, plan: Plan, reference: Reference) -> ExamineContext:
    """What reports are examined with; no report is read yet.

    Raises:
        RefusedTablesError: what the office said about persons, or what it confirmed, is broken.
    """
    decisions = read_decisions(project, plan, reference)
    groups = groups_of(reference.units[["unit_id", "unit_group"]].itertuples(index=False))
    known, confirmations = known_units(plan, reference), read_confirmations(project, plan, reference)
    return ExamineContext(project, plan, reference, known, decisions, groups, confirmations=confirmations)


def examine(context: ExamineContext, task: FileToExamine) -> Examined:
    """Look at one kept file."""
    nobody = Origin(task.said.unit_id, task.said.period_id, task.name)
    try:
        opened = open_report(kept_file(context.project, task.sha256), nobody)
        if isinstance(opened, Finding):
            return Examined(task.said.unit_id, task.said.period_id, findings=(opened,))
        whose = recognise(opened, context.known, task.said)
        known = Examined(whose.unit_id, whose.period_id, whose.is_given, reasons=whose.reasons)
        if whose.reasons or whose.findings or not (whose.unit_id and whose.period_id):
            placed = (
                replace(found, unit_id=whose.unit_id, period_id=whose.period_id, file=task.name)
                for found in whose.findings
            )
            return replace(known, findings=tuple(placed))
        if is_list(opened) and not _has_report(opened):
            explained = len(explanations_in_list(opened).by_cause)
            code = "report.list" if explained else "report.list_unfilled"
            return replace(known, is_list=explained > 0, reasons=(reason(code, n=explained),))
        own = part_of(opened, _own_rules(context, whose), whose.unit_id) or opened
        asked = _doubts(context, own, whose, task.arrived)
        left = tuple(each for each in asked if not task.said.answers(each.code))
        known = replace(known, is_given=known.is_given or len(asked) > len(left))
        origin = Origin(whose.unit_id, whose.period_id, task.name, is_given=known.is_given)
        sent = check_all(context, [SentReport(opened, task.name)], origin)
        read = sent.whole
        if keeps_out_all(sent.findings):
            # What else is wrong with it, is so for the unit or the period that it does not belong to.
            of_file = (found for found in sent.findings if found.kind.scope == "file")
            return replace(known, findings=tuple(of_file))
        if not read.tasks and not read.figures:
            nothing = (reason("report.nothing_to_read"),)
            return replace(known, reasons=nothing, findings=sent.findings)
        if not (read.has_answers or read.has_information):
            # The findings would list every row of the form; a blank one must not take a report's place.
            return replace(known, reasons=(reason("report.blank"),))
        if is_unchanged(opened, partial(rules_of, context, period_id=whose.period_id), whose.unit_id):
            return replace(known, reasons=(reason("report.unchanged"),))
        findings = findings_to_say(sent.findings, context.decisions)
        said = sent.answers
        is_bare = not read.has_answers
        known = replace(known, is_readable=True, is_bare=is_bare, reasons=left)
        return replace(known, findings=tuple(findings), answers=said, n_carried=len(sent.parts))
    except MemoryError:
        cause = "it unpacks to far more data than a report holds"
        return Examined(findings=(nobody.finding("file.unreadable", cause=cause),))
    except Exception as err:  # noqa: BLE001  one file's fault must not lose the others' answers
        fault = f"{type(err).__name__}: {err}"[:200]
        return Examined(
            task.said.unit_id, task.said.period_id, reasons=(reason("file.program_fault", fault=fault),)
        )


def check_all(context: ExamineContext, sent: Sequence[SentReport], origin: Origin) -> SentRead:
    """What the unit sent, one workbook or several merged, for itself and those that report through it."""
    rules = partial(rules_of, context, period_id=origin.period_id)
    return check_sent(sent, rules, origin, partial(far_of_report, context))


def _own_rules(context: ExamineContext, whose: Recognised) -> UnitRules:
    return _period_rules(context, _period(context, whose.period_id))[whose.unit_id]


def _doubts(
    context: ExamineContext, workbook: Workbook, whose: Recognised, arrived: Arrived | None
) -> tuple[Reason, ...]:
    """What speaks against its being the report that it says it is."""
    if arrived is None:
        return ()
    period = _period(context, whose.period_id)
    of_period = partial(_period_rules, context)
    return tuple(doubts(workbook, whose.unit_id, period, arrived, context.known, of_period))


def _period(context: ExamineContext, period_id: str) -> Period:
    return next(period for period in context.known.plan.periods if period.period_id == period_id)


def _has_report(workbook: Workbook) -> bool:
    return (
        info_sheet(workbook) is not None
        or table_in(workbook, TASKS_SHEET, TASK_COLUMNS) is not None
        or table_in(workbook, FIGURES_SHEET, FIGURE_COLUMNS) is not None
    )


def _explained(context: ExamineContext, period_id: str, rules: UnitRules) -> Explanations:
    """What was explained of the unit's reports for the period."""
    if period_id not in context.explained:
        receipts = read_receipts(context.project, period_id)
        confirmed = confirmed_causes(context.confirmations, period_id)
        context.explained[period_id] = explained_in(context.project, receipts, confirmed)
    return context.explained[period_id].before(
        rules.unit_id,
        read=context.read_copy,
        sender=rules.through,
        of_unit=rules.unit_name if rules.through else "",
    )


def _explained_rules(context: ExamineContext, period: Period, unit_id: str) -> UnitRules:
    rules = _period_rules(context, period)[unit_id]
    return replace(rules, explained=_explained(context, period.period_id, rules))


def rules_of(context: ExamineContext, unit_id: str, period_id: str) -> UnitRules:
    """What the unit's report of that period is checked against."""
    period = _period(context, period_id)
    rules = _explained_rules(context, period, unit_id)
    floors = _floors(context, unit_id, period, period.data_closed_on).get(unit_id, {})
    return replace(rules, figures=rules.figures.at_least(floors))


def _floors(context: ExamineContext, unit_id: str, period: Period, closed_on: date) -> Floors:
    """What the unit's reports of the periods within ``period`` say, as :func:`floors_of` gives it."""
    contained = contained_in(context.known.plan, period)
    if contained is None:
        return {}
    before = _floors(context, unit_id, contained, closed_on)
    used = _reports_in_use(context, contained, closed_on).get(unit_id)
    if used is None:
        return before
    rules = _explained_rules(context, contained, unit_id)
    rules = replace(rules, figures=rules.figures.at_least(before.get(unit_id, {})))
    read = read_in_use(context.project, used, rules, context.read_copy)
    return floors_of(WRITTEN_FIGURES.from_records(read.figures), contained.name, before)


def far_of_report(
    context: ExamineContext, rows: Rows, rules: UnitRules, origin: Origin
) -> Mapping[Figure, Far]:
    """The report's figures that are far from what the unit and its like have reported so far."""
    if not has_great(rows):
        return {}
    period = _period(context, origin.period_id)
    lines = _reports_in_use(context, period, date.max).get(origin.unit_id, ())
    own = own_figures(read_used(context, lines, rules).figures) if lines else {}
    return _far(context, origin.unit_id, period, rules, rows, own)


def read_used(context: ExamineContext, lines: Sequence[Receipt], rules: UnitRules) -> ReportRead:
    """The unit's report that ``lines`` are, without figures far from what is usual."""
    period = _period(context, lines[-1].period_id)
    far_of = partial(_far, context, rules.unit_id, period, rules)
    return read_strictly(context.project, lines, rules, context.read_copy, far_of)


def _far(
    context: ExamineContext,
    unit_id: str,
    period: Period,
    rules: UnitRules,
    rows: Rows,
    own: Mapping[Figure, float],
) -> Mapping[Figure, Far]:
    if not has_great(rows):
        return {}
    known = _figures_of_group(context, period, context.groups.get(unit_id, ""))
    earlier = {unit_id: {**own, **rules.figures.contained}}
    return far_figures(rows, known, context.groups, earlier).get(unit_id, {})


def _figures_of_group(context: ExamineContext, period: Period, group: str) -> KnownFigures:
    """What some units of the group say in the reports that are in use when the intake begins."""
    key = (period.period_id, group)
    if key not in context.figures:
        in_use = _reports_in_use(context, period, date.max)
        units = [unit_id for unit_id in in_use if context.groups.get(unit_id) == group]
        context.figures[key] = known_figures(_figures_of(context, period, units[:MOST_COMPARED]))
    return context.figures[key]


def _figures_of(context: ExamineContext, period: Period, unit_ids: Iterable[str]) -> Rows:
    rows: Rows = []
    for unit_id in unit_ids:
        lines = _reports_in_use(context, period, date.max)[unit_id]
        rules = _period_rules(context, period)[unit_id]
        rows += read_in_use(context.project, lines, rules, context.read_copy).figures
    return rows


def _period_rules(context: ExamineContext, period: Period) -> dict[str, UnitRules]:
    if period.period_id not in context.rules:
        plan = context.plan.of(period.period_id)
        reference = reference_of(catalogue_of(plan, context.reference), period)
        context.rules[period.period_id] = rules_by_unit(plan, reference, period, None)
    return context.rules[period.period_id]


def _reports_in_use(context: ExamineContext, period: Period, day: date) -> Mapping[str, tuple[Receipt, ...]]:
    """The report of each unit that is in use at the end of the day: its own, or the one that carries it."""
    key = (period.period_id, day)
    if key not in context.reports:
        receipts = read_receipts(context.project, period.period_id, starts_on=period.starts_on)
        through = carriers(reference_of(context.reference, period).units)
        context.reports[key] = with_carried_lines(reports_in_use(receipts, day), through)
    return context.reports[key]


def examine_all(
    context: ExamineContext, tasks: Sequence[FileToExamine], workers: int, *, is_wary: bool = False
) -> list[Examined]:
    """What each file is, in the order of ``tasks``.

    ``is_wary``: an earlier intake did not come to its end, perhaps because of one of these files; so they are
    not examined in this process, however few they are.
    """
    if not is_wary and (workers < 2 or len(tasks) < FEW):
        return [examine(context, task) for task in tasks]
    found = dict(_examine_apart(context, tasks, min(workers, len(tasks))))
    return [found[task] for task in tasks]


def _examine_apart(
    context: ExamineContext, tasks: Sequence[FileToExamine], workers: int
) -> Iterator[tuple[FileToExamine, Examined]]:
    """Each task with what its file is, in no order. New processes take over when one dies."""
    waiting, suspects = deque(tasks), deque[FileToExamine]()
    while waiting or suspects:
        in_hand: dict[Future[Examined], FileToExamine] = {}
        with _pool(context, workers) as pool:
            try:
                while suspects:  # one by one: who dies now has died of it
                    yield suspects[0], pool.submit(_examine_here, suspects[0]).result()
                    suspects.popleft()
                while waiting or in_hand:
                    while waiting and len(in_hand) < AHEAD * workers:
                        in_hand[pool.submit(_examine_here, waiting[0])] = waiting[0]
                        waiting.popleft()
                    for future in wait(in_hand, return_when=FIRST_COMPLETED).done:
                        yield in_hand[future], future.result()
                        del in_hand[future]
            except BrokenProcessPool:
                if suspects:
                    yield suspects[0], _died(suspects.popleft())
                suspects.extend(in_hand.values())


def _died(task: FileToExamine) -> Examined:
    died = reason("file.program_fault", fault="BrokenProcessPool")
    return Examined(task.said.unit_id, task.said.period_id, reasons=(died,))


def _pool(context: ExamineContext, workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_init_worker,
        initargs=(context.project, context.plan, context.reference),
    )


_contexts: list[ExamineContext] = []
"""What a process examines with: made once, when it starts."""


def _init_worker(project: Project, plan: Plan, reference: Reference) -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:  # a killed intake must not leave its processes waiting for ever
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    _contexts[:] = [open_context(project, plan, reference)]


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _examine_here(task: FileToExamine) -> Examined:
    return examine(_contexts[0], task)
