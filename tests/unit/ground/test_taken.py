"""A template or text that a project takes says what it was based on; what is its own is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from papibook.ground import shipped, taken
from papibook.ground.errors import ConfigError
from papibook.ground.taken import OwnFile, own_files, take
from papibook.press.recipe.templates import read_template

ROOT = Path(__file__).resolve().parents[3]
NAMES = [("unit", "notebooks/unit.ipynb"), ("book/methods.md", "book/methods.md")]


def change(path: Path) -> None:
    if path.suffix == ".md":
        path.write_text(path.read_text(encoding="utf-8").replace("# ", "# Của ta: ", 1), encoding="utf-8")
        return
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][-1]["source"] = ["Của ta"]
    path.write_text(json.dumps(notebook), encoding="utf-8")


@pytest.mark.parametrize(("word", "name"), NAMES)
def test_what_was_taken_says_its_version(word: str, name: str, tmp_path: Path) -> None:
    assert take(tmp_path, word, "0.9") == name
    assert list(own_files(tmp_path)) == [OwnFile(name, "0.9", is_changed=False, has_moved=False)]
    change(tmp_path / name)
    assert list(own_files(tmp_path)) == [OwnFile(name, "0.9", is_changed=True, has_moved=False)]


@pytest.mark.parametrize(("word", "name"), NAMES)
def test_the_packages_file_of_a_later_version_is_told(
    word: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(tmp_path, word, "0.9")
    later = tmp_path / "later"
    take(later, word, "1.0")
    change(later / name)
    monkeypatch.setattr(shipped, "_FOLDERS", (later,))
    assert list(own_files(tmp_path)) == [OwnFile(name, "0.9", is_changed=True, has_moved=True)]


def test_a_file_without_a_mark_is_told_too(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "book/methods.md").write_text("# Cách tính\n", encoding="utf-8")
    assert list(own_files(tmp_path)) == [OwnFile("book/methods.md", "", is_changed=True, has_moved=False)]


def test_of_the_shipped_project_only_two_texts_are_its_own() -> None:
    assert [own.name for own in own_files(ROOT)] == ["book/glossary.md", "book/sources.md"]


def test_a_taken_template_is_one(tmp_path: Path) -> None:
    name = take(tmp_path, "unit", "0.9")
    assert read_template(tmp_path / name).parameters == read_template(ROOT / name).parameters


def test_what_is_not_there_or_there_already_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="Did you mean methods"):
        take(tmp_path, "method", "0.9")
    take(tmp_path, "methods", "0.9")
    with pytest.raises(ConfigError, match="already"):
        take(tmp_path, "methods", "0.9")
    assert taken.shipped_file("book/methods.md") is not None
