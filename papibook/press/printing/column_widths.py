"""Column widths of tables on paper, from what the cells hold.

The browser lays out a table by itself; Typst is told each column's share. Widths are estimated in ems of the
table's type: no column is narrower than its longest word, and what is left goes to the columns whose texts
make the rows high.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from papibook.press.printing.paper_tables import BREAK, PaperCell, PaperTable

PADDING_EM = 1.1
"""Both sides of a cell, and a little air against the estimate being low."""
WIDEST_EM = 34.0
"""Beyond this a column's text wraps anyway and asks for no more width."""
_SIGN_BOX_EM = 0.8
"""What the coloured box around a status sign adds."""
_CROWDED = 0.6
"""Where the least widths of the columns take so much of the width, heads give way if that makes it lower."""
_SHORT_HEAD_EM = 3.4
"""A head up to this width is never set a word a line, which saves next to nothing."""
_WHOLE_EM = 9.0
"""Figures, dates and statuses up to this width stay on one line."""


@dataclass(frozen=True)
class ColumnSize:
    """Widths in ems: ``least`` breaks no word, ``wished`` no line. ``bulk``: how much text it holds."""

    least: float
    wished: float
    bulk: float = 0.0


@dataclass(frozen=True)
class CellSize:
    """A cell that starts in column ``at``: its widths in ems, each line's by itself in ``lines``.

    ``longest``: the width of its longest word.
    """

    cell: PaperCell
    at: int
    least: float
    wished: float
    lines: tuple[float, ...]
    longest: float

    def height(self, width: float) -> int:
        """In how many lines the text is set in a column ``width`` ems wide."""
        room = max(width - PADDING_EM, 1.0)
        return sum(max(1, math.ceil(line / room)) for line in self.lines)


def cell_sizes(table: PaperTable) -> list[list[CellSize]]:
    """The cells of each row of ``table`` with their places, cells over several rows or columns counted."""
    sizes: list[list[CellSize]] = []
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(table.rows):
        found: list[CellSize] = []
        x = 0
        for cell in row.cells:
            while (y, x) in taken:
                x += 1
            taken |= {(y + down, x + right) for down in range(cell.rows) for right in range(cell.columns)}
            found.append(_cell_size(cell, x))
            x += cell.columns
        sizes.append(found)
    return sizes


def columns_of(sizes: Sequence[Sequence[CellSize]]) -> list[ColumnSize]:
    """What each column asks for; cells over several columns ask for nothing."""
    count = max((size.at + size.cell.columns for row in sizes for size in row), default=0)
    held: list[list[CellSize]] = [[] for _ in range(count)]
    for row in sizes:
        for size in row:
            if size.cell.columns == 1:
                held[size.at].append(size)
    return [
        ColumnSize(
            least=max([size.least for size in found] + [0.6]) + PADDING_EM,
            wished=max([size.wished for size in found] + [0.6]) + PADDING_EM,
            bulk=sum(sum(size.lines) ** 3 for size in found if size.cell.look != "head"),
        )
        for found in held
    ]


def lowest_shares(sizes: Sequence[Sequence[CellSize]], width: float) -> list[float]:
    """Each column's share of the full width, so that the table is as low as it can be.

    Heads keep to few lines where there is room. Many columns of short figures under long heads would leave
    the column of words next to nothing: there a head may be set a word a line.
    """
    columns = columns_of(sizes)
    shares = column_shares(columns, width)
    if sum(column.least for column in columns) < _CROWDED * width:
        return shares
    others = column_shares(columns_of(_heads_by_word(sizes)), width)
    return min(shares, others, key=lambda each: _height(sizes, each, width))


def least_width(sizes: Sequence[Sequence[CellSize]]) -> float:
    """How narrow the table can be without breaking a word, in ems."""
    return sum(column.least for column in columns_of(_heads_by_word(sizes)))


def _heads_by_word(sizes: Sequence[Sequence[CellSize]]) -> list[list[CellSize]]:
    return [
        [
            replace(size, least=min(size.least, size.longest)) if size.cell.look == "head" else size
            for size in row
        ]
        for row in sizes
    ]


def _height(sizes: Sequence[Sequence[CellSize]], shares: Sequence[float], width: float) -> int:
    """In how many lines a table is set; cells over several rows or columns count for nothing."""
    return sum(
        max((size.height(shares[size.at] * width) for size in row if _is_single(size.cell)), default=1)
        for row in sizes
    )


def _is_single(cell: PaperCell) -> bool:
    return cell.rows == cell.columns == 1


def column_shares(columns: Sequence[ColumnSize], width: float) -> list[float]:
    """Each column's share of the full width, all together at most 1.

    >>> column_shares([ColumnSize(2.0, 4.0), ColumnSize(2.0, 16.0)], 40.0)
    [0.125, 0.5]
    >>> column_shares([ColumnSize(2.0, 4.0, 3.0**3), ColumnSize(2.0, 16.0, 15.0**3)], 12.0)
    [0.2302, 0.7697]
    """
    if not columns:
        return []
    wished = sum(column.wished for column in columns)
    if wished <= width:
        # A table a little narrower than the page looks like a slip, so it is made as wide.
        stretch = width / wished if wished > 0.6 * width else min(1.25, width / wished)
        return [round(column.wished * stretch / width, 4) for column in columns]
    least = sum(column.least for column in columns)
    if least >= width:
        return [math.floor(column.least / least * 10000) / 10000 for column in columns]
    return [math.floor(each / width * 10000) / 10000 for each in _filled(columns, width)]


def _filled(columns: Sequence[ColumnSize], width: float) -> list[float]:
    """Widths that fill ``width`` and keep the rows low.

    The sum over all cells of (text / width)³ stands for the table's height: it is all but ruled by the
    highest cell of each row. It is least where widths go as the fourth root of the texts' cubes.
    """

    def widths(factor: float) -> list[float]:
        return [min(max(factor * column.bulk**0.25, column.least), column.wished) for column in columns]

    low, high = 0.0, 1.0
    while sum(widths(high)) < width and high < 1e9:
        high *= 2
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(widths(middle)) <= width else (low, middle)
    return widths(low)


def text_em(text: str) -> float:
    """About how wide ``text`` is, in ems of a book face."""
    return sum(map(_EMS.__getitem__, text))


class _Ems(dict[str, float]):
    """Widths of the characters met so far: a plain look-up for the million letters of a book."""

    def __missing__(self, char: str) -> float:
        self[char] = _char_em(char)
        return self[char]


_EMS = _Ems()


def _char_em(char: str) -> float:
    if char == BREAK:
        return 0.0
    # A letter is as wide with its marks as without.
    letter = unicodedata.normalize("NFD", char)[0]
    if letter in " .,:;'|!()[]-/ijlftrI":
        return 0.33
    if letter.isupper() or letter in "mw%…—✓◆△↻◐○∅":
        return 0.72
    return 0.48 if letter.islower() or letter.isdigit() else 0.55


def _cell_size(cell: PaperCell, at: int) -> CellSize:
    is_head = cell.look in ("head", "group")
    heavier = 1.08 if is_head else 1.0
    box = _SIGN_BOX_EM if cell.has_sign else 0.0
    widths = [text_em(line) * heavier + box for line in cell.lines if line]
    whole = max(widths, default=0.0)
    words = [word for line in cell.lines for word in re.split(rf"[\s{BREAK}]", line)]
    longest = max(text_em(word) for word in words) * heavier
    if is_head and whole <= _SHORT_HEAD_EM:
        longest = max(longest, whole)
    # Read as one, so not broken at its spaces.
    is_short = not is_head and whole < _WHOLE_EM and (cell.side == "right" or cell.has_sign)
    # A long head may take two lines; it should not widen a column of short figures.
    wished = max(longest, min(whole, 6.0), whole / 2) if is_head else whole
    return CellSize(
        cell,
        at,
        least=whole if is_short else max(longest, min(whole / 2.5 + 0.4, 6.0)) if is_head else longest,
        wished=max(min(wished, WIDEST_EM), longest),
        lines=tuple(widths),
        longest=longest,
    )
