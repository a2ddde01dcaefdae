"""The reporting periods that a plan of a year usually has; each date is a proposal for the office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

HABITS = ("half-years", "quarters", "decree-09")
"""Half-year and year of the calendar; quarters, each with all before it; the windows of Decree 09/2019/NĐ-CP
(15/12 to 14/6, and to 14/12), which are still copied in texts of 2026."""

UNITS_AFTER = timedelta(days=2)
"""From the cut-off to the day on which the units' reports are due."""
CLOSED_AFTER = timedelta(days=8)
"""From the cut-off to the day on which the edition's data are closed."""


@dataclass(frozen=True)
class ProposedPeriod:
    period_id: str
    name: str
    kind: str
    starts_on: date
    cutoff_on: date
    cumulates: tuple[str, ...]

    def entry(self, comparable_to: str | None, source: str) -> dict[str, object]:
        """As plan.yml has it."""
        return {
            "period_id": self.period_id,
            "name": self.name,
            "kind": self.kind,
            "starts_on": self.starts_on,
            "cutoff_on": self.cutoff_on,
            "data_closed_on": self.cutoff_on + CLOSED_AFTER,
            **({"cumulates": list(self.cumulates)} if self.cumulates else {}),
            **({"comparable_to": comparable_to} if comparable_to else {}),
            "unit_deadline": {
                "on": self.cutoff_on + UNITS_AFTER,
                "rule": "not_later_than",
                "source": source,
            },
        }


def proposed_periods(habit: str, year: int) -> tuple[ProposedPeriod, ...]:
    """The periods of ``year`` by one of :data:`HABITS`, shortest first; each contains those before it."""
    return tuple(_periods(habit, year))


def _periods(habit: str, year: int) -> Iterator[ProposedPeriod]:
    if habit == "decree-09":
        first = date(year - 1, 12, 15)
        ends: Mapping[str, date] = {"S1": date(year, 6, 14), "": date(year, 12, 14)}
    else:
        first = date(year, 1, 1)
        ends = {"S1": date(year, 6, 30), "": date(year, 12, 31)}
        if habit == "quarters":
            ends = {
                "Q1": date(year, 3, 31),
                "6T": date(year, 6, 30),
                "9T": date(year, 9, 30),
                "": date(year, 12, 31),
            }
    before: tuple[str, ...] = ()
    for short, last in ends.items():
        period_id = f"{year}-{short}" if short else str(year)
        name, kind = _NAMES[short]
        yield ProposedPeriod(period_id, name.format(year=year), kind, first, last, before)
        before = (*before, period_id)


_NAMES = {
    "Q1": ("Quý I năm {year}", "quarter"),
    "S1": ("6 tháng đầu năm {year}", "half_year"),
    "6T": ("6 tháng đầu năm {year}", "half_year"),
    "9T": ("9 tháng đầu năm {year}", "nine_months"),
    "": ("Năm {year}", "year"),
}
