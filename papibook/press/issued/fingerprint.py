"""What an edition was made from, as one short mark by which its parts are seen to belong together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

MADE_FROM = ("code", "dataset_sha256", "edition", "pages", "texts_sha256")
"""Of a build's manifest. Versions of libraries are not among them: they are reported, and may differ."""
_BLOCKS, _LETTERS = 4, 4


def made_from(manifest: Mapping[str, object]) -> dict[str, object]:
    """The part of a build's manifest that the fingerprint is of.

    Raises:
        KeyError: the manifest lacks a part.
    """
    return {name: manifest[name] for name in MADE_FROM}


def fingerprint_of(source: Mapping[str, object]) -> str:
    """``9f3a 01bc 77d2 40ee``: the beginning of the SHA-256 of ``source`` as JSON with sorted keys.

    64 bits are enough to tell apart what an office issues; files are proved by their whole digests.
    """
    text = json.dumps(source, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return " ".join(digest[at : at + _LETTERS] for at in range(0, _BLOCKS * _LETTERS, _LETTERS))
