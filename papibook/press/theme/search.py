"""The book's search index: what each part of each page says, read from the pages as they are written.

A reader looks for a phrase and wants the place where it is. Sphinx's own index knows only which page has
which word, so it can neither tell a phrase from its words nor lead to a section; and it has no Vietnamese.
This index keeps the text itself, part by part; ``search.js`` folds it and what is asked by the same rule
(lower case, marks off, đ to d), ranks and shows. It is a script, not data to be fetched, so that it works
from a folder too.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html

INDEX = "searchindex.js"
SEARCH_PAGE = "search"

Node = Any  # lxml publishes no usable types for HTML elements

_ARTICLE, _END = b'<article class="bd-article"', b"</article>"
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_PLACES = {"tr", "figure", "div", "aside", "p", "li"}
"""Elements that begin a part where they have an id: a link leads to them."""
_LEFT_OUT = {"script", "style", "svg", "template", "button"}
_LEFT_OUT_CLASSES = {
    *("headerlink", "pb-code", "pb-download", "pb-made-up", "pb-neighbours", "pb-sr", "pb-table-tools"),
}
_BLOCKS = {
    *_HEADINGS,
    *("p", "li", "td", "th", "tr", "dt", "dd", "div", "section", "caption", "figcaption", "blockquote"),
    *("summary", "details", "table", "ul", "ol", "dl", "footer", "aside", "br"),
}


@dataclass(frozen=True)
class SearchPart:
    """A part of a page: the anchor that leads to it, the heading it stands under, its text by lines."""

    anchor: str
    heading: str
    text: str


def write_search_index(out: Path, names: Iterable[str]) -> None:
    """Put the index of the pages ``names`` (without ``.html``) of the book in ``out`` beside them."""
    pages = []
    for name in sorted(names):
        parts = page_parts((out / f"{name}.html").read_bytes())
        if parts:
            rows = [[part.anchor, part.heading, part.text] for part in parts]
            title = next((part.heading for part in parts if part.heading), name)
            pages.append({"page": f"{name}.html", "title": title, "parts": rows})
    text = json.dumps(pages, ensure_ascii=False, separators=(",", ":"))
    (out / INDEX).write_text(f"var papibookPages={text};\n", encoding="utf-8", newline="\n")


def page_parts(page: bytes) -> list[SearchPart]:
    """What a page of the book says, part by part, in order; empty where it has no article."""
    start, end = page.find(_ARTICLE), page.rfind(_END)
    if not 0 <= start < end:
        return []
    parser = lxml.html.HTMLParser(encoding="utf-8")
    article = lxml.html.fromstring(page[start : end + len(_END)], parser=parser)
    reader = _Reader()
    reader.read(article)
    return reader.parts()


class _Reader:
    """Goes through an article; a heading or an element with an id begins a part."""

    def __init__(self) -> None:
        self._anchor, self._heading, self._pieces = "", "", list[str]()
        self._parts: list[SearchPart] = []
        self._is_headed = False

    def parts(self) -> list[SearchPart]:
        """The parts that say something, or are a heading."""
        self._end()
        return self._parts

    def read(self, node: Node) -> None:
        """Take in ``node`` and what is in it, not what follows it."""
        if not isinstance(node.tag, str) or node.tag in _LEFT_OUT:
            return
        if _LEFT_OUT_CLASSES & set(node.get("class", "").split()):
            return
        if node.tag in _HEADINGS or (node.tag == "dt" and node.get("id")):
            self._begin(_anchor_of(node) or self._anchor, _text_of(node), is_headed=True)
            return
        if node.tag in _PLACES and node.get("id"):
            self._begin(node.get("id"), self._heading)
        gap = "\n" if node.tag in _BLOCKS else ""
        self._pieces += [gap, _one_line(node.text)]
        for child in node:
            self.read(child)
            self._pieces.append(_one_line(child.tail))
        self._pieces.append(gap)

    def _begin(self, anchor: str, heading: str, *, is_headed: bool = False) -> None:
        self._end()
        self._anchor, self._heading, self._pieces, self._is_headed = anchor, heading, [], is_headed

    def _end(self) -> None:
        lines = [" ".join(line.split()) for line in "".join(self._pieces).split("\n")]
        text = unicodedata.normalize("NFC", "\n".join(line for line in lines if line))
        if text or self._is_headed:
            self._parts.append(SearchPart(self._anchor, self._heading, text))


def _one_line(text: str | None) -> str:
    return (text or "").replace("\n", " ")


def _anchor_of(heading: Node) -> str:
    """The id that leads to a heading: its own, or its section's."""
    parent = heading.getparent()
    own = heading.get("id") or (parent.get("id") if parent is not None and parent.tag == "section" else "")
    return str(own or "")


def _text_of(node: Node) -> str:
    return unicodedata.normalize("NFC", " ".join("".join(_words(node)).split()))


def _words(node: Node) -> Iterator[str]:
    if "headerlink" in node.get("class", "").split():
        return
    yield node.text or ""
    for child in node:
        yield from _words(child)
        yield child.tail or ""
