"""What an edition reads: its periods as they stood at its closing day, its commentary, one digest."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from forms import PLAN_YML, Inbox, good_form, make_project

from papibook.data.edition.dataset import load_dataset
from papibook.data.given.commentary import read_commentary
from papibook.ground.errors import ConfigError, DataRefusedError
from papibook.ground.paths import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = make_project(tmp_path / "one")
    half = Inbox(project)
    for unit_id in ("xa-a", "xa-b", "phong-x"):
        half.receive(unit_id, good_form(unit_id))
    corrected = good_form("xa-a")
    corrected.figure("I101", value=11)
    half.receive("xa-a", corrected, revision=2, at="2022-06-15T09:00:00")
    year = Inbox(project, "2022")
    year.receive("xa-a", good_form("xa-a", "2022"), at="2022-12-01T09:00:00")
    return project


def _meetings(project: Project, edition_id: str, period_id: str) -> float:
    figures = load_dataset(project, edition_id).periods[period_id].figures
    return float(figures.set_index(["unit_id", "indicator_id"]).loc[("xa-a", "I101"), "value"])


def test_half_years_edition_reads_its_own_period_only(project: Project) -> None:
    data = load_dataset(project, "2022-S1")
    assert list(data.periods) == ["2022-S1"]
    assert data.current.period.period_id == "2022-S1"


def test_correction_after_closing_is_read_by_the_next_revision_of_the_edition(project: Project) -> None:
    assert _meetings(project, "2022-S1", "2022-S1") == 12
    assert _meetings(project, "2022-S1.1", "2022-S1") == 11


def test_year_reads_its_half_year_as_of_the_years_own_closing_day(project: Project) -> None:
    assert list(load_dataset(project, "2022").periods) == ["2022-S1", "2022"]
    assert _meetings(project, "2022", "2022-S1") == 11


def test_year_before_is_read_where_its_reports_are(project: Project) -> None:
    yml = project.plans / "1-KH-2022" / "plan.yml"
    before = (
        PLAN_YML[PLAN_YML.index('  - period_id: "2022"') :]
        .replace("2022-1", "2021-1")
        .replace('"2022"', '"2021"')
    )
    before = before.replace("2021-12-01", "2020-12-01").replace("on: 2022", "on: 2021")
    before = before.replace("starts_on: 2021", "starts_on: 2020").replace(
        "cutoff_on: 2020-12", "cutoff_on: 2021-11"
    )
    before = before.replace("    cumulates: [2022-S1]\n", "")
    now = PLAN_YML.replace("cumulates: [2022-S1]", 'cumulates: [2022-S1]\n    comparable_to: "2021"')
    yml.write_text(now + before, encoding="utf-8")
    assert list(load_dataset(project, "2022").periods) == ["2022-S1", "2022"]
    old = Inbox(project, "2021")
    form = good_form("xa-a", "2021")
    form.task("T1.1-01", completed_date=date(2021, 3, 15))
    old.receive("xa-a", form, at="2021-12-01T09:00:00")
    data = load_dataset(project, "2022")
    assert list(data.periods) == ["2022-S1", "2022", "2021"]
    assert list(data.periods["2021"].tasks["task_id"]) == ["T1.1-01", "T1.1-02"]


def test_unknown_period_lists_the_known_ones(project: Project) -> None:
    with pytest.raises(
        ConfigError, match=r"“2022-S2”.*Did you mean 2022-S1\?.*Known: 2022-S1, 2022-S1\.1, 2022"
    ):
        load_dataset(project, "2022-S2")
    with pytest.raises(ConfigError, match="Known: 2022-S1"):
        load_dataset(project, "x")


def test_period_without_a_readable_report_is_refused(project: Project) -> None:
    inbox = Inbox(project, "2022")
    inbox.receive("xa-a", b"not a workbook")
    with pytest.raises(
        DataRefusedError, match=r"No report for 2022 can be read \(1 accepted by 08/12/2022\)"
    ):
        load_dataset(project, "2022")


def test_a_period_of_which_no_report_was_accepted_is_good(project: Project) -> None:
    shutil.rmtree(project.submissions / "2022", ignore_errors=True)
    data = load_dataset(project, "2022")
    assert not data.current.is_read
    assert data.silent


def test_digest_is_the_same_in_another_folder_and_changes_with_one_cell(
    project: Project, tmp_path: Path
) -> None:
    first = load_dataset(project, "2022-S1").digest
    copy = tmp_path / "elsewhere"
    shutil.copytree(project.root, copy)
    assert load_dataset(Project(copy), "2022-S1").digest == first
    alias = copy / "data" / "reference" / "unit_aliases.csv"
    alias.write_text(alias.read_text(encoding="utf-8").replace("thử", "khác"), encoding="utf-8")
    assert load_dataset(Project(copy), "2022-S1").digest != first


def test_digest_changes_with_the_commentary_and_with_a_report(project: Project) -> None:
    digests = [load_dataset(project, "2022").digest]
    folder = project.commentary / "2022"
    folder.mkdir(parents=True)
    (folder / "cover.md").write_text("Nhận xét chung", encoding="utf-8")
    digests.append(load_dataset(project, "2022").digest)
    changed = good_form("xa-a", "2022")
    changed.figure("I101", value=99)
    Inbox(project, "2022").receive("xa-a", changed, at="2022-12-01T09:00:00")
    digests.append(load_dataset(project, "2022").digest)

    assert len(set(digests)) == 3


def test_commentary_is_read_by_place(project: Project) -> None:
    folder = project.commentary / "2022-S1"
    folder.mkdir(parents=True)
    (folder / "cover.md").write_bytes("\ufeffNhận xét chung\r\n".encode())
    (folder / "dimension-2.md").write_text("Nội dung 2", encoding="utf-8")
    (folder / "district.md").write_text(" \n", encoding="utf-8")
    frame = read_commentary(project, "2022-S1", "12345678")
    assert list(frame["place"]) == ["cover", "dimension-2"]
    assert frame["markdown"].iloc[0] == "Nhận xét chung"
    assert load_dataset(project, "2022-S1").commentary.equals(frame)


def test_commentary_in_a_wrong_encoding_or_place_names_the_file(project: Project) -> None:
    folder = project.commentary / "2022-S1"
    folder.mkdir(parents=True)
    (folder / "cover.md").write_bytes("a\nNhận xét".encode("utf-16"))
    with pytest.raises(ConfigError, match=r"data/commentary/2022-S1/cover\.md, line 1: not UTF-8"):
        read_commentary(project, "2022-S1", "12345678")
    (folder / "cover.md").rename(folder / "bìa.md")
    with pytest.raises(ConfigError, match="no page shows a commentary of that name"):
        read_commentary(project, "2022-S1", "12345678")
