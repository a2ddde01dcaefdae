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
from itertools import islice
from pathlib import Path
from typing import IO

from papibook.data.edition.receipts import is_leftover
from papibook.data.intake.archives import archive_refused, files_in, is_archive, is_link
from papibook.data.intake.inbox import MAX_KEPT_BYTES
from papibook.data.intake.reasons import Reason, reason
from papibook.data.intake.shown_names import member_name, shown_name
from papibook.ground.errors import ConfigError, cause_of

NOTES = (".txt", ".md", ".log", ".ini")
"""Endings of text files that lie beside reports: notes, and the messages that go back with them."""

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
        if _is_absent(path):
            raise ConfigError("{path} is not there.", path=str(path))
    named = {*given, *(path.resolve() for path in given)}
    found = list(islice(_files(given), MAX_FILES + 1))
    if len(found) > MAX_FILES:
        raise ConfigError(
            "There are more than {limit} files in what you named. Name the folder of the reports.",
            limit=MAX_FILES,
        )
    for each in found:
        if isinstance(each, LeftOut):
            yield each
        else:
            yield from _arrived(each, is_named=each in named)


def _is_absent(path: Path) -> bool:
    """Whether nothing is there; what cannot be looked at is told later, and stops nothing else."""
    try:
        return not path.exists()
    except OSError:
        return False


def _files(given: Iterable[Path]) -> Iterator[Path | LeftOut]:
    """Files and whatever else is no folder, and folders that cannot be opened.

    A stack, because folders may lie deeper than Python recurses.
    """
    for start in given:
        pending = [start.resolve() if stat.S_ISLNK(_mode(start)) else start]  # who names a link means its end
        while pending:
            path = pending.pop()
            if not stat.S_ISDIR(_mode(path)):
                yield path
                continue
            try:
                pending += sorted(path.iterdir(), reverse=True)
            except OSError as err:
                yield LeftOut(_shown(path), reason("folder.cannot_open", cause=cause_of(err)))


def _mode(path: Path) -> int:
    """What kind of thing it is; 0 where that cannot be looked at, which is told when it is opened."""
    try:
        return path.lstat().st_mode
    except OSError:
        return 0


def _shown(path: Path) -> str:
    return shown_name(os.fsencode(path.name).decode("utf-8", "replace"))


def _beside_reports(name: str) -> Reason | None:
    """Why a file that lies among reports in a folder or a ZIP file is none, by its name; None: it may be."""
    if is_leftover(name):
        return reason("file.leftover")
    return reason("file.note") if name.casefold().endswith(NOTES) else None


def _arrived(path: Path, *, is_named: bool) -> Iterator[Arrival | LeftOut]:
    """``is_named``: the office named this file and not its folder; then a text file is no stray one."""
    name = _shown(path)
    beside = _beside_reports(path.name)
    if beside is not None and not (is_named and beside.code == "file.note"):
        yield LeftOut(name, beside)
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
        if archive is True:
            yield from _unpacked(name, path)
            return
    except OSError as err:
        yield LeftOut(name, reason("file.cannot_open", cause=cause_of(err)))
        return
    opened = partial(_opened, path)
    if isinstance(archive, Reason):
        yield Arrival(name, opened, archive)
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
            shown = shown_name(member_name(info))
            beside = _beside_reports(shown)
            if is_link(info):
                yield LeftOut(shown, reason("file.link"))
            elif info.filename.startswith("__MACOSX/"):
                yield LeftOut(shown, reason("file.leftover"))
            elif beside is not None:
                yield LeftOut(shown, beside)
            else:
                opened = partial(archive.open, info)
                with opened() as file:
                    nested = is_archive(file) is not False
                yield Arrival(shown, opened, reason("archive.nested") if nested else None)
