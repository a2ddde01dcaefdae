"""Blocks of a page laid out for paper: no empty sections, tables set, wide ones on turned pages."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

from lxml.html import builder

from papibook.press.printing.html_blocks import HEADINGS, has_class
from papibook.press.printing.markup import collapsed, trimmed
from papibook.press.printing.paper_tables import PaperTable
from papibook.press.printing.typst_tables import needs_landscape

Node = Any  # lxml publishes no usable types for HTML elements


def lay_out(blocks: list[Node], tables: dict[str, PaperTable]) -> list[Node]:
    """Blocks with runs that need it on landscape pages. ``tables``: by the key in ``data-written``."""
    _drop_captions_said(blocks, tables)
    wide = [block.tag == "table" and needs_landscape(tables[block.get("data-written")]) for block in blocks]
    turned = list(wide)
    for place, is_wide in enumerate(wide):
        if is_wide:
            _turn_around(blocks, place, turned)
    laid: list[Node] = []
    for block, is_turned in zip(blocks, turned, strict=True):
        if not is_turned:
            laid.append(block)
        elif laid and has_class(laid[-1], "pb-landscape"):
            laid[-1].append(block)
        else:
            laid.append(builder.DIV(block, builder.CLASS("pb-landscape")))
    return laid


def _drop_captions_said(blocks: list[Node], tables: dict[str, PaperTable]) -> None:
    """A table's title goes where the heading just above says the same."""
    for above, block in pairwise(blocks):
        if block.tag == "table" and above.tag in HEADINGS:
            key = block.get("data-written")
            if tables[key].caption == trimmed(collapsed(above.text_content())):
                tables[key] = replace(tables[key], caption="")


def _turn_around(blocks: list[Node], place: int, turned: list[bool]) -> None:
    """Turns what belongs to the wide table at ``place``: its notes, the headings and few lines before it."""
    after = place + 1
    while after < len(blocks) and has_class(blocks[after], "pb-table-notes"):
        turned[after] = True
        after += 1
    before = place - 1
    while before >= 0 and place - before <= 4 and blocks[before].tag in ("p", "div") and not turned[before]:
        before -= 1
    is_led = before >= 0 and blocks[before].tag in HEADINGS
    while is_led and before > 0 and blocks[before - 1].tag in HEADINGS:
        before -= 1
    if is_led:
        turned[before:place] = [True] * (place - before)


def drop_empty_sections(blocks: list[Node]) -> None:
    """Takes out headings that nothing stands under, as of a section of downloads; never the page's title.

    An anchor is left in a heading's place, and leads on to what follows.
    """
    title = next((block for block in blocks if block.tag in HEADINGS), None)
    below: int | None = 0
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        if has_class(block, "pb-anchor-only"):
            continue
        level = int(block.tag[1]) if block.tag in HEADINGS else None
        is_empty = level is not None and below is not None and below <= level
        if is_empty and block is not title:
            anchor = builder.SPAN(id=block.get("id", ""))
            blocks[place] = builder.P(builder.CLASS("pb-anchor-only"), anchor)
        else:
            below = level


def close_gaps(body: list[Node], last: int) -> int:
    """Headings that skip no level, which PDF/UA refuses, after one of level ``last``; the new last level."""
    for node in (below for block in body for below in block.iter(*HEADINGS)):
        level = min(int(node.tag[1]), last + 1)
        node.tag, last = f"h{level}", level
    return last
