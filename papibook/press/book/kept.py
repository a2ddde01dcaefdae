"""What one build of the book leaves for the next: doctrees, pages, search words; in ``_build/cache/books``.

Sphinx decides what changed by the times of files; here their bytes decide. What is kept is used only if its
key is the same (code, libraries, configuration, source folder) and every file of it has the digest that its
record names. It is written beside its place and then renamed, so that there is a whole one or none.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from papibook.ground.whole_folder import exchange

FORMAT = 1
RECORD = "record.json"
_NO_TEXT = "_static"


@dataclass(frozen=True)
class KeptBook:
    """A kept book. Paths are relative to the source.

    Attributes:
        inputs: every file that a page may be made from, with its digest.
        documents: the name of each document and its file.
        dependencies: files besides its own that a document was read from.
        shared: digest of what pages show of other documents.
    """

    folder: Path
    inputs: Mapping[str, str] = field(hash=False)
    documents: Mapping[str, str] = field(hash=False)
    dependencies: Mapping[str, Sequence[str]] = field(hash=False)
    shared: str

    def outdated(self, inputs: Mapping[str, str]) -> frozenset[str] | None:
        """Documents to read again, ``inputs`` being the files now; None where the book is to be made anew."""
        if inputs.keys() != self.inputs.keys():
            return None
        changed = {name for name, digest in inputs.items() if self.inputs[name] != digest}
        found = {
            document: {self.documents[document], *self.dependencies.get(document, ())} & changed
            for document in self.documents
        }
        if changed - {name for names in found.values() for name in names}:
            return None  # the configuration, the contents, the edition's facts: every page depends on them
        return frozenset(document for document, names in found.items() if names)

    def page(self, document: str) -> Path:
        """The page of ``document`` as it was written."""
        return self.folder / "pages" / f"{document}.html"


def source_files(source: Path) -> dict[str, str]:
    """Every file below ``source`` that a page may be made from, with its digest."""
    files = sorted(path for path in source.rglob("*") if path.is_file())
    found = {path.relative_to(source).as_posix(): path for path in files}
    return {name: _digest(path) for name, path in found.items() if _NO_TEXT not in name.split("/")}


def read_kept(folder: Path, key: str) -> KeptBook | None:
    """The book kept in ``folder``; None where there is none, or it is broken or of another kind."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        if (record["format"], record["key"]) != (FORMAT, key):
            return None
        if _files(folder) != record["files"]:
            return None
        return KeptBook(
            folder, record["inputs"], record["documents"], record["dependencies"], record["shared"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_record(book: KeptBook, key: str) -> None:
    """Write down what is in ``book.folder``: the last file written there."""
    record = {
        "format": FORMAT,
        "key": key,
        "inputs": book.inputs,
        "documents": book.documents,
        "dependencies": book.dependencies,
        "shared": book.shared,
        "files": _files(book.folder),
    }
    text = json.dumps(record, ensure_ascii=False, sort_keys=True)
    (book.folder / RECORD).write_text(text, encoding="utf-8")


def swap_kept(fresh: Path, folder: Path) -> None:
    """Put the finished folder ``fresh`` in the place of ``folder``: there is a whole one or none."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    parked = Path(tempfile.mkdtemp(prefix=".old-", dir=folder.parent))
    try:
        ready = parked / "fresh"
        shutil.move(fresh, ready)  # maybe from another file system
        exchange(ready, folder, parked=parked / "former")
    finally:
        shutil.rmtree(parked, ignore_errors=True)


def link_or_copy(source: Path, target: Path) -> None:
    """``target`` as ``source``, without copying where the file system allows."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links
        shutil.copy2(source, target)


def _files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): _digest(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != RECORD
    }


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
