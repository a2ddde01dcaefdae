"""The plan of the year after: dates moved, tasks carried on, the uncertain left open, the past untouched."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from projects import copy_project, edit_csv

from papibook.data.given.plan import Plan, check_plan, check_text, read_plan
from papibook.data.given.reference import read_reference
from papibook.data.review.plan_review import plan_remarks
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.ground.problems import RefusedTablesError
from papibook.starter.answers import Answers
from papibook.starter.following.days import moved_day, moved_end
from papibook.starter.following.plan import Given, NextPlan
from papibook.starter.following.write import write_next_plan
from papibook.starter.write import write_project

WARD = Path(__file__).resolve().parents[3] / "plans/ward-2026"
Bytes = dict[str, bytes]


@pytest.fixture(scope="module")
def ward_of_2026(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ward") / "p"
    files = {name: WARD / f"{name}.csv" for name in ("units", "tasks")}
    given = Answers("ward", "Phường Hoa Ban", "Tỉnh Sơn Bình", "quarters", 2026, WARD / "plan.txt", **files)
    write_project(folder, given)
    return folder


@pytest.fixture
def ward(ward_of_2026: Path, tmp_path: Path) -> Project:
    shutil.copytree(ward_of_2026, tmp_path / "p")
    return Project(tmp_path / "p")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Bytes, NextPlan]:
    """The shipped project with the plan of 2023, and its bytes before."""
    project = Project(copy_project(tmp_path_factory.mktemp("shipped") / "p"))
    before = every_file(project)
    return project, before, write_next_plan(project, Given())


def every_file(project: Project) -> Bytes:
    files = (path for path in project.root.rglob("*") if path.is_file())
    return {path.relative_to(project.root).as_posix(): path.read_bytes() for path in files}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told(made: NextPlan) -> str:
    return "\n".join(each.text("en") for each in made.problems)


def new_text(folder: Path, **changes: str) -> Path:
    text = (WARD / "plan.txt").read_text(encoding="utf-8")
    text = text.replace("năm 2026", "năm 2027").replace("15/KH-UBND", "18/KH-UBND")
    for old, new in changes.items():
        text = text.replace(old.replace("_", " "), new)
    path = folder / "plan27.txt"
    path.write_text(text, encoding="utf-8")
    return path


def plan_of(project: Project, plan_id: str) -> Plan:
    return next(each for each in read_plan(project).all_plans if each.file.plan_id == plan_id)


def test_every_old_file_keeps_its_bytes(shipped: tuple[Project, Bytes, NextPlan]) -> None:
    project, before, made = shipped
    after = every_file(project)
    assert {name: after[name] for name in before} == before
    folders = ("data/plans/KH-2023/", "book/plans/KH-2023/")
    assert all(name.startswith(folders) for name in set(after) - set(before))
    assert made.plan_id == "KH-2023"


def test_periods_and_deadlines_are_those_of_the_year_after(
    shipped: tuple[Project, Bytes, NextPlan],
) -> None:
    project, _, _ = shipped
    half, year = plan_of(project, "KH-2023").file.periods
    assert (half.period_id, half.name) == ("2023-S1", "6 tháng đầu năm 2023")
    assert (half.starts_on, half.cutoff_on) == (date(2022, 12, 1), date(2023, 5, 31))
    assert half.deadlines[0].on == date(2023, 6, 5)
    assert (year.cumulates, year.comparable_to) == (("2023-S1",), "2022")


def test_tasks_carry_on_those_of_the_year_before(shipped: tuple[Project, Bytes, NextPlan]) -> None:
    project, _, _ = shipped
    old = rows(project.plans / "426-KH-UBND-2022/tasks.csv")
    new = rows(project.plans / "KH-2023/tasks.csv")
    assert [row["continues"] for row in new] == [row["task_id"] for row in old]
    assert {row["due_date"] for row in new if row["task_id"] == "T0-01"} == {"2023-02-20"}
    assert {row["is_proposed"] for row in new} == {"true"}


def test_what_is_to_be_filled_in_or_looked_at_is_said(shipped: tuple[Project, Bytes, NextPlan]) -> None:
    said = told(shipped[2])
    for words in (
        "number and issued_on",
        "signer",
        "2023-S1: I102",
        "04/6/2023, is a Sunday",
        "T1.2-01 30/9",
    ):
        assert words in said
    in_file = (shipped[0].plans / "KH-2023/can-xem.txt").read_text("utf-8-sig")
    assert len(in_file.splitlines()) == len(shipped[2].problems)


def test_the_check_names_what_is_open_by_file_and_key(shipped: tuple[Project, Bytes, NextPlan]) -> None:
    project, _, _ = shipped
    reference = read_reference(project)
    plan = plan_of(project, "KH-2023")
    check_plan(plan, reference)
    with pytest.raises(RefusedTablesError) as refused:
        check_text(plan)
    lines = refused.value.text("en").splitlines()
    assert lines[0].startswith("KH-2023/plan.yml: number and issued_on")
    assert [line.split(" ")[0] for line in lines[1:]] == [
        *("index.md", "part-1.md", "part-2.md", "part-3.md", "part-4.md")
    ]
    remarks = [each.text("en") for each in plan_remarks(plan, reference)]
    assert any("KH-2023/plan.yml: the signer" in remark for remark in remarks)
    assert any("KH-2023/targets.csv" in remark and "I102" in remark for remark in remarks)
    check_text(plan_of(project, "426-KH-UBND-2022"))


def test_a_second_call_is_refused_until_reports_have_come(
    shipped: tuple[Project, Bytes, NextPlan],
) -> None:
    project, _, _ = shipped
    before = every_file(project)
    with pytest.raises(ConfigError, match="delete both folders"):
        write_next_plan(project, Given())
    assert every_file(project) == before


def test_the_new_plans_own_files_are_taken(ward: Project, tmp_path: Path) -> None:
    units, tasks = tmp_path / "units.csv", tmp_path / "tasks.csv"
    given = (WARD / "units.csv").read_text("utf-8")
    units.write_text(given.replace("5,Công an phường,Công an,", "5,Trạm Y tế phường,Trạm Y tế,"), "utf-8")
    lines = (WARD / "tasks.csv").read_text("utf-8").splitlines()
    lines[1] = lines[1].replace("Niêm yết số điện thoại", "Đăng số điện thoại")
    tasks.write_text("\n".join([*lines, "99,1.1,Việc mới,Trạm Y tế phường,,quý I,"]) + "\n", "utf-8")
    before = every_file(ward)
    made = write_next_plan(ward, Given(new_text(tmp_path), units, tasks))
    plan = plan_of(ward, "18-KH-UBND-2027")
    check_plan(plan, read_reference(ward))
    check_text(plan)
    continues = dict(plan.tasks[["task_id", "continues"]].fillna("").itertuples(index=False))
    assert (continues["T1.1-01"], continues["T1.1-02"], continues["T1.1-03"]) == ("", "T1.1-02", "")
    added = rows(ward.reference / "units.csv")[-1]
    assert (added["unit_id"], added["valid_from"]) == ("tram-y-te-phuong", "2027-01-01")
    after = every_file(ward)
    grown = {name for name in before if after[name] != before[name]}
    assert grown == {"data/reference/units.csv", "data/reference/unit_aliases.csv"}
    assert all(after[name].startswith(before[name]) for name in grown)
    assert "“Công an phường” is not in the new list" in told(made)
    assert "T1.1-01" in told(made)


def test_another_text_under_the_same_number_of_an_item_is_pointed_out(ward: Project, tmp_path: Path) -> None:
    text = new_text(tmp_path)
    lines = text.read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("1.1."))
    lines[at] = "1.1. Xây dựng nhà văn hóa ở từng khu dân cư trong năm."
    text.write_text("\n".join(lines), "utf-8")
    assert "item 1.1 is now “Xây dựng nhà văn hóa" in told(write_next_plan(ward, Given(plan=text)))


def test_other_parts_have_a_contents_of_their_own(ward: Project, tmp_path: Path) -> None:
    text = new_text(tmp_path, TỔ_CHỨC_THỰC_HIỆN="PHÂN CÔNG THỰC HIỆN")
    write_next_plan(ward, Given(plan=text))
    own = (ward.book / "plans/18-KH-UBND-2027/_toc.yml").read_text("utf-8")
    assert "III. PHÂN CÔNG THỰC HIỆN" in own
    assert "III. TỔ CHỨC THỰC HIỆN" in (ward.root / "_toc.yml").read_text("utf-8")
    chapters = yaml.safe_load(own)["parts"][0]["chapters"]
    names = ("index", "part-1", "part-2", "part-3")
    assert [each["file"] for each in chapters] == [f"book/plan/{name}" for name in names]


@pytest.mark.parametrize("number", ["15/KH-UBND", "9/KH-UBND"])
def test_the_text_of_a_plan_that_is_not_later_is_refused(number: str, ward: Project, tmp_path: Path) -> None:
    text = new_text(tmp_path)
    earlier = text.read_text("utf-8").replace("18/KH-UBND", number)
    text.write_text(earlier.replace("tháng 01 năm 2027", "tháng 01 năm 2026"), "utf-8")
    before = every_file(ward)
    if number == "9/KH-UBND":
        text.write_text(text.read_text("utf-8").replace("tháng 01 năm 2026", "tháng 01 năm 2025"), "utf-8")
    with pytest.raises(ConfigError, match="not of one after plan 15/KH-UBND"):
        write_next_plan(ward, Given(plan=text))
    assert every_file(ward) == before


def test_a_unit_that_was_merged_leads_under_its_new_name(ward: Project) -> None:
    edit_csv(
        ward.reference / "units.csv",
        lambda row: (
            {**row, "valid_to": "2026-12-31"} if row["unit_id"] in ("cong-an-phuong", OFFICE) else row
        ),
    )
    with (ward.reference / "units.csv").open("a", encoding="utf-8") as file:
        file.write("phong-moi,,Phòng Mới,Phòng Mới,offices,offices,,true,90,2027-01-01,,,,,\n")
    (ward.reference / "unit_changes.csv").write_text(
        f"changed_on,kind,from_unit,to_unit,source\n2027-01-01,rename,{OFFICE},phong-moi,thử\n",
        "utf-8",
    )
    edit_csv(
        next(ward.plans.glob("*/tasks.csv")),
        lambda row: {**row, "lead": "cong-an-phuong"} if row["task_id"] == "T4.1-01" else row,
    )
    made = write_next_plan(ward, Given())
    leads = {row["task_id"]: row["lead"] for row in rows(ward.plans / "KH-2027/tasks.csv")}
    assert leads["T2.1-01"] == "phong-moi"
    assert OFFICE not in leads.values()
    assert "“T4.1-01”, lead: there is no unit cong-an-phuong" in told(made)


OFFICE = "phong-van-hoa-xa-hoi"


def test_nothing_stays_of_what_cannot_be_put_in_place(
    ward: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    units = tmp_path / "units.csv"
    units.write_text((WARD / "units.csv").read_text("utf-8") + "30,Trạm Y tế phường,Trạm Y tế,\n", "utf-8")
    before = every_file(ward)
    rename = Path.rename

    def failing(path: Path, target: Path) -> Path:
        if target == ward.plans / "KH-2027":
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(ConfigError, match="disk is full"):
        write_next_plan(ward, Given(units=units))
    assert every_file(ward) == before
    assert not (ward.book / "plans").exists()


def test_a_list_that_cannot_be_read_is_refused_with_all_others(ward: Project, tmp_path: Path) -> None:
    for name in ("units", "tasks"):
        (tmp_path / f"{name}.csv").write_text("gì đó\n1\n", "utf-8")
    before = every_file(ward)
    with pytest.raises(ConfigError) as refused:
        write_next_plan(ward, Given(None, tmp_path / "units.csv", tmp_path / "tasks.csv"))
    assert len(refused.value.problems) == 2  # type: ignore[attr-defined]
    assert every_file(ward) == before


@pytest.mark.parametrize(
    ("day", "moved", "end"),
    [
        (date(2024, 2, 29), date(2025, 2, 28), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 28), date(2024, 2, 29)),
        (date(2026, 6, 30), date(2027, 6, 30), date(2027, 6, 30)),
    ],
)
def test_the_end_of_february(day: date, moved: date, end: date) -> None:
    assert (moved_day(day), moved_end(day)) == (moved, end)
