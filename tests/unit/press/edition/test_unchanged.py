"""“Nothing has changed” is said only where what was built is still there, byte for byte, and shown."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from papibook.ground.errors import BookError
from papibook.ground.paths import Project
from papibook.press.edition import products
from papibook.press.edition.editions import put_in_place, staging
from papibook.press.edition.manifest import file_digests, manifest_text
from papibook.press.edition.record import BuildRecord, BuildSummary, unchanged_edition, write_record
from papibook.press.recipe.inputs import read_inputs

NAMES = ("html/index.html", "print/book.pdf", "slices/plan.json", "pages/index.ipynb")


def build(project: Project, edition_id: str) -> None:
    """A small whole edition, made from what is in the project now."""
    with staging(project, edition_id) as staged:
        folder = staged / "edition"
        for name in NAMES:
            (folder / name).parent.mkdir(parents=True)
            (folder / name).write_text(f"{edition_id} {name}")
        manifest = manifest_text(
            edition={}, dataset_digest="", texts_digest="", jobs=(), failed=(), folder=folder
        )
        (folder / "manifest.json").write_text(manifest)
        summary = BuildSummary(edition_id, 1, 1, "book.pdf", 1, 1, 1, {"error": 0})
        write_record(BuildRecord(read_inputs(project, edition_id), summary, {}, {}, {}), folder)
        put_in_place(project, edition_id, folder)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    project.book.mkdir()
    build(project, "2022-S1")
    return project


def test_nothing_has_changed(project: Project) -> None:
    summary = unchanged_edition(project, "2022-S1")
    assert summary is not None
    assert summary.pdf_name == "book.pdf"


@pytest.mark.parametrize(
    "name", ["html/index.html", "print/book.pdf", "slices/plan.json", "pages/index.ipynb"]
)
@pytest.mark.parametrize("fault", ["gone", "other bytes", "cut"])
def test_an_edition_with_a_damaged_file_is_built_again(project: Project, name: str, fault: str) -> None:
    path = project.edition("2022-S1") / name
    if fault == "gone":
        path.unlink()
    else:
        path.write_text("x" * len(path.read_text()) if fault == "other bytes" else "")
    assert unchanged_edition(project, "2022-S1") is None


@pytest.mark.parametrize("name", ["manifest.json", "build.json"])
def test_an_edition_without_its_record_is_built_again(project: Project, name: str) -> None:
    (project.edition("2022-S1") / name).write_text("{")
    assert unchanged_edition(project, "2022-S1") is None


def test_a_file_of_which_only_the_time_is_another_is_read_and_found_whole(project: Project) -> None:
    os.utime(project.edition("2022-S1") / "html" / "index.html", (1, 1))
    assert unchanged_edition(project, "2022-S1") is not None


def test_files_as_they_were_noted_are_not_read_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading all would make this answer a quarter slower."""
    before = file_digests(project.edition("2022-S1"))
    read: list[int] = []

    class Counting:
        @staticmethod
        def sha256(content: bytes) -> object:
            read.append(len(content))
            return hashlib.sha256(content)

    monkeypatch.setattr(products, "hashlib", Counting)
    assert unchanged_edition(project, "2022-S1") is not None
    assert read == []
    assert file_digests(project.edition("2022-S1")) == before


@pytest.mark.parametrize("fault", ["gone", "changed", "one more", "one less"])
def test_pages_that_are_not_the_editions_are_replaced(project: Project, fault: str) -> None:
    page = project.pages / "index.ipynb"
    match fault:
        case "gone":
            page.unlink()
            project.pages.rmdir()
        case "changed":
            page.write_text("of another edition")
        case "one more":
            (project.pages / "former.ipynb").write_text("x")
        case "one less":
            page.unlink()
    assert unchanged_edition(project, "2022-S1") is not None
    assert [path.name for path in project.pages.iterdir()] == ["index.ipynb"]
    assert page.read_text() == "2022-S1 pages/index.ipynb"
    assert [path.name for path in project.book.iterdir()] == ["pages"]


def test_the_edition_asked_for_last_is_the_one_that_is_shown(project: Project) -> None:
    build(project, "2022")
    assert (project.pages / "index.ipynb").read_text() == "2022 pages/index.ipynb"
    assert unchanged_edition(project, "2022-S1") is not None
    assert (project.pages / "index.ipynb").read_text() == "2022-S1 pages/index.ipynb"
    assert (project.editions / "latest.txt").read_text() == "2022-S1\n"


def test_what_programs_leave_beside_pages_is_no_change(project: Project) -> None:
    (project.pages / ".ipynb_checkpoints").mkdir()
    (project.pages / ".ipynb_checkpoints" / "index-checkpoint.ipynb").write_text("x")
    assert unchanged_edition(project, "2022-S1") is not None
    assert (project.pages / ".ipynb_checkpoints").is_dir()


def test_pages_are_not_replaced_under_a_running_build(project: Project) -> None:
    (project.pages / "index.ipynb").write_text("of another edition")
    with staging(project, "2022"), pytest.raises(BookError, match="Another build is running"):
        unchanged_edition(project, "2022-S1")
