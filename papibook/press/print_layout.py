"""Blocks of a page laid out for paper: no empty sections, tables with their widths, wide ones on turned pages."""

from __future__ import annotations

from typing import Any

from lxml.html import builder

from papibook.press.print_pages import HEADINGS, has_class
from papibook.press.print_tables import LANDSCAPE_MM, PORTRAIT_MM, needs_landscape, set_table

Node = Any  # lxml publishes no usable types for HTML elements


def lay_out(blocks: list[Node]) -> list[Node]:
    """Blocks with empty sections left out, tables set, and runs that need it on landscape pages."""
    blocks = _without_empty_sections(blocks)
    wide = [block.tag == "table" and needs_landscape(block) for block in blocks]
    turned = list(wide)
    for place, is_wide in enumerate(wide):
        if is_wide:
            _turn_around(blocks, place, turned)
    for block, is_turned in zip(blocks, turned, strict=True):
        for table in block.iter("table"):
            set_table(table, LANDSCAPE_MM if is_turned else PORTRAIT_MM)
    laid: list[Node] = []
    for block, is_turned in zip(blocks, turned, strict=True):
        if not is_turned:
            laid.append(block)
        elif laid and has_class(laid[-1], "pb-landscape"):
            laid[-1].append(block)
        else:
            laid.append(builder.DIV(block, builder.CLASS("pb-landscape")))
    return laid


def _turn_around(blocks: list[Node], place: int, turned: list[bool]) -> None:
    """Turns what belongs to the wide table at ``place``: its notes, and the headings and few lines right before it."""
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


def _without_empty_sections(blocks: list[Node]) -> list[Node]:
    kept: list[Node] = []
    for block in reversed(blocks):
        level = int(block.tag[1]) if block.tag in HEADINGS else None
        below = kept[-1] if kept else None
        below_level = int(below.tag[1]) if below is not None and below.tag in HEADINGS else None
        is_last = level is not None and (below is None or (below_level is not None and below_level <= level))
        # A page's own title stays even when nothing follows it.
        if is_last and not has_class(block, "pb-title"):
            continue
        kept.append(block)
    kept.reverse()
    return kept


def close_gaps(body: list[Node]) -> None:
    last = 0
    for node in (below for block in body for below in block.iter(*HEADINGS)):
        level = min(int(node.tag[1]), last + 1)
        node.tag, last = f"h{level}", level


