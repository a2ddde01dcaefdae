"""Links and footnotes of the print edition.

In the HTML book a link names a page and an anchor; many pages share anchors (``figures``), so on paper each
target gets a name of its own. A link becomes plain text in a table, and where its target is in another
volume, which is then named, or not in the edition.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Any

from lxml.html import builder

from papibook.ground.texts import say
from papibook.press.print_pages import add_text

Node = Any  # lxml publishes no usable types for HTML elements

_EXTERNAL = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_LABELLED = ("h1", "h2", "h3", "h4", "h5", "h6", "table", "figure")
"""Blocks that carry their anchor themselves; in others it is put at the start of the text."""
_TEXT_HOLDERS = ("p", "li", "td", "th", "dt", "dd", "span", "a", "em", "strong", "code")


class Anchors:
    """Every place a link can lead to. ``read`` all pages first, then ``aim`` all, then ``place`` them."""

    def __init__(self, volumes: Mapping[str, int]) -> None:
        """``volumes``: the volume that each page stands in."""
        self._volumes = volumes
        self._places: dict[tuple[str, str], Node | None] = {}
        self._pages: dict[str, Node] = {}
        self._keys: dict[int, tuple[str, Node]] = {}

    def read(self, page: str, blocks: list[Node]) -> None:
        """Note the anchors of ``blocks`` and take the attributes off them."""
        waiting: list[str] = []
        for block in blocks:
            ids = [block.attrib.pop("id")] if block.get("id") else []
            if _is_anchor_only(block):
                waiting += ids + [node.get("id") for node in block.iter() if node.get("id")]
                continue
            self._pages.setdefault(page, block)
            for anchor in waiting + ids:
                self._places.setdefault((page, anchor), block)
            waiting = []
            for node in block.iter():
                if isinstance(node.tag, str) and (anchor := node.attrib.pop("id", "")):
                    self._places.setdefault((page, anchor), node)
        for anchor in waiting:
            self._places.setdefault((page, anchor), self._pages.get(page))
        blocks[:] = [block for block in blocks if not _is_anchor_only(block)]

    def aim(self, page: str, blocks: list[Node]) -> None:
        """Point every link in ``blocks`` at its target on paper."""
        for link in [node for block in blocks for node in block.iter("a")]:
            href = link.get("href", "")
            is_outer = bool(_EXTERNAL.match(href))
            # One link to a place in a table's cells makes Typst lay every table out twice: half of the
            # time and of the memory of the whole book.
            in_table = next(link.iterancestors("table"), None) is not None
            found = None if is_outer or in_table else self._target(page, link, href)
            is_standing = "pb-standing-link" in link.get("class", "").split()
            is_last = _ends_paragraph(link)
            link.attrib.clear()
            if is_standing:
                link.set("class", "pb-standing-link")
            elif is_last:
                link.set("class", "pb-onward")
            if is_outer:
                link.set("href", href)
            elif found is None:
                link.drop_tag()
            elif self._volumes[found[0]] == self._volumes[page]:
                link.set("href", "#" + self._key(found[1]))
            else:
                add_text(link, f" ({say('print', 'Volume {number}', number=self._volumes[found[0]])})")
                link.drop_tag()

    def place(self) -> None:
        """Put an anchor at every place that a link leads to."""
        for key, node in self._keys.values():
            if node.tag in _LABELLED:
                node.set("id", key)
                continue
            holder = next(node.iter(*_TEXT_HOLDERS), node)
            anchor = builder.SPAN(builder.CLASS("pb-anchor"), id=key)
            anchor.tail, holder.text = holder.text, None
            holder.insert(0, anchor)

    def _target(self, page: str, link: Node, href: str) -> tuple[str, Node] | None:
        """Where ``link`` leads: the page's name and the place on it."""
        if link.get("data-page"):
            name = link.get("data-page")
            anchor = link.get("data-anchor", "")
            # The cover's page is the root of the book and bears no name in it.
            root = ("",) if name == "index" else ()
            for full in (name, f"book/pages/{name}", f"book/{name}", *root):
                if full in self._pages:
                    return self._on_page(full, anchor)
            return None
        if not href.startswith("#"):
            return None
        anchor = href[1:]
        if anchor.startswith("document-"):
            return self._on_page(anchor.removeprefix("document-"), "")
        own = self._places.get((page, anchor))
        if own is not None:
            return page, own
        return next(
            (
                (there, node)
                for (there, name), node in self._places.items()
                if name == anchor and node is not None
            ),
            None,
        )

    def _on_page(self, page: str, anchor: str) -> tuple[str, Node] | None:
        """The place of ``anchor`` on ``page``, or its beginning."""
        start = self._pages.get(page)
        place = self._places.get((page, anchor), start)
        return None if place is None else (page, place)

    def _key(self, node: Node) -> str:
        # The node is kept beside its key, or its id() could be given to another one.
        return self._keys.setdefault(id(node), (f"place-{len(self._keys) + 1}", node))[0]


def _ends_paragraph(link: Node) -> bool:
    """Whether ``link`` sends the reader on, as "all overdue tasks" below a table: paper needs the page."""
    parent = link.getparent()
    return (
        parent is not None
        and parent.tag == "p"
        and not (link.tail or "").strip()
        and link is parent[-1]
        and len(link.text_content().split()) > 1
        and next(parent.iterancestors("td", "th", "li", "figure"), None) is None
    )


def _is_anchor_only(block: Node) -> bool:
    return "pb-anchor-only" in block.get("class", "").split()


def put_footnotes(blocks: list[Node]) -> None:
    """The notes at the end of a page, put where they are called: Typst sets them at the foot of the paper."""
    notes: dict[str, Node] = {}
    kept: list[Node] = []
    for block in blocks:
        found = [node for node in block.iter("aside") if node.get("role") == "doc-footnote"]
        for note in found:
            notes[note.get("id", "")] = note
        is_rule = block.tag == "hr" and "footnotes" in block.get("class", "")
        if not found and not is_rule:
            kept.append(block)
    blocks[:] = kept
    for call in [node for block in kept for node in block.iter("a") if node.get("role") == "doc-noteref"]:
        note = notes.get(call.get("href", "")[1:])
        if note is None:
            continue
        call.getparent().replace(call, _note(note, call.tail))


def _note(note: Node, tail: str | None) -> Node:
    span = builder.SPAN(builder.CLASS("pb-footnote"))
    for number, paragraph in enumerate(note.iter("p")):
        if number:
            span.append(builder.BR())
        span.append(_spanned(paragraph))
    span.tail = tail
    return span


def _spanned(paragraph: Node) -> Node:
    span = builder.SPAN()
    span.text = paragraph.text
    for child in paragraph:
        # A note called twice is printed twice, so its content is copied.
        span.append(copy.deepcopy(child))
    return span
