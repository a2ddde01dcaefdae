"""A book too long for one PDF, in volumes: which page goes to which, and what a cover says of its volume.

Typst's memory grows with the text that it sets at once, so the size of a volume is bounded. The first one
holds everything but the pages of single units that are too many for it; the others hold these, in order.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from papibook.ground.texts import say
from papibook.press.printing.html_blocks import HEADINGS

Node = Any  # lxml publishes no usable types for HTML elements

VOLUME_SIZE = 900_000
"""The most that a volume should hold, in the measure of papibook.press.printing.values.size_of: about 300
pages of paper."""
_NOT_OF_UNITS = "dimensions"
"""The one folder of pages that are not those of a group of units."""


@dataclass(frozen=True)
class PrintedPage:
    """A page to put into a volume: its name in Sphinx, how much there is to set, its first heading."""

    name: str
    size: int
    title: str


@dataclass(frozen=True)
class PrintedPart:
    """A part of the book, or what one volume holds of it; ``name`` is empty where the book names none.

    ``is_cover``: no part, but the page that the book begins with.
    """

    name: str
    pages: Sequence[PrintedPage]
    is_cover: bool = False


@dataclass(frozen=True)
class VolumeName:
    """``name``, as "Tập 2", and what it holds, for the cover; ``others``: a line for each other volume."""

    name: str
    holds: tuple[str, ...]
    others: tuple[str, ...]


def title_of(blocks: Sequence[Node]) -> str:
    """The first heading."""
    heading = next((block for block in blocks if block.tag in HEADINGS), None)
    return "" if heading is None else " ".join(heading.text_content().split())


def in_volumes(parts: Sequence[PrintedPart], limit: int) -> list[list[PrintedPart]]:
    """The volumes of the book, each as its parts; only pages of units leave the first volume.

    Those that leave it are spread evenly, so that no volume is left with the last few.
    """
    sizes = {page.name: page.size for part in parts for page in part.pages}
    units = [page.name for part in parts for page in part.pages if _is_of_unit(page.name)]
    room = limit - sum(size for name, size in sizes.items() if not _is_of_unit(name))
    kept = _fitting([sizes[name] for name in units], room)
    moved = units[kept:]
    rest = sum(sizes[name] for name in moved)
    count = math.ceil(rest / limit)
    number: dict[str, int] = {}
    before = 0
    for name in moved:
        number[name] = before * count // rest
        before += sizes[name]
    volumes = [
        [
            PrintedPart(part.name, pages, part.is_cover)
            for part in parts
            if (pages := [page for page in part.pages if number.get(page.name, -1) == volume])
        ]
        for volume in range(-1, count)
    ]
    # A page larger than a volume leaves the next ones without any.
    return [volume for volume in volumes if volume]


def _is_of_unit(name: str) -> bool:
    """``book/pages/<group>/<unit>``."""
    *above, folder, _ = ("", "", *name.split("/"))
    return above[-2:] == ["book", "pages"] and folder != _NOT_OF_UNITS


def _fitting(sizes: Iterable[int], room: int) -> int:
    """How many of the first ``sizes`` fit into ``room``."""
    count = 0
    for size in sizes:
        room -= size
        if room < 0:
            break
        count += 1
    return count


def volume_names(
    volumes: Sequence[Sequence[PrintedPart]], whole: Sequence[PrintedPart]
) -> list[VolumeName | None]:
    """What the cover of each of ``volumes`` says of it; None for a book in one."""
    if len(volumes) == 1:
        return [None]
    lengths = {part.name: len(part.pages) for part in whole}
    held = [tuple(_held(part, lengths) for part in parts if not part.is_cover) for parts in volumes]
    names = [say("print", "Volume {number}", number=number) for number, _ in enumerate(volumes, 1)]
    lines = [f"{name}: {'; '.join(parts)}" for name, parts in zip(names, held, strict=True)]
    return [
        VolumeName(name, held[place], (*lines[:place], *lines[place + 1 :]))
        for place, name in enumerate(names)
    ]


def _held(part: PrintedPart, lengths: Mapping[str, int]) -> str:
    """The part's name, and where the volume does not hold all of it, from which page to which."""
    if part.name and lengths[part.name] == len(part.pages):
        return part.name
    ends = dict.fromkeys((part.pages[0].title, part.pages[-1].title))
    return ": ".join(filter(None, (part.name, " – ".join(ends))))
