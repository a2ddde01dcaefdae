"""What a cell of the form accepts: lists, numbers, days, each with a message when it refuses.

The lists of the layout stand in the rules themselves: all are shorter than the 255 characters that a file
can hold there. Rules that are equal are written once for all their cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xlsxwriter.worksheet import Worksheet

from papibook.data.forms.conditional_formats import runs
from papibook.data.report.figures import MAX_FIGURE, IndicatorRule
from papibook.ground.numbers import format_date
from papibook.ground.texts import say
from papibook.model.layout import MISSING_REASONS, NO, WRITTEN_STATUSES, YES
from papibook.model.plan import Period


def one_of(words: Sequence[str]) -> dict[str, Any]:
    """A list to choose from."""
    return {
        "validate": "list",
        "source": list(words),
        "error_title": say("form", "Not in the list"),
        "error_message": say("form", "Choose from the list: click the cell, then the arrow at its right."),
    }


STATUS_RULE = one_of(list(WRITTEN_STATUSES.values()))
REASON_RULE = one_of(list(MISSING_REASONS.values()))
YES_NO_RULE = one_of([YES, NO])


def percent_rule() -> dict[str, Any]:
    """Whole percentages, so that 0,85 and a cell formatted as percent are refused."""
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": 0,
        "maximum": 100,
        "input_title": say("form", "Share done"),
        "input_message": say("form", "A whole number from 0 to 100, without the sign %."),
        "error_title": say("form", "Not a percentage"),
        "error_message": say(
            "form", "Enter a whole number from 0 to 100 without the sign %, for example 85."
        ),
    }


def day_rule(earliest: date, latest: date, hint: str) -> dict[str, Any]:
    """A day between two days, both included."""
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": earliest,
        "maximum": latest,
        "input_title": say("form", "Day"),
        "input_message": hint,
        "error_title": say("form", "Not a day that is possible"),
        "error_message": say(
            "form",
            "Enter the day as day/month/year, for example 31/05/2022, from {first} to {last}.",
            first=format_date(earliest),
            last=format_date(latest),
        ),
    }


def done_rule(period: Period, first_day: date) -> dict[str, Any]:
    """The day on which a task was done: from the first day that counts to the end of the period."""
    hint = say("form", "Only for a task that is done. Day/month/year, for example 31/05/2022.")
    return day_rule(first_day, period.cutoff_on, hint)


def figure_rule(rule: IndicatorRule) -> dict[str, Any]:
    """What numerator, denominator or value of this indicator accept."""
    if rule.kind == "yes_no":
        return YES_NO_RULE
    is_ratio = rule.kind == "ratio"
    least = 0.0 if is_ratio else rule.least
    greatest = None if is_ratio else rule.greatest
    kind = say("form", "a whole number") if rule.is_whole else say("form", "a number")
    return {
        "validate": "integer" if rule.is_whole else "decimal",
        "criteria": "between",
        "minimum": _plain(-MAX_FIGURE if least is None else least),
        "maximum": _plain(MAX_FIGURE if greatest is None else greatest),
        "error_title": say("form", "Not a figure that is possible"),
        "error_message": say(
            "form",
            "Enter {kind}{range}, digits only. If there is no figure, leave the cell empty and "
            "choose a reason.",
            kind=kind,
            range=_range(least, greatest),
        ),
    }


def _range(least: float | None, greatest: float | None) -> str:
    first, last = (None if end is None else _plain(end) for end in (least, greatest))
    if first is not None and last is not None:
        return say("form", " from {first} to {last}", first=first, last=last)
    return "" if first is None else say("form", " from {first} upwards", first=first)


def _plain(number: float) -> float:
    return int(number) if float(number).is_integer() else number


@dataclass
class Rules:
    """The rules of one sheet, collected with the cells that each is for."""

    _cells: list[tuple[Mapping[str, Any], list[tuple[int, int]]]] = field(default_factory=list)

    def add(self, row: int, column: int, rule: Mapping[str, Any]) -> None:
        """This cell follows that rule."""
        for known, cells in self._cells:
            if known == rule:
                cells.append((row, column))
                return
        self._cells.append((rule, [(row, column)]))

    def write(self, sheet: Worksheet) -> None:
        """Write every rule once, for runs of cells one under the other."""
        for rule, cells in self._cells:
            (row, column, last, _), *others = runs(cells)
            sheet.data_validation(
                row, column, last, column, {**rule, "other_cells": [list(run) for run in others]}
            )
