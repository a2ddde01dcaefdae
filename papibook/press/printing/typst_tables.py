"""Tables in Typst's markup: which need a turned page or smaller type, heads said again on each page."""

from __future__ import annotations

from collections.abc import Sequence

from papibook.press.printing.column_widths import CellSize, cell_sizes, columns_of, least_width, lowest_shares
from papibook.press.printing.markup import quoted
from papibook.press.printing.paper_tables import PaperRow, PaperTable
from papibook.press.printing.row_headings import GROUP, RowHeadings

PORTRAIT_MM = 165.0
LANDSCAPE_MM = 252.0
"""Widths of the text between the margins of template.typ."""
EM_MM = 9.5 * 25.4 / 72
"""The em of the tables' 9.5 pt."""
TIGHT_EM_MM = 8.5 * 25.4 / 72
"""The em of a table that is a little too wide for the page; template.typ knows it as ``tight``."""
HIGH_ROW = 3
"""A table marked wide is turned where its rows would have more lines than this, most of them."""
_FEW_ROWS = 6
_TALL_CELL = 30
"""A row with a cell of more lines may be broken over two pages; no other is."""
_FILLS = {"head": "head-fill", "group": "group-fill", "total": "group-fill"}


def needs_landscape(table: PaperTable) -> bool:
    """Whether the longest words of ``table`` fill an upright page, or it is marked wide and would be high.

    A few high rows stay upright: turned, they would have a page to themselves.
    """
    sizes = cell_sizes(table)
    if least_width(sizes) > PORTRAIT_MM / TIGHT_EM_MM:
        return True
    if not table.is_wide or len(table.body) <= _FEW_ROWS:
        return False
    shares = lowest_shares(sizes, PORTRAIT_MM / EM_MM)
    heights = sorted(
        max(size.height(shares[size.at] * PORTRAIT_MM / EM_MM) for size in row if size.cell.columns == 1)
        for row in sizes
        if any(size.cell.columns == 1 for size in row)
    )
    return bool(heights) and heights[len(heights) // 2] > HIGH_ROW


def table_text(table: PaperTable, width_mm: float, label: str = "") -> str:
    """``table`` as a Typst figure in a text ``width_mm`` wide; ``label`` names it as a place."""
    sizes = cell_sizes(table)
    columns = columns_of(sizes)
    width = width_mm / EM_MM
    is_tight = sum(column.least for column in columns) > width
    if is_tight:
        width = width_mm / TIGHT_EM_MM
    shares = lowest_shares(sizes, width)
    widths = "".join(f"{share * 100:.2f}%, " for share in shares)
    texts = [_row(row, shares, width) for row in sizes]
    head, body = texts[: len(table.head)], texts[len(table.head) :]
    said = f"[{table.caption}]" if table.caption else "none"
    lines = [f"#figure(kind: table, caption: {said}, table(", f"columns: ({widths}),"]
    if head:
        lines += ["table.header(", *head, "table.hline()),"]
    lines += [_repeated(row, text) for row, text in zip(table.body, body, strict=True)]
    lines.append(f")){f'<{label}>' if label else ''}")
    text = "\n".join(lines)
    return f"#tight[\n{text}\n]" if is_tight else text


def _repeated(row: PaperRow, text: str) -> str:
    # Never alone at the end of a page, and said again on the next.
    # Not for a group without rows: Typst 0.15 panics on two such headers in a row.
    return f"table.header(level: 2, {text})," if row.is_repeated else text


def row_headings(table: PaperTable) -> RowHeadings:
    """Which cells of ``table``, as :func:`table_text` writes it, are headings of rows."""
    return RowHeadings(
        len(table.head), tuple(GROUP if row.is_group else table.heading_column for row in table.body)
    )


def _row(row: Sequence[CellSize], shares: Sequence[float], width: float) -> str:
    return " ".join(_cell(size, width * sum(shares[size.at : size.at + size.cell.columns])) for size in row)


def _cell(size: CellSize, width: float) -> str:
    cell = size.cell
    text = cell.markup
    options: list[str] = []
    if cell.side:
        options.append(f"align: {cell.side}")
    for name, spanned in (("colspan", cell.columns), ("rowspan", cell.rows)):
        if spanned > 1:
            options.append(f"{name}: {spanned}")
    if size.height(width) > _TALL_CELL:
        options.append("breakable: true")
    if cell.look:
        options.append(f"fill: {_FILLS[cell.look]}")
        text = f"#strong[{text}]"
    elif cell.fill:
        options.append(f"fill: status-fill({quoted(cell.fill)})")
        text = f"#text(fill: status-ink({quoted(cell.fill)}))[{text}]"
    return f"table.cell({', '.join(options)})[{text}]," if options else f"[{text}],"
