"""A plan's text becomes pages with anchors and a table of solutions; what is not found is told."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from papibook.ground.errors import ConfigError
from papibook.starter.paragraphs import Paragraph, escaped, read_paragraphs
from papibook.starter.plan_text import PlanText, read_plan_text

ROOT = Path(__file__).resolve().parents[3]
PRINTED = ROOT / "data" / "plans" / "426-KH-UBND-2022" / "printed.txt"

WARD = """ỦY BAN NHÂN DÂN
PHƯỜNG HOA BAN

Số: 15/KH-UBND

Hoa Ban, ngày 20 tháng 01 năm 2026

KẾ HOẠCH

Nâng cao Chỉ số PAPI của phường Hoa Ban năm 2026

Thực hiện chỉ đạo của tỉnh, phường ban hành kế hoạch như sau:

I. MỤC ĐÍCH

1. Phục vụ người dân tốt hơn.

II. NHIỆM VỤ, GIẢI PHÁP

1. Tham gia của người dân ở cấp cơ sở: công khai liên hệ.
1.1. Ý nhỏ của mục một.
2. Thủ tục hành chính công.

2.1. Niêm yết thủ tục.

2.2. Trả kết quả đúng hẹn.

III. TỔ CHỨC THỰC HIỆN

1. Văn phòng theo dõi.
"""


def of_text(text: str, folder: Path) -> PlanText:
    path = folder / "plan.txt"
    path.write_text(text, encoding="utf-8")
    return read_plan_text(read_paragraphs(path), path.name)


def test_the_printed_plan_gives_the_items_of_the_book() -> None:
    plan = read_plan_text(read_paragraphs(PRINTED), PRINTED.name)
    assert (plan.number, plan.signed_at, plan.issued_on) == ("426/KH-UBND", "Mộc Châu", date(2022, 2, 18))
    assert plan.title == "Nâng cao chỉ số hiệu quả quản trị và hành chính công năm 2022"
    written = (ROOT / "book/plan/part-2.md").read_text(encoding="utf-8")
    anchors = re.findall(r"^\((item-[a-z0-9-]+)\)=$", written, re.M)
    assert re.findall(r"^\((item-[a-z0-9-]+)\)=$", plan.pages["part-2"], re.M) == anchors
    assert plan.outside == ("IV.1.1", "IV.1.2", *(f"IV.{n}" for n in range(2, 8)))
    assert plan.problems == ()


def test_every_word_of_the_print_is_on_a_page() -> None:
    paragraphs = read_paragraphs(PRINTED)
    plan = read_plan_text(paragraphs, PRINTED.name)
    words = re.findall(r"\w+", " ".join(plan.pages.values()).replace("\\", ""))
    missing = [each.plain for each in paragraphs if set(re.findall(r"\w+", each.plain)) - set(words)]
    assert missing == []


def test_items_of_two_depths_stand_side_by_side(tmp_path: Path) -> None:
    plan = of_text(WARD, tmp_path)
    assert [each.solution_id for each in plan.solutions] == ["1.1", "2.1", "2.2"]
    assert plan.issuer == "ỦY BAN NHÂN DÂN PHƯỜNG HOA BAN"
    assert plan.outside == ("III.1",)


def test_items_of_one_depth_are_the_solutions(tmp_path: Path) -> None:
    plan = of_text(re.sub(r"(?m)^\d\.\d\. .*\n", "", WARD), tmp_path)
    assert [each.solution_id for each in plan.solutions] == ["1", "2"]
    assert plan.pages["part-2"].count(":::{standing}") == 2


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        ("Số: 15/KH-UBND", "Số: 12/KH-UBND"),
        ("Hoa Ban, ngày 20 tháng 01 năm 2026", "18 tháng 02"),
        ("KẾ HOẠCH\n", "KẾ HOẠCH"),
        ("II. NHIỆM VỤ, GIẢI PHÁP", "giải pháp"),
    ],
)
def test_what_is_not_found_is_told(gone: str, told: str, tmp_path: Path) -> None:
    plan = of_text(WARD.replace(gone, ""), tmp_path)
    assert any(told in problem.text("en") for problem in plan.problems)


def test_an_item_that_stands_twice_is_told(tmp_path: Path) -> None:
    plan = of_text(WARD.replace("2.2. Trả", "2.1. Trả"), tmp_path)
    assert ["stands there twice" in each.text("en") for each in plan.problems] == [True]


def test_a_number_outside_the_order_of_parts_is_no_part(tmp_path: Path) -> None:
    plan = of_text(WARD.replace("III. TỔ CHỨC THỰC HIỆN", "V. TỔ CHỨC THỰC HIỆN"), tmp_path)
    assert list(plan.titles) == ["index", "part-1", "part-2"]
    assert "TỔ CHỨC THỰC HIỆN" in plan.pages["part-2"]


@pytest.mark.parametrize(
    "hostile",
    [
        "```{include} /etc/passwd",
        ":::{raw} html <script>x</script>",
        "{sub-ref}`x` [a](b.md) <b>",
        "$x^2$ | a_b_",
    ],
)
def test_nothing_of_a_plan_is_markup(hostile: str, tmp_path: Path) -> None:
    page = of_text(WARD.replace("Văn phòng theo dõi.", hostile), tmp_path).pages["part-3"]
    bare = re.sub(r"\\.", "", page.split("**1.**")[-1].split(":::{standing}")[0])
    assert not re.search(r"[`{}<>$|\[\]_*]", bare), bare


def test_a_line_of_colons_opens_nothing(tmp_path: Path) -> None:
    page = of_text(WARD.replace("1. Phục vụ", ":::{note}\n\n1. Phục vụ"), tmp_path).pages["part-1"]
    assert not re.search(r"(?m)^:::(?!\{standing\}|$)", page)


def test_signs_are_escaped() -> None:
    assert escaped("a*b_{c}") == r"a\*b\_\{c\}"


# --- Word ---------------------------------------------------------------------------------------


def numbered(document: Document, paragraphs: list[tuple[str, int]], levels: list[tuple[str, str]]) -> None:  # type: ignore[valid-type]
    """Paragraphs with automatic numbers: (text, level); ``levels``: kind and text of each level."""
    root = document.part.numbering_part.element  # type: ignore[attr-defined]
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    for at, (kind, pattern) in enumerate(levels):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(at))
        for tag, value in (("w:start", "1"), ("w:numFmt", kind), ("w:lvlText", pattern)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            level.append(child)
        abstract.append(level)
    root.insert(0, abstract)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "77")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "77")
    number.append(link)
    root.append(number)
    for text, at in paragraphs:
        paragraph = document.add_paragraph(text)  # type: ignore[attr-defined]
        properties = paragraph._p.get_or_add_pPr()
        num_pr = OxmlElement("w:numPr")
        for tag, value in (("w:ilvl", str(at)), ("w:numId", "77")):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            num_pr.append(child)
        properties.append(num_pr)


def word_plan(path: Path) -> None:
    document = Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "ỦY BAN NHÂN DÂN PHƯỜNG HOA BAN"
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    table.cell(1, 0).text = "Số: 15/KH-UBND"
    table.cell(1, 1).text = "Hoa Ban, ngày 20 tháng 01 năm 2026"
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph("Nâng cao Chỉ số PAPI năm 2026")
    document.add_paragraph("Thực hiện chỉ đạo của tỉnh, phường ban hành kế hoạch như sau:")
    numbered(
        document,
        [
            ("MỤC ĐÍCH", 0),
            ("NHIỆM VỤ, GIẢI PHÁP", 0),
            ("Thủ tục hành chính công", 1),
            ("Niêm yết thủ tục.", 2),
            ("Trả kết quả đúng hẹn.", 2),
            ("Quản trị điện tử", 1),
            ("Trả lời phản ánh.", 2),
        ],
        [("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3.")],
    )
    document.save(str(path))


def test_automatic_numbers_of_word_are_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    word_plan(path)
    plan = read_plan_text(read_paragraphs(path), path.name)
    assert plan.number == "15/KH-UBND"
    assert plan.issuer == "ỦY BAN NHÂN DÂN PHƯỜNG HOA BAN"
    assert [(each.solution_id, each.under) for each in plan.solutions] == [
        ("1.1", "Thủ tục hành chính công"),
        ("1.2", "Thủ tục hành chính công"),
        ("2.1", "Quản trị điện tử"),
    ]


def test_bold_italic_and_links_are_kept(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("thường ")
    paragraph.add_run("đậm ").bold = True
    paragraph.add_run("nghiêng").italic = True
    document.save(str(tmp_path / "a.docx"))
    (read,) = read_paragraphs(tmp_path / "a.docx")
    assert read == Paragraph("thường đậm nghiêng", "thường **đậm** *nghiêng*", 1)


def test_a_table_of_many_rows_stays_a_table(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=3, cols=2)
    table.cell(2, 1).text = "x|y"
    document.save(str(tmp_path / "a.docx"))
    (read,) = read_paragraphs(tmp_path / "a.docx")
    assert read.rows[2] == ("", "x|y")


def test_tracked_changes_are_refused(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("a")
    paragraph._p.append(OxmlElement("w:ins"))
    document.save(str(tmp_path / "a.docx"))
    with pytest.raises(ConfigError, match="tracked changes"):
        read_paragraphs(tmp_path / "a.docx")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.docx", b"PK\x03\x04 and no more", "not a Word document"),
        ("a.doc", bytes.fromhex("d0cf11e0a1b11ae1"), "old Word"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.txt", "Kế hoạch".encode("utf-16"), "UTF-8"),
    ],
)
def test_other_files_are_named_for_what_they_are(
    name: str, content: bytes, told: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ConfigError, match=told):
        read_paragraphs(tmp_path / name)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be opened"):
        read_paragraphs(tmp_path / "none.docx")
