"""An office's own table (XLSX or CSV) by its headings: whatever their order, case and marks."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from papibook.data.workbook.cells import CellValue, Range, Sheet, a1, file_bytes, read_workbook
from papibook.data.workbook.members import WorkbookError
from papibook.data.workbook.readings import read_text
from papibook.ground.errors import ConfigError
from papibook.ground.problems import Problem, problem
from papibook.ground.vietnamese import without_marks

_SEARCHED_ROWS = 30


@dataclass(frozen=True)
class Heading:
    """A column that is looked for. ``names``: what it may be called, the first as messages call it."""

    column: str
    names: tuple[str, ...]
    is_required: bool = False


@dataclass(frozen=True)
class GivenCell:
    """``text``: as read. ``place``: as messages name it.

    ``day``: where the cell is a date; ``number``: where it is a number, which has lost its last zeros.
    """

    text: str
    place: str
    day: date | None = None
    number: float | None = None


@dataclass(frozen=True)
class GivenRow:
    """The cells of one row by column; a column that the table lacks is an empty cell.

    ``section``: the line above that names what follows (“II. Các tổ dân phố”); empty where there is none.
    """

    cells: Mapping[str, GivenCell]
    place: str
    section: str = ""

    def text(self, column: str) -> str:
        return self.cells[column].text


def read_headed(path: Path, headings: Sequence[Heading]) -> tuple[tuple[GivenRow, ...], tuple[Problem, ...]]:
    """The rows under the headings, and what could not be placed.

    That are columns of other names and required cells that are empty; a row that lacks one is left out.
    A cell merged over several rows holds for each of them. Lines between the rows that only name what
    follows are no rows (:attr:`GivenRow.section`), nor are headings that stand again on a later page.

    Raises:
        ConfigError: the file can't be read, or the required headings are in none of its sheets.
    """
    sheets = list(_sheets(path))
    for sheet in sheets:
        found = _header(sheet.rows, headings)
        if found is not None:
            at, columns = found
            where = f"{path.name}, {sheet.name}" if sheet.name else path.name
            return _read(sheet, at, columns, headings, where)
    nearest = max((_named(row, headings) for sheet in sheets for row in sheet.rows), key=len, default=set())
    lacking = [each for each in headings if each.is_required and each.column not in nearest]
    raise ConfigError(
        "{file}: no row holds all headings that are needed. Missing: {headings}.",
        file=path.name,
        headings="; ".join(" / ".join(f"“{name}”" for name in each.names) for each in lacking),
    )


def _named(row: Sequence[CellValue], headings: Sequence[Heading]) -> set[str]:
    """The required columns that ``row`` names."""
    names = set(map(_words, row))
    return {
        each.column for each in headings if each.is_required and names & set(map(without_marks, each.names))
    }


@dataclass(frozen=True)
class _Sheet:
    """``rows``: a cell merged over several rows stands in each."""

    name: str
    rows: Sequence[Sequence[CellValue]]
    merged: Sequence[Range] = ()


def _read(
    sheet: _Sheet,
    header: int,
    columns: Mapping[str, int],
    headings: Sequence[Heading],
    where: str,
) -> tuple[tuple[GivenRow, ...], tuple[Problem, ...]]:
    given, problems = [], []
    rows = sheet.rows
    sections = _sections(sheet, header, columns)
    section = ""
    for column, cell in enumerate(rows[header]):
        name = read_text(cell)
        if name and column not in columns.values() and _words(name) not in _COUNTING:
            problems.append(
                problem(
                    "{place}, {cell}: the column “{name}” is not used. Known: {known}.",
                    place=where,
                    cell=a1(header, column),
                    name=name,
                    known=", ".join(f"“{each.names[0]}”" for each in headings),
                )
            )
    for at, row in enumerate(rows[header + 1 :], start=header + 1):
        if at in sections:
            section = sections[at]
        if (
            at in sections
            or not any(read_text(cell) for cell in row)
            or _is_header(row, columns, rows[header])
        ):
            continue
        cells = {each.column: _cell(row, columns.get(each.column), at, where) for each in headings}
        missing = [each for each in headings if each.is_required and not cells[each.column].text]
        if len(missing) == sum(each.is_required for each in headings):
            continue  # a line between groups of rows, or below the table
        if missing:
            problems += [
                problem(
                    "{place}, row {row}: “{name}” is empty; the row was left out.",
                    place=where,
                    row=at + 1,
                    name=each.names[0],
                )
                for each in missing
            ]
            continue
        given.append(GivenRow(cells, f"{where}, {at + 1}", section))
    return tuple(given), tuple(problems)


_COUNTING = frozenset({"stt", "tt", "so tt", "so thu tu", "so stt"})
_SECTION = re.compile(r"(?:[IVX]+|[A-Z])[.)]?")
"""How lines are counted that name what follows, where the rows themselves have plain numbers."""


def _sections(sheet: _Sheet, header: int, columns: Mapping[str, int]) -> dict[int, str]:
    """The lines that only name what follows: counted with a letter or numeral, or one cell over several."""
    rows = list(enumerate(sheet.rows))[header + 1 :]
    counting = next(
        (at for at, cell in enumerate(sheet.rows[header]) if _words(cell) in _COUNTING),
        None,
    )
    counts = {at: read_text(row[counting]) for at, row in rows} if counting is not None else {}
    has_numbers = any(count.rstrip(".").isdecimal() for count in counts.values())
    used = set(columns.values())
    return {
        at: next((text for n, cell in enumerate(row) if n != counting and (text := read_text(cell))), "")
        for at, row in rows
        if (has_numbers and _SECTION.fullmatch(counts[at]))
        or any(
            top <= at <= bottom and len(used & set(range(left, right + 1))) > 1
            for top, left, bottom, right in sheet.merged
        )
    }


def _words(heading: CellValue) -> str:
    """A heading without marks, and without what stands in brackets behind it: “Tên đơn vị (1)”."""
    return without_marks(re.sub(r"\([^)]*\)|[*:]", " ", read_text(heading)))


def _is_header(row: Sequence[CellValue], columns: Mapping[str, int], header: Sequence[CellValue]) -> bool:
    """Whether ``row`` says the headings again."""
    again = [without_marks(read_text(cells[at])) for at in columns.values() for cells in (row, header)]
    return again[::2] == again[1::2]


def _cell(row: Sequence[CellValue], column: int | None, at: int, where: str) -> GivenCell:
    if column is None or column >= len(row):
        return GivenCell("", where)
    value = row[column]
    day = value if isinstance(value, date) else None
    number = float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
    return GivenCell(read_text(value), f"{where}, {a1(at, column)}", day, number)


def _header(
    rows: Sequence[Sequence[CellValue]], headings: Sequence[Heading]
) -> tuple[int, dict[str, int]] | None:
    """The first row that holds every required heading, and where each column stands."""
    for at, row in enumerate(rows[:_SEARCHED_ROWS]):
        names = list(map(_words, row))
        columns = {
            each.column: names.index(name)
            for each in headings
            for name in [next((n for n in map(without_marks, each.names) if n in names), None)]
            if name is not None
        }
        if all(each.column in columns for each in headings if each.is_required):
            return at, columns
    return None


def _sheets(path: Path) -> Iterator[_Sheet]:
    try:
        if path.suffix.lower() in (".csv", ".txt"):
            yield _Sheet("", _even(_csv_rows(file_bytes(path), path)))
        else:
            yield from map(_filled, read_workbook(path).sheets.values())
    except WorkbookError as err:
        raise ConfigError("{file} cannot be opened ({cause}).", file=path.name, cause=err.cause) from err


def _filled(sheet: Sheet) -> _Sheet:
    rows = _even(sheet.rows)
    for top, left, bottom, _ in sheet.merged:
        for at in range(top + 1, min(bottom + 1, len(rows))):
            if left < len(rows[at]):
                rows[at][left] = rows[top][left]
    return _Sheet(sheet.name, rows, sheet.merged)


def _even(rows: Sequence[Sequence[CellValue]]) -> list[list[CellValue]]:
    """All rows as long as the longest."""
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _csv_rows(data: bytes, path: Path) -> list[list[CellValue]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError(
            "{file} is not UTF-8 text. Save it as “CSV UTF-8”, or as .xlsx.", file=path.name
        ) from None
    first = text.splitlines()[0] if text else ""
    separator = max(",;\t", key=first.count)
    return [list(row) for row in csv.reader(io.StringIO(text), delimiter=separator)]
