"""Jobs that would raise the share on time: reports to be sent, work that comes again each period."""

from __future__ import annotations

import pandas as pd

from papibook.measures.flags import is_true
from papibook.model.recurrence import RECURRING

COLUMNS = [
    "period_id",
    "kind",
    "unit_id",
    "task_id",
    "dimension_id",
    "n_counted",
    "n_to_gain",
    "n_unknown",
    "unit_ids",
    "gain_pct",
]


def lifting_jobs(obligations: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """What would raise the share on time of these obligations, and by how much at most.

    The share is raised by two things: a report that says of work of which nothing is known that it was done
    on time, and recurring work that is on time when it comes again. What was done
    late, or is late now, can't become on time any more and is in no job: it has to be done, but raises
    nothing.

    A job is the report of one unit that has not reported (all that it owes), or one task at the units that
    have. Its gain is that of all its obligations, in percentage points of the share as it is now, with the
    same denominator: with all jobs done the share is 100 less the share of what is lost.

    Args:
        obligations: schema OBLIGATIONS, rows of one period.
        reports: schema REPORTS, rows of that period.

    Returns:
        period_id; kind (report, task); unit_id (of a report) or task_id (of a task), dimension_id (of a
        task); n_counted (all the obligations due of that unit or task); n_to_gain (of those: that can come
        to be on time), n_unknown (of these: not reported); unit_ids (theirs, separated by ;); gain_pct. The
        greatest gain first, then reports before tasks, units and tasks in the order of ``obligations``.

    Raises:
        ValueError: rows of several periods.
    """
    if obligations["period_id"].nunique() > 1:
        raise ValueError("obligations of several periods: choose one (measures.current)")
    counted = obligations[is_true(obligations["is_counted"]) & ~is_true(obligations["is_request"])]
    silent = set(reports.loc[reports["report_status"] == "not_reported", "unit_id"])
    unknown = counted["status"] == "not_reported"
    again = counted["due_kind"].isin(RECURRING) & (counted["status"] != "done_on_time")
    by_report = counted["unit_id"].isin(list(silent))
    rows = counted.assign(
        kind=pd.Series("task", counted.index, dtype="string").mask(by_report, "report"),
        subject=counted["task_id"].mask(by_report, counted["unit_id"]),
        can_gain=is_true(unknown | again),
        is_unknown=is_true(unknown),
    )
    jobs = [
        {
            "period_id": part["period_id"].iloc[0],
            "kind": kind,
            "unit_id": subject if kind == "report" else pd.NA,
            "task_id": subject if kind == "task" else pd.NA,
            "dimension_id": part["dimension_id"].iloc[0] if kind == "task" else pd.NA,
            "n_counted": len(part),
            "n_to_gain": int(part["can_gain"].sum()),
            "n_unknown": int(part["is_unknown"].sum()),
            "unit_ids": ";".join(dict.fromkeys(part.loc[part["can_gain"], "unit_id"])),
            "gain_pct": 100 * int(part["can_gain"].sum()) / len(rows),
        }
        for (kind, subject), part in rows.groupby(["kind", "subject"], sort=False)
        if part["can_gain"].any()
    ]
    table = pd.DataFrame(jobs, columns=COLUMNS)
    ordered = table.assign(less=-table["n_to_gain"])
    ordered = ordered.sort_values(["less", "kind"], kind="stable", ignore_index=True)
    return ordered[COLUMNS]
