"""The mark of made-up figures stands on all pages, sheets and files that show them, and on no others."""

from __future__ import annotations

import openpyxl
import pypdf
import pytest
from lxml import html
from projects import Built

from papibook.data.export.sheets import sheet_name
from papibook.model.layout import ILLUSTRATIVE_BANNER
from papibook.model.tables import ALL, GIVEN

REAL = {
    *(f"book/plan/{name}" for name in ("index", "part-1", "part-2", "part-3", "part-4")),
    *(f"book/{name}" for name in ("methods", "glossary", "sources", "revisions")),
    *(f"book/pages/{name}" for name in ("papi", "tasks", "indicators")),
    *("search", "contents"),
}
MIXED = {f"book/pages/dimensions/{number}" for number in range(1, 9)}
OFFICIAL = "Điểm PAPI chính thức của tỉnh"
LINE = "(số liệu minh họa)"


@pytest.fixture(scope="module")
def pages(built: Built) -> dict[str, html.HtmlElement]:
    folder = built.edition / "html"
    found = {
        path.relative_to(folder).with_suffix("").as_posix(): html.fromstring(path.read_bytes())
        for path in sorted(folder.rglob("*.html"))
    }
    return {name: page for name, page in found.items() if page.find(".//article") is not None}


def test_pages_of_made_up_figures_bear_the_banner_and_no_others(pages: dict[str, html.HtmlElement]) -> None:
    bare = {name for name, page in pages.items() if not page.find_class("pb-banner")}
    assert bare == (REAL & set(pages)) | MIXED
    assert {"book/plan/part-2", "book/pages/papi", "book/methods"} <= bare


def test_on_a_page_with_official_scores_every_other_part_bears_the_mark(
    pages: dict[str, html.HtmlElement],
) -> None:
    for name in MIXED:
        marked = {}
        for section in pages[name].findall(".//article//section"):
            own = [part for part in section.find_class("pb-made-up") if _section(part) is section]
            assert len(own) <= 1
            if any(_section(view) is section for view in section.find_class("cell_output")):
                marked[_heading(section)] = [part.text_content() for part in own] == [ILLUSTRATIVE_BANNER]
        assert len(marked) == 6
        assert [title for title, is_marked in marked.items() if not is_marked] == [OFFICIAL]


def _section(node: html.HtmlElement) -> html.HtmlElement:
    return next(node.iterancestors("section"))


def _heading(section: html.HtmlElement) -> str:
    return " ".join(section.find("./*").text_content().replace("#", "").split())


def test_lines_with_figures_under_the_plans_text_say_it_themselves(
    pages: dict[str, html.HtmlElement],
) -> None:
    lines = [
        line.text_content()
        for name in REAL & set(pages)
        for line in pages[name].find_class("pb-standing-text")
    ]
    unmarked = [line for line in lines if LINE not in line]  # a remark on deadlines may stand behind it
    assert len(lines) > 35
    assert [line for line in unmarked if any(letter.isdigit() for letter in line)] == []


def test_csv_files_are_marked_as_their_pages_are(pages: dict[str, html.HtmlElement]) -> None:
    files = {
        (name in REAL, "-minh-hoa" in link.get("href"))
        for name, page in pages.items()
        for link in page.find_class("pb-download")
        if link.get("href").endswith(".csv") and not link.get("href").split("--")[-1].startswith("official")
    }
    assert files == {(True, False), (False, True)}


def test_sheets_of_paper_are_marked_as_the_pages_on_them_are(
    built: Built, pages: dict[str, html.HtmlElement]
) -> None:
    (path,) = sorted((built.edition / "print").glob("*.pdf"))
    reader = pypdf.PdfReader(path)
    texts = [" ".join(page.extract_text().split()) for page in reader.pages]
    real: dict[int, bool] = {}
    for title, is_real in ((_title(page), name in REAL) for name, page in pages.items()):
        for number in _bookmarked(reader, title):
            real[number] = is_real
    marked = {number: ILLUSTRATIVE_BANNER in texts[number] for number in real}
    assert len(real) > 40
    assert marked == {number: not is_real for number, is_real in real.items()}
    assert ILLUSTRATIVE_BANNER in texts[0]
    official = _bookmarked(reader, OFFICIAL)
    assert len(official) == len(MIXED)
    for number in official:
        assert ILLUSTRATIVE_BANNER not in texts[number]
        assert ILLUSTRATIVE_BANNER in texts[number - 1]
        assert OFFICIAL in texts[number]


def _title(page: html.HtmlElement) -> str:
    heading = page.find(".//article//h1")
    return " ".join(heading.text_content().replace("#", "").split()) if heading is not None else ""


def _bookmarked(reader: pypdf.PdfReader, title: str) -> list[int]:
    def numbers(outline: list[object]) -> list[int]:
        found = []
        for entry in outline:
            if isinstance(entry, list):
                found += numbers(entry)
            elif isinstance(entry, pypdf.generic.Destination) and entry.title == title:
                number = reader.get_destination_page_number(entry)
                found += [number] if number is not None else []
        return found

    return numbers(reader.outline)


def test_sheets_of_the_workbook_are_marked_as_their_tables_are(built: Built) -> None:
    (path,) = (built.edition / "html/_static/files").glob("so-lieu-*.xlsx")
    book = openpyxl.load_workbook(path, read_only=True)
    tables = book.worksheets[1:-1]
    marked = {sheet.title: next(sheet.iter_rows(2, 2, 1, 1))[0].value is not None for sheet in tables}
    assert marked == {title: _table(title) not in GIVEN for title in marked}


def _table(title: str) -> str:
    (table,) = (name for name in ALL if sheet_name(name) == title)
    return table
