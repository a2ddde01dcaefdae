"""A filled Word template as Typst's markup: its words, order, alignment, emphasis, numbers and tables.

Pictures, text boxes, footnotes, headers and free styles of the office are Word's alone.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from papibook.press.printing.markup import LINE_BREAK, escaped
from papibook.press.printing.row_headings import RowHeadings
from papibook.starter.word_numbers import Numbering

_SIDES = {WD_ALIGN_PARAGRAPH.CENTER: "center", WD_ALIGN_PARAGRAPH.RIGHT: "right"}
_PLAIN_PT = 14.0
_MARGINS = ("top", "bottom", "left", "right")
_P, _R = qn("w:p"), qn("w:r")


@dataclass(frozen=True)
class Laid:
    """``markup``: for document.typ; ``margins``: millimetres; ``tables``: what their rows are, in order."""

    markup: str
    margins: dict[str, float] = field(hash=False)
    tables: tuple[RowHeadings, ...] = ()


def laid_out(data: bytes) -> Laid:
    """The Word file ``data`` as Typst sets it."""
    document = Document(io.BytesIO(data))
    setter = _Setter(document)
    blocks = list(setter.blocks(document.element.body, is_top=True))
    section = document.sections[0]
    margins = {side: round(_mm(getattr(section, f"{side}_margin")), 1) for side in _MARGINS}
    return Laid("\n\n".join(blocks), margins, tuple(setter.tables))


class _Setter:
    """Goes through a document in order, for the numbers of lists count on."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._numbering = Numbering(document)
        self.tables: list[RowHeadings] = []

    def blocks(self, holder: Any, *, is_top: bool = False) -> Iterator[str]:
        for element in holder:
            if element.tag == _P:
                paragraph = WordParagraph(element, self._document._body)
                if is_top and _turns(paragraph):
                    yield "#pagebreak(weak: true)"
                yield self._paragraph(paragraph)
            elif element.tag == qn("w:tbl"):
                yield self._table(Table(element, self._document._body))
            elif element.tag == qn("w:sdt"):
                yield from self.blocks(element.find(qn("w:sdtContent")), is_top=is_top)

    def _paragraph(self, paragraph: WordParagraph) -> str:
        label = self._numbering.label(paragraph)
        text = "".join(_runs(paragraph))
        alignment = _of_paragraph(paragraph, "alignment")
        lengths = (
            ("first", "first_line_indent"),
            *(("left", "left_indent"), ("right", "right_indent")),
            *(("above", "space_before"), ("below", "space_after")),
        )
        options = [f"{name}: {_mm(_of_paragraph(paragraph, key)):.2f}mm" for name, key in lengths]
        if alignment in _SIDES:
            options.append(f"side: {_SIDES[alignment]}")
        if alignment == WD_ALIGN_PARAGRAPH.JUSTIFY:
            options.append("justify: true")
        if paragraph._p.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:bottom')}") is not None:
            options.append("ruled: true")
        if not text.strip():
            return f"#gap({', '.join(options)})"
        if label:
            text = f"{escaped(label)} {text}"
        return f"#laid({', '.join(options)}, level: {_level(paragraph)})[{text}]"

    def _table(self, table: Table) -> str:
        """A table with lines as a table, one that only places its parts as a grid.

        A cell that goes on over several rows says its words in the first of them.
        """
        is_table = _has_lines(table)
        widths = [each.get(qn("w:w")) or "1" for each in table._tbl.tblGrid.findall(qn("w:gridCol"))]
        rows = []
        for row in table._tbl.tr_lst:
            cells = [f"(colspan: {cell.grid_span})[{' '.join(self.blocks(cell))}]," for cell in row.tc_lst]
            rows.append(" ".join(f"{'table' if is_table else 'grid'}.cell{cell}" for cell in cells))
        n_head = 0
        if is_table:
            marks = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table._tbl.tr_lst]
            n_head = marks.index(False) if False in marks else len(marks)
            self.tables.append(RowHeadings(n_head, (None,) * (len(rows) - n_head)))
        if n_head:
            rows[:n_head] = ["table.header(", *rows[:n_head], "),"]
        name, columns = "table" if is_table else "grid", "".join(f"{width}fr, " for width in widths)
        text = "\n".join([f"#{name}(columns: ({columns}),", *rows, ")"])
        return f"#figure(kind: table, {text[1:]})" if is_table else text


def _turns(paragraph: WordParagraph) -> bool:
    """Whether the paragraph begins on a new page."""
    breaks = (each.get(qn("w:type")) == "page" for each in paragraph._p.iter(qn("w:br")))
    return bool(_of_paragraph(paragraph, "page_break_before")) or any(breaks)


def _runs(paragraph: WordParagraph) -> Iterator[str]:
    """The runs as markup, neighbours of one look as one."""
    look, said = "", ""
    nodes: Iterator[Any] = paragraph._p.iter(_R)
    for node in nodes:
        if next(node.iterancestors(_P)) is not paragraph._p:
            continue
        run = WordRun(node, paragraph)
        text = "".join(_pieces(run, is_capital=bool(_of_run(run, paragraph, "all_caps"))))
        own = _look(run, paragraph) if text.strip() else look
        if own != look:
            yield _styled(said, look)
            look, said = own, ""
        said += text
    yield _styled(said, look)


def _pieces(run: WordRun, *, is_capital: bool) -> Iterator[str]:
    for node in run._r:
        if node.tag == qn("w:t"):
            text = node.text or ""
            yield escaped(text.upper() if is_capital else text).replace("  ", " ~")
        elif node.tag == qn("w:tab"):
            yield "#h(1.2em)"
        elif node.tag == qn("w:noBreakHyphen"):
            yield "\\-"
        elif node.tag in (qn("w:br"), qn("w:cr")) and node.get(qn("w:type")) != "page":
            yield LINE_BREAK


def _look(run: WordRun, paragraph: WordParagraph) -> str:
    """What Typst's ``text`` is given for the run."""
    options = []
    size = _of_run(run, paragraph, "size")
    if size is not None and size.pt != _PLAIN_PT:
        options.append(f"size: {size.pt:.1f}pt")
    options += ['weight: "bold"'] if _of_run(run, paragraph, "bold") else []
    options += ['style: "italic"'] if _of_run(run, paragraph, "italic") else []
    return ", ".join(options)


def _styled(text: str, look: str) -> str:
    return f"#text({look})[{text}]" if look and text.strip() else text


def _holders(paragraph: WordParagraph) -> Iterator[Any]:
    """The paragraph's style and those that it is based on."""
    style: Any = paragraph.style
    while style is not None:
        yield style
        style = style.base_style


def _of_paragraph(paragraph: WordParagraph, name: str) -> Any:
    """A property of its format: its own, else its style's."""
    for holder in (paragraph, *_holders(paragraph)):
        value = getattr(holder.paragraph_format, name)
        if value is not None:
            return value
    return None


def _of_run(run: WordRun, paragraph: WordParagraph, name: str) -> Any:
    """A property of a run's font: its own, else its style's, else its paragraph's style's."""
    for holder in (run, run.style, *_holders(paragraph)):
        value = None if holder is None else getattr(holder.font, name)
        if value is not None:
            return value
    return None


def _level(paragraph: WordParagraph) -> int:
    """Of a heading, 1 to 3; 0 for any other paragraph."""
    for style in _holders(paragraph):
        name = str(style.name or "").lower()
        if name.startswith("heading ") and name[8:].isdigit():
            return min(int(name[8:]), 3)
    return 0


def _has_lines(table: Table) -> bool:
    """Whether the table shows lines between its cells, by itself or by its style."""
    borders = list(table._tbl.iter(qn("w:tblBorders"), qn("w:tcBorders")))
    if borders:
        kinds = {side.get(qn("w:val")) for each in borders for side in each}
        return bool(kinds - {"nil", "none", None})
    return "grid" in str(table.style.name if table.style else "").lower()


def _mm(length: Length | None) -> float:
    return 0.0 if length is None else length.mm
