"""Which pages a book has, in their order and parts. The process of Jupyter Book writes it down."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

CONTENTS = "contents.json"


@dataclass(frozen=True)
class BookPage:
    """A page by its name in Sphinx; ``depth``: 0 the root, 1 in a part, 2 below another page, and so on."""

    name: str
    depth: int


@dataclass(frozen=True)
class BookPart:
    """A part of the book; ``caption`` is empty where it has no name."""

    caption: str
    pages: tuple[BookPage, ...]


@dataclass(frozen=True)
class BookContents:
    """``root``: the page that the book begins with; it stands in no part."""

    root: str
    parts: tuple[BookPart, ...]

    def pages(self) -> Iterator[BookPage]:
        """All pages in order."""
        yield BookPage(self.root, 0)
        for part in self.parts:
            yield from part.pages

    def write(self, path: Path) -> None:
        """Put it into the file ``path``."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> BookContents:
        """What :meth:`write` wrote."""
        value = json.loads(path.read_text(encoding="utf-8"))
        parts = (
            BookPart(part["caption"], tuple(BookPage(**page) for page in part["pages"]))
            for part in value["parts"]
        )
        return cls(value["root"], tuple(parts))
