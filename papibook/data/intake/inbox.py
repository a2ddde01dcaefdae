"""The inbox: every file that ever arrived, byte for byte, under the checksum of its bytes, read-only.

A file stands there whole or not at all: it is written aside, forced to the disk and renamed. The name
carries no ending, so that nothing opens or starts it by a double click. Its date is the moment at which
it arrived, and a record beside it says under which name and from whom (papibook.data.intake.provenance): an
interrupted intake loses neither the file nor where it came from.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import IO

from filelock import FileLock, Timeout

from papibook.data.intake.provenance import Provenance, read_provenance, write_provenance
from papibook.data.workbook.cells import sha256_of
from papibook.ground.errors import DataRefusedError, cause_of
from papibook.ground.paths import Project
from papibook.ground.whole_file import whole_file

MAX_KEPT_BYTES = 250 * 1024**2
"""More of one file is not kept: it would fill the disk before anyone looked at it."""

_CHUNK = 1 << 20
_ADDRESS = re.compile(r"[0-9a-f]{64}")


class TooLargeError(DataRefusedError):
    """A file that is larger than what is kept."""

    def __init__(self) -> None:
        super().__init__("The file is larger than {limit} MB.", limit=MAX_KEPT_BYTES // 1024**2)

    def __reduce__(self) -> tuple[object, ...]:
        return (TooLargeError, ())


class UnreadableError(DataRefusedError):
    """A file whose bytes cannot be read to the end; ``cause`` is a text of the ``errors`` catalogue."""

    def __init__(self, cause: str) -> None:
        super().__init__("The file cannot be read: {cause}.", cause=cause)
        self.cause = cause

    def __reduce__(self) -> tuple[object, ...]:
        return (UnreadableError, (self.cause,))


def kept_file(project: Project, sha256: str) -> Path:
    """Where the file with this checksum is kept."""
    return project.inbox / sha256


@contextmanager
def inbox_alone(project: Project) -> Iterator[None]:
    """Nobody else takes in files of this project meanwhile; what an interrupted intake left half is removed.

    Raises:
        DataRefusedError: another intake is running.
    """
    project.inbox.mkdir(parents=True, exist_ok=True)
    lock = FileLock(project.inbox.parent / ".receive.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise DataRefusedError(
            "Another intake is running in this project ({folder}). Wait until it has ended, then try again.",
            folder=str(project.root),
        ) from None
    try:
        for folder in (project.inbox, project.submissions):
            for half in folder.rglob(".*.part"):
                half.unlink()
        yield
    finally:
        lock.release()


def keep(project: Project, source: IO[bytes], provenance: Provenance, zone: timezone) -> str:
    """Keep all bytes of ``source``; their checksum.

    ``provenance``: with its moment in ``zone``; recorded with the bytes, unless they were here before.

    Raises:
        TooLargeError, UnreadableError: nothing was kept.
    """
    handle, name = tempfile.mkstemp(dir=project.inbox, prefix=".", suffix=".part")
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            sha256 = _copy(source, file)
            place = kept_file(project, sha256)
            is_here = place.exists() and sha256_of(place) == sha256
            if not is_here:
                file.flush()
                # Both are forced to the disk at once: waiting for one after the other takes twice as long.
                with ThreadPoolExecutor(1) as beside:
                    recorded = beside.submit(write_provenance, project, sha256, provenance)
                    os.fsync(file.fileno())
                recorded.result()
        if is_here:
            aside.unlink()
            return sha256
        stamp = provenance.received_at.replace(tzinfo=zone).timestamp()
        os.utime(aside, (stamp, stamp))
        aside.chmod(0o444)
        aside.replace(place)
    except BaseException:  # also Ctrl-C: no half file stays
        aside.unlink(missing_ok=True)
        raise
    return sha256


def _copy(source: IO[bytes], target: IO[bytes]) -> str:
    total, size = hashlib.sha256(), 0
    while chunk := _chunk(source):
        size += len(chunk)
        if size > MAX_KEPT_BYTES:
            raise TooLargeError
        total.update(chunk)
        target.write(chunk)
    return total.hexdigest()


def _chunk(source: IO[bytes]) -> bytes:
    try:
        return source.read(_CHUNK)
    except OSError as err:
        raise UnreadableError(cause_of(err)) from err
    except (zipfile.BadZipFile, zlib.error, EOFError) as err:  # an archive that has changed meanwhile
        raise UnreadableError("it changed while it was read") from err


def kept(project: Project) -> list[str]:
    """The checksums of everything in the inbox."""
    return sorted(path.name for path in project.inbox.iterdir() if _ADDRESS.fullmatch(path.name))


def is_recorded(project: Project, sha256: str) -> bool:
    """Whether it is written down where a kept file came from."""
    return read_provenance(project, sha256) is not None


def provenance_of(project: Project, sha256: str, zone: timezone) -> Provenance:
    """Where a kept file came from. Without a record its moment is its date: local time in ``zone``."""
    recorded = read_provenance(project, sha256)
    if recorded is not None:
        return recorded
    stamp = kept_file(project, sha256).stat().st_mtime
    return Provenance("", "", datetime.fromtimestamp(stamp, zone).replace(microsecond=0, tzinfo=None))


def settle(folder: Path) -> None:
    """Force the names of ``folder`` to the disk, where the system has a way to."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def place_copy(source: Path, target: Path) -> None:
    """A copy of ``source`` at ``target``, whole or not at all.

    No hard link: a program that writes into the copy would change what was received.
    """
    with source.open("rb") as original, whole_file(target, is_durable=True) as file:
        _copy(original, file)


def zone_of(offset: str) -> timezone:
    """``zone_of("+07:00")``: the plan's time zone."""
    hours, minutes = offset[1:].split(":")
    span = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-span if offset.startswith("-") else span)
