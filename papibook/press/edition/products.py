"""Whether an edition's files are still those of its manifest, and ``book/pages`` those of the edition.

Light to import, because it answers a build for which nothing has changed. That one takes a third of a
second; reading every file again would add a quarter to it. So a build notes the size and the time of each
file when it has put them in place, and only files whose size or time differ are read.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from papibook.ground.paths import Project
from papibook.press.recipe.inputs import BY_PROGRAMS

Stamp: TypeAlias = list[int]
"""Size in bytes and time of the last change in nanoseconds."""

PAGES = "pages/"
LATEST = "latest.txt"
_HALF_LATEST = f".{LATEST}."


def latest_file(project: Project) -> Path:
    """The file that names the edition whose pages are shown: the one built last."""
    return project.editions / LATEST


def staged_pages(project: Project) -> Path:
    """Where pages are copied to before they become ``book/pages``."""
    return project.book / ".pages-new"


def parked_pages(project: Project) -> Path:
    """Where the former ``book/pages`` is while it is replaced, on systems that cannot do it in one step."""
    return project.book / ".pages-old"


def are_products_whole(project: Project, edition_id: str) -> bool:
    """Whether every file that the edition's manifest names is there with the digest it names."""
    home = project.edition(edition_id)
    digests = _digests(home)
    return bool(digests) and _are_same(home, digests, _read_stamps(project, edition_id, "products"))


def are_pages_shown(project: Project, edition_id: str) -> bool:
    """Whether ``book/pages`` holds the edition's pages and nothing else, and ``latest.txt`` names it."""
    digests = {
        name.removeprefix(PAGES): digest
        for name, digest in _digests(project.edition(edition_id)).items()
        if name.startswith(PAGES)
    }
    try:
        is_latest = latest_file(project).read_text(encoding="utf-8") == f"{edition_id}\n"
    except (OSError, ValueError):
        return False
    return (
        is_latest
        and set(_files(project.pages)) == digests.keys()
        and _are_same(project.pages, digests, _read_stamps(project, edition_id, "pages"))
    )


def has_leftovers(project: Project, edition_id: str) -> bool:
    """Whether a build of this edition was killed, or is running."""
    names = {f".new-{edition_id}", f".old-{edition_id}"}
    return (
        any(path.name in names or path.name.startswith(_HALF_LATEST) for path in project.editions.iterdir())
        or staged_pages(project).exists()
        or parked_pages(project).exists()
    )


def write_stamps(project: Project, edition_id: str) -> None:
    """Note size and time of the files that have just been put in place."""
    home = project.edition(edition_id)
    noted = {
        "products": {name: _stamp(home, name) for name in _digests(home)},
        "pages": {name: _stamp(project.pages, name) for name in _files(project.pages)},
    }
    path = _stamps_file(project, edition_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(noted), encoding="utf-8")


def _stamps_file(project: Project, edition_id: str) -> Path:
    return project.root / "_build" / "cache" / "products" / f"{edition_id}.json"


def _read_stamps(project: Project, edition_id: str, part: str) -> Mapping[str, Stamp]:
    """As noted; none where nothing can be read, so that every file is."""
    try:
        noted = json.loads(_stamps_file(project, edition_id).read_bytes())[part]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return noted if isinstance(noted, dict) else {}


def _digests(home: Path) -> Mapping[str, str]:
    try:
        manifest: dict[str, Any] = json.loads((home / "manifest.json").read_bytes())
        return dict(manifest["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _are_same(folder: Path, digests: Mapping[str, str], stamps: Mapping[str, Stamp]) -> bool:
    try:
        return all(
            _stamp(folder, name) == stamps.get(name)
            or hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
            for name, digest in digests.items()
        )
    except OSError:
        return False


def _stamp(folder: Path, name: str) -> Stamp:
    found = os.stat(f"{folder}/{name}")  # noqa: PTH116  a Path for each of 800 files takes three times as long
    return [found.st_size, found.st_mtime_ns]


def _files(folder: Path) -> Iterator[str]:
    """Paths of the files below ``folder``, but for those that other programs leave there."""
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in BY_PROGRAMS]
        within = place[len(str(folder)) + 1 :].replace(os.sep, "/")
        yield from (f"{within}/{name}" if within else name for name in files)
