"""The plan's text and its tables are of one plan, or everything that differs is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from forms import PLAN_YML, make_project

from papibook.data.given.plan import check_text, read_plan
from papibook.data.given.plan_file import read_plan_file
from papibook.data.given.plan_text import item_documents, text_problems
from papibook.ground.paths import Project
from papibook.ground.problems import RefusedTablesError
from papibook.model.plan import OutsideItem, PlanFile
from papibook.model.tables import SOLUTIONS

HEAD = "Số: **1/KH**\n\nThử, ngày 18 tháng 02 năm 2022\n\n# KẾ HOẠCH\n"
ITEMS = "(item-1-1)=\n**1.1. Một**\n\n(item-2-1)=\n**2.1. Hai**\n"
LAST = "(item-iv-1)=\n## 1. Tổ chức\n"
TEXTS = {"plan/index": HEAD, "plan/part-2": ITEMS, "plan/part-4": LAST}
SOLUTIONS_OF_IT = SOLUTIONS.from_records(
    [{"solution_id": item, "dimension_id": item[0], "title": item} for item in ("1.1", "2.1")]
)


@pytest.fixture
def file(tmp_path: Path) -> PlanFile:
    path = tmp_path / "1-KH-2022" / "plan.yml"
    path.parent.mkdir()
    path.write_text(PLAN_YML.replace("{item: IV.1.1,", "{item: IV.1,"), encoding="utf-8")
    return read_plan_file(path)


def said(file: PlanFile, texts: dict[str, str], solutions: pd.DataFrame = SOLUTIONS_OF_IT) -> list[str]:
    return [each.text("en") for each in text_problems(file, solutions, texts)]


def test_the_text_of_the_plan_itself_has_no_problem(file: PlanFile) -> None:
    assert said(file, TEXTS) == []


@pytest.mark.parametrize("day", ["18/02/2022", "18/2/2022", "ngày 18 tháng 2 năm 2022"])
def test_the_day_may_be_written_in_each_usual_way(file: PlanFile, day: str) -> None:
    assert said(file, {**TEXTS, "plan/index": f"Kế hoạch số 1/KH, {day}"}) == []


def test_a_text_may_take_number_and_day_from_the_plan(file: PlanFile) -> None:
    assert said(file, {**TEXTS, "plan/index": "# {edition}`plan`"}) == []


@pytest.mark.parametrize(
    ("head", "wanting"),
    [
        (HEAD.replace("1/KH", "21/KH"), "number 1/KH"),
        (HEAD.replace("1/KH", "1/KH-UBND"), "number 1/KH"),
        (HEAD.replace("18 tháng 02", "18 tháng 03"), "day 18/02/2022"),
        (HEAD.replace("2022", "2026"), "day 18/02/2022"),
    ],
)
def test_another_plans_number_or_day_is_named(file: PlanFile, head: str, wanting: str) -> None:
    (problem,) = said(file, {**TEXTS, "plan/index": head})
    assert f"does not have the {wanting}" in problem


def test_another_plans_items_are_named_each(file: PlanFile) -> None:
    other = {"plan/index": HEAD, "plan/part-2": "(item-1-1)=\nMột\n\n(item-3-1)=\nBa\n", "plan/part-4": LAST}
    missing, strange = said(file, other)
    assert "Item 2.1 of solutions.csv is not in the plan's text" in missing
    assert "book/plan/part-2.md has the anchor (item-3-1)=" in strange


def test_an_item_outside_the_solutions_is_looked_for_too(file: PlanFile) -> None:
    (problem,) = said(file, {**TEXTS, "plan/part-4": "(item-iv-2)=\n"})[:1]
    assert "Item IV.1 of plan.yml is not in the plan's text" in problem
    assert "Did you mean “item-iv-2”?" in problem


def test_an_anchor_that_is_there_twice_is_named_with_its_files(file: PlanFile) -> None:
    (problem,) = said(file, {**TEXTS, "plan/part-3": "(item-2-1)=\nHai\n"})
    assert "2 times (book/plan/part-2.md, book/plan/part-3.md)" in problem


def test_no_text_at_all_is_one_problem(file: PlanFile) -> None:
    (problem,) = said(file, {})
    assert "holds no text of plan 1/KH" in problem
    assert "(item-1-1)=" in problem


def test_an_items_document_is_the_file_with_its_anchor(file: PlanFile) -> None:
    assert item_documents(file, SOLUTIONS_OF_IT, TEXTS) == {
        "1.1": "plan/part-2",
        "2.1": "plan/part-2",
        "IV.1": "plan/part-4",
    }


def test_a_document_that_is_named_must_hold_the_item(file: PlanFile) -> None:
    named = file.model_copy(
        update={"items_outside_solutions": (OutsideItem(item="IV.1", document="plan/part-2"),)}
    )
    assert item_documents(named, SOLUTIONS_OF_IT, TEXTS)["IV.1"] == "plan/part-2"
    (problem,) = said(named, TEXTS)
    assert (
        "item IV.1 has the document plan/part-2, but its anchor (item-iv-1)= is in book/plan/part-4.md"
        in (problem)
    )


def test_the_shipped_plan_is_compared_with_its_own_text() -> None:
    plan = read_plan(Project(Path(__file__).resolve().parents[4]))
    check_text(plan)
    later = plan.file.model_copy(update={"number": "55/KH-UBND", "issued_on": date(2023, 2, 1)})
    assert len(list(text_problems(later, plan.solutions, plan.texts))) == 2


def test_a_project_whose_text_is_another_plans_is_refused_with_all_that_differs(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    (project.book / "plan").mkdir(parents=True)
    (project.book / "plan" / "index.md").write_text("Số: 55/KH\n\n(item-9-9)=\nChín\n", encoding="utf-8")
    plan = read_plan(project)
    with pytest.raises(RefusedTablesError) as refused:
        check_text(plan)
    number_and_day, anchors = 2, 1
    lines = refused.value.text("vi").splitlines()
    items = len(plan.solutions) + len(plan.file.items_outside_solutions)
    assert len(lines) == number_and_day + items + anchors
