"""The comments that mark cells, and the sender's own in them."""

from __future__ import annotations

FIRST_LINE = "◆ Kiểm tra báo cáo"
SEPARATOR = "\n— — —\n"
"""Between our comment and the one that the sender had written on the cell."""


def is_ours(text: str) -> bool:
    """Whether a comment is one of ours, by its first line: some programs lose the author."""
    return FIRST_LINE in text.partition("\n")[0]


def own_text(text: str) -> str:
    """What the sender wrote; empty where a comment is all ours."""
    return text.partition(SEPARATOR)[2] if is_ours(text) else text
