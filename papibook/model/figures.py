"""Figures by id: what a number is, wherever it stands, so that two places that show it can be compared.

``share_on_time/2022-S1/xa-tan-lap/dimension:3``: the measure, the period, whose it is, what it is about. The
same measure, period, unit and subject make the same id on a page, on paper, in a workbook.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

ALL = "all"
"""In place of a unit: the whole of the plan's units; in place of a subject: everything."""
PROVINCE = "province"
"""In place of a unit: the province that PAPI measured."""

MEASURES = {
    # How obligations stand at the period's cut-off; about a dimension, solution, task, or all.
    "n_tasks": "tasks of the plan under which there are obligations",
    "n_obligations": "obligations, requests left out",
    "n_counted": "obligations due by the cut-off that are in the share on time",
    "n_on_time": "of those: done on time",
    "n_late": "of those: done late",
    "n_overdue": "of those: due before the cut-off and not done",
    "n_due_at_cutoff": "of those: due on the day of the cut-off and not done",
    "n_not_done_in_period": "of those: recurring, not done in the period",
    "n_not_reported": "of those: not reported",
    "n_unsent": "of those: of units of which no report is read",
    "n_unanswered": "of n_not_reported: refused for an error, or left blank",
    "n_later": "obligations not due by the cut-off, under way or not",
    "share_on_time": "n_on_time in percent of n_counted",
    "n_undone": "of those: n_overdue, n_due_at_cutoff and n_not_done_in_period together",
    "n_undone_explained": "of n_undone: those beside which the unit wrote a difficulty",
    "n_undone_with_difficulty": "of n_undone: those beside which this difficulty is written; by its place",
    "n_to_gain": "of n_counted: not on time, but can come to be (papibook.measures.lifting_jobs)",
    "n_lost": "of n_counted: not on time, and can't be any more",
    "gain_in_share": "percentage points by which a job would raise share_on_time at most",
    "change_in_share_on_time": "percentage points, against the period that shares are compared with",
    "n_counted_on_same_units": "n_counted of the units whose report is read in both periods compared",
    "n_on_time_on_same_units": "n_on_time of these units",
    "share_on_same_units": "n_on_time in percent of n_counted, of these units",
    "status": "the status of one obligation (papibook.model.status)",
    "n_more_overdue": "of n_overdue: those that a report's body leaves to its annex",
    "n_units_overdue": "units with something overdue",
    "n_units_undone": "units with something due and not done; of a task",
    "n_units_saying": "units that wrote this difficulty beside work due and not done; by its place",
    "n_dimensions": "dimensions of the plan",
    "n_dimensions_behind": "dimensions whose share_on_time is below the mark for “behind”",
    "n_dimensions_on_track": "dimensions whose share_on_time reaches the mark for “on track”",
    "place_by_share": "place among the dimensions by share_on_time, 1 the highest",
    "n_dimensions_compared": "dimensions that have a share_on_time",
    "days_late": "days from an obligation's due date to its end or the cut-off; of a conclusion, the closing",
    "due_date": "the day on which an obligation is due",
    "completed_date": "the day on which the unit says it was done",
    # What units reported for an indicator.
    "value": "in the indicator's unit of measure; of all units: ratio of sums, sum of counts, percent of yes",
    "numerator": "of a ratio's value",
    "denominator": "of a ratio's value",
    "target": "what is asked for; of several the strictest",
    "further_target": "what another asks for besides, less strictly",
    "missing_to_target": "how many more of what it counts would meet it; fewer where lower is better",
    "needed_for_target": "the number nearest to the numerator, or the count, that meets the target",
    "points_to_target": "distance of value and target as shown, where no count gives it",
    "n_units": "units on whose figures the value of all stands",
    "n_units_owing": "units that could have given a figure for it",
    "change_in_value": "against the period that the indicator is compared with",
    "difference_value": "the period's value less that of the period it contains",
    "value_on_same_units": "the value of all, on the units that gave it in both periods compared",
    "difference_on_same_units": "difference_value of all, on the units that gave both",
    "change_on_same_units": "of the two values on the same units",
    "n_same_units": "the units that gave both",
    "median_of_units": "the median of the units' values that this one is held against",
    "distance_from_median": "in robust standard deviations",
    "value_by_rule": "what the rule of change for follow-up judged: of a flow the difference",
    "value_compared": "what that rule held it against",
    "change_by_rule": "the change that made the rule propose the figure",
    "n_indicators_with_target": "indicators with a target and a value of all",
    "n_indicators_at_target": "of those: at the target or better",
    "n_targets_missed": "of those: short of the target",
    "n_targets_without_value": "indicators with a target of which there is no value of all",
    "n_indicators_without_target": "indicators that have a value and no target",
    "n_indicators_better": "indicators whose value of all is better than in the period compared",
    "n_indicators_worse": "indicators whose value of all is worse than in the period compared",
    "n_indicators_incomplete": "indicators with a target whose value of all lacks units that owe a figure",
    # What no total holds.
    "n_figures_refused": "figures with an error",
    "n_rows_refused": "obligations whose row has an error",
    "n_figures_missing": "figures owed and missing",
    "n_figures_not_applicable": "figures with a reason for which there can be none",
    "n_not_applicable": "obligations that do not apply, with a reason",
    "n_events": "obligations that fall due when something occurs",
    "n_requests": "obligations of bodies that are only asked",
    # Reports.
    "n_reporting": "units that owe a report",
    "n_reported": "of those: whose report is read",
    "n_reported_on_time": "of those: whose first report came by the deadline",
    "n_units_silent": "units whose report is not read: n_reporting less n_reported",
    "n_files_refused": "files that came and were not taken",
    "n_units_with_remarks": "units that wrote a difficulty or a proposal",
    "n_difficulties": "difficulties that units wrote",
    "n_units_proposing": "units that wrote the same proposal; about its place in the list of these",
    "n_more_proposals_shared": "proposals that several units wrote alike, besides those on the cover",
    "n_more_proposals_alike": "of those, made by as many units as the last one on the cover",
    "n_proposals": "proposals that units wrote",
    "revision": "the revision that is read",
    "waiting_revision": "the revision that came after the data were closed",
    "tasks_answered": "tasks with an answer",
    "tasks_owed": "tasks that the unit reports on",
    "figures_answered": "figures with an answer",
    "figures_owed": "figures that the unit owes",
    "complete": "answered in percent of owed",
    "n_errors": "findings that keep a row out",
    "n_warnings": "findings that ask for a second look",
    "n_notes": "findings that are only told",
    # What directed the plan (directives.csv).
    "n_directives": "documents, meetings, inspections or urgings of the period; about their kind",
    "n_conclusions": "conclusions that the report answers for",
    "n_conclusions_done": "of those: done, in time or late",
    "n_conclusions_overdue": "of those: due before the data were closed and not done",
    "n_conclusions_open": "of those: neither done nor overdue",
    # Official scores; the period is PAPI's year.
    "papi_score": "the province's points",
    "papi_rank": "its rank, recomputed",
    "papi_n_provinces": "among so many provinces",
    "papi_median": "the median of all provinces",
    "papi_best": "the highest score",
    # A body's own index of units (own_index.csv); the period is the index's year.
    "index_score": "the unit's points",
    "index_rank": "its rank",
    "index_n_units": "among so many units",
}
"""Each measure and what it is: the one list of names. No page may use one that is not here."""

_NUMBER = (int, float)
_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]*")


@dataclass(frozen=True)
class FigureId:
    """What a number is.

    Attributes:
        measure: one of MEASURES.
        period_id: the reporting period, or PAPI's year.
        unit_id: whose figure it is: a unit, a group of units, ALL, PROVINCE.
        subject: what it is about: ``dimension:3``, ``indicator:I101``, ``task:T1.1-02``, ``solution:1.1``,
            ``subdimension:1.1``, ``index:chi-so``, ``report:xa-tan-lap``, ``proposal:1``, or ALL.
    """

    measure: str
    period_id: str
    unit_id: str
    subject: str = ALL

    def __post_init__(self) -> None:
        if self.measure not in MEASURES:
            raise ValueError(f"no measure: {self.measure}")
        for part in (self.period_id, self.unit_id, self.subject):
            _require_part(part)

    def __str__(self) -> str:
        return f"{self.measure}/{self.period_id}/{self.unit_id}/{self.subject}"

    @classmethod
    def parse(cls, text: object) -> FigureId:
        """The id that ``str`` gave.

        Raises:
            ValueError: it is none.
        """
        parts = text.split("/") if isinstance(text, str) else []
        if len(parts) != 4:
            raise ValueError(f"not the id of a figure: {text!r}")
        return cls(*parts)


@cache
def _require_part(text: str) -> None:
    if not _PART.fullmatch(text):
        raise ValueError(f"not a part of a figure's id: {text!r}")


@dataclass(frozen=True)
class Figure:
    """A number with what it is: ``value`` as counted, not as printed; None where there is none.

    A status is its id, a day ISO text. ``id`` is None for a number that is no figure of the plan.
    """

    id: FigureId | None
    value: float | str | None


@dataclass(frozen=True)
class About:
    """Period, unit and subject that several figures have in common, as those of one row."""

    period_id: str
    unit_id: str = ALL
    subject: str = ALL

    def figure(self, measure: str, value: Any) -> Figure:
        """The figure ``measure`` of it; missing values of any kind become None."""
        return Figure(FigureId(measure, self.period_id, self.unit_id, self.subject), raw_value(value))


def raw_value(value: Any) -> float | str | None:
    """A cell of a frame as the raw value of a figure: days as ISO text, missing as None."""
    if isinstance(value, _NUMBER):
        return None if value != value else float(value)
    if isinstance(value, str):
        return value or None
    if value is None or pd.isna(value):
        return None
    return str(value.date()) if hasattr(value, "date") else float(value)
