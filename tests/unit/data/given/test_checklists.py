"""Any item of a plan may ask units for a checklist; a plan that asks for none has no line of it anywhere."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from forms import CHECKLIST, good_form, make_project, write_form

from papibook.data.given.checklists import checklists_by_unit
from papibook.data.given.item_names import items_without_dimension
from papibook.data.given.plan import check_plan, read_plan
from papibook.data.given.reference import read_reference
from papibook.data.report.places import info_sheet, labelled_cells
from papibook.data.workbook.cells import read_workbook
from papibook.ground.paths import Project
from papibook.ground.problems import RefusedTablesError
from papibook.model.layout import INFO_FIELDS, info_fields

SHIPPED = Project(Path(__file__).resolve().parents[4])
HEAD = "item,field,label,kind,is_required,sort_order\n"


def with_checklist(tmp_path: Path, text: str | None) -> Project:
    project = make_project(tmp_path)
    path = project.plans / "1-KH-2022" / "checklists.csv"
    path.unlink()
    if text is not None:
        path.write_text(text, encoding="utf-8")
    return project


def asked(project: Project) -> dict[str, list[str]]:
    plan, reference = read_plan(project), read_reference(project)
    check_plan(plan, reference)
    by_unit = checklists_by_unit(plan.checklists, plan.tasks, reference)
    return {unit_id: [info.name for info in lines] for unit_id, lines in by_unit.items()}


def test_an_item_with_tasks_asks_those_that_owe_them(tmp_path: Path) -> None:
    project = with_checklist(tmp_path, HEAD + "2.1,quy_che,Đã có quy chế,yes_no,true,1\n")
    assert asked(project) == {"phong-x": ["quy_che"]}


def test_an_item_without_tasks_asks_every_unit_that_reports(tmp_path: Path) -> None:
    project = with_checklist(tmp_path, HEAD + "IV.1.1,quy_che,Đã có quy chế,yes_no,true,1\n")
    assert set(asked(project)) == {"xa-a", "xa-b", "phong-x"}


def test_the_lines_are_in_the_order_of_the_form(tmp_path: Path) -> None:
    rows = "IV.1.1,sau,Sau,text,false,2\n2.1,giua,Giữa,text,false,1\nIV.1.1,truoc,Trước,day,true,0\n"
    lines = asked(with_checklist(tmp_path, HEAD + rows))
    assert lines["phong-x"] == ["truoc", "giua", "sau"]
    assert lines["xa-a"] == ["truoc", "sau"]


def test_a_plan_without_the_file_asks_for_nothing(tmp_path: Path) -> None:
    assert asked(with_checklist(tmp_path, None)) == {}
    assert info_fields() == INFO_FIELDS


def test_a_plan_of_the_earlier_format_asks_what_its_forms_asked(tmp_path: Path) -> None:
    project = with_checklist(tmp_path, None)
    path = project.plans / "1-KH-2022" / "plan.yml"
    text = path.read_text(encoding="utf-8").replace("title: Kế hoạch của đơn vị", "asks_for: own_plans")
    path.write_text(text, encoding="utf-8")
    plan = read_plan(project)
    assert list(plan.checklists["field"]) == [info.name for info in CHECKLIST]
    assert set(plan.checklists["item"]) == {"IV.1.1"}
    assert (
        items_without_dimension(
            plan.file, plan.solutions, plan.tasks.assign(dimension_id=pd.NA, solution_id="IV.1.1")
        )
        == "Kế hoạch của đơn vị (mục IV.1.1)"
    )


def test_the_shipped_plan_asks_under_the_names_and_labels_of_every_form_handed_out() -> None:
    plan, reference = read_plan(SHIPPED), read_reference(SHIPPED)
    by_unit = checklists_by_unit(plan.checklists, plan.tasks, reference)
    assert len(by_unit) == 29
    for lines in by_unit.values():
        assert [(each.name, each.label, each.kind) for each in lines] == [
            (each.name, each.label, each.kind) for each in CHECKLIST
        ]
        assert [each.name for each in lines if each.is_required] == ["own_plan_number", "own_plan_date"]
        hints = {each.name: each.hint for each in lines}
        assert hints["own_plan_dimension_2"] == "Công khai, minh bạch trong hoạch định chính sách"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("IX.9,quy_che,Đã có quy chế,yes_no,true,1", "“IX.9” does not stand in solutions.csv, plan.yml"),
        ("2.1,quy_che,Đã có quy chế,number,true,1", "“number” is not one of text, day, yes_no"),
        ("2.1,Quy chế,Đã có quy chế,yes_no,true,1", "field “Quy chế” must be made of a-z"),
        ("2.1,phone,Số máy,text,true,1", "field “phone” must be made of a-z"),
        ("2.1,quy_che,Điện  thoại,text,true,1", "which “phone” has already"),
        ("2.1,quy_che,,yes_no,true,1", "has no label"),
    ],
)
def test_what_is_wrong_in_it_is_named(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(RefusedTablesError) as caught:
        asked(with_checklist(tmp_path, f"{HEAD}{row}\n"))
    assert said in caught.value.text("en")
    assert "checklists.csv" in caught.value.text("vi")


def test_an_answer_is_found_only_where_the_plan_asks_for_it(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_form(good_form(), path)
    sheet = info_sheet(read_workbook(path))
    assert sheet is not None
    assert "own_plan_number" in labelled_cells(sheet, CHECKLIST)
    assert set(labelled_cells(sheet)) == {info.name for info in INFO_FIELDS}
