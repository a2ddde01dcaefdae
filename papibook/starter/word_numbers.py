"""Automatic numbers of Word's lists, which stand in no paragraph's text."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from papibook.ground.numbers import roman


class Numbering:
    """Gives each paragraph of a document, asked in order, the label that Word would print before it.

    ECMA-376, 17.9: a paragraph (or its style) names a list and a level; the level's text has a hole ``%n``
    for the counter of each level; a level's counter starts again when a higher one moves on.
    """

    def __init__(self, document: Document) -> None:
        self._levels = _levels_of(document)
        self._counters: dict[str, dict[int, int]] = defaultdict(dict)

    def label(self, paragraph: Paragraph) -> str:
        """``1.2.``, ``II.``, ``-``; empty where the paragraph has none."""
        found = list_of(paragraph)
        if found is None or (levels := self._levels.get(found[0])) is None or found[1] not in levels:
            return ""
        list_id, level = found
        kind, pattern, start = levels[level]
        if kind == "bullet":
            return "-"
        counters = self._counters[list_id]
        counters[level] = counters.get(level, start - 1) + 1
        for deeper in [each for each in counters if each > level]:
            del counters[deeper]

        def counted(hole: re.Match[str]) -> str:
            at = int(hole[1]) - 1
            of_kind, _, first = levels.get(at, (kind, "", 1))
            return _written(counters.get(at, first), "decimal" if kind == "decimal" else of_kind)

        return re.sub(r"%(\d)", counted, pattern)


def _levels_of(document: Document) -> dict[str, dict[int, tuple[str, str, int]]]:
    """For each list its levels: kind of number, text with holes, first number."""
    try:
        root: Any = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    abstract = {
        each.get(qn("w:abstractNumId")): {
            int(level.get(qn("w:ilvl"))): (
                _value(level, "w:numFmt", "decimal"),
                _value(level, "w:lvlText", ""),
                int(_value(level, "w:start", "1")),
            )
            for level in each.findall(qn("w:lvl"))
        }
        for each in root.findall(qn("w:abstractNum"))
    }
    return {
        each.get(qn("w:numId")): abstract.get(_value(each, "w:abstractNumId", ""), {})
        for each in root.findall(qn("w:num"))
    }


def _value(parent: Any, tag: str, default: str) -> str:
    child = parent.find(qn(tag))
    return default if child is None else str(child.get(qn("w:val"), default))


def list_of(paragraph: Paragraph) -> tuple[str, int] | None:
    """List and level: the paragraph's own, else those of its style or of one that the style is based on."""
    style: Any = paragraph.style
    holders = [paragraph._p.pPr]
    while style is not None:
        holders.append(style.element.pPr)
        style = style.base_style
    for holder in holders:
        numbered = None if holder is None else holder.find(qn("w:numPr"))
        if numbered is not None:
            list_id = _value(numbered, "w:numId", "0")
            return None if list_id == "0" else (list_id, int(_value(numbered, "w:ilvl", "0")))
    return None


def _written(number: int, kind: str) -> str:
    match kind:
        case "upperRoman":
            return roman(number)
        case "lowerRoman":
            return roman(number).lower()
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (number - 1) % 26)
            return letter if kind == "lowerLetter" else letter.upper()
        case _:
            return str(number)
