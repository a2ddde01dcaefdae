"""The synthetic submissions: the same bytes each time, realistic faults, agreeing periods."""

from __future__ import annotations

import csv
import hashlib
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from papibook.data.edition.period import check_period
from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.demo.write import write_demo
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project

pytestmark = pytest.mark.slow

SHIPPED = Path(__file__).parents[3] / "data"
FEW_UNITS = (
    "phong-tai-nguyen-moi-truong",
    "xa-chieng-hac",
    "xa-chieng-khua",
    "xa-phieng-luong",
    "xa-ta-lai",
    "xa-tan-lap",
)


def project_with(folder: Path, units: tuple[str, ...]) -> Project:
    """A project whose only reporting units are ``units``."""
    for name in ("reference", "plans"):
        shutil.copytree(SHIPPED / name, folder / "data" / name)
    path = folder / "data" / "reference" / "units.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["is_reporting"] = "true" if row["unit_id"] in units else "false"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return Project(folder)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = project_with(tmp_path_factory.mktemp("demo"), FEW_UNITS)
    write_demo(made)
    return made


def kept_in(project: Project) -> set[str]:
    """The files of the inbox, each of which has a record beside it."""
    names = {path.name for path in project.inbox.iterdir()}
    kept = {name for name in names if not name.endswith(".json")}
    assert names - kept == {f"{name}.json" for name in kept}
    return kept


def everything_in(project: Project) -> dict[str, bytes]:
    folders = (project.submissions, project.inbox)
    return {
        path.relative_to(project.root).as_posix(): path.read_bytes()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def receipts(project: Project, period_id: str) -> list[dict[str, str]]:
    path = project.submissions / period_id / "receipts.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sheet_rows(project: Project, period_id: str, name: str, sheet: str) -> dict[str, dict[str, object]]:
    """Rows of a sheet by their code, read without the package; headings have nothing beside them."""
    book = openpyxl.load_workbook(project.submissions / period_id / f"{name}.xlsx")
    rows = list(book[sheet].iter_rows(values_only=True))
    start = next(index for index, row in enumerate(rows) if str(row[0]).startswith("Mã "))
    return {str(row[0]): dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :] if row[1]}


def test_two_projects_get_the_same_bytes(project: Project, tmp_path: Path):
    twin = project_with(tmp_path, FEW_UNITS)
    write_demo(twin)
    assert everything_in(twin) == everything_in(project)


def test_second_run_leaves_the_same_bytes_and_nothing_else(tmp_path: Path):
    project = project_with(tmp_path, FEW_UNITS[:3])
    write_demo(project)
    first = everything_in(project)
    write_demo(project)
    assert everything_in(project) == first


def test_another_seed_gives_other_figures_and_clears_the_old_ones(tmp_path: Path):
    project = project_with(tmp_path, FEW_UNITS[:3])
    write_demo(project, seed=1)
    before = kept_in(project)
    summary = write_demo(project, seed=2)
    after = kept_in(project)
    assert not before & after
    assert len(after) == summary.n_workbooks + summary.n_refused


def test_one_more_unit_changes_nothing_for_the_others(project: Project, tmp_path: Path):
    larger = project_with(tmp_path, (*FEW_UNITS, "xa-muong-sang"))
    write_demo(larger)
    for path in sorted(project.submissions.rglob("*.xlsx")):
        twin = larger.submissions / path.relative_to(project.submissions)
        assert twin.read_bytes() == path.read_bytes(), path.name


def test_real_data_are_refused_and_nothing_is_written(tmp_path: Path):
    project = project_with(tmp_path, FEW_UNITS[:1])
    plan = next(project.plans.glob("*/plan.yml"))
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("data_status: illustrative", "data_status: real"), encoding="utf-8")
    with pytest.raises(ConfigError, match="data_status"):
        write_demo(project)
    assert not project.submissions.exists()


def test_a_workbook_that_the_demo_did_not_write_is_never_touched(tmp_path: Path):
    project = project_with(tmp_path, FEW_UNITS[:1])
    own = project.submissions / "2022" / "xa-tan-lap.r1.xlsx"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"theirs")
    with pytest.raises(ConfigError, match=r"xa-tan-lap\.r1\.xlsx"):
        write_demo(project)
    assert own.read_bytes() == b"theirs"
    assert not (project.submissions / "2022-S1").exists()


def test_receipts_of_a_real_sender_are_never_overwritten(tmp_path: Path):
    project = project_with(tmp_path, FEW_UNITS[:1])
    write_demo(project)
    path = project.submissions / "2022-S1" / "receipts.csv"
    text = path.read_text(encoding="utf-8").replace(".vi-du.invalid", ".gov.vn")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"gov\.vn"):
        write_demo(project)
    assert path.read_text(encoding="utf-8") == text


def test_inbox_holds_every_file_under_its_hash_read_only(project: Project):
    kept = {path.name: path for path in project.inbox.iterdir() if path.suffix != ".json"}
    for name, path in kept.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == name
        assert path.stat().st_mode & 0o222 == 0
    listed = [row for period in ("2022-S1", "2022") for row in receipts(project, period)]
    assert {row["sha256"] for row in listed} == set(kept)


def test_accepted_revisions_are_the_inbox_files_byte_for_byte(project: Project):
    for period_id in ("2022-S1", "2022"):
        accepted = [row for row in receipts(project, period_id) if row["outcome"] == "accepted"]
        names = {f"{row['unit_id']}.r{row['revision']}.xlsx": row["sha256"] for row in accepted}
        folder = project.submissions / period_id
        assert {path.name for path in folder.glob("*.xlsx")} == set(names)
        for name, digest in names.items():
            assert (folder / name).read_bytes() == (project.inbox / digest).read_bytes()


def test_half_year_has_silent_revised_late_and_refused_senders(project: Project):
    rows = receipts(project, "2022-S1")
    by_unit = {(row["unit_id"], row["revision"]): row["received_at"][:10] for row in rows}
    assert "xa-ta-lai" not in {row["unit_id"] for row in rows}
    assert by_unit["xa-chieng-khua", "1"] > "2022-06-08"
    assert by_unit["phong-tai-nguyen-moi-truong", "1"] <= "2022-06-02" < "2022-06-08"
    assert by_unit["phong-tai-nguyen-moi-truong", "2"] > "2022-06-08"
    assert "2022-06-02" < by_unit["xa-tan-lap", "2"] <= "2022-06-08"
    refused = [row for row in rows if row["outcome"] == "refused"]
    assert [(row["unit_id"], row["revision"], row["findings"]) for row in refused] == [
        ("", "", "file.unrecognised_unit")
    ]


def test_correction_changes_the_figure_it_corrects(project: Project):
    first, second = (sheet_rows(project, "2022-S1", f"xa-tan-lap.r{number}", "Số liệu") for number in (1, 2))
    changed = {name for name, row in first.items() if row != second[name]}
    assert changed == {"I601"}


def test_forms_of_the_half_year_leave_out_what_is_asked_once_a_year(project: Project):
    half = sheet_rows(project, "2022-S1", "xa-tan-lap.r2", "Số liệu")
    year = sheet_rows(project, "2022", "xa-tan-lap.r1", "Số liệu")
    assert set(year) - set(half) == {"I203", "I204", "I402", "I608"}


def test_a_form_lists_exactly_the_tasks_that_the_unit_leads(project: Project):
    tasks = read_plan(project).tasks
    asked = sheet_rows(project, "2022", "xa-tan-lap.r1", "Nhiệm vụ")
    assert set(asked) == set(tasks.loc[tasks["lead"].str.contains("communes"), "task_id"])


def test_year_contains_the_half_year_but_for_the_fault(project: Project):
    indicators = read_reference(project).indicators
    flows = set(indicators.loc[indicators["period_type"] == "flow_cumulative", "indicator_id"])
    below = set()
    for unit in ("xa-chieng-hac", "xa-phieng-luong", "xa-chieng-khua"):
        half = sheet_rows(project, "2022-S1", f"{unit}.r1", "Số liệu")
        year = sheet_rows(project, "2022", f"{unit}.r1", "Số liệu")
        for name in flows & set(half):
            for part in ("Tử số", "Mẫu số", "Giá trị"):
                was, now = half[name][part], year[name][part]
                if was is not None and now is not None and now < was:
                    below.add((unit, name))
    assert below == {("xa-chieng-hac", "I307")}


def test_what_was_done_by_the_half_year_is_done_on_the_same_day_in_the_year(project: Project):
    plan = read_plan(project)
    dated = set(plan.tasks.loc[plan.tasks["due_kind"] == "date", "task_id"])
    half = sheet_rows(project, "2022-S1", "xa-tan-lap.r2", "Nhiệm vụ")
    year = sheet_rows(project, "2022", "xa-tan-lap.r1", "Nhiệm vụ")
    done = {name for name in dated & set(half) if half[name]["Tình trạng"] == "Hoàn thành"}
    assert done
    for name in done:
        assert year[name]["Ngày hoàn thành"] == half[name]["Ngày hoàn thành"]


def test_the_check_finds_what_the_receipts_say_and_nothing_else(project: Project):
    plan, reference = read_plan(project), read_reference(project)
    checked = None
    for period in plan.file.periods:
        checked = check_period(project, plan, reference, period, date(2023, 1, 1), contained=checked)
        read = {row.unit_id: (row.revision, row.file) for row in checked.chosen.itertuples()}
        for row in receipts(project, period.period_id):
            revision, file = read.get(row["unit_id"], (None, None))
            if row["outcome"] == "accepted" and row["revision"] == str(revision):
                found = checked.findings.loc[checked.findings["file"] == file, "code"]
                assert set(found) == set(filter(None, row["findings"].split(";"))), file


def test_progress_tells_each_workbook(tmp_path: Path):
    told: list[tuple[int, int]] = []
    summary = write_demo(
        project_with(tmp_path, FEW_UNITS[:1]), progress=lambda done, total, _: told.append((done, total))
    )
    total = summary.n_workbooks + summary.n_refused
    assert told == [(number, total) for number in range(1, total + 1)]
