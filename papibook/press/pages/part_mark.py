"""The mark over the parts of a page that shows made-up figures beside official ones."""

from __future__ import annotations

import html

OFFICIAL_PART = "pb-official-part"
"""Class of the line at which a page's official part begins."""


class PartMark:
    """Puts ``mark`` once over each part of a page, from heading to heading, but for the official ones.

    Where these begin is marked for paper too, whose sheets are of one kind. No ``mark``: a page of one kind.
    """

    def __init__(self, mark: str) -> None:
        self._mark = mark
        self._is_due = self._is_official = False

    def opening(self, *, is_official: bool) -> str:
        """What stands before a part's heading."""
        begins = is_official and not self._is_official
        self._is_due, self._is_official = not is_official, is_official
        return f'<hr class="{OFFICIAL_PART}">\n\n' if begins and self._mark else ""

    def over_views(self) -> str:
        """What stands before the part's first view."""
        is_due, self._is_due = self._is_due, False
        return f'<p class="pb-made-up">{html.escape(self._mark)}</p>\n' if is_due and self._mark else ""
