"""An official document as a value, by the parts that Decree 30/2020/NĐ-CP (Annex I) gives it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from papibook.ground.numbers import month_digits, roman
from papibook.model.inline import Inline
from papibook.model.table import TableValue

_WIDE = 6
"""An annex with at least so many columns stands on turned sheets."""


@dataclass(frozen=True)
class Heading:
    """``level`` 1: “I. …” in capitals; 2: “1. …”."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """``is_item``: begins with a dash."""

    said: Inline
    is_item: bool = False


@dataclass(frozen=True)
class Picture:
    """A PNG in the middle of the line. ``words``: said in its place to who hears the document."""

    png: bytes
    words: str
    width_mm: float


Block: TypeAlias = Heading | Paragraph | TableValue | Picture
"""What ends a signed document is a paragraph: the mark of its end stands behind it."""


@dataclass(frozen=True)
class Annex:
    """``number``: Roman; ``is_wide``: on turned sheets."""

    number: str
    title: str
    table: TableValue
    is_wide: bool

    @property
    def name(self) -> str:
        """``Phụ lục II``; ``Phụ lục`` where there is only one."""
        return f"Phụ lục {self.number}".rstrip()


@dataclass(frozen=True)
class DocumentContent:
    """A document before it is signed: number and day of signing, signature and seal are left open.

    ``superior``: the body above the issuer, where the issuer has one; ``code``: what stands behind the number
    (BC-UBND); ``kind``: BÁO CÁO, or nothing for a letter (công văn), whose subject stands under its number as
    “V/v …”; ``subject``: its trích yếu; ``receivers``: Kính gửi; ``basis``: căn cứ; ``opening``: the sentence
    that leads to the body; ``post``: who signs, or nothing where nobody does; ``copies``: Nơi nhận;
    ``month_of``: a day of the month in which it is drawn up; ``month_said``: what stands for that month
    instead, in a template; ``due``: by when it is to be sent, and whether that is kept; ``remark``: stands
    above all where the figures are made up; ``made``: the Word file that the office's template came to, which
    is all of the document but its annexes.
    """

    superior: str
    issuer: str
    code: str
    place: str
    month_of: date
    kind: str
    subject: str
    receivers: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    authority: str = ""
    post: str = ""
    copies: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    opening: str = ""
    remark: str = ""
    month_said: str = ""
    due: str = ""
    made: bytes = field(default=b"", repr=False)

    @property
    def month_year(self) -> str:
        """``tháng 6 năm 2022``."""
        return self.month_said or f"{month_words(self.month_of)} năm {self.month_of.year}"

    @property
    def attached(self) -> str:
        """What an annex says of the document that it belongs to."""
        number = f"số       /{self.code} ngày      {self.month_year}"
        return f"(Kèm theo {self.called} {number} của {self.issuer})"

    @property
    def called(self) -> str:
        """What its annexes call it: Báo cáo, Công văn."""
        return self.kind.capitalize() or "Công văn"

    @property
    def title(self) -> str:
        return f"{self.called}: {self.subject}"


def numbered_annexes(found: Sequence[tuple[str, TableValue]]) -> Iterator[Annex]:
    """Titles with tables as annexes; one alone has no number, a wide table stands on turned sheets."""
    for number, (title, table) in enumerate(found, start=1):
        yield Annex(roman(number) if len(found) > 1 else "", title, table, len(table.columns) >= _WIDE)


def month_words(day: date) -> str:
    """``tháng 02``, ``tháng 6``."""
    return f"tháng {month_digits(day)}"


def ended(entries: Sequence[str]) -> tuple[str, ...]:
    """Entries of a listing, each with its semicolon and the last with a full stop; a directive as it is."""
    last = len(entries)
    return tuple(
        entry if is_directive(entry) else f"{entry.rstrip('.;')}{'.' if number == last else ';'}"
        for number, entry in enumerate(entries, start=1)
    )


def is_directive(text: str) -> bool:
    """Whether a template says there what stands in its place: ``:::{list} copies``."""
    return text.startswith(":::")
