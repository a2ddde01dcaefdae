"""Tables on paper: which need a turned page or smaller type, and what a cell shows of its classes."""

from __future__ import annotations

import re
from typing import Any

from lxml.html import builder

from papibook.press.printing.column_widths import BREAK, cell_sizes, column_shares, columns_of

Node = Any  # lxml publishes no usable types for HTML elements

PORTRAIT_MM = 165.0
LANDSCAPE_MM = 252.0
"""Widths of the text between the margins of template.typ."""
EM_MM = 9.5 * 25.4 / 72
"""The em of the tables' 9.5 pt."""
TIGHT_EM_MM = 8.5 * 25.4 / 72
"""The em of a table that is a little too wide for the page; template.typ knows it as ``tight``."""
HIGH_ROW = 3
"""A table marked wide is turned where its rows would have more lines than this, most of them."""
_TALL_CELL = 30
"""A row with a cell of more lines may be broken over two pages; no other is."""
LONGEST_WORD = 22
"""A longer word may be broken: addresses, and whatever a unit typed without a space."""

_SIDES = {f"{kind}{side}": side for kind in ("gt_", "text-") for side in ("left", "right", "center")}
_LONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")


def needs_landscape(table: Node) -> bool:
    """Whether the longest words of ``table`` fill an upright page, or it is marked wide and would be high."""
    _break_long_words(table)
    sizes = cell_sizes(table)
    columns = columns_of(sizes)
    width = PORTRAIT_MM / TIGHT_EM_MM
    if sum(column.least for column in columns) > width:
        return True
    if "pb-wide" not in table.get("class", "").split():
        return False
    shares = column_shares(columns, PORTRAIT_MM / EM_MM)
    heights = sorted(
        max(cell.height(shares[cell.at] * PORTRAIT_MM / EM_MM) for cell in row if cell.columns == 1)
        for row in sizes
        if any(cell.columns == 1 for cell in row)
    )
    return bool(heights) and heights[len(heights) // 2] > HIGH_ROW


def set_table(table: Node, width_mm: float) -> None:
    """Give ``table`` its column widths for a text ``width_mm`` wide, and its cells their marks."""
    _break_long_words(table)
    sizes = cell_sizes(table)
    columns = columns_of(sizes)
    width = width_mm / EM_MM
    if sum(column.least for column in columns) > width:
        width = width_mm / TIGHT_EM_MM
        table.set("class", table.get("class", "") + " pb-tight")
    shares = column_shares(columns, width)
    for group in table.xpath("./colgroup | ./col"):
        group.drop_tree()
    widths = [builder.COL(style=f"width: {share * 100:.2f}%") for share in shares]
    caption = table.find("caption")
    table.insert(0 if caption is None else 1, builder.COLGROUP(*widths))
    for row in sizes:
        for cell in row:
            if cell.height(width * sum(shares[cell.at : cell.at + cell.columns])) > _TALL_CELL:
                cell.node.set("data-tall", "1")
    for row in table.iter("tr"):
        in_head = any(above.tag == "thead" for above in row.iterancestors())
        for cell in row.xpath("./td | ./th"):
            _set_cell(cell, row, in_head=in_head)


def _break_long_words(table: Node) -> None:
    """Let words longer than any column be broken."""
    for node in table.iter():
        node.text = _broken(node.text)
        node.tail = _broken(node.tail)


def _broken(text: str | None) -> str | None:
    return _LONG.sub(lambda match: _with_breaks(match[0]), text) if text else text


def _with_breaks(word: str) -> str:
    return BREAK.join(
        piece[start : start + LONGEST_WORD]
        for piece in word.split(BREAK)
        for start in range(0, len(piece), LONGEST_WORD)
    )


def _drop_links(cell: Node) -> None:
    """Heads are said again on each page as artifacts, and PDF/UA-1 allows no link in an artifact."""
    for link in cell.xpath(".//a[@href]"):
        del link.attrib["href"]


def _set_cell(cell: Node, row: Node, *, in_head: bool) -> None:
    classes = cell.get("class", "").split()
    side = next((_SIDES[name] for name in classes if name in _SIDES), None)
    if side:
        cell.set("style", f"text-align: {side}")
    if in_head:
        cell.set("data-cell", "head")
        _drop_links(cell)
        return
    signs = [node for node in cell.iter("span") if "pb-sign" in node.get("class", "").split()]
    if "gt_group_heading" in classes:
        cell.set("data-cell", "group")
        _drop_links(cell)
    elif "pb-total" in row.get("class", "").split():
        cell.set("data-cell", "total")
    elif len(signs) == 1 and signs[0].text_content().strip() == cell.text_content().strip():
        # A cell of a grid: the sign's colour fills it.
        names = [name for name in signs[0].get("class").split() if name not in ("pb-status", "pb-sign")]
        cell.set("data-fill", names[0].removeprefix("pb-") if names else "")
        signs[0].set("class", "pb-bare")
    if cell.tag == "th":
        # In Typst a stub is a cell like the others; it becomes a heading in the PDF (row_headings).
        cell.set("data-heading", "1")
        cell.tag = "td"
