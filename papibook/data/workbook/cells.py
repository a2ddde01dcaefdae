"""A unit's XLSX file as cells; nothing is judged here.

python-calamine gives the values, :mod:`papibook.data.workbook.scan` what it does not show.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, WorksheetNotFound
from python_calamine import PasswordError as CalaminePasswordError
from python_calamine import XmlError as CalamineXmlError
from python_calamine import ZipError as CalamineZipError

from papibook.data.workbook.members import WorkbookError
from papibook.data.workbook.percent_styles import shown_percent
from papibook.data.workbook.scan import MAX_FILE_BYTES, SheetScan, has_macros, scan
from papibook.data.workbook.struck_text import Looks
from papibook.data.workbook.text_boxes import TextBox

CellValue = str | float | bool | date | datetime | time | timedelta
"""What a cell holds; an empty cell is an empty string."""

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column; from 0, both ends included."""

_CALAMINE_ERRORS = (
    CalamineError,
    CalaminePasswordError,
    CalamineXmlError,
    CalamineZipError,
    WorksheetNotFound,
)


def a1(row: int, column: int) -> str:
    """``a1(11, 1)`` is ``"B12"``: the address as the spreadsheet shows it."""
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{letters}{row + 1}"


def place_of(address: str) -> tuple[int, int]:
    """``place_of("B12")`` is ``(11, 1)``: the first cell, where the address is that of an area.

    Raises:
        ValueError: it is no address.
    """
    found = re.match(r"([A-Z]+)([0-9]+)", address)
    if found is None:
        raise ValueError(address)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def area_name(area: Range) -> str:
    """``area_name((11, 1, 13, 1))`` is ``"B12:B14"``."""
    top, left, bottom, right = area
    return f"{a1(top, left)}:{a1(bottom, right)}"


@dataclass(frozen=True)
class Sheet:
    """One sheet: ``rows[r][c]`` is the cell in row r, column c, counted from 0 at A1.

    ``is_1904``: its workbook counts days from 1904, as the first Excel for the Macintosh did. ``looks``:
    cells of which something is struck out or raised; in ``rows`` stands only what is not struck out.
    ``american``: cells whose format shows the month before the day.
    """

    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    merged: tuple[Range, ...] = ()
    is_hidden: bool = False
    is_1904: bool = False
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict, hash=False)
    empty_formulas: frozenset[tuple[int, int]] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    looks: Mapping[tuple[int, int], Looks] = field(default_factory=dict, hash=False)
    boxes: tuple[TextBox, ...] = ()
    american: frozenset[tuple[int, int]] = frozenset()

    def cell(self, row: int, column: int) -> CellValue:
        """The value there; empty outside of what is used."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return ""

    def covering(self, row: int, column: int) -> Range | None:
        """The merged range that hides this cell: it holds the cell and begins elsewhere."""
        for top, left, bottom, right in self.merged:
            if top <= row <= bottom and left <= column <= right and (row, column) != (top, left):
                return (top, left, bottom, right)
        return None


@dataclass(frozen=True)
class Workbook:
    """A file's sheets by name, in order, and the checksum of its bytes."""

    sheets: Mapping[str, Sheet] = field(hash=False)
    sha256: str = ""
    has_macros: bool = False
    language: str = ""


def sha256_of(path: Path) -> str:
    """The checksum that receipts record."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_workbook(path: Path) -> Workbook:
    """All cells of the XLSX file at ``path``.

    Raises:
        WorkbookError: it cannot be read; ``cause`` says why.
    """
    return workbook_of(file_bytes(path))


def file_bytes(path: Path) -> bytes:
    """The file's bytes, or one more than a workbook may have.

    Raises:
        WorkbookError: it cannot be opened.
    """
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except OSError as err:
        raise WorkbookError("the file cannot be opened") from err


def workbook_of(data: bytes) -> Workbook:
    """All cells of the XLSX file ``data``.

    Raises:
        WorkbookError: it cannot be read; ``cause`` says why.
    """
    scanned = scan(data)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(scanned.data))
        sheets = {
            name: _sheet(book.get_sheet_by_name(name), scanned.sheets[name])
            for name in _names(book, scanned.sheets)
        }
    except _CALAMINE_ERRORS as err:
        raise WorkbookError("the file is damaged") from err
    except BaseException as err:
        # A panic of the Rust reader arrives as pyo3's PanicException, which is no Exception and has no
        # importable name; it is one file's fault and must not stop the others.
        if type(err).__name__ != "PanicException":
            raise
        raise WorkbookError("the file is damaged") from err
    return Workbook(sheets, hashlib.sha256(data).hexdigest(), has_macros(data), scanned.language)


def _names(book: CalamineWorkbook, scans: Mapping[str, SheetScan]) -> Iterator[str]:
    """The worksheets; charts on sheets of their own have no cells."""
    for meta in book.sheets_metadata:
        if meta.name in scans and meta.typ == SheetTypeEnum.WorkSheet:
            yield meta.name


def _sheet(sheet: CalamineSheet, scanned: SheetScan) -> Sheet:
    merged = sheet.merged_cell_ranges or []
    rows = sheet.to_python(skip_empty_area=False)
    looks = _without_struck(rows, scanned)
    return Sheet(
        name=sheet.name,
        rows=_rows(rows, scanned),
        merged=tuple((top, left, bottom, right) for (top, left), (bottom, right) in merged),
        is_hidden=scanned.is_hidden,
        is_1904=scanned.is_1904,
        errors=scanned.errors,
        empty_formulas=frozenset(scanned.empty_formulas),
        hidden_rows=frozenset(scanned.hidden_rows),
        hidden_columns=frozenset(scanned.hidden_columns),
        looks=looks,
        boxes=scanned.boxes,
        american=frozenset(scanned.american),
    )


def _without_struck(rows: list[list[CellValue]], scanned: SheetScan) -> dict[tuple[int, int], Looks]:
    """Leave in ``rows`` what is not struck out; how each such cell looks, its text known now."""
    found = {}
    for (row, column), looks in scanned.looks.items():
        if row >= len(rows) or column >= len(rows[row]) or rows[row][column] == "":
            continue
        if looks == Looks():
            looks = Looks(struck=_as_shown(rows[row][column]))
        if looks.struck:
            rows[row][column] = looks.stands
        found[row, column] = looks
    return found


def _as_shown(cell: CellValue) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell).replace(".", ",")
    return cell.strftime("%d/%m/%Y") if isinstance(cell, date) else str(cell)


def _rows(rows: list[list[CellValue]], scanned: SheetScan) -> tuple[tuple[CellValue, ...], ...]:
    """All cells; percentages as the text that they show, because 0.85 and 85% mean one number there only."""
    for row, column in scanned.percents:
        number = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
        if isinstance(number, float):
            rows[row][column] = shown_percent(number)
    return tuple(tuple(row) for row in rows)
