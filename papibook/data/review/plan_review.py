"""What a plan's tables say together, before a report has come: gaps to close, and who owes what by when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from papibook.data.given.owed import owed_tasks
from papibook.data.given.plan import Plan
from papibook.data.given.reference import Reference
from papibook.data.given.units_of import units_on
from papibook.data.review.plan_warnings import plan_warnings
from papibook.ground.numbers import format_date
from papibook.ground.problems import Problem, problem
from papibook.model.groups import carriers, explode_members, sending_units
from papibook.model.plan import Edition

_MOST_NAMES = 7


@dataclass(frozen=True)
class Duty:
    """A task as those who lead it see it. ``due``: in the plan's words. ``last_day``: may be empty."""

    task_id: str
    title: str
    product: str
    due: str
    last_day: str


@dataclass(frozen=True)
class Owed:
    """Units that owe the same: ``units`` by name, their tasks, the names of the figures that they report.

    ``through``: the name of the unit in whose workbook they report; empty: each sends its own.
    """

    units: tuple[str, ...]
    duties: tuple[Duty, ...]
    figures: tuple[str, ...]
    through: str = ""


def who_owes(plan: Plan, reference: Reference) -> tuple[Owed, ...]:
    """Every reporting unit with what it owes, in the order of the units; equal ones together."""
    units = reference.units[reference.units["is_reporting"].fillna(False)]
    tasks = owed_tasks(plan.tasks, reference.units)
    figures = explode_members(reference.indicators, "reporter_ids", reference.units)
    own_tasks = {str(unit_id): _duties(rows) for unit_id, rows in tasks.groupby("unit_id")}
    own_figures = {
        str(unit_id): tuple(map(str, rows["indicator_name"])) for unit_id, rows in figures.groupby("unit_id")
    }
    names_by_id = dict(zip(units["unit_id"].astype(str), units["unit_name"].astype(str), strict=True))
    sender = carriers(units)
    together: dict[tuple[tuple[Duty, ...], tuple[str, ...], str], list[str]] = {}
    for unit_id, name in names_by_id.items():
        through = names_by_id.get(sender.get(unit_id, ""), "")
        owed = own_tasks.get(unit_id, ()), own_figures.get(unit_id, ()), through
        together.setdefault(owed, []).append(name)
    return tuple(Owed(tuple(names), *owed) for owed, names in together.items())


def _duties(rows: pd.DataFrame) -> tuple[Duty, ...]:
    return tuple(
        Duty(
            str(row.task_id),
            str(row.title),
            "" if pd.isna(row.product) else str(row.product),
            "" if pd.isna(row.due_text) else str(row.due_text),
            "" if pd.isna(row.due_date) else format_date(row.due_date),
        )
        for row in rows.sort_values("task_id", kind="stable").itertuples()
    )


def plan_remarks(plan: Plan, reference: Reference) -> tuple[Problem, ...]:
    """What is allowed and yet looks forgotten; nothing of it stops a build."""
    return (
        *_unsigned(plan),
        *_unaddressed(plan),
        *_unset_targets(plan),
        *_items_without_task(plan),
        *_idle_units(plan, reference),
        *_closed_units(plan, reference),
        *_closed_senders(plan, reference),
        *_days_outside(plan),
        *(
            warning
            for period in plan.file.periods
            for warning in plan_warnings(Edition(period, 0, period.data_closed_on))
        ),
    )


def _unsigned(plan: Plan) -> Iterator[Problem]:
    """A new project leaves open who signs."""
    if "…" in plan.file.signer.name:
        yield problem(
            "{plan}/plan.yml: the signer's name is still to be written (signer, name).",
            plan=plan.file.plan_id,
        )


def _unaddressed(plan: Plan) -> Iterator[Problem]:
    """A report goes to whom plan.yml names for all, whom a deadline is owed to, or the place above."""
    file = plan.file
    if not (file.report.receivers or file.place.parent or any(each.deadlines for each in file.periods)):
        yield problem(
            "plan.yml, report.receivers: nobody is named to whom the official report goes. Write it, such as "
            "receivers: [Bộ Nội vụ].",
        )


def _unset_targets(plan: Plan) -> Iterator[Problem]:
    """Figures that had a target in the comparable period of another plan, and have none in this one's."""
    for before in plan.others:
        ids = {
            period.comparable_to: period.period_id
            for period in plan.file.periods
            if period.comparable_to and before.file.period(period.comparable_to)
        }
        yield from targets_to_set(before, ids, plan.targets, plan.file.plan_id)


def targets_to_set(
    before: Plan, ids: Mapping[str, str], targets: pd.DataFrame, plan_id: str
) -> Iterator[Problem]:
    """Which targets of ``before`` the plan ``plan_id``, whose ``targets`` these are, does not have.

    ``ids``: its periods by those of ``before`` that they go on from.
    """
    own = {*targets[["indicator_id", "period_id"]].itertuples(index=False, name=None)}
    lacking: dict[str, list[str]] = {}
    for indicator_id, period_id in before.targets[["indicator_id", "period_id"]].itertuples(index=False):
        now = ids.get(str(period_id))
        if now and (indicator_id, now) not in own:
            lacking.setdefault(now, []).append(str(indicator_id))
    if lacking:
        yield problem(
            "{plan}/targets.csv: the plan before set targets for figures that have none here: {names}. Write "
            "those that are set.",
            plan=plan_id,
            names="; ".join(f"{period_id}: {', '.join(names)}" for period_id, names in lacking.items()),
        )


def _items_without_task(plan: Plan) -> Iterator[Problem]:
    named = {*plan.tasks["solution_id"]}
    idle = [str(item) for item in plan.solutions["solution_id"] if item not in named]
    if idle:
        yield problem(
            "tasks.csv: {count} solutions have no task: {names}. Add a task to each, or leave them as "
            "they are; the book says that nothing is asked there.",
            count=len(idle),
            names=_named(idle),
        )


def _idle_units(plan: Plan, reference: Reference) -> Iterator[Problem]:
    """Whoever carries others' rows has something to send even where it owes nothing itself."""
    names = reference.units.set_index("unit_id")["unit_name"]
    senders = {str(names[sender]) for sender in carriers(reference.units).values()}
    idle = [
        name
        for owed in who_owes(plan, reference)
        if not owed.duties + owed.figures
        for name in owed.units
        if name not in senders
    ]
    if idle:
        yield problem(
            "units.csv: {count} units report and owe nothing: {names}. Name them as lead of a task or as "
            "reporter of a figure, or set is_reporting to false.",
            count=len(idle),
            names=_named(idle),
        )


def _closed_units(plan: Plan, reference: Reference) -> Iterator[Problem]:
    """Units that lead tasks and are gone before the first cut-off, or not there at the last."""
    first, last = plan.file.periods[0].cutoff_on, plan.file.periods[-1].cutoff_on
    units = reference.units
    gone = units["valid_to"].notna() & (units["valid_to"] < pd.Timestamp(first))
    not_yet = units["valid_from"].notna() & (units["valid_from"] > pd.Timestamp(last))
    led = {*explode_members(plan.tasks, "lead", units)["unit_id"]}
    for row in units[(gone | not_yet) & units["unit_id"].isin(led)].itertuples():
        yield problem(
            "units.csv: “{name}” leads tasks of this plan, but there is no such unit in its periods "
            "(valid_from, valid_to). Name its successor in tasks.csv.",
            name=row.unit_name,
        )


def _closed_senders(plan: Plan, reference: Reference) -> Iterator[Problem]:
    """Units through which others report, and which are not there in a period: nobody sends those rows."""
    for period in plan.file.periods:
        units = units_on(reference.units, period.cutoff_on)
        names = units.set_index("unit_id")["unit_name"]
        senders = {*sending_units(units)["unit_id"]}
        lost = {sender for sender in carriers(units).values() if sender not in senders}
        for sender in sorted(lost):
            yield problem(
                "units.csv: units report through “{name}” in {period}, but there is no such unit then "
                "(valid_from, valid_to). Name its successor under reports_through.",
                name=names[sender],
                period=period.period_id,
            )


def _days_outside(plan: Plan) -> Iterator[Problem]:
    first, last = plan.file.periods[0].starts_on, max(period.cutoff_on for period in plan.file.periods)
    for row in plan.tasks[plan.tasks["due_date"].notna()].itertuples():
        if not first <= row.due_date.date() <= last:
            yield problem(
                "tasks.csv: “{task}” is due on {day}, but the plan's periods go from {first} to {last}. "
                "Correct due_date, or the periods in plan.yml.",
                task=row.task_id,
                day=format_date(row.due_date),
                first=format_date(first),
                last=format_date(last),
            )


def _named(names: list[str]) -> str:
    shown = ", ".join(names[:_MOST_NAMES])
    return f"{shown} …" if len(names) > _MOST_NAMES else shown
