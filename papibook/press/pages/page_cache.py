"""The cache of finished pages, under ``_build/cache/pages``; papibook.press.recipe.store keeps it."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from papibook.ground.paths import Project
from papibook.press.pages.finish import FinishedPage
from papibook.press.recipe.store import Values

FORMAT = 2


@dataclass(frozen=True)
class CachedPage:
    """A finished page as it is stored."""

    notebook: str
    files: Mapping[str, bytes] = field(hash=False)
    noise: tuple[str, ...] = ()


class PageCache:
    """Finished pages by key, in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._values = Values(folder, form=FORMAT)
        self.prune = self._values.prune

    @classmethod
    def of(cls, project: Project) -> PageCache:
        """The cache of a project."""
        return cls(project.root / "_build" / "cache" / "pages")

    def read(self, digest: str) -> CachedPage | None:
        value = self._values.read(digest)
        try:
            files = {name: base64.b64decode(text) for name, text in value["files"].items()}
            return CachedPage(value["notebook"], files, tuple(value["noise"]))
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    def write(self, digest: str, page: FinishedPage) -> CachedPage:
        kept = CachedPage(nbformat.writes(page.notebook), dict(page.files), page.noise)
        files = {name: base64.b64encode(content).decode() for name, content in sorted(kept.files.items())}
        self._values.write(digest, {"notebook": kept.notebook, "files": files, "noise": list(kept.noise)})
        return kept
