"""The annexes of an official document as a workbook: one marked table a sheet, no merged cells.

A figure that a cell shows alone is a number there, in full; its format shows it as the document does. All
else is the text that the document has.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from papibook.ground.numbers import DATA_DECIMALS, format_number, round_half_up
from papibook.ground.texts import say
from papibook.model.inline import text_of
from papibook.model.table import Cell, TableValue

_HEADER_ROW = 5
_NARROW, _WIDE = 8, 38
_LINE_PT = 16.0
"""The height of a line of text in 12 points."""
_A4 = 9


@dataclass(frozen=True)
class AnnexSheet:
    """``name``: Phụ lục I; ``attached``: what it is attached to; ``is_wide``: printed on turned sheets."""

    name: str
    title: str
    attached: str
    table: TableValue
    is_wide: bool


def annexes_workbook(sheets: Sequence[AnnexSheet], *, title: str, remark: str, day: date) -> bytes:
    """The workbook; the same annexes give the same bytes.

    ``remark``: stands on each sheet; ``day`` dates the file.
    """
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": "Times New Roman", "font_size": 12},
    }
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, options)
    book.set_properties({"title": title, "subject": remark, "created": datetime.combine(day, time())})
    looks = _Looks(book)
    for number, sheet in enumerate(sheets, start=1):
        _write(book.add_worksheet(sheet.name), looks, sheet, remark, number)
    book.close()
    return content.getvalue()


class _Looks:
    """The cell formats of the workbook, made when first asked for."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, str, bool], Format] = {}
        self.title: Format = book.add_format({"bold": True, "font_size": 14})
        self.remark: Format = book.add_format({"bold": True})
        self.note: Format = book.add_format({"italic": True})
        self.head: Format = book.add_format(
            {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1}
        )

    def cell(self, pattern: str, side: str, *, is_bold: bool) -> Format:
        key = pattern, side, is_bold
        if key not in self._made:
            look = {"text_wrap": True, "valign": "top", "border": 1, "align": side, "bold": is_bold}
            self._made[key] = self._book.add_format({**look, "num_format": pattern})
        return self._made[key]


def _write(sheet: Worksheet, looks: _Looks, annex: AnnexSheet, remark: str, number: int) -> None:
    table = annex.table
    for row, text in enumerate((annex.name, annex.title.upper())):
        sheet.write_string(row, 0, text, looks.title)
    sheet.write_string(2, 0, annex.attached, looks.note)
    sheet.write_string(3, 0, remark, looks.remark)
    heads, rows = _headings(table), _rows(table)
    widths = _widths(heads, rows)
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    sides = [*("left",) * (len(heads) - len(table.columns)), *(column.side for column in table.columns)]
    sheet.set_row(_HEADER_ROW, _LINE_PT * max(map(_lines, heads, [width - 2 for width in widths])))
    for place, (cells, is_bold) in enumerate(rows, start=_HEADER_ROW + 1):
        lines = max(_lines(text_of(cell.content), width) for cell, width in zip(cells, widths, strict=False))
        sheet.set_row(place, _LINE_PT * lines)
        for at, (cell, side) in enumerate(zip(cells, sides, strict=False)):
            _write_cell(sheet, place, at, cell, looks, side=side, is_bold=is_bold)
    columns = [{"header": head, "header_format": looks.head} for head in heads]
    options = {"name": f"phu_luc_{number}", "style": None, "columns": columns}
    last = _HEADER_ROW + len(rows)
    sheet.add_table(_HEADER_ROW, 0, last, len(heads) - 1, options)
    for place, note in enumerate(filter(None, map(text_of, table.notes)), start=last + 2):
        sheet.write_string(place, 0, note, looks.note)
    _print(sheet, annex, remark)


def _headings(table: TableValue) -> list[str]:
    """One for each column, the group's first; those of a marked table must differ."""
    heads = [f"{each.spanner}: {each.heading}" if each.spanner else each.heading for each in table.columns]
    if _is_grouped(table):
        heads.insert(0, say("export", "Group"))
    return [f"{head} ({at})" if head in heads[:at] else head for at, head in enumerate(heads)]


def _rows(table: TableValue) -> list[tuple[tuple[Cell, ...], bool]]:
    """The cells of each row, its group's name first, and whether it is a total; a table has at least one."""
    is_grouped = _is_grouped(table)
    return [
        ((*((Cell(group.heading),) if is_grouped else ()), *row.cells), row.is_total)
        for group in table.groups
        for row in group.rows
    ]


def _is_grouped(table: TableValue) -> bool:
    return any(text_of(group.heading) for group in table.groups)


def _widths(heads: Sequence[str], rows: Sequence[tuple[tuple[Cell, ...], bool]]) -> list[float]:
    """In letters: as wide as the longest line of a column, within limits."""
    widths = []
    for at, head in enumerate(heads):
        texts = [text_of(cells[at].content) for cells, _ in rows if at < len(cells)]
        longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
        widths.append(float(min(max(longest, len(head) // 2, _NARROW) + 2, _WIDE)))
    return widths


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column ``width`` letters wide."""
    return sum(1 + int(len(line) / width) for line in text.split("\n"))


def _write_cell(
    sheet: Worksheet, row: int, at: int, cell: Cell, looks: _Looks, *, side: str, is_bold: bool
) -> None:
    text = text_of(cell.content)
    value = cell.figures[0].value if cell.figures else None
    plain = text.removesuffix("%")
    if isinstance(value, (int, float)) and plain == format_number(float(value), cell.decimals):
        pattern = "#,##0" + ("." + "0" * cell.decimals if cell.decimals else "")
        pattern += '"%"' if text.endswith("%") else ""
        number = round_half_up(float(value), DATA_DECIMALS)
        sheet.write_number(row, at, number, looks.cell(pattern, side, is_bold=is_bold))
    elif cell.role == "date" and isinstance(value, str):
        day = datetime.combine(date.fromisoformat(value), time())
        sheet.write_datetime(row, at, day, looks.cell("dd/mm/yyyy", side, is_bold=is_bold))
    else:
        sheet.write_string(row, at, text, looks.cell("@", side, is_bold=is_bold))


def _print(sheet: Worksheet, annex: AnnexSheet, remark: str) -> None:
    sheet.set_paper(_A4)
    if annex.is_wide:
        sheet.set_landscape()
    sheet.set_margins(left=1.18, right=0.6, top=0.8, bottom=0.8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER_ROW)
    sheet.freeze_panes(_HEADER_ROW + 1, 0)
    sheet.set_header(f"&C&P&R{remark}")
