"""The sheets of the workbook with all tidy data.

Row 1 names the table, row 2 bears the banner, row 3 says each column in Vietnamese, row 4 holds the columns'
names as in the codebook, and the data begin in row 5.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from papibook.data.export.readable import column_title
from papibook.ground.numbers import DATA_DECIMALS, format_date, round_half_up
from papibook.ground.texts import say
from papibook.model.frames import DAY, FLAG, INTEGER, MOMENT, NUMBER, TEXT, Column
from papibook.model.tables import ALL, STANDING

TITLES_ROW, NAMES_ROW, FIRST_ROW = 2, 3, 4
NARROW, WIDE = 9, 48
SAMPLE_ROWS = 200
HEADING, PALE = "#0B5394", "#F2F4F7"
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
EDITION_FACTS = (
    "edition_id",
    "period_name",
    "starts_on",
    "cutoff_on",
    "data_closed_on",
    "place_name",
    "plan_number",
)
CODEBOOK_COLUMNS = ("table", "column", "Vietnamese title", "kind", "meaning")


@dataclass(frozen=True)
class Title:
    """The first two rows of a sheet."""

    text: str
    banner: str


class Looks:
    """The cell formats of the workbook."""

    def __init__(self, book: Workbook) -> None:
        self.title: Format = book.add_format({"bold": True, "font_size": 14, "font_color": HEADING})
        self.banner: Format = book.add_format({"bold": True, "font_size": 12, "font_color": "#B3261E"})
        self.said: Format = book.add_format(
            {"italic": True, "text_wrap": True, "valign": "top", "bg_color": PALE}
        )
        self.name: Format = book.add_format({"bold": True, "bg_color": HEADING, "font_color": "#FFFFFF"})
        self.wrapped: Format = book.add_format({"text_wrap": True, "valign": "top"})
        self.text: Format = book.add_format({"num_format": "@"})
        self.day: Format = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        self.moment: Format = book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss", "align": "left"})


def sheet_name(table: str) -> str:
    """The name of a table's sheet."""
    return say("export", f"sheet {table}")


def book_title(edition: Mapping[str, str]) -> str:
    """The name of the whole workbook."""
    return say("export", "All data of {edition}", edition=edition.get("edition_name", "")).strip(" :")


def table_title(table: str) -> str:
    """What a table is, and its name in the codebook."""
    return f"{say('export', f'table {table}')} ({table})"


def described_columns(table: str, frame: pd.DataFrame) -> list[Column]:
    """The columns of ``frame`` with kind and meaning as its schema declares them."""
    schema = ALL.get(table)
    declared = {column.name: column for column in (*STANDING.columns, *(schema.columns if schema else ()))}
    return [declared.get(str(name)) or Column(str(name), _kind_of(frame[name])) for name in frame.columns]


def write_readme(
    sheet: Worksheet,
    looks: Looks,
    banner: str,
    edition: Mapping[str, str],
    tables: Mapping[str, pd.DataFrame],
) -> None:
    """What this workbook is, which edition it belongs to, which tables it holds."""
    _head(sheet, looks, Title(book_title(edition), ""))
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 70)
    sheet.set_column(2, 2, 12)
    row = 3
    texts = [
        "One sheet a table, one row a thing. Row 3 says each column in Vietnamese, row 4 holds its name, "
        "the data begin in row 5. The last sheet explains every column.",
        "An empty cell is a missing value, never 0. "
        "Shares and columns ending in _pct are in percent, 0 to 100. Numbers have at most six decimals.",
        "A column ending in _words says the codes of the column before it.",
    ]
    if banner:
        texts.append(
            "A sheet whose second row says “{banner}” holds made-up figures. The others hold the plan, the "
            "catalogue and official PAPI scores, which are not made up."
        )
    for text in texts:
        sheet.merge_range(row, 0, row, 2, "", looks.wrapped)
        sheet.write_string(row, 0, say("export", text, banner=banner), looks.wrapped)
        sheet.set_row(row, 32)
        row += 1
    row += 1
    for name in EDITION_FACTS:
        if edition.get(name):
            sheet.write_string(row, 0, column_title(name))
            sheet.write_string(row, 1, _day_said(edition[name]))
            row += 1
    row += 1
    for index, word in enumerate(("Sheet", "Table", "Rows")):
        sheet.write_string(row, index, say("export", word), looks.name)
    for name, frame in tables.items():
        row += 1
        sheet.write_url(row, 0, f"internal:'{sheet_name(name)}'!A1", string=sheet_name(name))
        sheet.write_string(row, 1, table_title(name))
        sheet.write_number(row, 2, len(frame))


def write_table(sheet: Worksheet, looks: Looks, title: Title, frame: pd.DataFrame, table: str) -> None:
    """One tidy table, as it is."""
    _head(sheet, looks, title)
    columns = described_columns(table, frame)
    sheet.set_row(TITLES_ROW, 32)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, _width(column.name, frame.iloc[:SAMPLE_ROWS, index]))
        sheet.write_string(TITLES_ROW, index, column_title(column.name), looks.said)
        sheet.write_string(NAMES_ROW, index, column.name, looks.name)
        for row, value in enumerate(frame.iloc[:, index].tolist(), start=FIRST_ROW):
            _write(sheet, row, index, value, column.kind, looks)
    sheet.freeze_panes(FIRST_ROW, min(2, len(columns)))
    if columns:
        sheet.autofilter(NAMES_ROW, 0, max(NAMES_ROW + len(frame), FIRST_ROW), len(columns) - 1)


def write_codebook(sheet: Worksheet, looks: Looks, title: Title, tables: Mapping[str, pd.DataFrame]) -> None:
    """Every column of every table: kind and meaning."""
    _head(sheet, looks, title)
    for index, (word, width) in enumerate(zip(CODEBOOK_COLUMNS, (22, 24, 36, 14, 80), strict=True)):
        sheet.set_column(index, index, width)
        sheet.write_string(TITLES_ROW, index, say("export", word), looks.said)
        sheet.write_string(NAMES_ROW, index, word.replace(" ", "_").lower(), looks.name)
    row = NAMES_ROW
    for table, frame in tables.items():
        for column in described_columns(table, frame):
            row += 1
            kind = say("export", f"kind {column.kind}")
            cells = (table, column.name, column_title(column.name), kind, column.meaning)
            for index, text in enumerate(cells):
                sheet.write_string(row, index, text, looks.wrapped)
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.autofilter(NAMES_ROW, 0, max(row, FIRST_ROW), len(CODEBOOK_COLUMNS) - 1)


def _head(sheet: Worksheet, looks: Looks, title: Title) -> None:
    sheet.write_string(0, 0, title.text, looks.title)
    if title.banner:
        sheet.write_string(1, 0, title.banner, looks.banner)
        sheet.set_header(f"&R{title.banner}")
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P/&N")


def _write(sheet: Worksheet, row: int, column: int, value: object, kind: str, looks: Looks) -> None:
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return
    if isinstance(value, str) or kind == TEXT:
        sheet.write_string(row, column, str(value), looks.text)
    elif kind == FLAG or isinstance(value, bool):
        sheet.write_boolean(row, column, bool(value))
    elif isinstance(value, datetime):
        sheet.write_datetime(
            row, column, pd.Timestamp(value).to_pydatetime(), looks.moment if kind == MOMENT else looks.day
        )
    else:
        number = float(value)  # type: ignore[arg-type]  # numbers are left
        sheet.write_number(row, column, round_half_up(number, DATA_DECIMALS))


def _day_said(fact: str) -> str:
    """An ISO day as readers write it; anything else as it is."""
    return format_date(date.fromisoformat(fact)) if ISO_DAY.fullmatch(fact) else fact


def _width(name: str, values: pd.Series) -> float:
    longest = max((len(str(value)) for value in values.dropna()), default=0)
    return float(min(max(longest, len(name) + 3, NARROW), WIDE))


def _kind_of(values: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(values):
        return FLAG
    if pd.api.types.is_integer_dtype(values):
        return INTEGER
    if pd.api.types.is_numeric_dtype(values):
        return NUMBER
    if pd.api.types.is_datetime64_any_dtype(values):
        return DAY
    return TEXT
