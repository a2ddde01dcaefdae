"""Whether a report was typed in a spreadsheet set to English (United States), by the cells that betray it.

There 12.000 is 12 and 5/6 is 6 May, and nothing in those cells shows it. But 2.500 leaves a fraction where
only whole numbers are, 25/5/2022 stays a text beside days that turned, and the file's formats and properties
say more.
One sign alone may be a slip; two are asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from papibook.data.report.contradictions import CheckedSheet
from papibook.data.report.figures import IndicatorRule
from papibook.data.report.places import Entry, Origin
from papibook.data.report.rules import UnitRules
from papibook.data.workbook.cells import CellValue, Workbook
from papibook.data.workbook.readings import read_day, read_text
from papibook.ground.numbers import round_half_up
from papibook.model.findings import Finding
from papibook.model.plan import Period

ENOUGH = 2
"""So many signs are asked about; the file's language is one of them, and never enough."""

Sign = tuple[Entry, str]
"""The row and the column that betray it."""


def foreign_typing(
    workbook: Workbook,
    tasks: CheckedSheet | None,
    figures: CheckedSheet | None,
    rules: UnitRules,
    origin: Origin,
) -> list[Finding]:
    """The finding that asks about the report, where enough signs are there."""
    signs = [
        *(_fractions(figures, rules) if figures else ()),
        *(_days(tasks, rules.tasks.period) if tasks else ()),
    ]
    if not signs or len(signs) + workbook.language.casefold().startswith("en") < ENOUGH:
        return []
    (first, name), *_ = signs
    cells = "; ".join(
        f"{each.table.sheet.name} {each.at(column)} ({each.text(column)})" for each, column in signs
    )
    where = {"sheet": first.table.sheet.name, "cell": first.at(name)}
    return [origin.finding("file.foreign_typing", **where, found=first.text(name), cells=cells)]


def _entries(sheet: CheckedSheet, key: str) -> Iterator[Entry]:
    for row in sheet.rows:
        yield Entry(sheet.table, int(str(row["row"])) - 1, str(row[key]))


def _fractions(sheet: CheckedSheet, rules: UnitRules) -> Iterator[Sign]:
    """Numbers such as 2.5 where only whole ones are: 2.500 as it was typed."""
    for entry in _entries(sheet, "indicator_id"):
        indicator: IndicatorRule = rules.figures.indicators[entry.id]
        for name in indicator.used:
            if indicator.is_whole and _is_thousandths(entry.cell(name)):
                yield entry, name


def _is_thousandths(cell: CellValue) -> bool:
    if not isinstance(cell, float) or cell.is_integer() or not 1 <= abs(cell) < 1000:
        return False
    return round_half_up(cell * 1000, 6).is_integer()


def _days(sheet: CheckedSheet, period: Period) -> Iterator[Sign]:
    """Texts that are no day with the month first, beside days that may have turned; days in American formats.

    Texts that are a day with the month first alone ("5/23/2022") are signs by themselves.

    A day beyond the period that lies in it with day and month exchanged is a sign too.
    """
    month_first: list[Sign] = []
    texts: list[Sign] = []
    turned: list[Sign] = []
    is_native = False
    for entry in _entries(sheet, "task_id"):
        cell, column = entry.cell("completed_date"), sheet.table.columns["completed_date"]
        if isinstance(cell, date):
            is_american = (entry.row, column) in sheet.table.sheet.american
            is_native = is_native or (cell.day > 12 and not is_american)
            if is_american or _is_turned(cell, period):
                turned.append((entry, "completed_date"))
        elif _MONTH_FIRST.fullmatch(read_text(cell)):
            month_first.append((entry, "completed_date"))
        elif (day := read_day(cell).value) is not None and read_text(cell)[:1].isdigit() and day.day > 12:
            texts.append((entry, "completed_date"))
    yield from month_first
    if not is_native:
        real = any(isinstance(entry.cell("completed_date"), date) for entry in _entries(sheet, "task_id"))
        yield from texts if real else ()
        yield from turned


_MONTH_FIRST = re.compile(r"(0?[1-9]|1[0-2])/(1[3-9]|2[0-9]|3[01])/(\d{4}|\d{2})", re.ASCII)


def _is_turned(day: date, period: Period) -> bool:
    if day.day > 12 or period.starts_on <= _plain(day) <= period.cutoff_on:
        return False
    return period.starts_on <= date(day.year, day.day, day.month) <= period.cutoff_on


def _plain(day: date) -> date:
    return date(day.year, day.month, day.day)
