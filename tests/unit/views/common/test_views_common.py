"""The views' base: tables, charts, signs, words, sentences, commentary."""

import json
from collections.abc import Callable
from dataclasses import replace

import altair as alt
import jsonschema
import pandas as pd
import pytest
from lxml import html as lxml_html
from views_frames import ESCAPED, HOSTILE, edition

from papibook.model import inline
from papibook.model.figures import About
from papibook.model.inline import joined, styled, text_of
from papibook.model.status import STATUSES
from papibook.model.tables import COMMENTARY, STANDING
from papibook.views.common import charts, commentary, filling, sentences, signs, words
from papibook.views.common.behind import csv_text, rounded
from papibook.views.common.html import inline_html
from papibook.views.common.tables import TableColumn, TableShape, make_table

FRAME = pd.DataFrame(
    {
        "group": ["Nhóm 1", "Nhóm 1", HOSTILE],
        "name": ["A", HOSTILE, "C"],
        "share": [12.34, None, 5.0],
        "n": pd.array([1234, None, 3], dtype="Int64"),
        "mark": ["–", "", "dòng 1\ndòng 2"],
    }
)
COLUMNS = [
    TableColumn("name", "Đơn vị"),
    TableColumn("share", "Tỷ lệ", "percent", 1, spanner="Số liệu"),
    TableColumn("n", "Số", "number", spanner="Số liệu"),
    TableColumn("mark", "Ghi chú", missing=""),
]
SHAPE = TableShape("t", "Bảng <1>", stub="name", groups="group", notes=("Nguồn: <x>",))

Golden = Callable[[str, str], None]


def test_table_as_a_whole(golden: Golden) -> None:
    golden("views/table.html", make_table(FRAME, COLUMNS, SHAPE).html)


def test_text_in_a_table_is_escaped_exactly_once_wherever_it_stands() -> None:
    table = make_table(FRAME, COLUMNS, SHAPE).html
    assert "<script" not in table
    assert table.count(ESCAPED) == 2
    assert "&amp;lt;" not in table


def test_pieces_of_text_go_in_as_they_are_and_stay_out_of_the_csv() -> None:
    frame = FRAME.assign(name=[styled("A", "strong")] * 3)
    table = make_table(frame, COLUMNS, SHAPE)
    assert "<strong>A</strong>" in table.html
    assert table.csv.splitlines()[0] == "share,n,mark"


def test_headers_have_scope_and_rows_their_header() -> None:
    root = lxml_html.fromstring(make_table(FRAME, COLUMNS, SHAPE).html)
    assert [th.get("scope") for th in root.xpath("//thead//th")] == ["col", "colgroup", "col", "col", "col"]
    assert len(root.xpath("//tbody//th[@scope='row']")) == 3
    assert root.xpath("//caption")[0].text == "Bảng <1>"


def test_each_row_covers_every_column() -> None:
    root = lxml_html.fromstring(make_table(FRAME, COLUMNS, SHAPE).html)
    widths = {sum(int(cell.get("colspan", 1)) for cell in row) for row in root.xpath("//tbody/tr")}
    assert widths == {len(COLUMNS)}


def test_marks_are_explained_only_where_they_occur() -> None:
    both = make_table(FRAME, COLUMNS, SHAPE).html
    none = make_table(FRAME[["group", "name"]], COLUMNS[:1], SHAPE).html
    assert "“–”: không áp dụng" in both
    assert "“…”: phải báo cáo" in both
    assert "“–”" not in none
    assert "“…”" not in none


def test_a_table_without_rows_is_what_its_caption_counts_in_a_line_or_nothing() -> None:
    none = make_table(FRAME.iloc[:0], COLUMNS, replace(SHAPE, caption="0 số liệu được đề nghị xem lại"))
    assert none.plain["html"] == '<p class="pb-muted">0 số liệu được đề nghị xem lại.</p>' == none.html
    named = make_table(FRAME.iloc[:0], COLUMNS, replace(SHAPE, caption="Lỗi, cảnh báo còn mở"))
    assert (named.plain["kind"], named.plain["html"]) == ("html", "")


def test_names_that_have_commas_are_parted_by_semicolons() -> None:
    assert words.join_words(["Văn phòng", "Kinh tế, Hạ tầng", "Công an"]) == (
        "Văn phòng; Kinh tế, Hạ tầng và Công an"
    )
    assert sentences.names_list(["A", "B", "C"]) == "A, B và C"
    assert text_of(joined([("A, B",), ("C",)])) == "A, B; C"


def test_same_frame_gives_same_table_whatever_was_made_before() -> None:
    first = make_table(FRAME, COLUMNS, SHAPE)
    make_table(FRAME.iloc[:1], COLUMNS, SHAPE)
    assert make_table(FRAME, COLUMNS, SHAPE) == first


def test_csv_has_machine_numbers_and_iso_days() -> None:
    frame = pd.DataFrame({"d": [pd.Timestamp("2022-05-31"), pd.NaT], "x": [3.0, 0.5], "b": [True, False]})
    assert csv_text(frame) == "d,x,b\n2022-05-31,3,true\n,0.5,false\n"


def test_rounding_is_half_up_and_leaves_missing_missing() -> None:
    values = rounded(pd.DataFrame({"x": [2.675, 0.05, None]}), {"x": 2})["x"]
    assert values.tolist()[:2] == [2.68, 0.05]
    assert values.isna().tolist() == [False, False, True]


BARS = pd.DataFrame(
    {
        "name": ["A", "B"],
        "share": [50.0, None],
        "ref": [60.0, 40.0],
        "label": ["50,0%", "–"],
        "tip": ["a", "b"],
    }
)


def bars() -> charts.Chart:
    layered = charts.share_bars(
        BARS, name="name", share="share", reference="ref", axis_title="%", reference_label="Huyện"
    )
    return charts.chart_value(layered, chart_id="c", title="T", alt_text="A", source="S", data=BARS)


def test_chart_as_a_whole(golden: Golden) -> None:
    golden(
        "views/share_bars.json", json.dumps(bars().spec, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    )


def test_chart_does_not_depend_on_what_was_drawn_before() -> None:
    first = bars().spec
    alt.Chart(charts.records(BARS)).mark_bar().encode(x="share:Q").to_dict()
    assert bars().spec == first


def test_chart_has_inline_data_null_for_missing_and_no_counted_names() -> None:
    text = json.dumps(bars().spec)
    assert '"share": null' in text
    assert "NaN" not in text
    assert '"param_' not in text
    assert '"view_' not in text
    assert '"url"' not in text


def test_a_chart_outside_the_schema_is_refused() -> None:
    crooked = alt.Chart(charts.records(BARS)).mark_bar().encode(x=alt.X("share:Q", sort={"by": "nothing"}))
    with pytest.raises(jsonschema.ValidationError):
        charts.chart_value(
            charts.layered(crooked), chart_id="c", title="T", alt_text="A", source="S", data=BARS
        )


def test_rows_that_all_layers_draw_stand_once() -> None:
    rows, other = charts.records(BARS), charts.records(BARS)
    bars = alt.Chart(rows).mark_bar()
    together = charts.layered(bars, bars.encode(x=alt.X("share:Q")))
    apart = charts.layered(bars, alt.Chart(other).mark_bar())
    assert together == alt.layer(bars, bars.encode(x="share:Q")).to_dict(context={"top_level": False})
    assert [list(part) for part in apart["layer"]] == [["data", "mark"], ["data", "mark"]]


def test_dots_that_would_cover_each_other_are_stacked() -> None:
    rows = [{"value": value, "tip": tip} for value, tip in ((1.0, "a"), (1.0, "b"), (50.0, "c"))]
    marks = [{"value": 10.0, "label": "m", "is_target": True}]
    chart = charts.dot_row(rows, marks, axis=alt.Axis(), scale=alt.Scale(domain=[0, 100]), color="#000")
    drawn = chart["layer"][0]["data"]["values"]
    assert sorted(row["level"] for row in drawn) == [-0.5, 0.0, 0.5]


@pytest.mark.parametrize("status_id", [status.id for status in STATUSES])
def test_a_status_is_never_colour_alone(status_id: str) -> None:
    text = lxml_html.fromstring(inline_html(signs.status_sign(status_id))).text_content()
    assert words.status_word(status_id) in text
    assert words.status_word(status_id) in inline_html(signs.status_mark(status_id, "x"))


def test_late_and_overdue_say_by_how_many_days() -> None:
    assert signs.status_text("done_late", 5) == "hoàn thành quá hạn 5 ngày"
    assert signs.status_text("overdue", 61) == "chưa hoàn thành, quá hạn 61 ngày"
    assert signs.status_text("overdue", pd.NA) == "chưa hoàn thành, quá hạn"


def test_no_two_statuses_have_one_sign_or_one_word() -> None:
    """So that each is told from the others in black and white, and by who hears the page."""
    assert len({status.sign for status in STATUSES}) == len(STATUSES)
    assert len({words.status_word(status.id) for status in STATUSES}) == len(STATUSES)


def test_neutral_change_is_not_judged() -> None:
    assert "hơn" not in inline_html(signs.change_sign(3.0, "neutral", 0))
    assert "+3 <" in inline_html(signs.change_sign(3.0, "better", 0))
    assert "tốt hơn" in inline_html(signs.change_sign(3.0, "better", 0))


def test_figure_text_keeps_absent_and_not_applicable_apart() -> None:
    assert words.figure_text(None, "missing", "ratio", 1) == "…"
    assert words.figure_text(None, "not_applicable", "ratio", 1) == "–"
    assert words.figure_text(None, "not_reported", "count", 0) == "∅"
    assert words.figure_text(0.0, "value", "count", 0) == "0"
    assert words.figure_text(1.0, "value", "yes_no", 1) == "có"


def test_signed_numbers_have_a_true_minus_and_zero_has_none() -> None:
    assert [words.signed(3.25, 1), words.signed(-3, 0), words.signed(-0.01, 1)] == ["+3,3", "−3", "0,0"]


def standing(**counts: object) -> dict[str, object]:
    return {**dict.fromkeys(STANDING.names, 0), "share_on_time_pct": None, **counts}


def test_the_standing_of_a_group_agrees_with_its_counts() -> None:
    row = standing(
        n_counted=30,
        n_on_time=15,
        n_late=2,
        n_overdue=3,
        n_due_at_cutoff=4,
        n_not_done_in_period=5,
        n_not_reported=1,
        share_on_time_pct=50.0,
    )
    facts = sentences.standing_facts(row, About("2022-S1"))
    text = inline.text_of(
        filling.fill("{n_on_time}/{n_counted} ({share_on_time}){shortfalls}.", **facts.named)
    )
    assert text == (
        "15/30 (50,0%), 2 hoàn thành quá hạn, 3 quá hạn mà chưa hoàn thành, 4 đến hạn ngày chốt mà chưa hoàn "
        "thành, 5 chưa hoàn thành trong kỳ và 1 chưa báo cáo."
    )
    assert facts.nothing is None
    assert sentences.standing_line(row) == (
        "15/30 đầu việc đúng hạn · 2 hoàn thành quá hạn · 3 quá hạn mà chưa hoàn thành · "
        "4 đến hạn ngày chốt mà chưa hoàn thành · 5 chưa hoàn thành trong kỳ · 1 chưa báo cáo"
    )


def test_of_what_nobody_reported_no_number_is_said() -> None:
    row = {**dict.fromkeys(STANDING.names), "n_obligations": 7, "n_counted": 5, "n_not_reported": 5}
    facts = sentences.standing_facts(row, About("2022-S1"))
    assert inline.text_of(facts.nothing or ()) == "Chưa có báo cáo về 5 đầu việc đến hạn."
    assert inline.text_of(filling.fill("{n_on_time} ({share_on_time})", **facts.named)) == "∅ (∅)"
    assert sentences.share_text(row) == "∅"
    assert sentences.standing_line(row) == "5 đầu việc đến hạn, chưa báo cáo"


def test_nothing_due_is_said_and_has_no_share() -> None:
    facts = sentences.standing_facts(standing(), About("2022-S1"))
    assert facts.nothing == ("Chưa có đầu việc nào đến hạn tính đến ngày chốt số liệu.",)
    assert inline.text_of(filling.fill("{share_on_time}{shortfalls}", **facts.named)) == "–"
    assert sentences.share_text(standing()) == "–"


def test_more_names_than_fit_are_counted() -> None:
    assert sentences.names_list(["A", "B", "C"], most=2) == "A, B và C"
    assert sentences.names_list(["A", "B", "C", "D"], most=2) == "A, B và 2 đơn vị khác"


def test_commentary_is_marked_and_holds_no_html_pictures_or_script_links() -> None:
    text = f"### Đánh giá\n\n{HOSTILE}\n\n![x](https://a.example/b.png)\n\n##### Sâu\n"
    frame = COMMENTARY.from_records([{"period_id": "2022-S1", "place": "dimension-1", "markdown": text}])
    found = commentary.office_words(frame, edition(), "dimension-1").html
    root = lxml_html.fromstring(found)
    assert "pb-commentary-label" in found
    assert not root.xpath("//script|//img|//a[starts-with(@href, 'javascript')]")
    assert [node.tag for node in root.iter() if str(node.tag).startswith("h")] == ["h3", "h4"]


def test_no_commentary_is_said() -> None:
    assert "chưa có nhận xét" in commentary.office_words(COMMENTARY.empty(), edition(), "cover").html
