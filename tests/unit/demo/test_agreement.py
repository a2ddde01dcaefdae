"""Drawn answers are brought to agree: afterwards no rule is broken, and what agreed already stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.data.given.rules import read_rules, subjects_of
from papibook.demo.agreement import Answers, agreed, broken_rules
from papibook.demo.figures import FigureAnswer
from papibook.demo.tasks import TaskAnswer
from papibook.ground.paths import Project
from papibook.model.rules import Rule

PROJECT = Project(Path(__file__).parents[3])


def shipped_rules() -> tuple[tuple[Rule, ...], dict[str, str]]:
    plan, reference = read_plan(PROJECT), read_reference(PROJECT)
    subjects = subjects_of(plan.tasks, reference.indicators, reference.units)
    rules = (*read_rules(plan.rules, subjects), *read_rules(reference.rules, subjects))
    kinds = reference.indicators.set_index("indicator_id")["kind"].to_dict()
    return rules, {str(code): str(kind) for code, kind in kinds.items()}


RULES, KINDS = shipped_rules()
NAMED = sorted({side.subject_id for rule in RULES for side in rule.sides})
TASKS = [name for name in NAMED if name not in KINDS]
FIGURES = [name for name in NAMED if name in KINDS]

STATES = st.sampled_from([None, "not_started", "in_progress", "done", "not_applicable"])
WHOLE = 12.0
"""The denominator of every ratio: they are drawn from one base."""


@st.composite
def answers(draw: st.DrawFn) -> Answers:
    def figure(kind: str) -> FigureAnswer:
        if draw(st.integers(0, 9)) == 0:
            return FigureAnswer(reason_code="not_collected")
        number = float(draw(st.integers(0, 12)))
        if kind == "ratio":
            return FigureAnswer(numerator=number, denominator=WHOLE)
        return FigureAnswer(value=number > 6 if kind == "yes_no" else number)

    tasks = {task_id: TaskAnswer(draw(STATES)) for task_id in TASKS}
    return Answers(tasks, {code: figure(KINDS[code]) for code in FIGURES})


def early(task_id: str) -> TaskAnswer | None:
    """Every other task is not due yet."""
    return TaskAnswer("done", 100.0, date(2022, 5, 20), "…") if TASKS.index(task_id) % 2 else None


@settings(max_examples=60, deadline=None)
@given(answers())
def test_no_shipped_rule_is_broken_afterwards(drawn: Answers) -> None:
    assert broken_rules(agreed(drawn, RULES, early), RULES) == ()


@settings(max_examples=60, deadline=None)
@given(answers())
def test_what_agrees_stays_and_what_is_missing_stays_missing(drawn: Answers) -> None:
    made = agreed(drawn, RULES, early)
    assert agreed(made, RULES, early) == made
    for code, figure in drawn.figures.items():
        assert made.figures[code].reason_code == figure.reason_code
        if figure.reason_code:
            assert made.figures[code] == figure
    for task_id, task in drawn.tasks.items():
        if task.written_status in (None, "not_applicable"):
            assert made.tasks[task_id] == task
