"""Reports: did each unit report, when, how completely. From receipts and required cells, never opinion."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from papibook.measures.answers import ANSWERED, figure_answers, task_answers
from papibook.measures.flags import is_true
from papibook.measures.precision import percent
from papibook.model.tables import REPORTS

_OF_REPORT = ["tasks_answered", "figures_answered", "n_errors", "n_warnings"]


def count_reports(
    units: pd.DataFrame,
    chosen: pd.DataFrame,
    obligations: pd.DataFrame,
    figures: pd.DataFrame,
    findings: pd.DataFrame,
    *,
    period_id: str,
    deadline_on: date,
    group_deadlines: Mapping[str, date] | None = None,
) -> pd.DataFrame:
    """One row per reporting unit of one period.

    On time: the first accepted revision came on or before ``deadline_on``; a later correction does not make
    a report late (design, "Which revision"). A unit whose first report came after the data were closed has
    not reported in this edition; its revision stands in ``waiting_revision``.

    What an answer is: :mod:`papibook.measures.answers`. Requests are no duty and owe nothing. Of a report
    that is not there nothing is counted: what was answered in it and found in it is missing, not 0. A unit
    that reports through another is as late as that one's workbook.

    Args:
        units: schema UNITS.
        chosen: schema CHOSEN.
        obligations, figures, findings: schemas OBLIGATIONS, FIGURES, FINDINGS, rows of this period.
        deadline_on: the last day that is still on time; ``group_deadlines``: of units of these groups.

    Returns:
        Schema REPORTS.
    """
    rows = units.loc[is_true(units["is_reporting"]), ["unit_id", "unit_group", "reports_through"]]
    rows = rows.rename(columns={"reports_through": "sender"})
    rows = rows.merge(chosen, on="unit_id", how="left", validate="one_to_one")
    reported = rows["revision"].notna()
    rows["reports_through"] = rows["reports_through"].mask(~reported, rows["sender"])
    first = rows["first_received_at"].astype("datetime64[s]").where(reported)
    of_group = {group: pd.Timestamp(day) for group, day in (group_deadlines or {}).items()}
    deadline = rows["unit_group"].map(of_group).astype("datetime64[s]").fillna(pd.Timestamp(deadline_on))
    late = (first.dt.normalize() - deadline).dt.days
    rows["period_id"] = period_id
    rows["deadline_on"] = deadline
    rows["first_received_at"] = first
    rows["days_late"] = late.astype("Int64")
    rows["report_status"] = (
        pd.Series("on_time", index=rows.index).mask(late > 0, "late").mask(~reported, "not_reported")
    )
    told = obligations[~is_true(obligations["is_request"])]
    owed = figures[is_true(figures["is_owed"])]
    for name, counted in {
        "tasks_owed": told,
        "tasks_answered": told[task_answers(told) == ANSWERED],
        "figures_owed": owed,
        "figures_answered": owed[figure_answers(owed) == ANSWERED],
        "n_errors": findings[findings["severity"] == "error"],
        "n_warnings": findings[findings["severity"] == "warning"],
    }.items():
        rows[name] = rows["unit_id"].map(counted["unit_id"].value_counts()).fillna(0).astype("Int64")
    rows[_OF_REPORT] = rows[_OF_REPORT].where(reported)
    return REPORTS.coerce(rows)


def completeness(reports: pd.DataFrame) -> pd.DataFrame:
    """``reports`` with the share of what is owed that was answered.

    A unit that owes nothing has no completeness, nor has one that did not report.

    Returns:
        The rows of ``reports`` and tasks_complete_pct, figures_complete_pct, complete_pct (both together).
    """
    return reports.assign(
        tasks_complete_pct=percent(reports["tasks_answered"], reports["tasks_owed"]),
        figures_complete_pct=percent(reports["figures_answered"], reports["figures_owed"]),
        complete_pct=percent(
            reports["tasks_answered"] + reports["figures_answered"],
            reports["tasks_owed"] + reports["figures_owed"],
        ),
    )


def timeliness(reports: pd.DataFrame) -> pd.DataFrame:
    """How many units reported, on time and late, one row per period.

    Returns:
        period_id, n_units, n_reported, n_on_time, n_late, n_not_reported.
    """
    status = reports["report_status"]
    flags = reports[["period_id"]].assign(
        n_units=1,
        n_reported=status.isin(["on_time", "late"]).astype(int),
        n_on_time=(status == "on_time").astype(int),
        n_late=(status == "late").astype(int),
        n_not_reported=(status == "not_reported").astype(int),
    )
    return flags.groupby("period_id", sort=True).sum().reset_index()


def n_silent(reports: pd.DataFrame) -> int:
    """How many units have not reported.

    Args:
        reports: schema REPORTS, rows of one period.
    """
    return int((reports["report_status"] == "not_reported").sum())


def n_carried_silent(reports: pd.DataFrame) -> int:
    """How many of them report in the workbook of another unit."""
    return n_silent(reports[reports["reports_through"].notna()])
