"""The book's table of contents beside each page: bounded, however many pages the book has.

The theme would write the whole tree into every page, which costs more than the pages themselves (300 pages:
44 s against 8 s). Here a short part lists its pages; a long one shows the pages around the one that is open
and leads to ``contents.html``, the one page that lists all.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from papibook.ground.texts import say
from papibook.press.theme.contents import BookContents, BookPage, BookPart

LONG_PART = 20
"""A part with more pages is not listed in full beside each page."""
AROUND = 3
"""How many pages before and after the open one a long part shows."""
CONTENTS_PAGE = "contents"


@dataclass(frozen=True)
class SidebarEntry:
    """A page in the contents and the pages below it."""

    name: str
    title: str
    children: tuple[SidebarEntry, ...] = ()

    def holds(self, name: str) -> bool:
        """Whether ``name`` is this page or one below it."""
        return name == self.name or any(child.holds(name) for child in self.children)


@dataclass(frozen=True)
class SidebarPart:
    """A part of the book; ``anchor``: where it stands on the page of contents."""

    anchor: str
    caption: str
    entries: tuple[SidebarEntry, ...]
    left_out: int = 0

    @property
    def count(self) -> int:
        return len(self.entries) + self.left_out


def shown_part(part: SidebarPart, current: str) -> SidebarPart:
    """``part`` as it stands beside the page ``current``: only the open branch, only so many pages."""
    entries = tuple(entry if entry.holds(current) else replace(entry, children=()) for entry in part.entries)
    if len(entries) > LONG_PART:
        place = next((at for at, entry in enumerate(entries) if entry.holds(current)), None)
        entries = () if place is None else entries[max(0, place - AROUND) : place + AROUND + 1]
    return replace(part, entries=entries, left_out=len(part.entries) - len(entries))


@functools.lru_cache(maxsize=2)
def book_parts(env: BuildEnvironment) -> tuple[SidebarPart, ...]:
    """The parts of the book in order, with all their pages."""
    root = env.config.root_doc
    trees = list(env.tocs[root].findall(addnodes.toctree)) if root in env.tocs else []
    return tuple(
        SidebarPart(f"part-{number}", tree["caption"] or "", tuple(_entries(env, tree)))
        for number, tree in enumerate(trees, start=1)
    )


def _entries(env: BuildEnvironment, tree: addnodes.toctree) -> Iterator[SidebarEntry]:
    for title, name in tree["entries"]:
        if name in env.titles:
            yield SidebarEntry(name, title or env.titles[name].astext(), _children(env, name))


def _children(env: BuildEnvironment, name: str) -> tuple[SidebarEntry, ...]:
    trees = env.tocs[name].findall(addnodes.toctree) if name in env.tocs else ()
    return tuple(entry for tree in trees for entry in _entries(env, tree))


def book_contents(env: BuildEnvironment) -> BookContents:
    """The same without titles, for the print edition."""

    def pages(entries: tuple[SidebarEntry, ...], depth: int) -> Iterator[BookPage]:
        for entry in entries:
            yield BookPage(entry.name, depth)
            yield from pages(entry.children, depth + 1)

    parts = (BookPart(part.caption, tuple(pages(part.entries, 1))) for part in book_parts(env))
    return BookContents(env.config.root_doc, tuple(parts))


def add_contents(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Gives the templates ``pb_parts``: what the sidebar of the page shows."""
    context["pb_parts"] = [shown_part(part, pagename) for part in book_parts(app.env)]


def contents_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page of contents, where some part is too long for the sidebar."""
    parts = book_parts(app.env)
    if any(len(part.entries) > LONG_PART for part in parts):
        title = say("press_book", "Table of contents")
        yield CONTENTS_PAGE, {"pb_all_parts": parts, "title": title}, "pb-contents.html"
