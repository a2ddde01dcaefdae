"""What a tagged PDF says, element by element: the text that its structure gives to a screen reader.

Page numbers, running heads and whatever else is no part of the text belong to no element and are not in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

import pikepdf
from pdf_tables import children, elements
from pikepdf import Array, Dictionary, Name

Element = pikepdf.Object
_SHOWS = ("Tj", "TJ", "'", '"')


class PdfText:
    """The text of the elements of ``pdf``, without white space."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._letters: dict[tuple[int, int], dict[int, str]] = {}

    @cached_property
    def _said(self) -> dict[tuple[tuple[int, int], int], str]:
        """By page and number of marked content."""
        return {
            (page.objgen, number): text
            for page in self._pdf.pages
            for number, text in self._of_page(page).items()
        }

    def of(self, element: Element) -> str:
        """All that is said in ``element``, in order."""
        return packed("".join(self._pieces(element, None)))

    def whole(self) -> str:
        """All that the document says."""
        return packed("".join(self._pieces(self._pdf.Root.StructTreeRoot, None)))

    def tables(self) -> list[list[list[str]]]:
        """The rows of each table, cell by cell."""
        return [
            [
                [self.of(cell) for cell in children(row)]
                for part in [table, *children(table)]
                for row in children(part)
                if str(row.S) == "/TR"
            ]
            for table in elements(self._pdf)
            if str(table.S) == "/Table"
        ]

    def _pieces(self, element: Element, page: Element | None) -> Iterator[str]:
        page = element.get(Name.Pg, page)
        below = element.get(Name.K, [])
        for each in below if isinstance(below, Array) else [below]:
            if isinstance(each, Dictionary) and Name.S in each:
                yield from self._pieces(each, page)
            elif isinstance(each, Dictionary):
                if Name.MCID in each:
                    yield self._said.get((each.get(Name.Pg, page).objgen, int(each.MCID)), "")
            elif page is not None:
                yield self._said.get((page.objgen, int(each)), "")

    def _of_page(self, page: pikepdf.Page) -> dict[int, str]:
        texts: dict[int, list[str]] = defaultdict(list)
        marks: list[int | None] = []
        font: dict[int, str] = {}
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                number = (
                    operands[1].get(Name.MCID)
                    if name == "BDC" and isinstance(operands[1], Dictionary)
                    else None
                )
                marks.append(int(number) if number is not None else (marks[-1] if marks else None))
            elif name == "EMC":
                marks.pop()
            elif name == "Tf":
                font = self._font(page.Resources.Font[operands[0]])
            elif name in _SHOWS and marks and marks[-1] is not None:
                shown = operands[-1]
                for piece in shown if isinstance(shown, Array) else [shown]:
                    if isinstance(piece, pikepdf.String):
                        codes = bytes(piece)
                        pairs = zip(codes[::2], codes[1::2], strict=True)
                        texts[marks[-1]] += [font.get(256 * high + low, "") for high, low in pairs]
        return {number: "".join(letters) for number, letters in texts.items()}

    def _font(self, font: Element) -> dict[int, str]:
        """The letters of a font's glyphs."""
        if font.objgen not in self._letters:
            said = font.ToUnicode.read_bytes().decode("latin-1")
            self._letters[font.objgen] = {
                int(code, 16): bytes.fromhex(letters).decode("utf-16-be")
                for block in re.findall(r"beginbfchar(.*?)endbfchar", said, re.DOTALL)
                for code, letters in re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", block)
            }
        return self._letters[font.objgen]


def packed(text: str) -> str:
    """``text`` without white space and places where a word may break."""
    return re.sub(r"[\s\u200b\u2060\u00ad]+", "", unicodedata.normalize("NFC", text))
