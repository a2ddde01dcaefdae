"""The cache of pages laid out for paper, under ``_build/cache/print``.

A correction changes the words of a few pages; laying out all of them takes longer than reading what changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from papibook.ground.kept_values import Codec, KeptValues, digest_of
from papibook.ground.paths import Project
from papibook.press.printing.links import Links
from papibook.press.printing.markup import PlaceMarks
from papibook.press.printing.row_headings import RowHeadings
from papibook.press.printing.sheet import LaidOutPage
from papibook.press.printing.volumes import PrintedPage
from papibook.press.recipe.keys import print_code


def _sheet(plain: Any) -> LaidOutPage:
    links = Links(plain["links"]["places"], tuple((page, at) for page, at in plain["links"]["link_targets"]))
    tables = tuple(RowHeadings(table["head"], tuple(table["body"])) for table in plain["tables"])
    parts = {"page": PrintedPage(**plain["page"]), "marks": PlaceMarks(**plain["marks"])}
    return LaidOutPage(**{**plain, **parts, "links": links, "tables": tables})


_CODEC: Codec[LaidOutPage] = Codec(3, asdict, _sheet)


class SheetCache:
    """Pages laid out, by what they are made from, in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._values = KeptValues(folder, _CODEC)
        self.read = self._values.read
        self.write = self._values.write
        self._used: set[str] = set()

    @classmethod
    def of(cls, project: Project) -> SheetCache:
        """The cache of a project."""
        return cls(project.root / "_build" / "cache" / "print")

    def key(self, made_from: Mapping[str, object]) -> str:
        """The key of a page laid out by the code and libraries of now."""
        key = digest_of({**made_from, **print_code()})
        self._used.add(key)
        return key

    def prune(self) -> None:
        """Remove what was not used for long."""
        self._values.prune(self._used)
