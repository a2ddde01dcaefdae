"""The cover: one sentence, four figures, eight dimensions; and the lines under the plan's items."""

import json
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest
from lxml import html as lxml_html
from views_frames import dimensions, edition, obligation, obligations, reports, shown, units

from papibook import measures as m
from papibook import views as v
from papibook.measures.headline import Headline, HeadlineFigure
from papibook.measures.standing import grade
from papibook.model.plan import OutsideItem
from papibook.model.tables import CHECKLISTS, SOLUTIONS
from papibook.views.common.standing_lines import standing_lines

Golden = Callable[[str, str], None]
NO_FIGURE = HeadlineFigure(0, 0, None)

AFTER_HALF = edition(compared_id="2022-S1", compared_name="6 tháng đầu năm 2022", comparison="contained")


def headline(share: float | None, n: int = 7, of: int = 10, change: float | None = None) -> Headline:
    basis = "none" if change is None else "contained"
    return Headline(
        "2022-S1",
        HeadlineFigure(n, of, share, change, basis),
        HeadlineFigure(2, of, 2.0, change, basis),
        HeadlineFigure(3, 4, 3.0, change, basis),
        NO_FIGURE,
    )


def counted(*rows: dict[str, object]) -> pd.DataFrame:
    return m.standing(obligations(*rows), ("period_id", "dimension_id"))


def solutions() -> pd.DataFrame:
    return SOLUTIONS.from_records(
        [
            {"solution_id": "1.1", "dimension_id": "1", "sort_order": 1},
            {"solution_id": "1.2", "dimension_id": "1", "sort_order": 2},
        ]
    )


@pytest.mark.parametrize(
    ("share", "verdict"),
    [
        (95.0, "Đúng tiến độ"),
        (89.96, "Đúng tiến độ"),  # shown as 90,0
        (89.94, "Chưa hoàn toàn đúng tiến độ"),
        (70.0, "Chưa hoàn toàn đúng tiến độ"),
        (69.9, "Chậm tiến độ"),
    ],
)
def test_the_verdict_follows_the_share_as_shown(share: float, verdict: str) -> None:
    facts = v.verdict_facts(headline(share), counted(), dimensions(), edition())
    assert v.sentence("{verdict}", facts).html == f"<p>{verdict}</p>"


def test_the_sentence_names_the_weakest_dimension_with_its_share() -> None:
    rows = counted(
        obligation("T1.1-01", "done_on_time"),
        obligation("T2.1-01", "overdue", solution_id="2.1", dimension_id="2"),
    )
    text = v.sentence("Chậm{weakest}.", v.verdict_facts(headline(50.0), rows, dimensions(), edition())).html
    assert "Chậm; thấp nhất là nội dung 2. " in text
    assert '(<span data-figure="share_on_time/2022-S1/all/dimension:2">0/1</span>).' in text


def test_dimensions_that_are_equally_weak_are_all_named_and_of_equals_none() -> None:
    known = pd.DataFrame([{"dimension_id": str(i), "short_name": f"D{i}"} for i in (1, 2, 3)])

    def told(*statuses: str) -> str:
        owed = [
            obligation("T1.1-01", status, dimension_id=str(i)) for i, status in enumerate(statuses, start=1)
        ]
        rows = m.standing(obligations(*owed), ("period_id", "dimension_id"))
        html = v.sentence("Chậm{weakest}.", v.verdict_facts(headline(50.0), rows, known, edition())).html
        return str(lxml_html.fromstring(html).text_content())

    assert (
        told("overdue", "done_on_time", "overdue")
        == "Chậm; thấp nhất là nội dung 1. D1 (0/1) và 3. D3 (0/1)."
    )
    assert told("overdue", "overdue", "overdue") == "Chậm."


def test_nothing_due_is_no_verdict() -> None:
    facts = v.verdict_facts(headline(None, of=0), counted(), dimensions(), edition())
    text = v.sentence("{verdict}: {n_on_time}", headline(None, of=0), facts).html
    assert text == "<p>Chưa có đầu việc nào đến hạn tính đến ngày 31/5/2022.</p>"
    assert v.sentence("“{on_track}” khi từ {on_track_from}", v.mark_facts(headline(None))).html == ""


def test_the_marks_are_said_in_the_words_of_the_verdict() -> None:
    text = "{on_track} {on_track_from}, {behind} {behind_below}"
    said = v.sentence(text, v.mark_facts(headline(95.0)), look="quiet").html
    assert said == '<p class="pb-muted">Đúng tiến độ 90%, chậm tiến độ 70%</p>'


def test_without_a_comparable_period_no_card_speaks_of_change() -> None:
    assert "pb-card-change" not in v.headline_cards(headline(70.0), edition()).html


def test_a_card_without_a_comparable_period_says_so_beside_those_that_have_one() -> None:
    assert v.headline_cards(headline(70.0, change=3.0), edition()).html.count("pb-card-change") == 4


def test_more_overdue_is_worse_and_more_on_time_is_better() -> None:
    html = v.headline_cards(
        headline(70.0, change=3.0),
        AFTER_HALF,
    ).html
    share, overdue, *_ = html.split('<div class="pb-card">')[1:]
    assert 'pb-better">+3,0 điểm phần trăm so với 6 tháng đầu năm 2022' in share
    assert 'pb-worse">+3 so với 6 tháng đầu năm 2022' in overdue


def test_the_strip_links_each_dimension_and_says_its_status_in_words(golden: Golden) -> None:
    rows = counted(obligation("T1.1-01", "done_on_time"), obligation("T1.1-01", "overdue", "xa-b"))
    html = v.dimension_strip(rows, dimensions()).html
    assert 'href="page:dimensions/1"' in html
    assert "chậm tiến độ" in html
    golden("views_whole/strip.html", html)


def test_downloads_are_left_to_the_press_to_resolve() -> None:
    html = v.downloads().html
    assert 'href="file:pdf"' in html
    assert 'href="file:xlsx"' in html


def test_what_changed_without_a_comparable_period_says_so() -> None:
    changes = m.standing_changes(obligations(obligation("T1.1-01", "overdue")), ["dimension_id"], edition())
    text = v.sentence("{basis}: {moves}. {comparison}", v.change_facts(changes, dimensions(), edition())).html
    assert (
        text == '<p>Chưa có số liệu cùng kỳ để so sánh. <a href="page:comparison">So sánh giữa các kỳ</a></p>'
    )


def test_what_changed_names_the_farthest_first_and_each_change_is_a_figure() -> None:
    changes = pd.DataFrame(
        {"dimension_id": ["1", "2"], "change": [2.0, 3.5], "direction_of_change": ["better", "better"],
         "basis": "contained", "n_same_units": 29, "n_units": 29}
    )  # fmt: skip
    text = v.sentence(
        "{basis}: {moves}",
        v.change_facts(
            changes,
            dimensions(),
            AFTER_HALF,
        ),
    ).html
    assert text.startswith("<p>So với 6 tháng đầu năm 2022: tăng ở nội dung 2. ")
    on_fewer = v.change_facts(
        changes.assign(n_same_units=27),
        dimensions(),
        AFTER_HALF,
    )
    said = lxml_html.fromstring(v.sentence("{basis}: {moves}", on_fewer).html).text_content()
    assert said.startswith(
        "So với 6 tháng đầu năm 2022 (tính trên 27 trong 29 đơn vị, là những đơn vị có báo cáo"
    )
    assert '<span data-figure="change_in_share_on_time/2022-S1/all/dimension:1">+2,0</span>' in text


ITEMS = (
    OutsideItem(item="IV.1.1", document="plan/part-4"),
    OutsideItem(item="IV.1.2", document="plan/part-4", asks_for="reports"),
)


def test_an_item_that_speaks_to_a_unit_says_how_it_stands_and_one_that_only_asks_blames_nobody() -> None:
    asked = units().tail(1).assign(unit_id="toa-an", unit_group="asked", is_reporting=False)
    everybody = shown(pd.concat([units(), asked], ignore_index=True))
    rows = obligations(obligation("T1.1-01", "done_on_time", "phong-d"), obligation("T1.2-01", "overdue"))
    items = [
        OutsideItem(item="IV.2", document="plan/part-4", units=("phong-d",)),
        OutsideItem(item="IV.7", document="plan/part-4", units=("toa-an",)),
        OutsideItem(item="IV.8", document="plan/part-4"),
    ]

    lines = standing_lines(rows, solutions(), reports(), everybody, items, CHECKLISTS.empty())

    assert "IV.8" not in lines
    assert str(lines["IV.2"]["text"]).startswith("Phòng D: 1/1 ")
    assert (lines["IV.2"]["status"], lines["IV.2"]["page"]) == ("on_track", "departments/phong-d")
    assert (lines["IV.7"]["status"], lines["IV.7"]["sign"]) == ("not_applicable", "–")
    assert lines["IV.7"]["text"] == "Chỉ được đề nghị: không phải báo cáo, không tính quá hạn"
    assert (lines["IV.7"]["page"], lines["IV.7"]["anchor"]) == ("execution", "asked")


def test_an_item_with_tasks_and_no_checklist_says_how_they_stand() -> None:
    rows = obligations(obligation("T0-01", "done_late", solution_id="IV.1.1", dimension_id=None))
    lines = standing_lines(rows, solutions(), reports(), units(), ITEMS[:1], CHECKLISTS.empty())
    assert (lines["IV.1.1"]["n_late"], lines["IV.1.1"]["page"]) == (1, "tasks")


def test_standing_lines_cover_every_solution_and_the_items_that_ask(golden: Golden) -> None:
    asking = CHECKLISTS.from_records([{"item": "IV.1.1", "field": "plan_number", "sort_order": 1}])
    rows = obligations(
        obligation("T1.1-01", "done_on_time"),
        obligation("T1.1-01", "overdue", "xa-b"),
        obligation("T0-01", "done_late", solution_id="IV.1.1", dimension_id=None),
    )
    lines = standing_lines(rows, solutions(), reports(), units(), ITEMS, asking)
    assert set(lines) == {"1.1", "1.2", "IV.1.1", "IV.1.2"}
    assert lines["1.1"]["page"] == "dimensions/1"
    assert lines["1.1"]["anchor"] == "solution-1-1"
    assert lines["1.2"]["text"] == "Chưa có đầu việc đến hạn"
    assert lines["1.2"]["share_text"] == "–"
    golden("views_whole/standing_lines.json", json.dumps(lines, ensure_ascii=False, indent=1) + "\n")


def test_a_group_is_graded_by_the_stated_marks_and_not_by_whether_anything_is_late() -> None:
    counts = {"n_counted": 100, "n_on_time": 95, "n_overdue": 5, "n_not_reported": 0}
    assert grade({**counts, "share_on_time_pct": 95.0}) == "on_track"
    assert grade({**counts, "share_on_time_pct": 89.96}) == "on_track"  # shown as 90,0
    assert grade({**counts, "share_on_time_pct": 70.0}) == "partly"
    assert grade({**counts, "share_on_time_pct": 69.9}) == "behind"
    assert grade({"n_counted": 0, "n_not_reported": 0, "share_on_time_pct": None}) == "not_due"
    assert grade({"n_counted": 3, "n_not_reported": 3, "share_on_time_pct": None}) == "not_reported"


def test_tiles_of_which_one_task_in_many_is_late_do_not_all_warn() -> None:
    fine = [obligation("T1.1-01", "done_on_time", f"xa-{n}") for n in range(19)]
    rows = counted(*fine, obligation("T1.1-01", "overdue", "xa-b"))
    root = lxml_html.fromstring(v.dimension_strip(rows, dimensions()).html)
    assert root.xpath("string(//li[1]//*[contains(@class, 'pb-status')])") == "✓ đúng tiến độ"


def test_a_percentage_beside_a_sign_says_of_what_it_is_one() -> None:
    rows = counted(obligation("T1.1-01", "done_on_time"), obligation("T1.1-01", "overdue", "xa-b"))
    root = lxml_html.fromstring(v.dimension_strip(rows, dimensions()).html)
    note = root.xpath("string(//li[1]//*[contains(@class, 'pb-strip-note')])")
    assert note == "1/2 đầu việc đến hạn hoàn thành đúng hạn"


@pytest.mark.parametrize(
    ("n_silent", "said"), [(21, "21 trong 29 cơ quan, đơn vị, địa phương chưa báo cáo. "), (2, "")]
)
def test_that_few_reported_is_said_before_any_judgement(n_silent: int, said: str) -> None:
    cover = replace(headline(95.0), reports_on_time=HeadlineFigure(5, 29, 5.0), n_silent=n_silent)
    facts = v.verdict_facts(cover, counted(), dimensions(), edition())
    text = lxml_html.fromstring(v.sentence("{few} {verdict}", facts).html).text_content()
    assert text == f"{said}Đúng tiến độ"


def test_a_period_that_nobody_reported_has_no_verdict() -> None:
    cover = replace(headline(None), n_silent=4)
    said = v.sentence("{few} {verdict}", v.verdict_facts(cover, counted(), dimensions(), edition())).html
    assert lxml_html.fromstring(said).text_content() == (
        "Chưa tiếp nhận được báo cáo nào của các đơn vị; hạn gửi báo cáo: hết ngày 02/6/2022. "
        "Chưa có báo cáo về 10 đầu việc đến hạn."
    )


def test_all_that_was_due_is_accounted_for_beside_the_overdue() -> None:
    short = {
        "n_late": 1,
        "n_overdue": 2,
        "n_due_at_cutoff": 3,
        "n_not_done_in_period": 4,
        "n_not_reported": 5,
    }
    card = v.headline_cards(replace(headline(50.0), shortfalls=short), edition()).html.split(
        '<div class="pb-card">'
    )[2]
    note = lxml_html.fromstring(f"<div>{card}").xpath("string(//*[@class='pb-card-note'])")
    assert note == (
        "trong 10 đầu việc đến hạn; ngoài ra 1 hoàn thành quá hạn, 3 đến hạn ngày chốt mà chưa hoàn thành, "
        "4 chưa hoàn thành trong kỳ và 5 chưa báo cáo"
    )


def test_the_reporting_sentence_names_the_silent() -> None:
    late = reports(unit_id="xa-b", report_status="late", days_late=3)
    silent = reports(unit_id="xa-c", report_status="not_reported", revision=None, days_late=None)
    told = pd.concat([reports(), late, silent], ignore_index=True)
    text = v.reporting_sentence(told, units()).html
    assert 'id="reports"' in text
    said = lxml_html.fromstring(text).text_content()
    assert said == "2 trong 3 xã, thị trấn đã báo cáo, 1 đúng hạn; chưa báo cáo: C."
    assert '<span data-figure="n_reported/2022-S1/communes/all">2</span>' in text


def test_all_reported_on_time_is_said_shortly() -> None:
    told = pd.concat([reports(unit_id=unit_id) for unit_id in ("xa-a", "xa-b", "xa-c")], ignore_index=True)
    said = lxml_html.fromstring(v.reporting_sentence(told, units()).html).text_content()
    assert said == "Cả 3 xã, thị trấn đã báo cáo, tất cả đúng hạn."


def test_cards_show_figures_and_a_dash_where_nothing_is_counted() -> None:
    html = v.headline_cards(headline(70.0), edition()).html
    assert (
        '<p class="pb-card-value"><span data-figure="share_on_time/2022-S1/all/all">70,0%</span></p>' in html
    )
    assert '<p class="pb-card-value">–</p>' in html
