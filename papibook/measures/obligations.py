"""Obligations: who owes which task by when, and how it stands at the cut-off."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import numpy as np
import pandas as pd

from papibook.data.given.owed import owed_tasks
from papibook.measures.answers import one_row_each
from papibook.measures.flags import is_true
from papibook.model.recurrence import RECURRING
from papibook.model.tables import OBLIGATIONS

_TASK_FACTS = ["task_id", "solution_id", "dimension_id", "due_kind", "due_date", "is_request", "lead"]


def count_obligations(
    tasks: pd.DataFrame,
    units: pd.DataFrame,
    written: pd.DataFrame,
    reported_units: Collection[str],
    *,
    period_id: str,
    cutoff_on: date,
    refused_units: Collection[str] = (),
) -> pd.DataFrame:
    """Every task × lead unit of one period, with its status at the cut-off.

    Status, first match (design, section 2, "Status"):

    1. ``not_applicable``: written so, with the row accepted;
    2. ``not_reported``: no accepted row, the row refused by an error (``is_refused``), no status written,
       or "done" without the date that would tell whether it was in time;
    3. ``done_on_time``, ``done_late``: done, against the due date; without a due date, on time;
    4. ``not_done_in_period``: recurring and not done: due again in each period, so days late say nothing;
    5. ``due_at_cutoff``: due on the day of the cut-off and not done;
    6. ``overdue``: due before the cut-off and not done;
    7. ``in_progress``, as written;
    8. ``not_due``.

    Bodies that send no workbook (the Front, the court) are only asked: nobody says how they stand, so they
    owe nothing here, and can never be shown as in breach. Their tasks stand in the annex.

    ``each_period`` tasks fall due at the cut-off, ``event`` tasks never; ``each_month`` to ``each_year`` as
    :func:`papibook.model.recurrence.tasks_of` says.

    Args:
        tasks: schema TASKS.
        units: schema UNITS.
        written: schema WRITTEN_TASKS, rows of this period.
        reported_units: units of which a revision is read; rows of others are not looked at.
        refused_units: units whose task sheet as a whole was refused by an error.

    Returns:
        Schema OBLIGATIONS. ``days_late`` is set for ``done_late`` (completed after due) and ``overdue``
        (cut-off after due) only.
    """
    cutoff = pd.Timestamp(cutoff_on)
    owed = owed_tasks(tasks[_TASK_FACTS], units)
    accepted = written[written["unit_id"].isin(list(reported_units))]
    rows = owed.merge(
        one_row_each(accepted, "task_id"), on=["unit_id", "task_id"], how="left", validate="one_to_one"
    )
    rows["period_id"] = period_id
    rows["is_unsent"] = ~rows["unit_id"].isin(list(reported_units))
    rows["due_date"] = _due_dates(rows, cutoff)
    rows["is_refused"] = is_true(rows["is_refused"]) | rows["unit_id"].isin(list(refused_units))
    rows["is_request"] = is_true(rows["is_request"])
    rows["is_due"] = rows["due_date"] <= cutoff
    rows["status"] = _statuses(rows, cutoff)
    rows["is_counted"] = rows["is_due"] & (rows["status"] != "not_applicable") & ~rows["is_request"]
    rows["days_late"] = _days_late(rows, cutoff)
    return OBLIGATIONS.coerce(rows)


def _due_dates(rows: pd.DataFrame, cutoff: pd.Timestamp) -> pd.Series:
    due = rows["due_date"].astype("datetime64[s]")
    due = due.mask(rows["due_kind"] == "each_period", cutoff)
    return due.mask(rows["due_kind"] == "event")


def _statuses(rows: pd.DataFrame, cutoff: pd.Timestamp) -> np.ndarray:
    word = rows["written_status"].fillna("").where(~rows["is_refused"], "")
    due, completed = rows["due_date"], rows["completed_date"]
    done = word == "done"
    undatable = done & completed.isna() & (due <= cutoff)
    on_time = due.isna() | (completed <= due) | (completed.isna() & (due > cutoff))
    cases = [
        (word == "not_applicable", "not_applicable"),
        ((word == "") | undatable, "not_reported"),
        (done & on_time, "done_on_time"),
        (done, "done_late"),
        (rows["due_kind"].isin(RECURRING) & (due <= cutoff), "not_done_in_period"),
        (due == cutoff, "due_at_cutoff"),
        (due < cutoff, "overdue"),
        (word == "in_progress", "in_progress"),
    ]
    conditions = [case.to_numpy(dtype=bool) for case, _ in cases]
    return np.select(conditions, [status for _, status in cases], default="not_due")


def _days_late(rows: pd.DataFrame, cutoff: pd.Timestamp) -> pd.Series:
    after_due = (rows["completed_date"] - rows["due_date"]).dt.days
    since_due = (cutoff - rows["due_date"]).dt.days
    days = after_due.where(rows["status"] == "done_late", since_due.where(rows["status"] == "overdue"))
    return days.astype("Int64")
