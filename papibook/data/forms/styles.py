"""How the form looks: colours, fonts, print set-up, what a protected sheet still allows.

No cell is merged: merged cells neither grow with their text nor can be read with certainty.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

INK, HEADING, LINE, GREY = "#1F2933", "#0B5394", "#AAB2BD", "#5F6B7A"
PAPER, FILLED_IN, UNUSED, GROUP = "#FFFBE6", "#F2F4F7", "#D5DAE1", "#DCE8F5"
MISSING, BAD, GOOD = "#FFD08A", "#B3261E", "#1B6E3C"
FONT = "Times New Roman"
LINE_HEIGHT, PADDING = 14.25, 3.0
LETTERS = 1.12
"""Letters to a digit's width, in which columns are measured: cautious, so that no line is clipped."""
DAY_FORMAT, WHOLE_FORMAT, NUMBER_FORMAT = "dd/mm/yyyy", "#,##0", "General"

_NUMBER_FORMATS = {
    "day": DAY_FORMAT,
    "percent": NUMBER_FORMAT,
    "whole": WHOLE_FORMAT,
    "number": NUMBER_FORMAT,
    "yes_no_or_number": NUMBER_FORMAT,
    "check": NUMBER_FORMAT,
    "share": "0.0",
}
_ALIGN = {"day": "center", "percent": "right", "whole": "right", "number": "right"} | {
    "yes_no_or_number": "right",
    "previous": "right",
    "share": "right",
}


class GrowingSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter is not typed
    """A sheet whose rows have a height to begin with and still grow with what is typed into them.

    LibreOffice fits no row when it opens a file, so each needs its height; XlsxWriter marks every height
    that it is given as fixed by hand, and such a row clips whatever is typed later.
    """

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, object]] | None = None) -> None:
        if tag == "row" and attributes:
            attributes = [attribute for attribute in attributes if attribute[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


def row_height(cells: Iterable[tuple[object, int]]) -> float:
    """The height that a row needs for its texts, each with the width of its column."""
    lines = (
        sum(max(1, len(textwrap.wrap(line, int(width * LETTERS)))) for line in text.split("\n"))
        for text, width in cells
        if isinstance(text, str)
    )
    return math.ceil(LINE_HEIGHT * max(lines, default=1) + PADDING)


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

    def make(self, **properties: Any) -> Format:
        """The one format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    @property
    def title(self) -> Format:
        return self.make(bold=True, font_size=15, font_color=HEADING)

    @property
    def under(self) -> Format:
        return self.make(font_color=INK)

    @property
    def banner(self) -> Format:
        return self.make(bold=True, font_size=13, font_color=BAD)

    @property
    def header(self) -> Format:
        return self.make(
            bold=True, text_wrap=True, align="center", valign="vcenter",
            bg_color=HEADING, font_color="#FFFFFF", border=1, border_color=LINE,
        )  # fmt: skip

    @property
    def group(self) -> Format:
        """A heading between rows."""
        return self.make(bold=True, valign="vcenter", bg_color=GROUP, font_color=HEADING)

    @property
    def plain(self) -> Format:
        """Text to read."""
        return self.make(text_wrap=True, valign="top", font_color=INK)

    @property
    def strong(self) -> Format:
        return self.make(bold=True, text_wrap=True, valign="top", font_color=INK)

    def given(self, kind: str) -> Format:
        """What the form itself fills in: locked."""
        properties: dict[str, Any] = {"font_color": GREY, "italic": True} if kind == "previous" else {}
        return self._cell(kind, bg_color=FILLED_IN, **properties)

    def answer(self, kind: str, *, align: str = "") -> Format:
        """What the unit fills in: the only cells that can be written."""
        return self._cell(kind, align=align, bg_color=PAPER, locked=False)

    def unused(self) -> Format:
        """A cell that this row does not use."""
        return self._cell("text", bg_color=UNUSED)

    def _cell(self, kind: str, *, align: str = "", **properties: Any) -> Format:
        return self.make(
            text_wrap=True,
            valign="top",
            align=align or _ALIGN.get(kind, "left"),
            num_format=_NUMBER_FORMATS.get(kind, "@"),
            border=1,
            border_color=LINE,
            **properties,
        )

    @property
    def missing(self) -> Format:
        """Conditional: an answer that is still owed."""
        return self.make(bg_color=MISSING)

    @property
    def bad(self) -> Format:
        """Conditional: what is lacking, in words."""
        return self.make(font_color=BAD, bold=True)

    @property
    def good(self) -> Format:
        return self.make(font_color=GOOD)


def set_up(sheet: Worksheet, formats: Formats, head: Head) -> None:
    """Heading, A4 landscape one page wide, and protection without a password.

    Columns and rows may be resized, so that nobody lifts the protection to read a long text.
    """
    sheet.write_string(0, 0, head.title, formats.title)
    sheet.write_string(1, 0, head.under, formats.under)
    if head.banner:
        sheet.write_string(2, 0, head.banner, formats.banner)
    for row, height in enumerate((24, 16, 20)):
        sheet.set_row(row, height)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f'&R&"{FONT},Bold"{head.banner}' if head.banner else "")
    sheet.set_footer("&L&A&RTrang &P/&N")
    sheet.hide_gridlines(2)
    sheet.protect("", {"format_columns": True, "format_rows": True})
