"""An official document as a value, by the parts that Decree 30/2020/NĐ-CP (Annex I) gives it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from papibook.model.inline import Inline
from papibook.model.table import TableValue


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


@dataclass(frozen=True)
class DocumentContent:
    """A document before it is signed: number and day of signing, signature and seal are left open.

    ``superior``: the body above the issuer, where the issuer has one; ``code``: what stands behind the number
    (BC-UBND); ``kind``: BÁO CÁO, or nothing for a letter (công văn), whose subject stands under its number as
    “V/v …”; ``subject``: its trích yếu; ``receivers``: Kính gửi; ``basis``: căn cứ; ``opening``: the sentence
    that leads to the body; ``post``: who signs, or nothing where nobody does; ``copies``: Nơi nhận;
    ``month_of``: a day of the month in which it is drawn up; ``remark``: stands above all where the figures
    are made up.
    """

    superior: str
    issuer: str
    code: str
    place: str
    month_of: date
    kind: str
    subject: str
    receivers: tuple[str, ...]
    basis: tuple[str, ...]
    body: tuple[Block, ...]
    authority: str
    post: str
    copies: tuple[str, ...]
    annexes: tuple[Annex, ...] = ()
    opening: str = ""
    remark: str = ""

    @property
    def called(self) -> str:
        """What its annexes call it: Báo cáo, Công văn."""
        return self.kind.capitalize() or "Công văn"

    @property
    def title(self) -> str:
        return f"{self.called}: {self.subject}"
