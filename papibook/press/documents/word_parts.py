"""What python-docx has no function for: fields, rules, repeated header rows, alt texts; and stable bytes."""

from __future__ import annotations

import copy
import io
import zipfile
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every part: a ZIP can't be without one."""


def element(tag: str, **attributes: str) -> Any:
    """``element("w:tblHeader", val="true")``; attributes are of the namespace w."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def add_field(paragraph: Paragraph, code: str) -> None:
    """A field such as PAGE, which Word counts itself."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("text", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind == "text":
            run.text = text
        elif kind:
            run._r.append(element("w:fldChar", fldCharType=kind))
        else:
            instruction = element("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {text} "
            run._r.append(instruction)


def add_rule(paragraph: Paragraph) -> None:
    """A thin line below the paragraph, as wide as its indents leave it."""
    border = element("w:pBdr")
    border.append(element("w:bottom", val="single", sz="6", space="0", color="000000"))
    paragraph._p.get_or_add_pPr().append(border)


def repeat_row(row: _Row) -> None:
    """The row is a header: said again on every sheet."""
    properties = row._tr.get_or_add_trPr()
    properties.append(element("w:cantSplit"))
    properties.append(element("w:tblHeader"))


def keep_row(row: _Row) -> None:
    """The row is not broken over two sheets."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def describe(table: Table, title: str, text: str) -> None:
    """Title and alt text of a table, for who hears the document."""
    properties = table._tbl.tblPr
    properties.append(element("w:tblCaption", val=title))
    properties.append(element("w:tblDescription", val=text))


def without_borders(table: Table) -> None:
    """A table that only places its parts side by side."""
    borders = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(f"w:{side}", val="nil"))
    table._tbl.tblPr.append(borders)


def set_language(document: Document, language: str) -> None:
    """The language of all text, for spelling and for who hears it."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    run = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in run.findall(qn("w:lang")):
        run.remove(old)
    run.append(element("w:lang", val=language, eastAsia=language, bidi=language))


def restart_pages(section_properties: Any) -> None:
    """Pages of this section are counted from 1."""
    for old in section_properties.findall(qn("w:pgNumType")):
        section_properties.remove(old)
    section_properties.append(element("w:pgNumType", start="1"))


def need_styles(document: Document, *names: str) -> None:
    """Styles that a document may have lost when another program saved it, as python-docx has them.

    Word writes “heading 1” where LibreOffice writes “Heading 1”; they are the same style.
    """
    for style in document.styles.element.iter(qn("w:name")):
        if str(style.get(qn("w:val"))).startswith("Heading "):
            style.set(qn("w:val"), str(style.get(qn("w:val"))).lower())
    own = {style.name for style in document.styles}
    if not {*names} <= own:
        given = docx.Document().styles
        for name in names:
            if name not in own:
                document.styles.element.append(copy.deepcopy(given[name].element))


def drop_comments(document: Document) -> None:
    """Take out comments and who wrote them: they are for the office alone."""
    for tag in ("w:commentRangeStart", "w:commentRangeEnd"):
        for mark in list(document.element.body.iter(qn(tag))):
            mark.getparent().remove(mark)
    for mark in list(document.element.body.iter(qn("w:commentReference"))):
        run = mark.getparent()
        run.getparent().remove(run)
    for key, related in list(document.part.rels.items()):
        if related.reltype.rpartition("/")[2].startswith(("comments", "people")):
            del document.part.rels[key]


def add_remark(document: Document, text: str) -> None:
    """``text`` above all, in the middle and bold."""
    paragraph = document.element.body.makeelement(qn("w:p"))
    document.element.body.insert(0, paragraph)
    said = Paragraph(paragraph, document._body)
    said.alignment = WD_ALIGN_PARAGRAPH.CENTER
    said.add_run(text).bold = True


def file_of(document: Document) -> bytes:
    """The document as a file; the same document gives the same bytes."""
    first = io.BytesIO()
    document.save(first)
    out = io.BytesIO()
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        # The content types must come first: some readers look for them there.
        for name in sorted(source.namelist(), key=lambda each: (each != "[Content_Types].xml", each)):
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return out.getvalue()
