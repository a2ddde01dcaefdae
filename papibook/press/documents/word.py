"""The document as a Word file, made to be edited: paper rules of Decree 30/2020/NĐ-CP, Annex I."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from papibook.model.inline import Inline, Run, Sign
from papibook.model.table import TableValue
from papibook.press.documents import word_parts as parts
from papibook.press.documents.content import (
    Annex,
    DocumentContent,
    Heading,
    Paragraph,
    Picture,
    ended,
    is_directive,
)
from papibook.press.documents.told import plain
from papibook.press.printing.column_widths import cell_sizes, lowest_shares
from papibook.press.printing.paper_tables import from_value

FONT = "Times New Roman"
_MARGINS = {"top_margin": 20, "bottom_margin": 20, "left_margin": 30, "right_margin": 15}
"""Millimetres; the decree gives 20 to 25, 30 to 35 and 15 to 20."""
_CENTER, _JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
_LEFT, _RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
_SIDES = {"left": _LEFT, "center": _CENTER, "right": _RIGHT}
_NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_RECEIVERS_MM = 40.0
_TABLE_EM_MM = 11 * 25.4 / 72
"""The em of the annexes' tables, which are set in 11 points."""
_BODY_MM = 165.0
_HEAD_MM = (65.0, 100.0)
"""Widths of the two sides of the head: the issuer, the nation."""


def word_file(content: DocumentContent) -> bytes:
    """``content`` as .docx; number, day, signature and seal are left open for the office."""
    document = Document(BytesIO(content.made)) if content.made else _composed(content)
    _about(document, content)
    if content.annexes:
        parts.need_styles(document, "Heading 1", "Table Grid")
    for annex in content.annexes:
        _annex(document, annex, content)
    return parts.file_of(document)


def template_file(content: DocumentContent, annexes: Sequence[str]) -> bytes:
    """A first template: ``content`` with fields in place of values, and the lines that name its annexes."""
    document = _composed(content)
    _about(document, content)
    for line in annexes:
        _line(document, line, align=_LEFT)
    return parts.file_of(document)


def _composed(content: DocumentContent) -> WordDocument:
    """All but the annexes."""
    document = Document()
    _set_up(document)
    _head(document, content)
    _title(document, content)
    for block in content.body:
        if isinstance(block, Heading):
            _heading(document, block)
        elif isinstance(block, Paragraph):
            _paragraph(document, block)
        elif isinstance(block, Picture):
            _picture(document, block)
        else:
            _table(document, block, _BODY_MM)
            _line(document, "", size=6)
    if content.post:
        _end(document, content)
    return document


def _about(document: WordDocument, content: DocumentContent) -> None:
    about = document.core_properties
    about.title, about.author, about.language = content.title, content.issuer, "vi-VN"
    about.comments, about.last_modified_by = "", content.issuer
    about.created = about.modified = datetime.combine(content.month_of, time())


def _set_up(document: WordDocument) -> None:
    for name in ("Normal", "Heading 1", "Heading 2", "Title"):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(14)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{kind}"), FONT)
        for kind in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        if name != "Normal":
            style.font.bold = True
            style.font.color.rgb = None
            color = style.element.rPr.find(qn("w:color"))
            if color is not None:
                color.attrib.clear()
                color.set(qn("w:val"), "000000")
            border = style.element.pPr.find(qn("w:pBdr"))
            if border is not None:
                style.element.pPr.remove(border)
    normal = document.styles["Normal"].paragraph_format
    normal.space_before, normal.space_after, normal.line_spacing = Pt(0), Pt(6), 1.1
    parts.set_language(document, "vi-VN")
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    _margins_and_number(section)


def _margins_and_number(section: object) -> None:
    """Margins, and the number at the top centre of every page of the section but its first."""
    for name, size in _MARGINS.items():
        setattr(section, name, Mm(size))
    section.header_distance = Mm(10)  # type: ignore[attr-defined]
    section.different_first_page_header_footer = True  # type: ignore[attr-defined]
    header = section.header  # type: ignore[attr-defined]
    header.is_linked_to_previous = False
    paragraph = header.paragraphs[0]
    paragraph.alignment = _CENTER
    if not paragraph.runs:
        parts.add_field(paragraph, "PAGE")
        for run in paragraph.runs:
            run.font.size = Pt(14)


def _line(
    holder: WordDocument | _Cell,
    text: str,
    *,
    size: float = 14,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = _CENTER,
    after: float = 0,
) -> WordParagraph:
    """One paragraph of one look."""
    paragraph = holder.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(after)
    paragraph.paragraph_format.line_spacing = 1.0
    return paragraph


def _rule(holder: WordDocument | _Cell, width_mm: float, share: float) -> None:
    """A short line, centred, over ``share`` of a width."""
    paragraph = _line(holder, "", size=2)
    paragraph.paragraph_format.line_spacing = Pt(3)
    side = Mm(width_mm * (1 - share) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    parts.add_rule(paragraph)


def _side_by_side(document: WordDocument, widths: tuple[float, float]) -> tuple[_Cell, _Cell]:
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    parts.without_borders(table)
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = Mm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    left, right = table.rows[0].cells
    return left, right


def _first_emptied(cell: _Cell) -> None:
    """A new cell has one empty paragraph, which would stand above all."""
    first = cell.paragraphs[0]._p
    first.getparent().remove(first)


def _head(document: WordDocument, content: DocumentContent) -> None:
    left, right = _side_by_side(document, _HEAD_MM)
    if content.superior:
        _line(left, content.superior.upper(), size=13)
    _line(left, content.issuer.upper(), size=13, bold=True)
    _rule(left, _HEAD_MM[0], 0.4)
    _line(left, f"Số:       /{content.code}", size=13)
    if not content.kind:
        _line(left, f"V/v {content.subject}", size=12)
    _line(right, _NATION, size=12, bold=True)
    _line(right, _MOTTO, size=14, bold=True)
    _rule(right, _HEAD_MM[1], 0.66)
    day = f"{content.place}, ngày      {content.month_year}"
    _line(right, day, size=14, italic=True)
    for cell in (left, right):
        _first_emptied(cell)


def _title(document: WordDocument, content: DocumentContent) -> None:
    _line(document, "", size=6)
    if content.remark:
        _line(document, content.remark, bold=True, after=6)
    if content.kind:
        _line(document, content.kind, bold=True).style = document.styles["Title"]
        _line(document, content.subject, bold=True)
        _rule(document, _BODY_MM, 0.35)
        document.paragraphs[-1].paragraph_format.space_after = Pt(8)
    _receivers(document, content.receivers)
    for basis in ended(content.basis):
        paragraph = _line(document, basis, italic=True, align=_JUSTIFY, after=6)
        paragraph.paragraph_format.first_line_indent = Mm(10)
    if content.opening:
        paragraph = _line(document, content.opening, align=_JUSTIFY, after=6)
        paragraph.paragraph_format.first_line_indent = Mm(10)


def _receivers(document: WordDocument, receivers: tuple[str, ...]) -> None:
    """One in the line of “Kính gửi”; several each in a line of their own under it."""
    if len(receivers) == 1:
        _line(document, f"Kính gửi: {receivers[0]}.", after=8)
    elif receivers:
        lines = [f"- {each}" for each in ended(receivers)]
        for text, indent in (("Kính gửi:", _RECEIVERS_MM), *((line, _RECEIVERS_MM + 8) for line in lines)):
            form = _line(document, text, align=_LEFT).paragraph_format
            form.left_indent = Mm(indent)
        form.space_after = Pt(8)


def _heading(document: WordDocument, heading: Heading) -> None:
    text = heading.text.upper() if heading.level == 1 else heading.text
    paragraph = document.add_paragraph(text, style=f"Heading {heading.level}")
    paragraph.alignment = _JUSTIFY if heading.level > 1 else _LEFT
    form = paragraph.paragraph_format
    form.first_line_indent, form.space_before, form.space_after = Mm(10), Pt(6), Pt(6)
    form.keep_with_next, form.line_spacing = True, 1.1


def _paragraph(document: WordDocument, block: Paragraph) -> None:
    paragraph = document.add_paragraph()
    if block.is_item:
        paragraph.add_run("- ")
    _add(paragraph, block.said)
    paragraph.alignment = _JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(10)


def _picture(document: WordDocument, picture: Picture) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = _CENTER
    shape = paragraph.add_run().add_picture(BytesIO(picture.png), width=Mm(picture.width_mm))
    shape._inline.docPr.set("descr", picture.words)


def _add(paragraph: WordParagraph, said: Inline, size: float | None = None) -> None:
    for piece in said:
        text = piece if isinstance(piece, str) else piece.words if isinstance(piece, Sign) else piece.text
        run = paragraph.add_run(text)
        if isinstance(piece, Run) and "strong" in piece.styles:
            run.bold = True
        if size:
            run.font.size = Pt(size)


def _end(document: WordDocument, content: DocumentContent) -> None:
    """Nơi nhận on the left, level with who signs on the right; the name is left open."""
    last = document.paragraphs[-1]
    if not is_directive(last.text):
        last.add_run("./." if not plain((last.text,)).endswith(".") else "/.")
    last.paragraph_format.keep_with_next = True
    left, right = _side_by_side(document, (80.0, 85.0))
    parts.keep_row(document.tables[-1].rows[0])
    _line(left, "Nơi nhận:", size=12, bold=True, italic=True, align=_LEFT)
    for copy in ended(content.copies):
        _line(left, copy if is_directive(copy) else f"- {copy}", size=11, align=_LEFT)
    if content.authority:
        _line(right, content.authority, bold=True)
    _line(right, content.post.upper(), bold=True, after=72)
    _line(right, "", bold=True)
    for cell in (left, right):
        _first_emptied(cell)


def _annex(document: WordDocument, annex: Annex, content: DocumentContent) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if annex.is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if annex.is_wide else (Mm(210), Mm(297))
    _margins_and_number(section)
    parts.restart_pages(section._sectPr)
    heading = _line(document, annex.name, bold=True)
    heading.style = document.styles["Heading 1"]
    heading.paragraph_format.space_before = Pt(0)
    _line(document, annex.title.upper(), bold=True)
    _line(document, content.attached, italic=True, after=6)
    if content.remark:
        _line(document, content.remark, bold=True, size=12, after=6)
    _table(document, annex.table, 252.0 if annex.is_wide else _BODY_MM)


def _table(document: WordDocument, value: TableValue, width_mm: float) -> None:
    """The table with its header rows repeated, groups as rows of their own, notes below."""
    has_spanners = any(column.spanner for column in value.columns)
    table = document.add_table(rows=1 + has_spanners, cols=len(value.columns), style="Table Grid")
    parts.describe(
        table, value.caption, f"{value.caption}. {len(value.rows)} dòng, {len(value.columns)} cột."
    )
    shares = lowest_shares(cell_sizes(from_value(value)), width_mm / _TABLE_EM_MM)
    table.autofit = False
    heads = table.rows[: 1 + has_spanners]
    for at, column in enumerate(value.columns):
        cell = heads[-1].cells[at]
        _fill(cell, (column.heading,), _CENTER, bold=True)
    if has_spanners:
        _spanners(heads[0].cells, value)
    for row in heads:
        parts.repeat_row(row)
    for group in value.groups:
        if group.heading:
            cells = table.add_row().cells
            cell = cells[0].merge(cells[-1])
            _fill(cell, group.heading, _LEFT, bold=True)
            cell.paragraphs[0].paragraph_format.keep_with_next = True  # never alone at the end of a sheet
        for each in group.rows:
            row = table.add_row()
            parts.keep_row(row)
            for cell, shown, column in zip(row.cells, each.cells, value.columns, strict=True):
                _fill(cell, shown.content, _SIDES[column.side], bold=each.is_total)
    for at, share in enumerate(shares):
        table.columns[at].width = Mm(share * width_mm)
        for cell in table.columns[at].cells:
            cell.width = Mm(share * width_mm)
    for note in value.notes:
        if text := plain(note):
            _line(document, text, size=11, italic=True, align=_JUSTIFY, after=2)


def _spanners(cells: Iterable[_Cell], value: TableValue) -> None:
    """Headings over several columns; a column without one is headed below alone."""
    row = list(cells)
    start = 0
    while start < len(row):
        end = start
        name = value.columns[start].spanner
        while name and end + 1 < len(row) and value.columns[end + 1].spanner == name:
            end += 1
        _fill(row[start].merge(row[end]) if end > start else row[start], (name,), _CENTER, bold=True)
        start = end + 1


def _fill(cell: _Cell, said: Inline, align: WD_ALIGN_PARAGRAPH, *, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    _add(paragraph, said, size=11)
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = 1.0
    if bold:
        for run in paragraph.runs:
            run.bold = True
