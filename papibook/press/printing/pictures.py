"""Pictures of a page for paper: where their files lie, and their sizes in Typst's words."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from papibook.ground.errors import BookError

Node = Any  # lxml publishes no usable types for HTML elements

_VIEWS, _OWN = "_static/", "_images/"
_SIZE = re.compile(r"(\d+(?:\.\d+)?)(px|%|cm|mm|in|pt|em)?$")


def read_pictures(blocks: list[Node]) -> dict[str, str]:
    """Name the pictures of ``blocks``; returns each name with the place of its file in the HTML book.

    Raises:
        BookError: a picture lies outside the book, or has no words.
    """
    images: dict[str, str] = {}
    for block in blocks:
        for node in block.iter("img"):
            source = unquote(node.get("src", ""))
            # Views write paths of their own; what follows the folder's name is sure.
            place = next((source[source.index(at) :] for at in (_VIEWS, _OWN) if at in source), "")
            if not place or ".." in place.split("/"):
                raise BookError("A picture that a page shows is not there: {path}.", path=source[:200])
            name = f"images/{_name(place)}"
            if not node.get("alt", "").strip():
                # PDF/UA refuses a picture without words; its title says at least what it is.
                title = next(("".join(n.itertext()) for n in block.iter("figcaption")), "").strip()
                if not title:
                    raise BookError(
                        "A picture has no alternative text: {path}.", path=place.rsplit("/", 1)[-1]
                    )
                node.set("alt", title)
            images[name] = place
            node.set("src", name)
    return images


def _name(place: str) -> str:
    """An own picture may have any name; Typst and the check for unprintable signs need a plain one."""
    path = PurePosixPath(place)
    if place.startswith(_VIEWS):
        return path.name
    return hashlib.sha256(place.encode()).hexdigest()[:16] + path.suffix.lower()


def size_in_typst(node: Node, name: str) -> str:
    """A picture's ``name`` (width or height) by its style or its attribute; ``auto`` if neither says it.

    >>> import lxml.html
    >>> size_in_typst(lxml.html.fromstring('<img style="width: 50%">'), "width")
    '50%'
    >>> size_in_typst(lxml.html.fromstring('<img width="660">'), "width")
    '495pt'
    """
    style = dict(part.split(":", 1) for part in node.get("style", "").split(";") if ":" in part)
    said = {key.strip(): value.strip() for key, value in style.items()}.get(name, node.get(name, ""))
    match = _SIZE.match(said)
    if match is None or float(match[1]) == 0:
        return "auto"
    if match[2] in (None, "px"):  # 96 to the inch, as in a browser
        return f"{float(match[1]) * 0.75:g}pt"
    return match[0]
