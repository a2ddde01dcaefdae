"""The text of a Word paragraph as one, though Word keeps it in many runs.

What is put in has the look of the first run that it stands in.
"""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Iterator
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_P, _T, _R = qn("w:p"), qn("w:t"), qn("w:r")
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_KEPT = frozenset(
    map(qn, ("w:drawing", "w:pict", "w:object", "w:sectPr", "w:footnoteReference", "w:endnoteReference"))
)
"""What of a paragraph stays though its words go."""


def paragraphs_in(root: Any) -> list[Any]:
    """All paragraphs below ``root`` in order, those of tables and text boxes too."""
    return list(root.iter(_P))


def text_of_paragraph(paragraph: Any) -> str:
    """What a paragraph says, without what stands in a text box of it."""
    return "".join(text for _, text in _pieces(paragraph))


def _pieces(paragraph: Any) -> Iterator[tuple[Any, str]]:
    for node in paragraph.iter(_T, *_SIGNS):
        if node.getparent().tag == _R and next(node.iterancestors(_P)) is paragraph:
            yield node, (node.text or "") if node.tag == _T else _SIGNS[node.tag]


def compose_text(root: Any) -> None:
    """Every text below ``root`` in precomposed letters."""
    for node in root.iter(_T):
        if node.text:
            node.text = unicodedata.normalize("NFC", node.text)


def put(paragraph: Any, start: int, end: int, text: str) -> None:
    """``text`` in place of what stands from ``start`` to ``end``, in the look of the first run there."""
    at, is_put = 0, False
    for node, piece in list(_pieces(paragraph)):
        begin, stop = max(start - at, 0), min(end - at, len(piece))
        at += len(piece)
        if begin >= stop:
            continue
        if node.tag != _T:
            node.getparent().remove(node)
            continue
        _set(node, piece[:begin] + ("" if is_put else text) + piece[stop:])
        is_put = True


def say_instead(paragraph: Any, text: str) -> None:
    """``text`` as all that the paragraph says, in the look of its first words; pictures stay."""
    nodes = [node for node, _ in _pieces(paragraph)]
    first = next((node for node in nodes if node.tag == _T), None)
    for node in nodes:
        if node is not first:
            node.getparent().remove(node)
    if first is not None:
        _set(first, text)


def _set(node: Any, text: str) -> None:
    node.text = text
    node.set(qn("xml:space"), "preserve")


def like(paragraph: Any, text: str) -> Any:
    """A new paragraph that says ``text``, in the format of ``paragraph`` and the look of its first words."""
    made = OxmlElement("w:p")
    form = paragraph.find(qn("w:pPr"))
    if form is not None:
        form = copy.deepcopy(form)
        for section in form.findall(qn("w:sectPr")):
            form.remove(section)
        made.append(form)
    run = OxmlElement("w:r")
    first = next((node for node, _ in _pieces(paragraph) if node.tag == _T), None)
    look = None if first is None else first.getparent().find(qn("w:rPr"))
    if look is not None:
        run.append(copy.deepcopy(look))
    words = OxmlElement("w:t")
    _set(words, text)
    run.append(words)
    made.append(run)
    return made


def drop(paragraph: Any) -> None:
    """Take the paragraph out; where a picture, a section's end or its cell needs it, only its words."""
    holder = paragraph.getparent()
    if holder is None:
        return
    blocks = [each for each in holder if each.tag in (_P, qn("w:tbl"))]
    at = blocks.index(paragraph)
    is_last = at + 1 == len(blocks)
    # Word wants a paragraph at the end of each cell, and one behind a table.
    is_needed = is_last and (at == 0 or blocks[at - 1].tag != _P)
    if is_needed or next(paragraph.iter(*_KEPT), None) is not None:
        say_instead(paragraph, "")
    else:
        holder.remove(paragraph)
