"""Texts that people read, from gettext catalogues.

A text's id is its English sentence with named holes: ``say("cli", "Removed: {path}", path="x")``.
``locale/<lang>/LC_MESSAGES/<domain>.po`` holds the other languages; building or installing the package
compiles it into the ``.mo`` beside it, which is what runs.
A domain is one layer's: ``errors``, ``findings``, ``form``, ``export``, ``views``, ``views_whole``,
``press``, ``press_book``, ``print``, ``cli``. English needs no file.
"""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

LANGUAGES = ("vi", "en")
LOCALE_FOLDER = Path(__file__).resolve().parent.parent / "locale"


@cache
def _catalogue(domain: str, lang: str) -> gettext.NullTranslations:
    return gettext.translation(domain, LOCALE_FOLDER, languages=[lang], fallback=True)


def say(domain: str, message: str, /, *, lang: str = "vi", **values: object) -> str:
    """The text of ``message`` in ``lang`` with ``values`` in its holes.

    Values are put in after translation and are never themselves formatted, so a unit's text that
    contains braces stays as it is.
    """
    found = _catalogue(domain, lang).gettext(message) if message else ""
    return found.format(**values) if values else found
