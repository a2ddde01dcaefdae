"""Tables in Typst's markup: heads said again on each page, heads of groups, status colours in cells."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from papibook.model.status import BY_ID
from papibook.press.printing.column_widths import span_of
from papibook.press.printing.html_blocks import has_class
from papibook.press.printing.markup import quoted
from papibook.press.printing.row_headings import GROUP, RowHeadings

Node = Any  # lxml publishes no usable types for HTML elements
Writer = Callable[[Node], str]

_FILLS = {"head": "head-fill", "group": "group-fill", "total": "group-fill"}
_SIDE = re.compile(r"text-align:\s*(left|right|center)")
_WIDTH = re.compile(r"width:\s*([\d.]+)%")


def table_text(table: Node, content: Writer) -> str:
    """``table``, as :mod:`papibook.press.printing.tables` leaves it, as a Typst figure.

    ``content`` writes what stands in a cell.
    """
    head, body = _rows(table)
    caption = table.find("caption")
    said = "none" if caption is None else f"[{content(caption)}]"
    lines = [f"#figure(kind: table, caption: {said}, table(", f"columns: ({_columns(table)}),"]
    if head:
        lines += ["table.header(", *(_row(row, content) for row in head), "table.hline()),"]
    for row, following in zip(body, [*body[1:], None], strict=True):
        text = _row(row, content)
        # Never alone at the end of a page, and said again on the next.
        # Not for a group without rows: Typst 0.15 panics on two such headers in a row.
        if _is_group(row) and following is not None and not _is_group(following):
            text = f"table.header(level: 2, {text}),"
        lines.append(text)
    label = f"<{table.get('id')}>" if table.get("id") else ""
    lines.append(f")){label}")
    text = "\n".join(lines)
    return f"#tight[\n{text}\n]" if has_class(table, "pb-tight") else text


def row_headings(table: Node) -> RowHeadings:
    """Which cells of ``table``, as :func:`table_text` writes it, are headings of rows."""
    head, body = _rows(table)
    return RowHeadings(len(head), tuple(map(_heading, body)))


def _rows(table: Node) -> tuple[list[Node], list[Node]]:
    head = [row for part in table.iter("thead") for row in part.iter("tr")]
    return head, [row for row in table.iter("tr") if row.getparent().tag != "thead"]


def _heading(row: Node) -> int | None:
    if _is_group(row):
        return GROUP
    return next((at for at, cell in enumerate(row) if cell.get("data-heading")), None)


def _columns(table: Node) -> str:
    widths = [_WIDTH.search(column.get("style", "")) for column in table.iter("col")]
    return "".join(f"{width[1]}%, " if width else "auto, " for width in widths)


def _row(row: Node, content: Writer) -> str:
    return " ".join(_cell(cell, content) for cell in row if cell.tag in ("td", "th"))


def _is_group(row: Node) -> bool:
    return len(row) == 1 and row[0].get("data-cell") == "group"


def _cell(cell: Node, content: Writer) -> str:
    text = content(cell)
    role, fill = cell.get("data-cell"), cell.get("data-fill")
    options: list[str] = []
    if side := _SIDE.search(cell.get("style", "")):
        options.append(f"align: {side[1]}")
    for name in ("colspan", "rowspan"):
        if (count := span_of(cell, name)) > 1:
            options.append(f"{name}: {count}")
    if cell.get("data-tall"):
        options.append("breakable: true")
    if role in _FILLS:
        options.append(f"fill: {_FILLS[role]}")
        text = f"#strong[{text}]"
    elif fill in BY_ID:
        options.append(f"fill: status-fill({quoted(fill)})")
        text = f"#text(fill: status-ink({quoted(fill)}))[{text}]"
    return f"table.cell({', '.join(options)})[{text}]," if options else f"[{text}],"
