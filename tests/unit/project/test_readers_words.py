"""What readers read uses the words that the office uses (design, section 1)."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from babel.messages.pofile import read_po

from papibook.ground.texts import LOCALE_FOLDER
from tests.support.readers_words import forbidden_words

ROOT = Path(__file__).resolve().parents[3]
READERS = ("views", "views_whole", "print", "press", "press_book", "export", "status", "returns", "form")
HAND_WRITTEN = sorted((ROOT / "book").glob("plan/part-[34].md"))
TEMPLATES = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("domain", READERS)
def test_no_text_for_readers_has_a_forbidden_word(domain: str) -> None:
    with (LOCALE_FOLDER / "vi" / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        said = [str(message.string) for message in read_po(file)]
    assert [found for text in said for found in forbidden_words(text)] == []


@pytest.mark.parametrize("path", [*TEMPLATES, *HAND_WRITTEN], ids=lambda path: path.stem)
def test_no_written_page_has_a_forbidden_word(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        text = "\n".join(cell.source for cell in nbformat.reads(text, as_version=4).cells)
    assert list(forbidden_words(text)) == []


def test_forbidden_words_are_found_and_like_ones_are_not() -> None:
    assert [instead for _, instead in forbidden_words("Trong sách này, 3 Nhiệm vụ\nđược giao")] == [
        "báo cáo này",
        "đầu việc",
    ]
    assert not list(forbidden_words("chính sách, ngân sách, Danh sách, sổ sách; nhiệm vụ của kế hoạch"))
