"""Official documents for tests: a report of an invented place, its Word template as an office changes it."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from papibook.model.facts import Fact, Facts
from papibook.model.figures import About
from papibook.model.inline import Run, Sign
from papibook.model.table import Cell, RowGroup, ShownColumn, TableRow, TableValue
from papibook.press.documents.compose import problems_of
from papibook.press.documents.content import Annex, DocumentContent, Heading, Paragraph
from papibook.press.documents.head import annex_lines, first_template, head_of
from papibook.press.documents.outline import read_outline
from papibook.press.documents.report import in_words
from papibook.press.documents.template import Template, fill_template, read_template
from papibook.press.documents.told import Told
from papibook.press.documents.word import template_file

FIGURE = About("2026-Q1").figure("n_on_time", 7)
TABLE = TableValue(
    "submissions",
    "Tình hình gửi báo cáo",
    (ShownColumn("unit", "Đơn vị"), ShownColumn("n", "Số đầu việc", "number", "right", spanner="Đến hạn")),
    (
        RowGroup(
            ("Nhóm một",), (TableRow((Cell(("Phòng A",), "heading"), Cell(("7",), "number", (FIGURE,)))),)
        ),
        RowGroup(
            (), (TableRow((Cell(("Phòng B | <b>",), "heading"), Cell((Sign("done", "đạt"),), "sign"))),) * 60
        ),
    ),
    (("Nguồn: báo cáo của các đơn vị.",),),
    "unit,n\n",
)
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
PLACES = {
    "ward": (
        "",
        "Ủy ban nhân dân phường Hoa Ban",
        "Hoa Ban",
        "TM. ỦY BAN NHÂN DÂN",
        "Sở Nội vụ tỉnh Sơn Bình",
    ),
    "province": ("", "Ủy ban nhân dân tỉnh Sơn Bình", "Sơn Bình", "TM. ỦY BAN NHÂN DÂN", "Bộ Nội vụ"),
    "office": ("Ủy ban nhân dân huyện Nà Lim", "Phòng Nội vụ", "Nà Lim", "", "Ủy ban nhân dân huyện Nà Lim"),
}


def content(place: str) -> DocumentContent:
    superior, issuer, signed_at, authority, receiver = PLACES[place]
    return DocumentContent(
        superior=superior,
        issuer=issuer,
        code="BC-UBND",
        place=signed_at,
        month_of=date(2026, 2, 8),
        kind="BÁO CÁO",
        subject="Kết quả thực hiện Kế hoạch số 15/KH-UBND quý I năm 2026",
        receivers=(receiver,),
        basis=("Thực hiện Kế hoạch số 15/KH-UBND",),
        body=(
            Heading(1, "I. Công tác chỉ đạo"),
            Paragraph(("Có ", Run("7", figure=FIGURE), " đầu việc #[đúng hạn] *và* $x$ “quoted”.")),
            Heading(2, "1. Ưu điểm"),
            Paragraph(("- một ý - #panic()",), is_item=True),
        ),
        authority=authority,
        post="Chủ tịch",
        copies=("Như trên", "Lưu: VT"),
        annexes=(Annex("I", "Tình hình", in_words(TABLE), True), Annex("II", "Nữa", in_words(TABLE), False)),
    )


OUTLINE = """# I. CÔNG TÁC CHỈ ĐẠO
{few} Có {n_on_time} trong {n_counted} đầu việc ({share}){tail}.
:::{list} causes
# II. KẾT QUẢ
:::{each} dimension
## {number}. {name}
Nội dung này có {n_here} đầu việc.
:::{list} late
:::
Câu này chỉ nói khi có: {absent}.
:::{annex} quality/table-submissions Tình hình gửi báo cáo
"""
ABOUT = About("2026-Q1")


def whole(body: DocumentContent) -> Told:
    own = Facts(
        {
            "n_on_time": Fact(ABOUT.figure("n_on_time", 1234)),
            "n_counted": Fact(ABOUT.figure("n_counted", 2000)),
            "share": ("61,7%",),
            "few": (),
            "tail": (", 3 quá hạn",),
        }
    )
    head = head_of(body)
    absent = Facts({"absent": ()}, nothing=())
    causes = [("Kinh phí chậm.",), ("Thiếu người {không phải trường}.",)]
    return Told((*head.sources, own, absent), {**head.lists, "causes": causes, "none": []})


DIMENSIONS = tuple(
    Told(
        (Facts({"number": (number,), "name": (name,), "n_here": Fact(ABOUT.figure("n_overdue", count))}),),
        {"late": late},
    )
    for number, name, count, late in (
        ("1", "Tham gia", 5, [("Việc thứ nhất.",)]),
        ("2", "Công khai", 7, []),
    )
)


def made(tmp_path: Path, change: Callable[[WordDocument], None] = lambda _: None) -> Path:
    """A first template, changed as an office changes it."""
    parts = read_outline(OUTLINE, "bao-cao.md")
    document = Document(io.BytesIO(template_file(first_template(parts), annex_lines(parts))))
    change(document)
    path = tmp_path / "bao-cao.docx"
    document.save(str(path))
    return path


def problems(template: Template) -> list[str]:
    parts, unread = template.parts()
    found = problems_of(
        parts,
        whole(content("ward")),
        DIMENSIONS,
        has_page=lambda page: page == "quality",
        file=template.file,
        place=template.place,
    )
    return [each.text("en") for each in (*unread, *found)]


def filled(path: Path, place: str = "ward", remark: str = "") -> DocumentContent:
    template = read_template(path)
    parts, _ = template.parts()
    assert problems(template) == []
    made = fill_template(template, parts, whole(content(place)), DIMENSIONS, remark=remark)
    return DocumentContent(
        **{**content(place).__dict__, "body": made.body, "made": made.data}  # the annexes stay
    )


def texts(data: bytes) -> list[str]:
    document = Document(io.BytesIO(data))
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p"))]


def paragraph(document: WordDocument, start: str):  # type: ignore[no-untyped-def]
    return next(each for each in document.paragraphs if each.text.startswith(start))
