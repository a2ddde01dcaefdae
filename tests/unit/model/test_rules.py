"""What contradicts a rule between two answers, and what does not."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papibook.model.layout import WRITTEN_STATUSES
from papibook.model.rules import ALL, BEGUN, DONE, RELATIONS, YES, Rule, Side, is_broken

TASK, FLAG, COUNT, RATIO, OTHER = "T1", "I1", "I2", "I3", "I4"

Row = Mapping[str, object]


def rule(left: Side, relation: str, right: Side, *condition: Side) -> Rule:
    return Rule(left, relation, right, condition, "warning", "…")


def task(status: str | None) -> dict[str, Row]:
    return {TASK: {"written_status": status}}


def flag(value: float | None) -> dict[str, Row]:
    return {FLAG: {"value": value}}


def ratio(numerator: float | None, denominator: float | None, name: str = RATIO) -> dict[str, Row]:
    return {name: {"numerator": numerator, "denominator": denominator}}


SAME_FACT = rule(Side(TASK, DONE), "equals", Side(FLAG, YES))
IN_IT = rule(Side(TASK, DONE), "implies", Side(FLAG, YES))


@pytest.mark.parametrize(
    ("checked", "status", "value", "broken"),
    [
        (SAME_FACT, "done", 1.0, False),
        (SAME_FACT, "done", 0.0, True),
        (SAME_FACT, "in_progress", 1.0, True),
        (SAME_FACT, "not_started", 1.0, True),
        (SAME_FACT, "not_started", 0.0, False),
        (IN_IT, "done", 0.0, True),
        (IN_IT, "in_progress", 1.0, False),
        (IN_IT, "in_progress", 0.0, False),
        # What is not said, or does not apply, contradicts nothing.
        (SAME_FACT, None, 1.0, False),
        (SAME_FACT, "not_applicable", 1.0, False),
        (SAME_FACT, "not_started", None, False),
        (IN_IT, "done", None, False),
    ],
)
def test_a_task_beside_yes_or_no(
    checked: Rule, status: str | None, value: float | None, broken: bool
) -> None:
    assert is_broken(checked, task(status) | flag(value)) is broken


@pytest.mark.parametrize(("value", "broken"), [(0.0, True), (0.5, False), (1.0, False), (None, False)])
def test_a_task_that_is_done_asks_for_some(value: float | None, broken: bool) -> None:
    checked = rule(Side(TASK, DONE), "implies", Side(COUNT, "value"))
    assert is_broken(checked, task("done") | {COUNT: {"value": value}}) is broken


@pytest.mark.parametrize(
    ("status", "broken"),
    [
        ("not_started", True),
        ("in_progress", False),
        ("done", False),
        ("not_applicable", False),
        (None, False),
    ],
)
def test_some_ask_for_a_task_that_is_begun(status: str | None, broken: bool) -> None:
    checked = rule(Side(COUNT, "value"), "implies", Side(TASK, BEGUN))
    assert is_broken(checked, task(status) | {COUNT: {"value": 3.0}}) is broken
    assert not is_broken(checked, task(status) | {COUNT: {"value": 0.0}})


@pytest.mark.parametrize(
    ("parts", "broken"),
    [
        ((9.0, 10.0), True),
        ((10.0, 10.0), False),
        ((11.0, 10.0), False),
        ((0.0, 0.0), False),
        ((None, 10.0), False),
    ],
)
def test_all_is_the_numerator_that_reaches_the_denominator(
    parts: tuple[float | None, float | None], broken: bool
) -> None:
    checked = rule(Side(TASK, DONE), "implies", Side(RATIO, ALL))
    assert is_broken(checked, task("done") | ratio(*parts)) is broken


@pytest.mark.parametrize(
    ("relation", "below", "at", "above"),
    [("at_most", False, False, True), ("at_least", True, False, False), ("equals", True, False, True)],
)
def test_numbers_are_compared_and_the_limit_belongs_to_both(
    relation: str, below: bool, at: bool, above: bool
) -> None:
    checked = rule(Side(RATIO, "denominator"), relation, Side(OTHER, "denominator"))
    broken = [is_broken(checked, ratio(1.0, n) | ratio(1.0, 12.3, OTHER)) for n in (12.2, 12.3, 12.4)]
    assert broken == [below, at, above]


@pytest.mark.parametrize(("numerator", "broken"), [(None, False), (0.0, False), (1.0, True)])
def test_a_rule_is_checked_where_its_condition_holds(numerator: float | None, broken: bool) -> None:
    checked = rule(Side(FLAG, YES), "implies", Side(TASK, DONE), Side(RATIO, "numerator"))
    assert is_broken(checked, task("in_progress") | flag(1.0) | ratio(numerator, 5.0)) is broken


SIDES = st.sampled_from(
    [
        *(Side(TASK, DONE), Side(TASK, BEGUN), Side(FLAG, YES), Side(COUNT, "value"), Side(RATIO, ALL)),
        *(Side(RATIO, "numerator"), Side(RATIO, "denominator"), Side(OTHER, "denominator")),
    ]
)
NUMBERS = st.none() | st.integers(0, 30).map(float)
ROWS = st.builds(
    lambda status, yes, count, top, bottom, other: task(status) | flag(yes) | {COUNT: {"value": count}}
    | ratio(top, bottom) | ratio(other, other, OTHER),
    st.none() | st.sampled_from(list(WRITTEN_STATUSES)), st.sampled_from([None, 0.0, 1.0]),
    NUMBERS, NUMBERS, NUMBERS, NUMBERS,
)  # fmt: skip


def rules_of(relations: tuple[str, ...]) -> st.SearchStrategy[Rule]:
    return st.builds(rule, SIDES, st.sampled_from(relations), SIDES).filter(
        lambda made: made.compares_numbers or made.relation in ("implies", "equals")
    )


@given(rules_of(RELATIONS), ROWS, st.data())
def test_an_answer_that_is_not_there_contradicts_nothing(
    checked: Rule, rows: dict[str, Row], data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from([checked.left.subject_id, checked.right.subject_id]))
    assert not is_broken(checked, {name: row for name, row in rows.items() if name != gone})
    empty = dict.fromkeys(rows[gone], None)
    assert not is_broken(checked, rows | {gone: empty})


@given(rules_of(("equals",)), ROWS)
def test_equals_says_the_same_from_both_sides(checked: Rule, rows: dict[str, Row]) -> None:
    turned = rule(checked.right, "equals", checked.left)
    assert is_broken(checked, rows) == is_broken(turned, rows)


@given(SIDES, SIDES, ROWS)
def test_equals_is_broken_where_one_of_two_implications_is(
    left: Side, right: Side, rows: dict[str, Row]
) -> None:
    both = [is_broken(rule(*sides), rows) for sides in ((left, "implies", right), (right, "implies", left))]
    equal = rule(left, "equals", right)
    if not equal.compares_numbers:
        assert is_broken(equal, rows) == any(both)


@given(SIDES.filter(lambda side: side.is_number), SIDES.filter(lambda side: side.is_number), ROWS)
def test_at_most_and_at_least_together_are_equals(left: Side, right: Side, rows: dict[str, Row]) -> None:
    broken = {relation: is_broken(rule(left, relation, right), rows) for relation in RELATIONS}
    assert broken["equals"] == (broken["at_most"] or broken["at_least"])
    assert not (broken["at_most"] and broken["at_least"])
