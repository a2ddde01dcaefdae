"""Synthetic progress of one unit's tasks, as it stands at a period's cut-off.

When a dated task is finished is drawn once, so that the half-year's and the year's workbooks agree; recurring
tasks are drawn for each half-year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from papibook.demo.chance import clamp, keyed
from papibook.demo.products import result_text
from papibook.demo.profiles import Profile, chance_on_time
from papibook.demo.sentences import pick, why_not_applicable
from papibook.model.recurrence import RECURRING

SATURDAY = 5


@dataclass(frozen=True)
class TaskAnswer:
    """One answered row of the tasks sheet."""

    written_status: str | None = None
    percent_done: float | None = None
    completed_date: date | None = None
    result_text: str | None = None
    reason: str | None = None
    difficulty: str | None = None
    proposal: str | None = None


@dataclass(frozen=True)
class DemoTask:
    """What the generator needs to know of a task."""

    task_id: str
    solution_id: str
    dimension_id: str
    product: str
    due_kind: str
    due_date: date | None


@dataclass(frozen=True)
class Clock:
    """The days that matter: no task is done before the plan is issued, none is reported after the cut-off."""

    issued_on: date
    cutoff_on: date


def task_answer(seed: int, profile: Profile, task: DemoTask, clock: Clock) -> TaskAnswer:
    """What ``profile`` answers for ``task`` at the cut-off."""
    chance = keyed(seed, "task", profile.unit_id, task.task_id)
    if task.due_kind in RECURRING:
        chance = keyed(seed, "task", profile.unit_id, task.task_id, clock.cutoff_on)
        completed = _finished_recurring(chance, profile, task, clock)
    elif task.due_kind == "event":
        return _event_answer(chance, profile, task, clock)
    else:
        completed = _finished_dated(chance, profile, task, clock)
    if completed is not None and completed <= clock.cutoff_on:
        return done_answer(chance, profile, task, completed)
    return _open(chance, profile, task, completed, clock)


def _finished_dated(chance: Random, profile: Profile, task: DemoTask, clock: Clock) -> date | None:
    """When a dated task gets done: early, late, or not within the year."""
    due = task.due_date or clock.cutoff_on
    roll, on_time = chance.random(), chance_on_time(profile, task.dimension_id)
    early, late = min(int(chance.expovariate(1 / 9)), 45), 3 + int(chance.expovariate(1 / 24))
    if roll < on_time:
        return max(clock.issued_on, _working_day(due - timedelta(early), -1))
    if roll < on_time + (1 - on_time) * 0.65:
        return max(clock.issued_on, _working_day(due + timedelta(late), +1))
    return None


def _finished_recurring(chance: Random, profile: Profile, task: DemoTask, clock: Clock) -> date | None:
    if chance.random() >= chance_on_time(profile, task.dimension_id):
        return None
    day = clock.cutoff_on - timedelta(min(int(chance.expovariate(1 / 11)), 60))
    return _working_day(day, -1)


def _event_answer(chance: Random, profile: Profile, task: DemoTask, clock: Clock) -> TaskAnswer:
    half = chance.choice((1, 2, 0))
    when = date(clock.cutoff_on.year, 3 if half == 1 else 8, 1) + timedelta(chance.randint(0, 75))
    if half and when <= clock.cutoff_on:
        return done_answer(chance, profile, task, _working_day(when, -1))
    return TaskAnswer("not_applicable", reason=why_not_applicable(task.task_id))


def done_answer(chance: Random, profile: Profile, task: DemoTask, day: date) -> TaskAnswer:
    """What ``profile`` writes of a task that was done on ``day``."""
    return TaskAnswer(
        "done",
        100.0,
        day,
        result_text(chance, profile.unit_id, profile.seat, task.product, day),
        difficulty=_say(chance, "difficulty", task, profile) if chance.random() < 0.05 else None,
    )


def _open(
    chance: Random, profile: Profile, task: DemoTask, completed: date | None, clock: Clock
) -> TaskAnswer:
    """A task that is not done yet: how far it is, and what stands in its way when it is late."""
    due = task.due_date or clock.cutoff_on
    days_left = ((completed or due + timedelta(60)) - clock.cutoff_on).days
    is_late = due <= clock.cutoff_on
    if days_left > 80 or (is_late and chance.random() < 0.2):
        answer = TaskAnswer("not_started", 0.0)
    else:
        percent = 5 * round(clamp(95 - days_left * 0.9 - chance.uniform(0, 20), 10, 90) / 5)
        answer = TaskAnswer("in_progress", float(percent))
    if chance.random() >= (0.65 if is_late else 0.12):
        return answer
    return TaskAnswer(
        answer.written_status,
        answer.percent_done,
        difficulty=_say(chance, "difficulty", task, profile),
        proposal=_say(chance, "proposal", task, profile) if chance.random() < 0.6 else None,
    )


def _say(chance: Random, kind: str, task: DemoTask, profile: Profile) -> str:
    return pick(chance, kind, task.solution_id, profile)


def _working_day(day: date, step: int) -> date:
    while day.weekday() >= SATURDAY:
        day += timedelta(step)
    return day
