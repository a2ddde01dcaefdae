"""Charts of the whole: heatmap, status bars, deadlines, receipts, official scores."""

import json
import re
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from views_frames import day, dimensions, edition, obligation, obligations, reports, units

from papibook import views as v
from papibook.model.tables import KNOWN_SCORES, SUBDIMENSIONS
from papibook.views.common.display import Chart, Html, Table
from papibook.views.comparison.charts import share_moves

Golden = Callable[[str, str], None]


def scores() -> pd.DataFrame:
    published = {2019: "2020-04-28", 2020: "2021-04-14", 2021: "2022-05-10", 2022: "2023-04-12"}
    return KNOWN_SCORES.from_records(
        [
            {
                "year": year,
                "dimension_id": "total",
                "score": 40.0 + place,
                "province_rank": 50 - place,
                "n_provinces": 60,
                "national_median": 42.0,
                "national_best": 47.5,
                "best_province": "Bến Tre",
                "is_break": year == 2021,
                "published_on": day(when),
                "source": "PAPI",
                "is_later": day(when) > edition().data_closed_on,
            }
            for place, (year, when) in enumerate(published.items())
        ]
    )


def mixed() -> pd.DataFrame:
    return obligations(
        obligation("T1.1-01", "done_on_time", "xa-a"),
        obligation("T1.1-01", "not_reported", "xa-b"),
        obligation("T1.2-01", "not_due", "xa-c", due_date=day("2022-09-30"), is_due=False, is_counted=False),
    )


def values(chart: Chart) -> list[dict[str, Any]]:
    """All inline rows of the chart, from whichever layer holds them."""

    def walk(node: Any) -> list[dict[str, Any]]:
        if isinstance(node, dict):
            own = node.get("data", {}).get("values", []) if isinstance(node.get("data"), dict) else []
            return [*own, *(row for child in node.values() for row in walk(child))]
        if isinstance(node, list):
            return [row for child in node for row in walk(child)]
        return []

    return [*walk(dict(chart.spec)), *(r for rows in chart.spec.get("datasets", {}).values() for r in rows)]


def heatmap() -> Chart:
    drawn = v.share_heatmap(mixed(), units(), dimensions(), edition(), "communes")
    assert isinstance(drawn, Chart)
    return drawn


def test_the_words_of_the_heatmap_have_every_cell() -> None:
    words = heatmap().alt
    assert "A 1/1 (nội dung 1: 1/1)" in words
    assert "B chưa báo cáo;" in words
    assert "C – " not in words


def test_a_plan_without_units_of_a_kind_gets_a_sentence_and_no_bare_grid() -> None:
    others = units()[units()["unit_group"] != "departments"]
    said = v.share_heatmap(mixed(), others, dimensions(), edition(), "departments")
    assert isinstance(said, Html)
    assert "Kế hoạch không có đơn vị nào" in said.html


def test_a_cell_of_which_nothing_is_known_shows_the_sign_and_not_zero() -> None:
    labels = {
        (row["unit_id"], row["dimension_id"]): row["label"] for row in values(heatmap()) if "unit_id" in row
    }
    assert labels["xa-a", "1"] == "1/1"
    assert labels["xa-b", "1"] == "∅"
    assert labels["xa-c", "1"] == "–"
    assert ("xa-a", "2") not in labels


@pytest.mark.parametrize(
    ("late", "said"),
    [
        ({4}, "cao nhất ở nội dung 1. D1, 2. D2 và 3. D3, thấp nhất ở nội dung 4. D4"),
        ({5}, "cao nhất ở 4 nội dung, thấp nhất ở nội dung 5. D5"),
        (set(), "tỷ lệ đúng hạn bằng nhau ở cả 5 nội dung có đầu việc đến hạn"),
    ],
)
def test_dimensions_that_are_alike_are_named_all_or_counted(late: set[int], said: str) -> None:
    n = 5 if late != {4} else 4
    known = pd.DataFrame([{"dimension_id": str(i), "short_name": f"D{i}"} for i in range(1, n + 1)])
    rows = obligations(
        *(
            obligation("T1.1-01", "overdue" if i in late else "done_on_time", dimension_id=str(i))
            for i in range(1, n + 1)
        )
    )
    chart = v.share_heatmap(rows, units(), known, edition(), "communes")
    assert chart.title.endswith(said)


def test_the_heatmap_looks_as_reviewed(golden: Golden) -> None:
    golden("views_whole/heatmap.json", json.dumps(heatmap().spec, ensure_ascii=False, indent=1) + "\n")


def test_specifications_do_not_depend_on_what_was_drawn_before() -> None:
    first = json.dumps(heatmap().spec)
    v.dimension_status_bars(mixed(), units(), dimensions(), edition(), "communes")
    v.deadline_timeline(mixed(), dimensions(), edition())
    assert json.dumps(heatmap().spec) == first


def test_status_bars_write_sign_and_number_into_the_bar() -> None:
    chart = v.dimension_status_bars(mixed(), units(), dimensions(), edition(), "communes")
    assert {"✓ 1", "∅ 1", "○ 1"} <= {row.get("label") for row in values(chart)}
    assert "1 trong 3 đầu việc đã hoàn thành" in chart.title


def test_a_part_of_a_bar_has_its_number_where_all_its_digits_have_room() -> None:
    counts = {"done_on_time": 70, "overdue": 6, "not_due": 10}
    rows = obligations(*(obligation("T1.1-01", status) for status, n in counts.items() for _ in range(n)))
    for shown, expected in (
        (rows, {"✓ 70", "○ 10", "! 6"}),
        (pd.concat([rows] * 10, ignore_index=True), {"✓ 700", "○ 100"}),
    ):
        chart = v.dimension_status_bars(shown, units(), dimensions(), edition(), "communes")
        drawn = {row["label"] for row in values(chart) if set(row) == {"name", "middle", "label", "ink"}}
        assert {label for label in drawn if " " in label} == expected


def test_the_title_of_the_bars_says_that_what_is_overdue_is_not_done() -> None:
    rows = obligations(obligation("T1.1-01", "done_late"), obligation("T1.2-01", "overdue"))
    title = v.dimension_status_bars(rows, units(), dimensions(), edition(), "communes").title
    assert title.endswith(": 1 trong 2 đầu việc đã hoàn thành, 1 chưa hoàn thành, quá hạn")


def test_bars_and_their_title_count_the_same_and_say_what_they_leave_out() -> None:
    own_plan = obligation("T1.1-01", "done_on_time", "xa-a", dimension_id=None)
    rows = pd.concat([mixed(), obligations(own_plan)], ignore_index=True)
    chart = v.dimension_status_bars(rows, units(), dimensions(), edition(), "communes")
    assert isinstance(chart, Chart)
    drawn = sum(row["n"] for row in values(chart) if "n" in row)
    assert f"trong {drawn} đầu việc" in chart.title
    assert (
        "Không tính ở đây: 1 đầu việc không thuộc nội dung nào: kế hoạch của đơn vị (mục IV.1.1)."
        in chart.source
    )


def test_bars_that_count_more_than_the_sentences_say_why() -> None:
    due = obligation("T1.1-01", "done_on_time")
    later = obligation("T1.2-01", "not_due", is_counted=False)
    both = v.dimension_status_bars(obligations(due, later), units(), dimensions(), edition(), "communes")
    alone = v.dimension_status_bars(obligations(due), units(), dimensions(), edition(), "communes")
    assert "Trong 2 đầu việc này, 1 đến hạn tính đến ngày chốt số liệu" in both.source
    assert "đến hạn tính đến" not in alone.source


def test_a_share_of_few_cases_is_drawn_as_both_numbers_and_of_many_as_a_percentage() -> None:
    few = [obligation("T1.1-01", "done_on_time" if n < 2 else "overdue", "xa-a") for n in range(3)]
    many = [obligation("T1.1-01", "done_on_time" if n < 7 else "overdue", "xa-b") for n in range(12)]
    chart = v.share_heatmap(obligations(*few, *many), units(), dimensions(), edition(), "communes")
    labels = {
        (row["unit_id"], row["dimension_id"]): row["label"] for row in values(chart) if "unit_id" in row
    }
    assert (labels["xa-a", "1"], labels["xa-b", "1"], labels["all", "1"]) == ("2/3", "58%", "60%")
    assert "2/3" in chart.alt
    assert "58%" in chart.alt


def test_the_timeline_counts_what_is_due_and_what_comes() -> None:
    chart = v.deadline_timeline(mixed(), dimensions(), edition())
    assert chart.title.startswith("2 đầu việc đã đến hạn tính đến 31/5/2022; 1 đầu việc khác")
    assert "30/9/2022: 1 đầu việc đến hạn" in chart.alt


def test_no_line_of_the_official_scores_crosses_a_break() -> None:
    chart = v.papi_total(scores(), dimensions(), edition())
    segments = {(row["series"], row["year"]): row["segment"] for row in values(chart) if "segment" in row}
    assert segments["Tỉnh Sơn La", 2019] == segments["Tỉnh Sơn La", 2020]
    assert segments["Tỉnh Sơn La", 2020] != segments["Tỉnh Sơn La", 2021]
    assert {row["at"] for row in values(chart) if "at" in row} == {2020.5}


def test_scores_published_after_the_data_were_closed_are_marked_and_never_the_finding() -> None:
    chart = v.papi_total(scores(), dimensions(), edition())
    after = {row["year"] for row in values(chart) if row.get("is_after")}
    assert after == {2022}
    assert "42,00 điểm năm 2021" in chart.title
    assert ", hạng tính lại " in chart.title
    assert any(row.get("label") == "công bố sau kỳ này" for row in values(chart))
    assert re.findall(r"(\d{4}): [^;]*công bố sau kỳ này", chart.alt) == ["2022"]


def test_columns_of_later_scores_stand_apart_under_their_mark() -> None:
    parts = scores().assign(dimension_id="1", subdimension_id="1.1")
    names = SUBDIMENSIONS.from_records([{"subdimension_id": "1.1", "dimension_id": "1"}])
    for table, later in (
        (v.papi_scores_table(scores(), dimensions(), edition()), ["2022"]),
        (v.papi_ranks_table(scores(), dimensions(), edition()), ["2022"]),
        (v.papi_subdimensions(parts, names, dimensions(), edition()), ["2022", "Trung vị 2022"]),
    ):
        assert isinstance(table, Table)
        marked = [c.heading for c in table.columns if "công bố sau kỳ này" in c.spanner.casefold()]
        assert marked == later
        assert "is_later" in table.csv.splitlines()[0]


def test_without_any_score_the_page_says_so_once() -> None:
    none = scores().iloc[:0]
    told = v.sentence("Điểm của {province}.", edition(), v.papi_facts(none, edition()))
    assert told.html.startswith("<p>Báo cáo này không có điểm PAPI của tỉnh Sơn La")
    of_none = edition(papi_province=None)
    told = v.sentence("Điểm của {province}.", of_none, v.papi_facts(none, of_none))
    assert told.html == "<p>Báo cáo này không nêu điểm PAPI của tỉnh nào.</p>"
    assert v.sentence("Điểm.", v.papi_facts(scores(), edition())).html == "<p>Điểm.</p>"
    for view in (
        v.papi_total(none, dimensions(), edition()),
        v.papi_scores_table(none, dimensions(), edition()),
        v.papi_dimensions(none, dimensions(), edition()),
        v.papi_subdimensions(none, SUBDIMENSIONS.empty(), dimensions(), edition()),
        v.papi_sources(none),
    ):
        assert isinstance(view, Html)
        assert view.html == ""
    assert v.papi_breaks(none, dimensions()).html == ""


def test_where_nothing_of_a_part_had_been_published_the_part_says_so() -> None:
    view = v.papi_subdimensions(scores(), SUBDIMENSIONS.empty(), dimensions(), edition())
    assert isinstance(view, Html)
    assert "Chưa có điểm nào được công bố" in view.html
    unbroken = v.papi_breaks(scores().assign(is_break=False), dimensions())
    assert "Chuỗi số không có chỗ ngắt." in unbroken.html


def test_a_year_measured_in_another_geography_says_so_once() -> None:
    moved = scores().assign(geography=[63, 63, 63, 34], geography_before=[None, None, None, 63])
    parts = pd.concat([moved, moved.assign(dimension_id="1", break_note=None)], ignore_index=True)
    told = v.papi_breaks(parts.assign(is_break=parts["year"] == 2022), dimensions()).html
    assert told.count("<li>") == 1
    assert "Đo trên phạm vi 34 tỉnh, thành phố, năm trước là 63" in told


def test_the_official_scores_look_as_reviewed(golden: Golden) -> None:
    spec = v.papi_total(scores(), dimensions(), edition()).spec
    golden("views_whole/papi_total.json", json.dumps(spec, ensure_ascii=False, indent=1) + "\n")


def test_the_receipts_chart_names_the_late_and_the_silent() -> None:
    late = reports(unit_id="xa-b", report_status="late", days_late=3)
    silent = reports(unit_id="xa-c", report_status="not_reported", first_received_at=None, days_late=None)
    chart = v.reporting_timeline(pd.concat([reports(), late, silent], ignore_index=True), units(), edition())
    assert chart.title == "1 trong 3 đơn vị báo cáo đúng hạn, 1 báo cáo muộn, 1 chưa báo cáo"
    assert "Báo cáo muộn: B (muộn 3 ngày)." in chart.alt
    assert "Chưa báo cáo: C." in chart.alt


def test_a_fall_is_told_by_sign_and_colour() -> None:
    rows = pd.DataFrame(
        {
            "name": ["A", "B"],
            "previous_n_on_time": [10, 4],
            "previous_n_counted": [20, 5],
            "previous_pct": [50.0, 80.0],
            "n_on_time": [15, 3],
            "n_counted": [20, 5],
            "share_on_time_pct": [75.0, 60.0],
            "change": [25.0, -20.0],
            "direction_of_change": ["better", "worse"],
        }
    )
    chart = share_moves(rows, chart_id="x", who="đơn vị", before="trước", now="nay", source="")
    drawn = {row["name"]: row for row in values(chart) if "ink" in row}
    assert (drawn["A"]["label"], drawn["B"]["label"]) == ("+25,0", "−20,0")
    assert drawn["A"]["ink"] != drawn["B"]["ink"]
    assert chart.title == "Tỷ lệ đúng hạn tăng ở 1, giảm ở 1 trong 2 đơn vị"
    still = rows.assign(change=0.0, direction_of_change="same")
    chart = share_moves(still, chart_id="x", who="đơn vị", before="trước", now="nay", source="")
    assert chart.title == "Tỷ lệ đúng hạn không đổi ở cả 2 đơn vị"


def test_a_kind_of_units_without_tasks_is_a_sentence_since_no_chart_of_no_rows_can_be_drawn() -> None:
    shown = v.dimension_status_bars(mixed(), units(), dimensions(), edition(), "departments")
    assert isinstance(shown, Html)
    assert "Chưa có nhiệm vụ nào" in shown.html


def test_units_stand_by_their_share_with_the_order_of_the_units_at_hand() -> None:
    worse_first = obligations(
        obligation("T1.1-01", "overdue", "xa-a"),
        obligation("T1.1-01", "not_reported", "xa-b"),
        obligation("T1.1-01", "done_on_time", "xa-c"),
    )

    chart = v.share_heatmap(worse_first, units(), dimensions(), edition(), "communes")

    assert isinstance(chart, Chart)
    by_standing, by_place = (order["rows"] for order in chart.spec["usermeta"]["orders"])
    assert by_standing == ["C", "A", "B", "Tất cả"]
    assert by_place == ["A", "B", "C", "Tất cả"]
    assert [layer["encoding"]["y"]["scale"]["domain"] for layer in chart.spec["layer"]] == [by_standing] * 2
    assert list(dict.fromkeys(line.split(",")[0] for line in chart.csv.splitlines()[1:])) == [
        *("xa-a", "xa-b", "xa-c", "communes"),
    ]
