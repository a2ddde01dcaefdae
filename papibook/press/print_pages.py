"""Sphinx's one big page taken apart: its parts, their pages, and each page as a flat list of blocks.

Containers are opened, so that headings, paragraphs, tables and figures stand side by side and can be laid out
for paper; only what belongs in a frame stays together. What has no meaning on paper goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import builder

Node = Any  # lxml publishes no usable types for HTML elements

DROPPED = {
    *("headerlink", "toggle", "copybtn", "cell_input"),
    *("pb-neighbours", "pb-download", "pb-downloads", "pb-table-tools", "pb-code", "pb-sr", "pb-chart-spec"),
}
"""Classes of what has no meaning on paper."""
BOXES = ("pb-headline", "pb-strip", "pb-quote", "pb-official", "pb-commentary", "pb-failed", "admonition")
"""Classes that stay together in a frame of their own; any other container is taken apart."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INLINE = {
    *("a", "abbr", "b", "br", "cite", "code", "em", "i"),
    *("img", "q", "small", "span", "strong", "sub", "sup"),
}
_NOT_TEXT = {"svg", "script", "style", "button", "input", "template", "noscript"}
_UNFRAMED = {"article", "div", "header", "main", "nav", "section"}


@dataclass
class Page:
    """One page of the book: its name in Sphinx and its blocks, in order. Headings are already h1 to h6."""

    name: str
    blocks: list[Node]


def has_class(node: Node, *classes: str) -> bool:
    """Whether ``node`` has one of ``classes``."""
    return bool(set(classes_of(node)) & set(classes))


def classes_of(node: Node) -> list[str]:
    """The element's classes, in order."""
    return list(node.get("class", "").split())


def drop_screen_parts(article: Node) -> None:
    """Takes out what has no meaning on paper."""
    for node in list(article.iter()):
        is_comment = not isinstance(node.tag, str)
        if is_comment or node.tag in _NOT_TEXT or has_class(node, *DROPPED):
            node.drop_tree()


def read_parts(article: Node) -> Iterator[list[Page]]:
    """The cover's page, then the pages of each part."""
    wrappers = [node for node in article.iter("div") if has_class(node, "toctree-wrapper")]
    outer = [node for node in wrappers if not _is_in_part(node)]
    for node in outer:
        node.drop_tree()
    yield [Page("", list(_flat(article, raw=False)))]
    for node in outer:
        pages: list[Page] = []
        for child in node:
            name = child.get("id", "")
            if name.startswith("document-"):
                pages.append(Page(name.removeprefix("document-"), []))
            elif pages:
                pages[-1].blocks += _flat_one(child, raw=False)
        # A part that has no page is in the sidebar neither.
        if pages:
            yield pages


def _flat(parent: Node, *, raw: bool) -> Iterator[Node]:
    """The blocks below ``parent`` in order, containers opened. ``raw``: inside a view's own HTML."""
    line: list[Node | str] = [parent.text or ""]
    for child in list(parent):
        if child.tag in _INLINE:
            line += [child, child.tail or ""]
            child.tail = None
            continue
        yield from _paragraph(line)
        line = [child.tail or ""]
        child.tail = None
        yield from _flat_one(child, raw=raw)
    yield from _paragraph(line)


def _paragraph(line: list[Node | str]) -> Iterator[Node]:
    """Loose text as a paragraph; a lone anchor stays an anchor for what follows."""
    if not any(_shows(part) for part in line):
        for part in line:
            if not isinstance(part, str) and part.get("id"):
                yield builder.P(part, builder.CLASS("pb-anchor-only"))
        return
    paragraph = builder.P()
    for part in line:
        if isinstance(part, str):
            add_text(paragraph, part)
        else:
            paragraph.append(part)
    yield paragraph


def _shows(part: Node | str) -> bool:
    if isinstance(part, str):
        return bool(part.strip())
    return part.tag == "img" or bool(part.text_content().strip())


def add_text(node: Node, text: str) -> None:
    """Put ``text`` after all that stands in ``node``."""
    if len(node):
        node[-1].tail = (node[-1].tail or "") + text
    else:
        node.text = (node.text or "") + text


def _flat_one(node: Node, *, raw: bool) -> Iterator[Node]:
    if not isinstance(node.tag, str):
        return
    node.tail = None
    opened = node.tag in _UNFRAMED and not has_class(node, *BOXES)
    if node.tag in HEADINGS and not node.text_content().strip():
        # Typst gives an empty heading no place, so that a link to it would lead nowhere.
        yield builder.P(builder.CLASS("pb-anchor-only"), builder.SPAN(id=node.get("id", "")))
    elif node.tag in HEADINGS:
        yield _heading(node, raw=raw)
    elif node.tag == "div" and node.get("class", "").startswith("pb-") and opened and _is_text(node):
        yield node
    elif opened:
        if node.get("id"):
            yield builder.P(builder.SPAN(id=node.get("id")), builder.CLASS("pb-anchor-only"))
        wide = has_class(node, "pb-wide")
        for block in _flat(node, raw=raw or has_class(node, "output", "cell_output")):
            if wide and block.tag == "table":
                block.set("class", block.get("class", "") + " pb-wide")
            yield block
    else:
        for heading in list(node.iter(*HEADINGS)):
            _heading(heading, raw=raw)
        yield node


def _is_text(node: Node) -> bool:
    return next(node.iter("table", "figure", "img", *HEADINGS), None) is None


def _heading(node: Node, *, raw: bool) -> Node:
    """``node`` at its level in print. Sphinx's own go by their sections, a view's by its page."""
    level = int(node.tag[1])
    if not raw:
        level = sum(1 for above in node.iterancestors("section") if not _inside_view(above))
    # The pages of a part stand one level below it.
    level += _is_in_part(node)
    node.tag = f"h{min(max(level, 1), 6)}"
    return node


def _inside_view(node: Node) -> bool:
    return any(has_class(above, "cell_output") for above in node.iterancestors())


def _is_in_part(node: Node) -> bool:
    return any(has_class(above, "toctree-wrapper") for above in node.iterancestors())
