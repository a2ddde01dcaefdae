"""Which code is seen, kept under ``_build/cache/code``: the package is not parsed again for every build.

A result is kept under the digests of all the package's files and of what was asked; another line anywhere in
the package is another key.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from papibook.ground.paths import Project
from papibook.press.recipe.code_seen import code_seen
from papibook.press.recipe.inputs import PACKAGE, digest_of, package_files, tree_files
from papibook.press.recipe.store import Values

FORMAT = 1


@dataclass(frozen=True)
class CodeCache:
    """Results of ``code_seen`` in ``folder``; without one, nothing is kept."""

    folder: Path | None = None

    @classmethod
    def of(cls, project: Project) -> CodeCache:
        """The cache of a project."""
        return cls(project.root / "_build" / "cache" / "code")

    def seen(self, sources: Sequence[str], modules: Sequence[str]) -> frozenset[str]:
        """Files of the package that ``sources`` and ``modules`` lead to.

        Raises:
            SyntaxError: a source is no Python.
        """
        if self.folder is None:
            return code_seen(sources, modules)
        values = Values(self.folder, form=FORMAT)
        asked = json.dumps([digest_of(package_files()), list(sources), list(modules)], ensure_ascii=False)
        key = hashlib.sha256(asked.encode()).hexdigest()
        kept = values.read(key)
        if isinstance(kept, dict) and isinstance(kept.get("files"), list):
            return frozenset(map(str, kept["files"]))
        found = code_seen(sources, modules)
        # Somebody may be working on the package; and a cache that cannot be written to is none.
        if self.folder.parent.is_dir() and tree_files(PACKAGE) == package_files():
            with suppress(OSError):
                values.write(key, {"files": sorted(found)})
        return found

    def prune(self) -> None:
        """Remove what was not used for long."""
        if self.folder is not None:
            Values(self.folder, form=FORMAT).prune(())
