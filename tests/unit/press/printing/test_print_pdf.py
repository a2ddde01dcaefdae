"""The print edition as a PDF, from a small handmade HTML book through Typst."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import print_sample
import pypdf
import pytest

from papibook.ground.errors import BookError
from papibook.model.table import RowGroup
from papibook.press.printing.pdf import build_pdf
from tests.support.decree30 import archive_faults


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> pypdf.PdfReader:
    root = tmp_path_factory.mktemp("print")
    html = print_sample.write_book(root / "html")
    (result,) = build_pdf(
        print_sample.documents(html), root / "out" / "book.pdf", print_sample.meta(), work=root / "work"
    )
    reader = pypdf.PdfReader(root / "out" / "book.pdf")
    assert result.pages == len(reader.pages)
    return reader


@pytest.fixture(scope="module")
def texts(printed: pypdf.PdfReader) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in printed.pages]


def test_the_document_says_that_it_is_for_archives_and_tagged_for_accessibility(
    printed: pypdf.PdfReader,
) -> None:
    with pikepdf.open(printed.stream) as pdf:
        assert archive_faults(pdf) == []


def test_title_author_language_and_day_come_from_the_edition(printed: pypdf.PdfReader) -> None:
    assert printed.trailer["/Root"]["/Lang"].startswith("vi")
    assert printed.metadata is not None
    assert printed.metadata.title == "Báo cáo 6 tháng đầu năm 2022 – Nâng cao Chỉ số PAPI năm 2022"
    assert printed.metadata.author == "Ủy ban nhân dân huyện Mộc Châu"
    assert str(printed.metadata.get("/CreationDate")).startswith("D:20220608")


def test_the_banner_stands_on_the_cover_and_where_made_up_figures_are_shown(texts: list[str]) -> None:
    marked = [print_sample.BANNER in text for text in texts]
    assert marked[0]
    for said, is_made_up in (
        ("Câu mở đầu", True),
        ("Lời văn", False),
        ("11 xã đạt mức chung", True),
        ("Ghi chú dưới bảng.", False),
    ):
        pages = [has for has, text in zip(marked, texts, strict=True) if said in text]
        assert pages == [is_made_up] * len(pages) != [], said
    assert not marked[1], "the table of contents"


def test_page_numbers_start_at_the_second_page(texts: list[str]) -> None:
    assert not re.match(r"1\b", texts[0])
    assert re.match(r"2\b", texts[1])


def test_every_picture_has_its_alternative_text(printed: pypdf.PdfReader) -> None:
    figures = [
        node for node in _tags(printed.trailer["/Root"]["/StructTreeRoot"]) if node.get("/S") == "/Figure"
    ]
    assert [str(node["/Alt"]) for node in figures] == [print_sample.ALT]


def _tags(node: object) -> list[pypdf.generic.DictionaryObject]:
    found = []
    value = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(value, list):
        return [tag for child in value for tag in _tags(child)]
    if isinstance(value, dict):
        if "/S" in value:
            found.append(value)
        if "/K" in value:
            found += _tags(value["/K"])
    return found


def test_a_long_table_goes_over_pages_with_its_head_repeated_and_loses_no_row(texts: list[str]) -> None:
    pages = [text for text in texts if re.search(r"T\d{3}", text)]
    assert len(pages) > 3
    assert all("Nhóm cột" in text and "Giá trị" in text for text in pages)
    assert re.findall(r"T(\d{3})", " ".join(pages)) == [f"{number:03d}" for number in range(1, 121)]
    assert "Ghi chú dưới bảng." in pages[-1]


def test_the_head_of_a_group_is_said_again_on_each_page_and_an_empty_group_only_once(
    texts: list[str],
) -> None:
    pages = [text for text in texts if re.search(r"T\d{3}", text)]
    assert all("Nhóm một" in text for text in pages)
    assert [text.count("Nhóm rỗng") for text in texts if "Nhóm rỗng" in text] == [1]


def test_a_wide_table_and_its_heading_stand_on_landscape_pages(
    printed: pypdf.PdfReader, texts: list[str]
) -> None:
    boxes = [page.mediabox for page in printed.pages]
    turned = [number for number, box in enumerate(boxes) if box.width > box.height]
    assert turned == [number for number, text in enumerate(texts) if re.search(r"T\d{3}", text)]
    assert "Danh mục" in texts[turned[0]]


def test_bookmarks_follow_parts_pages_and_sections(printed: pypdf.PdfReader) -> None:
    def titles(items: list[object]) -> list[object]:
        return [
            titles(item) if isinstance(item, list) else re.sub(" -5 a.*", "", item.title) for item in items
        ]

    assert titles(printed.outline) == [
        "Tóm tắt", "Phần kế hoạch", ["I. Mục đích"], "Phần kết quả", ["Toàn huyện", ["Mục nhỏ"], "Danh mục"],
    ]  # fmt: skip


def test_what_a_unit_wrote_comes_out_as_the_text_it_is(texts: list[str]) -> None:
    said = " ".join(print_sample.HOSTILE.split())
    assert " ".join(texts).count(said) == 3  # in a heading, a paragraph and a quote


def test_what_has_no_meaning_on_paper_is_left_out(texts: list[str]) -> None:
    assert "KHÔNG IN" not in " ".join(texts)


def test_a_footnote_stands_at_the_foot_of_the_page_that_calls_it(texts: list[str]) -> None:
    page = next(text for text in texts if "Lời văn" in text)
    assert "Lời chú cuối trang." in page


def test_links_lead_to_places_in_the_document_or_become_text(
    printed: pypdf.PdfReader, texts: list[str]
) -> None:
    links = [note.get_object() for page in printed.pages for note in page.get("/Annots", [])]
    addresses = [link["/A"]["/URI"] for link in links if "/A" in link and "/URI" in link["/A"]]
    assert addresses == ["https://example.org/a"]
    assert "Chi tiết (trang " in " ".join(texts)


def test_a_character_that_no_font_has_is_shown_as_a_box(tmp_path: Path) -> None:
    html = print_sample.write_book(tmp_path / "html", rows=1, said="cười 👍, 汉, \u0007 ≥ ✓ xong")
    build_pdf(print_sample.documents(html), tmp_path / "a.pdf", print_sample.meta(), work=tmp_path / "work")
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "a.pdf").pages)
    assert "cười □, □" in text
    assert "≥ ✓ xong" in text, "what a font has stays"


def test_a_row_higher_than_a_page_is_broken_and_loses_nothing(tmp_path: Path) -> None:
    html = print_sample.write_book(tmp_path / "html", rows=1)
    words = " ".join(f"lời{number}" for number in range(3000))
    high = RowGroup((), (print_sample.row("T1", words, "", "", ""),))
    table = replace(print_sample.tasks(1), groups=(high,))
    print_sample.write_values(html, "tasks", {"table-tasks": table})
    build_pdf(print_sample.documents(html), tmp_path / "a.pdf", print_sample.meta(), work=tmp_path / "work")
    printed = " ".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "a.pdf").pages)
    assert [number for number in range(3000) if f"lời{number}" not in printed] == []


def test_decomposed_letters_are_composed(tmp_path: Path) -> None:
    html = print_sample.write_book(tmp_path / "html", rows=1, said="Mo\u0323\u0302c")
    build_pdf(print_sample.documents(html), tmp_path / "a.pdf", print_sample.meta(), work=tmp_path / "work")
    assert "Mộc\n" in (tmp_path / "work" / "book.typ").read_text(encoding="utf-8")


def test_two_builds_in_two_folders_give_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        html = print_sample.write_book(tmp_path / name / "html", rows=3)
        build_pdf(
            print_sample.documents(html),
            tmp_path / name / "a.pdf",
            print_sample.meta(),
            work=tmp_path / name / "work",
        )
        made.append((tmp_path / name / "a.pdf").read_bytes())
    assert made[0] == made[1]


def test_real_figures_carry_no_banner(tmp_path: Path) -> None:
    html = print_sample.write_book(tmp_path / "html", rows=1)
    build_pdf(
        print_sample.documents(html),
        tmp_path / "a.pdf",
        print_sample.meta(banner=None),
        work=tmp_path / "work",
    )
    assert print_sample.BANNER not in "".join(
        page.extract_text() for page in pypdf.PdfReader(tmp_path / "a.pdf").pages
    )


def test_a_font_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    html = print_sample.write_book(tmp_path / "html", rows=1)
    with pytest.raises(BookError, match="Times Old Roman"):
        build_pdf(
            print_sample.documents(html),
            tmp_path / "a.pdf",
            print_sample.meta(font="Times Old Roman"),
            work=tmp_path / "work",
        )
    assert not (tmp_path / "a.pdf").exists()


def test_a_missing_picture_is_an_error_that_names_it(tmp_path: Path) -> None:
    html = print_sample.write_book(tmp_path / "html", rows=1)
    (html / "_static" / "charts" / "abc.svg").unlink()
    with pytest.raises(BookError, match=r"abc\.svg"):
        build_pdf(
            print_sample.documents(html), tmp_path / "a.pdf", print_sample.meta(), work=tmp_path / "work"
        )


def test_a_picture_without_words_is_an_error_that_names_it(tmp_path: Path) -> None:
    html = print_sample.write_book(tmp_path / "html", rows=1)
    page = html / "book" / "pages" / "district.html"
    bare = page.read_text(encoding="utf-8").replace("<blockquote", '<img src="_static/x/abc.svg"><blockquote')
    page.write_text(bare, encoding="utf-8")
    with pytest.raises(BookError, match=r"alternative text: abc\.svg"):
        build_pdf(
            print_sample.documents(html), tmp_path / "a.pdf", print_sample.meta(), work=tmp_path / "work"
        )


def test_what_typst_refuses_is_an_error_that_names_the_stage(tmp_path: Path) -> None:
    html = print_sample.write_book(tmp_path / "html", rows=1)
    (html / "_static" / "charts" / "abc.svg").write_text("<svg", encoding="utf-8")
    with pytest.raises(BookError, match="Typst"):
        build_pdf(
            print_sample.documents(html), tmp_path / "a.pdf", print_sample.meta(), work=tmp_path / "work"
        )


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    print_sample.write_contents(tmp_path, ())
    with pytest.raises(BookError, match="no book"):
        build_pdf(
            print_sample.documents(tmp_path), tmp_path / "a.pdf", print_sample.meta(), work=tmp_path / "work"
        )
