"""Drawn answers of one report, brought to agree by the rules that reports are held against.

Each answer is drawn by itself, so a task can come out done beside an indicator that says it is not. What is
brought into line is the figure, where there is a choice; a task that is not due yet may have been done early.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace

from papibook.demo.figures import FigureAnswer
from papibook.demo.tasks import TaskAnswer
from papibook.model.rules import ALL, BEGUN, DONE, TASK_PARTS, YES, Rule, Side, is_broken, said_by

BEGUN_PERCENT = 20.0
MOST_ROUNDS = 5
"""A mended answer may break another rule; the shipped rules need two rounds."""


@dataclass(frozen=True)
class Answers:
    """What a unit answers in a period, by task and by indicator."""

    tasks: Mapping[str, TaskAnswer] = field(hash=False)
    figures: Mapping[str, FigureAnswer] = field(hash=False)

    @property
    def rows(self) -> dict[str, dict[str, object]]:
        """Each as the columns of the form hold it."""
        tasks = {task_id: asdict(answer) for task_id, answer in self.tasks.items()}
        return tasks | {indicator_id: asdict(answer) for indicator_id, answer in self.figures.items()}

    def with_task(self, task_id: str, answer: TaskAnswer) -> Answers:
        """These with another answer for the task."""
        return replace(self, tasks={**self.tasks, task_id: answer})

    def with_figure(self, indicator_id: str, answer: FigureAnswer) -> Answers:
        """These with another answer for the indicator."""
        return replace(self, figures={**self.figures, indicator_id: answer})


DoneEarly = Callable[[str], TaskAnswer | None]
"""The answer of a task that was done before it is due; None where it cannot be."""


def broken_rules(answers: Answers, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Those that the answers contradict."""
    rows = answers.rows
    return tuple(rule for rule in rules if is_broken(rule, rows))


def agreed(answers: Answers, rules: tuple[Rule, ...], done_early: DoneEarly) -> Answers:
    """``answers`` with those changed that contradict others. Numbers are drawn from one base and agree."""
    for _ in range(MOST_ROUNDS):
        broken = [rule for rule in broken_rules(answers, rules) if not rule.compares_numbers]
        if not broken:
            break
        for rule in broken:
            if is_broken(rule, answers.rows):
                answers = _mended(answers, rule, done_early)
    return answers


def _mended(answers: Answers, rule: Rule, done_early: DoneEarly) -> Answers:
    left, right = rule.left, rule.right
    if rule.relation == "equals" and not said_by(answers.rows[left.subject_id], left.part).holds:
        left, right = right, left  # the right side holds and the left does not
    if right.part == DONE and (early := done_early(right.subject_id)) is not None:
        return answers.with_task(right.subject_id, early)
    if right.part == DONE:
        return _without(answers, left)
    return _with(answers, right)


def _with(answers: Answers, side: Side) -> Answers:
    """``answers`` in which ``side`` holds."""
    if side.part == BEGUN:
        task = answers.tasks[side.subject_id]
        begun = replace(task, written_status="in_progress", percent_done=BEGUN_PERCENT)
        return answers.with_task(side.subject_id, begun)
    figure = answers.figures[side.subject_id]
    if side.part == ALL:
        return answers.with_figure(side.subject_id, replace(figure, numerator=figure.denominator))
    return answers.with_figure(side.subject_id, _put(figure, side.part, yes=True, number=1.0))


def _without(answers: Answers, side: Side) -> Answers:
    """``answers`` in which ``side`` does not hold."""
    if side.part in TASK_PARTS:
        return answers.with_task(side.subject_id, TaskAnswer("in_progress", BEGUN_PERCENT))
    figure = answers.figures[side.subject_id]
    if side.part == ALL:
        short = replace(figure, numerator=(figure.denominator or 1.0) - 1)
        return answers.with_figure(side.subject_id, short)
    return answers.with_figure(side.subject_id, _put(figure, side.part, yes=False, number=0.0))


def _put(figure: FigureAnswer, part: str, *, yes: bool, number: float) -> FigureAnswer:
    match part:
        case "numerator":
            return replace(figure, numerator=number)
        case "denominator":
            return replace(figure, denominator=number)
        case _:
            return replace(figure, value=yes if part == YES else number)
