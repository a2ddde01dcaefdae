"""How long a period is, as far as made-up reports care: in half-years and their parts."""

from __future__ import annotations

from dataclasses import dataclass

from papibook.demo.tables import PERIOD_KINDS
from papibook.model.plan import Period

QUARTER = 365 / 4


@dataclass(frozen=True)
class Part:
    """A half-year of which ``share`` lies in the period; ``key``: what its figures are drawn by."""

    half: int
    share: float
    key: object


@dataclass(frozen=True)
class Span:
    """What figures of a period are drawn for: ``year``, and the half-years that it adds up."""

    year: int
    kind: str
    parts: tuple[Part, ...]


def span_of(period: Period) -> Span:
    """The span of ``period``; one that does not begin with the year is drawn for itself."""
    n_quarters = max(1, round(period.n_days / QUARTER))
    begins = round(period.starts_on.month % 12 / 3)
    parts = []
    for half in range(1, (n_quarters + 1) // 2 + 1):
        share = 0.5 if half * 2 > n_quarters else 1.0
        parts.append(Part(half, share, (begins, half) if begins else half))
    return Span(period.cutoff_on.year, kind_of(period), tuple(parts))


def kind_of(period: Period) -> str:
    """Which of the generator's faults and gaps it has: those of a year, or of a part of one."""
    part_of_year, year = PERIOD_KINDS
    return year if period.spans_a_year else part_of_year
