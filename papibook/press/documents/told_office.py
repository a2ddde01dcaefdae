"""The office's own words in a report: its commentary files, each part where the outline has its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd
from markdown_it import MarkdownIt
from markdown_it.token import Token

from papibook.ground.vietnamese import fold
from papibook.model.inline import Inline
from papibook.views.common.commentary import DECISIONS

ASSESSMENT = "assessment"
_SECTIONS = {
    "ưu điểm": "office_strengths",
    "kết quả": "office_strengths",
    "tồn tại": "office_weaknesses",
    "hạn chế": "office_weaknesses",
    "nguyên nhân": "office_causes",
    "phương hướng": "office_next",
    "nhiệm vụ": "office_next",
    "kiến nghị": "office",
    "đề xuất": "office",
}
"""How a heading of the commentary on the whole begins, and the list of what stands under it; all else is
assessment."""
NAMES = (ASSESSMENT, *dict.fromkeys(_SECTIONS.values()))


def office_lists(commentary: pd.DataFrame) -> dict[str, list[Inline]]:
    """The office's words on the whole, by the list of the outline that says them.

    Args:
        commentary: schema COMMENTARY, rows of one period.
    """
    lists: dict[str, list[Inline]] = {name: [] for name in NAMES}
    texts = _texts(commentary)
    for name, said in _by_section(texts.get("cover", "")):
        lists[name].append((said,))
    for name, said in _by_section(texts.get("district", "")):
        lists[name].append((said,))
    lists["office"] += [(said.removeprefix("- "),) for _, said in _lines(texts.get(DECISIONS, ""))]
    return lists


def office_words(commentary: pd.DataFrame, place: str) -> list[Inline]:
    """The office's paragraphs on one place, such as dimension-1.

    Args:
        commentary: schema COMMENTARY, rows of one period.
    """
    return [(said,) for _, said in _lines(_texts(commentary).get(place, ""))]


def _texts(commentary: pd.DataFrame) -> Mapping[str, str]:
    own = commentary.dropna(subset=["markdown"])
    return dict(zip(own["place"].astype(str), own["markdown"].astype(str), strict=True))


def _by_section(markdown: str) -> Iterator[tuple[str, str]]:
    for heading, said in _lines(markdown):
        begins = (name for start, name in _SECTIONS.items() if fold(heading).startswith(start))
        yield next(begins, ASSESSMENT), said


def _lines(markdown: str) -> Iterator[tuple[str, str]]:
    """Each paragraph as plain text with the heading that it stands under; items begin with a dash.

    A paragraph in brackets is a remark on the text, as “(Nhận xét minh họa)”, and no part of a report.
    """
    heading, is_heading, depth = "", False, 0
    for token in MarkdownIt("commonmark", {"html": False}).parse(markdown):
        depth += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type in ("heading_open", "heading_close"):
            is_heading = token.type == "heading_open"
        elif token.type == "inline":
            said = " ".join("".join(map(_piece, token.children or ())).split())
            if is_heading:
                heading = said
            elif said and not (said.startswith("(") and said.endswith(")")):
                yield heading, f"- {said}" if depth else said


def _piece(token: Token) -> str:
    """What a token within a line says; marks of emphasis say nothing."""
    return " " if token.type in ("softbreak", "hardbreak") else token.content
