"""ZIP files that hold reports: what is in them, within limits.

XLSX and ODS files are ZIP files too; those are reports and stay whole.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from typing import IO

from papibook.data.intake.inbox import MAX_KEPT_BYTES
from papibook.data.intake.reasons import Reason, reason
from papibook.data.workbook.file_kind import cause_of_members
from papibook.data.workbook.members import MAX_RATIO, plain_name

MAX_ARCHIVE_FILES = 2000
MAX_ARCHIVE_BYTES = 1024**3
MAX_DIRECTORY_BYTES = 1024**2
"""A ZIP's list of contents is read as a whole; a long one would fill the memory before it is counted."""

_END, _END64 = b"PK\x05\x06", b"PK\x06\x07"
_DOCUMENT_STARTS = (b"[Content_Types].xml", b"mimetype", b"_rels/", b"xl/", b"docProps/", b"word/", b"ppt/")
_DOCUMENT_PARTS = ("[content_types].xml", "mimetype")
BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, ValueError)


def is_archive(file: IO[bytes]) -> Reason | bool:
    """Whether ``file`` is an archive of files and no document; or why it cannot be unpacked."""
    start = file.read(100)
    if not start.startswith(b"PK"):
        return False
    if start.startswith(b"PK\x03\x04") and start[30:].startswith(_DOCUMENT_STARTS):
        return False
    if (refused := _directory_refused(file)) is not None:
        return refused
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except BROKEN:
        return reason("archive.damaged")
    is_document = any(plain_name(name) in _DOCUMENT_PARTS for name in names)
    return not (is_document or cause_of_members(names))


def _directory_refused(file: IO[bytes]) -> Reason | None:
    size = file.seek(0, 2)
    file.seek(max(0, size - (1 << 16) - 22))
    tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < 22:
        return reason("archive.damaged")
    n_files, directory_bytes = struct.unpack_from("<HI", tail, place + 10)
    is_long = tail[max(0, place - 20) : place].startswith(_END64)
    if is_long or n_files > MAX_ARCHIVE_FILES or directory_bytes > MAX_DIRECTORY_BYTES:
        return reason("archive.too_many", limit=MAX_ARCHIVE_FILES)
    return None


def archive_refused(archive: zipfile.ZipFile) -> Reason | None:
    """Why the archive cannot be taken apart, if so; every file in it has then been unpacked once.

    One bad file in it refuses all of it: the sender is asked once, and the archive itself is kept.
    """
    listed = files_in(archive)
    if not listed:
        return reason("archive.empty")
    if len(listed) > MAX_ARCHIVE_FILES:
        return reason("archive.too_many", limit=MAX_ARCHIVE_FILES)
    if sum(info.file_size for info in listed) > MAX_ARCHIVE_BYTES or any(map(_is_dense, listed)):
        return reason("archive.too_dense")
    if any(info.flag_bits & 1 for info in listed):
        return reason("archive.encrypted")
    if not all(_unpacks(archive, info) for info in listed):
        return reason("archive.damaged")
    return None


def files_in(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files of the archive in the order of their names."""
    return sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)


def is_link(info: zipfile.ZipInfo) -> bool:
    """Whether the archive holds a link under this name."""
    return stat.S_ISLNK(info.external_attr >> 16)


def _is_dense(info: zipfile.ZipInfo) -> bool:
    too_large = info.file_size > MAX_KEPT_BYTES
    too_dense = info.file_size > 1024**2 and info.file_size > MAX_RATIO * max(info.compress_size, 1)
    return too_large or too_dense


def _unpacks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    """Whether it unpacks to the size and checksum that the archive names; zipfile reads no more than that."""
    try:
        with archive.open(info) as file:
            while file.read(1 << 20):
                pass
    except (*BROKEN, RuntimeError, OSError):
        return False
    return True
