"""Whether an issued edition is still what it was: every file against the manifest beside it.

Needs neither the project nor the program that made it: a published site, a USB stick or a ZIP file is enough.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from papibook.ground.errors import ConfigError, cause_of
from papibook.press.issued.fingerprint import fingerprint_of
from papibook.press.issued.sealed import FORMAT, INPUTS, MANIFEST

_CHUNK = 1 << 20


@dataclass(frozen=True)
class Verified:
    """What came of one set. ``name``: where it lies; the lists hold paths within it.

    ``is_true``: the fingerprint is that of what the manifest says it was made from.
    """

    name: str
    edition_id: str
    audience: str
    number: str
    fingerprint: str
    n_files: int
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    added: tuple[str, ...]
    is_true: bool

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed, taken away, put in or made up."""
        return self.is_true and not (self.missing or self.changed or self.added)


class _Files(Protocol):
    def names(self) -> list[str]: ...

    def digest(self, name: str) -> str: ...

    def text(self, name: str) -> str: ...


def verify(place: Path) -> tuple[Verified, ...]:
    """Every set in ``place``: a set itself, a folder with sets at any depth, or a ZIP file of either.

    Raises:
        ConfigError: there is no manifest, or one that cannot be read.
    """
    with _opened(place) as files:
        names = files.names()
        manifests = sorted(map(PurePosixPath, (name for name in names if name.endswith(MANIFEST))))
        found = []
        for path in manifests:
            folder = str(path.parent)
            prefix = "" if folder == "." else f"{folder}/"
            value = _manifest(files, str(path)) if path.name == MANIFEST else None
            if value is None:
                continue
            inside = {other.removeprefix(prefix) for other in names if other.startswith(prefix)} - {MANIFEST}
            kept = str(path.parent.parent / INPUTS)
            if folder != "." and kept in names and files.digest(kept) != value.get("inputs_sha256"):
                value["files"][f"../{INPUTS}"] = value.get("inputs_sha256")
                inside.add(f"../{INPUTS}")
            found.append(_verified(files, prefix, value, inside))
        if not found:
            raise ConfigError(
                "{place}: no issued edition is there: it has no {manifest} of one.",
                place=str(place),
                manifest=MANIFEST,
            )
        return tuple(found)


def _manifest(files: _Files, name: str) -> dict[str, Any] | None:
    """None: the file is the manifest of something else."""
    try:
        value = json.loads(files.text(name))
    except ValueError:
        value = None
    if not isinstance(value, dict) or "audience" not in value or not isinstance(value.get("files"), dict):
        return None
    if value.get("format") != FORMAT:
        raise ConfigError(
            "{file} has the format {found}, of another version of papibook; this one knows {known}.",
            file=name,
            found=str(value.get("format")),
            known=str(FORMAT),
        )
    return value


def _verified(files: _Files, prefix: str, value: dict[str, Any], inside: set[str]) -> Verified:
    named: dict[str, str] = {name: str(sha256) for name, sha256 in value["files"].items()}
    there = inside & named.keys()
    source = value.get("made_from")
    source = source if isinstance(source, dict) else {}
    edition, issued = source.get("edition"), value.get("issued")
    return Verified(
        name=prefix.rstrip("/"),
        edition_id=str(edition.get("edition_id", "")) if isinstance(edition, dict) else "",
        audience=str(value["audience"]),
        number=str(issued.get("number", "")) if isinstance(issued, dict) else "",
        fingerprint=str(value.get("fingerprint", "")),
        n_files=len(named),
        missing=tuple(sorted(named.keys() - inside)),
        changed=tuple(sorted(name for name in there if files.digest(prefix + name) != named[name])),
        added=tuple(sorted(inside - named.keys())),
        is_true=bool(source) and value.get("fingerprint") == fingerprint_of(source),
    )


@contextmanager
def _opened(place: Path) -> Iterator[_Files]:
    if place.is_dir():
        yield _Folder(place)
        return
    try:
        with zipfile.ZipFile(place) as archive:
            yield _Archive(archive, place)
    except FileNotFoundError:
        raise ConfigError("{place} is not there.", place=str(place)) from None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        raise ConfigError(
            "{place} is neither a folder nor a whole ZIP file. Copy it anew.", place=str(place)
        ) from None
    except OSError as err:
        raise ConfigError(
            "{file} could not be read: {cause}.", file=str(place), cause=cause_of(err)
        ) from None


class _Folder:
    """Links are no files of a set: what they lead to may be changed by others."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def names(self) -> list[str]:
        return [
            path.relative_to(self._root).as_posix()
            for path in sorted(self._root.rglob("*"))
            if path.is_symlink() or path.is_file()
        ]

    def digest(self, name: str) -> str:
        path = self._root / name
        if path.is_symlink() or any(self._root.joinpath(*each).is_symlink() for each in _parents(name)):
            return "a link"
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def text(self, name: str) -> str:
        return (self._root / name).read_text(encoding="utf-8")


class _Archive:
    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        self._archive = archive
        found = archive.namelist()
        twice = (
            next((name for name in found if found.count(name) > 1), None)
            if len(set(found)) < len(found)
            else None
        )
        if twice is not None:
            raise ConfigError(
                "{place} holds “{name}” twice: it cannot be proved.", place=str(path), name=twice
            )

    def names(self) -> list[str]:
        return [entry.filename for entry in self._archive.infolist() if not entry.is_dir()]

    def digest(self, name: str) -> str:
        found = hashlib.sha256()
        try:
            with self._archive.open(name) as file:
                while chunk := file.read(_CHUNK):
                    found.update(chunk)
        except zipfile.BadZipFile:  # the archive's own sum of this entry is wrong
            return "broken"
        return found.hexdigest()

    def text(self, name: str) -> str:
        return self._archive.read(name).decode("utf-8")


def _parents(name: str) -> Iterator[tuple[str, ...]]:
    parts = PurePosixPath(name).parts
    for end in range(1, len(parts)):
        yield parts[:end]
