"""What readers take home says nothing in the program's own words: pages, files, workbook; both editions."""

from __future__ import annotations

import re
from collections.abc import Iterator

import openpyxl
from cases import Case
from lxml import html
from shown import csv_rows, text_of

from papibook.model.findings import CODES
from tests.support.readers_words import forbidden_words

PROGRAMS = re.compile(
    "|".join(
        (
            rf"(?<![\w./-])(?:{'|'.join(map(re.escape, CODES))})(?![\w-])",
            r"\bNone\b|\bnan\b|\bNaN\b|\bNaT\b|<NA>",
            r"hnks-gh|github\.com",
            r"(?:data|book|_build)/[\w/.-]+",
            r"\bz = ",
        )
    )
)
"""Finding codes, Python's words for nothing, repositories, paths, a statistic's letter."""
TECHNICAL = {"book/sources"}
"""The chapter on sources names where the data were read."""
SHOWN_ATTRIBUTES = ("alt", "title", "aria-label", "data-label")


def pages(case: Case) -> Iterator[tuple[str, str]]:
    folder = case.edition / "html"
    for path in sorted(folder.glob("book/**/*.html")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        article = html.fromstring(path.read_bytes()).find(".//article")
        if article is None:
            continue
        for hidden in article.xpath(".//script | .//style | .//*[@class='pb-code']"):
            hidden.drop_tree()
        said = [each.get(name) for name in SHOWN_ATTRIBUTES for each in article.xpath(f".//*[@{name}]")]
        yield name, "\n".join([text_of(article), *said])


def test_pages_use_the_offices_words(case: Case) -> None:
    """The plan's own text keeps its words."""
    written = (page for page in pages(case) if not page[0].startswith("book/plan/"))
    found = {name: list(forbidden_words(text)) for name, text in written}
    assert len(found) > 50
    assert {name: words for name, words in found.items() if words} == {}


def test_pages_say_nothing_in_the_programs_words(case: Case) -> None:
    found = {name: PROGRAMS.findall(text) for name, text in pages(case) if name not in TECHNICAL}
    assert {name: words for name, words in found.items() if words} == {}


def test_files_say_nothing_in_the_programs_words_and_have_vietnamese_headings(case: Case) -> None:
    files = sorted((case.edition / "html/_static/csv").glob("*.csv"))
    assert files
    for path in files:
        header = path.read_text(encoding="utf-8-sig").splitlines()[0]
        named = re.findall(r"([^,\"]+) \((\w+)\)", header)
        assert [title for title, name in named if title == name.replace("_", " ")] == [], path.name
        cells = "\n".join(cell for row in csv_rows(path) for cell in row.values())
        assert PROGRAMS.findall(cells) == [], path.name


def test_the_workbook_names_sheets_and_columns_in_vietnamese_and_says_no_codes(case: Case) -> None:
    (path,) = (case.edition / "html/_static/files").glob("so-lieu-*.xlsx")
    book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book.worksheets[1:-1]:
        _, _, titles, _, *rows = sheet.iter_rows(values_only=True)
        assert [title for title in (sheet.title, *titles) if title and _is_key(title)] == [], sheet.title
        cells = "\n".join(str(cell) for row in rows for cell in row if cell is not None)
        assert PROGRAMS.findall(cells) == [], sheet.title


def _is_key(title: str) -> bool:
    return re.fullmatch(r"[a-z]+(?:[_ ][a-z]+)*", title) is not None
