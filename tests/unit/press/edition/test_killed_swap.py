"""A build killed at any step of putting its edition in place: whole before the next build, finished by it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import NoReturn

import pytest

from papibook.ground import whole_folder
from papibook.ground.paths import Project
from papibook.press.edition import editions
from papibook.press.edition.editions import put_in_place, staging
from papibook.press.edition.manifest import file_digests
from papibook.press.edition.record import BuildRecord, BuildSummary, unchanged_edition, write_record
from papibook.press.recipe.inputs import read_inputs

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="kills the way POSIX does"),
]

EDITION = "2022-S1"
WATCHED = ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.listdir", "os.scandir")


def finished(project: Project, staged: Path, text: str) -> Path:
    """A small whole edition, made from what is in the project now."""
    folder = staged / "edition"
    for name in ("html/index.html", "print/book.pdf", "pages/index.ipynb", f"pages/communes/{text}.ipynb"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / "manifest.json").write_text(json.dumps({"files": file_digests(folder)}))
    summary = BuildSummary(EDITION, 2, 2, "book.pdf", 1, 1, 1, {"error": 0})
    write_record(BuildRecord(read_inputs(project, EDITION), summary, {}, {}, {}), folder)
    return folder


def build(project: Project, text: str) -> None:
    """What a build does at its end."""
    with staging(project, EDITION) as staged:
        put_in_place(project, EDITION, finished(project, staged, text))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An edition ``old`` is in place; then the book's text is changed."""
    project = Project(tmp_path)
    project.book.mkdir()
    (project.book / "intro.md").write_text("old")
    build(project, "old")
    (project.book / "intro.md").write_text("new")
    return project


def text_of(folder: Path) -> set[str]:
    return {path.read_text() for name in ("html", "print", "pages") for path in (folder / name).rglob("*.*")}


def check_next_build(project: Project) -> None:
    """After it all is as after a build that nobody killed."""
    if unchanged_edition(project, EDITION) is None:
        build(project, "new")
    assert text_of(project.edition(EDITION)) == {"new"}
    pages = sorted(path.relative_to(project.pages).as_posix() for path in project.pages.rglob("*.ipynb"))
    assert pages == ["communes/new.ipynb", "index.ipynb"]
    assert (project.pages / "index.ipynb").read_text() == "new"
    assert (project.editions / "latest.txt").read_text() == f"{EDITION}\n"
    assert sorted(path.name for path in project.editions.iterdir()) == [EDITION, "latest.txt"]
    assert sorted(path.name for path in project.book.iterdir()) == ["intro.md", "pages"]
    assert unchanged_edition(project, EDITION) is not None


def _die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("a killed program goes on")


def _victim(root: Path, last: int, way: str) -> None:
    """Builds, and kills itself before step ``last`` of those that touch files of the project."""
    if way == "by renames":
        whole_folder._exchanged = lambda one, other: False  # type: ignore[assignment]
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps == last:
            _die()

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        if event in WATCHED and str(arguments[0]).startswith(str(root)):
            step()

    real = whole_folder._exchanged

    def exchanged(one: Path, other: Path) -> bool:
        step()  # no event is raised for it
        done = real(one, other)
        step()
        return done

    whole_folder._exchanged = exchanged
    sys.addaudithook(heard)
    build(Project(root), "new")


def killed_at(project: Project, last: int, way: str) -> bool:
    """Whether the build was killed before its end."""
    process = get_context("fork").Process(target=_victim, args=(project.root, last, way))
    process.start()
    process.join(60)
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


@pytest.mark.parametrize("way", ["in one step", "by renames"])
def test_a_build_killed_at_any_step_is_finished_by_the_next(
    project: Project, tmp_path: Path, way: str
) -> None:
    kept = tmp_path.parent / f"{tmp_path.name}-kept"
    shutil.copytree(project.root, kept, copy_function=shutil.copy2)
    seen: set[str] = set()
    last = 1
    while killed_at(project, last, way):
        home = project.edition(EDITION)
        if way == "in one step" or home.exists():
            assert text_of(home) in ({"old"}, {"new"}), f"step {last}"
        seen.update(text_of(home))
        check_next_build(project)
        shutil.rmtree(project.root)
        shutil.copytree(kept, project.root, copy_function=shutil.copy2)
        last += 1
    assert seen == {"old", "new"}
    assert last > 20
    check_next_build(project)


@pytest.mark.parametrize("step", ["exchange", "write_whole", "write_stamps"])
def test_a_build_stopped_by_ctrl_c_is_finished_by_the_next(
    project: Project, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """``exchange``: the second one, of the pages."""
    real: Callable[..., None] = getattr(editions, step)
    calls: list[object] = []

    def stop(*arguments: object, **named: object) -> None:
        calls.append(arguments)
        if step == "exchange" and len(calls) == 1:
            real(*arguments, **named)
        else:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(editions, step, stop)
        with pytest.raises(KeyboardInterrupt):
            build(project, "new")
    assert text_of(project.edition(EDITION)) == {"new"}
    assert unchanged_edition(project, EDITION) is not None
    check_next_build(project)
