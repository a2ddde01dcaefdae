"""An office's own table (XLSX or CSV) by its headings: whatever their order, case and marks."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from papibook.data.workbook.cells import CellValue, a1, file_bytes, read_workbook
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
    """``text``: as read. ``day``: where the cell is a date. ``place``: as messages name it."""

    text: str
    place: str
    day: date | None = None


@dataclass(frozen=True)
class GivenRow:
    """The cells of one row by column; a column that the table lacks is an empty cell."""

    cells: Mapping[str, GivenCell]
    place: str

    def text(self, column: str) -> str:
        return self.cells[column].text


def read_headed(path: Path, headings: Sequence[Heading]) -> tuple[tuple[GivenRow, ...], tuple[Problem, ...]]:
    """The rows under the headings, and what could not be placed.

    That are columns of other names and required cells that are empty; a row that lacks one is left out.

    Raises:
        ConfigError: the file can't be read, or the required headings are in none of its sheets.
    """
    for sheet, rows in _sheets(path):
        found = _header(rows, headings)
        if found is not None:
            at, columns = found
            where = f"{path.name}, {sheet}" if sheet else path.name
            return _read(rows, at, columns, headings, where)
    raise ConfigError(
        "{file}: no row holds the headings {headings}. Name the columns so.",
        file=path.name,
        headings=", ".join(f"“{each.names[0]}”" for each in headings if each.is_required),
    )


def _read(
    rows: Sequence[Sequence[CellValue]],
    header: int,
    columns: Mapping[str, int],
    headings: Sequence[Heading],
    where: str,
) -> tuple[tuple[GivenRow, ...], tuple[Problem, ...]]:
    given, problems = [], []
    for column, cell in enumerate(rows[header]):
        name = read_text(cell)
        if name and column not in columns.values() and without_marks(name) not in _COUNTING:
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
        if not any(read_text(cell) for cell in row):
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
        given.append(GivenRow(cells, f"{where}, {at + 1}"))
    return tuple(given), tuple(problems)


_COUNTING = frozenset({"stt", "tt", "so tt", "so thu tu"})


def _cell(row: Sequence[CellValue], column: int | None, at: int, where: str) -> GivenCell:
    if column is None or column >= len(row):
        return GivenCell("", where)
    value = row[column]
    day = value if isinstance(value, date) else None
    return GivenCell(read_text(value), f"{where}, {a1(at, column)}", day)


def _header(
    rows: Sequence[Sequence[CellValue]], headings: Sequence[Heading]
) -> tuple[int, dict[str, int]] | None:
    """The first row that holds every required heading, and where each column stands."""
    for at, row in enumerate(rows[:_SEARCHED_ROWS]):
        names = [without_marks(read_text(cell)) for cell in row]
        columns = {
            each.column: names.index(name)
            for each in headings
            for name in [next((n for n in map(without_marks, each.names) if n in names), None)]
            if name is not None
        }
        if all(each.column in columns for each in headings if each.is_required):
            return at, columns
    return None


def _sheets(path: Path) -> Iterator[tuple[str, Sequence[Sequence[CellValue]]]]:
    try:
        if path.suffix.lower() in (".csv", ".txt"):
            yield "", _csv_rows(file_bytes(path), path)
        else:
            yield from ((name, sheet.rows) for name, sheet in read_workbook(path).sheets.items())
    except WorkbookError as err:
        raise ConfigError("{file} cannot be opened ({cause}).", file=path.name, cause=err.cause) from err


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
