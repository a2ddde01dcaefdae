"""The cache of finished pages, under ``_build/cache/pages``; papibook.ground.kept_values keeps it."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from papibook.ground.kept_values import Codec, KeptValues
from papibook.ground.paths import Project
from papibook.press.pages.finish import FinishedPage
from papibook.press.pages.values import values_text


@dataclass(frozen=True)
class CachedPage:
    """A finished page as it is stored; ``values``: its tables and charts as JSON text."""

    notebook: str
    files: Mapping[str, bytes] = field(hash=False)
    values: str
    noise: tuple[str, ...] = ()


def _plain(page: CachedPage) -> dict[str, object]:
    files = {name: base64.b64encode(content).decode() for name, content in sorted(page.files.items())}
    return {
        "notebook": page.notebook,
        "files": files,
        "values": page.values,
        "noise": list(page.noise),
    }


def _page(plain: Any) -> CachedPage:
    files = {name: base64.b64decode(text) for name, text in plain["files"].items()}
    return CachedPage(plain["notebook"], files, plain["values"], tuple(plain["noise"]))


_CODEC = Codec(3, _plain, _page)


class PageCache:
    """Finished pages by key, in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._values = KeptValues(folder, _CODEC)
        self.read = self._values.read
        self.prune = self._values.prune

    @classmethod
    def of(cls, project: Project) -> PageCache:
        """The cache of a project."""
        return cls(project.root / "_build" / "cache" / "pages")

    def write(self, key: str, page: FinishedPage) -> CachedPage:
        """Keep ``page``; as it is read again."""
        notebook, values = nbformat.writes(page.notebook), values_text(page.values)
        kept = CachedPage(notebook, dict(page.files), values, page.noise)
        self._values.write(key, kept)
        return kept
