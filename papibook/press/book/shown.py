"""Whether the HTML book shows what its pages hold: no view may be lost on the way through Jupyter Book."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from papibook.ground.errors import BookError
from papibook.press.theme.unbroken import unbroken

_PAGES = "book/pages"
_NAMED = re.compile(r'id="((?:table|chart)-[^"]+)"')
_TAG = re.compile(r"<[^>]*>")
_TOLD = 5


def check_shown(source: Path, html: Path, left_out: Collection[str] = ()) -> None:
    """Compare the pages in ``source`` with the book in ``html``; ``left_out`` are not in the contents.

    Every view has to be in its page's HTML to the letter, white space and elements that keep a line whole
    aside.

    Raises:
        BookError: something was lost.
    """
    lost = list(_lost(source / _PAGES, html / _PAGES, left_out))
    if lost:
        raise BookError(
            "The HTML book lacks what its pages hold:\n{lost}\nThe book was not published. Look at what was "
            "changed last in _config.yml, in the templates or in the installed libraries.",
            lost="\n".join(lost[:_TOLD]),
        )


def _lost(pages: Path, html: Path, left_out: Collection[str]) -> Iterator[str]:
    for path in sorted(pages.rglob("*.ipynb")):
        name = path.relative_to(pages).with_suffix("").as_posix()
        if name in left_out:
            continue
        page = html / f"{name}.html"
        shown = _packed(page.read_text(encoding="utf-8")) if page.is_file() else ""
        for view in _views(path):
            if _packed(unbroken(view)) not in shown:
                yield f"{_PAGES}/{name}: {_name(view)}"


def _views(notebook: Path) -> Iterator[str]:
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", ()):
            text = output.get("data", {}).get("text/html", "")
            yield text if isinstance(text, str) else "".join(text)


def _packed(text: str) -> str:
    """``text`` without white space, which the search index needs more of than a view has."""
    return "".join(text.split())


def _name(view: str) -> str:
    """What a view is called in a message: the id of its table or chart, or how it begins."""
    named = _NAMED.search(view)
    return named[1] if named else " ".join(_TAG.sub(" ", view).split())[:60]
