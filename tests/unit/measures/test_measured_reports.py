"""Who reported when, how completely, and in what words."""

from __future__ import annotations

import pandas as pd
import pytest
from measured_frames import count, day, figures, obligation, obligations, units

from papibook import measures as m
from papibook.model.tables import CHOSEN, FINDINGS, REPORTS, WRITTEN_INFO


def chosen(*rows: dict[str, object]) -> pd.DataFrame:
    return CHOSEN.from_records(list(rows))


def received(first: str, **changes: object) -> dict[str, object]:
    moment = pd.Timestamp(first)
    return {"unit_id": "xa-1", "revision": 1, "first_received_at": moment, "received_at": moment, **changes}


def report(*rows: dict[str, object], known: pd.DataFrame | None = None, **tables: pd.DataFrame) -> pd.Series:
    known = units() if known is None else known
    given = {
        "obligations": obligations(),
        "figures": figures(),
        "findings": FINDINGS.empty(),
        **tables,
    }
    reports = m.count_reports(
        known,
        chosen(*rows),
        given["obligations"],
        given["figures"],
        given["findings"],
        period_id="2022-S1",
        deadline_on=day("2022-06-02"),
    )
    return reports[reports["unit_id"] == "xa-1"].iloc[0]


def test_who_reports_through_another_is_as_late_as_that_ones_workbook() -> None:
    known = units().assign(reports_through=["phong-a", *[None] * (len(units()) - 1)])
    assert report(known=known)["reports_through"] == "phong-a"
    sent = report(received("2022-06-05 08:00", reports_through="phong-a"), known=known)
    assert (sent["report_status"], sent["days_late"], sent["reports_through"]) == ("late", 3, "phong-a")
    own = report(received("2022-06-01 08:00"), known=known)
    assert pd.isna(own["reports_through"])


@pytest.mark.parametrize(
    ("first", "status", "days"),
    [
        ("2022-06-01 08:00", "on_time", -1),
        ("2022-06-02 23:59", "on_time", 0),
        ("2022-06-03 00:00", "late", 1),
    ],
)
def test_deadline_includes_its_day(first: str, status: str, days: int) -> None:
    row = report(received(first))

    assert row[["report_status", "days_late"]].tolist() == [status, days]


def test_later_correction_does_not_make_a_report_late() -> None:
    row = report(received("2022-06-01", revision=2, received_at=pd.Timestamp("2022-06-06")))

    assert row[["report_status", "revision"]].tolist() == ["on_time", 2]


def test_first_report_after_the_data_were_closed_waits() -> None:
    row = report(received("2022-06-20", revision=pd.NA, received_at=pd.NaT, waiting_revision=1))

    assert row[["report_status", "waiting_revision"]].tolist() == ["not_reported", 1]
    assert pd.isna(row["days_late"])
    assert pd.isna(row["first_received_at"])


def test_every_reporting_unit_has_a_row_and_the_court_has_none() -> None:
    reports = m.count_reports(
        units(),
        chosen(),
        obligations(),
        figures(),
        FINDINGS.empty(),
        period_id="2022-S1",
        deadline_on=day("2022-06-02"),
    )

    assert reports["unit_id"].tolist() == ["phong-a", "xa-1", "xa-2", "xa-3"]
    assert set(reports["report_status"]) == {"not_reported"}
    of_report = ["tasks_answered", "figures_answered", "n_errors", "n_warnings"]
    assert reports[of_report].isna().all(axis=None)  # not reported is never 0


def test_answers_are_statuses_and_figures_not_refused() -> None:
    row = report(
        received("2022-06-01"),
        obligations=obligations(
            obligation(task_id="T1.1-01"),
            obligation(task_id="T1.1-02", is_refused=True),
            obligation(task_id="T1.1-03", written_status=None),
            obligation(task_id="T1.1-04", is_request=True),
        ),
        figures=figures(
            count("xa-1", 3),
            count("xa-1", None, indicator_id="I102"),
            count("xa-1", 3, indicator_id="I103", is_owed=False),
        ),
    )

    assert row[["tasks_owed", "tasks_answered", "figures_owed", "figures_answered"]].tolist() == [3, 1, 2, 1]


def test_findings_are_counted_by_severity() -> None:
    findings = FINDINGS.from_records(
        [
            {"code": "x", "severity": severity, "unit_id": unit_id}
            for severity, unit_id in [
                ("error", "xa-1"),
                ("warning", "xa-1"),
                ("note", "xa-1"),
                ("error", "xa-2"),
            ]
        ]
    )

    assert report(received("2022-06-01"), findings=findings)[["n_errors", "n_warnings"]].tolist() == [1, 1]


def test_completeness_of_who_owes_nothing_is_missing() -> None:
    reports = REPORTS.from_records(
        [
            {
                "unit_id": "xa-1",
                "tasks_owed": 4,
                "tasks_answered": 3,
                "figures_owed": 1,
                "figures_answered": 1,
            },
            {
                "unit_id": "xa-2",
                "tasks_owed": 2,
                "tasks_answered": 0,
                "figures_owed": 0,
                "figures_answered": 0,
            },
        ]
    )
    complete = m.completeness(reports)

    assert complete["complete_pct"].tolist() == [80, 0]
    assert complete["tasks_complete_pct"].tolist() == [75, 0]
    assert pd.isna(complete["figures_complete_pct"][1])


def test_timeliness_counts_each_unit_once() -> None:
    reports = REPORTS.from_records(
        [
            {"period_id": "2022-S1", "unit_id": "xa-1", "report_status": "on_time", "waiting_revision": 2},
            {"period_id": "2022-S1", "unit_id": "xa-2", "report_status": "late"},
            {"period_id": "2022-S1", "unit_id": "xa-3", "report_status": "not_reported"},
        ]
    )

    assert m.timeliness(reports).to_numpy().tolist() == [["2022-S1", 3, 2, 1, 1, 1]]


def test_remarks_are_kept_as_written_with_their_place() -> None:
    owed = obligations(
        obligation(difficulty="Thiếu máy {quét} <b>", proposal="  ", file="a.xlsx", sheet="Nhiệm vụ", row=7)
    )
    info = WRITTEN_INFO.from_records(
        [
            {"unit_id": "xa-1", "field": "general_proposal", "value": "Tăng kinh phí", "cell": "B22"},
            {"unit_id": "xa-1", "field": "prepared_by", "value": "Người lập A", "cell": "B3"},
        ]
    )
    remarks = m.count_remarks(owed, info, period_id="2022-S1")

    assert remarks[["kind", "text", "row"]].to_numpy().tolist() == [
        ["difficulty", "Thiếu máy {quét} <b>", 7],
        ["proposal", "Tăng kinh phí", 22],
    ]
    assert remarks["task_id"].tolist()[0] == "T1.1-01"
    assert pd.isna(remarks["task_id"][1])


@pytest.mark.parametrize("text", ["Không có", "không", " KHÔNG CÓ. ", "-", "–", "Không có;"])
def test_a_text_that_says_that_there_is_nothing_is_no_remark(text: str) -> None:
    info = WRITTEN_INFO.from_records([{"unit_id": "xa-1", "field": "general_difficulty", "value": text}])
    owed = obligations(obligation(difficulty=text, proposal="Không có kinh phí"))
    remarks = m.count_remarks(owed, info, period_id="2022-S1")
    assert remarks["text"].tolist() == ["Không có kinh phí"]


def test_period_without_remarks_gives_none() -> None:
    assert m.count_remarks(obligations(), WRITTEN_INFO.empty(), period_id="2022-S1").empty


def test_a_group_with_a_deadline_of_its_own_is_held_to_that() -> None:
    rows = [received("2022-06-04 08:00"), {**received("2022-06-04 08:00"), "unit_id": "phong-a"}]
    reports = m.count_reports(
        units(),
        chosen(*rows),
        obligations(),
        figures(),
        FINDINGS.empty(),
        period_id="2022-S1",
        deadline_on=day("2022-06-02"),
        group_deadlines={"communes": day("2022-06-05")},
    ).set_index("unit_id")

    assert reports.loc["xa-1", ["report_status", "days_late"]].tolist() == ["on_time", -1]
    assert reports.loc["phong-a", ["report_status", "days_late"]].tolist() == ["late", 2]
