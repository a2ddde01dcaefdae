"""Vietnamese text made comparable: case, marks and spacing set aside. Nothing here is shown to a reader."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """``text`` for comparing: NFC, case-folded, runs of white space as one space.

    >>> fold("  Xã  TÂN Lập ")
    'xã tân lập'
    """
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def uncapitalised(name: str) -> str:
    """A period's name within a sentence.

    >>> uncapitalised("Năm 2022")
    'năm 2022'
    """
    return name[:1].lower() + name[1:]


def bare_letters(text: str) -> str:
    """``text`` in lower case without marks: what a search index and a reader's query are compared by.

    >>> bare_letters("Kế hoạch"), bare_letters("ĐƯỜNG")
    ('ke hoach', 'duong')
    """
    apart = unicodedata.normalize("NFD", text.lower())
    bare = "".join(letter for letter in apart if not unicodedata.category(letter).startswith("M"))
    return bare.replace("đ", "d")


def without_marks(text: str) -> str:
    """``text`` folded, without marks and without a full stop at the end: a name as a hurried hand types it.

    >>> without_marks("UBND xã Tân Lập.")
    'ubnd xa tan lap'
    """
    return bare_letters(fold(text).rstrip("."))


def composed(content: bytes) -> bytes:
    """A text file in precomposed letters (NFC, TCVN 6909); what is no UTF-8 stays as it is."""
    try:
        return unicodedata.normalize("NFC", content.decode("utf-8")).encode("utf-8")
    except UnicodeDecodeError:
        return content
