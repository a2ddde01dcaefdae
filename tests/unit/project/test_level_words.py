"""No word of a level of government stands where another place's plan would be called by it: it is data."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from babel.messages.pofile import read_po

from papibook.ground.texts import LOCALE_FOLDER

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "papibook"
TEMPLATES = sorted((ROOT / "notebooks").glob("*.ipynb"))
CATALOGUES = sorted((LOCALE_FOLDER / "vi" / "LC_MESSAGES").glob("*.po"))
OF_ANYBODY = {PACKAGE / "data" / "persons", PACKAGE / "starter"}
"""Know the words by which names, addresses and places are found in anybody's texts."""
LEVELS = re.compile(
    r"(?<!\w)(?:huyện|xã(?! hội)|thị trấn|thị xã|phường|quận|đặc khu|toàn tỉnh|phòng ban|phòng, ban)(?!\w)",
    re.I,
)
EXAMPLE = re.compile(r"\((?:Phường|Tỉnh) [^)]*\)")
"""A place that a question names as an example."""
OF_LEVELS = re.compile(r"Whose plan|^a (?:province|district|commune|ward|special zone)")
"""What speaks of the levels themselves: whose plan it is to be."""
PROVINCE = re.compile(r"(?<!\w)tỉnh(?!\w)", re.I)
"""A true word where PAPI is spoken of, which measures provinces."""
ENGLISH = re.compile(r"\b(?:district|commune|township|department|ward)s?\b(?!\.md)", re.I)
NAMES = re.compile(r'"district"|\bdistrict (?:pct|value)\b|\w*district_\w+|\bcommunes=75')
"""Names of tables, columns and pages, and an example of a command, which are no words of a sentence."""


def texts_of(path: Path) -> Iterator[tuple[int, str]]:
    """The texts that a module can say, with their lines: no docstring, no name."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    told = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def test_no_module_says_a_vietnamese_level() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if not OF_ANYBODY & {*path.parents}
        for line, text in texts_of(path)
        if LEVELS.search(said := EXAMPLE.sub("", text)) or PROVINCE.search(said)
    ]
    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_no_template_says_a_level(path: Path) -> None:
    for cell in nbformat.read(path, as_version=4).cells:
        assert not LEVELS.search(cell.source)
        assert not PROVINCE.search(cell.source) or "PAPI" in cell.source


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_no_message_says_a_level(path: Path) -> None:
    with path.open("rb") as file:
        for message in read_po(file):
            said, told = str(message.id), EXAMPLE.sub("", str(message.string))
            if OF_LEVELS.search(said):
                continue
            assert not LEVELS.search(told), told
            assert not ENGLISH.search(NAMES.sub("", said)), said
            assert not PROVINCE.search(told) or re.search(r"PAPI|province|geography", said + told), told


def test_levels_are_found_and_like_words_are_not() -> None:
    found = LEVELS.findall("Toàn huyện; 15 xã, thị trấn; Phòng ban")
    assert found == ["huyện", "xã", "thị trấn", "Phòng ban"]
    assert not LEVELS.search("bảo hiểm xã hội, Phòng Nội vụ")
    assert ENGLISH.search(NAMES.sub("", "the whole district, communes"))
    assert not ENGLISH.search(NAMES.sub("", 'open_page(slices, "plan", "district"); district.md'))
