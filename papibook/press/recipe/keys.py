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
from functools import cache
from pathlib import Path

from papibook.press.recipe.code_cache import CodeCache
from papibook.press.recipe.inputs import (
    BOOK_LIBRARIES,
    PAGE_LIBRARIES,
    PRINT_LIBRARIES,
    digest_of,
    library_versions,
    package_files,
    tree_digest,
)
from papibook.press.recipe.jobs import PageJob
from papibook.press.recipe.templates import Template, TemplateText, read_text

FINISHING: tuple[str, ...] = ("papibook.press.pages.finish", "papibook.press.pages.stills")
FINISHING += ("papibook.press.pages.converter_process",)
BOOK_MODULES: tuple[str, ...] = ("papibook.press.book.client", "papibook.press.book.process")
BOOK_MODULES += ("papibook.press.theme.extension",)
PRINT_MODULES: tuple[str, ...] = ("papibook.press.printing.pdf", "papibook.press.printing.typst_process")
_NOT_KEPT = CodeCache()
_BOOK_FILES = ("press/theme/static/", "press/theme/html/")
_PRINT_FILES = ("press/printing/typst/",)


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
    codes: CodeCache = _NOT_KEPT,
) -> Key:
    """The key of one page; ``context`` is what else its finishing takes (font, names of the downloads)."""
    text = read_text(template.path)
    parts = {
        "title": job.title,
        "parameters": json.dumps(dict(job.parameters), sort_keys=True),
        "template": text.digest,
        "code": _digest_of_code(page_code(text, codes)),
        **_libraries(PAGE_LIBRARIES),
        **{f"context {name}": value for name, value in context.items()},
    }
    for name in template.slices:
        filled = name.format(**job.parameters)
        path = slices / f"{filled}.json"
        parts[f"slice {filled}"] = _digest(path) if path.is_file() else ""
    return Key(parts)


@cache
def page_code(text: TemplateText, codes: CodeCache = _NOT_KEPT) -> frozenset[str]:
    """Files of the package that the code of a template, or the finishing of its page, can see.

    A template whose code cannot be read as Python counts as one that sees everything.
    """
    try:
        return codes.seen((text.code,), FINISHING)
    except SyntaxError:
        return frozenset(package_files())


def book_key(source: Path, *, moment: int, codes: CodeCache = _NOT_KEPT) -> Key:
    """The key of the HTML book: the whole source tree, generated pages included."""
    return Key(
        {
            "text": tree_digest(source, ("_config.yml", "_toc.yml", "book")),
            "pages": tree_digest(source / "book" / "pages"),
            "code": _digest_of_code(_book_code(BOOK_MODULES, _BOOK_FILES, codes)),
            "moment": str(moment),
            **_libraries(BOOK_LIBRARIES),
        }
    )


def kept_key(book: Key) -> Key:
    """The key of what is kept of a book for the next build: all it is made from but the texts themselves."""
    return Key({name: part for name, part in book.parts.items() if name not in ("text", "pages")})


def print_key(book: Key, meta: object, codes: CodeCache = _NOT_KEPT) -> Key:
    """The key of the print edition: what the book is made from, the print code, and what its cover says."""
    return Key({**book.parts, **print_code(codes), "cover": repr(meta)})


def print_code(codes: CodeCache = _NOT_KEPT) -> dict[str, str]:
    """The code and the libraries that the print edition is made with."""
    code = _digest_of_code(_book_code(PRINT_MODULES, _PRINT_FILES, codes))
    return {"print code": code, **_libraries((*PRINT_LIBRARIES, "lxml"))}


@cache
def _book_code(modules: tuple[str, ...], folders: tuple[str, ...], codes: CodeCache) -> frozenset[str]:
    return codes.seen((), modules) | {name for name in package_files() if name.startswith(folders)}


def _digest_of_code(names: Iterable[str]) -> str:
    files = package_files()
    return digest_of({name: files[name] for name in names})


def _libraries(names: Iterable[str]) -> dict[str, str]:
    return {f"library {name}": found for name, found in library_versions(names).items()}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
