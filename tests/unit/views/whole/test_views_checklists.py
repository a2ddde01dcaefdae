"""What units answered to a checklist: a table for each item that asks for one, nothing without an item."""

from __future__ import annotations

import pandas as pd
from lxml import html as lxml_html
from views_frames import edition, obligation, obligations, units

from papibook import views as v
from papibook.model.tables import CHECKLIST_ANSWERS, CHECKLISTS, ITEMS_ASKING
from papibook.views.common.display import Html, Table


def line(field: str, kind: str = "yes_no", item: str = "IV.1", **cells: object) -> dict[str, object]:
    return {"item": item, "field": field, "label": f"Có {field} không", "kind": kind, **cells}


ABOUT = [line(f"nd{n}", short_label=f"nội dung {n}", dimension_id=str(n), sort_order=n) for n in (1, 2, 3)]
LEAD = line("lead", short_label="cơ quan chủ trì", sort_order=4)
DAY = line("day", "day", short_label="Ngày ban hành", same_as="completed_date", sort_order=5)
NUMBER = line("number", "text", short_label="Số", sort_order=6)
TASKS = obligations(
    obligation(
        "T0-01", "done_on_time", "xa-a", solution_id="IV.1", completed_date=pd.Timestamp("2022-02-18")
    ),
    obligation("T0-01", "not_reported", "xa-b", solution_id="IV.1"),
)


def asking(*items: str, remark: str | None = None) -> pd.DataFrame:
    return ITEMS_ASKING.from_records(
        [
            {"item": item, "item_name": f"Việc (mục {item})", "remark": remark, "unit_ids": "xa-a;xa-b"}
            for item in items
        ]
    )


def shown(fields: list[dict[str, object]], tasks: pd.DataFrame = TASKS, **answers: str) -> Table:
    found = CHECKLIST_ANSWERS.from_records(
        [
            {"period_id": "2022-S1", "unit_id": "xa-a", "item": "IV.1", "field": field, "value": value}
            for field, value in answers.items()
        ]
    )
    stack = v.checklists(
        asking("IV.1", remark="Mục IV.1 yêu cầu."),
        CHECKLISTS.from_records(fields),
        found,
        tasks,
        units(),
        edition(),
    )
    table = stack.parts[-1]
    assert isinstance(table, Table)
    return table


def cells(table: Table, row: int = 0) -> list[str]:
    root = lxml_html.fromstring(table.html)
    return [cell.text_content().strip() for cell in root.xpath(f"(//tbody/tr)[{row + 1}]/*")]


def test_without_an_item_that_asks_there_is_nothing() -> None:
    nothing = v.checklists(
        ITEMS_ASKING.empty(), CHECKLISTS.empty(), CHECKLIST_ANSWERS.empty(), TASKS, units(), edition()
    )
    assert nothing.html == ""


def test_answers_about_dimensions_are_counted_and_what_lacks_is_named() -> None:
    table = shown([*ABOUT, LEAD], nd1="yes", nd2="no", nd3="yes", lead="no")
    assert cells(table)[-1] == "2/3; chưa có nội dung 2, cơ quan chủ trì"


def test_what_is_left_open_is_not_no() -> None:
    assert cells(shown([*ABOUT, LEAD], nd1="yes", nd3="yes"))[-1] == "2/3"
    assert cells(shown([*ABOUT, LEAD], lead="yes"))[-1] == "…"


def test_without_dimensions_all_answers_are_counted() -> None:
    plain = [{**LEAD, "field": name, "sort_order": n} for n, name in enumerate(("a", "b"))]
    assert cells(shown(plain, a="yes", b="yes"))[-1] == "2/2"


def test_a_unit_that_has_not_reported_is_marked_as_such() -> None:
    assert cells(shown([*ABOUT, DAY, NUMBER], nd1="yes"), row=1)[2:] == ["∅", "∅", "∅"]


def test_a_day_that_its_task_says_too_is_the_tasks_and_other_answers_are_the_checklists() -> None:
    table = shown([DAY, NUMBER], day="2022-03-01", number="12/KH")
    assert [column.heading for column in table.columns][2:] == ["Ngày ban hành", "Số"]
    assert cells(table)[2:] == ["18/02/2022", "12/KH"]


def test_an_item_without_tasks_shows_its_answers_alone() -> None:
    table = shown([DAY, *ABOUT], TASKS.iloc[:0], day="2022-03-01", nd1="yes")
    assert [column.heading for column in table.columns] == [
        "Đơn vị",
        "Ngày ban hành",
        "Nội dung, theo đơn vị tự khai",
    ]
    assert cells(table)[1:] == ["01/3/2022", "1/3"]


def test_the_items_own_remark_stands_under_its_table() -> None:
    assert "Mục IV.1 yêu cầu." in shown([LEAD]).html


def test_several_items_have_a_heading_and_an_anchor_each() -> None:
    fields = CHECKLISTS.from_records([LEAD, {**LEAD, "item": "2.3", "field": "lead2"}])
    parts = v.checklists(
        asking("IV.1", "2.3"), fields, CHECKLIST_ANSWERS.empty(), TASKS, units(), edition()
    ).parts
    headings = [part.html for part in parts if isinstance(part, Html) and part.html.startswith("<h3>")]
    assert headings == ["<h3>Việc (mục 2.3)</h3>", "<h3>Việc (mục IV.1)</h3>"]
    html = "".join(part.html for part in parts)
    assert 'id="checklist-iv-1"' in html
    assert 'id="checklist-2-3"' in html
