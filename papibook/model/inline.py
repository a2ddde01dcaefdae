"""Text with its emphasis, links and signs, for a cell or a note: what it says, in no medium's markup."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from papibook.model.figures import Figure

STYLES = frozenset(
    {
        *("strong", "small", "note", "id", "nowrap"),
        *("met", "not_met", "no_target"),
        *("better", "worse", "same", "neutral", "none", "direction"),
    }
)
"""Importance and kind (``note``: below a text and smaller; ``id``: of a task or indicator; ``nowrap``: not
broken over lines), how a figure stands to its target, which way it moved (``direction``: the word for it)."""


@dataclass(frozen=True)
class Run:
    """A piece of text; a line feed in it is a line break.

    ``styles``: of STYLES, the widest first. ``link``: ``page:<page_id>#<anchor>``, ``plan:<item>``,
    ``file:<kind>``. ``figure``: the one it shows, in a sentence; a cell says itself which it shows.
    """

    text: str
    styles: tuple[str, ...] = ()
    link: str = ""
    figure: Figure | None = None

    def __post_init__(self) -> None:
        if not STYLES.issuperset(self.styles):
            raise ValueError(f"no style: {self.styles}")


@dataclass(frozen=True)
class Sign:
    """A status: its sign and its words (papibook.model.status has the sign and the colours of ``status_id``).

    ``is_alone``: only the sign is seen, as in a grid; the words are for who hears the page. ``title``: what a
    pointer over it tells.
    """

    status_id: str
    words: str
    title: str = ""
    is_alone: bool = False


Inline: TypeAlias = tuple[str | Run | Sign, ...]
"""Pieces one after the other; a plain ``str`` is a run without anything."""


def styled(text: object, *styles: str, link: str = "") -> Inline:
    """One piece of text."""
    return (Run(str(text), styles, link),)


def text_of(inline: Inline) -> str:
    """What pieces say, without links and emphasis."""
    return "".join(
        piece if isinstance(piece, str) else piece.text if isinstance(piece, Run) else piece.words
        for piece in inline
    )


def list_mark(texts: Iterable[str]) -> str:
    """What stands between entries of a list: a comma, or a semicolon where an entry has a comma itself."""
    return "; " if any(", " in text for text in texts) else ", "


def joined(parts: list[Inline], between: str | None = None) -> Inline:
    """``parts`` one after the other with ``between`` them, or :func:`list_mark`."""
    if between is None:
        between = list_mark(map(text_of, parts))
    pieces: list[str | Run | Sign] = []
    for number, part in enumerate(parts):
        pieces += [between, *part] if number else part
    return tuple(pieces)
