"""Jobs that would raise the share on time: only what can still be on time, and exactly by what it would."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from measured_frames import obligation, obligations

from papibook import measures as m
from papibook.model.tables import REPORTS

NOT_DONE = ["not_reported", "done_late", "overdue", "done_on_time"]


def reports(**statuses: str) -> pd.DataFrame:
    return REPORTS.from_records(
        [
            {"period_id": "2022-S1", "unit_id": unit.replace("_", "-"), "report_status": status}
            for unit, status in statuses.items()
        ]
    )


def test_a_silent_units_job_is_its_report() -> None:
    rows = obligations(
        obligation(status="not_reported"),
        obligation(task_id="T1.1-02", status="not_reported"),
        obligation(unit_id="xa-2", status="done_on_time"),
    )

    jobs = m.lifting_jobs(rows, reports(xa_1="not_reported", xa_2="late"))

    assert jobs[["kind", "unit_id", "n_to_gain", "n_unknown"]].to_numpy().tolist() == [
        ["report", "xa-1", 2, 2]
    ]
    assert jobs["gain_pct"].tolist() == [pytest.approx(200 / 3)]


def test_work_of_each_period_can_be_on_time_again_and_what_is_late_cannot() -> None:
    rows = obligations(
        obligation(status="overdue", due_kind="each_period"),
        obligation(unit_id="xa-2", status="overdue", due_kind="each_period"),
        obligation(task_id="T1.1-02", status="overdue"),
        obligation(task_id="T1.1-03", status="done_late"),
        obligation(task_id="T1.1-04", status="not_reported", is_refused=True),
        obligation(task_id="T1.1-05", status="not_due", is_due=False, is_counted=False),
    )

    jobs = m.lifting_jobs(rows, reports(xa_1="on_time", xa_2="on_time"))

    assert jobs[["kind", "task_id", "n_to_gain", "unit_ids", "gain_pct"]].to_numpy().tolist() == [
        ["task", "T1.1-01", 2, "xa-1;xa-2", 40.0],
        ["task", "T1.1-04", 1, "xa-1", 20.0],
    ]


def test_nothing_due_is_no_job() -> None:
    rows = obligations(obligation(status="not_due", is_due=False, is_counted=False))

    assert m.lifting_jobs(rows, reports(xa_1="not_reported")).empty


def test_two_periods_are_no_share() -> None:
    with pytest.raises(ValueError, match="several periods"):
        m.lifting_jobs(obligations(obligation(), obligation(period_id="2022")), reports())


OWED = some.fixed_dictionaries(
    {
        "unit_id": some.sampled_from(["xa-1", "xa-2", "xa-3"]),
        "task_id": some.sampled_from(["T1.1-01", "T1.1-02", "T2.1-01"]),
        "status": some.sampled_from(NOT_DONE),
        "due_kind": some.sampled_from(["date", "each_period"]),
    }
)


@settings(max_examples=10, deadline=None)
@given(
    some.lists(OWED, min_size=1, max_size=9, unique_by=lambda row: (row["unit_id"], row["task_id"])),
    some.sampled_from(["on_time", "not_reported"]),
)
def test_a_job_done_raises_the_share_by_its_gain_and_all_leave_only_what_is_lost(
    owed: list[dict[str, str]], first: str
) -> None:
    if first == "not_reported":
        owed = [{**row, "status": "not_reported"} if row["unit_id"] == "xa-1" else row for row in owed]
    rows = obligations(*(obligation(**row) for row in owed))
    jobs = m.lifting_jobs(rows, reports(xa_1=first, xa_2="on_time", xa_3="late"))

    def share(frame: pd.DataFrame) -> float:
        return 100 * float((frame["status"] == "done_on_time").mean())  # of all that was due

    everything = rows
    for job in jobs.to_dict("records"):
        at_units = rows["unit_id"].isin(job["unit_ids"].split(";"))
        mine = at_units & ((job["kind"] == "report") | (rows["task_id"] == job["task_id"]).fillna(False))
        done = rows.assign(status=rows["status"].mask(mine, "done_on_time"))
        everything = everything.assign(status=everything["status"].mask(mine, "done_on_time"))
        assert share(done) == pytest.approx(share(rows) + job["gain_pct"])
    lost = (rows["due_kind"] == "date") & rows["status"].isin(["done_late", "overdue"])
    assert share(everything) == pytest.approx(100 - 100 * lost.sum() / len(rows))
    assert jobs["gain_pct"].is_monotonic_decreasing
