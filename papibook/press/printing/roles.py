"""Roles of paragraphs, quotes and lists, put on divisions: the one place where the writer looks for them."""

from __future__ import annotations

import copy
from typing import Any

from lxml.html import builder

from papibook.press.printing.html_blocks import classes_of, has_class

Node = Any  # lxml publishes no usable types for HTML elements


def keep_roles(block: Node) -> Node:
    """What has a role becomes a division, where the writer of Typst looks for it."""
    block = copy.deepcopy(block)
    for node in list(block.iter("p", "footer", "cite")):
        if node.tag == "footer" or (node.tag == "cite" and has_class(node.getparent(), "pb-quote")):
            node.set("class", "pb-said-by")
        if any(name.startswith("pb-") or name == "admonition-title" for name in classes_of(node)):
            _wrap(node, "div")
    for node in block.iter("blockquote", "aside"):
        if node.get("class"):
            node.tag = "div"
    for node in list(block.iter("ol", "ul")):
        if has_class(node, "pb-strip"):
            _set_strip(node)
        elif any(name.startswith("pb-") for name in classes_of(node)):
            _wrap(node, "div", within=builder.UL() if node.tag == "ul" else builder.OL())
    if has_class(block, "pb-headline"):
        for card in block:
            card.set("class", "pb-headline-card")
    return block


def _wrap(node: Node, tag: str, *, within: Node | None = None) -> None:
    """``node`` as a ``tag`` around one paragraph, or around ``within``."""
    inner = builder.P() if within is None else within
    inner.text, node.text = node.text, None
    inner.extend(list(node))
    node.append(inner)
    node.tag = tag


def _set_strip(strip: Node) -> None:
    """The strip of the dimensions as lines: number and name, then how it stands."""
    strip.tag = "div"
    for item in strip.iter("li"):
        for part in item.iter("span"):
            part.tail = (part.tail or "") + " "
        _wrap(item, "div")
        item.set("class", "pb-strip-item")
