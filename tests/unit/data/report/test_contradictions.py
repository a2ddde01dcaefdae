"""Two answers of one report held against each other: what is found, with both cells, and what is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from forms import Form, Inbox, good_form, make_project

from papibook.data.edition.period import PeriodData, check_period
from papibook.data.given.plan import check_plan, read_plan
from papibook.data.given.reference import read_reference
from papibook.ground.paths import Project
from papibook.model.layout import FIGURES_SHEET, TASKS_SHEET

HEADER = "left,relation,right,condition,severity,words\n"
SAME_FACT = "T1.1-01,equals,I103,,warning,Cùng một việc.\n"


def found(
    folder: Path, change: Callable[[Form], object], *, plan: str = "", reference: str = ""
) -> PeriodData:
    """Commune A's report so changed, held against these rules."""
    project: Project = make_project(folder)
    (next(project.plans.iterdir()) / "rules.csv").write_text(HEADER + plan, encoding="utf-8")
    (project.reference / "rules.csv").write_text(HEADER + reference, encoding="utf-8")
    form = good_form("xa-a")
    change(form)
    Inbox(project).receive("xa-a", form)
    given, tables = read_plan(project), read_reference(project)
    check_plan(given, tables)
    period = given.file.period("2022-S1")
    assert period is not None
    return check_period(project, given, tables, period, period.data_closed_on, contained=None)


def test_a_finding_names_both_cells_both_names_and_what_stands_there(tmp_path: Path) -> None:
    form = good_form("xa-a")
    data = found(tmp_path, lambda form: form.figure("I103", value="Không"), plan=SAME_FACT)
    row = data.findings.iloc[0]
    task_cell = form.put(TASKS_SHEET, "T1.1-01", "written_status", "")
    figure_cell = form.put(FIGURES_SHEET, "I103", "value", "")
    assert list(row[["code", "severity", "unit_id", "sheet", "cell", "subject_id", "found"]]) == [
        *("rule.contradiction", "warning", "xa-a", TASKS_SHEET, task_cell, "T1.1-01", "Hoàn thành")
    ]
    assert row["file"].endswith("xa-a.r1.xlsx")
    assert row["message"] == (
        "Hai nội dung mâu thuẫn nhau: T1.1-01 “Công khai” ghi “Hoàn thành”, I103 “Chỉ tiêu I103” ghi “Không” "
        f"(trang tính “{FIGURES_SHEET}”, ô {figure_cell}). Cùng một việc."
    )
    assert row["cure"] == "Đối chiếu cả hai ô với hồ sơ, văn bản và sửa ô ghi sai."


def test_a_contradiction_keeps_nothing_out(tmp_path: Path) -> None:
    data = found(tmp_path, lambda form: form.figure("I103", value="Không"), plan=SAME_FACT)
    assert not data.tasks["is_refused"].any()
    assert not data.figures["is_refused"].any()


@pytest.mark.parametrize(
    "change",
    [
        lambda form: form.figure("I103", value="", reason_code="Chưa tổng hợp được"),
        lambda form: form.figure("I103", value=""),
        lambda form: form.figure("I103", value="không rõ"),
        lambda form: form.drop_row(FIGURES_SHEET, "I103"),
        lambda form: form.cells.pop(FIGURES_SHEET),
        lambda form: form.cells.pop(TASKS_SHEET),
        lambda form: (form.figure("I103", value="Không"), form.task("T1.1-01", written_status="")),
        lambda form: (form.figure("I103", value="Không"), form.task("T1.1-01", completed_date="")),
        lambda form: (
            form.figure("I103", value="Có"),
            form.task(
                "T1.1-01", written_status="Không áp dụng", percent_done="", completed_date="", reason="x"
            ),
        ),
    ],
    ids=[
        *("reason", "empty", "refused figure", "no row", "no figures", "no tasks", "no state"),
        *("refused task", "not applicable"),
    ],
)
def test_what_is_not_said_contradicts_nothing(change: Callable[[Form], object], tmp_path: Path) -> None:
    data = found(tmp_path, change, plan=SAME_FACT)
    assert not data.findings["code"].str.startswith("rule.").any()


def test_a_row_that_stands_twice_is_refused_and_contradicts_nothing(tmp_path: Path) -> None:
    def twice(form: Form) -> None:
        form.figure("I103", value="Không")
        form.add_row(FIGURES_SHEET, "I103", value="Không")

    data = found(tmp_path, twice, plan=SAME_FACT)
    assert set(data.findings["code"]) == {"indicator.duplicate"}


@pytest.mark.parametrize(("denominator", "codes"), [(100, []), (101, ["rule.contradiction"])])
def test_a_part_may_be_as_great_as_the_whole(denominator: int, codes: list[str], tmp_path: Path) -> None:
    rule = "I102 denominator,at_most,I507 denominator,,warning,Một phần.\n"
    data = found(
        tmp_path, lambda form: form.figure("I102", numerator=1, denominator=denominator), reference=rule
    )
    assert list(data.findings["code"]) == codes
    for message in data.findings["message"]:
        assert "“Mẫu số: 101”" in message
        assert "“Mẫu số: 100”" in message


def test_one_answer_may_contradict_several_others(tmp_path: Path) -> None:
    rules = SAME_FACT + "T1.1-01,implies,I102 all,,note,Gồm mọi bản.\n"
    data = found(tmp_path, lambda form: form.figure("I103", value="Không"), plan=rules)
    others = [json.loads(values)["other"] for values in data.findings["values"]]
    assert sorted(zip(data.findings["code"], others, strict=True)) == [
        ("rule.contradiction", "I103"),
        ("rule.unlikely", "I102"),
    ]
    assert "“45/50”" in data.findings.set_index("code").loc["rule.unlikely", "message"]


def test_cells_are_those_of_the_report_wherever_its_columns_stand(tmp_path: Path) -> None:
    def moved(form: Form) -> None:
        form.figure("I103", value="Không")
        form.cells[FIGURES_SHEET] = {
            (row + 4, column + 2): cell for (row, column), cell in form.cells[FIGURES_SHEET].items()
        }

    data = found(tmp_path, moved, plan=SAME_FACT)
    at = good_form("xa-a").place(FIGURES_SHEET, "I103", "value")
    values = json.loads(data.findings["values"].iloc[0])
    assert values["other_cell"] == f"{chr(ord('A') + at[1] + 2)}{at[0] + 5}"
