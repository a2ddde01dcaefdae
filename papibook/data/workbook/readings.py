"""Cells as values: numbers, days, choices and texts as people in Vietnam type them.

What is clear is read; what was typed as text but can only mean one thing is read and marked; everything
else is unclear and never guessed ("12.5" may be twelve and a half or a slip for 125).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Generic, TypeVar

from papibook.data.workbook.cells import CellValue
from papibook.data.workbook.clear_words import (
    clear_status,
    clear_yes_no,
    percent_in_progress,
    plain_day,
    plain_number,
)
from papibook.ground.numbers import format_date
from papibook.ground.vietnamese import fold, without_marks
from papibook.model.layout import NO, WRITTEN_STATUSES, YES

Value = TypeVar("Value")


@dataclass(frozen=True)
class Reading(Generic[Value]):
    """What a cell says: a value, nothing (``is_blank``), or something unclear (neither).

    ``was_text``: a number or a day that was typed as text; a day that lost its format; a choice that was
    said in other words than the form's.
    """

    value: Value | None = None
    is_blank: bool = False
    was_text: bool = False

    @property
    def is_unclear(self) -> bool:
        """Whether something stands there that cannot be read."""
        return self.value is None and not self.is_blank


def read_text(cell: CellValue) -> str:
    """The cell as text: NFC, without control characters, trimmed; numbers and days as they are shown."""
    if isinstance(cell, str):
        if cell.isprintable():  # most are, and looking at each sign takes long
            return unicodedata.normalize("NFC", cell).strip()
        text = unicodedata.normalize("NFC", cell.replace("\r\n", "\n").replace("\r", "\n"))
        text = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Cf"))
        return text.strip()
    if isinstance(cell, bool):
        return YES if cell else NO
    if isinstance(cell, (int, float)):
        return show_number(cell)
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, timedelta):
        return f"{cell // timedelta(hours=1)}:{cell // timedelta(minutes=1) % 60:02}"
    if isinstance(cell, time):
        return str(cell)
    return ""


def show_number(number: float) -> str:
    """A number as it is typed in Vietnam, all its digits, without thousands dots: ``12,5``."""
    if float(number).is_integer() and abs(number) < 1e15:
        return str(int(number))
    return repr(float(number)).replace(".", ",")


def show_day(day: date) -> str:
    """``18/02/2022``, as official texts write it."""
    return format_date(day)


_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?", re.ASCII)
_ENGLISH = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?", re.ASCII)
_PLAIN = re.compile(r"[+-]?(0|[1-9]\d{0,14})(,\d{1,15})?", re.ASCII)  # no phone numbers: 0912…


_TWO_MEANINGS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)


def read_number(cell: CellValue, *, is_whole: bool = False, measure: str = "") -> Reading[float]:
    """A number. ``is_whole``: only whole numbers make sense, so "1.234" can only mean 1234.

    "1.234,5" and "1,234.5" can mean one number each; "1.234" and "1,234" mean two, and are asked about.
    ``measure``: what is counted; it may stand behind the number.
    """
    if isinstance(cell, bool) or not isinstance(cell, (str, int, float)):
        return Reading()
    if not isinstance(cell, str):
        return Reading(float(cell)) if math.isfinite(cell) else Reading()
    if not read_text(cell):
        return Reading(is_blank=True)
    text = plain_number(read_text(cell), measure)
    if _PLAIN.fullmatch(text):
        # "1,234" is 1,234 here and 1234 to whoever learnt numbers from an English keyboard.
        if re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", text, re.ASCII):
            return Reading()
        return Reading(float(text.replace(",", ".")), was_text=True)
    if _ENGLISH.fullmatch(text) and (text.count(",") > 1 or "." in text):
        return Reading(float(text.replace(",", "")), was_text=True)
    if _GROUPED.fullmatch(text) and (is_whole or text.count(".") > 1 or "," in text):
        return Reading(float(text.replace(".", "").replace(",", ".")), was_text=True)
    return Reading()


def two_meanings(cell: CellValue, measure: str = "") -> tuple[str, str] | None:
    """Both numbers that a text may mean, as "1,250" is 1250 or 1,25; None where it is unclear otherwise."""
    text = plain_number(read_text(cell), measure) if isinstance(cell, str) else ""
    if not _TWO_MEANINGS.fullmatch(text):
        return None
    whole, _, decimals = text.replace(",", ".").partition(".")
    return show_number(float(whole + decimals)), show_number(float(f"{whole}.{decimals}"))


def read_percent(cell: CellValue) -> Reading[float]:
    """A percentage from 0 to 100; "85%" is 85.

    A number between 0 and 1 is unclear: 0,85 may be a cell that Excel made a percentage of.
    """
    if isinstance(cell, str):
        reading = read_number(read_text(cell).removesuffix("%").rstrip())
    else:
        reading = read_number(cell)
    if reading.value is not None and not (reading.value == 0 or 1 <= reading.value <= 100):
        return Reading()
    return reading


_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([/-])(\d{1,2})\2(\d{1,2})", re.ASCII)


_SERIAL = re.compile(r"\d{5}", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 2000, 2099
"""Where a plain number is a day of Excel's whose format was lost, and a year of two digits lies."""


def read_day(cell: CellValue, *, is_1904: bool = False) -> Reading[date]:
    """A day; as text dd/mm/yyyy, dd/mm/yy (no other order is written here), yyyy-mm-dd or yyyy/mm/dd.

    A number is what Excel counts days with, where that gives a year of this century: pasted values lose
    their format, and the form itself takes such a cell for a day. ``is_1904``: the workbook counts from 1904.
    """
    if isinstance(cell, datetime):
        return Reading(cell.date())
    if isinstance(cell, date):
        return Reading(cell)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _serial_day(cell, is_1904=is_1904)
    if not isinstance(cell, str):
        return Reading()
    if not read_text(cell):
        return Reading(is_blank=True)
    text = plain_day(read_text(cell))
    if _SERIAL.fullmatch(text):
        return _serial_day(int(text), is_1904=is_1904)
    day_first, year_first = _DAY_FIRST.fullmatch(text), _YEAR_FIRST.fullmatch(text)
    if day_first:
        day, month, year = (int(part) for part in day_first.groups())
        year += 2000 if year < 100 else 0
    elif year_first:
        year, month, day = (int(year_first[part]) for part in (1, 3, 4))
    else:
        return Reading()
    try:
        return Reading(date(year, month, day), was_text=True)
    except ValueError:
        return Reading()


def _serial_day(number: float, *, is_1904: bool) -> Reading[date]:
    """The day of that number; from 1900 Excel counts a 29 February that there was not."""
    start = date(1904, 1, 1) if is_1904 else date(1899, 12, 30)
    if not (date(_FIRST_YEAR, 1, 1) - start).days <= number < (date(_LAST_YEAR + 1, 1, 1) - start).days:
        return Reading()
    return Reading(start + timedelta(days=math.floor(number)), was_text=True)


def read_choice(cell: CellValue, choices: Mapping[str, str]) -> Reading[str]:
    """The id of the choice whose words stand there, whatever their case and spaces.

    "Hoan thanh" and "Hòan thành" are read too where only one choice is written with these letters.
    """
    text = read_text(cell)
    if not text:
        return Reading(is_blank=True)
    for form in (fold, without_marks):
        found = [choice for choice, words in choices.items() if form(words) == form(text)]
        if len(found) == 1:
            return Reading(found[0])
    return Reading()


def read_beginning(cell: CellValue, choices: Mapping[str, str]) -> Reading[str]:
    """As :func:`read_choice`; two words or more with which one choice alone begins are read as that one."""
    reading, begun = read_choice(cell, choices), without_marks(read_text(cell))
    if reading.is_unclear and " " in begun:
        found = [
            choice for choice, words in choices.items() if f"{without_marks(words)} ".startswith(f"{begun} ")
        ]
        return Reading(found[0]) if len(found) == 1 else reading
    return reading


def read_yes_no(cell: CellValue) -> Reading[str]:
    """``yes`` or ``no``; marked where it was said with a remark or in other words."""
    reading = read_choice(cell, {"yes": YES, "no": NO})
    if reading.is_unclear and (answer := clear_yes_no(read_text(cell))):
        return Reading(answer, was_text=True)
    return reading


def read_status(cell: CellValue) -> Reading[str]:
    """A state of WRITTEN_STATUSES; marked where it was said in other words that can mean no other."""
    reading = read_choice(cell, WRITTEN_STATUSES)
    if reading.is_unclear and (status := clear_status(read_text(cell))):
        return Reading(status, was_text=True)
    return reading


def read_progress(status: CellValue, percent: CellValue) -> tuple[Reading[str], Reading[float]]:
    """A task's state and percentage, each from its own cell.

    "Đang thực hiện 50%" is both, where the percentage's own cell is empty or says the same; beside another
    percentage it is unclear.
    """
    state, share = read_status(status), read_percent(percent)
    if state.is_unclear and (text := percent_in_progress(read_text(status))):
        told = read_number(text).value
        if share.is_blank or share.value == told:
            return Reading("in_progress", was_text=True), Reading(told) if share.is_blank else share
    return state, share
