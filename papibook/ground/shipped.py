"""Templates and texts that come with the package: a project keeps only what it changes of them."""

from __future__ import annotations

from pathlib import Path

NOTEBOOKS = "notebooks"
PAGES = ("book/methods.md", "book/glossary.md", "book/sources.md", "book/revisions.md")
"""The book's pages that are of no one plan; what they say of plan, place and period comes from data."""

_PACKAGE = Path(__file__).resolve().parents[1]
_FOLDERS = (_PACKAGE / "shipped", _PACKAGE.parent)
"""An installed package holds all in the first; in the repository templates and some pages lie at the top."""


def shipped_file(name: str) -> Path | None:
    """The package's file of that name (``notebooks/unit.ipynb``, ``book/methods.md``); None: it has none."""
    return next((folder / name for folder in _FOLDERS if (folder / name).is_file()), None)


def own_or_shipped(root: Path, name: str) -> Path:
    """The file of the project at ``root``, else the package's; where neither is, the project's own path."""
    own = root / name
    return own if own.exists() else shipped_file(name) or own


def shipped_files() -> tuple[str, ...]:
    """The names of all that the package has."""
    found = {
        path.relative_to(folder).as_posix()
        for folder in _FOLDERS
        for path in (folder / NOTEBOOKS).glob("*.ipynb")
    }
    return (*sorted(found), *(name for name in PAGES if shipped_file(name)))
