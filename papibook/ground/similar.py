"""Which known word a mistyped one may stand for."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str], *, cutoff: float = 0.7) -> str:
    """The known word that ``word`` is most likely a slip of; empty when none is near."""
    return next(iter(similar_words(word, known, cutoff=cutoff, most=1)), "")


def similar_words(word: str, known: Iterable[str], *, cutoff: float, most: int) -> list[str]:
    """Up to ``most`` known words like ``word``, the likest first (``cutoff``: 0 any, 1 equal ones)."""
    return difflib.get_close_matches(word, list(known), n=most, cutoff=cutoff)
