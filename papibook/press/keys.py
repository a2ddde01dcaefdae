"""Keys: what a page, the book and the print edition are made from, as digests that can be compared.

A page's key covers what the page may see and nothing else: its template, its parameters, the bytes of the
slices its template declares, the code that runs and finishes it, and the libraries that change its output.
Equal parts give equal pages; the part that differs says why a page is made again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from papibook.press.inputs import (
    BOOK_LIBRARIES,
    PACKAGE,
    PAGE_LIBRARIES,
    PRINT_LIBRARIES,
    code_digest,
    library_versions,
    tree_digest,
)
from papibook.press.jobs import PageJob
from papibook.press.templates import Template

PAGE_CODE: tuple[str, ...] = ("ground", "model", "data", "measures", "views", "locale")
PAGE_CODE += ("press/finish.py", "press/stills.py")
BOOK_CODE: tuple[str, ...] = ("locale", "press/book.py", "press/sphinx_ext.py", "press/standing.py")
BOOK_CODE += ("press/search_vi.py", "press/static", "press/html")


@dataclass(frozen=True)
class Key:
    """The parts something is made from, by name, each with a digest or a version."""

    parts: Mapping[str, str] = field(hash=False)

    @property
    def digest(self) -> str:
        text = json.dumps(dict(self.parts), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def differences(self, other: Mapping[str, str]) -> tuple[str, ...]:
        """Names of the parts that differ from ``other``'s, or that only one of the two has."""
        names = {*self.parts, *other}
        return tuple(sorted(name for name in names if self.parts.get(name) != other.get(name)))


def page_key(job: PageJob, template: Template, slices: Path, *, context: Mapping[str, str]) -> Key:
    """The key of one page; ``context`` is what else its finishing takes (font, names of the downloads)."""
    parts = {
        "title": job.title,
        "parameters": json.dumps(dict(job.parameters), sort_keys=True),
        "template": _digest(template.path),
        "code": code_digest(PAGE_CODE),
        **_libraries(PAGE_LIBRARIES),
        **{f"context {name}": value for name, value in context.items()},
    }
    for name in template.slices:
        filled = name.format(**job.parameters)
        path = slices / f"{filled}.json"
        parts[f"slice {filled}"] = _digest(path) if path.is_file() else ""
    return Key(parts)


def book_key(source: Path, *, moment: int) -> Key:
    """The key of the HTML book: the whole source tree, generated pages included."""
    return Key(
        {
            "text": tree_digest(source, ("_config.yml", "_toc.yml", "book")),
            "pages": tree_digest(source / "book" / "pages"),
            "code": code_digest(BOOK_CODE),
            "moment": str(moment),
            **_libraries(BOOK_LIBRARIES),
        }
    )


def print_key(book: Key, meta: object) -> Key:
    """The key of the print edition: what the book is made from, the print code, and what its cover says."""
    modules = sorted(path.relative_to(PACKAGE).as_posix() for path in (PACKAGE / "press").glob("print*.py"))
    code = code_digest((*modules, "press/typst"))
    return Key({**book.parts, "print code": code, "cover": repr(meta), **_libraries(PRINT_LIBRARIES)})


def _libraries(names: Iterable[str]) -> dict[str, str]:
    return {f"library {name}": found for name, found in library_versions(names).items()}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
