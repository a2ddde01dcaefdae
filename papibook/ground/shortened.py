"""A text at a length that fits a table or a line."""

from __future__ import annotations

import re

_CUT_END = re.compile(r"[\d\s.+()-]*\S*\Z")
_CUT_START = re.compile(r"\A\S*[\d\s.+()-]*")


def shortened(text: str, most: int, *, from_end: bool = False) -> str:
    """``text``, or its first (``from_end``: last) ``most`` signs, without a word or number that would be cut.

    Half a phone number would no longer be known as one.
    """
    if len(text) <= most:
        return text
    return "…" + _CUT_START.sub("", text[-most:]) if from_end else _CUT_END.sub("", text[:most]) + "…"
