"""One built edition beside the same data read a second time, and how readers see numbers and days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from independent import Given, Obligation, obligations, printed, share
from independent_figures import Figure

DIMENSIONS = tuple("12345678")
FELL_SHORT = ("done_late", "overdue", "due_at_cutoff", "not_done_in_period", "not_reported")
"""What becomes of a duty that is due and not done in time; with those in time, all that is counted."""


@dataclass(frozen=True)
class Case:
    """One built edition and the same data read a second time."""

    edition: Path
    period_id: str
    given: Given

    @property
    def owed(self) -> list[Obligation]:
        """What is owed, without what the plan only asks for."""
        return [duty for duty in obligations(self.given, self.period_id) if not duty.is_request]

    def of_unit(self, unit_id: str) -> list[Obligation]:
        return [duty for duty in self.owed if duty.unit_id == unit_id]


def day(moment: date) -> str:
    """As Decree 30/2020 has days written: 05/6/2022, 18/02/2022."""
    month = f"{moment.month:02d}" if moment.month <= 2 else f"{moment.month}"
    return f"{moment:%d}/{month}/{moment.year}"


def is_of_few(figure: Figure, kind: str) -> bool:
    """Whether a ratio stands on fewer than ten cases, so that both its parts are printed in its place."""
    whole = figure.denominator
    return kind == "ratio" and whole is not None and whole.denominator == 1 and 0 < whole < 10


def is_unknown(owed: list[Obligation]) -> bool:
    """Whether something was due and nothing of it is reported: then nobody knows how much was done."""
    due = [duty.status for duty in owed if duty.is_counted]
    return bool(due) and set(due) == {"not_reported"}


def told(owed: list[Obligation]) -> list[str]:
    """The numbers of a standing line: on time of counted, then what fell short, by kind, where any."""
    on_time, counted = share(owed)
    if not counted:
        return []
    due = [duty.status for duty in owed if duty.is_counted]
    more = [due.count(status) for status in FELL_SHORT]
    assert on_time + sum(more) == counted
    more += not_reported_parts(owed)
    return [str(number) for number in (on_time, counted, *(number for number in more if number))]


def not_reported_parts(owed: list[Obligation]) -> tuple[int, ...]:
    """Of what is due and not reported: that of units that sent nothing, and the rest; nothing where all is
    one."""
    unsent = [duty.is_unsent for duty in owed if duty.is_counted and duty.status == "not_reported"]
    parts = sum(unsent), len(unsent) - sum(unsent)
    return parts if all(parts) else ()


def as_shown(on_time: int, counted: int) -> Fraction:
    """A share in percent, rounded as it is printed: changes are taken between printed values."""
    return Fraction(printed(Fraction(100 * on_time, counted), 1).replace(",", "."))
