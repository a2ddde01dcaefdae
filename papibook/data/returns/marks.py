"""Marks in a sender's workbook: coloured cells with comments, and a first sheet that lists all findings.

The list remembers in hidden columns how each marked cell looked, so that the marks of an earlier return
can be taken off when the workbook comes back, also where rows were inserted since. Comments are ours by
their author or, as some programs lose it, by their first line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.utils import quote_sheetname
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from papibook.data.report.explanations import CAUSE_HEADERS, LIST_EXPLANATION, LIST_MARK, LIST_SHEET
from papibook.data.returns.comments import FIRST_LINE, SEPARATOR, is_ours, own_text
from papibook.data.returns.inventory import Thing
from papibook.data.returns.message import found_words
from papibook.ground.texts import say
from papibook.model.findings import ERROR, NOTE, OF_UNIT, WARNING, Finding

AUTHOR = LIST_MARK
COLOURS = {ERROR: "FFF7B2A8", WARNING: "FFFCE38A", NOTE: "FFCDE3FA"}
"""Fills of marked cells; of no other cell, or taking the marks off would change it."""

SEVERITIES = {ERROR: "must be corrected", WARNING: "please check", NOTE: "note"}
HEADERS = ("No.", "Kind", "Sheet", "Cell", "What is wrong", "What to do", LIST_EXPLANATION, "Since last time")
WIDTHS = (6, 14, 16, 10, 56, 56, 34, 14)
EXPLAINED = HEADERS.index(LIST_EXPLANATION) + 1
HEADER_ROW = 6
FIRST_HIDDEN = len(HEADERS) + 2
"""The columns from here on hold sheet, cell and former look of what was marked, then each line's cause."""
FIRST_CAUSE = FIRST_HIDDEN + 3
PAPER = "FFFFFBE6"
"""What the unit may fill in, as in the form."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Listing:
    """What the first sheet says: lines above the table, and the findings.

    ``names``: titles of tasks and names of indicators. ``since``: for each finding by its place in the list
    ``new``, ``still`` or nothing.
    """

    lines: tuple[str, ...]
    findings: tuple[Finding, ...]
    since: Mapping[int, str] = field(default_factory=dict, hash=False)
    banner: str = ""
    names: Mapping[str, str] = field(default_factory=dict, hash=False)


def place_marks(book: Workbook, listing: Listing) -> None:
    """Mark every cell that a finding names and put the list in front."""
    marked: dict[tuple[str, str], list[Finding]] = {}
    for finding in listing.findings:
        for place in finding.places:
            cell = _cell(book, *place)
            if cell is not None:
                marked.setdefault((cell.parent.title, cell.coordinate), []).append(finding)
    looks = []
    for (title, coordinate), findings in marked.items():
        cell = book[title][coordinate]
        looks.append((title, coordinate, _look(cell)))
        _mark(cell, findings)
    place_list(book, listing, looks)


def remove_marks(book: Workbook) -> set[Thing]:
    """Take off what an earlier return had marked; what ``book`` holds less of by that."""
    removed = set()
    looks: dict[tuple[str, str], str] = {}
    usual: dict[str, str] = {}
    for sheet in [sheet for sheet in book.worksheets if _is_list(sheet)]:
        first = _first_hidden(sheet) or FIRST_HIDDEN
        for row in range(HEADER_ROW + 1, sheet.max_row + 1):
            title, coordinate, look = (str(sheet.cell(row, first + n).value or "") for n in range(3))
            if title:
                looks[title, coordinate] = look
                usual.setdefault(title, look)
        removed.add(Thing("sheet", sheet.title, sheet.sheet_state))
        book.remove(sheet)
    for sheet in book.worksheets:
        for cell in _cells(sheet):
            if _is_marked(cell):
                look = looks.get((sheet.title, cell.coordinate), usual.get(sheet.title, ""))
                cell.fill = _fill(look)
            comment = cell.comment
            if comment is not None and is_ours(comment.text):
                own = own_text(comment.text)
                cell.comment = Comment(own, comment.author) if own else None
    return removed


def _cells(sheet: Worksheet) -> Iterator[Cell]:
    for row in sheet.iter_rows():
        yield from (cell for cell in row if isinstance(cell, Cell))


def _is_list(sheet: Worksheet) -> bool:
    return sheet.title.startswith(LIST_SHEET) and _first_hidden(sheet) is not None


def _first_hidden(sheet: Worksheet) -> int | None:
    """Where the hidden columns of a list begin; lists of earlier versions have fewer columns before them."""
    row = next(sheet.iter_rows(HEADER_ROW, HEADER_ROW))
    return next((cell.column for cell in row if cell.value == AUTHOR), None)


def _is_marked(cell: Cell) -> bool:
    if not cell.has_style or cell.fill.tagname != "patternFill" or cell.fill.fill_type != "solid":
        return False
    colour = cell.fill.fgColor
    return bool(colour.type == "rgb" and colour.rgb in COLOURS.values())


def _cell(book: Workbook, title: str, address: str) -> Cell | None:
    """The cell to mark: the one named, or the first of the merged cells that it lies in."""
    if title not in book.sheetnames:
        return None
    sheet = book[title]
    if not isinstance(sheet, Worksheet):
        return None
    row, column = coordinate_to_tuple(address)
    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            row, column = area.min_row, area.min_col
    cell = sheet.cell(row, column)
    return cell if isinstance(cell, Cell) else None


def _mark(cell: Cell, findings: Sequence[Finding]) -> None:
    worst = min(findings, key=lambda finding: list(COLOURS).index(finding.severity))
    cell.fill = PatternFill("solid", fgColor=COLOURS[worst.severity])
    own = cell.comment.text if cell.comment is not None else ""
    parts = [FIRST_LINE]
    parts += [f"{finding.text()}\n→ {finding.cure()}" for finding in findings]
    text = _plain("\n".join(parts)) + (f"{SEPARATOR}{own}" if own else "")
    lines = sum(1 + len(line) // 48 for line in text.split("\n"))
    cell.comment = Comment(text, AUTHOR, height=min(24 + 17 * lines, 500), width=340)


def _look(cell: Cell) -> str:
    """How the cell is filled, as text; gradients are not kept."""
    fill = cell.fill
    if fill.tagname != "patternFill" or fill.fill_type is None:
        return ""
    return "|".join([fill.fill_type, *(_colour_text(colour) for colour in (fill.fgColor, fill.bgColor))])


def _colour_text(colour: Color) -> str:
    return f"{colour.type} {colour.value} {colour.tint}"


def _fill(look: str) -> PatternFill:
    """The fill that :func:`_look` wrote down; none where that was changed."""
    try:
        kind, front, back = look.split("|")
        return PatternFill(kind, fgColor=_colour(front), bgColor=_colour(back))
    except (ValueError, TypeError):
        return PatternFill()


def _colour(text: str) -> Color:
    kind, value, tint = text.split(" ")
    given = value if kind == "rgb" else int(value)
    return Color(**{kind: given, "tint": float(tint)})


def place_list(book: Workbook, listing: Listing, looks: Sequence[tuple[str, str, str]] = ()) -> None:
    """Put the list in front. ``looks``: sheet, cell and former look of what is marked."""
    sheet = book.create_sheet(LIST_SHEET, 0)
    heading = [say("returns", "WHAT TO CORRECT IN THIS REPORT"), *listing.lines]
    for row, line in enumerate(heading[: HEADER_ROW - 1], start=1):
        _write(sheet, row, 1, line)
    _restyle(sheet.cell(1, 1), bold=True, size=14)
    if listing.banner:
        _write(sheet, 1, len(HEADERS), listing.banner)
    for column, (header, width) in enumerate(zip(HEADERS, WIDTHS, strict=True), start=1):
        cell = _write(sheet, HEADER_ROW, column, say("returns", header))
        _restyle(cell, bold=True)
        cell.fill = PatternFill("solid", fgColor="FFD9D9D9")
        sheet.column_dimensions[cell.column_letter].width = width
    for number, finding in enumerate(listing.findings, start=1):
        _write_finding(book, sheet, number, finding, listing)
    _write(sheet, HEADER_ROW, FIRST_HIDDEN, AUTHOR)
    for row, look in enumerate(looks, start=HEADER_ROW + 1):
        for column, text in enumerate(look, start=FIRST_HIDDEN):
            _write(sheet, row, column, text)
    of_units = any(OF_UNIT in finding.values for finding in listing.findings)
    hidden = (*CAUSE_HEADERS, *([OF_UNIT] if of_units else []))
    for column, name in enumerate(hidden, start=FIRST_CAUSE):
        _write(sheet, HEADER_ROW, column, name)
    for column in range(FIRST_HIDDEN, FIRST_CAUSE + len(hidden)):
        sheet.column_dimensions[sheet.cell(1, column).column_letter].hidden = True
    sheet.freeze_panes = sheet.cell(HEADER_ROW + 1, 1)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    book.active = 0
    for other in book.worksheets:  # two chosen sheets would both take what is typed into one
        other.sheet_view.tabSelected = other is sheet


def _write_finding(book: Workbook, sheet: Worksheet, number: int, finding: Finding, listing: Listing) -> None:
    since = listing.since.get(number - 1, "")
    row = HEADER_ROW + number
    words = (
        str(number),
        say("returns", SEVERITIES[finding.severity]),
        finding.sheet,
        finding.cell,
        found_words(finding, listing.names),
        finding.cure(),
        finding.explanation,
        say("returns", since) if since else "",
    )
    for column, text in enumerate(words, start=1):
        _write(sheet, row, column, text).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.cell(row, 2).fill = PatternFill("solid", fgColor=COLOURS[finding.severity])
    if finding.kind.is_confirmable:
        sheet.cell(row, EXPLAINED).fill = PatternFill("solid", fgColor=PAPER)
        unit = finding.values.get(OF_UNIT, "")
        for column, text in enumerate((*finding.cause, *([unit] if unit else [])), start=FIRST_CAUSE):
            _write(sheet, row, column, text)
    lines = max(1 + len(text) // (width - 2) for text, width in zip(words, WIDTHS, strict=True))
    sheet.row_dimensions[row].height = 16.0 * lines + 4
    if finding.sheet in book.sheetnames and book[finding.sheet].sheet_state == "visible":
        place = f"{quote_sheetname(finding.sheet)}!{finding.cell or 'A1'}"
        for column in (3, 4) if finding.cell else (3,):
            cell = sheet.cell(row, column)
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)
            _restyle(cell, color="FF0563C1", underline="single")


def _restyle(cell: Cell, **changes: object) -> None:
    """The workbook's own font but for ``changes``: a bare Font would bring in another one."""
    cell.font = Font(**{"name": cell.font.name, "size": cell.font.size, **changes})


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """``text`` as text, whatever it begins with."""
    cell: Cell = sheet.cell(row, column, _plain(text))
    cell.data_type = "s"
    return cell


def _plain(text: str) -> str:
    return _CONTROL.sub("", text)[:32_000]
