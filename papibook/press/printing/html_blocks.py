"""A page of the HTML book taken apart: a flat list of blocks.

Containers are opened, so that headings, paragraphs, tables and figures stand side by side and can be laid out
for paper; only what belongs in a frame stays together. What has no meaning on paper goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import lxml.html
from lxml.html import builder

Node = Any  # lxml publishes no usable types for HTML elements

DROPPED = {
    *("headerlink", "toggle", "copybtn", "cell_input"),
    *("pb-made-up", "pb-neighbours", "pb-download", "pb-downloads"),
    *("pb-table-tools", "pb-code", "pb-sr", "pb-chart-spec"),
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
_ARTICLE, _END = b'<article class="bd-article"', b"</article>"
_UNFRAMED = {"article", "div", "header", "main", "nav", "section"}


def has_class(node: Node, *classes: str) -> bool:
    """Whether ``node`` has one of ``classes``."""
    return bool(set(classes_of(node)) & set(classes))


def classes_of(node: Node) -> list[str]:
    """The element's classes, in order."""
    return list(node.get("class", "").split())


def article_of(page: bytes) -> bytes | None:
    """What a page of the book says, without all that stands around it; None where it is no such page."""
    start, end = page.find(_ARTICLE), page.rfind(_END)
    return page[start : end + len(_END)] if 0 <= start < end else None


def read_article(article: bytes) -> Node:
    """What a page says, without what has no meaning on paper."""
    node = lxml.html.fromstring(article, parser=lxml.html.HTMLParser(encoding="utf-8"))
    drop_screen_parts(node)
    return node


def blocks_of(article: Node, depth: int) -> list[Node]:
    """The blocks of a page that stands ``depth`` levels below the book's root."""
    return list(_flat(article, _Place(depth)))


def drop_screen_parts(article: Node) -> None:
    """Takes out what has no meaning on paper."""
    for node in list(article.iter()):
        is_comment = not isinstance(node.tag, str)
        if is_comment or node.tag in _NOT_TEXT or has_class(node, *DROPPED):
            node.drop_tree()


@dataclass(frozen=True)
class _Place:
    """``depth`` of the page in the book; ``is_raw``: inside a view's own HTML."""

    depth: int
    is_raw: bool = False


def _flat(parent: Node, at: _Place) -> Iterator[Node]:
    """The blocks below ``parent`` in order, containers opened."""
    line: list[Node | str] = [parent.text or ""]
    for child in list(parent):
        is_inline = child.tag in _INLINE
        if is_inline and not _is_picture(child):
            line += [child, child.tail or ""]
            child.tail = None
            continue
        yield from _paragraph(line)
        line = [child.tail or ""]
        child.tail = None
        yield from _paragraph([child]) if is_inline else _flat_one(child, at)
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
    return _is_picture(part) or bool(part.text_content().strip())


def _is_picture(node: Node) -> bool:
    """Whether ``node`` is a picture, or the link to itself that Sphinx puts around one with a width."""
    return next(node.iter("img"), None) is not None and not node.text_content().strip()


def add_text(node: Node, text: str) -> None:
    """Put ``text`` after all that stands in ``node``."""
    if len(node):
        node[-1].tail = (node[-1].tail or "") + text
    else:
        node.text = (node.text or "") + text


def _flat_one(node: Node, at: _Place) -> Iterator[Node]:
    if not isinstance(node.tag, str):
        return
    node.tail = None
    opened = node.tag in _UNFRAMED and not has_class(node, *BOXES)
    if node.tag in HEADINGS and not node.text_content().strip():
        # Typst gives an empty heading no place, so that a link to it would lead nowhere.
        yield builder.P(builder.CLASS("pb-anchor-only"), builder.SPAN(id=node.get("id", "")))
    elif node.tag in HEADINGS:
        yield _heading(node, at)
    elif node.tag == "div" and node.get("class", "").startswith("pb-") and opened and _is_text(node):
        yield node
    elif opened:
        if node.get("id"):
            yield builder.P(builder.SPAN(id=node.get("id")), builder.CLASS("pb-anchor-only"))
        yield from _flat(node, replace(at, is_raw=at.is_raw or has_class(node, "output", "cell_output")))
    else:
        for heading in list(node.iter(*HEADINGS)):
            _heading(heading, at)
        yield node


def _is_text(node: Node) -> bool:
    return next(node.iter("table", "figure", "img", *HEADINGS), None) is None


def _heading(node: Node, at: _Place) -> Node:
    """``node`` at its level in print. Sphinx's own go by their sections, a view's by its page."""
    level = int(node.tag[1])
    if not at.is_raw:
        level = sum(1 for above in node.iterancestors("section") if not _inside_view(above))
    node.tag = f"h{min(max(level + at.depth, 1), 6)}"
    return node


def _inside_view(node: Node) -> bool:
    return any(has_class(above, "cell_output") for above in node.iterancestors())
