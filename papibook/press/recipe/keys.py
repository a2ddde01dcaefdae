"""Keys: what a page, the book and the print edition are made from, as digests that can be compared.

Of the project, a page's key covers what the page may see and nothing else: its template, its parameters and
the bytes of the slices its template declares. Of the program it covers the whole package and the libraries
that change its output. Equal parts give equal pages; the part that differs says why a page is made again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from papibook.ground.kept_values import digest_of
from papibook.press.recipe.inputs import (
    BOOK_LIBRARIES,
    PAGE_LIBRARIES,
    PRINT_LIBRARIES,
    library_versions,
    package_digest,
    tree_digest,
)
from papibook.press.recipe.jobs import PageJob
from papibook.press.recipe.templates import Template, read_text


@dataclass(frozen=True)
class Key:
    """The parts something is made from, by name, each with a digest or a version."""

    parts: Mapping[str, str] = field(hash=False)

    @property
    def digest(self) -> str:
        return digest_of(dict(self.parts))

    def differences(self, other: Mapping[str, str]) -> tuple[str, ...]:
        """Names of the parts that differ from ``other``'s, or that only one of the two has."""
        names = {*self.parts, *other}
        return tuple(sorted(name for name in names if self.parts.get(name) != other.get(name)))


def page_key(
    job: PageJob,
    template: Template,
    slices: Path,
    *,
    context: Mapping[str, str],
) -> Key:
    """The key of one page; ``context`` is what else its finishing takes (font, names of the downloads)."""
    text = read_text(template.path)
    parts = {
        "title": job.title,
        "parameters": json.dumps(dict(job.parameters), sort_keys=True),
        "template": text.digest,
        "code": package_digest(),
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
            "code": package_digest(),
            "moment": str(moment),
            **_libraries(BOOK_LIBRARIES),
        }
    )


def kept_key(book: Key) -> Key:
    """The key of what is kept of a book for the next build: all it is made from but the texts themselves."""
    return Key({name: part for name, part in book.parts.items() if name not in ("text", "pages")})


def print_key(book: Key, meta: object, values: Path) -> Key:
    """The key of the print edition: what the book is made from, and what its cover says.

    ``values``: the folder with the pages' tables and charts.
    """
    parts = {"tables and charts": tree_digest(values), "cover": repr(meta)}
    return Key({**book.parts, **print_code(), **parts})


def print_code() -> dict[str, str]:
    """The code and the libraries that the print edition is made with."""
    return {"code": package_digest(), **_libraries((*PRINT_LIBRARIES, "lxml"))}


def _libraries(names: Iterable[str]) -> dict[str, str]:
    return {f"library {name}": found for name, found in library_versions(names).items()}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
