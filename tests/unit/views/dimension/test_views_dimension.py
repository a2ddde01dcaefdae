"""The views of a dimension's page."""

import csv
import io
import json
from collections.abc import Callable

import pandas as pd
from lxml import html as lxml_html
from views_frames import (
    communes_figures,
    day,
    district_figures,
    edition,
    figure,
    figures,
    indicators,
    obligation,
    obligations,
    tasks,
    units,
)

from papibook import measures as m
from papibook import views as v
from papibook.measures.standing import SHORTFALLS
from papibook.model.tables import DISTRICT_FIGURES, KNOWN_SCORES, SOLUTIONS, STANDING
from papibook.views.common import theme
from papibook.views.common.display import Chart, Html

Golden = Callable[[str, str], None]

OWN = obligations(
    obligation("T1.1-01", "done_on_time", "xa-a"),
    obligation("T1.1-01", "overdue", "xa-b", days_late=16),
    obligation("T1.1-01", "not_reported", "xa-c"),
    obligation("T1.2-01", "not_due", "phong-d"),
)
SOLUTIONS = SOLUTIONS.from_records(
    [
        {"solution_id": "1.1", "dimension_id": "1", "title": "Tuyên truyền", "sort_order": 1},
        {"solution_id": "1.2", "dimension_id": "1", "title": "Kiểm tra", "sort_order": 2},
        {"solution_id": "2.1", "dimension_id": "2", "title": "Khác", "sort_order": 3},
    ]
)


def test_solutions_as_a_whole(golden: Golden) -> None:
    counts = m.standing(OWN, ("period_id", "solution_id"))
    table = v.solution_standing(counts, SOLUTIONS, edition(), "1")
    golden("views/solutions.html", table.html)


def test_solutions_have_the_anchor_that_the_plan_links_to() -> None:
    counts = m.standing(OWN, ("period_id", "solution_id"))
    root = lxml_html.fromstring(v.solution_standing(counts, SOLUTIONS, edition(), "1").html)
    assert root.xpath("//*[@id]/@id") == ["solution-1-1", "solution-1-2"]
    assert root.xpath("//a/@href") == ["plan:1.1", "plan:1.2"]


def test_sentence_places_the_dimension_among_the_others() -> None:
    district = pd.DataFrame(
        [
            {
                "period_id": "2022-S1",
                "dimension_id": "1",
                "n_counted": 4,
                "n_on_time": 2,
                "share_on_time_pct": 50.0,
            },
            {
                "period_id": "2022-S1",
                "dimension_id": "2",
                "n_counted": 4,
                "n_on_time": 3,
                "share_on_time_pct": 75.0,
            },
        ]
    ).assign(**{**dict.fromkeys(SHORTFALLS, 0), "n_overdue": [2, 1]})
    text = "{n_on_time}/{n_counted} ({share_on_time}){shortfalls}. {place}"
    said = v.sentence(text, v.dimension_facts(district, edition(), "1")).html
    assert lxml_html.fromstring(said).text_content() == (
        "2/4 (2/4), 2 quá hạn mà chưa hoàn thành. "
        "Xét theo tỷ lệ hoàn thành đúng hạn, nội dung này đứng thứ 2 trong 2 nội dung."
    )


def test_dimensions_with_the_same_share_are_named_as_equals() -> None:
    same = {"period_id": "2022-S1", "n_counted": 4, "n_on_time": 2}
    rows = [
        {**same, "dimension_id": name, "share_on_time_pct": share}
        for name, share in (("1", 50.0), ("2", 75.0), ("3", 50.0), ("4", 50.0))
    ]
    district = pd.DataFrame(rows).assign(**{**dict.fromkeys(SHORTFALLS, 0), "n_overdue": 2})

    assert v.sentence("{place}", v.dimension_facts(district, edition(), "1")).html.endswith(
        "</span> nội dung, ngang bằng nội dung 3 và 4.</p>"
    )
    assert "ngang bằng" not in v.sentence("{place}", v.dimension_facts(district, edition(), "2")).html


def test_a_dimension_without_tasks_says_so() -> None:
    none = pd.DataFrame(columns=["period_id", "dimension_id", *STANDING.names])
    said = v.sentence("{n_counted} {place}", v.dimension_facts(none, edition(), "1")).html
    assert said == "<p>Chưa có đầu việc nào thuộc nội dung này.</p>"


def test_grid_shows_every_unit_once_and_blanks_what_is_not_assigned() -> None:
    communes, departments = v.task_grid(OWN, tasks(), units(), edition()).parts
    root = lxml_html.fromstring(f"<div>{communes.html}</div>")
    assert root.xpath("//tbody//th//text()") == ["A", "B", "C"]
    assert [cell.text_content().split()[0] for cell in root.xpath("//tbody//td")] == ["✓", "!", "∅"]
    assert "Xã B, T1.1-01: chưa hoàn thành, quá hạn 16 ngày" in communes.html
    assert "T1.1-01" not in departments.html


def dots(frame: pd.DataFrame) -> tuple[object, ...]:
    return v.indicator_dots(frame, district_figures(), indicators(), units(), edition(), "1").parts


def test_dots_as_a_whole(golden: Golden) -> None:
    chart = dots(communes_figures())[0]
    assert isinstance(chart, Chart)
    golden("views/dots.json", json.dumps(chart.spec, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def test_an_axis_of_counts_has_whole_numbers_only() -> None:
    counts = indicators().assign(kind="count", decimals=0)
    few = communes_figures().assign(obs_value=[1.0 + n for n in range(len(communes_figures()))])
    chart = v.indicator_dots(few, district_figures(), counts, units(), edition(), "1").parts[0]
    assert isinstance(chart, Chart)
    axes = [
        layer["encoding"]["x"]["axis"]
        for layer in chart.spec["layer"]
        if "axis" in layer.get("encoding", {}).get("x", {})
    ]
    assert [(axis["format"], axis["tickMinStep"]) for axis in axes] == [(",d", 1)]


def test_dots_say_value_target_and_on_how_many_units_they_stand() -> None:
    chart = dots(communes_figures())[0]
    assert isinstance(chart, Chart)
    assert chart.title == "Kiến nghị: toàn huyện 75,0% (3/3 đơn vị), chưa đạt chỉ tiêu giao 80,0%"
    assert "từ 50,0% (B) đến 100,0% (C)" in chart.alt


def test_neutral_indicators_are_grey_and_said_to_be_unjudged() -> None:
    chart = dots(communes_figures())[2]
    assert isinstance(chart, Chart)
    text = json.dumps(chart.spec["layer"])
    assert theme.NEUTRAL in text
    assert theme.ACCENT not in text
    assert "Số liệu nền" in chart.source


def test_a_district_sum_is_no_mark_on_the_axis_of_the_units() -> None:
    chart = dots(communes_figures())[2]
    assert isinstance(chart, Chart)
    assert len(chart.spec["layer"]) == 1


def test_yes_no_is_a_sentence_that_names_the_noes() -> None:
    view = dots(communes_figures())[1]
    assert isinstance(view, Html)
    assert "2 trong 3 xã, thị trấn trả lời “có”" in view.html
    assert "Trả lời “không”: B." in view.html


def test_the_csv_of_dots_names_who_gave_no_value_and_why() -> None:
    everybody = units().assign(unit_group="communes")
    given = [figure("I101", value, unit) for unit, value in (("xa-a", 50.0), ("xa-b", 60.0), ("xa-c", 0.0))]
    silent = figure("I101", None, "phong-d", obs_status="not_reported")
    (chart,) = v.indicator_dots(
        figures(*given, silent), district_figures(), indicators(), everybody, edition(), "1"
    ).parts
    assert isinstance(chart, Chart)
    rows = list(csv.DictReader(io.StringIO(chart.csv)))
    assert [(row["unit_id"], row["obs_value"], row["obs_status"]) for row in rows] == [
        ("xa-c", "0", "value"),
        ("xa-a", "50", "value"),
        ("xa-b", "60", "value"),
        ("phong-d", "", "not_reported"),
    ]
    assert "D: " not in json.dumps(chart.spec, ensure_ascii=False)


def test_fewer_than_three_values_give_no_dots() -> None:
    few = figures(figure("I101", 50.0, "xa-a"), figure("I101", 60.0, "xa-b"))
    assert dots(few) == ()


def test_commune_grid_as_a_whole(golden: Golden) -> None:
    grid = v.figure_grid(communes_figures(), indicators(), units(), edition()).parts[0]
    golden("views/commune_figures.html", grid.html)


def test_district_table_keeps_blank_where_no_target_is_set() -> None:
    changes = DISTRICT_FIGURES.empty()[["period_id", "indicator_id"]].assign(
        change=pd.Series(dtype="float64"), direction_of_change=pd.Series(dtype="string")
    )
    table = v.indicator_table(district_figures(), changes, indicators(), edition(), "1")
    assert "Ô chỉ tiêu giao để trống: chưa giao chỉ tiêu." in table.html
    assert "Chưa có số liệu cùng kỳ để so sánh." in table.html
    assert "3.045" in table.html


def scores() -> pd.DataFrame:
    return KNOWN_SCORES.from_records(
        [
            {
                "year": year,
                "dimension_id": "1",
                "score": 4.5,
                "province_rank": 40,
                "n_provinces": 63,
                "national_median": 5.0,
                "national_best": 6.0,
                "is_break": year == 2021,
                "break_note": "Đổi cách đo" if year == 2021 else None,
                "published_on": published,
                "is_later": published > edition().data_closed_on,
            }
            for year, published in (
                (2020, day("2021-04-14")),
                (2021, day("2022-05-10")),
                (2022, day("2023-04-12")),
            )
        ]
    )


def test_official_scores_stand_in_their_own_box_and_are_said_to_be_the_province_s() -> None:
    found = v.official_scores(scores(), "1").html
    assert found.startswith('<div class="pb-official">')
    assert "Điểm PAPI chính thức của tỉnh, không phải của riêng một đơn vị nào" in found


def test_a_province_without_scores_has_no_box_of_official_scores() -> None:
    assert v.official_scores(scores().iloc[:0], "1").html == ""


def test_another_geography_is_named_beside_the_years_of_a_dimension() -> None:
    moved = scores().assign(geography=[63, 63, 34], geography_before=[None, None, 63], is_break=[0, 0, 1])
    told = lxml_html.fromstring(v.official_scores(KNOWN_SCORES.coerce(moved), "1").html).text_content()
    assert "2022: Đo trên phạm vi 34 tỉnh, thành phố, năm trước là 63." in told


def test_scores_published_after_the_data_were_closed_stand_apart_and_are_not_told() -> None:
    root = lxml_html.fromstring(v.official_scores(scores(), "1").html)
    told = [body.xpath(".//th[@scope='row' or @scope='rowgroup']/text()") for body in root.xpath("//tbody")]
    assert told == [["Đã công bố khi ngừng nhận báo cáo", "2020", "2021"], ["Công bố sau kỳ này", "2022"]]
    notes = [row.xpath("td")[-1].text_content() for row in root.xpath("//tbody/tr[td]")]
    assert notes == ["", "không so sánh được với năm trước", ""]
    assert "của năm 2021: 4,50 điểm, thứ hạng tính lại 40 trong 63" in root.text_content()
    assert "Thứ hạng tính lại" in root.xpath("//thead//th/text()")
    assert "2021: Đổi cách đo." in root.text_content()
