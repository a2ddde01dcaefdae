"""Links, places and footnotes of a page of the print edition.

In the HTML book a link names a page and an anchor. Whether its target is in the same volume, and under which
name, is known only when all pages are laid out; so a page's text carries marks (:class:`PlaceMarks`), and the
book puts in what they stand for (``without_marks`` of papibook.press.printing.markup). A link becomes plain
text in a table and where its target is not in the book.
"""

from __future__ import annotations

import copy
import posixpath
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from lxml.html import builder

from papibook.press.printing.markup import PlaceMarks

Node = Any  # lxml publishes no usable types for HTML elements

_EXTERNAL = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_LABELLED = ("h1", "h2", "h3", "h4", "h5", "h6", "table", "figure")
"""Blocks that carry their anchor themselves; in others it is put at the start of the text."""
_TEXT_HOLDERS = ("p", "li", "td", "th", "dt", "dd", "span", "a", "em", "strong", "code")
_FOLDERS = ("", "book/pages/", "book/")
"""Where the page that a view names may lie."""


@dataclass(frozen=True)
class Links:
    """What links on a page and to it need.

    Attributes:
        places: each anchor, and the number of the place that it names. Place 0 is the page's beginning.
        link_targets: the page and the anchor that each link leads to, in their order.
    """

    places: dict[str, int]
    link_targets: tuple[tuple[str, str], ...]


def mark_links(blocks: list[Node], page: str, pages: Collection[str], root: str, marks: PlaceMarks) -> Links:
    """Put marks into ``blocks`` of ``page`` where links to one of ``pages`` begin and lead."""
    anchors, nodes = _read_anchors(blocks)
    link_targets: list[tuple[str, str]] = []
    for link in [node for block in blocks for node in block.iter("a")]:
        href = link.get("href", "")
        is_outer = bool(_EXTERNAL.match(href))
        # One link to a place in a table's cells makes Typst lay every table out twice: half of the
        # time and of the memory of the whole book.
        in_table = next(link.iterancestors("table"), None) is not None
        target = None if is_outer or in_table else _target(link, page, pages, root)
        if target is not None and target[0] == page and target[1] and target[1] not in anchors:
            target = None
        is_standing = "pb-standing-link" in link.get("class", "").split()
        is_last, is_source = _ends_paragraph(link), _is_source(link)
        link.attrib.clear()
        if is_standing:
            link.set("class", "pb-standing-link")
        elif is_last:
            link.set("class", "pb-onward")
        elif is_source:
            link.set("class", "pb-source")
        if is_outer:
            link.set("href", href)
        elif target is None:
            link.drop_tag()
        else:
            link.set("href", "#" + marks.link(len(link_targets)))
            link.set("data-end", marks.end(len(link_targets)))
            link_targets.append(target)
    for number, node in enumerate(nodes):
        _put_anchor(node, marks.place(number))
    return Links(anchors, tuple(link_targets))


def _read_anchors(blocks: list[Node]) -> tuple[dict[str, int], list[Node]]:
    """The anchors of ``blocks`` by the number of their node; takes them off the blocks."""
    first = next((block for block in blocks if not _is_anchor_only(block)), None)
    if first is None:
        blocks.clear()
        return {}, []
    nodes = [first]
    anchors: dict[str, int] = {}

    def name(node: Node, found: list[str]) -> None:
        new = [anchor for anchor in found if anchor not in anchors]
        if not new:
            return
        if node is not first:
            nodes.append(node)
        anchors.update(dict.fromkeys(new, 0 if node is first else len(nodes) - 1))

    waiting: list[str] = []
    for block in blocks:
        ids = [block.attrib.pop("id")] if block.get("id") else []
        if _is_anchor_only(block):
            waiting += ids + [node.get("id") for node in block.iter() if node.get("id")]
            continue
        name(block, waiting + ids)
        waiting = []
        for node in block.iter():
            if isinstance(node.tag, str) and (anchor := node.attrib.pop("id", "")):
                name(node, [anchor])
    name(first, waiting)
    blocks[:] = [block for block in blocks if not _is_anchor_only(block)]
    return anchors, nodes


def _target(link: Node, page: str, pages: Collection[str], root: str) -> tuple[str, str] | None:
    """The page and the anchor that ``link`` leads to."""
    href = link.get("href", "")
    if name := link.get("data-page"):
        anchor = link.get("data-anchor", "")
        names = (root,) if name == "index" else ()
        found = next(
            (full for full in (*(folder + name for folder in _FOLDERS), *names) if full in pages), None
        )
        return None if found is None else (found, anchor)
    path, _, anchor = href.partition("#")
    if not path:
        return (page, unquote(anchor)) if href else None
    full = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))
    name = full.removesuffix(".html")
    return (name, unquote(anchor)) if name != full and name in pages else None


def _put_anchor(node: Node, key: str) -> None:
    if node.tag in _LABELLED:
        node.set("id", key)
        return
    holder = next(node.iter(*_TEXT_HOLDERS), node)
    anchor = builder.SPAN(builder.CLASS("pb-anchor"), id=key)
    anchor.tail, holder.text = holder.text, None
    holder.insert(0, anchor)


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


def _is_source(link: Node) -> bool:
    """Whether ``link`` names where something to be decided is set out, in brackets of its own."""
    parent = link.getparent()
    return parent is not None and "pb-decision-source" in parent.get("class", "").split()


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
