"""The register of directing: read strictly, all problems at once; an edition tells what it had to know."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from forms import make_project

from papibook.data.edition.dataset import edition_of, read_dataset
from papibook.data.edition.directives import told_directives
from papibook.data.given.plan import check_plan, read_plan
from papibook.data.given.reference import read_reference
from papibook.ground.paths import Project
from papibook.ground.problems import RefusedTablesError

HEAD = "directive_id,kind,number,issued_on,issuer,subject,item,lead,due_date,done_on,result,link\n"
DOCUMENT = "a,document,12/UBND,2022-03-01,,Phân công theo dõi,1.1,,,,,https://example.vn/12\n"


def register(project: Project, *lines: str) -> None:
    path = project.plans / "1-KH-2022" / "directives.csv"
    path.write_text(HEAD + "".join(line if line.endswith("\n") else f"{line}\n" for line in lines), "utf-8")


def refused(project: Project) -> str:
    with pytest.raises(RefusedTablesError) as caught:
        check_plan(read_plan(project), read_reference(project))
    return caught.value.text("en")


def told(project: Project, edition_id: str) -> dict[str, str | None]:
    plan = read_plan(project)
    rows = told_directives(plan, edition_of(plan.file, edition_id))
    return {
        row.directive_id: row.standing if isinstance(row.standing, str) else None for row in rows.itertuples()
    }


def test_a_plan_without_the_file_keeps_no_register(tmp_path: Path) -> None:
    assert read_plan(make_project(tmp_path)).directives.empty


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    register(
        project,
        DOCUMENT,
        "b,letter,,2022-03-01,,Đôn đốc,,,,,,",
        "c,meeting,,2022-03-01,,Họp,9.9,,,,,",
        "d,conclusion,,2022-03-05,,Kết luận,,,2022-03-01,,,",
        "e,urging,,2022-03-01,,Đôn đốc,,,,,,cong-van.pdf",
        "f,conclusion,,2022-03-05,,Kết luận,,phong-x,,,Đã làm,",
    )
    text = refused(project)
    for piece in (
        "“b”, column kind: “letter” is not one of document, meeting",
        "“c”, column item: “9.9” does not stand in",
        "“d” is a conclusion and says nobody",
        "“d”, column due_date: it lies before issued_on",
        "“e”, column link: “cong-van.pdf” is not an address",
        "“f” has a result and no done_on",
    ):
        assert piece in text, piece


def test_who_is_to_do_it_must_be_known(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    register(project, DOCUMENT, "b,conclusion,,2022-03-05,,Kết luận,,phong-y;communes,,,,")
    text = refused(project)
    assert "“b”, column lead: “phong-y” does not stand in units.csv, groups.csv" in text
    register(project, DOCUMENT, "b,conclusion,,2022-03-05,,Kết luận,,phong-x;communes,,,,")
    check_plan(read_plan(project), read_reference(project))


def test_an_edition_tells_what_lies_in_its_period_and_was_known_by_its_closing(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    register(
        project,
        "before,document,,2021-11-30,,Trước kỳ,,,,,,",
        DOCUMENT,
        "between,document,,2022-06-03,,Sau ngày chốt,,,,,,",
        "year,document,,2022-09-01,,Cuối năm,,,,,,",
    )
    assert list(told(project, "2022-S1")) == ["a"]
    assert list(told(project, "2022")) == ["a", "between", "year"]


def test_a_conclusion_opens_each_report_until_one_has_told_that_it_is_done(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    register(
        project,
        "early,conclusion,,2022-03-05,,Xong trong kỳ,,phong-x,2022-04-30,2022-04-30,,",
        "late,conclusion,,2022-03-05,,Xong muộn,,phong-x,2022-04-30,2022-07-05,Đã làm,",
        "open,conclusion,,2022-03-05,,Còn hạn,,communes,2022-08-01,,,",
        "never,conclusion,,2022-03-05,,Không hạn,,communes,,,,",
        "after,conclusion,,2022-06-07,,Sau ngày chốt,,communes,,,,",
    )
    assert told(project, "2022-S1") == {
        "early": "done",
        "late": "overdue",
        "open": "open",
        "never": "open_undated",
    }
    assert told(project, "2022") == {
        "late": "done_late",
        "open": "overdue",
        "never": "open_undated",
        "after": "open_undated",
    }


def test_what_came_after_the_closing_is_not_in_the_edition(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    lines = ["a,conclusion,,2022-03-05,,Kết luận,,phong-x,2022-04-30,,,"]
    register(project, *lines)
    before = read_dataset(project, "2022-S1")
    lines[0] = "a,conclusion,,2022-03-05,,Kết luận,,phong-x,2022-04-30,2022-07-05,Đã làm,"
    register(project, *lines, "b,document,,2022-06-20,,Văn bản,,,,,,")
    after = read_dataset(project, "2022-S1")
    assert after.digest == before.digest
    (row,) = after.directives.to_dict("records")
    assert row["days_late"] == (date(2022, 6, 8) - date(2022, 4, 30)).days


def test_personal_data_in_the_register_are_masked(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    register(project, "a,document,,2022-03-01,,Liên hệ 0912 345 678 để phối hợp,,,,,,")
    subject = read_dataset(project, "2022-S1").directives["subject"].iloc[0]
    assert "0912" not in subject
