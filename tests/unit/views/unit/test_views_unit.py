"""The views of a unit's page."""

from collections.abc import Callable

import pandas as pd
from lxml import html as lxml_html
from views_frames import (
    ESCAPED,
    HOSTILE,
    communes_figures,
    day,
    dimensions,
    district_figures,
    edition,
    figure,
    figures,
    indicators,
    obligation,
    obligations,
    reports,
    shown,
    tasks,
    units,
)

from papibook import measures as m
from papibook import views as v
from papibook.model.findings import to_frame
from papibook.model.sources import Source, write_sources
from papibook.model.tables import REMARKS, TARGETS, UNITS
from papibook.views.common.display import Heading, Html, Table

Golden = Callable[[str, str], None]

OWN = obligations(
    obligation("T0-01", "done_late", days_late=5, completed_date=day("2022-05-20"), result_text=HOSTILE),
    obligation("T1.1-01", "overdue", days_late=0, percent_done=40.0),
    obligation("T1.2-01", "not_reported", is_refused=True),
    obligation("T2.1-01", "not_applicable", reason="Chưa hết nhiệm kỳ"),
)
NONE_FOUND = to_frame([])
BY_UNIT = m.standing(OWN, ("period_id", "unit_id"))


STANDING = (
    "Trong {n_counted} đầu việc đến hạn, {n_on_time} hoàn thành đúng hạn "
    "({share_on_time}){shortfalls}. {later}"
)


def text_of(view: Html | Table) -> str:
    return " ".join(lxml_html.fromstring(f"<div>{view.html}</div>").text_content().split())


def test_head_as_a_whole(golden: Golden) -> None:
    golden("views/unit_head.html", v.unit_head(units(), reports(), edition(), "xa-a").html + "\n")


def test_head_of_a_late_report_says_by_how_many_days() -> None:
    late = reports(report_status="late", days_late=3)
    assert "báo cáo muộn 3 ngày" in text_of(v.unit_head(units(), late, edition(), "xa-a"))


def test_sentence_of_a_unit_agrees_with_its_standing() -> None:
    text = text_of(v.sentence(STANDING, v.unit_facts(BY_UNIT, reports(), edition(), "xa-a")))
    assert text == (
        "Trong 3 đầu việc đến hạn, 0 hoàn thành đúng hạn (0/3), "
        "1 hoàn thành quá hạn, 1 quá hạn mà chưa hoàn thành và 1 bị loại vì có lỗi hoặc để trống."
    )


def test_unit_without_report_is_told_so_first() -> None:
    silent = reports(report_status="not_reported", revision=None, first_received_at=None, received_at=None)
    text = text_of(v.sentence(STANDING, v.unit_facts(BY_UNIT, silent, edition(), "xa-a")))
    assert text.startswith("Đến hết ngày 08/6/2022 chưa tiếp nhận được báo cáo nào của đơn vị; 3 đầu việc")
    assert "nhận lúc" not in text_of(v.unit_head(units(), silent, edition(), "xa-a"))


def test_tasks_as_a_whole(golden: Golden) -> None:
    golden("views/unit_tasks.html", v.unit_tasks(OWN, tasks(), dimensions(), NONE_FOUND, edition()).html)


def test_a_plan_without_a_remark_on_its_tasks_has_none_beside_them() -> None:
    plain = v.unit_tasks(OWN, tasks(), dimensions(), NONE_FOUND, edition(tasks_remark=None)).html
    assert "đề xuất" not in plain
    assert "Nguồn: báo cáo của các đơn vị" in plain


def test_what_a_unit_wrote_stays_text_in_its_tasks_and_quotes() -> None:
    table = v.unit_tasks(OWN, tasks(), dimensions(), NONE_FOUND, edition())
    remarks = REMARKS.from_records(
        [
            {
                "period_id": "2022-S1",
                "unit_id": "xa-a",
                "kind": "difficulty",
                "task_id": "T0-01",
                "text": HOSTILE,
            }
        ]
    )
    quotes = v.unit_remarks(remarks, tasks(), edition())
    for view in (table, quotes):
        assert ESCAPED in view.html
        assert "<script" not in view.html
    assert "Khó khăn, vướng mắc" in quotes.html


def test_rows_of_other_periods_stay_out() -> None:
    other = OWN.assign(period_id="2022")
    both = pd.concat([OWN, other], ignore_index=True)
    assert v.unit_tasks(both, tasks(), dimensions(), NONE_FOUND, edition()) == v.unit_tasks(
        OWN, tasks(), dimensions(), NONE_FOUND, edition()
    )


def test_bars_say_in_words_where_the_unit_stands() -> None:
    own = m.standing(OWN, ("period_id", "dimension_id"))
    district = own.assign(share_on_time_pct=62.5)
    chart = v.dimension_bars(own, district, dimensions(), edition())
    assert chart.title == "Tỷ lệ hoàn thành đúng hạn: thấp hơn toàn huyện ở 1 nội dung"
    assert "0/2 đầu việc đến hạn hoàn thành đúng hạn; toàn huyện 62,5%" in chart.alt
    assert "0/0" not in chart.alt


def test_bars_say_where_nothing_is_due() -> None:
    none_due = obligations(
        obligation("T1.1-01", "overdue"),
        obligation("T2.1-01", "not_due", is_due=False, is_counted=False),
    )
    own = m.standing(none_due, ("period_id", "dimension_id"))
    chart = v.dimension_bars(own, own.assign(share_on_time_pct=62.5), dimensions(), edition())
    assert "không có đầu việc đến hạn; toàn huyện 62,5%" in chart.alt
    assert "0/0" not in chart.alt


def test_bars_of_a_silent_unit_are_not_told_as_a_comparison() -> None:
    silent = obligations(obligation("T1.1-01", "not_reported"))
    own = m.standing(silent, ("period_id", "dimension_id"))
    chart = v.dimension_bars(own, own.assign(share_on_time_pct=62.5), dimensions(), edition())
    assert chart.title == "Chưa nhận được báo cáo: mọi đầu việc đến hạn được tính là chưa báo cáo"


def test_supported_tasks_count_the_leading_units() -> None:
    leading = obligations(
        obligation("T1.2-01", "done_on_time", "xa-a"),
        obligation("T1.2-01", "overdue", "xa-b", days_late=16),
        obligation("T1.2-01", "not_reported", "xa-c"),
    )
    counts = m.standing(leading, ("period_id", "task_id"))
    heading, table = v.supported_tasks(
        leading, counts, tasks(), dimensions(), units(), edition(), "phong-d", heading="Phối hợp"
    ).parts
    assert heading == Heading("Phối hợp")
    assert isinstance(table, Table)
    assert "3 xã, thị trấn" in table.html
    assert "1/3" in table.html
    assert table.csv.splitlines()[1].endswith(",3,3,1,0,1,0,0,1,1,0")


TARGETS = TARGETS.from_records([{"period_id": "2022-S1", "indicator_id": "I101", "target": 80.0}])


def test_a_unit_whose_group_is_not_shown_with_what_it_supports_has_no_such_part() -> None:
    counts = m.standing(OWN, ("period_id", "task_id"))
    given = (OWN, counts, tasks(), dimensions(), units(), edition())
    assert v.supported_tasks(*given, "xa-a", heading="Phối hợp").parts == ()
    assert v.tasks_heading(units(), "xa-a", alone="Được giao", beside="Chủ trì") == Heading("Được giao")
    assert v.tasks_heading(units(), "phong-d", alone="Được giao", beside="Chủ trì") == Heading("Chủ trì")


def figure_rows(frame: pd.DataFrame) -> pd.DataFrame:
    return m.unit_figures(frame, indicators(), TARGETS, district_figures(), edition())


def test_figures_as_a_whole(golden: Golden) -> None:
    own = figures(
        figure("I101", 75.0, numerator=15.0, denominator=20.0, note=HOSTILE),
        figure("I102", 1.0),
        figure("I103", None, reason_code="awaiting_agency", is_answered=True),
    )
    golden(
        "views/unit_figures.html",
        v.unit_figures(figure_rows(own), indicators(), dimensions(), NONE_FOUND, edition()).html,
    )


def test_zero_denominator_is_not_applicable_and_missing_is_not_zero() -> None:
    own = figures(
        figure("I101", None, obs_status="not_applicable", numerator=0.0, denominator=0.0),
        figure("I103", None),
    )
    root = lxml_html.fromstring(
        "<div>"
        + v.unit_figures(figure_rows(own), indicators(), dimensions(), NONE_FOUND, edition()).html
        + "</div>"
    )
    cells = [row.xpath("td[1]")[0].text_content() for row in root.xpath("//tbody/tr[td]")]
    assert cells == ["–", "…"]
    assert "mẫu số bằng 0" in root.text_content().lower()


def test_gaps_name_what_is_missing_and_why() -> None:
    own = figures(
        figure("I103", None, reason_code="awaiting_agency"), figure("I101", None, obs_status="refused")
    )
    gaps = v.unit_gaps(own, OWN, indicators(), tasks())
    text = text_of(gaps)
    assert "Chờ cơ quan khác cung cấp" in text
    assert text.count("ị loại do có lỗi") == 2


def test_nothing_missing_is_said() -> None:
    own = communes_figures()
    gaps = v.unit_gaps(own[own["unit_id"] == "xa-a"], OWN.iloc[:1], indicators(), tasks())
    assert "Không thiếu nội dung nào" in gaps.html


def test_of_many_neighbours_those_around_are_listed() -> None:
    plain = UNITS.from_records(
        [
            {
                "unit_id": f"xa-{place}",
                "unit_name": f"Xã {place}",
                "short_name": str(place),
                "unit_group": "communes",
                "is_reporting": True,
                "sort_order": place,
            }
            for place in range(1, 101)
        ]
    )
    kind = shown(plain)
    first, middle = (v.unit_neighbours(kind, f"xa-{place}").html for place in (1, 50))
    around = [link.rpartition("-")[2] for link in lxml_html.fromstring(middle).xpath("//p[2]/a/@href")]
    assert around == [str(place) for place in range(43, 58) if place != 50]
    assert ": …, <a" in middle
    assert "</a>, ….</p>" in middle
    assert ": <strong" in first
    assert first.count("…") == 1


def test_neighbours_link_the_kind_in_its_order() -> None:
    links = lxml_html.fromstring(v.unit_neighbours(units(), "xa-b").html).xpath("//a/@href")
    assert links == ["page:communes/xa-a", "page:communes/xa-c"] * 2


MERGED = write_sources(
    {
        "numerator": Source("data/submissions/2022-S1/xa-a.r2.xlsx", "3. Số liệu", "F9"),
        "denominator": Source("data/submissions/2022-S1/xa-a.r1.xlsx", "3. Số liệu", "G9"),
    }
)
ONE_FILE = write_sources({"value": Source("data/submissions/2022-S1/xa-a.r2.xlsx", "3. Số liệu", "H10")})


def test_figure_of_two_files_names_both_cells_below_the_table_and_in_its_csv() -> None:
    own = figures(
        figure("I101", 75.0, numerator=15.0, denominator=20.0, sources=MERGED),
        figure("I103", 7.0, sources=ONE_FILE),
    )
    table = v.unit_figures(figure_rows(own), indicators(), dimensions(), NONE_FOUND, edition())
    assert isinstance(table, Table)
    said = (
        "Dòng gộp từ nhiều tệp của đơn vị: I101 (Tử số: xa-a.r2.xlsx, trang tính “3. Số liệu”, ô F9, "
        "Mẫu số: xa-a.r1.xlsx, trang tính “3. Số liệu”, ô G9)."
    )
    assert said in text_of(table)
    assert "sources" in table.csv.split("\n")[0]
    alone = figures(figure("I101", 75.0, numerator=15.0, denominator=20.0))
    table = v.unit_figures(figure_rows(alone), indicators(), dimensions(), NONE_FOUND, edition())
    assert "nhiều tệp" not in text_of(table)
    assert "sources" not in table.csv


def test_task_of_two_files_names_its_cells() -> None:
    rows = obligations(obligation("T0-01", "done_on_time", sources=MERGED))
    table = v.unit_tasks(rows, tasks(), dimensions(), NONE_FOUND, edition())
    assert "T0-01 (Tử số: xa-a.r2.xlsx" in text_of(table)
