"""Editions appear whole or not at all."""

from pathlib import Path

import pytest

from papibook.ground.errors import BookError
from papibook.ground.paths import Project
from papibook.press.edition.editions import clean, put_in_place, staging


def finished(staged: Path, text: str) -> Path:
    folder = staged / "edition"
    (folder / "pages" / "communes").mkdir(parents=True)
    (folder / "manifest.json").write_text(text)
    (folder / "pages" / "communes" / f"{text}.ipynb").write_text(text)
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "book").mkdir()
    return Project(tmp_path)


def build(project: Project, text: str) -> None:
    with staging(project, "2022-S1") as staged:
        put_in_place(project, "2022-S1", finished(staged, text))


def test_a_finished_edition_replaces_the_former_one(project: Project) -> None:
    for text in ("first", "second"):
        build(project, text)
        assert (project.edition("2022-S1") / "manifest.json").read_text() == text
    assert (project.editions / "latest.txt").read_text() == "2022-S1\n"
    assert sorted(path.name for path in project.editions.iterdir()) == ["2022-S1", "latest.txt"]


def test_a_failure_leaves_the_last_good_edition_and_no_litter(project: Project) -> None:
    build(project, "good")

    def fail_halfway() -> None:
        with staging(project, "2022-S1") as staged:
            finished(staged, "half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    assert (project.edition("2022-S1") / "manifest.json").read_text() == "good"
    assert not list(project.editions.glob(".new-*"))


def test_a_second_build_at_once_is_refused(project: Project) -> None:
    with (
        staging(project, "2022-S1"),
        pytest.raises(BookError, match="Another build"),
        staging(project, "2022"),
    ):
        pass


def test_pages_are_shown_in_the_project_as_a_whole(project: Project) -> None:
    for text in ("old", "new"):
        build(project, text)
    assert [
        path.relative_to(project.pages).as_posix() for path in sorted(project.pages.rglob("*.ipynb"))
    ] == ["communes/new.ipynb"]


def test_a_draft_leaves_the_pages_shown_alone(project: Project) -> None:
    build(project, "good")
    with staging(project, "2022-S1", is_draft=True) as staged:
        put_in_place(project, "2022-S1", finished(staged, "draft"), is_draft=True)
    assert (project.edition("2022-S1") / "manifest.json").read_text() == "draft"
    assert (project.pages / "communes" / "good.ipynb").is_file()


def test_clean_removes_what_build_made_and_nothing_else(project: Project) -> None:
    (project.root / "data" / "inbox").mkdir(parents=True)
    build(project, "good")
    assert clean(project) == [project.root / "_build", project.pages]
    assert sorted(path.name for path in project.root.iterdir()) == ["book", "data"]
    assert list(project.book.iterdir()) == []
    assert clean(project) == []
