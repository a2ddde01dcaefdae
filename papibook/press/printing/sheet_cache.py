"""The cache of pages laid out for paper, under ``_build/cache/print``.

A correction changes the words of a few pages; laying out all of them takes longer than reading what changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from papibook.ground.paths import Project
from papibook.press.printing.links import Links
from papibook.press.printing.markup import Marks
from papibook.press.printing.sheet import Sheet
from papibook.press.printing.volumes import Page
from papibook.press.recipe.inputs import digest_of
from papibook.press.recipe.keys import print_code
from papibook.press.recipe.store import Values

FORMAT = 2


class SheetCache:
    """Pages laid out, by what they are made from, in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._values = Values(folder, form=FORMAT)
        self._used: set[str] = set()

    @classmethod
    def of(cls, project: Project) -> SheetCache:
        """The cache of a project."""
        return cls(project.root / "_build" / "cache" / "print")

    def key(self, made_from: Mapping[str, object]) -> str:
        """The key of a page laid out by the code and libraries of now."""
        digest = digest_of({**made_from, **print_code()})
        self._used.add(digest)
        return digest

    def read(self, digest: str) -> Sheet | None:
        """The page laid out, or None."""
        value = self._values.read(digest)
        try:
            links = Links(
                value["links"]["places"], tuple((page, at) for page, at in value["links"]["link_targets"])
            )
            parts = {"page": Page(**value["page"]), "marks": Marks(**value["marks"]), "links": links}
            return Sheet(**{**value, **parts})
        except (TypeError, KeyError, ValueError):
            return None

    def write(self, digest: str, sheet: Sheet) -> None:
        """Keep ``sheet``; a cache that cannot be written to is none."""
        with suppress(OSError):
            self._values.write(digest, asdict(sheet))

    def prune(self) -> None:
        """Remove what was not used for long."""
        self._values.prune(self._used)
