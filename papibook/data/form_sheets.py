"""The sheets of a unit's workbook: where each cell stands and how it looks.

Rows 1 to 3 are the heading (title, unit and period, banner), row 5 the header, row 6 the first answer.
Cells that a unit fills in are pale yellow, cells that the form fills in are grey.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from papibook.model.layout import (
    INFO_FIELDS,
    MISSING_REASONS,
    NO,
    WRITTEN_STATUSES,
    YES,
    SheetColumn,
)

HEADER_ROW = 4
INFO_WIDTHS = (38, 62)
INK, PAPER, FILLED_IN, HEADING, LINE = "#1F2933", "#FFFBE6", "#F2F4F7", "#0B5394", "#AAB2BD"
DAY_FORMAT, NUMBER_FORMAT = "dd/mm/yyyy", "#,##0.###"
LINE_HEIGHT, CELL_PADDING = 15.0, 4.0


@dataclass(frozen=True)
class Head:
    """The heading of a sheet."""

    title: str
    under: str
    banner: str


class Formats:
    """The cell formats of one workbook, each made when it is first used."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def _format(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    @property
    def title(self) -> Format:
        return self._format(bold=True, font_size=15, font_color=HEADING)

    @property
    def under(self) -> Format:
        return self._format(font_color=INK)

    @property
    def banner(self) -> Format:
        return self._format(bold=True, font_size=13, font_color="#B3261E")

    @property
    def header(self) -> Format:
        return self._format(
            bold=True,
            text_wrap=True,
            align="center",
            valign="vcenter",
            bg_color=HEADING,
            font_color="#FFFFFF",
            border=1,
            border_color=LINE,
        )

    def cell(self, kind: str, is_input: bool, *, align: str = "") -> Format:
        """The format of an answer, or of what the form fills in, by kind of column."""
        numeric = kind in ("number", "yes_no_or_number")
        return self._format(
            text_wrap=True,
            valign="top",
            align=align or ("right" if numeric else "center" if kind == "day" else "left"),
            num_format=DAY_FORMAT if kind == "day" else NUMBER_FORMAT if numeric else "@",
            bg_color=PAPER if is_input else FILLED_IN,
            border=1,
            border_color=LINE,
        )


def write_info(sheet: Worksheet, formats: Formats, head: Head, answers: Mapping[str, object]) -> None:
    """The information sheet: labels in column A, answers in column B."""
    _set_up(sheet, formats, head)
    sheet.print_area(0, 0, HEADER_ROW + len(INFO_FIELDS) - 1, 1)
    for column, width in enumerate(INFO_WIDTHS):
        sheet.set_column(column, column, width)
    for row, field in enumerate(INFO_FIELDS, start=HEADER_ROW):
        answer = answers.get(field.name)
        sheet.set_row(row, _height(((answer, INFO_WIDTHS[1]),)))
        sheet.write_string(row, 0, field.label, formats.cell("text", False))
        _write_cell(sheet, row, 1, answer, formats.cell(field.kind, field.is_input, align="left"))
        if field.kind == "yes_no":
            sheet.data_validation(row, 1, row, 1, _one_of([YES, NO]))


def write_rows(
    sheet: Worksheet,
    formats: Formats,
    head: Head,
    columns: Sequence[SheetColumn],
    frame: pd.DataFrame,
) -> None:
    """A sheet of rows: the header row, then one row for each row of ``frame``."""
    _set_up(sheet, formats, head)
    last_row = HEADER_ROW + max(len(frame), 1)
    sheet.set_row(HEADER_ROW, 48)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, last_row, len(columns) - 1)
    widths = {column.name: column.width for column in columns}
    for row, record in enumerate(frame.to_dict("records"), start=HEADER_ROW + 1):
        sheet.set_row(row, _height((record.get(name), width) for name, width in widths.items()))
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(HEADER_ROW, index, column.header, formats.header)
        values = frame[column.name] if column.name in frame.columns else [None] * len(frame)
        look = formats.cell(column.kind, column.is_input)
        for row, value in enumerate(values, start=HEADER_ROW + 1):
            _write_cell(sheet, row, index, _worded(column.kind, value), look)
        if column.kind in ("status", "reason"):
            words = WRITTEN_STATUSES if column.kind == "status" else MISSING_REASONS
            sheet.data_validation(HEADER_ROW + 1, index, last_row, index, _one_of(list(words.values())))
    inputs = next((index for index, column in enumerate(columns) if column.is_input), len(columns))
    sheet.freeze_panes(HEADER_ROW + 1, min(2, inputs))
    sheet.autofilter(HEADER_ROW, 0, last_row, len(columns) - 1)


def write_identity(sheet: Worksheet, formats: Formats, identity: Mapping[str, str], banner: str) -> None:
    """The sheet that says whose form this is; no user sees it, Excel's menus cannot show it."""
    for row, (name, value) in enumerate(identity.items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
    sheet.set_column(0, 1, 30)
    if banner:
        sheet.write_string(0, 3, banner, formats.banner)
    sheet.very_hidden()


def _set_up(sheet: Worksheet, formats: Formats, head: Head) -> None:
    sheet.write_string(0, 0, head.title, formats.title)
    sheet.write_string(1, 0, head.under, formats.under)
    if head.banner:
        sheet.write_string(2, 0, head.banner, formats.banner)
    sheet.set_row(0, 24)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f'&R&"Times New Roman,Bold"{head.banner}' if head.banner else "")
    sheet.set_footer("&L&A&RTrang &P/&N")
    sheet.hide_gridlines(2)


def _height(cells: Iterable[tuple[object, int]]) -> float:
    """Height of a row whose texts wrap: spreadsheets do not all fit rows themselves when they open a file."""
    lines = (
        sum(max(1, math.ceil(len(line) / width)) for line in text.split("\n"))
        for text, width in cells
        if isinstance(text, str)
    )
    return LINE_HEIGHT * max(lines, default=1) + CELL_PADDING


def _worded(kind: str, value: object) -> object:
    if isinstance(value, str):
        return {"status": WRITTEN_STATUSES, "reason": MISSING_REASONS}.get(kind, {}).get(value, value)
    return value


def _write_cell(sheet: Worksheet, row: int, column: int, value: object, look: Format) -> None:
    if value is None or pd.isna(value):  # any scalar may come
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    elif pd.api.types.is_bool(value):
        sheet.write_string(row, column, YES if value else NO, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, pd.Timestamp(value).to_pydatetime(), look)
    else:
        sheet.write_number(row, column, float(value), look)  # type: ignore[arg-type]  # numbers are left


def _one_of(words: list[str]) -> dict[str, object]:
    return {"validate": "list", "source": words, "error_type": "warning"}
