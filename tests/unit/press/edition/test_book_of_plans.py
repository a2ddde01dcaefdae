"""The book of an edition holds the text of its own plan alone."""

from __future__ import annotations

from pathlib import Path

from papibook.ground.paths import Project
from papibook.press.edition.book_source import copy_source


def written(project: Project, **texts: str) -> None:
    for name in ("_config.yml", "_toc.yml"):
        (project.root / name).write_text("", encoding="utf-8")
    for place, text in texts.items():
        file = project.book / place.replace("__", "/") / "part-1.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def text_of(project: Project, plan_id: str, source: Path) -> str:
    copy_source(project, source, plan_id)
    assert not (source / "book/plans").exists()
    return (source / "book/plan/part-1.md").read_text(encoding="utf-8")


def test_of_several_plans_each_has_its_own_text(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    project.root.mkdir()
    written(project, plans__a="Một", plans__b="Hai")
    assert text_of(project, "a", tmp_path / "one") == "Một"
    assert text_of(project, "b", tmp_path / "two") == "Hai"


def test_the_text_of_the_only_plan_stays_where_it_was(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    project.root.mkdir()
    written(project, plan="Một")
    assert text_of(project, "a", tmp_path / "one") == "Một"


def test_a_second_plans_text_stands_beside_the_firsts(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    project.root.mkdir()
    written(project, plan="Một", plans__b="Hai")
    assert text_of(project, "a", tmp_path / "one") == "Một"
    assert text_of(project, "b", tmp_path / "two") == "Hai"
