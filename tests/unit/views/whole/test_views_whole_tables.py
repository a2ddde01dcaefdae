"""Tables and lists of the whole: unit text comes out as text, nothing missing is shown as 0."""

import pandas as pd
import pytest
from lxml import html as lxml_html
from views_frames import (
    ESCAPED,
    HOSTILE,
    dimensions,
    district_figures,
    edition,
    figures,
    indicators,
    obligation,
    obligations,
    reports,
    tasks,
    units,
)

from papibook import measures as m
from papibook import views as v
from papibook.model.tables import DEADLINES, FINDINGS, REMARKS, SOLUTIONS, TARGETS
from papibook.views.common.display import Heading


def finding(**changes: object) -> pd.DataFrame:
    row: dict[str, object] = {
        "code": "figure.not_a_number",
        "severity": "error",
        "unit_id": "xa-a",
        "period_id": "2022-S1",
        "file": "data/submissions/2022-S1/xa-a.r1.xlsx",
        "sheet": "Số liệu",
        "cell": "F4",
        "found": HOSTILE,
        "message": f"“{HOSTILE}” không phải là số.",
        "cure": "Ghi số.",
    }
    return FINDINGS.from_records([{**row, **changes}])


def remarks(*rows: dict[str, object]) -> pd.DataFrame:
    base: dict[str, object] = {
        "period_id": "2022-S1",
        "unit_id": "xa-a",
        "kind": "difficulty",
        "dimension_id": "1",
        "task_id": "T1.1-01",
        "text": HOSTILE,
    }
    return REMARKS.from_records([{**base, **row} for row in rows])


def test_findings_show_file_sheet_and_cell_and_escape_what_was_found() -> None:
    html = v.findings_table(finding(), units()).html
    assert finding()["code"].iloc[0] not in html  # a code is for whoever mends the file, not for readers
    assert "xa-a.r1.xlsx, Số liệu, F4" in html
    assert ESCAPED in html
    assert "<script" not in html


def test_findings_of_a_file_from_nobody_known_have_no_unit() -> None:
    assert "…" in v.findings_table(finding(unit_id=None), units()).html


def test_what_is_due_and_not_done_is_listed_apart_from_what_is_overdue() -> None:
    rows = obligations(
        obligation("T1.1-01", "not_done_in_period", "xa-a", written_status="in_progress"),
        obligation("T1.2-01", "due_at_cutoff", "xa-b"),
        obligation("T1.2-01", "overdue", "xa-c", days_late=3),
        obligation("T1.1-01", "not_reported", "xa-c"),
    )
    table = v.not_done_table(rows, tasks(), units(), edition())
    assert table.caption.startswith("2 đầu việc")
    assert [row.cells[3].figures[0].value for group in table.groups for row in group.rows] == [
        "not_done_in_period",
        "due_at_cutoff",
    ]
    facts = v.overdue_facts(rows, tasks(), units(), edition())
    said = lxml_html.fromstring(v.sentence("{n_overdue}: {others} {unknown}", facts).html).text_content()
    assert said.startswith(
        "1: Không tính là quá hạn: 1 chưa hoàn thành, đến hạn đúng ngày chốt số liệu và 1 việc thường xuyên "
        "chưa hoàn thành trong kỳ."
    )


def test_what_is_wrong_with_a_period_that_cannot_be_compared_with_is_shown() -> None:
    both = pd.concat([finding(), finding(period_id="2021-S1", cell="Z9")], ignore_index=True)
    said, table = v.unread_findings(both, units(), edition(unread_id="2021-S1")).parts
    assert "không đọc được báo cáo nào của kỳ 2021-S1" in said.html
    assert ("Z9" in table.html, "F4" in table.html) == (True, False)
    assert v.unread_findings(both, units(), edition()).html == ""


def test_remarks_are_quoted_as_written_and_same_words_stand_once() -> None:
    html = v.remarks_by_dimension(remarks({}, {"unit_id": "xa-b"}), units(), dimensions()).html
    assert html.count("<blockquote") == 1
    assert ESCAPED in html
    assert 'href="page:communes/xa-a"' in html
    assert 'href="page:communes/xa-b"' in html


def test_no_remarks_is_said() -> None:
    html = v.remarks_by_dimension(REMARKS.empty(), units(), dimensions()).html
    assert "Không đơn vị nào nêu" in html


def test_overdue_and_unknown_are_kept_apart() -> None:
    rows = obligations(
        obligation("T1.1-01", "overdue", days_late=12),
        obligation("T1.1-01", "not_reported", "xa-b"),
        obligation("T1.1-01", "not_reported", "xa-c", is_refused=True),
        obligation("T1.2-01", "not_reported", "xa-c"),
    )
    rows["is_unsent"] = rows["unit_id"] == "xa-b"
    facts = v.overdue_facts(rows, tasks(), units(), edition())
    told = v.sentence("{n_overdue} ở {n_units_overdue}: {most}. {unknown}", facts).html
    assert lxml_html.fromstring(told).text_content() == (
        "1 ở 1: A (1). Ngoài ra, 3 đầu việc đã đến hạn chưa biết kết quả, gồm 1 của đơn vị chưa gửi báo cáo: "
        "B (1); 2 bị loại vì có lỗi hoặc để trống: C (2)."
    )
    assert 'A (<span data-figure="n_overdue/2022-S1/xa-a/all">1</span>)' in told
    listed = v.overdue_table(rows, tasks(), units(), edition()).html
    assert "communes/xa-a" in listed
    assert "communes/xa-b" not in listed


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([2, 2, 1, 1, 1], "U0 (2) và U1 (2)"),
        ([2, 1, 1], "U0 (2), U1 (1) và U2 (1)"),
        ([3, 2, 1, 1], "U0 (3) và U1 (2)"),
        ([1, 1, 1, 1], "4 đơn vị, mỗi đơn vị 1"),
    ],
)
def test_no_unit_is_named_as_the_most_whose_equals_are_left_out(counts: list[int], said: str) -> None:
    one = units().iloc[[0]]
    every = pd.concat(
        [one.assign(unit_id=f"xa-{i}", short_name=f"U{i}", sort_order=i) for i in range(len(counts))],
        ignore_index=True,
    )
    rows = obligations(
        *(
            obligation(task, "overdue", f"xa-{i}", days_late=3)
            for i, n in enumerate(counts)
            for task in ("T0-01", "T1.1-01", "T1.2-01")[:n]
        )
    )
    facts = v.overdue_facts(rows, tasks(), every, edition())
    told = v.sentence("{most}", facts).html
    assert lxml_html.fromstring(told).text_content() == said
    told = v.sentence("{n_units_overdue} đơn vị{and_most}.", facts).html
    after = "; nhiều nhất là " if "U0" in said else ", "
    assert lxml_html.fromstring(told).text_content() == (
        f"{len(counts)} đơn vị{after}{said.partition(', ')[2] if after == ', ' else said}."
    )


def test_nothing_overdue_is_said() -> None:
    rows = obligations(obligation("T1.1-01", "done_on_time"))
    facts = v.overdue_facts(rows, tasks(), units(), edition())
    assert v.sentence("{n_overdue}: {most}. {unknown}", facts).html == "<p>Không có đầu việc quá hạn.</p>"


def test_first_period_says_why_there_is_nothing_to_compare_and_when_there_will_be() -> None:
    text = v.comparison_basis(edition(later_periods="Năm 2022")).html
    assert "Chưa có số liệu cùng kỳ để so sánh." in text
    assert "kỳ đầu tiên báo cáo theo Kế hoạch số 426/KH-UBND" in text
    assert "Báo cáo năm 2022 sẽ so với kỳ này" in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"comparison": "comparable", "is_year_before": True}, "So với cùng kỳ năm trước."),
        ({"comparison": "comparable"}, "So với quý I năm 2022."),
        ({"comparison": "contained", "has_difference": True}, "so phần còn lại của kỳ với quý I năm 2022"),
        ({"comparison": "contained"}, "số phát sinh không so, vì quý I năm 2022 và phần còn lại của kỳ"),
    ],
)
def test_a_comparison_calls_the_other_period_by_its_own_name(changes: dict[str, object], words: str) -> None:
    assert (
        words in v.comparison_basis(edition(compared_id="Q1", compared_name="Quý I năm 2022", **changes)).html
    )


def test_without_comparison_the_page_shows_the_baseline() -> None:
    rows = obligations(obligation("T1.1-01", "done_on_time"))
    changes = m.standing_changes(rows, ["dimension_id"], edition())
    (table,) = v.dimension_moves(changes, dimensions(), edition()).parts
    assert "mốc để so sánh về sau" in table.html


def test_a_unit_silent_in_one_period_has_no_change() -> None:
    year = edition(
        period_id="2022",
        period_name="Năm 2022",
        compared_id="2022-S1",
        compared_name="6 tháng đầu năm 2022",
        comparison="contained",
        has_difference=True,
    )
    rows = obligations(
        obligation("T1.1-01", "not_reported", "xa-a"),
        obligation("T1.1-01", "done_on_time", "xa-a", period_id="2022"),
        obligation("T1.1-01", "overdue", "xa-b"),
        obligation("T1.1-01", "done_on_time", "xa-b", period_id="2022"),
    )
    changes = m.standing_changes(rows, ["unit_id"], year)
    heading, chart, table, *_ = v.unit_moves(changes, units(), year, heading="Theo {units}").parts
    assert heading == Heading("Theo xã, thị trấn")
    assert chart.title == "Tỷ lệ đúng hạn tăng ở 1, giảm ở 0 trong 1 xã, thị trấn"
    assert "pb-not_reported" in table.html


def test_headline_indicators_say_on_how_many_units_they_stand() -> None:
    district = district_figures()
    gaps = m.target_gaps(district, indicators())
    html = v.headline_indicators(
        district, _no_changes(), indicators(), dimensions(), gaps, units(), edition()
    ).html
    for row in district[district["target"].notna() & (district["period_id"] == "2022-S1")].itertuples():
        assert f"{row.n_units}/{row.n_units_owing}" in html
    assert "Chưa có số liệu cùng kỳ để so sánh." in html
    assert ">Thay đổi</th>" not in html


def test_completeness_keeps_nothing_owed_apart_from_nothing_answered() -> None:
    told = reports().assign(tasks_owed=4, tasks_answered=0, figures_owed=0, figures_answered=0)
    html = v.completeness_table(m.completeness(told), units()).html
    assert "0/4" in html
    assert "0/0" not in html


def test_what_is_left_out_is_listed_with_its_number() -> None:
    rows = obligations(obligation("T1.1-01", "not_reported", is_refused=True))
    html = v.left_out_list(rows, figures(), reports(), units(), edition()).html
    assert "1 dòng nhiệm vụ bị loại vì có lỗi" in lxml_html.fromstring(html).text_content()
    assert '<strong><span data-figure="n_rows_refused/2022-S1/all/all">1</span></strong>' in html


@pytest.mark.parametrize("proposed", [True, False])
def test_the_task_annex_marks_proposals(proposed: bool) -> None:
    named = tasks().assign(is_proposed=proposed, lead="communes", title=HOSTILE)
    solutions = SOLUTIONS.from_records([{"solution_id": "1.1", "dimension_id": "1", "sort_order": 1}])
    html = v.tasks_table(named, solutions, units(), dimensions(), edition()).html
    assert ("Đề xuất" in html) is proposed
    assert ESCAPED in html
    assert "Các xã, thị trấn" in html


def test_indicators_that_are_not_public_are_marked() -> None:
    catalogue = indicators().assign(is_public=False, reporter_ids="communes", total_of="communes")
    catalogue = catalogue.assign(period_type="stock_at_cutoff")
    html = v.indicators_table(catalogue, TARGETS.empty(), units(), dimensions(), edition()).html
    assert "không đưa vào bản công khai" in html
    assert "Chưa giao chỉ tiêu nào cho 6 tháng đầu năm 2022." in html
    assert "tất cả là đề xuất" not in html


def _no_changes() -> pd.DataFrame:
    names = ["period_id", "indicator_id", "previous", "change", "direction_of_change"]
    return pd.DataFrame({name: pd.Series(dtype="object") for name in names})


@pytest.mark.parametrize(
    ("on", "last", "revision", "is_met"),
    [
        ("2022-06-05", "2022-06-04", 0, False),
        ("2022-06-10", "2022-06-09", 0, True),
        ("2022-02-20", "2022-02-19", 0, True),  # for the units' own plans, long before the report
        ("2022-06-05", "2022-06-04", 1, True),  # a later issue comes after all of them
    ],
)
def test_a_deadline_before_the_reports_are_in_says_that_it_cannot_be_met(
    on: str, last: str, revision: int, is_met: bool
) -> None:
    row = {
        "deadline_id": "DL2",
        "item": "IV.1.2",
        "what": "Báo cáo",
        "from_whom": "A",
        "to_whom": "B",
        "on_date": pd.Timestamp(on),
        "rule": "before",
        "last_day": pd.Timestamp(last),
        "note": None,
    }
    deadlines = DEADLINES.from_records([row])
    shown = v.plan_deadlines(deadlines, edition(revision=revision))
    told = v.sentence("{unmet}", v.unmet_facts(deadlines, edition(revision=revision))).html
    assert ("08/6/2022 mới ngừng nhận báo cáo" not in str(shown.rows)) is is_met
    assert ("hết ngày 04/6/2022, nhưng đến hết ngày 08/6/2022 mới ngừng nhận báo cáo" not in told) is is_met
    assert bool(told) is not is_met
