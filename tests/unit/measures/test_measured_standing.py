"""Standing, its changes, what is overdue, and the cover's four figures."""

from __future__ import annotations

import pandas as pd
import pytest
from measured_frames import day, edition, obligation, obligations, task, tasks, units

from papibook import measures as m
from papibook.measures.standing import NOT_REPORTED_PARTS, SHORTFALLS
from papibook.model.status import STATUSES
from papibook.model.tables import DISTRICT_FIGURES, REPORTS, STANDING

FOUR = obligations(
    obligation(task_id="T1.1-01"),
    obligation(task_id="T1.1-02", status="done_late", days_late=5),
    obligation(task_id="T1.1-03", status="overdue", days_late=16),
    obligation(task_id="T1.1-04", status="not_reported"),
    obligation(task_id="T1.1-05", status="not_applicable", is_counted=False),
    obligation(task_id="T1.1-06", status="not_due", is_counted=False, is_due=False),
    obligation(task_id="T1.1-07", status="done_on_time", is_counted=False, due_kind="event"),
)


def test_share_on_time_is_on_time_of_due_with_unreported_in_it() -> None:
    row = m.standing(FOUR).iloc[0]

    assert (row["n_counted"], row["n_on_time"], row["share_on_time_pct"]) == (4, 1, 25.0)
    assert (row["n_late"], row["n_overdue"], row["n_not_reported"]) == (1, 1, 1)
    assert (row["n_obligations"], row["n_done"], row["n_not_applicable"], row["n_not_due"]) == (7, 3, 1, 1)


def test_each_status_is_counted_in_its_own_column() -> None:
    columns = {
        "n_on_time": "done_on_time",
        "n_late": "done_late",
        "n_overdue": "overdue",
        "n_due_at_cutoff": "due_at_cutoff",
        "n_not_done_in_period": "not_done_in_period",
        "n_not_reported": "not_reported",
        "n_in_progress": "in_progress",
        "n_not_due": "not_due",
        "n_not_applicable": "not_applicable",
    }
    rows = [
        obligation(task_id=f"T{number}-{copy}", status=status)
        for number, status in enumerate(columns.values(), start=1)
        for copy in range(number)
    ]

    assert m.standing(obligations(*rows))[list(columns)].to_numpy().tolist() == [[*range(1, 10)]]


def test_what_was_due_is_accounted_for() -> None:
    """Every status that a counted obligation can have is on time or one of the shortfalls."""
    due = [
        obligation(task_id=f"T1.1-{number:02}", status=status.id)
        for number, status in enumerate(STATUSES)
        if status.id not in ("in_progress", "not_due", "not_applicable")
    ]
    row = m.standing(obligations(*due)).iloc[0]

    assert row["n_counted"] == len(due) == row[["n_on_time", *SHORTFALLS]].sum()


def test_of_what_nobody_reported_nothing_is_counted_by_status() -> None:
    """Not reported is never 0: neither the share on time nor any number of what was done."""
    silent = obligations(
        obligation(status="not_reported"),
        obligation(task_id="T1.1-02", status="not_reported", is_counted=False, is_due=False),
    )
    row = m.standing(silent).iloc[0]

    assert (row["n_obligations"], row["n_counted"], row["n_not_reported"]) == (2, 1, 1)
    known = {"n_obligations", "n_counted", "n_not_reported", "n_unreported_all", *NOT_REPORTED_PARTS}
    assert row[[name for name in STANDING.names if name not in known]].isna().all()


def test_what_was_due_may_be_unknown_where_the_rest_is_not() -> None:
    row = m.standing(
        obligations(
            obligation(status="not_reported"),
            obligation(unit_id="xa-2", status="in_progress", is_counted=False, is_due=False),
        ).assign(all="all"),
        ["all"],
    ).iloc[0]

    assert pd.isna(row["n_on_time"])
    assert row["n_in_progress"] == 1


def test_standing_has_the_schema_columns_after_its_keys() -> None:
    assert list(m.standing(FOUR, ("dimension_id",)).columns) == ["dimension_id", *STANDING.names]


def test_share_is_missing_where_nothing_is_counted() -> None:
    row = m.standing(obligations(obligation(is_counted=False, is_due=False))).iloc[0]

    assert row["n_counted"] == 0
    assert pd.isna(row["share_on_time_pct"])


def test_requests_stand_outside_every_number() -> None:
    only_asked = obligations(obligation(unit_id="toa-an", is_request=True, is_counted=False))

    assert m.standing(only_asked).empty


def test_groups_that_owe_nothing_are_absent_unless_named() -> None:
    named = m.standing(FOUR, groups=pd.DataFrame({"unit_id": ["xa-2", "xa-1"]}, dtype="string"))

    assert m.standing(FOUR)["unit_id"].tolist() == ["xa-1"]
    assert named[["unit_id", "n_obligations"]].to_numpy().tolist() == [["xa-1", 7], ["xa-2", 0]]
    assert pd.isna(named["share_on_time_pct"][1])


def test_obligation_without_dimension_is_in_no_dimension_but_in_its_unit() -> None:
    own_plan = obligations(obligation(dimension_id=None, solution_id="IV.1.1"))

    assert m.standing(own_plan, ("dimension_id",)).empty
    assert len(m.standing(own_plan)) == 1


def test_year_and_its_half_year_are_never_added_up() -> None:
    both = obligations(obligation(), obligation(period_id="2022"))

    with pytest.raises(ValueError, match="several periods"):
        m.standing(both)
    assert len(m.standing(both, ("period_id", "unit_id"))) == 2


def test_standing_change_is_that_of_the_shares_as_shown() -> None:
    rows = [obligation(period_id="2022", task_id=f"T1.1-0{n}") for n in (1, 2, 3)]
    rows[2]["status"] = "overdue"
    half = [obligation(task_id="T1.1-01", status="overdue"), obligation(task_id="T1.1-02")]
    row = m.standing_changes(obligations(*rows, *half), ["unit_id"], edition("2022", half="2022-S1")).iloc[0]

    assert (row["previous_pct"], row["change"], row["basis"]) == (50.0, 16.7, "contained")
    assert row["direction_of_change"] == "better"


SILENT_ONCE = (
    obligation(period_id="2022"),
    obligation(period_id="2022", unit_id="xa-2"),
    obligation(period_id="2022", unit_id="xa-3", status="overdue"),
    obligation(status="done_late"),
    obligation(unit_id="xa-2", status="not_reported", is_unsent=True),
    obligation(unit_id="xa-3", status="overdue"),
)
"""Over the year two of three on time; of the half-year xa-2 sent nothing."""


def test_groups_are_compared_on_the_units_of_which_both_periods_are_known() -> None:
    year = edition("2022", half="2022-S1")
    (row,) = m.standing_changes(obligations(*SILENT_ONCE), ["dimension_id"], year).to_dict("records")

    assert (row["n_same_units"], row["n_units"]) == (2, 3)
    assert (row["previous_n_counted"], row["n_counted"]) == (2, 2)
    assert (row["previous_pct"], row["share_on_time_pct"], row["change"]) == (0.0, 50.0, 50.0)


def test_a_unit_by_itself_keeps_its_shares() -> None:
    rows = m.standing_changes(obligations(*SILENT_ONCE), ["unit_id"], edition("2022", half="2022-S1"))

    assert rows["share_on_time_pct"].tolist() == [100.0, 100.0, 0.0]
    assert rows["change"].isna().tolist() == [False, True, False]


def test_headline_moves_on_the_units_of_which_both_periods_are_known() -> None:
    reports = REPORTS.from_records([{"period_id": "2022", "unit_id": "xa-1", "report_status": "on_time"}])
    targets = [
        {"period_id": period, "indicator_id": "I101", "target_status": status}
        for period, status in (("2022", "met"), ("2022-S1", "not_met"))
    ]
    given = (obligations(*SILENT_ONCE), reports, DISTRICT_FIGURES.from_records(targets))
    cover = m.headline(*given, edition("2022", half="2022-S1"))

    assert round(cover.share_on_time.value or 0, 1) == 66.7
    assert (cover.share_on_time.change, cover.share_on_time.on_units) == (50.0, 2)
    assert (cover.overdue.change, cover.overdue.on_units) == (0.0, 2)
    year_before = m.headline(*given, edition("2022", before="2022-S1"))
    assert year_before.indicators_at_target.change is None


def test_what_is_not_reported_is_told_apart() -> None:
    (row,) = m.standing(
        obligations(
            obligation(status="not_reported", is_unsent=True),
            obligation(task_id="T1.1-02", status="not_reported", is_unsent=False, is_refused=True),
            obligation(task_id="T1.1-03", status="not_reported", is_unsent=False),
            obligation(task_id="T1.1-04"),
        ),
        ("period_id",),
    ).to_dict("records")

    assert (row["n_not_reported"], row["n_unsent"], row["n_unanswered"]) == (3, 1, 2)


def test_standing_without_comparable_period_says_so() -> None:
    row = m.standing_changes(FOUR, ["unit_id"], edition()).iloc[0]

    assert row["basis"] == "none"
    assert pd.isna(row["change"])
    assert pd.isna(row["direction_of_change"])


def test_overdue_lists_the_latest_first_and_leaves_the_unreported_out() -> None:
    owed = obligations(
        obligation(status="overdue", days_late=3),
        obligation(unit_id="xa-2", status="overdue", days_late=16),
        obligation(unit_id="xa-3", status="not_reported"),
        obligation(unit_id="phong-a", status="overdue", days_late=99, is_counted=False, is_request=True),
    )
    late = m.overdue(owed, tasks(task()), units())

    assert late[["unit_id", "days_late", "title"]].to_numpy().tolist() == [
        ["xa-2", 16, "Việc T1.1-01"],
        ["xa-1", 3, "Việc T1.1-01"],
    ]


def test_overdue_with_the_unreported_puts_them_last_and_marks_them() -> None:
    owed = obligations(
        obligation(status="not_reported", due_date=day("2022-01-01")),
        obligation(unit_id="xa-2", status="overdue", days_late=16),
    )
    late = m.overdue(owed, tasks(task()), units(), include_not_reported=True)

    assert late["is_not_reported"].tolist() == [False, True]
    assert pd.isna(late["days_late"][1])


def headline(**ids: str) -> m.Headline:
    reports = REPORTS.from_records(
        [
            {"period_id": period, "unit_id": unit, "report_status": status}
            for period, unit, status in [
                ("2022", "xa-1", "on_time"),
                ("2022", "xa-2", "late"),
                ("2022-S1", "xa-1", "late"),
                ("2022-S1", "xa-2", "not_reported"),
            ]
        ]
    )
    district = DISTRICT_FIGURES.from_records(
        [
            {"period_id": "2022", "indicator_id": "I101", "target_status": "met"},
            {"period_id": "2022", "indicator_id": "I102", "target_status": "not_met"},
            {"period_id": "2022", "indicator_id": "I103", "target_status": "none"},
            {"period_id": "2022-S1", "indicator_id": "I101", "target_status": "not_met"},
        ]
    )
    owed = obligations(
        obligation(period_id="2022"),
        obligation(period_id="2022", unit_id="xa-2", status="overdue"),
        obligation(status="overdue"),
        obligation(unit_id="xa-2", status="overdue"),
    )
    return m.headline(owed, reports, district, edition("2022", **ids))


def test_headline_counts_the_editions_period_and_compares_with_its_half_year() -> None:
    cover = headline(half="2022-S1")

    assert cover.share_on_time == m.HeadlineFigure(1, 2, 50.0, 50.0, "contained")
    assert cover.overdue == m.HeadlineFigure(1, 2, 1.0, -1.0, "contained")
    assert cover.reports_on_time == m.HeadlineFigure(1, 2, 1.0, 1.0, "contained")


def test_indicators_at_target_are_not_compared_with_the_half_years_own_targets() -> None:
    assert headline(half="2022-S1").indicators_at_target == m.HeadlineFigure(1, 2, 1.0)


def test_headline_of_a_period_that_nobody_reported_has_no_share_and_is_compared_with_nothing() -> None:
    silent = obligations(obligation(status="not_reported"), obligation(period_id="2022"))
    now, then = (
        m.headline(silent, REPORTS.empty(), DISTRICT_FIGURES.empty(), given)
        for given in (edition(), edition("2022", half="2022-S1"))
    )

    assert (now.share_on_time.value, now.overdue.value) == (None, None)
    assert (then.share_on_time.value, then.share_on_time.change) == (100.0, None)


def test_headline_of_nothing_has_no_values() -> None:
    nothing = m.headline(obligations(), REPORTS.empty(), DISTRICT_FIGURES.empty(), edition())

    assert nothing.share_on_time == m.HeadlineFigure(0, 0, None)
    assert nothing.indicators_at_target == m.HeadlineFigure(0, 0, None)
