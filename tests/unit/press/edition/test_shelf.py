"""Editions appear whole or not at all."""

from pathlib import Path

import pytest

from papibook.ground.errors import BookError
from papibook.ground.paths import Project
from papibook.press.edition.shelf import clean, show_pages, swap_in, workbench


def finished(bench: Path, text: str) -> Path:
    folder = bench / "edition"
    folder.mkdir()
    (folder / "manifest.json").write_text(text)
    return folder


def test_a_finished_edition_replaces_the_former_one(tmp_path: Path) -> None:
    project = Project(tmp_path)
    for text in ("first", "second"):
        with workbench(project, "2022-S1") as bench:
            home = swap_in(project, "2022-S1", finished(bench, text))
        assert (home / "manifest.json").read_text() == text
    assert (project.editions / "latest.txt").read_text() == "2022-S1\n"
    assert sorted(path.name for path in project.editions.iterdir()) == ["2022-S1", "latest.txt"]


def test_a_failure_leaves_the_last_good_edition_and_no_litter(tmp_path: Path) -> None:
    project = Project(tmp_path)
    with workbench(project, "2022-S1") as bench:
        swap_in(project, "2022-S1", finished(bench, "good"))

    def fail_halfway() -> None:
        with workbench(project, "2022-S1") as bench:
            finished(bench, "half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    assert (project.edition("2022-S1") / "manifest.json").read_text() == "good"
    assert not list(project.editions.glob(".new-*"))


def test_an_edition_parked_by_a_broken_swap_is_put_back(tmp_path: Path) -> None:
    project = Project(tmp_path)
    with workbench(project, "2022-S1") as bench:
        home = swap_in(project, "2022-S1", finished(bench, "good"))
    home.rename(project.editions / ".old-2022-S1")
    with workbench(project, "2022-S1"):
        assert (home / "manifest.json").read_text() == "good"


def test_a_second_build_at_once_is_told_so(tmp_path: Path) -> None:
    project = Project(tmp_path)
    with (
        workbench(project, "2022-S1"),
        pytest.raises(BookError, match="Another build"),
        workbench(project, "2022"),
    ):
        pass


def test_pages_are_shown_in_the_project_as_a_whole(tmp_path: Path) -> None:
    project = Project(tmp_path)
    pages = tmp_path / "made"
    (pages / "communes").mkdir(parents=True)
    (pages / "communes" / "a.ipynb").write_text("{}")
    project.pages.mkdir(parents=True)
    (project.pages / "old.ipynb").write_text("{}")
    show_pages(project, pages)
    assert [
        path.relative_to(project.pages).as_posix() for path in sorted(project.pages.rglob("*.ipynb"))
    ] == ["communes/a.ipynb"]


def test_clean_removes_what_build_made_and_nothing_else(tmp_path: Path) -> None:
    project = Project(tmp_path)
    for folder in ("_build", "book/pages", "data/inbox"):
        (tmp_path / folder).mkdir(parents=True)
    clean(project)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book", "data"]
    assert clean(project) == []
