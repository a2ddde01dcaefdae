"""Names of files as they may be shown and written down: the senders choose them."""

from __future__ import annotations

import re
import unicodedata

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


def shown_line(text: str) -> str:
    """What somebody typed about a file (its sender), under the same rules."""
    line = " ".join("".join(" " if sign.isspace() else sign for sign in text).split())
    kept = "".join(sign for sign in line if unicodedata.category(sign)[0] != "C")
    if kept.startswith(FORMULA_STARTS):
        kept = f"'{kept}"
    return kept if len(kept) <= MAX_NAME else f"{kept[: MAX_NAME - 1]}…"
