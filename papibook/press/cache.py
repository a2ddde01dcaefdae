"""The cache of finished pages: content-addressed, under ``_build/cache``.

What is stored under a key never changes, so two builds may read and write at once: a value is written aside
and renamed into place, and whoever comes second replaces it by the same bytes. Nothing here is ever needed: a
missing or broken value only means that its page is made again.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from papibook.ground.paths import Project
from papibook.press.finish import FinishedPage

FORMAT = 1
KEPT_BYTES = 256 * 2**20
"""Above this the values not used by the latest build go, oldest first."""


@dataclass(frozen=True)
class CachedPage:
    """A finished page as it is stored."""

    notebook: str
    files: Mapping[str, bytes] = field(hash=False)
    noise: tuple[str, ...] = ()


class PageCache:
    """Finished pages by key, in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of(cls, project: Project) -> PageCache:
        """The cache of a project."""
        return cls(project.root / "_build" / "cache" / "pages")

    def read(self, digest: str) -> CachedPage | None:
        try:
            value = json.loads(self._path(digest).read_text(encoding="utf-8"))
            if value["format"] != FORMAT:
                return None
            files = {name: bytes.fromhex(text) for name, text in value["files"].items()}
            return CachedPage(value["notebook"], files, tuple(value["noise"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def write(self, digest: str, page: FinishedPage) -> CachedPage:
        kept = CachedPage(nbformat.writes(page.notebook), dict(page.files), page.noise)
        text = json.dumps(
            {
                "format": FORMAT,
                "notebook": kept.notebook,
                "files": {name: content.hex() for name, content in sorted(kept.files.items())},
                "noise": list(kept.noise),
            },
            ensure_ascii=False,
        )
        path = self._path(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", dir=path.parent, suffix=".part", delete=False, encoding="utf-8"
        ) as aside:
            aside.write(text)
        Path(aside.name).replace(path)
        return kept

    def prune(self, used: Collection[str], *, kept_bytes: int = KEPT_BYTES) -> None:
        """Remove what the latest build did not use, oldest first, until the rest fits ``kept_bytes``."""
        found = sorted(self.folder.glob("*/*"), key=lambda path: (path.stat().st_mtime_ns, path.name))
        size = sum(path.stat().st_size for path in found)
        for path in found:
            if size <= kept_bytes:
                return
            if path.stem not in used:
                size -= path.stat().st_size
                path.unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest}.json"
