"""What goes wrong in the synthetic submissions, on purpose: who is late or silent, which cells are bad.

Declared by kind of period (``demo/data``: arrivals, faults, strangers). Days are counted so that the schedule
moves with plan.yml's dates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from papibook.demo.tables import ARRIVALS, FAULTS, STRANGERS, rows_of

AFTER_CLOSING, NEVER = "after_closing", "never"

_EMPTY = dict.fromkeys(
    ("written_status", "percent_done", "completed_date", "result_text", "difficulty", "proposal")
)
TASK_CHANGES: Mapping[str, Mapping[str, object]] = {
    "done_without_date": {
        **_EMPTY,
        "written_status": "done",
        "percent_done": 100.0,
        "result_text": "Đã niêm yết tại Bộ phận một cửa",
    },
    "done_at_95": {"written_status": "done", "percent_done": 95.0},
    "left_blank": _EMPTY,
    "not_begun": {**_EMPTY, "written_status": "not_started", "percent_done": 0.0},
}
"""What a task's row then holds."""


@dataclass(frozen=True)
class LateArrival:
    """When a revision arrives: so many days after the unit deadline, or after the data were closed."""

    after: str
    days: int


@dataclass(frozen=True)
class Fault:
    """A row that is put wrong, in revisions up to ``last_revision``; ``code`` is the finding this gives."""

    unit_id: str
    subject_id: str
    change: str
    code: str | None
    last_revision: int | None

    @property
    def is_contradiction(self) -> bool:
        """Whether it puts the row against another one, which stays as it is."""
        return bool(self.code and self.code.startswith("rule."))


@dataclass(frozen=True)
class Faults:
    """All faults of one kind of period. ``arrivals`` by unit and revision; ``stranger``: id and name."""

    arrivals: Mapping[tuple[str, int], LateArrival] = field(hash=False)
    cells: tuple[Fault, ...]
    stranger: tuple[str, str] | None

    def revisions_of(self, unit_id: str) -> range:
        """The revisions that the unit sends."""
        first = self.arrivals.get((unit_id, 1))
        if first is not None and first.after == NEVER:
            return range(0)
        return range(1, 3 if (unit_id, 2) in self.arrivals else 2)

    def of(self, unit_id: str, revision: int | None = None) -> dict[str, Fault]:
        """The unit's faults by task, indicator or field, in that revision or in any."""
        return {
            fault.subject_id: fault
            for fault in self.cells
            if fault.unit_id == unit_id
            and (revision is None or fault.last_revision is None or revision <= fault.last_revision)
        }


@cache
def faults_of(period_kind: str) -> Faults:
    """The faults of that kind of period."""
    arrivals, cells, strangers = (
        [row for row in rows_of(table) if row["period_kind"] == period_kind]
        for table in (ARRIVALS, FAULTS, STRANGERS)
    )
    return Faults(
        {(row["unit_id"], row["revision"]): LateArrival(row["after"], row["days"] or 0) for row in arrivals},
        tuple(Fault(*list(row.values())[1:]) for row in cells),
        next(((row["unit_id"], row["unit_name"]) for row in strangers), None),
    )
