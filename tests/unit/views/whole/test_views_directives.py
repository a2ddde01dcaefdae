"""The register of directing on the page of organising the plan and in the report's first section."""

from __future__ import annotations

import pandas as pd
from lxml import html as lxml_html
from views_frames import edition, units

from papibook import views as v
from papibook.model.inline import text_of
from papibook.model.tables import TOLD_DIRECTIVES
from papibook.views.common.display import Stack, Table
from papibook.views.common.filling import fill


def told(*rows: dict[str, object]) -> pd.DataFrame:
    days = ("issued_on", "due_date", "done_on")
    return TOLD_DIRECTIVES.from_records(
        [{key: pd.Timestamp(value) if key in days else value for key, value in row.items()} for row in rows]
    )


def document(n: int, **more: object) -> dict[str, object]:
    return {
        "directive_id": f"d{n:02d}",
        "kind": "document",
        "number": f"{n}/UBND",
        "issued_on": f"2022-03-{n:02d}",
        "subject": f"Văn bản {n}",
        **more,
    }


def conclusion(name: str, standing: str, **more: object) -> dict[str, object]:
    return {
        "directive_id": name,
        "kind": "conclusion",
        "issued_on": "2022-03-05",
        "subject": f"Việc {name}",
        "lead": "xa-a;communes",
        "standing": standing,
        **more,
    }


LATE = conclusion("muộn", "overdue", directive_id="c1", due_date="2022-04-30", days_late=39)
DONE = conclusion("xong", "done", directive_id="c2", done_on="2022-04-02", result="Đã ban hành hướng dẫn")


def cells(table: object) -> list[list[str]]:
    assert isinstance(table, Table)
    root = lxml_html.fromstring(table.html)
    return [[cell.text_content() for cell in row.xpath("*")] for row in root.xpath("//tbody/tr")]


def shown(*rows: dict[str, object]) -> Stack:
    return v.directives(told(*rows), units(), edition(), heading="Chỉ đạo, điều hành")


def test_without_a_row_there_is_no_section_and_no_sentence() -> None:
    assert shown().parts == ()
    empty = told()
    assert v.directive_facts(empty, edition()).nothing == ()
    assert v.conclusion_facts(empty, edition()).nothing == ()
    assert v.directive_entries(empty) == []
    assert v.conclusion_entries(empty, units(), edition()) == []


def test_what_was_issued_stands_with_day_number_item_and_link() -> None:
    _, table = shown(
        document(1, item="1.1", link="https://example.vn/1", issuer="Ủy ban nhân dân huyện")
    ).parts
    ((about, kind, day, item),) = cells(table)
    assert (day, kind, item) == ("01/3/2022", "Văn bản", "1.1")
    assert about == "Văn bản 11/UBND, Ủy ban nhân dân huyệnhttps://example.vn/1"
    assert isinstance(table, Table)
    assert 'href="https://example.vn/1"' in table.html


def test_conclusions_say_who_by_when_and_how_far() -> None:
    _, table = shown(LATE, DONE).parts
    rows = cells(table)
    assert rows[0][1:] == ["Xã A; các xã, thị trấn", "30/4/2022", "Chưa hoàn thành, quá hạn 39 ngày"]
    assert rows[1][2:] == ["", "Hoàn thành (02/4/2022)Đã ban hành hướng dẫn"]
    assert isinstance(table, Table)
    assert 'data-figure="days_late/2022-S1/all/conclusion:c1"' in table.html


def test_the_report_counts_each_kind_and_leaves_out_what_there_is_not() -> None:
    facts = v.directive_facts(told(document(1), document(2), document(3, kind="urging")), edition())
    assert text_of(fill("{directed}", **facts.named)) == "ban hành 2 văn bản và đôn đốc 1 lần"
    facts = v.conclusion_facts(told(LATE, DONE), edition())
    said = text_of(fill("{n_conclusions}: {carried_out}", **facts.named))
    assert said == "2: 1 kết luận đã hoàn thành và 1 kết luận quá hạn chưa hoàn thành"


def test_the_report_names_the_latest_and_counts_the_rest() -> None:
    (entry,) = v.directive_entries(told(*(document(n) for n in range(1, 8))))
    text = text_of(entry)
    assert text.startswith("Văn bản 3 (số 3/UBND, ngày 03/3/2022); ")
    assert text.endswith("Văn bản 7 (số 7/UBND, ngày 07/3/2022); và 2 lần trước đó.")


def test_a_kind_is_named_unless_the_subject_begins_with_it() -> None:
    rows = told(
        document(1, subject="Phân công"), document(2, kind="meeting", subject="Họp giao ban", number=None)
    )
    said = [text_of(entry) for entry in v.directive_entries(rows)]
    assert said == ["Văn bản: Phân công (số 1/UBND, ngày 01/3/2022).", "Họp giao ban (ngày 02/3/2022)."]


def test_the_report_says_each_conclusion_in_a_sentence() -> None:
    late, done = (text_of(entry) for entry in v.conclusion_entries(told(LATE, DONE), units(), edition()))
    assert (
        late == "Việc muộn (giao Xã A; các xã, thị trấn): chưa hoàn thành, quá hạn 39 ngày (hạn 30/4/2022)."
    )
    assert done == (
        "Việc xong (giao Xã A; các xã, thị trấn): đã hoàn thành ngày 02/4/2022; đã ban hành hướng dẫn."
    )
