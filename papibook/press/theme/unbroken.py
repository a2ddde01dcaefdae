"""What a line never ends in: the number of a document, a date, a number and what it counts.

Browsers end a line behind the stroke and the hyphen of 426/KH-UBND and behind the space of "ngày 31/5/2022".
Nothing of the text changes, so that it is found and copied as it is written.
"""

from __future__ import annotations

import re

NUMBERS = "|".join(
    (
        # 426/KH-UBND, 42/2022/NĐ-CP, 1085/QĐ-TTg, 10/2022/QH15
        r"\b\d{1,5}[a-z]?(?:/\d{4})?/[A-ZĐƯ][A-Za-zĐđƯư]{0,7}(?:-[A-ZĐƯ][A-Za-zĐđƯư]{0,9}){0,3}(?:\d{1,2})?\b",
        r"\b\d{1,3}-[A-ZĐ]{2}/[A-ZĐƯ]{2,4}\b",  # 06-NQ/TU
        r"\b[A-Z]\d\.\d-\d{2}\b",  # the ids of tasks
        r"\b(?:19|20)\d\d[-–](?:19|20)\d\d\b",
    )
)
"""Numbers with a hyphen or stroke in them, in the notation that Python and Typst share."""

_PHRASES = "|".join(
    (
        r"\b[Nn]gày \d{1,2}(?:/\d{1,2}(?:/\d{4})?)?\b",
        r"\b(?:[Tt]háng \d{1,2}(?:/\d{4})?|[Nn]ăm \d{4})\b",
        r"\b\d[\d.,]*(?:/\d[\d.,]*)? (?:%|(?:điểm|ngày|giờ|km|ha|đồng)\b)",
    )
)
_IN_TABLE = re.compile(NUMBERS)
_IN_PROSE = re.compile(f"{NUMBERS}|{_PHRASES}")
_FIGURE = re.compile(r'(<span data-figure="[^"<>]*">[^<>]*</span> [^\W\d_]{1,7})(?=[\s<.,;:)])')
_TAG = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_NAME = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_LITERAL = {"script", "style", "pre", "code", "svg", "textarea", "title"}
_OPEN = '<span class="pb-nowrap">'


def unbroken(body: str) -> str:
    """``body`` of a page (HTML), with what a line must not end in set in elements that are kept whole.

    Cells of tables are narrow: only numbers are kept whole in them, not what stands beside these.
    """
    pieces = []
    inside = dict.fromkeys((*_LITERAL, "table"), 0)
    for piece in _TAG.split(body):
        if piece.startswith("<"):
            found = _NAME.match(piece)
            if found and found[2].lower() in inside:
                inside[found[2].lower()] += -1 if found[1] else 1
        elif not any(inside[name] for name in _LITERAL):
            rule = _IN_TABLE if inside["table"] else _IN_PROSE
            piece = rule.sub(_whole, piece)
        pieces.append(piece)
    return _FIGURE.sub(_whole, "".join(pieces))


def _whole(found: re.Match[str]) -> str:
    return f"{_OPEN}{found[0]}</span>"
