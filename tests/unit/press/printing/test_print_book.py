"""The book laid out for paper page by page, and put together."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
import print_sample
import pytest

from papibook.ground.errors import BookError
from papibook.model.inline import Inline, Run
from papibook.model.table import RowGroup, TableValue
from papibook.press.pages.values import PageValues
from papibook.press.printing import book as print_book
from papibook.press.printing.book import NEW_PAGE, PrintBook, PrintDocument
from papibook.press.printing.html_blocks import article_of, drop_screen_parts
from papibook.press.printing.layout import lay_out
from papibook.press.printing.markup import PlaceMarks, without_marks
from papibook.press.printing.paper_tables import from_value
from papibook.press.printing.row_headings import GROUP
from papibook.press.printing.sheet import LaidOutPage
from papibook.press.printing.sheet_cache import SheetCache
from papibook.press.printing.values import paper_tables
from papibook.press.theme.contents import CONTENTS, BookContents, BookPage, BookPart

DISTRICT = "book/pages/district"
PLAIN = "lời thường"


@pytest.fixture
def text(tmp_path: Path) -> str:
    return print_document(print_sample.write_book(tmp_path, rows=2)).text


def print_document(html: Path, cache: SheetCache | None = None) -> PrintDocument:
    """The book in one volume."""
    (document,) = print_sample.documents(html, cache=cache)
    return document


def headings(text: str) -> list[tuple[int, str]]:
    found = re.findall(r"#heading\(level: (\d)\)\[(.*?)\](?:<[^>]*>)?$", text, re.MULTILINE)
    return [(int(level), words.split(r" \-5")[0].replace("\\", "")) for level, words in found]


def edit(html: Path, name: str, old: str, new: str) -> None:
    path = html / f"{name}.html"
    said = path.read_text(encoding="utf-8")
    assert old in said
    path.write_text(said.replace(old, new), encoding="utf-8")


def test_parts_pages_and_sections_are_one_tree_without_a_gap(text: str) -> None:
    assert headings(text) == [
        (1, "Tóm tắt"),
        (1, "Phần kế hoạch"),
        (2, "I. Mục đích"),
        (1, "Phần kết quả"),
        (2, "Toàn huyện"),
        (3, "Mục nhỏ"),
        (2, "Danh mục"),
    ]


def test_without_names_of_parts_pages_still_follow_the_cover(tmp_path: Path) -> None:
    html = print_sample.write_book(tmp_path, rows=2)
    parts = BookContents.read(html / CONTENTS).parts
    print_sample.write_contents(html, tuple(BookPart("", part.pages) for part in parts))
    assert [level for level, _ in headings(print_document(html).text)] == [1, 2, 2, 3, 2]


def test_a_page_below_another_stands_a_level_deeper_and_skips_none(tmp_path: Path) -> None:
    html = print_sample.write_book(tmp_path, rows=1)
    pages = (BookPage("book/pages/tasks", 2), BookPage(DISTRICT, 3))
    print_sample.write_contents(html, (BookPart("Phần", pages),))
    assert [level for level, _ in headings(print_document(html).text)] == [1, 1, 2, 3, 4]


def test_every_inner_link_has_its_place_and_no_mark_is_left(text: str) -> None:
    inner = re.findall(r"#link\(<([^>]*)>\)", text)
    places = re.findall(r'\]<([^>]*)>|\)<([^>]*)>|#place-anchor\("([^"]*)"\)', text)
    assert sorted(set(inner)) == sorted("".join(place) for place in places)
    assert inner == ["place-1", "place-2", "place-3"]
    assert not re.search(r"p[0-9a-f]{16}", text)


def test_a_link_to_a_page_that_the_book_lacks_becomes_text(text: str) -> None:
    assert "xã khác" in text
    assert "[xã khác" not in text


def test_a_link_leads_to_a_section_of_another_page(tmp_path: Path) -> None:
    html = print_sample.write_book(tmp_path, rows=1)
    edit(html, "book/plan/part-1", "../pages/tasks.html", "../pages/district.html#s-1")
    text = print_document(html).text
    place = re.search(r"#link\(<([^>]*)>\)\[bảng\]", text)
    assert place is not None
    assert f"<{place[1]}>" in next(line for line in text.splitlines() if "Mục nhỏ" in line)


def test_a_section_of_nothing_but_downloads_goes_with_its_heading(text: str) -> None:
    assert "Tải về" not in text
    assert "KHÔNG IN" not in text


def test_a_footnote_moves_to_where_it_is_called(text: str) -> None:
    assert r"Lời văn#footnote[Lời chú cuối trang\.];" in text
    assert text.count("Lời chú cuối trang") == 1


def test_pictures_are_named_by_file_wherever_their_page_lay(tmp_path: Path) -> None:
    document = print_document(print_sample.write_book(tmp_path, rows=1))
    assert dict(document.images) == {"images/abc.svg": tmp_path / "_static" / "charts" / "abc.svg"}
    assert '#picture("images/abc.svg"' in document.text


def test_a_picture_outside_the_book_is_refused(tmp_path: Path) -> None:
    html = print_sample.write_book(tmp_path, rows=1)
    edit(html, DISTRICT, "<blockquote", '<p><img src="_static/../../abc.svg" alt="x"></p><blockquote')
    with pytest.raises(BookError, match="not there"):
        print_document(html)


def test_a_table_does_not_repeat_the_heading_above_it() -> None:
    blocks = lxml.html.fragments_fromstring(
        "<h3>Số liệu</h3><table><caption>Số liệu</caption><tr><td>1</td></tr></table>"
        "<table><caption>Số liệu</caption><tr><td>2</td></tr></table>"
    )
    tables = paper_tables(blocks, {})
    lay_out(blocks, tables)
    assert [table.caption for table in tables.values()] == ["", "Số liệu"]


def test_tables_and_charts_come_from_their_values(text: str) -> None:
    assert "#figure(kind: table, caption: [Lưới]" in text
    assert "#chart(title: [11 xã đạt mức chung]" in text
    assert "#notes[\nNguồn\\: mẫu\\." in text


def test_a_table_without_a_value_is_an_error_that_names_it(tmp_path: Path) -> None:
    html = print_sample.write_book(tmp_path, rows=1)
    print_sample.write_values(html, "tasks", {})
    with pytest.raises(BookError, match="table-tasks"):
        print_document(html)


def test_it_is_told_which_cells_of_each_table_name_their_rows(tmp_path: Path) -> None:
    html = print_sample.write_book(tmp_path, rows=1)
    edit(html, "book/plan/part-1", "<hr", "<table><tr><td>a</td></tr></table><hr")
    tables = print_document(html).tables
    assert [table.head for table in tables] == [0, 1, 2]
    named = [{place for place in table.body if place != GROUP} for table in tables]
    assert named == [{None}, {0}, {0}]


def test_a_link_leads_to_a_row_and_from_a_note(tmp_path: Path) -> None:
    html = print_sample.write_book(tmp_path, rows=1)
    grid = print_sample.GRID
    named = RowGroup((), (print_sample.row("1.1", "x", anchor="solution-1-1"),))
    note: Inline = ("xem ", Run("bảng", link="page:tasks"))
    print_sample.write_values(
        html,
        "district",
        {"table-grid": replace(grid, groups=(named,), notes=(note,)), "chart-shares": print_sample.CHART},
    )
    edit(html, "book/plan/part-1", 'data-anchor="s-1"', 'data-anchor="solution-1-1"')
    text = print_document(html).text
    place = re.search(r"· #link\(<([^>]*)>\)\[Chi tiết\]", text)
    assert place is not None
    assert f'[#place-anchor("{place[1]}");1\\.1],' in text
    assert re.search(r"xem #link\(<[^>]*>\)\[bảng\]", text)


def test_a_changed_value_lays_the_page_out_again(tmp_path: Path) -> None:
    html, cache = print_sample.write_book(tmp_path / "html", rows=1), SheetCache(tmp_path / "cache")
    print_document(html, cache)
    print_sample.write_values(html, "tasks", {"table-tasks": print_sample.tasks(2)})
    assert "T002" in print_document(html, cache).text


def test_results_start_on_a_new_page_and_the_plan_runs_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_sample, "MADE_UP", ())  # where that begins or ends there is a new page anyway
    html = print_sample.write_book(tmp_path, rows=1)
    breaks = print_document(html).text.count(NEW_PAGE)
    (html / "book/pages/tasks.html").rename(html / "book/methods.html")
    edit(html, "book/methods", 'class="pb-table"', "")
    plan, (caption, pages) = ((part.caption, part.pages) for part in BookContents.read(html / CONTENTS).parts)
    parts = (BookPart(*plan), BookPart(caption, (pages[0], BookPage("book/methods", 1))))
    print_sample.write_contents(html, parts)
    assert print_document(html).text.count(NEW_PAGE) == breaks - 1


def test_nothing_of_a_page_is_lost_but_what_is_dropped_on_purpose(tmp_path: Path) -> None:
    html = print_sample.write_book(tmp_path, rows=5, said=PLAIN)
    said: Counter[str] = Counter()
    for page in BookContents.read(html / CONTENTS).pages():
        article = lxml.html.fromstring(
            (article_of((html / f"{page.name}.html").read_bytes()) or b"").decode()
        )
        drop_screen_parts(article)
        for note in article.xpath(".//aside//span[@class='label'] | .//a[@role='doc-noteref']"):
            note.drop_tree()
        said.update(_words(" ".join(article.itertext())))
    for page_id in ("district", "tasks"):
        for value in print_sample.values_of(html, page_id).values():
            if isinstance(value, TableValue):
                shown = [cell.lines for row in from_value(value).rows for cell in row.cells]
                said.update(_words(" ".join([value.caption, *("".join(lines) for lines in shown)])))
    printed = print_document(html).text.replace("\u200b", "").replace("\\", "")
    # The cover bears the book's title; a section of downloads means nothing on paper.
    assert set(said - Counter(_words(printed))) <= {"Tên", "sách", "Tải", "về", "KHÔNG", "IN"}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_a_page_that_says_the_same_is_not_laid_out_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    html, cache = print_sample.write_book(tmp_path / "html", rows=2), SheetCache(tmp_path / "cache")
    fresh = print_document(html, cache)
    laid: list[str] = []
    sheet_of = print_book.sheet_of

    def noted(article: bytes, page: BookPage, values: PageValues, **more: Any) -> LaidOutPage:
        laid.append(page.name)
        return sheet_of(article, page, values, **more)

    monkeypatch.setattr(print_book, "sheet_of", noted)
    assert print_document(html, cache) == fresh
    assert laid == []
    edit(html, DISTRICT, "Toàn huyện", "Cả huyện")
    assert print_document(html, cache) == print_document(html)
    assert laid[0] == DISTRICT
    assert laid.count("book/pages/tasks") == 1  # of the book without a cache


def test_a_link_that_came_or_went_on_another_page_is_seen_in_what_was_kept(tmp_path: Path) -> None:
    html, cache = print_sample.write_book(tmp_path / "html", rows=2), SheetCache(tmp_path / "cache")
    print_document(html, cache)
    edit(html, "book/plan/part-1", 'data-page="district" data-anchor="s-1"', 'data-page="tasks"')
    assert print_document(html, cache) == print_document(html)
    assert "Mục nhỏ" in print_document(html).text


def test_a_page_laid_out_ahead_is_the_page_of_the_book(tmp_path: Path) -> None:
    html = print_sample.write_units(tmp_path, 4)
    contents, made_up = BookContents.read(html / CONTENTS), print_sample.MADE_UP
    ahead = PrintBook(html, contents, html / print_sample.VALUES, made_up=made_up)
    for name in reversed([page.name for page in BookContents.read(html / CONTENTS).pages()]):
        ahead.lay(name)
    ahead.lay("search")
    assert list(ahead.documents(html, limit=120)) == list(print_sample.documents(html, limit=120))


def test_a_broken_cache_is_none(tmp_path: Path) -> None:
    html, cache = print_sample.write_book(tmp_path / "html", rows=1), SheetCache(tmp_path / "cache")
    fresh = print_document(html, cache)
    for path in (tmp_path / "cache").rglob("*.json"):
        path.write_bytes(path.read_bytes()[:-30])
    assert print_document(html, cache) == fresh


MARKS = PlaceMarks("pab12")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[#place-anchor(\"pab12at1q\"); lời]", "[lời]"),
        ("a #place-anchor(\"pab12at1q\"); b", "a b"),
        ("a#place-anchor(\"pab12at1q\"); b", "a b"),
        ("#strong[a];#place-anchor(\"pab12at1q\"); b", "#strong[a]; b"),
        ("#linebreak();#place-anchor(\"pab12at1q\"); b", "#linebreak();b"),
        ("#place-anchor(\"pab12at0q\");#place-anchor(\"pab12at1q\"); b", "#place-anchor(\"place-7\"); b"),
        ("[t]<pab12at0q> [u]<pab12at1q>", "[t]<place-7> [u]"),
        ("#link(<pab12to0q>)[a [b]pab12end0q];.", "#link(<place-8>)[a [b]];."),
        ("#link(<pab12to0q>)[pab12end0q];#page-of(<pab12to0q>);", "#link(<place-8>)[];#page-of(<place-8>);"),
        ("· #link(<pab12to1q>)[a pab12end1q];#page-of(<pab12to1q>);.", r"a \(Tập 2\)."),
        ("(#link(<pab12to1q>)[a pab12end1q];#page-beside(<pab12to1q>);)", r"(a \(Tập 2\))"),
        ("· #link(<pab12to2q>)[a pab12end2q];#page-of(<pab12to2q>);.", "a ."),
    ],
)  # fmt: skip
def test_marks_give_way_to_what_they_stand_for(text: str, expected: str) -> None:
    assert without_marks(text, MARKS, {0: "place-7"}, {0: "place-8"}, {1: "(Tập 2)"}) == expected
