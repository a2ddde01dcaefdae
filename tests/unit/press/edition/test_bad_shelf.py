"""Ctrl-C at the worst moment, a clean during a build, what a killed build leaves."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from papibook.ground.errors import BookError
from papibook.ground.paths import Project
from papibook.press.edition.shelf import clean, show_pages, swap_in, workbench
from papibook.press.pages.pool import local_pool


def put(project: Project, text: str) -> None:
    with workbench(project, "2022-S1") as bench:
        folder = bench / "edition"
        folder.mkdir()
        (folder / "manifest.json").write_text(text)
        swap_in(project, "2022-S1", folder)


def interrupt_second_rename(monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = Path.rename, []

    def rename(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)


def test_ctrl_c_between_the_two_renames_keeps_the_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project(tmp_path)
    put(project, "good")
    interrupt_second_rename(monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        put(project, "new")
    assert (project.edition("2022-S1") / "manifest.json").read_text() == "good"
    assert sorted(path.name for path in project.editions.iterdir()) == ["2022-S1", "latest.txt"]


def test_ctrl_c_while_pages_are_shown_keeps_the_former_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project(tmp_path)
    for text in ("old", "new"):
        (tmp_path / text).mkdir()
        (tmp_path / text / "index.ipynb").write_text(text)
    project.book.mkdir()
    show_pages(project, tmp_path / "old")
    interrupt_second_rename(monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        show_pages(project, tmp_path / "new")
    assert (project.pages / "index.ipynb").read_text() == "old"
    assert [path.name for path in project.book.iterdir()] == ["pages"]


def test_clean_waits_for_a_build_to_end(tmp_path: Path) -> None:
    project = Project(tmp_path)
    with workbench(project, "2022-S1") as bench:
        with pytest.raises(BookError, match="Another build is running"):
            clean(project)
        assert bench.is_dir()
    assert clean(project) == [tmp_path / "_build"]


@pytest.mark.skipif(os.name != "posix", reason="other systems do not say whether a process lives")
def test_the_next_build_removes_what_a_killed_one_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    orphan = tmp_path / f"pb-{int(ended.stdout)}-abc"
    alive = tmp_path / f"pb-{os.getpid()}-abc"
    foreign = tmp_path / "pb-notes-2022"
    for folder in (orphan, alive, foreign):
        folder.mkdir()
    with local_pool(1):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([alive.name, foreign.name])
