"""What looks forgotten in a plan is told; who owes what by when is a page that can be signed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from papibook.cli import main
from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.data.review.plan_review import plan_remarks, who_owes
from papibook.ground.paths import Project
from papibook.press.edition.sign_off import sign_off_html

ROOT = Path(__file__).resolve().parents[4]
PLAN = "data/plans/426-KH-UBND-2022"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name in ("data/plans", "data/reference", "book/plan"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("_config.yml", "_toc.yml"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    return Project(tmp_path)


def change(project: Project, file: str, old: str, new: str) -> None:
    path = project.root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def remarks(project: Project) -> list[str]:
    plan, reference = read_plan(project), read_reference(project)
    return [remark.text("en") for remark in plan_remarks(plan, reference)]


def test_every_reporting_unit_is_there_once_with_equal_ones_together(project: Project) -> None:
    plan, reference = read_plan(project), read_reference(project)
    owed = who_owes(plan, reference)
    names = [name for each in owed for name in each.units]
    assert len(names) == len(set(names)) == reference.units["is_reporting"].sum()
    assert len(owed[0].units) == 15
    assert ("T0-01", "20/02/2022") in [(duty.task_id, duty.last_day) for duty in owed[0].duties]


def test_the_shipped_plan_has_only_deadlines_that_cannot_be_met(project: Project) -> None:
    assert [remark.startswith("plan.yml, period") for remark in remarks(project)] == [True, True]


def test_an_item_without_task_is_told(project: Project) -> None:
    path = project.root / PLAN / "tasks.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if ",1.2," not in line), encoding="utf-8")
    assert any("1 solutions have no task: 1.2" in remark for remark in remarks(project))


def test_a_unit_that_owes_nothing_is_told(project: Project) -> None:
    change(project, "data/reference/units.csv", "trung-tam-y-te,,", "tram-moi,,")
    change(project, "data/reference/groups.csv", ",4,false,false,", ",4,true,false,")
    path = project.root / "data/reference/units.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text(
        "\n".join(
            row.replace(",false,40,", ",true,40,").replace(",other,", ",stations,")
            if row.startswith("tram-moi")
            else row
            for row in rows
        )
    )
    groups = project.root / "data/reference/groups.csv"
    row = "stations,trạm,trạm,station,stations,Trạm,5,true,true,false\n"
    groups.write_text(groups.read_text(encoding="utf-8") + row, encoding="utf-8")
    for file in (f"{PLAN}/tasks.csv", "data/reference/unit_aliases.csv"):
        text = (project.root / file).read_text(encoding="utf-8")
        (project.root / file).write_text(text.replace("trung-tam-y-te", "ubmttq-huyen"), encoding="utf-8")
    assert any("units report and owe nothing: Trung tâm Y tế" in remark for remark in remarks(project))


def test_a_closed_unit_that_leads_is_told(project: Project) -> None:
    path = project.root / "data/reference/units.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    changed = [
        row.replace(",true,16,,", ",true,16,,2020-12-31") if row.startswith("phong-noi-vu,") else row
        for row in rows
    ]
    assert changed != rows
    path.write_text("\n".join(changed) + "\n", encoding="utf-8")
    assert any("“Phòng Nội vụ” leads tasks" in remark for remark in remarks(project))


def test_a_day_outside_the_periods_is_told(project: Project) -> None:
    change(project, f"{PLAN}/tasks.csv", "date,2022-09-30", "date,2023-09-30")
    assert any("30/9/2023" in remark and "01/12/2021" in remark for remark in remarks(project))


def test_the_page_names_every_task_once_a_group_and_escapes(project: Project) -> None:
    change(project, f"{PLAN}/tasks.csv", "Thông báo công khai", "<script>x</script>")
    plan, reference = read_plan(project), read_reference(project)
    page = sign_off_html(plan, reference)
    assert "<script>" not in page
    assert page.count("Số liệu phải báo cáo") == sum(bool(each.figures) for each in who_owes(plan, reference))
    for duty in who_owes(plan, reference)[0].duties:
        assert duty.task_id in page


def test_the_command_says_what_is_good_and_what_comes_next(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["check", "--plan", "--project", str(project.root), "--lang", "en"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert "35 solutions, 72 tasks, 29 units" in told
    assert "papibook forms 2022-S1" in told
    assert (project.root / "_build/plan/426-KH-UBND-2022/phan-cong.html").is_file()


def test_without_edition_and_without_plan_it_says_what_it_needs(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["check", "--project", str(project.root)])
    assert ended.value.code == 2
    assert "--plan" in capsys.readouterr().err


def test_a_signer_still_to_be_named_is_told(project: Project) -> None:
    path = project.root / PLAN / "plan.yml"
    text = path.read_text(encoding="utf-8")
    signer = read_plan(project).file.signer.name
    assert not any("signer" in remark for remark in remarks(project))
    path.write_text(text.replace(signer, "…", 1), encoding="utf-8")
    assert any("signer's name" in remark for remark in remarks(project))


def test_a_report_without_anybody_to_go_to_is_told(tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(ROOT / "data/plans", root / "data/plans")
    shutil.copytree(ROOT / "data/reference", root / "data/reference")
    plan, reference = read_plan(Project(root)), read_reference(Project(root))
    assert [each for each in plan_remarks(plan, reference) if "report.receivers" in each.message] == []
    alone = plan.file.model_copy(
        update={
            "place": plan.file.place.model_copy(update={"parent": None}),
            "report": plan.file.report.model_copy(update={"receivers": ()}),
            "periods": tuple(each.model_copy(update={"deadlines": ()}) for each in plan.file.periods),
        }
    )
    told = [each.message for each in plan_remarks(replace(plan, file=alone), reference)]
    assert [message for message in told if "report.receivers" in message] != []
