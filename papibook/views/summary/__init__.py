"""The cover: where the plan stands in one sentence, headline figures, the dimensions, downloads.

What the template calls is listed here; what several pages share belongs to :mod:`papibook.views.common`.
"""

from papibook.views.summary.cards import dimension_strip, headline_cards
from papibook.views.summary.page import downloads, edition_line, link_to_overdue, on_track, what_changed

__all__ = [
    "dimension_strip",
    "downloads",
    "edition_line",
    "headline_cards",
    "link_to_overdue",
    "on_track",
    "what_changed",
]
