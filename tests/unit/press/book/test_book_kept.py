"""What is kept of a book: which documents are read again, and what is never trusted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from papibook.press.book.kept import RECORD, KeptBook, read_kept, source_files, swap_kept, write_record

INPUTS = {"_config.yml": "c", "book/a.md": "1", "book/b.md": "1", "book/standing.json": "s"}


def kept(folder: Path) -> KeptBook:
    documents = {"book/a": "book/a.md", "book/b": "book/b.md"}
    return KeptBook(folder, INPUTS, documents, {"book/b": ["book/standing.json"]}, "shared")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "kept"
    (folder / "pages" / "book").mkdir(parents=True)
    (folder / "pages" / "book" / "a.html").write_text("A", encoding="utf-8")
    write_record(kept(folder), "key")
    return folder


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, frozenset()),
        ({"book/a.md": "2"}, frozenset({"book/a"})),
        ({"book/standing.json": "2"}, frozenset({"book/b"})),
        ({"_config.yml": "2"}, None),
        ({"book/c.md": "new"}, None),
    ],
)
def test_what_changed_says_what_is_read_again(
    tmp_path: Path, changed: dict[str, str], expected: frozenset[str] | None
) -> None:
    assert kept(tmp_path).outdated({**INPUTS, **changed}) == expected


def test_a_page_taken_away_makes_the_book_anew(tmp_path: Path) -> None:
    rest = {name: digest for name, digest in INPUTS.items() if name != "book/a.md"}
    assert kept(tmp_path).outdated(rest) is None


def test_what_was_kept_is_found_under_its_key_only(folder: Path) -> None:
    found = read_kept(folder, "key")
    assert found is not None
    assert found.page("book/a").read_text(encoding="utf-8") == "A"
    assert found == kept(folder)
    assert read_kept(folder, "another key") is None


def test_a_changed_file_a_missing_file_or_a_stray_one_is_not_trusted(folder: Path) -> None:
    page = folder / "pages" / "book" / "a.html"
    page.write_text("B", encoding="utf-8")
    assert read_kept(folder, "key") is None
    page.unlink()
    assert read_kept(folder, "key") is None
    page.write_text("A", encoding="utf-8")
    assert read_kept(folder, "key") is not None
    (folder / "stray").touch()
    assert read_kept(folder, "key") is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 1}', json.dumps({"format": 0, "key": "key"})])
def test_a_broken_record_is_not_trusted(folder: Path, text: str) -> None:
    (folder / RECORD).write_text(text, encoding="utf-8")
    assert read_kept(folder, "key") is None


def test_a_fresh_book_takes_the_former_ones_place_whole(folder: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "new").touch()
    swap_kept(fresh, folder)
    assert [path.name for path in folder.iterdir()] == ["new"]
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_downloads_and_pictures_stand_behind_no_page(tmp_path: Path) -> None:
    (tmp_path / "book" / "_static").mkdir(parents=True)
    (tmp_path / "book" / "_static" / "a.csv").touch()
    (tmp_path / "book" / "a.md").touch()
    assert list(source_files(tmp_path)) == ["book/a.md"]
