"""The cover: where the plan stands in one sentence, headline figures, the dimensions, downloads.

What the template calls is listed here; what several pages share belongs to :mod:`papibook.views.common`.
"""

from papibook.views.summary.cards import dimension_strip, headline_cards
from papibook.views.summary.decisions import (
    decisions,
    missing_reports,
    named_difficulties,
    office_decisions,
    silent_facts,
    units_decisions,
    worst_three,
)
from papibook.views.summary.page import change_facts, downloads, mark_facts, overdue_link_facts, verdict_facts

__all__ = [
    "change_facts",
    "decisions",
    "dimension_strip",
    "downloads",
    "headline_cards",
    "mark_facts",
    "missing_reports",
    "named_difficulties",
    "office_decisions",
    "overdue_link_facts",
    "silent_facts",
    "units_decisions",
    "verdict_facts",
    "worst_three",
]
