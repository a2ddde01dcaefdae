"""Three kinds of place, from a text and two tables; whole or not at all; stopped and taken up again."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import yaml

from papibook.data.given.plan import check_plan, check_text, read_plan
from papibook.data.given.reference import read_reference
from papibook.data.review.plan_review import plan_remarks
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.starter.answers import Answers, answers_file, forget_answers, keep_answers, kept_answers
from papibook.starter.new_project import NewProject
from papibook.starter.write import write_project

PLANS = Path(__file__).resolve().parents[2] / "plans"
CASES = {
    "ward-2026": Answers("ward", "Phường Hoa Ban", "Tỉnh Sơn Bình", "quarters", 2026),
    "province-2026": Answers("province", "Tỉnh Sơn Bình", None, "decree-09", 2026),
    "district-2022": Answers("district", "Huyện Nà Lim", "Tỉnh Sơn Bình", "half-years", 2022),
}


def answers(name: str, **changed: Path) -> Answers:
    files = {each: PLANS / name / f"{each}.csv" for each in ("units", "tasks")}
    return (
        CASES[name].completed(Answers(plan=PLANS / name / "plan.txt", **files)).completed(Answers(**changed))
    )  # type: ignore[arg-type]


def made(name: str, folder: Path) -> NewProject:
    return write_project(folder, answers(name))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("name", "counts"),
    [("ward-2026", (12, 25, 21)), ("province-2026", (12, 87, 14)), ("district-2022", (5, 7, 5))],
)
def test_everything_is_placed(name: str, counts: tuple[int, int, int], tmp_path: Path) -> None:
    result = made(name, tmp_path / "p")
    assert [problem.text("en") for problem in result.problems] == []
    assert (result.n_solutions, result.n_units, result.n_tasks) == counts
    assert not (tmp_path / "p" / "can-xem.txt").exists()


def test_a_wards_figures_are_those_of_its_offices(tmp_path: Path) -> None:
    made("ward-2026", tmp_path / "p")
    reporters = {
        row["indicator_id"]: row["reporter_ids"] for row in rows(tmp_path / "p/data/reference/indicators.csv")
    }
    assert reporters["I501"] == "trung-tam-phuc-vu-hanh-chinh-cong"
    assert "communes" not in reporters.values()


def test_the_periods_of_decree_09(tmp_path: Path) -> None:
    made("province-2026", tmp_path / "p")
    (plan,) = (tmp_path / "p/data/plans").glob("*/plan.yml")
    periods = yaml.safe_load(plan.read_text(encoding="utf-8"))["periods"]
    days = [(str(each["starts_on"]), str(each["cutoff_on"])) for each in periods]
    assert days == [("2025-12-15", "2026-06-14"), ("2025-12-15", "2026-12-14")]
    assert periods[1]["cumulates"] == ["2026-S1"]


def test_the_same_files_give_the_same_project(tmp_path: Path) -> None:
    for name in ("a", "b"):
        made("ward-2026", tmp_path / name)
    one, other = (
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in ("a", "b")
    )
    assert one == other


def test_what_cannot_be_placed_is_listed_in_the_project(tmp_path: Path) -> None:
    tasks = tmp_path / "tasks.csv"
    tasks.write_text("Mục,Nhiệm vụ,Chủ trì,Thời hạn\n7.7,A,Phòng Lạ,tuần tới\n", encoding="utf-8")
    result = write_project(tmp_path / "p", answers("ward-2026", tasks=tasks))
    listed = (tmp_path / "p/can-xem.txt").read_text(encoding="utf-8-sig").splitlines()
    assert len(listed) == len(result.problems) == 3
    assert (tmp_path / "p/_toc.yml").is_file()


@pytest.mark.parametrize("file", ["plan", "units", "tasks"])
def test_a_file_that_cannot_be_read_writes_nothing(file: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        write_project(tmp_path / "p", answers("ward-2026", **{file: tmp_path / "none.xlsx"}))
    assert list(tmp_path.iterdir()) == []


def test_all_files_that_cannot_be_read_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("Một bài thơ\n", encoding="utf-8")
    (tmp_path / "units.csv").write_text("Cột lạ\nx\n", encoding="utf-8")
    given = answers(
        "ward-2026", plan=tmp_path / "plan.txt", units=tmp_path / "units.csv", tasks=tmp_path / "none"
    )
    with pytest.raises(ConfigError) as refused:
        write_project(tmp_path / "p", given)
    told = refused.value.text("en")
    assert [name in told for name in ("no part was found", "units.csv", "none")] == [True] * 3
    assert not (tmp_path / "p").exists()


def test_what_stands_below_the_last_item_is_not_of_it(tmp_path: Path) -> None:
    text = (PLANS / "ward-2026/plan.txt").read_text(encoding="utf-8")
    plan = tmp_path / "plan.txt"
    plan.write_text(f"{text}\n_______\n\nNơi nhận:\n\n- Như trên.\n\nTM. ỦY BAN NHÂN DÂN\n", encoding="utf-8")
    write_project(tmp_path / "p", answers("ward-2026", plan=plan))
    last = (tmp_path / "p/book/plan/part-3.md").read_text(encoding="utf-8")
    assert last.index("(item-iii-3)=") < last.index("Nơi nhận")
    assert "__" not in last
    tasks = tmp_path / "tasks.csv"
    tasks.write_text("Mục,Nhiệm vụ,Chủ trì,Thời hạn\nIII.3,A,Văn phòng,15/6\n", encoding="utf-8")
    write_project(tmp_path / "q", answers("ward-2026", plan=plan, tasks=tasks))
    last = (tmp_path / "q/book/plan/part-3.md").read_text(encoding="utf-8")
    assert last.index("{standing} III.3") < last.index("Nơi nhận")


def test_the_contents_and_the_text_promise_no_more_than_the_book_has(tmp_path: Path) -> None:
    """Groups whose units report have pages, through whomever; others and items of no owed task have none."""
    made("ward-2026", tmp_path / "p")
    toc = (tmp_path / "p/_toc.yml").read_text(encoding="utf-8")
    assert "book/pages/offices/*" in toc
    assert "book/pages/villages/*" in toc
    assert "asked" not in toc
    assert "{standing}" not in (tmp_path / "p/book/plan/part-3.md").read_text(encoding="utf-8")


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "mine.txt").write_text("x")
    with pytest.raises(ConfigError, match=r"mine\.txt"):
        made("ward-2026", tmp_path / "p")
    assert [path.name for path in tmp_path.rglob("*")] == ["p", "mine.txt"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    made("ward-2026", tmp_path / "p")
    assert (tmp_path / "p/_config.yml").is_file()


def test_a_disk_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write, written = Path.write_text, []

    def full(path: Path, *args: object, **named: object) -> int:
        written.append(path)
        if len(written) == 9:
            raise OSError(28, "No space left on device")
        return write(path, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space"):
        made("ward-2026", tmp_path / "p")
    assert list(tmp_path.iterdir()) == []


def test_what_was_said_is_taken_up_again(tmp_path: Path) -> None:
    folder = tmp_path / "p"
    said = Answers("ward", "Phường Hoa Ban", year=2026, plan=tmp_path / "plan.docx")
    keep_answers(folder, said)
    assert kept_answers(folder) == said
    assert kept_answers(folder).completed(Answers(level="commune")).level == "commune"
    forget_answers(folder)
    assert kept_answers(folder) == Answers()
    assert not answers_file(folder).exists()


def test_a_project_of_another_kind_of_place_lends_its_figures(tmp_path: Path) -> None:
    """Groups stay those of the level; who reports is found here, or the figure is left out and told."""
    like = Path(__file__).resolve().parents[3]
    result = write_project(tmp_path / "p", answers("ward-2026", like=like))
    assert [group["group_id"] for group in rows(tmp_path / "p/data/reference/groups.csv")] == [
        "offices",
        "villages",
        "asked",
    ]
    own = rows(tmp_path / "p/data/reference/indicators.csv")
    units = {row["unit_id"] for row in rows(tmp_path / "p/data/reference/units.csv")}
    assert {row["reporter_ids"] for row in own} <= units | {"villages"}
    assert {row["solution_ids"] for row in own} == {""}
    n_left_out = len(rows(like / "data/reference/indicators.csv")) - len(own)
    assert [str(n_left_out) in problem.text("vi") for problem in result.problems] == [True]
    assert result.n_tasks == 21


def test_units_that_report_through_another_owe_figures_of_their_own(tmp_path: Path) -> None:
    made("ward-2026", tmp_path / "p")
    units = {row["unit_id"]: row for row in rows(tmp_path / "p/data/reference/units.csv")}
    assert units["to-dan-pho-7"]["is_reporting"] == "true"
    assert units["to-dan-pho-7"]["reports_through"] == "phong-van-hoa-xa-hoi"
    assert units["phong-van-hoa-xa-hoi"]["reports_through"] == ""
    groups = {row["group_id"]: row for row in rows(tmp_path / "p/data/reference/groups.csv")}
    assert [groups[name]["reports"] for name in ("villages", "offices", "asked")] == ["true", "true", "false"]
    reporters = [row["reporter_ids"] for row in rows(tmp_path / "p/data/reference/indicators.csv")]
    assert reporters.count("villages") == 5


def test_where_nobody_reports_through_another_the_column_is_not_written(tmp_path: Path) -> None:
    made("province-2026", tmp_path / "p")
    assert "reports_through" not in rows(tmp_path / "p/data/reference/units.csv")[0]


@pytest.mark.parametrize("name", CASES)
def test_what_is_made_is_read_and_its_text_and_tables_agree(name: str, tmp_path: Path) -> None:
    made(name, tmp_path / "p")
    project = Project(tmp_path / "p")
    plan, reference = read_plan(project), read_reference(project)
    check_plan(plan, reference)
    check_text(plan)
    told = " ".join(remark.text("en") for remark in plan_remarks(plan, reference))
    assert told.count("tasks.csv") == {"ward-2026": 0, "province-2026": 2, "district-2022": 1}[name]
