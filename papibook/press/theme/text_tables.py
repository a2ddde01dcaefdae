"""Tables of the hand-written text, as Markdown writes them: a name, and headings that say what they head.

Markdown has neither captions nor headings of rows. A table takes its name from the heading above it, which is
for readers by ear only, since eyes see that heading. A row takes its name from the first column of the
table in which no two cells are alike.
"""

from __future__ import annotations

import html
import re
from itertools import count

_PART = re.compile(r'<h[1-6]\b[^>]*>(.*?)</h[1-6]>|(<table class="table">)(.*?)</table>', re.DOTALL)
_ROW = re.compile(r"<tr\b[^>]*>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<td\b([^>]*)>(.*?)</td>", re.DOTALL)
_TAG, _LINK_TO_ITSELF = re.compile(r"<[^>]*>"), re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)


def named_tables(body: str, page: str = "") -> str:
    """``body`` of a page (HTML), its Markdown tables named; ``page`` names one with no heading above it."""
    heading, numbers = page, count(1)

    def named(part: re.Match[str]) -> str:
        nonlocal heading, numbers
        if part[2] is None:
            heading, numbers = _text(_LINK_TO_ITSELF.sub("", part[1])), count(1)
            return part[0]
        number = next(numbers)
        name = heading if number == 1 else f"{heading} ({number})"
        return f'{part[2]}<caption class="pb-sr">{html.escape(name)}</caption>{_headed(part[3])}</table>'

    return _PART.sub(named, body)


def _headed(rows: str) -> str:
    rows = rows.replace('<th class="head', '<th scope="col" class="head')
    cells = [[_text(cell[2]) for cell in _CELL.finditer(row[0])] for row in _ROW.finditer(rows)]
    column = _naming_column([row for row in cells if row])
    return rows if column is None else _ROW.sub(lambda row: _with_heading(row[0], column), rows)


def _naming_column(rows: list[list[str]]) -> int | None:
    """The first column without a cell that is empty or there twice."""
    columns = enumerate(zip(*rows, strict=False))
    return next((n for n, cells in columns if all(cells) and len({*cells}) == len(cells)), None)


def _with_heading(row: str, column: int) -> str:
    places = count()

    def cell(found: re.Match[str]) -> str:
        return f'<th scope="row"{found[1]}>{found[2]}</th>' if next(places) == column else found[0]

    return _CELL.sub(cell, row)


def _text(markup: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", markup)).split())
