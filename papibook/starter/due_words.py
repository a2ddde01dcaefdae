"""When a task is due, from the words of a plan: “trước 15/6”, “Quý II”, “hằng quý”, “thường xuyên”."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from papibook.ground.vietnamese import without_marks


@dataclass(frozen=True)
class Due:
    """``kind``: a due_kind of the table of tasks; ``day``: the last day in time, for kind date.

    ``name``: which of several dates of one task this is (“quý II”); empty where there is one.
    """

    kind: str
    day: date | None = None
    name: str = ""


_DAY = re.compile(
    r"(?:(truoc)\s+)?(?:ngay\s+)?(?<![\d/])(\d{1,2})\s*[/.-]\s*(\d{1,2})(?!\d)(?:\s*[/.-]\s*(\d{4}))?"
)
_MONTH = re.compile(r"thang\s+(\d{1,2})(?:\s*(?:/|nam)\s*(\d{4}))?")
_QUARTER = re.compile(r"(?:quy|,|;|va)\s*(iv|iii|ii|i|[1-4])\b(?:\s*(?:/|nam)\s*(\d{4}))?")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_EACH = (
    (r"0?6 thang/(?:01 )?lan|(?:hang|moi)\s+0?6 thang|dinh ky 0?6 thang|0?2 lan/nam", "each_half_year"),
    (r"(?:hang|moi|dinh ky)\s+quy|quy/lan|0?3 thang/lan|0?4 lan/nam", "each_quarter"),
    (r"(?:hang|moi|dinh ky)\s+thang|(?<!\d )(?:0?1 )?thang/lan", "each_month"),
    (r"(?:hang|moi|dinh ky)\s+nam|nam/lan|1 lan/nam", "each_year"),
    (r"thuong xuyen|lien tuc|hang ngay|dinh ky", "each_period"),
    (r"khi (?:co|phat sinh|can|het)|theo quy dinh|kip thoi|phat sinh|theo yeu cau|theo ke hoach", "event"),
)


def read_due(words: str, year: int) -> tuple[Due, ...]:
    """Every due date that ``words`` name, or how often the task recurs; nothing where they aren't understood.

    A day without a year is one of ``year``, the plan's. “Trước” excludes the day, as in the plan's deadlines;
    a month, a quarter, a half-year or a year ends on its last day.
    """
    text = without_marks(words)
    for pattern, kind in _EACH[:4]:
        if re.search(pattern, text):
            return (Due(kind),)
    dues = list(_dated(text, year))
    if dues:
        return tuple(dues) if len(dues) > 1 else (Due("date", dues[0].day),)
    for pattern, kind in _EACH[4:]:
        if re.search(pattern, text):
            return (Due(kind),)
    return ()


def _dated(text: str, year: int) -> Iterator[Due]:
    days = list(_DAY.finditer(text))
    if days:
        for found in days:
            day = _day(int(found[4] or year), int(found[3]), int(found[2]))
            if day is not None:
                last = day - timedelta(days=1) if found[1] else day
                yield Due("date", last, f"{last.day:02d}/{last.month}")
        return
    if "quy " in text:
        for found in _QUARTER.finditer(text):
            quarter = _ROMAN.get(found[1]) or int(found[1])
            yield Due("date", _end(int(found[2] or year), 3 * quarter), f"quý {_NAMES[quarter]}")
        return
    for found in _MONTH.finditer(text):
        if 1 <= int(found[1]) <= 12:
            yield Due("date", _end(int(found[2] or year), int(found[1])), f"tháng {int(found[1])}")
    if _MONTH.search(text):
        return
    if "6 thang dau nam" in text:
        yield Due("date", _end(year, 6))
    elif re.search(r"6 thang cuoi nam|cuoi nam|trong nam|ca nam|het nam|^nam \d{4}$|^\d{4}$", text):
        named = re.search(r"\b(20\d{2})\b", text)
        yield Due("date", _end(int(named[1]) if named else year, 12))


_NAMES = ("", "I", "II", "III", "IV")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
