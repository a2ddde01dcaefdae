"""Who owes what, and how it stands at the cut-off (31/5/2022)."""

from __future__ import annotations

import pandas as pd
import pytest
from measured_frames import CUTOFF, day, task, tasks, units, written_task, written_tasks

from papibook import measures as m


def counted(
    written: dict[str, object] | None, reported: tuple[str, ...] = ("xa-1",), **changes: object
) -> pd.Series:
    rows = m.count_obligations(
        tasks(task(**changes)),
        units(),
        written_tasks(written) if written else written_tasks(),
        reported,
        period_id="2022-S1",
        cutoff_on=CUTOFF,
    )
    return rows.iloc[0]


@pytest.mark.parametrize(
    ("status", "due", "completed", "expected"),
    [
        ("done", "2022-05-15", "2022-05-15", "done_on_time"),
        ("done", "2022-05-15", "2022-05-16", "done_late"),
        ("done", "2022-09-30", "2022-05-16", "done_on_time"),
        ("done", "2022-09-30", None, "done_on_time"),
        ("done", "2022-05-15", None, "not_reported"),
        ("in_progress", "2022-05-30", None, "overdue"),
        ("in_progress", "2022-05-31", None, "due_at_cutoff"),
        ("in_progress", "2022-06-01", None, "in_progress"),
        ("not_started", "2022-05-30", None, "overdue"),
        ("not_started", "2022-05-31", None, "due_at_cutoff"),
        ("not_started", "2022-06-01", None, "not_due"),
        ("not_applicable", "2022-05-15", None, "not_applicable"),
        (None, "2022-05-15", None, "not_reported"),
        (None, "2022-09-30", None, "not_reported"),
    ],
)
def test_status_is_the_first_rule_that_holds(
    status: str | None, due: str, completed: str | None, expected: str
) -> None:
    date = day(completed) if completed else None
    row = counted(written_task(status, completed_date=date), due_date=day(due))

    assert row["status"] == expected


def test_unit_without_report_is_not_reported_and_counted() -> None:
    row = counted(None, reported=())

    assert (row["status"], row["is_counted"]) == ("not_reported", True)


def test_rows_of_a_unit_of_which_no_revision_is_read_are_not_looked_at() -> None:
    row = counted(written_task("done", completed_date=day("2022-05-01")), reported=())

    assert row["status"] == "not_reported"


def test_refused_row_is_not_reported_and_marked_even_if_it_says_not_applicable() -> None:
    row = counted(written_task("not_applicable", is_refused=True))

    assert (row["status"], row["is_refused"], row["is_counted"]) == ("not_reported", True, True)


def test_unit_whose_task_sheet_was_refused_is_not_reported_and_marked() -> None:
    rows = m.count_obligations(
        tasks(task()),
        units(),
        written_tasks(),
        ["xa-1"],
        period_id="2022-S1",
        cutoff_on=CUTOFF,
        refused_units=["xa-1"],
    )

    assert rows[["status", "is_refused"]].to_numpy().tolist() == [["not_reported", True]]


def test_task_written_twice_is_refused() -> None:
    rows = m.count_obligations(
        tasks(task()),
        units(),
        written_tasks(
            written_task("done", completed_date=day("2022-05-01")), written_task("not_started", row=6)
        ),
        ["xa-1"],
        period_id="2022-S1",
        cutoff_on=CUTOFF,
    )

    assert rows[["status", "is_refused", "row"]].to_numpy().tolist() == [["not_reported", True, 5]]


def test_not_applicable_is_in_no_share() -> None:
    row = counted(written_task("not_applicable"))

    assert (row["is_due"], row["is_counted"]) == (True, False)


def test_each_period_falls_due_at_the_cutoff() -> None:
    row = counted(written_task("done", completed_date=CUTOFF), due_kind="each_period", due_date=None)

    assert (row["due_date"], row["status"], row["is_counted"]) == (CUTOFF, "done_on_time", True)


@pytest.mark.parametrize("status", ["in_progress", "not_started"])
def test_recurring_task_that_is_not_done_is_counted_but_not_overdue(status: str) -> None:
    row = counted(written_task(status), due_kind="each_period", due_date=None)

    assert (row["status"], row["is_counted"]) == ("not_done_in_period", True)
    assert pd.isna(row["days_late"])


def test_due_on_the_cutoff_day_is_no_day_late_and_is_counted() -> None:
    row = counted(written_task("in_progress"), due_date=CUTOFF)

    assert (row["status"], row["is_counted"]) == ("due_at_cutoff", True)
    assert pd.isna(row["days_late"])


def test_event_is_never_due_never_overdue_never_counted() -> None:
    row = counted(written_task("in_progress"), due_kind="event", due_date=None)

    assert (row["status"], row["is_due"], row["is_counted"]) == ("in_progress", False, False)


def test_event_done_is_on_time() -> None:
    row = counted(written_task("done", completed_date=day("2022-03-01")), due_kind="event", due_date=None)

    assert row["status"] == "done_on_time"


def test_body_that_is_only_asked_owes_nothing() -> None:
    rows = m.count_obligations(
        tasks(task(lead="toa-an")), units(), written_tasks(), (), period_id="2022-S1", cutoff_on=CUTOFF
    )

    assert rows.empty


def test_request_to_a_reporting_unit_is_outside_the_share() -> None:
    row = counted(written_task("not_started"), is_request=True)

    assert (row["status"], row["is_counted"]) == ("overdue", False)


@pytest.mark.parametrize(
    ("status", "completed", "days"),
    [("done", "2022-05-20", 5), ("in_progress", None, 16), ("done", "2022-05-10", None)],
)
def test_days_late_only_when_late(status: str, completed: str | None, days: int | None) -> None:
    row = counted(written_task(status, completed_date=day(completed) if completed else None))

    assert row["days_late"] == days if days else pd.isna(row["days_late"])


def test_one_row_per_task_and_lead_unit() -> None:
    rows = m.count_obligations(
        tasks(task(lead="communes;phong-a"), task("T2.1-01", lead="departments")),
        units(),
        written_tasks(),
        [],
        period_id="2022-S1",
        cutoff_on=CUTOFF,
    )

    assert rows[["unit_id", "task_id"]].to_numpy().tolist() == [
        ["phong-a", "T1.1-01"],
        ["phong-a", "T2.1-01"],
        ["xa-1", "T1.1-01"],
        ["xa-2", "T1.1-01"],
        ["xa-3", "T1.1-01"],
    ]
