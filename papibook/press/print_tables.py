"""Tables on paper: column widths from what the cells hold, alignment, and which tables need a landscape page.

The browser lays out a table by itself; Typst is told each column's share. Widths are estimated in ems of the
table's type, in the way a browser does it: no column narrower than its longest word, the rest by need.
"""

from __future__ import annotations

import math
import re
from typing import Any

from lxml.html import builder

Node = Any  # lxml publishes no usable types for HTML elements

PORTRAIT_MM = 165.0
LANDSCAPE_MM = 252.0
"""Widths of the text between the margins of template.typ."""
EM_MM = 9.5 * 25.4 / 72
"""The em of the tables' 9.5 pt."""
PADDING_EM = 1.1
"""Both sides of a cell, and a little air against the estimate being low."""
WIDEST_EM = 28.0
"""Beyond this a column's text wraps anyway and asks for no more width."""
LONGEST_WORD = 22
"""A longer word may be broken: addresses, and whatever a unit typed without a space."""
BREAK = "\u200b"

_SIDES = {f"{kind}{side}": side for kind in ("gt_", "text-") for side in ("left", "right", "center")}
_LONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")


def needs_landscape(table: Node) -> bool:
    """Whether ``table`` is marked wide and is so, or its longest words alone fill an upright page."""
    _break_long_words(table)
    needs = _needs(table)
    is_marked = "pb-wide" in table.get("class", "").split()
    return sum(most if is_marked else least for least, most in needs) * EM_MM > PORTRAIT_MM


def set_table(table: Node, width_mm: float) -> None:
    """Give ``table`` its column widths for a text ``width_mm`` wide, and its cells their marks."""
    _break_long_words(table)
    shares = column_shares(_needs(table), width_mm / EM_MM)
    for group in table.xpath("./colgroup | ./col"):
        group.drop_tree()
    columns = [builder.COL(style=f"width: {share * 100:.2f}%") for share in shares]
    caption = table.find("caption")
    table.insert(0 if caption is None else 1, builder.COLGROUP(*columns))
    for row in table.iter("tr"):
        in_head = any(above.tag == "thead" for above in row.iterancestors())
        for cell in row.xpath("./td | ./th"):
            _set_cell(cell, row, in_head=in_head)


def column_shares(needs: list[tuple[float, float]], width: float) -> list[float]:
    """Each column's share of the full width, from its (least, wished) widths; all together at most 1.

    >>> column_shares([(2.0, 4.0), (2.0, 16.0)], 40.0)
    [0.125, 0.5]
    >>> column_shares([(2.0, 4.0), (2.0, 16.0)], 12.0)
    [0.25, 0.75]
    """
    if not needs:
        return []
    wished = sum(most for _, most in needs)
    if wished <= width:
        # A table a little narrower than the page looks like a slip, so it is made as wide.
        stretch = width / wished if wished > 0.6 * width else min(1.25, width / wished)
        return [round(most * stretch / width, 4) for _, most in needs]
    least = sum(low for low, _ in needs)
    if least >= width:
        return [math.floor(low / least * 10000) / 10000 for low, _ in needs]
    extra = [most - low for low, most in needs]
    spare, asked = width - least, sum(extra)
    return [
        math.floor((low + spare * part / asked) / width * 10000) / 10000
        for (low, _), part in zip(needs, extra, strict=True)
    ]


def text_em(text: str) -> float:
    """About how wide ``text`` is, in ems of a book face."""
    return sum(_char_em(char) for char in text)


def _char_em(char: str) -> float:
    if char == BREAK:
        return 0.0
    if char in " .,:;'|!iljt()[]-/":
        return 0.3
    return 0.72 if char.isupper() or char in "mw%…—✓◐○∅" else 0.52


def _needs(table: Node) -> list[tuple[float, float]]:
    """(least, wished) width of each column in ems; cells over several columns ask for nothing."""
    columns: list[tuple[float, float]] = []
    taken: dict[tuple[int, int], bool] = {}
    for y, row in enumerate(table.iter("tr")):
        x = 0
        for cell in row.xpath("./td | ./th"):
            while (y, x) in taken:
                x += 1
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            for down in range(high):
                for right in range(wide):
                    taken[y + down, x + right] = True
            columns += [(0.0, 0.0)] * (x + wide - len(columns))
            if wide == 1:
                low, most = _cell_needs(cell)
                columns[x] = (max(columns[x][0], low), max(columns[x][1], most))
            x += wide
    return [(max(low, 0.6) + PADDING_EM, max(most, 0.6) + PADDING_EM) for low, most in columns]


def _span(cell: Node, name: str) -> int:
    text = cell.get(name, "1")
    return max(1, min(int(text), 100)) if text.isdigit() else 1


def _cell_needs(cell: Node) -> tuple[float, float]:
    lines = [" ".join(line.split()) for line in _cell_text(cell).split("\n")]
    words = [word for line in lines for word in re.split(rf"[\s{BREAK}]", line)]
    heavier = 1.08 if cell.tag == "th" else 1.0
    whole = max((text_em(line) for line in lines), default=0.0)
    longest = max((text_em(word) for word in words), default=0.0)
    # Figures and dates are read as one and must not be broken at their spaces.
    classes = cell.get("class", "").split()
    is_short = "gt_right" in classes and cell.tag == "td" and whole < 9
    # A long head may take two lines; it should not widen a column of short figures.
    wished = (
        max(longest, min(whole, 6.0), whole / 2) if cell.tag == "th" and "gt_stub" not in classes else whole
    )
    return (whole if is_short else longest) * heavier, max(min(wished, WIDEST_EM), longest) * heavier


def _cell_text(cell: Node) -> str:
    pieces = [cell.text or ""]
    for node in cell.iter():
        if node is cell:
            continue
        if node.tag in ("br", "p", "li", "div"):
            pieces.append("\n")
        pieces += [node.text or "", node.tail or ""]
    return "".join(pieces)


def _break_long_words(table: Node) -> None:
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
        # pandoc takes a row of nothing but th for a second table head.
        cell.tag = "td"
