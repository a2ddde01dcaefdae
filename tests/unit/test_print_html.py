"""The whole book as one document for paper."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import lxml.html
import print_sample
import pytest

from papibook.press.print_html import PrintDocument, print_documents
from papibook.press.print_layout import lay_out
from papibook.press.print_pages import drop_screen_parts
from papibook.press.print_volumes import VOLUME_SIZE


@pytest.fixture
def body(tmp_path: Path) -> lxml.html.HtmlElement:
    single = print_sample.write_single(tmp_path, rows=2)
    return lxml.html.fromstring(f"<div>{_html(print_document(single))}</div>")


def print_document(single: Path) -> PrintDocument:
    """The book in one volume."""
    (document,) = print_documents(single, limit=VOLUME_SIZE)
    return document


def _html(document: PrintDocument) -> str:
    return "".join(lxml.html.tostring(block, encoding="unicode") for block in document.blocks)


def test_parts_pages_and_sections_are_one_tree_without_a_gap(body: lxml.html.HtmlElement) -> None:
    heads = [(node.tag, node.text_content().split(" -5")[0]) for node in body.iter("h1", "h2", "h3", "h4")]
    assert heads == [
        ("h1", "Tóm tắt"),
        ("h1", "Phần kế hoạch"),
        ("h2", "I. Mục đích"),
        ("h1", "Phần kết quả"),
        ("h2", "Toàn huyện"),
        ("h3", "Mục nhỏ"),
        ("h2", "Danh mục"),
    ]


def test_without_names_of_parts_pages_still_follow_the_cover(tmp_path: Path) -> None:
    single = print_sample.write_single(tmp_path, rows=2)
    page = single / "book" / "pages" / "index.html"
    page.write_text(
        page.read_text(encoding="utf-8").replace("caption-text", "x").replace('class="caption"', ""), "utf-8"
    )
    found = lxml.html.fromstring(f"<div>{_html(print_document(single))}</div>")
    assert [node.tag for node in found.iter("h1", "h2", "h3")] == ["h1", "h2", "h2", "h3", "h2"]


def test_every_inner_link_has_its_place(body: lxml.html.HtmlElement) -> None:
    inner = [node.get("href")[1:] for node in body.iter("a") if node.get("href", "").startswith("#")]
    places = [node.get("id") for node in body.iter() if node.get("id")]
    assert sorted(set(inner)) == sorted(places)
    assert len(inner) == 3


def test_a_link_to_a_page_that_the_book_lacks_becomes_text(body: lxml.html.HtmlElement) -> None:
    assert "xã khác" in body.text_content()
    assert "xã khác" not in [node.text for node in body.iter("a")]


def test_a_section_of_nothing_but_downloads_goes_with_its_heading(body: lxml.html.HtmlElement) -> None:
    assert "Tải về" not in body.text_content()


def test_a_footnote_moves_to_where_it_is_called(body: lxml.html.HtmlElement) -> None:
    note = body.xpath("//span[@class='pb-footnote']")[0]
    assert note.text_content() == "Lời chú cuối trang."
    assert "Lời văn" in note.getparent().text_content()
    assert not body.xpath("//aside")


def test_pictures_are_named_by_file_wherever_their_page_lay(tmp_path: Path) -> None:
    document = print_document(print_sample.write_single(tmp_path, rows=1))
    assert dict(document.images) == {"images/abc.svg": tmp_path / "_static" / "charts" / "abc.svg"}
    assert 'src="images/abc.svg"' in _html(document)


def test_a_table_does_not_repeat_the_heading_above_it() -> None:
    blocks = lxml.html.fragments_fromstring(
        "<h3>Số liệu</h3><table><caption>Số liệu</caption><tr><td>1</td></tr></table>"
        "<table><caption>Số liệu</caption><tr><td>2</td></tr></table>"
    )
    captions = [block.find("caption") is not None for block in lay_out(blocks)]
    assert captions == [False, False, True]


def test_results_start_on_a_new_page_and_the_plan_runs_on(tmp_path: Path) -> None:
    single = print_sample.write_single(tmp_path, rows=1)
    page = single / "book" / "pages" / "index.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace('"document-book/pages/tasks"', '"document-book/methods"'), encoding="utf-8")
    breaks = _html(print_document(single)).count("pb-new-page")
    page.write_text(text, encoding="utf-8")
    assert _html(print_document(single)).count("pb-new-page") == breaks + 1


def test_nothing_of_a_page_is_lost_but_what_is_dropped_on_purpose(tmp_path: Path) -> None:
    single = print_sample.write_single(tmp_path, rows=5)
    page = lxml.html.fromstring((single / "book" / "pages" / "index.html").read_text(encoding="utf-8"))
    article = page.xpath("//article")[0]
    drop_screen_parts(article)
    for note in article.xpath(".//aside//span[@class='label'] | .//a[@role='doc-noteref']"):
        note.drop_tree()
    printed = lxml.html.fromstring(f"<div>{_html(print_document(single))}</div>")
    gone = Counter(_words(article)) - Counter(_words(printed))
    # The cover bears the book's title; a section of downloads means nothing on paper.
    assert set(gone) <= {"Tên", "sách", "Tải", "về", "KHÔNG", "IN"}


def _words(node: lxml.html.HtmlElement) -> list[str]:
    return re.findall(r"\w+", " ".join(node.itertext()))
