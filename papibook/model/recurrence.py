"""Tasks that come again within a plan's year: when each time is due.

Months, quarters and half-years are counted from the day on which the plan's year begins (01/01, 01/12,
or 15/12 by Decree 09/2019/NĐ-CP), so that they end with its periods.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

import pandas as pd

from papibook.model.plan import Period, PlanFile

MONTHS = {"each_month": 1, "each_quarter": 3, "each_half_year": 6, "each_year": 12}
"""How many months each time of such a task spans, by due_kind."""

RECURRING = ("each_period", *MONTHS)

DUE_RULE = re.compile(r"([1-9]|[12]\d|3[01])|\+([1-9]\d?)")
"""``25``: the 25th that lies last in each time; ``+5``: five days after its end; nothing: its last day."""


def tasks_of(tasks: pd.DataFrame, plan: PlanFile, period: Period) -> pd.DataFrame:
    """``tasks`` (schema TASKS) with the due date that recurring ones have in the period.

    The last day within the period on which one is due; where none is, the next one after it.
    """
    if not tasks["due_kind"].isin(list(MONTHS)).any():
        return tasks
    begins = year_begin(plan, period)
    days = [
        pd.Timestamp(due_in(kind, "" if pd.isna(rule) else str(rule), begins, period))
        if kind in MONTHS
        else given
        for kind, rule, given in tasks[["due_kind", "due_rule", "due_date"]].itertuples(index=False)
    ]
    return tasks.assign(due_date=pd.Series(days, index=tasks.index, dtype="datetime64[s]"))


def year_begin(plan: PlanFile, period: Period) -> date:
    """The day on which the plan's year that ``period`` lies in begins."""
    day = min(each.starts_on for each in plan.periods)
    while (following := _later(day, 12)) <= period.starts_on:
        day = following
    return day


def due_in(due_kind: str, rule: str, begins: date, period: Period) -> date:
    """When a task of that kind is due in the period; ``begins``: the plan's year."""
    days = _days_from(due_kind, rule, begins, period)
    return days[-2] if len(days) > 1 else days[-1]


def days_due_in(due_kind: str, rule: str, begins: date, period: Period) -> list[date]:
    """All days in the period on which a task of that kind is due; ``begins``: the plan's year."""
    return _days_from(due_kind, rule, begins, period)[:-1]


def _days_from(due_kind: str, rule: str, begins: date, period: Period) -> list[date]:
    """The days within the period, and the next one after it."""
    days, number = [], 1
    while True:
        day = _due(_later(begins, number * MONTHS[due_kind]) - timedelta(days=1), rule)
        if day >= period.starts_on:
            days.append(day)
        if day > period.cutoff_on:
            return days
        number += 1


def _due(end: date, rule: str) -> date:
    match = DUE_RULE.fullmatch(rule)
    if match is None:
        return end
    if match[2]:
        return end + timedelta(days=int(match[2]))
    day = int(match[1])
    this = _day_of(end.year, end.month, day)
    return this if this <= end else _day_of(end.year - (end.month == 1), (end.month - 2) % 12 + 1, day)


def _day_of(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _later(day: date, months: int) -> date:
    place = day.month - 1 + months
    return _day_of(day.year + place // 12, place % 12 + 1, day.day)
