"""The status of an obligation and of a report, the grade of many: id, sign, colour.

Sign and colour go together in every medium, so that colour alone never carries meaning: no two statuses
have one sign. Colours follow the Okabe-Ito palette, which colour-blind readers can tell apart; the vermilion
is darkened so that white text on it reaches a contrast of 4.5 (WCAG AA). The order is that of bars and keys:
what is due and done, due and not done, not yet due, unknown. In it dark and light colours take turns, so that
neighbours differ in black and white too.
"""

from __future__ import annotations

from dataclasses import dataclass

from papibook.ground.numbers import NOT_REPORTED_MARK


@dataclass(frozen=True)
class Status:
    """One status: its id in the data, its sign, its fill and text colours. Its words are in ``views``."""

    id: str
    sign: str
    fill: str
    ink: str


STATUSES: tuple[Status, ...] = (
    Status("done_on_time", "✓", "#0072B2", "#FFFFFF"),
    Status("done_late", "◆", "#E69F00", "#1F2933"),
    Status("overdue", "!", "#B84F00", "#FFFFFF"),
    Status("due_at_cutoff", "△", "#F0E442", "#1F2933"),
    Status("not_done_in_period", "↻", "#CC79A7", "#1F2933"),
    Status("in_progress", "◐", "#9CCBE8", "#1F2933"),
    Status("not_due", "○", "#98A1AE", "#1F2933"),
    Status("not_reported", NOT_REPORTED_MARK, "#FFFFFF", "#1F2933"),
    Status("not_applicable", "–", "#FFFFFF", "#52606D"),
)

GRADES: tuple[Status, ...] = (
    Status("on_track", "✓", "#0072B2", "#FFFFFF"),
    Status("partly", "◒", "#E69F00", "#1F2933"),
    Status("behind", "!", "#B84F00", "#FFFFFF"),
)
"""How several obligations together stand, by the share on time (papibook.measures.standing.grade)."""

BY_ID = {status.id: status for status in (*STATUSES, *GRADES)}
