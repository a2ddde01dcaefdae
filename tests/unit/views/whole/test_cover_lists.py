"""The cover's lists: what is to be decided, whom to press, who is silent; each with its link and figures."""

from __future__ import annotations

import pandas as pd
from lxml import html as lxml_html
from views_frames import ESCAPED, HOSTILE, day, edition, obligation, obligations, reports, tasks, units

from papibook import views as v
from papibook.measures.overdue import worst_units
from papibook.measures.remarks import common_proposals, difficulties_of_undone
from papibook.model.inline import text_of
from papibook.model.tables import COMMENTARY, DISTRICT_FIGURES, REMARKS


def remarks(*written: tuple[str, str, str]) -> pd.DataFrame:
    return REMARKS.from_records(
        [
            {"period_id": "2022-S1", "unit_id": unit, "kind": kind, "text": text, "task_id": f"T{place}"}
            for place, (unit, kind, text) in enumerate(written)
        ]
    )


def commentary(text: str) -> pd.DataFrame:
    return COMMENTARY.from_records([{"period_id": "2022-S1", "place": "decisions", "markdown": text}])


def beside(*written: tuple[str, str | None, str]) -> pd.DataFrame:
    """Difficulties, each beside a task."""
    return REMARKS.from_records(
        [
            {"period_id": "2022-S1", "unit_id": unit, "kind": "difficulty", "text": text, "task_id": task}
            for unit, task, text in written
        ]
    )


def sent(**silent: str) -> pd.DataFrame:
    """Reports of three communes; those named are not there."""
    return pd.concat(
        [
            reports(unit_id=unit, report_status=silent.get(unit.replace("-", "_"), "on_time"))
            for unit in ("xa-a", "xa-b", "xa-c")
        ],
        ignore_index=True,
    )


def shown(html: str) -> list[str]:
    return [" ".join(item.text_content().split()) for item in lxml_html.fromstring(html).xpath("//li")]


FEWER = DISTRICT_FIGURES.from_records(
    [
        {"period_id": "2022-S1", "indicator_id": "I101", "target": 80, "n_units": 2, "n_units_owing": 3},
        {"period_id": "2022-S1", "indicator_id": "I102", "target": 80, "n_units": 3, "n_units_owing": 3},
        {"period_id": "2022-S1", "indicator_id": "I103", "n_units": 2, "n_units_owing": 3},
    ]
)


def test_the_leadership_decides_on_what_blocks_the_office_proposes_and_several_units_propose() -> None:
    said = remarks(
        ("xa-a", "proposal", "Cấp kinh phí"),
        ("xa-b", "proposal", "Cấp kinh phí "),
        ("xa-b", "proposal", "Một mình"),
        ("xa-a", "difficulty", "Khó"),
        ("xa-b", "difficulty", "Khó"),
    )

    html = v.decisions(
        v.missing_reports(FEWER, sent(xa_c="not_reported"), units(), edition()),
        v.named_difficulties(beside(("xa-b", "T1.2-01", "Thiếu người")), OWED, edition()),
        v.office_decisions(
            commentary("Lời dẫn.\n\n- Quy định hạn **chung**.\n- Cấp máy.\n\n*(Minh họa)*"), edition()
        ),
        v.units_decisions(said, edition()),
    ).html

    assert shown(html) == [
        "Chưa có báo cáo của C: 1 chỉ tiêu được giao chưa tính được trên đủ đơn vị. Đề nghị chỉ đạo gửi báo "
        "cáo. (xem tình hình báo cáo)",
        "Đơn vị nêu khó khăn, vướng mắc ở 1 trong 3 đầu việc đến hạn mà chưa hoàn thành. Đề nghị chỉ đạo "
        "tháo gỡ. (xem khó khăn, vướng mắc)",
        "Quy định hạn chung. (cơ quan tổng hợp đề xuất)",
        "Cấp máy. (cơ quan tổng hợp đề xuất)",
        "“Cấp kinh phí” (2 đơn vị, xem kiến nghị)",
    ]
    links = lxml_html.fromstring(html).xpath("//li//span[contains(@class, 'source')]/a/@href")
    assert links == [
        "page:quality#reports",
        "page:remarks#table-held-up",
        "page:remarks#office-proposal-1",
        "page:remarks#office-proposal-2",
        "page:remarks#proposal-1",
    ]
    assert 'data-figure="n_units_proposing/2022-S1/all/proposal:1">2<' in html
    assert 'data-figure="n_indicators_incomplete/2022-S1/all/all">1<' in html


def test_with_nothing_to_decide_the_cover_says_so() -> None:
    html = v.decisions(v.missing_reports(FEWER, sent(), units(), edition()), []).html

    assert "không có nội dung xin ý kiến" in html


def test_each_proposal_leads_to_a_place_that_is_there() -> None:
    """To its own, not to the top of a page."""
    same = remarks(*((unit, "proposal", text) for text in "ABCD" for unit in ("xa-a", "xa-b")))
    office = commentary("1. Một\n   - Hai\n2. Ba")
    decisions = v.decisions(v.office_decisions(office, edition()), v.units_decisions(same, edition())).html
    page = v.shared_proposals(same, units(), edition()).html + v.office_proposals(office, edition()).html

    links = lxml_html.fromstring(decisions).xpath("//span[contains(@class, 'source')]/a/@href")
    places = lxml_html.fromstring(f"<div>{page}</div>").xpath("//@id")
    assert len(links) == len(set(links)) == 3 + 4
    assert {link.partition("#")[2] for link in links} <= set(places)


def test_proposals_that_the_cover_has_no_room_for_are_counted() -> None:
    four = remarks(*((unit, "proposal", text) for text in "ABCD" for unit in ("xa-a", "xa-b")))
    three = four[four["text"] != "D"]

    assert len(v.units_decisions(three, edition())) == 3
    last = lxml_html.fromstring(v.units_decisions(four, edition())[-1][0])
    assert last.text_content() == (
        "Còn 1 kiến nghị khác nhiều đơn vị cùng nêu, "
        "trong đó 1 kiến nghị có cùng số đơn vị nêu như kiến nghị cuối trên đây."
    )


def test_proposals_of_fewer_units_are_counted_and_not_called_equal() -> None:
    said = [(unit, "proposal", text) for text in "ABC" for unit in ("xa-a", "xa-b", "phong-d")]
    fewer = remarks(*said, *((unit, "proposal", "D") for unit in ("xa-a", "xa-b")))

    last = lxml_html.fromstring(v.units_decisions(fewer, edition())[-1][0])
    assert last.text_content() == "Còn 1 kiến nghị khác nhiều đơn vị cùng nêu."


def test_what_holds_up_work_is_named_by_the_units_beside_work_that_was_due_and_is_not_done() -> None:
    """Not beside what is done, not in general: the data do not say what that holds up."""
    said = beside(
        ("xa-b", "T1.1-01", "Thiếu người "),
        ("xa-b", "T1.2-01", "Xa"),
        ("xa-a", "T1.1-01", "Thiếu người"),
        ("phong-d", "T1.1-01", "Đã xong"),
        ("xa-a", None, "Chung"),
    )

    rows = difficulties_of_undone(said, OWED)
    assert rows[["text", "unit_id", "n_obligations"]].to_numpy().tolist() == [
        ["Thiếu người", "xa-a", 2],
        ["Thiếu người", "xa-b", 2],
        ["Xa", "xa-b", 1],
    ]
    table = v.held_up(said, OWED, units(), edition())
    shown_rows = [[text_of(cell.content) for cell in row.cells] for row in table.groups[0].rows]
    assert shown_rows == [["Thiếu người", "2", "A và B", "T1.1-01"], ["Xa", "1", "B", "T1.2-01"]]


def test_what_units_propose_stays_text() -> None:
    said = remarks(("xa-a", "proposal", HOSTILE), ("xa-b", "proposal", HOSTILE))

    for html in (
        v.decisions(v.units_decisions(said, edition())).html,
        v.shared_proposals(said, units(), edition()).html,
    ):
        assert ESCAPED in html
        assert "<script" not in html


def test_the_office_writes_no_html_and_no_pictures() -> None:
    written = commentary("- <b>x</b> ![a](b.png)")
    for html in (
        v.decisions(v.office_decisions(written, edition())).html,
        v.office_proposals(written, edition()).html,
    ):
        assert "<b>" not in html
        assert "<img" not in html


def test_proposals_come_by_the_number_of_units_and_those_of_one_unit_do_not() -> None:
    rows = common_proposals(
        remarks(
            ("xa-a", "proposal", "Hai"),
            ("xa-b", "proposal", "Hai"),
            ("xa-a", "proposal", "Ba"),
            ("xa-b", "proposal", "Ba"),
            ("xa-c", "proposal", "Ba"),
            ("xa-c", "proposal", "Một"),
            ("xa-c", "proposal", "Một"),
        )
    )

    assert rows.to_numpy().tolist() == [["Ba", 3], ["Hai", 2]]


OWED = obligations(
    obligation("T1.1-01", "overdue", "xa-a", days_late=16, due_date=day("2022-05-15")),
    obligation("T1.2-01", "not_done_in_period", "xa-b"),
    obligation("T1.1-01", "not_done_in_period", "xa-b"),
    obligation("T1.1-01", "not_reported", "xa-c"),
    obligation("T1.1-01", "done_late", "phong-d"),
)


def test_whom_to_press_is_who_has_most_overdue_then_most_undone() -> None:
    assert worst_units(OWED, units())["unit_id"].tolist() == ["xa-a", "xa-b"]


def test_who_owes_as_much_as_the_third_is_named_and_who_owes_less_is_not() -> None:
    owed = obligations(
        *(
            obligation("T1.1-01", "overdue", unit, days_late=16)
            for unit in ("xa-a", "xa-b", "xa-c", "phong-d")
        ),
        obligation("T1.2-01", "not_done_in_period", "xa-a"),
    )
    alone = owed[owed["unit_id"] != "phong-d"]

    assert shown(v.worst_three(owed, tasks(), units(), edition()).html)[3:] == ["Bằng C: D"]
    assert len(shown(v.worst_three(alone, tasks(), units(), edition()).html)) == 3


def test_work_that_is_as_late_as_what_is_named_is_counted() -> None:
    late = [obligation(task, "overdue", "xa-a", days_late=16) for task in ("T1.1-01", "T1.2-01")]
    (equal,) = shown(v.worst_three(obligations(*late), tasks(), units(), edition()).html)
    assert equal.endswith(" (16 ngày) và 1 việc khác ngang bằng")

    less = {**late[1], "days_late": 15}
    (alone,) = shown(v.worst_three(obligations(late[0], less), tasks(), units(), edition()).html)
    assert alone.endswith(" (16 ngày)")


def test_each_of_the_worst_has_what_it_owes_and_what_is_late_longest() -> None:
    html = v.worst_three(OWED, tasks(), units(), edition()).html

    first, second = shown(html)
    title = tasks().set_index("task_id")["title"]["T1.1-01"]
    assert first.startswith("A: 1 quá hạn")
    assert ", trong 1 đầu việc đến hạn; " in first
    assert first.endswith(f"; lâu nhất: {' '.join(title.split())} (16 ngày)")
    assert second == "B: 2 chưa hoàn thành trong kỳ, trong 2 đầu việc đến hạn"
    assert 'href="page:communes/xa-a"' in html
    assert 'data-figure="days_late/2022-S1/xa-a/task:T1.1-01">16<' in html


def test_the_silent_are_named_and_where_all_reported_that_is_said() -> None:
    text = "Chưa báo cáo ({n_units_silent}/{n_reporting}): {silent}."
    two = sent(xa_b="not_reported", xa_c="not_reported")
    some = v.sentence(text, v.silent_facts(two, units(), edition()))
    all_there = v.sentence(text, v.silent_facts(sent(), units(), edition()))

    assert lxml_html.fromstring(some.html).text_content() == "Chưa báo cáo (2/3): B, C."
    assert lxml_html.fromstring(all_there.html).text_content().startswith("Tất cả 3 ")
