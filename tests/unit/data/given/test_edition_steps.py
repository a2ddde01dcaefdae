"""data/editions.csv: only added to, read strictly, and the one place where later editions are opened."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from projects import copy_project

from papibook.data.given.editions import add_step, editions_file, read_life
from papibook.data.given.plan import read_plan
from papibook.ground.paths import Project
from papibook.ground.problems import RefusedTablesError
from papibook.model.life import Life, Step
from papibook.model.plan import find_edition

DAY = date(2022, 6, 9)
ISSUED = Step("2022-S1", "issued", DAY, number="12/BC-UBND", made_by="Phòng Nội vụ", fingerprint="a b")
OPENED = Step("2022-S1.1", "opened", DAY, why="Xã gửi lại, có dấu “,”", data_closed_on=date(2022, 6, 20))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "data").mkdir()
    return Project(tmp_path)


def test_steps_are_read_as_they_were_written(project: Project) -> None:
    assert read_life(project) == Life()
    add_step(project, ISSUED)
    first = editions_file(project).read_bytes()
    assert add_step(project, OPENED) == Life((ISSUED, OPENED)) == read_life(project)
    assert editions_file(project).read_bytes().startswith(first)


def test_a_step_that_cannot_follow_is_not_written(project: Project) -> None:
    add_step(project, ISSUED)
    before = editions_file(project).read_bytes()
    with pytest.raises(RefusedTablesError, match="2022-S1"):
        add_step(project, ISSUED)
    assert editions_file(project).read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("1,2022-S1,", "3,2022-S1,", "numbered"),
        (",issued,", ",printed,", "printed"),
        ("2022-S1,issued", "../2022,issued", "../2022"),
        ("2022-06-20", "", "2022-S1.1"),
        ("2022-06-09", "9/6/2022", "9/6/2022"),
    ],
)
def test_what_was_changed_by_hand_is_told(project: Project, old: str, new: str, told: str) -> None:
    for step in (ISSUED, OPENED):
        add_step(project, step)
    file = editions_file(project)
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RefusedTablesError) as refused:
        read_life(project)
    assert told in refused.value.text("en")


def test_an_opened_edition_is_one_of_its_period(tmp_path: Path) -> None:
    project = Project(copy_project(tmp_path / "project"))
    for step in (ISSUED, OPENED):
        add_step(project, step)
    edition = find_edition(read_plan(project).file, "2022-S1.1")
    assert edition is not None
    assert (edition.revision, edition.data_closed_on) == (1, date(2022, 6, 20))


def test_an_edition_closed_before_the_one_it_replaces_is_refused(tmp_path: Path) -> None:
    project = Project(copy_project(tmp_path / "project"))
    add_step(project, Step("2022-S1.1", "opened", DAY, why="x", data_closed_on=date(2022, 6, 8)))
    with pytest.raises(RefusedTablesError, match=r"2022-S1"):
        read_plan(project)
