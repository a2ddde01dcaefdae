"""The state of an edition follows from what was done with it."""

from datetime import date

import pytest

from papibook.model.life import Life, Step, StepKind, steps_out_of_order

DAY = date(2022, 6, 9)


def step(edition_id: str, kind: StepKind, **facts: str) -> Step:
    closed = date(2022, 6, 20) if kind == "opened" else None
    return Step(edition_id, kind, DAY, data_closed_on=closed, **facts)


SUBMITTED, ISSUED = step("2022-S1", "submitted"), step("2022-S1", "issued", number="12/BC")
OPENED, NEXT = step("2022-S1.1", "opened", why="Gửi sai"), step("2022-S1.1", "issued", number="15/BC")


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ((), "prepared"),
        ((step("2022-S1", "reason"),), "prepared"),
        ((SUBMITTED,), "submitted"),
        ((SUBMITTED, ISSUED), "issued"),
        ((SUBMITTED, ISSUED, OPENED), "issued"),
        ((SUBMITTED, ISSUED, OPENED, step("2022-S1.1", "submitted")), "issued"),
        ((SUBMITTED, ISSUED, OPENED, NEXT), "replaced"),
        ((step("2022", "issued"),), "prepared"),
    ],
)
def test_state(steps: tuple[Step, ...], state: str) -> None:
    assert Life(steps).state("2022-S1") == state


def test_each_revision_replaces_the_last_issued_one() -> None:
    life = Life((ISSUED, OPENED, NEXT, step("2022-S1.2", "opened"), step("2022-S1.2", "issued")))
    assert life.replaces("2022-S1") is None
    assert life.replaces("2022-S1.2") == NEXT
    after = life.replaced_by("2022-S1")
    assert after is not None
    assert after.edition_id == "2022-S1.1"
    assert [each.edition_id for each in life.revisions("2022-S1")] == ["2022-S1.1", "2022-S1.2"]


def test_the_last_reason_counts() -> None:
    given = [step("2022-S1", "reason", subject="info.missing", why=why) for why in ("Một", "Hai")]
    assert Life(tuple(given)).reasons("2022-S1") == {"info.missing": "Hai"}


@pytest.mark.parametrize(
    "steps",
    [
        (ISSUED, ISSUED),
        (ISSUED, SUBMITTED),
        (ISSUED, OPENED, OPENED),
        (step("2022-S1", "opened"),),
    ],
)
def test_steps_that_cannot_follow(steps: tuple[Step, ...]) -> None:
    assert steps_out_of_order(steps) == steps[-1]


def test_steps_that_can() -> None:
    assert steps_out_of_order((SUBMITTED, SUBMITTED, ISSUED, OPENED, NEXT)) is None
