"""Days, years and ids a year on."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterator
from datetime import date

from papibook.ground.numbers import format_date
from papibook.ground.problems import Problem, problem

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
SATURDAY, SUNDAY = 5, 6


def moved_day(day: date) -> date:
    """The same day a year on; 29/02 becomes 28/02.

    >>> moved_day(date(2024, 2, 29))
    datetime.date(2025, 2, 28)
    """
    return date(day.year + 1, day.month, min(day.day, monthrange(day.year + 1, day.month)[1]))


def moved_end(day: date) -> date:
    """The day a year on by which a period ends: the last of a month stays the last.

    >>> moved_end(date(2023, 2, 28))
    datetime.date(2024, 2, 29)
    """
    is_last = day.day == monthrange(day.year, day.month)[1]
    moved = moved_day(day)
    return moved.replace(day=monthrange(moved.year, moved.month)[1]) if is_last else moved


def moved_words(text: str, years: Collection[int]) -> str:
    """``text`` with each of ``years``, the plan's, made the next one; other years stay.

    >>> moved_words("Năm 2022, Nghị định 30/2020", {2021, 2022})
    'Năm 2023, Nghị định 30/2020'
    """
    return _YEAR.sub(lambda found: str(int(found[0]) + (int(found[0]) in years)), text)


def day_problems(place: str, before: date, last_day: date) -> Iterator[Problem]:
    """What is to be said of the last day of a deadline, moved from ``before``; ``place``: file and key."""
    if before.month == 2 and before.day == 29:
        yield problem(
            "{place}: {before} has become {day}, because there is no 29 February in that year.",
            place=place,
            before=format_date(before),
            day=format_date(last_day),
        )
    if last_day.weekday() in (SATURDAY, SUNDAY):
        told = "{place}: the last day, {day}, is a Sunday. Write another day if it is to be a working day."
        if last_day.weekday() == SATURDAY:
            told = (
                "{place}: the last day, {day}, is a Saturday. Write another day if it is to be a working day."
            )
        yield problem(told, place=place, day=format_date(last_day))
