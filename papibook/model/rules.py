"""Rules between two answers of one report: a task and an indicator about the same fact, a part and its whole.

Rules are data (schema RULES). What a report says is held against them when it is read. An answer that is not
there, or that an error keeps out, is never a contradiction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from papibook.model.answers import PARTS, value_columns

RELATIONS = ("implies", "equals", "at_most", "at_least")
SEVERITIES = ("warning", "note")
"""warning: both answers cannot be right; note: both can be, and seldom are."""

DONE, BEGUN, YES, ALL = "done", "begun", "yes", "all"
TASK_PARTS = (DONE, BEGUN)
"""What is asked of a task: that it is done; that it is at least begun."""


def indicator_parts(kind: str) -> tuple[str, ...]:
    """What is asked of an indicator of that kind; ``all``: the numerator reaches the denominator."""
    if kind == "yes_no":
        return (YES,)
    columns = value_columns(kind)
    return (*columns, ALL) if columns == PARTS else columns


@dataclass(frozen=True)
class Side:
    """One side of a rule: a task or an indicator, and what of it."""

    subject_id: str
    part: str

    @property
    def is_number(self) -> bool:
        """Whether it can be compared with another number; a number as a statement says “there are some”."""
        return self.part not in (*TASK_PARTS, YES, ALL)


@dataclass(frozen=True)
class Rule:
    """``left`` implies, equals, is at most or at least ``right``, where all of ``condition`` hold.

    ``words``: why, in Vietnamese, for the units.
    """

    left: Side
    relation: str
    right: Side
    condition: tuple[Side, ...]
    severity: str
    words: str

    @property
    def sides(self) -> tuple[Side, ...]:
        """All that it names."""
        return (self.left, self.right, *self.condition)

    @property
    def compares_numbers(self) -> bool:
        """Whether it holds two numbers against each other, not two statements."""
        return self.relation != "implies" and self.left.is_number and self.right.is_number


@dataclass(frozen=True)
class Said:
    """What a report says for one side: whether it holds, and the number where it is one. None: nothing."""

    holds: bool | None = None
    number: float | None = None


NOTHING = Said()


def said_by(answer: Mapping[str, object], part: str) -> Said:
    """What an answered row of WRITTEN_TASKS or WRITTEN_FIGURES says of ``part``."""
    if part in TASK_PARTS:
        status = answer["written_status"]
        if status is None or status == "not_applicable":
            return NOTHING
        return Said(holds=status == "done" if part == DONE else status != "not_started")
    if part == YES:
        value = answer.get("value")
        return NOTHING if value is None else Said(holds=value == 1)
    if part == ALL:
        reached, whole = answer.get("numerator"), answer.get("denominator")
        if not isinstance(reached, float) or not isinstance(whole, float) or whole <= 0:
            return NOTHING
        return Said(holds=reached >= whole)
    number = answer.get(part)
    return Said(holds=number > 0, number=number) if isinstance(number, float) else NOTHING


def is_broken(rule: Rule, answers: Mapping[str, Mapping[str, object]]) -> bool:
    """Whether the rows by task or indicator contradict ``rule``; what is not said contradicts nothing."""
    said = {
        side: said_by(answers[side.subject_id], side.part)
        for side in rule.sides
        if side.subject_id in answers
    }
    if any(not said.get(side, NOTHING).holds for side in rule.condition):
        return False
    left, right = said.get(rule.left, NOTHING), said.get(rule.right, NOTHING)
    if rule.compares_numbers:
        if left.number is None or right.number is None:
            return False
        return not {
            "equals": left.number == right.number,
            "at_most": left.number <= right.number,
            "at_least": left.number >= right.number,
        }[rule.relation]
    if left.holds is None or right.holds is None:
        return False
    return left.holds != right.holds if rule.relation == "equals" else left.holds and not right.holds
