"""The life of an edition: prepared, submitted, issued, replaced; read from what the office wrote down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

StepKind: TypeAlias = Literal["opened", "reason", "submitted", "issued"]
State: TypeAlias = Literal["prepared", "submitted", "issued", "replaced"]

DEADLINE = "deadline"
"""The subject of a reason for a deadline of the plan that cannot be kept."""


@dataclass(frozen=True)
class Step:
    """One thing that was done with an edition (schema EDITION_STEPS); its facts depend on ``kind``."""

    edition_id: str
    kind: StepKind
    made_on: date
    subject: str = ""
    number: str = ""
    made_by: str = ""
    why: str = ""
    data_closed_on: date | None = None
    fingerprint: str = ""


@dataclass(frozen=True)
class Life:
    """Everything that was done with the editions of a project, in that order."""

    steps: tuple[Step, ...] = ()

    def of(self, edition_id: str) -> tuple[Step, ...]:
        """What was done with one edition."""
        return tuple(step for step in self.steps if step.edition_id == edition_id)

    def state(self, edition_id: str) -> State:
        """An edition is replaced when a later one of its period is issued, not when that one is opened."""
        if self.issue(edition_id) is None:
            return (
                "submitted" if any(step.kind == "submitted" for step in self.of(edition_id)) else "prepared"
            )
        return "replaced" if self.replaced_by(edition_id) else "issued"

    def issue(self, edition_id: str) -> Step | None:
        """The step by which the edition was issued; None where it was not."""
        return next((step for step in self.of(edition_id) if step.kind == "issued"), None)

    def issued(self) -> tuple[Step, ...]:
        """Every issue, in that order."""
        return tuple(step for step in self.steps if step.kind == "issued")

    def replaced_by(self, edition_id: str) -> Step | None:
        """The issue of the next edition of the same period; None where none was."""
        later = [
            step
            for step in self.issued()
            if period_of(step.edition_id) == period_of(edition_id)
            and revision_of(step.edition_id) > revision_of(edition_id)
        ]
        return min(later, key=lambda step: revision_of(step.edition_id), default=None)

    def replaces(self, edition_id: str) -> Step | None:
        """The issue that an issue of this edition puts an end to; None for a first edition."""
        earlier = [
            step
            for step in self.issued()
            if period_of(step.edition_id) == period_of(edition_id)
            and revision_of(step.edition_id) < revision_of(edition_id)
        ]
        return max(earlier, key=lambda step: revision_of(step.edition_id), default=None)

    def reasons(self, edition_id: str) -> dict[str, str]:
        """Why it is issued all the same, by what the reason is for; the last one given counts."""
        return {step.subject: step.why for step in self.of(edition_id) if step.kind == "reason"}

    def revisions(self, period_id: str) -> Iterator[Step]:
        """The steps that opened later editions of a period, in order."""
        found = [
            step for step in self.steps if step.kind == "opened" and period_of(step.edition_id) == period_id
        ]
        yield from sorted(found, key=lambda step: revision_of(step.edition_id))


def period_of(edition_id: str) -> str:
    """``2022-S1`` of ``2022-S1.1``."""
    return edition_id.partition(".")[0]


def revision_of(edition_id: str) -> int:
    """1 of ``2022-S1.1``; 0 of ``2022-S1``."""
    number = edition_id.partition(".")[2]
    return int(number) if number else 0


def steps_out_of_order(steps: Sequence[Step]) -> Step | None:
    """The first step that cannot follow those before it; None where all can.

    An edition is opened once, as the next one of its period, after the one before it was issued; it is issued
    once, and nothing follows that.
    """
    for at, step in enumerate(steps):
        before = Life(tuple(steps[:at]))
        if before.issue(step.edition_id) is not None:
            return step
        if step.kind == "opened":
            number = revision_of(step.edition_id)
            is_known = any(each.kind == "opened" for each in before.of(step.edition_id))
            if number == 0 or is_known:
                return step
    return None
