"""Days in what readers see: every day of a text, and those that an edition could not know."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

import yaml

MARK = "công bố sau kỳ này"
REACH = 120
"""So many characters before a day its mark may stand."""

_DAY = re.compile(
    r"(?<![\d/.])(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>(?:19|20)\d\d)(?![\d/])"
    r"|(?<!\d)(?P<iy>(?:19|20)\d\d)-(?P<im>\d\d)-(?P<id>\d\d)(?!\d)"
    r"|ngày (?P<wd>\d{1,2}) tháng (?P<wm>\d{1,2}) năm (?P<wy>\d{4})",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?<!\d )tháng (?P<m>\d{1,2})(?:/| năm )(?P<y>(?:19|20)\d\d)(?![\d/])", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\w/.,:–-])(?P<y>(?:19|20)\d\d)(?![\w/:–-]|[.,]\d)")
"""A year by itself: no part of a day, of a document's number, of an id; numbers have a dot for thousands."""


def days_in(text: str) -> Iterator[tuple[int, date]]:
    """Every day in ``text`` with its place: 05/6/2022, 5.6.2022, 2022-06-05, ngày 05 tháng 6 năm 2022."""
    for found in _DAY.finditer(text):
        parts = found.groupdict()
        numbers = [parts[name] for kind in ("", "i", "w") for name in (f"{kind}y", f"{kind}m", f"{kind}d")]
        year, month, day = (int(number) for number in numbers if number is not None)
        try:
            yield found.start(), date(year, month, day)
        except ValueError:  # the number of a document, no day
            continue


def stretches_in(text: str) -> Iterator[tuple[int, date, date]]:
    """Every month and year in ``text`` by itself, with its place, first and last day."""
    for found in _MONTH.finditer(text):
        year, month = int(found["y"]), int(found["m"])
        if 1 <= month <= 12:
            yield found.start(), date(year, month, 1), _last_day(year, month)
    for found in _YEAR.finditer(text):
        yield found.start(), date(int(found["y"]), 1, 1), date(int(found["y"]), 12, 31)


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def untold(text: str, closed: date, planned: Iterable[date]) -> list[str]:
    """Days after ``closed`` that the plan has not set and no mark precedes, each with its surroundings."""
    known = set(planned)
    text = " ".join(text.split())
    return _unmarked(text, [at for at, day in days_in(text) if day > closed and day not in known], REACH)


def untold_stretches(text: str, closed: date, planned: Iterable[date], reach: int = REACH) -> list[str]:
    """The same of months and years by themselves; its mark may stand ``reach`` characters before one.

    One is known where it has begun or has a day that the plan set; what it will bring is no news of it.
    """
    known = set(planned)
    text = " ".join(text.split())
    later = [
        place
        for place, first, last in stretches_in(text)
        if first > closed and not any(first <= day <= last for day in known)
        if " sẽ " not in text[place : place + 20]
    ]
    return _unmarked(text, later, reach)


def _unmarked(text: str, places: Iterable[int], reach: int) -> list[str]:
    return [
        text[max(place - 60, 0) : place + 30]
        for place in places
        if MARK not in text[max(place - reach, 0) : place].casefold()
    ]


def planned_days(root: Path) -> set[date]:
    """The days that the plan itself has set, read from its files alone."""
    (folder,) = (root / "data" / "plans").iterdir()
    plan = yaml.safe_load((folder / "plan.yml").read_text(encoding="utf-8"))
    found = {deadline["on"] for deadline in plan["deadlines"]}
    for period in plan["periods"]:
        found |= {period[name] for name in ("starts_on", "cutoff_on", "data_closed_on")}
        for each in (period["unit_deadline"], *period["deadlines"]):
            found |= {each["on"], each["on"] - timedelta(days=1 if each["rule"] == "before" else 0)}
    with (folder / "tasks.csv").open(encoding="utf-8", newline="") as file:
        found |= {date.fromisoformat(row["due_date"]) for row in csv.DictReader(file) if row["due_date"]}
    return found
