"""What is due and not done: who owes which task, and how late it is."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from papibook.measures.flags import is_true
from papibook.measures.standing import standing

COLUMNS = [
    "period_id",
    "unit_id",
    "unit_name",
    "short_name",
    "task_id",
    "title",
    "solution_id",
    "dimension_id",
    "due_date",
    "days_late",
    "status",
    "is_not_reported",
    "is_unsent",
    "written_status",
    "percent_done",
]
UNDONE_STATUSES = ("overdue", "due_at_cutoff", "not_done_in_period")
"""Statuses of what was due and is known not to be done."""
UNDONE = tuple(f"n_{status}" for status in UNDONE_STATUSES)
"""Where standing counts it."""


def overdue(
    obligations: pd.DataFrame,
    tasks: pd.DataFrame,
    units: pd.DataFrame,
    *,
    include_not_reported: bool = False,
) -> pd.DataFrame:
    """Obligations due before the cut-off and not done, the latest first.

    Requests and events are never overdue. With ``include_not_reported`` also those due of which nothing is
    known: they are not *overdue*, come last, and have no ``days_late``; ``is_not_reported`` marks them.

    Args:
        obligations, tasks, units: schemas OBLIGATIONS, TASKS, UNITS.

    Returns:
        The columns of ``COLUMNS``, by days late (most first), due date, the units' order and task.
    """
    return _listed(
        obligations, tasks, units, ["overdue", "not_reported"] if include_not_reported else ["overdue"]
    )


def not_done(obligations: pd.DataFrame, tasks: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Obligations due, not done and not overdue: due on the day of the cut-off, or recurring.

    Args and result: those of :func:`overdue`; none has ``days_late``.
    """
    return _listed(obligations, tasks, units, ["due_at_cutoff", "not_done_in_period"])


def _listed(
    obligations: pd.DataFrame, tasks: pd.DataFrame, units: pd.DataFrame, statuses: Collection[str]
) -> pd.DataFrame:
    rows = obligations[is_true(obligations["is_counted"]) & obligations["status"].isin(list(statuses))]
    rows = rows.merge(tasks[["task_id", "title"]], on="task_id", how="left", validate="many_to_one")
    names = units[["unit_id", "unit_name", "short_name", "sort_order"]]
    rows = rows.merge(names, on="unit_id", how="left", validate="many_to_one")
    rows["is_not_reported"] = (rows["status"] == "not_reported").astype("boolean")
    rows = rows.sort_values(
        ["is_not_reported", "days_late", "due_date", "sort_order", "task_id"],
        ascending=[True, False, True, True, True],
        kind="stable",
        ignore_index=True,
    )
    return rows[COLUMNS]


def worst_units(obligations: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """The units with the most overdue, then with the most that was due and is not done.

    What nobody reported is in neither: who is silent is another question.

    Args:
        obligations, units: schemas OBLIGATIONS (rows of one period), UNITS.

    Returns:
        Rows of :func:`papibook.measures.standing` by unit that owe something, with n_undone; alike ones in
        the units' order.
    """
    rows = standing(obligations)
    rows = rows.assign(n_undone=rows[list(UNDONE)].sum(axis=1))
    places = units.set_index("unit_id")["sort_order"]
    rows = rows[is_true(rows["n_undone"] > 0)]
    rows = rows.assign(place=rows["unit_id"].map(places))
    ordered = rows.sort_values(
        ["n_overdue", "n_undone", "place"], ascending=[False, False, True], kind="stable", ignore_index=True
    )
    return ordered.drop(columns="place")
