"""A text as its finders read it: one sign for each of the text's, so that places are the same in both."""

from __future__ import annotations

import re
import unicodedata

NOTHING = "\0"
"""Stands where a date or a checksum was: it is part of no number."""

_DATES = re.compile(
    r"(?<![\d.\-/])\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d(?!\d|\.\d|-\d{3})"
    r"|(?<!\d)(?:19|20)\d\d\s?-\s?(?:19|20)\d\d(?![\d.])"
    r"|(?<=tháng )\d{1,2}[./-](?:19|20)\d\d(?!\d)"
    r"|(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)"
    r"|(?<![0-9A-Za-z])[0-9a-f]{40,}(?![0-9A-Za-z])"
)


def plain(text: str) -> str:
    """``text`` with digits, spaces, dashes and full-width signs in their plain form.

    >>> plain("０９12\u00a0345–678")
    '0912 345-678'
    """
    return text if text.isascii() else text.translate(_SIGNS)


def without_dates(text: str) -> str:
    """A plain text in which dates, ranges of years and checksums are nothing."""
    return _DATES.sub(lambda match: NOTHING * len(match.group()), text)


class _Signs(dict[int, str]):
    """The plain form of each sign, looked up once: most texts are made of the same ones."""

    def __missing__(self, code: int) -> str:
        self[code] = _plain_sign(chr(code))
        return self[code]


_SIGNS = _Signs()


def _plain_sign(sign: str) -> str:
    if "\uff01" <= sign <= "\uff5e":
        return chr(ord(sign) - 0xFEE0)
    if sign in "·•∙․‧":
        return "."
    match unicodedata.category(sign):
        case "Nd":
            return str(unicodedata.decimal(sign))
        case "Zs":
            return " "
        case "Pd":
            return "-"
        case "Cf":
            return "\u200b"
        case _:
            return "-" if sign == "\u2212" else sign
