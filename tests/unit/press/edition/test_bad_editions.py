"""A clean during a build, folders that cannot be written to, what a killed build leaves."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from papibook.ground.errors import BookError
from papibook.ground.paths import Project
from papibook.press.edition import editions
from papibook.press.edition.editions import clean, staging
from papibook.press.pages.pool import local_pool


def test_clean_is_refused_during_a_build(tmp_path: Path) -> None:
    project = Project(tmp_path)
    with staging(project, "2022-S1") as staged:
        with pytest.raises(BookError, match="Another build is running"):
            clean(project)
        assert staged.is_dir()
    assert clean(project) == [tmp_path / "_build"]


def test_no_build_begins_while_clean_removes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project(tmp_path)
    project.pages.mkdir(parents=True)
    (tmp_path / "_build" / "cache").mkdir(parents=True)
    refused: list[str] = []

    def remove(path: Path) -> None:
        with pytest.raises(BookError, match="Another build is running"), staging(project, "2022-S1"):
            pass
        refused.append(path.name)
        shutil.rmtree(path)

    monkeypatch.setattr(editions, "remove_folder", remove)
    clean(project)
    assert {"cache", "pages"} <= set(refused)
    assert not (tmp_path / "_build").exists()


def test_clean_says_what_it_could_not_remove_and_removes_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project(tmp_path)
    project.pages.mkdir(parents=True)
    stuck = tmp_path / "_build" / "editions" / "2022" / "html"
    stuck.mkdir(parents=True)
    (tmp_path / "_build" / "logs").mkdir()
    real = Path.rmdir

    def rmdir(self: Path) -> None:
        if self == stuck:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        real(self)

    monkeypatch.setattr(Path, "rmdir", rmdir)
    with pytest.raises(BookError, match=re.escape(f"{stuck}: could not be removed (")):
        clean(project)
    assert not project.pages.exists()
    assert not (tmp_path / "_build" / "logs").exists()


def test_a_book_folder_that_cannot_be_written_to_is_found_out_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project(tmp_path)
    project.book.mkdir()
    real = Path.mkdir

    def mkdir(self: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        if self.parent == project.book:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        real(self, mode, parents, exist_ok)

    monkeypatch.setattr(Path, "mkdir", mkdir)
    with pytest.raises(PermissionError, match="pages"), staging(project, "2022-S1"):
        pytest.fail("the build began")


@pytest.mark.skipif(os.name != "posix", reason="other systems do not say whether a process lives")
@pytest.mark.slow
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
