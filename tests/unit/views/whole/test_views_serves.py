"""Tasks and indicators that serve another index: a table an index, from the same answers; else nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms import make_project
from lxml import html as lxml_html
from views_frames import (
    dimensions,
    district_figures,
    edition,
    indicators,
    obligation,
    obligations,
    tasks,
    units,
)

from papibook import views as v
from papibook.data.given.plan import check_plan, read_plan
from papibook.data.given.reference import read_reference
from papibook.ground.problems import RefusedTablesError
from papibook.model.tables import SERVES
from papibook.press.recipe.jobs import page_jobs
from papibook.views.common.display import Stack, Table

OWED = obligations(
    obligation("T1.1-01", "done_on_time", "xa-a"),
    obligation("T1.1-01", "overdue", "xa-b"),
    obligation("T1.2-01", "not_due", "xa-a", is_due=False, is_counted=False),
)


def shown(*rows: dict[str, object]) -> Stack:
    serves = SERVES.from_records(list(rows))
    return v.serving(serves, OWED, district_figures(), tasks(), indicators(), edition())


def cells(table: object) -> list[list[str]]:
    assert isinstance(table, Table)
    root = lxml_html.fromstring(table.html)
    return [[cell.text_content() for cell in row.xpath("*")] for row in root.xpath("//tbody/tr")]


def test_each_index_has_its_table() -> None:
    captions = [
        part.caption
        for part in shown(
            {"index_name": "PCI", "subject": "T1.1-01", "item": "Tính minh bạch"},
            {"index_name": "PAR-INDEX", "subject": "I101", "item": "2.1"},
        ).parts
        if isinstance(part, Table)
    ]
    assert captions == ["PAR-INDEX", "PCI"]


def test_a_task_says_how_many_are_on_time_and_an_indicator_its_value() -> None:
    (table,) = shown(
        {"index_name": "PAR-INDEX", "subject": "T1.1-01", "item": "1"},
        {"index_name": "PAR-INDEX", "subject": "I101", "item": "2", "note": "Chỉ phần công khai"},
        {"index_name": "PAR-INDEX", "subject": "T1.2-01", "item": "3"},
    ).parts
    rows = cells(table)
    assert [row[2] for row in rows] == ["1/2", "75,0%", "Chưa có đầu việc đến hạn"]
    assert rows[1][3] == "Chỉ phần công khai"


def test_without_the_table_there_is_no_page_and_nothing_to_show() -> None:
    assert shown().html == ""
    pages = {
        job.page_id for job in page_jobs(dimensions(), units(), edition_title="Báo cáo", whole_title="Tất cả")
    }
    more = page_jobs(dimensions(), units(), edition_title="Báo cáo", whole_title="Tất cả", serves_others=True)
    assert {job.page_id for job in more} - pages == {"annexes/serves"}


def test_what_there_is_not_can_serve_nothing(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    path = project.plans / "1-KH-2022" / "serves.csv"
    path.write_text("index_name,subject,item,note\nPCI,T1.1-01,3,\nPCI,T9,,\n", encoding="utf-8")
    with pytest.raises(RefusedTablesError) as refused:
        check_plan(read_plan(project), read_reference(project))
    assert "serves.csv" in refused.value.text("en")
    assert "“T9” does not stand in tasks.csv, indicators.csv" in refused.value.text("en")
    path.write_text("index_name,subject,item,note\nPCI,T1.1-01,3,\n", encoding="utf-8")
    assert read_plan(project).serves["subject"].tolist() == ["T1.1-01"]


def test_a_plan_without_the_file_serves_no_other_index(tmp_path: Path) -> None:
    assert read_plan(make_project(tmp_path)).serves.empty
