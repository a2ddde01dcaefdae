"""The contents of a project with several plans is checked against the text of the edition's own plan."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from papibook.ground.paths import Project
from papibook.ground.problems import RefusedFileError
from papibook.press.book.project_files import check_project_files
from papibook.press.edition.book_source import copy_source

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


PARTS = """\
format: jb-book
root: book/pages/index
parts:
  - chapters: [{file: book/plan/part-%s}]
  - caption: Đơn vị
    chapters: [{glob: book/pages/%s/*}]
"""


def test_a_plan_with_other_parts_and_groups_has_a_contents_of_its_own(project: Path) -> None:
    """Each edition has the pages of the groups that report in it, and the parts of its own plan's text."""
    (project / "_toc.yml").write_text(PARTS % (1, "communes"), encoding="utf-8")
    (project / "book/plans/b/_toc.yml").write_text(PARTS % (2, "wards"), encoding="utf-8")
    groups = ("communes", "wards")
    assert check_project_files(project, ["index", "communes/xa-a"], groups, "a") == ()
    assert check_project_files(project, ["index", "wards/phuong-a"], groups, "b") == ()
    with pytest.raises(RefusedFileError, match="wards"):
        check_project_files(project, ["index", "wards/phuong-a"], groups, "a")
    (project / "book/plan").mkdir()
    made = copy_source(Project(project), project / "source", "b").parents[1]
    assert "part-2" in (made / "_toc.yml").read_text(encoding="utf-8")
    assert not (made / "book/plan/_toc.yml").exists()


def test_what_is_wrong_in_a_plans_own_contents_is_told_by_its_name(project: Path) -> None:
    (project / "book/plans/b/_toc.yml").write_text(PARTS % (9, "wards"), encoding="utf-8")
    with pytest.raises(RefusedFileError, match=r"book/plans/b/_toc\.yml"):
        check_project_files(project, ["index", "wards/phuong-a"], ("wards",), "b")


def test_one_contents_serves_two_plans_whose_groups_differ(project: Path) -> None:
    """A line for the pages of a group that does not report in the edition takes none, and is no fault."""
    both = PARTS % (1, "communes") + "  - chapters: [{glob: book/pages/wards/*}]\n"
    (project / "_toc.yml").write_text(both, encoding="utf-8")
    groups = ("communes", "wards")
    for page in ("communes/xa-a", "wards/phuong-a"):
        assert check_project_files(project, ["index", page], groups, "a") == ()
