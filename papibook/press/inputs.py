"""What an edition is built from, as one digest. Light to import: it says whether there is anything to do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from papibook.ground.paths import Project

PACKAGE = Path(__file__).resolve().parents[1]

PAGE_LIBRARIES = ("papermill", "nbclient", "nbformat", "ipykernel", "pandas", "altair", "vl-convert-python")
BOOK_LIBRARIES = ("jupyter-book", "sphinx", "sphinx-book-theme", "myst-nb", "myst-parser", "lxml")
PRINT_LIBRARIES = ("pypandoc-binary", "typst")
DATA_LIBRARIES = ("python-calamine", "XlsxWriter")

_READ: tuple[str, ...] = ("_config.yml", "_toc.yml", "book", "notebooks", "data/reference", "data/plans")
_READ += ("data/submissions", "data/commentary")
_GENERATED = frozenset({"__pycache__", "pages", ".pages-new", ".pages-old", ".ipynb_checkpoints"})


def library_versions(names: Iterable[str]) -> dict[str, str]:
    """Versions of libraries that can change the bytes of an edition, by name."""
    return {name: version(name) for name in names}


def tree_digest(root: Path, names: Iterable[str] = (".",)) -> str:
    """One sha256 over names and bytes of the files below ``root/<name>``; generated files are left out."""
    digest = hashlib.sha256()
    for name in names:
        start = root / name
        files = [start] if start.is_file() else sorted(path for path in start.rglob("*") if path.is_file())
        for path in files:
            relative = path.relative_to(root)
            if _GENERATED.isdisjoint(relative.parts):
                content = path.read_bytes()
                digest.update(f"{relative.as_posix()}\0{len(content)}\0".encode())
                digest.update(content)
    return digest.hexdigest()


@cache
def code_digest(names: tuple[str, ...] = (".",)) -> str:
    """One sha256 over those files of the package."""
    return tree_digest(PACKAGE, names)


def inputs_digest(project: Project, edition_id: str) -> str:
    """One digest over everything that an edition is built from. Equal: there is nothing to do."""
    libraries = library_versions((*PAGE_LIBRARIES, *BOOK_LIBRARIES, *PRINT_LIBRARIES, *DATA_LIBRARIES))
    value = {
        "edition": edition_id,
        "project": tree_digest(project.root, _READ),
        "code": code_digest(),
        "libraries": libraries,
    }
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
