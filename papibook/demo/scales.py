"""The order of magnitude of each indicator in the synthetic submissions (``demo/data/scales.csv``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from papibook.demo.tables import SCALES, rows_of

DAYS_PER_HALF = 182
"""Days of a half-year, for tons of waste."""

KG_PER_PERSON_AND_DAY = 0.52


@dataclass(frozen=True)
class Scale:
    """How an indicator's synthetic figures are drawn; see the columns of ``demo.tables.SCALES``."""

    base: str
    amount: float
    rate: float
    slope: float
    gain: float
    note: str | None
    year_note: str | None

    def note_of(self, period_kind: str) -> str | None:
        """What units write beside the figure."""
        return (self.year_note if period_kind == "year" else None) or self.note


def scale_of(indicator_id: str) -> Scale:
    """The scale of an indicator, or that of any other."""
    scales = _scales()
    return scales.get(indicator_id) or scales["other"]


@cache
def _scales() -> dict[str, Scale]:
    return {row["indicator_id"]: Scale(*list(row.values())[1:]) for row in rows_of(SCALES)}
