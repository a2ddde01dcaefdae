"""What the reader of values does not show: error cells, formulas without a result, hidden rows.

Everything of a unit's file is streamed once through expat before anything else opens it. A document type
definition is refused where it begins, so no entity is ever expanded, and the extent of each sheet is known
before a grid of that size is made.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import IO, NoReturn
from xml.parsers import expat

from papibook.data.workbook.file_kind import cause_of_kind, is_binary_workbook
from papibook.data.workbook.percent_styles import PercentStyles
from papibook.ground.errors import DataRefusedError

MAX_FILE_BYTES = 20 * 1024**2
MAX_UNZIPPED_BYTES = 60 * 1024**2
"""Reading XML takes about a second for ten megabytes; a form has a tenth of one."""
MAX_RATIO = 250
"""Unzipped to zipped, of one member above a megabyte. A form's sheets stay below 30; deflate ends at 1030."""
MAX_MEMBERS = 500
MAX_DEPTH = 100
"""Of XML; the parser remembers every element that is open. Spreadsheets and their drawings stay below 30."""
MAX_ROWS, MAX_COLUMNS = 5000, 200

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class WorkbookError(DataRefusedError):
    """A unit's file that cannot be read. ``cause`` is one of papibook.model.findings.CAUSES."""

    def __init__(self, cause: str) -> None:
        super().__init__("The file cannot be read: {cause}.", cause=cause)
        self.cause = cause

    def __reduce__(self) -> tuple[object, ...]:
        return (WorkbookError, (self.cause,))


@dataclass
class SheetScan:
    """What stands in one sheet's XML. Cells and rows are counted from 0."""

    is_hidden: bool = False
    is_1904: bool = False
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    empty_formulas: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    percents: set[tuple[int, int]] = field(default_factory=set)
    n_rows: int = 0
    n_columns: int = 0


def scan(data: bytes) -> dict[str, SheetScan]:
    """Every sheet of the XLSX file ``data`` by name, or why it cannot be read.

    Raises:
        WorkbookError: not XLSX, damaged, protected, too large, or with XML that a report must not have.
    """
    if not data:
        raise WorkbookError("the file is empty")
    if len(data) > MAX_FILE_BYTES:
        raise WorkbookError("it is larger than 20 MB")
    if cause := cause_of_kind(data):
        raise WorkbookError(cause)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_directory(archive)
            return _scan_sheets(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, expat.ExpatError) as err:
        is_zip = data.startswith(b"PK")
        raise WorkbookError(
            "the file is damaged" if is_zip else "it is not an Excel workbook (.xlsx)"
        ) from err
    except (zlib.error, NotImplementedError, RuntimeError, ValueError, KeyError) as err:
        # Unknown compression, an encrypted member, row numbers that are none, a sheet without a name.
        raise WorkbookError("the file is damaged") from err


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The member that holds each sheet, by the sheet's name; of a workbook that has been scanned."""
    return {name: part for name, part, _ in _listed_sheets(archive).sheets}


def has_macros(data: bytes) -> bool:
    """Whether the workbook, which has been scanned, holds a program or is of the kind made for one (.xlsm).

    It is never run.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = {name.rpartition("/")[2].casefold() for name in archive.namelist()}
        return "vbaproject.bin" in names or b"macroEnabled.main+xml" in archive.read("[Content_Types].xml")


def _check_directory(archive: zipfile.ZipFile) -> None:
    """Refuse by what the zip's directory says; :func:`_stream` then holds the members to it."""
    members = archive.infolist()
    names = [member.filename for member in members]
    if is_binary_workbook(names):
        raise WorkbookError("it is a binary workbook (.xlsb)")
    if "[Content_Types].xml" not in names:
        raise WorkbookError("it is not an Excel workbook (.xlsx)")
    if len(set(names)) != len(names):  # two readers could take different ones
        raise WorkbookError("the file is damaged")
    too_dense = any(
        member.file_size > 1024**2 and member.file_size > MAX_RATIO * max(member.compress_size, 1)
        for member in members
    )
    if too_dense or len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNZIPPED_BYTES:
        raise WorkbookError("it unpacks to far more data than a report holds")


@dataclass(frozen=True)
class _Listed:
    """What the workbook's own part says: each sheet's name, member and whether it is hidden."""

    sheets: list[tuple[str, str, bool]]
    styles: str
    is_1904: bool


def _listed_sheets(archive: zipfile.ZipFile) -> _Listed:
    names = archive.namelist()
    book = _target(_relations(archive, "_rels/.rels"), "", kind="officeDocument")
    if book not in names:
        raise WorkbookError("it is not an Excel workbook (.xlsx)")
    folder, file = posixpath.split(book)
    parts = _relations(archive, f"{folder}/_rels/{file}.rels")
    listed: list[tuple[str, str, bool]] = []
    is_1904 = False

    def take_sheet(tag: str, attributes: dict[str, str]) -> None:
        nonlocal is_1904
        if tag == "workbookPr":
            is_1904 = attributes.get("date1904") in ("1", "true")
        elif tag == "sheet":
            shown = attributes.get("state", "visible") == "visible"
            listed.append((attributes["name"], attributes.get("id", ""), not shown))

    _stream(archive, book, take_sheet)
    sheets = [(name, _target(parts, folder, relation=relation), hidden) for name, relation, hidden in listed]
    return _Listed(sheets, _target(parts, folder, kind="styles"), is_1904)


def _scan_sheets(archive: zipfile.ZipFile) -> dict[str, SheetScan]:
    names, listed = archive.namelist(), _listed_sheets(archive)
    percents = PercentStyles()
    if listed.styles in names:
        _stream(archive, listed.styles, percents.start, percents.end)
    result: dict[str, SheetScan] = {}
    sheets = {listed.styles}
    for name, part, is_hidden in listed.sheets:
        if part not in names:
            raise WorkbookError("the file is damaged")
        sheets.add(part)
        result[name] = _scan_sheet(archive, part, SheetScan(is_hidden, listed.is_1904), percents.numbers)
    for name in names:  # shared strings, styles and the rest: same rules, nothing to learn
        if name.endswith((".xml", ".rels")) and name not in sheets:
            _stream(archive, name)
    return result


def _relations(archive: zipfile.ZipFile, part: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    if part not in archive.namelist():
        raise WorkbookError("it is not an Excel workbook (.xlsx)")
    _stream(
        archive, part, lambda tag, attributes: found.append(attributes) if tag == "Relationship" else None
    )
    return found


def _target(relations: list[dict[str, str]], folder: str, *, kind: str = "", relation: str = "") -> str:
    for entry in relations:
        if (kind and entry.get("Type", "").endswith(f"/{kind}")) or (
            relation and entry.get("Id") == relation
        ):
            target = entry.get("Target", "")
            return (
                target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
    return ""


def _scan_sheet(
    archive: zipfile.ZipFile, part: str, sheet: SheetScan, percent_styles: Container[str]
) -> SheetScan:
    """``sheet`` with what stands in its cells."""
    row, column = -1, -1
    kind, has_formula, has_value, is_value = "", False, False, False
    text: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, kind, has_formula, has_value, is_value
        if tag == "row":
            row, column = int(attributes["r"]) - 1 if "r" in attributes else row + 1, -1
            if attributes.get("hidden") in ("1", "true"):
                sheet.hidden_rows.add(row)
        elif tag == "c":
            row, column = _place(attributes["r"]) if "r" in attributes else (row, column + 1)
            kind, has_formula, has_value = attributes.get("t", ""), False, False
            if kind in ("", "n") and attributes.get("s") in percent_styles:
                sheet.percents.add((row, column))
            text.clear()
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            last = min(int(attributes["max"]), MAX_COLUMNS)
            sheet.hidden_columns.update(range(int(attributes["min"]) - 1, last))
        elif tag == "f":
            has_formula = True
        elif tag in ("v", "is"):
            is_value = True
            has_value = has_value or kind in ("str", "inlineStr")  # a result may be an empty text

    def end(tag: str) -> None:
        nonlocal is_value
        if tag in ("v", "is"):
            is_value = False
        elif tag == "c":
            if has_value or has_formula:
                sheet.n_rows, sheet.n_columns = max(sheet.n_rows, row + 1), max(sheet.n_columns, column + 1)
            if kind == "e":
                sheet.errors[row, column] = "".join(text) or "#?"
            elif has_formula and not has_value:
                sheet.empty_formulas.add((row, column))
            if sheet.n_rows > MAX_ROWS or sheet.n_columns > MAX_COLUMNS:
                raise WorkbookError(
                    "it has more than 5000 rows or 200 columns; "
                    "delete the stray cells far below or beside the table"
                )

    def characters(data: str) -> None:
        nonlocal has_value
        if is_value:
            has_value = True
            if kind == "e" and len(text) < 10:
                text.append(data[:20])

    _stream(archive, part, start, end, characters)
    return sheet


@lru_cache(maxsize=20_000)
def _place(reference: str) -> tuple[int, int]:
    """``"B12"`` as row 11, column 1."""
    match = _CELL.fullmatch(reference)
    if match is None:
        raise WorkbookError("the file is damaged")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _stream(
    archive: zipfile.ZipFile,
    part: str,
    start: Callable[[str, dict[str, str]], object] | None = None,
    end: Callable[[str], object] | None = None,
    characters: Callable[[str], object] | None = None,
) -> None:
    """One member through expat, with names freed of their namespace; a document type is refused.

    zipfile reads no more than the directory declares and compares the checksum at the end, so a member
    that unpacks to more than was declared fails here.
    """

    def refuse(*_: object) -> NoReturn:
        raise WorkbookError("it contains XML definitions that a report must not have")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    depth = 0

    def opened(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise WorkbookError("its XML is nested deeper than that of any report")
        if start is None:
            return
        if " " in "".join(attributes):  # few elements have an attribute with a namespace
            attributes = {_local(name): value for name, value in attributes.items()}
        start(_local(tag), attributes)

    def closed(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(_local(tag))

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    if characters is not None:
        parser.CharacterDataHandler = characters
    with archive.open(part) as member:
        _feed(parser, member)


def _feed(parser: expat.XMLParserType, member: IO[bytes]) -> None:
    while chunk := member.read(1 << 16):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


@lru_cache(maxsize=500)  # the same few names, hundreds of thousands of times
def _local(name: str) -> str:
    return name.rpartition(" ")[2]
