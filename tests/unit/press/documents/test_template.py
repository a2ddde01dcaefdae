"""The office's Word template: what it changed in Word stays, fields are found however Word keeps them."""

from __future__ import annotations

import copy
import io
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from official_documents import filled, made, paragraph, problems, texts
from pdf_text import PdfText, packed

from papibook.ground.errors import ConfigError
from papibook.model.plan import PrintSettings
from papibook.press.documents.fields import left_out
from papibook.press.documents.paper import pdf_file
from papibook.press.documents.template import read_template
from papibook.press.documents.word import word_file
from papibook.press.documents.word_text import text_of_paragraph
from tests.support.decree30 import archive_faults, pdf_faults, word_faults


@pytest.mark.parametrize("place", ["ward", "province", "office"])
def test_a_first_template_gives_a_report_that_keeps_the_decree(place: str, tmp_path: Path) -> None:
    report = filled(made(tmp_path), place)
    data = word_file(report)
    assert word_faults(data) == []
    said = texts(data)
    assert "Có 1.234 trong 2.000 đầu việc (61,7%), 3 quá hạn." in said
    assert said.count("- Kinh phí chậm.") == 1
    assert "- Thiếu người {không phải trường}." in said
    assert [each for each in said if each.startswith("Nội dung này")] == [
        "Nội dung này có 5 đầu việc.",
        "Nội dung này có 7 đầu việc.",
    ]
    assert "- Việc thứ nhất." in said
    assert not any(each.startswith((":::", "%", "Câu này")) or "{n_" in each for each in said)
    assert any(each.startswith("Phụ lục I") for each in said)
    assert ("PHÒNG NỘI VỤ" if place == "office" else "ỦY BAN NHÂN DÂN") in " ".join(said)


def test_the_pdf_says_what_the_word_file_says_in_its_order(tmp_path: Path) -> None:
    def change(document: WordDocument) -> None:
        paragraph(document, "I. ").text = "PHẦN MỘT. {n_on_time} VIỆC"
        table = document.add_table(rows=2, cols=2, style="Table Grid")
        for cell, text in zip(table._cells, ("Mục", "Số", "Đúng hạn", "{n_on_time}"), strict=True):
            cell.text = text
        paragraph(document, "II. ")._p.addprevious(table._tbl)
        own = copy.deepcopy(paragraph(document, "II. ")._p)
        paragraph(document, "II. ")._p.addprevious(own)

    report = filled(made(tmp_path, change))
    pdf_file(report, tmp_path / "a.pdf", work=tmp_path / "w", settings=PrintSettings(), root=tmp_path)
    assert pdf_faults(tmp_path / "a.pdf") == []
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert archive_faults(pdf) == []
        in_pdf = packed(PdfText(pdf).whole())
    at = 0
    for text in texts(report.made):
        if said := packed(text):
            assert said in in_pdf[at:], text
            at = in_pdf.index(said, at)
    first = (tmp_path / "a.pdf").read_bytes()
    pdf_file(report, tmp_path / "b.pdf", work=tmp_path / "v", settings=PrintSettings(), root=tmp_path)
    assert (tmp_path / "b.pdf").read_bytes() == first
    assert word_file(report) == word_file(filled(made(tmp_path, change)))


def test_what_the_office_changed_in_word_stays(tmp_path: Path) -> None:
    """Styles, words, order, headers, page setup; a list repeats the format of its paragraph."""

    def change(document: WordDocument) -> None:
        listed = paragraph(document, ":::{list} causes")
        listed.runs[0].font.italic = True
        listed.paragraph_format.left_indent = Mm(17)
        document.styles["Heading 1"].font.color.rgb = RGBColor(0x12, 0x34, 0x56)
        document.sections[0].left_margin = Mm(33)
        document.sections[0].footer.paragraphs[0].text = "Kế hoạch của {issuing_body}"
        paragraph(document, "II. ").text = "II. VIỆC ĐÃ LÀM"

    document = Document(io.BytesIO(word_file(filled(made(tmp_path, change)))))
    entry = paragraph(document, "- Kinh phí chậm.")
    assert entry.runs[0].font.italic
    assert entry.paragraph_format.left_indent.mm == pytest.approx(17, abs=0.1)
    assert str(document.styles["Heading 1"].font.color.rgb) == "123456"
    assert document.sections[0].left_margin.mm == pytest.approx(33, abs=0.1)
    footers = [each.footer.paragraphs[0].text for each in document.sections]
    assert footers[0] == "Kế hoạch của Ủy ban nhân dân phường Hoa Ban"
    assert any(each.text == "II. VIỆC ĐÃ LÀM" for each in document.paragraphs)


def test_a_field_that_word_split_over_runs_has_the_look_of_its_first(tmp_path: Path) -> None:
    def change(document: WordDocument) -> None:
        line = paragraph(document, "{few}")
        line.text = ""
        for number, piece in enumerate(("Có {n", "_on", "_time", "} việc, {N_COUNTED}", "{tail}.")):
            run = line.add_run(piece)
            run.font.size = Pt(12 + number % 2)
            run.bold = number == 0
            run._r.addnext(parse_xml(f'<w:proofErr {nsdecls("w")} w:type="spellStart"/>'))

    document = Document(io.BytesIO(filled(made(tmp_path, change)).made))
    line = paragraph(document, "Có 1.234")
    assert line.text == "Có 1.234 việc, 2.000, 3 quá hạn."
    assert [run.bold for run in line.runs if "1.234" in run.text] == [True]


def test_a_numbered_paragraph_keeps_words_number_in_place_of_the_dash(tmp_path: Path) -> None:
    def change(document: WordDocument) -> None:
        paragraph(document, ":::{list} causes").style = document.styles["List Number"]

    report = filled(made(tmp_path, change))
    assert "Kinh phí chậm." in texts(report.made)
    pdf_file(report, tmp_path / "a.pdf", work=tmp_path / "w", settings=PrintSettings(), root=tmp_path)
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        text = packed(PdfText(pdf).whole())
    assert packed("1. Kinh phí chậm.") in text
    assert packed("2. Thiếu người") in text


def test_letters_in_pieces_are_composed(tmp_path: Path) -> None:
    def change(document: WordDocument) -> None:
        for node in document.element.body.iter(qn("w:t")):
            node.text = unicodedata.normalize("NFD", node.text or "")

    data = word_file(filled(made(tmp_path, change)))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        said = package.read("word/document.xml").decode()
    assert said == unicodedata.normalize("NFC", said)


def test_the_remark_on_made_up_figures_stands_though_its_field_was_deleted(tmp_path: Path) -> None:
    def change(document: WordDocument) -> None:
        mark = paragraph(document, "{remark}")._p
        mark.getparent().remove(mark)

    assert texts(filled(made(tmp_path, change), remark="SỐ LIỆU MINH HỌA").made)[0] == "SỐ LIỆU MINH HỌA"
    kept = texts(filled(made(tmp_path)).made)
    assert "SỐ LIỆU MINH HỌA" not in kept


def test_comments_stay_in_the_template(tmp_path: Path) -> None:
    def change(document: WordDocument) -> None:
        document.add_comment(paragraph(document, "I. ").runs, "Anh Nam xem lại", author="Nam")

    path = made(tmp_path, change)
    assert read_template(path).n_comments == 1
    with zipfile.ZipFile(io.BytesIO(filled(path).made)) as package:
        assert not any("comments" in name for name in package.namelist())
        assert b"comment" not in package.read("word/document.xml")
    with zipfile.ZipFile(path) as package:
        assert any("comments" in name for name in package.namelist())


def test_what_a_template_leaves_out_is_told_with_the_line_that_said_it(tmp_path: Path) -> None:
    def change(document: WordDocument) -> None:
        paragraph(document, "{few}").text = "Có {n_on_time} đầu việc."
        paragraph(document, ":::{list} causes").text = ""

    given, own = (read_template(made(tmp_path, each)).parts()[0] for each in (lambda _: None, change))
    assert left_out(own, given) == (
        ("{few}", "{few} Có {n_on_time} trong {n_counted} đầu việc ({share}){tail}."),
        ("{n_counted}", "{few} Có {n_on_time} trong {n_counted} đầu việc ({share}){tail}."),
        ("{share}", "{few} Có {n_on_time} trong {n_counted} đầu việc ({share}){tail}."),
        ("{tail}", "{few} Có {n_on_time} trong {n_counted} đầu việc ({share}){tail}."),
        (":::{list} causes", ":::{list} causes"),
    )


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Theo kế hoạch {n_on_time, có việc", "a field is not closed"),
        ("Theo kế hoạch n_on_time}, có việc", "a field is not closed"),
        ("Có {n_on_tme} việc", "there is no field “n_on_tme”. Did you mean “n_on_time”?"),
        ("Có { n_on_time} việc", "there is no field “ n_on_time”. Did you mean “n_on_time”?"),
        ("Có {n_here} việc", "for each dimension only"),
        (":::{list} cause", "there is no list “cause”. Did you mean “causes”?"),
        (":::{liste} causes", "“:::{liste} causes” is not understood"),
        (":::{annex} qualiti/table-a Tên", "no page with the table “qualiti/table-a”"),
        (":::{each} dimension", "no ::: closes it"),
        (":::", "“:::” is not understood"),
    ],
)
def test_a_field_or_list_that_there_is_not_is_told_with_paragraph_and_words(
    written: str, told: str, tmp_path: Path
) -> None:
    def change(document: WordDocument) -> None:
        paragraph(document, "Câu này").text = written

    template = read_template(made(tmp_path, change))
    numbers = [n for n, p in enumerate(template.paragraphs, 1) if text_of_paragraph(p) == written]
    said = problems(template)
    (line,) = [each for each in said if each.startswith(f"bao-cao.docx, paragraph {numbers[-1]} (“")]
    assert told in line
    assert written.split()[0].strip("{") in line


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    def change(document: WordDocument) -> None:
        paragraph(document, "{few}").text = "Có {n_on_tme} trong {n_counted đầu việc"
        paragraph(document, ":::{list} causes").text = ":::{list} cause"
        paragraph(document, "II. ").text = ":::{liste} causes"

    assert len(problems(read_template(made(tmp_path, change)))) == 4


def test_an_each_must_close_where_it_opens(tmp_path: Path) -> None:
    def change(document: WordDocument) -> None:
        paragraph(document, "Nội dung này").insert_paragraph_before(":::{each} dimension").clear()
        closing = next(each for each in document.paragraphs if each.text == ":::")
        document.tables[-1].rows[0].cells[0]._tc.append(closing._p)

    assert "another part of the document" in " ".join(problems(read_template(made(tmp_path, change))))


def _as(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The template with its parts changed."""
    data = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(data) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = change(name, source.read(name))
            if part is not None:
                target.writestr(name, part)
    return path


def _in_types(old: bytes, new: bytes) -> Callable[[str, bytes], bytes | None]:
    return lambda name, part: part.replace(old, new) if name == "[Content_Types].xml" else part


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("break_it", "told"),
    [
        (lambda p: p.write_bytes(OLE + "WordDocument".encode("utf-16-le")), "old Word (.doc)"),
        (lambda p: p.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le")), "protected by a password"),
        (lambda p: p.write_bytes(p.read_bytes()[:3000]), "is damaged"),
        (lambda p: p.write_bytes(p.read_bytes()[:4000] + bytes(900) + p.read_bytes()[4900:]), "is damaged"),
        (lambda p: p.write_bytes(b""), "is damaged"),
        (lambda p: p.write_bytes(b"%PDF-1.7 "), "is no Word document"),
        (lambda p: p.write_bytes(b"{\\rtf1 "), "is no Word document"),
        (
            lambda p: _as(
                p, _in_types(b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main")
            ),
            "has macros",
        ),
        (
            lambda p: _as(p, _in_types(b"wordprocessingml.document.main", b"wordprocessingml.template.main")),
            "Word template (.dotx)",
        ),
        (lambda p: _as(p, lambda n, part: None if n == "word/document.xml" else part), "is damaged"),
    ],
)
def test_a_file_that_is_no_template_is_told_with_the_cure(
    break_it: Callable[[Path], object], told: str, tmp_path: Path
) -> None:
    path = made(tmp_path)
    break_it(path)
    before = path.read_bytes()
    with pytest.raises(ConfigError) as refused:
        read_template(path)
    assert told in str(refused.value)
    assert "bao-cao.docx" in str(refused.value)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "changed",
    [
        "<w:ins {ns} w:id='1' w:author='a'><w:r><w:t>thêm</w:t></w:r></w:ins>",
        "<w:del {ns} w:id='1' w:author='a'><w:r><w:delText>bớt</w:delText></w:r></w:del>",
        "<w:moveTo {ns} w:id='1' w:author='a'><w:r><w:t>chuyển</w:t></w:r></w:moveTo>",
    ],
)
def test_tracked_changes_are_refused_with_place_and_cure(changed: str, tmp_path: Path) -> None:
    def change(document: WordDocument) -> None:
        paragraph(document, "II. ")._p.append(parse_xml(changed.replace("{ns}", nsdecls("w"))))

    with pytest.raises(ConfigError) as refused:
        read_template(made(tmp_path, change))
    assert "II. KẾT QUẢ" in str(refused.value)
    assert "Accept All" in str(refused.value)


def test_a_changed_format_that_is_tracked_is_refused_too(tmp_path: Path) -> None:
    def change(document: WordDocument) -> None:
        run = paragraph(document, "II. ").runs[0]._r
        run.get_or_add_rPr().append(
            parse_xml(f"<w:rPrChange {nsdecls('w')} w:id='3' w:author='a'><w:rPr/></w:rPrChange>")
        )

    with pytest.raises(ConfigError, match="tracked change"):
        read_template(made(tmp_path, change))
