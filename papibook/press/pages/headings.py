"""Whole heading levels: what a page's views bring below its own headings skips no level."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nbformat import NotebookNode

_MARKDOWN = re.compile(r"^(#{1,6})\s", re.MULTILINE)
_HTML = re.compile(r"<(/?)h([1-6])(?=[\s>])")
_LONE = re.compile(r"(?:<hr[^>]*>\s*)?(#{1,6})\s[^\n]*\s*")


def without_bare_headings(cells: Sequence[NotebookNode]) -> list[NotebookNode]:
    """A page's cells without headings under which nothing stands: of a view that has nothing to show, the
    heading goes too. The title stays."""
    kept: list[NotebookNode] = []
    below = 0  # the level of the heading that comes next, 0 at the end, 7 for what is no heading
    for cell in reversed(cells):
        lone = _LONE.fullmatch(cell.source) if cell.cell_type == "markdown" else None
        level = len(lone[1]) if lone else 0
        if level > 1 and below <= level:
            continue
        below = level or 7
        kept.append(cell)
    return kept[::-1]


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
