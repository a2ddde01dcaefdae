"""The pictures in the office's own pages: whether each is there, can be shown and printed, and has words.

Whoever cannot see a picture is read its words, and the PDF (PDF/UA) is refused without them.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import quote, unquote

from papibook.ground.errors import BookError

_IMG = re.compile(r"<img\b[^>]*>")
_ATTRIBUTE = re.compile(r'\b(src|alt)="([^"]*)"')
_OWN = "_images/"
"""Where Sphinx puts pictures of the text; those of views lie elsewhere and bring their words."""
_SUFFIXES = (".md", ".ipynb", ".rst")
_KINDS: tuple[tuple[bytes, frozenset[str]], ...] = (
    (rb"\x89PNG\r\n\x1a\n", frozenset({".png"})),
    (rb"\xff\xd8\xff", frozenset({".jpg", ".jpeg"})),
    (rb"GIF8[79]a", frozenset({".gif"})),
    (rb"RIFF....WEBP", frozenset({".webp"})),
    (rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!DOCTYPE|svg)", frozenset({".svg"})),
)
"""How a file of each kind begins, and how its name ends."""


def check_pictures(source: Path, book: Path, page: str) -> None:
    """Check the pictures of ``page``, made from a text in ``source``, in the HTML folder ``book``.

    Raises:
        BookError: a picture is not there, is on another site, cannot be shown, or has no words.
    """
    place = book / f"{page}.html"
    for tag in _IMG.findall(place.read_text(encoding="utf-8")):
        found = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(tag)}
        address = found.get("src", "")
        path = place.parent / unquote(address)
        message = _wrong(address, path, found.get("alt", ""))
        if message:
            name = unquote(address).rsplit("/", 1)[-1] if "://" not in address else address
            text, line = _line(source, page, name)
            raise BookError(message, page=text, line=line, path=name)


def _wrong(address: str, path: Path, alt: str) -> str:
    """What is wrong with a picture, as a msgid of ``errors``; empty if nothing is."""
    if "://" in address:
        return (
            "{page}, line {line}: the picture {path} is on another site, and this book loads nothing from "
            "there. Save it in book/ and write its path."
        )
    if not address.startswith("data:") and not path.is_file():
        return (
            "{page}, line {line}: the picture {path} is not in the book. Put its file beside the page, "
            "and write ![words]({path})."
        )
    if _OWN not in address:
        return ""
    begins = path.read_bytes()[:1024]
    if not any(re.match(form, begins, re.DOTALL) and path.suffix.lower() in ends for form, ends in _KINDS):
        return (
            "{page}, line {line}: the picture {path} cannot be shown: it is no PNG, JPEG, SVG, GIF or WebP, "
            "or its name ends otherwise than its kind. Save it as PNG."
        )
    if path.suffix.lower() == ".svg" and not _is_utf8(path):
        return "{page}, line {line}: the picture {path} is not UTF-8. Save it as PNG."
    # Without words Sphinx writes the address in their place.
    if not alt.strip() or (alt.endswith(unquote(address).rsplit("/", 1)[-1]) and _OWN in alt):
        return (
            "{page}, line {line}: the picture {path} has no words that stand for it. Write them: "
            "![words]({path}), or “:alt: words” in the directive."
        )
    return ""


def _is_utf8(path: Path) -> bool:
    try:
        path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _line(source: Path, page: str, name: str) -> tuple[str, int]:
    """The file that ``page`` is made from, and the first line that names the picture."""
    text = next((page + suffix for suffix in _SUFFIXES if (source / (page + suffix)).is_file()), page)
    lines = (source / text).read_text(encoding="utf-8").splitlines() if (source / text).is_file() else []
    names = (name, quote(name), name.replace(" ", "%20"))
    return text, next((at for at, line in enumerate(lines, 1) if any(one in line for one in names)), 1)
