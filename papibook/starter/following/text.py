"""Pages for the text of a plan that is not there yet: the headings and items of the plan before."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from papibook.data.given.plan_text import FOLDER, OPEN_TEXT
from papibook.starter.following.days import moved_words

_KEPT = re.compile(r"#+ |\(\S+\)=\s*$")
_LABEL = re.compile(r"\*\*((?:\d+|[IVX]+)(?:\.\d+)*)[.)]?")
_NOTE = re.compile(r"\[\^[^\]]+\]")


def empty_pages(texts: Mapping[str, str], years: Collection[int]) -> dict[str, str]:
    """Of each page of ``texts`` (read_plan_texts), by name: headings, anchors, lines on how items stand.

    What the plan says is left open, a mark in its place: the new plan may say something else.
    """
    return {
        document.removeprefix(f"{FOLDER}/"): "\n\n".join(_blocks(text, years)) + "\n"
        for document, text in texts.items()
    }


def _blocks(text: str, years: Collection[int]) -> Iterator[str]:
    last = ""
    anchor = ""
    for block in re.split(r"\n\s*\n", text.strip()):
        for kept in _kept(block, years):
            if _KEPT.match(kept) and kept.endswith("="):
                anchor = f"{anchor}{kept}\n"
                continue
            if kept != last or kept != OPEN_TEXT:
                yield anchor + kept
            last, anchor = kept, ""
    if anchor:
        yield anchor.rstrip()


def _kept(block: str, years: Collection[int]) -> Iterator[str]:
    """What stays of a block: heads, anchors, the line on how an item stands, an item's number."""
    if block.startswith(":::"):
        if block.startswith(":::{standing}"):
            yield block
        return
    if block.startswith("[^"):
        return
    for line in block.splitlines():
        if _KEPT.match(line):
            yield moved_words(_NOTE.sub("", line), years).rstrip()
        elif label := _LABEL.match(line):
            yield f"**{label[1]}.** {OPEN_TEXT}"
        else:
            yield OPEN_TEXT
