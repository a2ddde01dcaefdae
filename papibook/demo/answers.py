"""What a unit answers in a period: drawn, agreeing with itself and the contained period, without faults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from papibook.demo.agreement import Answers, agreed
from papibook.demo.chance import keyed
from papibook.demo.faults import TASK_CHANGES, faults_of
from papibook.demo.figures import DemoIndicator, FigureAnswer, figure_answer, figure_value
from papibook.demo.sender import Sender
from papibook.demo.spans import kind_of, span_of
from papibook.demo.tables import PERIOD_KINDS
from papibook.demo.tasks import Clock, TaskAnswer, done_answer, task_answer
from papibook.model.plan import Period, contained_in
from papibook.model.recurrence import RECURRING

EARLY_WITHIN = 30
"""Days before the cut-off in which a task that is not due yet was done."""


def true_answers(sender: Sender) -> Answers:
    """What the unit answers in the sender's period, and would have answered without a fault.

    Slips in a task's row are there already: its figures are to agree with the row as it was sent.
    """
    plan, period = sender.plan.file, sender.period
    contained = contained_in(plan, period)
    before = true_answers(replace(sender, period=contained)) if contained else None
    return _answers(sender, period, before)


def _answers(sender: Sender, period: Period, contained: Answers | None) -> Answers:
    clock = Clock(sender.plan.file.issued_on, period.cutoff_on)
    slips: dict[str, Mapping[str, Any]] = {
        name: TASK_CHANGES[fault.change]
        for name, fault in faults_of(kind_of(period)).of(sender.model_id).items()
        if fault.change in TASK_CHANGES and not fault.is_contradiction
    }
    tasks = {}
    for task in sender.tasks:
        drawn = task_answer(sender.seed, sender.profile, task, clock)
        before = contained.tasks[task.task_id] if contained and task.due_kind not in RECURRING else None
        # What was done in the contained period is done in this one; without a date it is a slip of that one.
        answer = before if before and before.completed_date and before.written_status == "done" else drawn
        tasks[task.task_id] = replace(answer, **slips.get(task.task_id, {}))
    figures = {}
    for indicator in sender.indicators:
        figure = _figure(sender, indicator, period)
        earlier = contained.figures.get(indicator.indicator_id) if contained else None
        figures[indicator.indicator_id] = _not_below(figure, earlier, indicator)
    return agreed(Answers(tasks, figures), sender.rules, partial(_done_early, sender, clock))


def _figure(sender: Sender, indicator: DemoIndicator, period: Period) -> FigureAnswer:
    is_revised = any(indicator.indicator_id in faults_of(kind).of(sender.model_id) for kind in PERIOD_KINDS)
    # A figure that one workbook gets wrong is there in all of them, so that the fault can be seen.
    draw = figure_value if is_revised else figure_answer
    return draw(sender.seed, sender.profile, indicator, span_of(period))


def _not_below(now: FigureAnswer, earlier: FigureAnswer | None, indicator: DemoIndicator) -> FigureAnswer:
    """The flow, at least the contained period's as that was brought to agree."""
    if earlier is None or indicator.kind == "yes_no" or indicator.period_type != "flow_cumulative":
        return now
    parts: dict[str, Any] = {
        name: max(new, old)
        for name in ("numerator", "denominator", "value")
        if isinstance(new := getattr(now, name), float) and isinstance(old := getattr(earlier, name), float)
    }
    return replace(now, **parts)


def _done_early(sender: Sender, clock: Clock, task_id: str) -> TaskAnswer | None:
    task = next(task for task in sender.tasks if task.task_id == task_id)
    if task.due_date is None or task.due_date <= clock.cutoff_on:
        return None
    chance = keyed(sender.seed, "early", sender.unit_id, task_id)
    day = max(clock.issued_on, clock.cutoff_on - timedelta(chance.randint(1, EARLY_WITHIN)))
    return done_answer(chance, sender.profile, task, day)
