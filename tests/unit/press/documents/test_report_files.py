"""The official report keeps Decree 30 for any place, gives the same bytes twice, and replaces nothing."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from lxml import etree
from official_documents import PLACES, PNG, TABLE, content
from pdf_text import PdfText

from papibook.model.plan import PrintSettings
from papibook.press.documents.content import DocumentContent, Picture
from papibook.press.documents.paper import pdf_file
from papibook.press.documents.report import in_words, month_words
from papibook.press.documents.word import word_file
from tests.support.decree30 import paragraphs, pdf_faults, word_faults


@pytest.mark.parametrize("place", PLACES)
def test_the_word_file_keeps_the_decree(place: str) -> None:
    assert word_faults(word_file(content(place))) == []


@pytest.mark.parametrize("place", PLACES)
def test_the_pdf_keeps_the_decree_and_is_for_archives(place: str, tmp_path: Path) -> None:
    pages = pdf_file(
        content(place), tmp_path / "a.pdf", work=tmp_path / "w", settings=PrintSettings(), root=tmp_path
    )
    assert pages >= 4
    assert pdf_faults(tmp_path / "a.pdf") == []


def letter() -> DocumentContent:
    return replace(
        content("ward"),
        code="UBND-VP",
        kind="",
        subject="đôn đốc gửi báo cáo quý I năm 2026",
        receivers=("Phòng A", "Phòng B"),
        body=(in_words(TABLE), Picture(PNG, "Mã QR", 30), *content("ward").body),
        annexes=content("ward").annexes[:1],
    )


def test_a_letter_keeps_the_decree(tmp_path: Path) -> None:
    data = word_file(letter())
    assert word_faults(data, is_letter=True) == []
    assert "no ^BÁO CÁO$" in " ".join(word_faults(data))
    assert "a letter with a line of its kind" in word_faults(word_file(content("ward")), is_letter=True)
    said = [each.text for each in Document(BytesIO(data)).paragraphs]
    assert [text for text in said if text.startswith("- Phòng")] == ["- Phòng A;", "- Phòng B."]
    assert any(text.startswith("(Kèm theo Công văn số") for text in said)
    pdf_file(letter(), tmp_path / "a.pdf", work=tmp_path / "w", settings=PrintSettings(), root=tmp_path)
    assert pdf_faults(tmp_path / "a.pdf") == []


def test_what_nobody_signs_has_no_place_for_it(tmp_path: Path) -> None:
    unsigned = replace(content("ward"), post="", annexes=(), body=(*content("ward").body, in_words(TABLE)))
    texts = "\n".join(
        paragraphs(etree.fromstring(zipfile.ZipFile(BytesIO(word_file(unsigned))).read("word/document.xml")))
    )
    assert "Nơi nhận" not in texts
    assert "./." not in texts
    pdf_file(unsigned, tmp_path / "a.pdf", work=tmp_path / "w", settings=PrintSettings(), root=tmp_path)
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert "Nơi nhận" not in PdfText(pdf).whole()


def test_the_checker_finds_what_is_wrong() -> None:
    data = word_file(content("ward"))
    source = zipfile.ZipFile(BytesIO(data))
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                part = part.replace(b'w:left="1701"', b'w:left="1134"').replace(b"<w:tblHeader/>", b"")
                part = part.replace("Kính gửi".encode(), b"Gui").replace(b"<w:titlePg/>", b"")
            target.writestr(name, part)
    told = " ".join(word_faults(out.getvalue()))
    for fault in ("left margin 20.0", "without header row", "Kính gửi", "first page has a number"):
        assert fault in told


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        pdf_file(
            content("ward"),
            tmp_path / f"{name}.pdf",
            work=tmp_path / name,
            settings=PrintSettings(),
            root=tmp_path,
        )
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert word_file(content("ward")) == word_file(content("ward"))


def test_number_day_and_signature_are_left_open() -> None:
    texts = "\n".join(
        cell.text
        for table in Document(BytesIO(word_file(content("ward")))).tables[:1]
        for cell in table._cells
    )
    assert re.search(r"Số:\s{3,}/BC-UBND", texts)
    assert re.search(r"Hoa Ban, ngày\s{3,}tháng 02 năm 2026", texts)


def test_the_report_ends_with_the_ending_of_official_texts() -> None:
    said = [each.text for each in Document(BytesIO(word_file(content("ward")))).paragraphs]
    assert any(text.endswith("./.") for text in said)


def test_headings_title_and_language_are_there_for_who_hears_it() -> None:
    data = word_file(content("ward"))
    document = Document(BytesIO(data))
    assert document.core_properties.title.startswith("Báo cáo: ")
    assert [p.style.name for p in document.paragraphs if p.text.startswith(("I. ", "1. "))] == [  # type: ignore[union-attr]
        "Heading 1",
        "Heading 2",
    ]
    assert 'w:val="vi-VN"' in zipfile.ZipFile(BytesIO(data)).read("word/styles.xml").decode()


def test_the_name_of_a_group_never_stands_alone_at_the_end_of_a_sheet() -> None:
    table = Document(BytesIO(word_file(content("ward")))).tables[-1]
    (group,) = [row for row in table.rows if row.cells[0].text == "Nhóm một"]
    assert group.cells[0].paragraphs[0].paragraph_format.keep_with_next


def test_signs_become_words() -> None:
    (cell,) = {row.cells[1].content for row in in_words(TABLE).groups[1].rows}
    assert cell == ("đạt",)
    noted = in_words(replace(TABLE, notes=(("✓ đạt; ∅: chưa báo cáo; – và !",),)))
    assert noted.notes == (("đạt; …: chưa báo cáo; – và !",),)


def test_annexes_without_any_are_none() -> None:
    faults = word_faults(word_file(replace(content("ward"), annexes=())))
    assert faults == [f"no ^Phụ lục behind paragraph {faults[0].rsplit(' ', 1)[1]}"]


@pytest.mark.parametrize(("day", "words"), [(date(2026, 2, 1), "tháng 02"), (date(2026, 6, 1), "tháng 6")])
def test_months(day: date, words: str) -> None:
    assert month_words(day) == words
