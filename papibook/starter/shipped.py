"""Texts and templates that come with the package and that every project's book has."""

from __future__ import annotations

from pathlib import Path

import papibook

_PAGES = ("methods", "glossary", "sources", "revisions")


def shipped_folder() -> Path:
    """The folder with ``notebooks`` and ``book``: in an installed package its own, else the repository."""
    package = Path(papibook.__file__).parent
    inside = package / "shipped"
    return inside if inside.is_dir() else package.parent


def shipped_texts() -> dict[str, str]:
    """By path in a project: the templates, and the book's pages that belong to no plan."""
    root = shipped_folder()
    paths = [
        *sorted((root / "notebooks").glob("*.ipynb")),
        *(root / "book" / f"{name}.md" for name in _PAGES),
    ]
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}
