"""Names of files as they may be shown and written down: the senders choose them."""

from __future__ import annotations

import re
import struct
import unicodedata
import zipfile
from itertools import pairwise

MAX_NAME = 120
FORMULA_STARTS = tuple("=+-@＝＋－＠")


def shown_name(name: str) -> str:
    """The last part of ``name``: one line, no signs that steer a terminal, of a length that fits a table.

    A name that a spreadsheet would take for a formula gets an apostrophe in front.

    >>> shown_name("../../etc/=cmd|x.xlsx")
    "'=cmd|x.xlsx"
    """
    text = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    text = "".join(sign for sign in text if unicodedata.category(sign)[0] != "C")
    parts = [part.strip() for part in re.split(r"[\\/]", text)]
    last = next((part for part in reversed(parts) if part not in ("", ".", "..")), "?")
    if last.startswith(FORMULA_STARTS):
        last = f"'{last}"
    return last if len(last) <= MAX_NAME else f"{last[: MAX_NAME - 31]}…{last[-30:]}"


_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075


def member_name(info: zipfile.ZipInfo) -> str:
    """The name of a file in a ZIP file, in whatever encoding the program that packed it wrote it.

    ZIP knows two: UTF-8, flagged, and CP437. Others write UTF-8 without the flag, or the code page of their
    Windows, CP1258 in Vietnam. What is UTF-8 can hardly be anything else; of the other two that one is taken
    in which more letters are Vietnamese.
    """
    if info.flag_bits & _UTF8_FLAG:
        return info.filename
    if name := _unicode_path(info):
        return name
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    if raw.isascii():
        return info.filename
    for encoding in ("utf-8", "cp1258"):
        try:
            name = unicodedata.normalize("NFC", raw.decode(encoding))
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or _oddness(name) < _oddness(info.filename):
            return name
    return info.filename


def _oddness(name: str) -> int:
    """How many letters of ``name`` Vietnamese does not have; a capital behind a small letter is odd too."""
    odd = 0
    for letter in name:
        if not letter.isascii():
            bare = unicodedata.normalize("NFD", letter.casefold())
            has_base = bare[0] in "aeiouyđ" and all(mark in _MARKS for mark in bare[1:])
            odd += not has_base
    return odd + sum(before.islower() and after.isupper() for before, after in pairwise(name))


_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
"""Grave, acute, circumflex, tilde, breve, hook above, horn, dot below."""


def _unicode_path(info: zipfile.ZipInfo) -> str:
    """The name in Info-ZIP's further field, which other programs write too; empty without one."""
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == _UNICODE_PATH and size > 5:
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return ""


def shown_line(text: str) -> str:
    """What somebody typed about a file (its sender), under the same rules."""
    line = " ".join("".join(" " if sign.isspace() else sign for sign in text).split())
    kept = "".join(sign for sign in line if unicodedata.category(sign)[0] != "C")
    if kept.startswith(FORMULA_STARTS):
        kept = f"'{kept}"
    return kept if len(kept) <= MAX_NAME else f"{kept[: MAX_NAME - 1]}…"
