"""Whole heading levels: what a page's views bring below its own headings skips no level."""

from __future__ import annotations

import re

_MARKDOWN = re.compile(r"^(#{1,6})\s", re.MULTILINE)
_HTML = re.compile(r"<(/?)h([1-6])(?=[\s>])")


class HeadingLevels:
    """Follows a page's headings from top to bottom; each is at most one level below the one before it.

    The office's own words and a view's parts are written without knowing where on the page they come; a
    reader who goes from heading to heading by ear takes a skipped level for a part that is lost.
    """

    def __init__(self) -> None:
        self._last = 0

    def markdown(self, source: str) -> None:
        """Note the headings of a Markdown cell; they are the template's own and stay."""
        for found in _MARKDOWN.finditer(source):
            self._last = len(found[1])

    def html(self, text: str) -> str:
        """``text`` with its headings moved up, all by the same step, where the first would skip a level."""
        first = next((int(found[2]) for found in _HTML.finditer(text)), 0)
        step = max(0, first - self._last - 1)

        def tag(found: re.Match[str]) -> str:
            if not found[1]:
                self._last = max(1, min(int(found[2]) - step, self._last + 1))
            return f"<{found[1]}h{self._last}"

        return _HTML.sub(tag, text)
