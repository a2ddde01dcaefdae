"""The PDFs that the HTML book offers: how many there are is known only when they are printed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from html import escape
from pathlib import Path

from papibook.ground.texts import say

COVER = "book/pages/index.html"
_MORE = ('<span class="pb-volumes">', "</span>")


def offer_pdfs(finished: Path, names: Sequence[str]) -> None:
    """Put the PDFs ``names`` of ``finished/print`` into ``finished/html``, further ones also on its cover."""
    files = finished / "html" / "_static" / "files"
    files.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copyfile(finished / "print" / name, files / name)
    cover = finished / "html" / COVER
    text = cover.read_text(encoding="utf-8")
    linked = with_volumes(text, names)
    if linked != text:
        # The file may be the same as another edition's or a kept page, by a hard link: it is not written to.
        fresh = cover.with_suffix(".new")
        fresh.write_text(linked, encoding="utf-8", newline="\n")
        fresh.replace(cover)


def with_volumes(cover: str, names: Sequence[str]) -> str:
    """``cover`` with links to the second of ``names`` and those after it, behind the link to the first.

    Links of an earlier build give way.
    """
    first, *others = names
    start, end = map(re.escape, _MORE)
    link = re.compile(rf'(<a href="([^"]*/){re.escape(first)}"[^>]*>[^<]*</a>)(?:{start}.*?{end})?')

    def linked(match: re.Match[str]) -> str:
        words = [say("print", "Volume {number}", number=number) for number in range(2, len(names) + 1)]
        more = "".join(
            f' · <a href="{match[2]}{escape(name)}" download>{escape(word)}</a>'
            for name, word in zip(others, words, strict=True)
        )
        return match[1] + (more.join(_MORE) if more else "")

    return link.sub(linked, cover)
