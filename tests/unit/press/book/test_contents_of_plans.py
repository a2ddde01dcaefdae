"""The contents of a project with several plans is checked against the text of the edition's own plan."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from papibook.ground.problems import RefusedFileError
from papibook.press.book.project_files import check_project_files

ROOT = Path(__file__).resolve().parents[4]
TOC = "format: jb-book\nroot: book/pages/index\nparts:\n  - chapters: [{file: book/plan/part-1}]\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "_config.yml", tmp_path)
    (tmp_path / "_toc.yml").write_text(TOC, encoding="utf-8")
    for name in ("plans/a/part-1.md", "plans/b/part-2.md"):
        file = tmp_path / "book" / name
        file.parent.mkdir(parents=True)
        file.write_text("# Một\n", encoding="utf-8")
    return tmp_path


def test_the_text_of_the_plan_is_what_the_contents_lists(project: Path) -> None:
    assert check_project_files(project, ["index"], (), "a") == ()


def test_the_text_of_another_plan_is_none_of_the_book(project: Path) -> None:
    with pytest.raises(RefusedFileError, match="book/plan/part-1"):
        check_project_files(project, ["index"], (), "b")
