"""A table for paper, whatever it came from: cells with their markup, their texts by line, their looks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from papibook.model.inline import Inline, Run, Sign
from papibook.model.status import BY_ID
from papibook.model.table import Cell, TableRow, TableValue
from papibook.press.printing.markup import LINE_BREAK, collapsed, escaped, quoted, trimmed

Node = Any  # lxml publishes no usable types for HTML elements

LONGEST_WORD = 22
"""A longer word may be broken: addresses, and whatever a unit typed without a space."""
BREAK = "\u200b"
"""A place where a word may be broken."""
_LONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_SIDE = re.compile(r"\b(?:text-align:\s*|text-)(left|right|center)\b")


@dataclass(frozen=True)
class PaperCell:
    """A cell.

    Attributes:
        lines: its text, by which widths are estimated.
        look: head, group, total, or none.
        fill: the status whose colour fills it.
        has_sign: a sign stands in its text.
    """

    markup: str
    lines: tuple[str, ...]
    look: str = ""
    side: str = ""
    fill: str = ""
    has_sign: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class PaperRow:
    """``is_repeated``: the head of a group, said again on each page that the group goes on."""

    cells: tuple[PaperCell, ...]
    is_repeated: bool = False

    @property
    def is_group(self) -> bool:
        """Whether the row is the heading of a group of rows."""
        return self.cells[0].look == "group"


@dataclass(frozen=True)
class PaperTable:
    """``caption``: markup, empty for none. ``heading_column``: where the cells stand that name rows."""

    caption: str
    head: tuple[PaperRow, ...]
    body: tuple[PaperRow, ...]
    is_wide: bool = False
    heading_column: int | None = None

    @property
    def rows(self) -> tuple[PaperRow, ...]:
        return (*self.head, *self.body)


def from_value(table: TableValue, anchors: Sequence[tuple[int, str]] = ()) -> PaperTable:
    """``table`` on paper; ``anchors``: a row's number and the name of the place that its first cell is."""
    names = dict(anchors)
    body: list[PaperRow] = []
    number = 0
    for group in table.groups:
        if group.heading:
            cell = _inline_cell(group.heading, look="group", side="left", columns=len(table.columns))
            body.append(PaperRow((cell,), is_repeated=bool(group.rows)))
        for row in group.rows:
            body.append(_value_row(row, table, names.get(number, "")))
            number += 1
    headings = [place for place, cell in enumerate(_first_row(table)) if cell.role == "heading"]
    return PaperTable(
        trimmed(collapsed(table.caption)),
        tuple(map(PaperRow, _head_rows(table))),
        tuple(body),
        table.wide,
        headings[0] if headings else None,
    )


def _first_row(table: TableValue) -> tuple[Cell, ...]:
    return table.rows[0].cells if table.rows else ()


def _head_rows(table: TableValue) -> Iterator[tuple[PaperCell, ...]]:
    def head(text: str, side: str, **span: int) -> PaperCell:
        return _inline_cell((text,), look="head", side=side, **span)

    if not any(column.spanner for column in table.columns):
        yield tuple(head(column.heading, column.side) for column in table.columns)
        return
    upper, lower = [], []
    for spanner, members in groupby(table.columns, key=lambda column: column.spanner):
        below = list(members)
        if spanner:
            upper.append(head(spanner, "center", columns=len(below)))
            lower += [head(column.heading, column.side) for column in below]
        else:
            upper += [head(column.heading, column.side, rows=2) for column in below]
    yield tuple(upper)
    yield tuple(lower)


def _value_row(row: TableRow, table: TableValue, anchor: str) -> PaperRow:
    look = "total" if row.is_total else ""
    cells = [
        _inline_cell(cell.content, look=look, side=column.side)
        for cell, column in zip(row.cells, table.columns, strict=True)
    ]
    if anchor:
        place = f"#place-anchor({quoted(anchor)});"
        cells[0] = PaperCell(**{**vars(cells[0]), "markup": place + cells[0].markup})
    return PaperRow(tuple(cells))


def _inline_cell(
    inline: Inline, *, look: str = "", side: str = "", columns: int = 1, rows: int = 1
) -> PaperCell:
    first = inline[0] if len(inline) == 1 else None
    if isinstance(first, Sign) and first.is_alone:  # a cell of a grid: the sign's colour fills it
        sign = BY_ID[first.status_id].sign
        return PaperCell(escaped(sign), (sign,), look, side, first.status_id, has_sign=True)
    text = "".join(map(_text, inline))
    return PaperCell(
        trimmed(inline_markup(inline)),
        _lines(text),
        look,
        side,
        has_sign=any(isinstance(piece, Sign) for piece in inline),
        columns=columns,
        rows=rows,
    )


def inline_markup(inline: Inline) -> str:
    """Pieces of text in Typst's markup. A link is its text: in tables each would double the book's cost."""
    parts = []
    for style, pieces in groupby(inline, key=_style):
        markup = "".join(map(_piece, pieces))
        parts.append(f"#{style}[{markup}];" if style else markup)
    return "".join(parts)


def _style(piece: str | Run | Sign) -> str:
    styles = piece.styles if isinstance(piece, Run) else ()
    return next((name for name in styles if name in ("small", "strong")), "")


def _piece(piece: str | Run | Sign) -> str:
    if isinstance(piece, Sign):
        sign = f"#sign({quoted(piece.status_id)})[{escaped(BY_ID[piece.status_id].sign)}];"
        return sign if piece.is_alone else f"{sign} {collapsed(_broken(piece.words))}"
    return LINE_BREAK.join(map(collapsed, _broken(_text(piece)).split("\n")))


def _text(piece: str | Run | Sign) -> str:
    if isinstance(piece, Sign):
        sign = BY_ID[piece.status_id].sign
        return sign if piece.is_alone else f"{sign} {piece.words}"
    return piece.text if isinstance(piece, Run) else piece


def from_html(table: Node, content: Callable[[Node], str]) -> PaperTable:
    """A table of the book's own prose, as Sphinx writes it; ``content`` writes what stands in an element."""
    for node in table.iter():
        node.text, node.tail = (text and _broken(text) for text in (node.text, node.tail))
    caption = table.find("caption")
    rows = {True: [], False: []}  # type: dict[bool, list[PaperRow]]
    heads: set[int | None] = set()
    for row in table.iter("tr"):
        is_head = any(above.tag == "thead" for above in row.iterancestors())
        cells = row.xpath("./td | ./th")
        if cells and not is_head:
            heads.add(next((n for n, cell in enumerate(cells) if cell.tag == "th"), None))
        rows[is_head].append(PaperRow(tuple(_html_cell(cell, content, is_head=is_head) for cell in cells)))
    return PaperTable(
        "" if caption is None else content(caption),
        tuple(rows[True]),
        tuple(rows[False]),
        heading_column=heads.pop() if len(heads) == 1 else None,
    )


def _html_cell(cell: Node, content: Callable[[Node], str], *, is_head: bool) -> PaperCell:
    if is_head:
        # Heads are said again on each page as artifacts, and PDF/UA-1 allows no link in an artifact.
        for link in cell.xpath(".//a[@href]"):
            del link.attrib["href"]
    side = _SIDE.search(f"{cell.get('style', '')} {cell.get('class', '')}")
    columns, rows = (int(cell.get(name, "1")) for name in ("colspan", "rowspan"))
    return PaperCell(
        content(cell),
        _lines("".join(_pieces(cell))),
        "head" if is_head else "",
        side[1] if side else "",
        columns=columns,
        rows=rows,
    )


def _pieces(cell: Node) -> Iterator[str]:
    yield cell.text or ""
    for node in cell.iter():
        if node is not cell:
            yield "\n" if node.tag in ("br", "p", "li", "div") else ""
            yield node.text or ""
            yield node.tail or ""


def _lines(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in _broken(text).split("\n"))


def _broken(text: str) -> str:
    """``text`` whose words may be broken where they are longer than any column."""
    return _LONG.sub(lambda match: _with_breaks(match[0]), text)


def _with_breaks(word: str) -> str:
    return BREAK.join(
        piece[start : start + LONGEST_WORD]
        for piece in word.split(BREAK)
        for start in range(0, len(piece), LONGEST_WORD)
    )
