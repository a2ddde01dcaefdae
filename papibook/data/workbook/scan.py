"""What the reader of values does not show: errors, formulas without a result, hidden rows, struck-out text.

Everything of a unit's file is streamed once through expat before anything else opens it. A document type
definition is refused where it begins, so no entity is ever expanded, and the extent of each sheet is known
before a grid of that size is made.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from xml.parsers import expat

from papibook.data.workbook.file_kind import cause_of_kind
from papibook.data.workbook.members import CONTENT_TYPES, Members, WorkbookError, plain_name, target_of
from papibook.data.workbook.percent_styles import american_days, percent_styles
from papibook.data.workbook.plain_package import is_plain, plain_package
from papibook.data.workbook.struck_text import Looks, Runs, SharedLooks, StruckStyles
from papibook.data.workbook.text_boxes import TextBox, text_boxes

MAX_FILE_BYTES = 20 * 1024**2
MAX_ROWS, MAX_COLUMNS = 5000, 200

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class SheetScan:
    """What stands in one sheet's XML. Cells and rows are counted from 0.

    ``looks``: cells of which something is struck out or raised. A cell that is struck out by its own style
    has no text there; whoever reads its value knows it.
    """

    is_hidden: bool = False
    is_1904: bool = False
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    empty_formulas: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    percents: set[tuple[int, int]] = field(default_factory=set)
    looks: dict[tuple[int, int], Looks] = field(default_factory=dict)
    boxes: tuple[TextBox, ...] = ()
    american: set[tuple[int, int]] = field(default_factory=set)
    n_rows: int = 0
    n_columns: int = 0


@dataclass(frozen=True)
class Scanned:
    """``sheets``: what was found in each, by name. ``data``: the file as the reader of values wants it.

    ``language``: of the file, as its properties say; empty where they do not.
    """

    sheets: Mapping[str, SheetScan] = field(hash=False)
    data: bytes
    language: str = ""


def scan(data: bytes) -> Scanned:
    """The XLSX file ``data``, looked through, or why it cannot be read.

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
            members = Members(archive)
            listed = _listed_sheets(members)
            sheets = _scan_sheets(members, listed)
            errors = {error for sheet in sheets.values() for error in sheet.errors.values()}
            if is_plain(members, listed.book, listed.parts, errors):
                return Scanned(sheets, data, _language(members))
            relations = [(relation, part) for _, relation, part, _ in listed.sheets]
            plain = plain_package(members, listed.book, relations, listed.parts, errors)
            return Scanned(sheets, plain, _language(members))
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
    return {name: part for name, _, part, _ in _listed_sheets(Members(archive)).sheets}


def has_macros(data: bytes) -> bool:
    """Whether the workbook, which has been scanned, holds a program or is of the kind made for one (.xlsm).

    It is never run.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = Members(archive)
        names = {name.rpartition("/")[2] for name in members.names()}
        return "vbaproject.bin" in names or b"macroEnabled.main+xml" in members.read(CONTENT_TYPES)


def _language(members: Members) -> str:
    """What the file's properties say of its language (Dublin Core), such as en-US."""
    part = target_of(members.relations(""), "", kind="core-properties")
    found: list[str] = []
    is_language = False

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal is_language
        is_language = tag == "language"

    def characters(data: str) -> None:
        if is_language and not found:
            found.append(data.strip()[:20])

    if part in members:
        members.stream(part, start, None, characters)
    return "".join(found)


@dataclass(frozen=True)
class _Listed:
    """What the workbook's own part, ``book``, says.

    ``sheets``: name, relation and part of each, and whether it is hidden. ``parts``: styles and shared texts.
    """

    book: str
    sheets: list[tuple[str, str, str, bool]]
    parts: Mapping[str, str] = field(hash=False)
    is_1904: bool


def _listed_sheets(members: Members) -> _Listed:
    book = target_of(members.relations(""), "", kind="officeDocument")
    if book not in members:
        raise WorkbookError("it is not an Excel workbook (.xlsx)")
    relations = members.relations(book)
    listed: list[tuple[str, str, bool]] = []
    is_1904 = False

    def take_sheet(tag: str, attributes: dict[str, str]) -> None:
        nonlocal is_1904
        if tag == "workbookPr":
            is_1904 = attributes.get("date1904") in ("1", "true")
        elif tag == "sheet":
            shown = attributes.get("state", "visible") == "visible"
            listed.append((attributes["name"], attributes.get("id", ""), not shown))

    members.stream(book, take_sheet)
    sheets = [
        (name, each, target_of(relations, book, relation=each), hidden) for name, each, hidden in listed
    ]
    parts = {kind: target_of(relations, book, kind=kind) for kind in ("styles", "sharedStrings")}
    return _Listed(book, sheets, parts, is_1904)


def _scan_sheets(members: Members, listed: _Listed) -> dict[str, SheetScan]:
    percents, american = percent_styles(), american_days()
    struck, shared = StruckStyles(), SharedLooks()
    if (styles := listed.parts["styles"]) in members:

        def start(tag: str, attributes: dict[str, str]) -> None:
            percents.start(tag, attributes)
            american.start(tag, attributes)
            struck.start(tag, attributes)

        def end(tag: str) -> None:
            percents.end(tag)
            american.end(tag)
            struck.end(tag)

        members.stream(styles, start, end)
    if (texts := listed.parts["sharedStrings"]) in members:
        content = members.read(texts)
        if b"strike" in content or b"vertAlign" in content:
            members.stream(texts, shared.start, shared.end, shared.characters)
        else:
            members.stream(texts)
    result: dict[str, SheetScan] = {}
    read = {styles, texts}
    cells = _Styles(percents.numbers, american.numbers, struck.numbers, shared.found)
    for name, _, part, is_hidden in listed.sheets:
        if part not in members:
            raise WorkbookError("the file is damaged")
        read.add(part)
        sheet = _scan_sheet(members, part, SheetScan(is_hidden, listed.is_1904), cells)
        sheet.boxes = text_boxes(members, part)
        result[name] = sheet
    done = {plain_name(part) for part in read}
    for name in members.names():  # drawings, properties and the rest: same rules, nothing to learn
        if name.endswith((".xml", ".rels")) and name not in done:
            members.stream(name)
    return result


@dataclass(frozen=True)
class _Styles:
    """What cells refer to: styles of percentages, of American days, that strike out; texts with looks."""

    percents: Container[str]
    american: Container[str]
    struck: Container[str]
    shared: Mapping[str, Looks]


def _scan_sheet(members: Members, part: str, sheet: SheetScan, styles: _Styles) -> SheetScan:
    """``sheet`` with what stands in its cells."""
    row, column = -1, -1
    kind, has_formula, has_value, is_value = "", False, False, False
    is_struck, is_run = False, False
    runs = Runs()
    text: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, kind, has_formula, has_value, is_value, is_struck, is_run, runs
        if tag == "row":
            row, column = int(attributes["r"]) - 1 if "r" in attributes else row + 1, -1
            if attributes.get("hidden") in ("1", "true"):
                sheet.hidden_rows.add(row)
        elif tag == "c":
            row, column = _place(attributes["r"]) if "r" in attributes else (row, column + 1)
            kind, has_formula, has_value = attributes.get("t", ""), False, False
            style = attributes.get("s", "")
            if kind in ("", "n") and style in styles.percents:
                sheet.percents.add((row, column))
            if style in styles.american:
                sheet.american.add((row, column))
            is_struck = style in styles.struck
            text.clear()
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            last = min(int(attributes["max"]), MAX_COLUMNS)
            sheet.hidden_columns.update(range(int(attributes["min"]) - 1, last))
        elif tag == "f":
            has_formula = True
        elif tag in ("v", "is"):
            is_value = True
            has_value = has_value or kind in ("str", "inlineStr")  # a result may be an empty text
            is_run = tag == "is"
            runs = Runs(is_struck=is_struck) if is_run else runs
        elif is_run:
            runs.start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal is_value, is_run
        if tag in ("v", "is"):
            is_value = False
            if is_run and (looks := runs.looks()):
                sheet.looks[row, column] = looks
            is_run = False
        elif is_run:
            runs.end(tag)
        elif tag == "c":
            if has_value or has_formula:
                sheet.n_rows, sheet.n_columns = max(sheet.n_rows, row + 1), max(sheet.n_columns, column + 1)
            if kind == "e":
                sheet.errors[row, column] = "".join(text).strip() or "#?"
            elif has_formula and not has_value:
                sheet.empty_formulas.add((row, column))
            if kind == "s" and styles.shared and (shared := styles.shared.get("".join(text).strip())):
                sheet.looks[row, column] = shared
            elif is_struck and has_value and kind != "inlineStr":
                sheet.looks[row, column] = Looks()
            if sheet.n_rows > MAX_ROWS or sheet.n_columns > MAX_COLUMNS:
                raise WorkbookError(
                    "it has more than 5000 rows or 200 columns; "
                    "delete the stray cells far below or beside the table"
                )

    def characters(data: str) -> None:
        nonlocal has_value
        if is_value:
            has_value = True
            if is_run:
                runs.text(data)
            elif (kind == "e" or (kind == "s" and styles.shared)) and len(text) < 10:
                text.append(data[:20])

    members.stream(part, start, end, characters)
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
