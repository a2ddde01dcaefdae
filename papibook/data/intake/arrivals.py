"""What was handed in, as single files: files, folders with all below them, ZIP files unpacked.

Nothing is written here and no link is followed. What is left out is named with its reason, never silently.
"""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO

from papibook.data.edition.receipts import is_leftover
from papibook.data.intake.archives import archive_refused, files_in, is_archive, is_link
from papibook.data.intake.inbox import MAX_KEPT_BYTES
from papibook.data.intake.reasons import Reason, reason
from papibook.data.intake.shown_names import shown_name
from papibook.ground.errors import ConfigError, cause_of

MAX_FILES = 50_000
"""In one go; a folder with more was hardly meant."""


@dataclass(frozen=True)
class Arrival:
    """One file: its name as it may be shown, and how to open it until the next one is asked for.

    ``refused``: it is kept, but cannot be a report.
    """

    name: str
    open: Callable[[], AbstractContextManager[IO[bytes]]] = field(hash=False)
    refused: Reason | None = None


@dataclass(frozen=True)
class LeftOut:
    """Something that was not kept."""

    name: str
    reason: Reason


def arrivals(paths: Iterable[Path]) -> Iterator[Arrival | LeftOut]:
    """Every file in ``paths``, in the order given; folders and ZIP files in the order of names.

    Raises:
        ConfigError: a path is not there, or there are far too many files.
    """
    given = list(paths)
    for path in given:
        if not path.exists():
            raise ConfigError("{path} is not there.", path=str(path))
    for count, path in enumerate(_files(given), start=1):
        if count > MAX_FILES:
            raise ConfigError(
                "There are more than {limit} files in what you named. Name the folder of the reports.",
                limit=MAX_FILES,
            )
        yield from _arrived(path)


def _files(given: Iterable[Path]) -> Iterator[Path]:
    """Files and whatever else is no folder; a stack, because folders may lie deeper than Python recurses."""
    for start in given:
        pending = [start.resolve() if start.is_symlink() else start]  # who names a link means its end
        while pending:
            path = pending.pop()
            if path.is_dir() and not path.is_symlink():
                pending += sorted(path.iterdir(), reverse=True)
            else:
                yield path


def _arrived(path: Path) -> Iterator[Arrival | LeftOut]:
    name = shown_name(os.fsencode(path.name).decode("utf-8", "replace"))
    if is_leftover(path.name):
        yield LeftOut(name, reason("file.leftover"))
        return
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode):
            kind = "file.link" if stat.S_ISLNK(found.st_mode) else "file.no_file"
            yield LeftOut(name, reason(kind))
            return
        if found.st_size > MAX_KEPT_BYTES:
            yield LeftOut(name, reason("file.too_large", limit=MAX_KEPT_BYTES // 1024**2))
            return
        with path.open("rb") as file:
            archive = is_archive(file)
    except OSError as err:
        yield LeftOut(name, reason("file.cannot_open", cause=cause_of(err)))
        return
    opened = partial(_opened, path)
    if isinstance(archive, Reason):
        yield Arrival(name, opened, archive)
    elif archive:
        yield from _unpacked(name, path)
    else:
        yield Arrival(name, opened)


def _opened(path: Path) -> IO[bytes]:
    return path.open("rb")


def _unpacked(name: str, path: Path) -> Iterator[Arrival | LeftOut]:
    """The files of an archive; the archive itself where it cannot be taken apart."""
    with zipfile.ZipFile(path) as archive:
        refused = archive_refused(archive)
        if refused is not None:
            yield Arrival(name, partial(_opened, path), refused)
            return
        for info in files_in(archive):
            shown = shown_name(info.filename)
            if is_link(info):
                yield LeftOut(shown, reason("file.link"))
            elif is_leftover(shown) or info.filename.startswith("__MACOSX/"):
                yield LeftOut(shown, reason("file.leftover"))
            else:
                opened = partial(archive.open, info)
                with opened() as file:
                    nested = is_archive(file) is not False
                yield Arrival(shown, opened, reason("archive.nested") if nested else None)
