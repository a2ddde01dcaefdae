"""What a file is that is no XLSX workbook, by its bytes, so that the sender hears what to do about it."""

from __future__ import annotations

from collections.abc import Iterable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MIMETYPE = b"mimetypeapplication/vnd.oasis.opendocument."
"""The first member of an OpenDocument file: its name and what it holds, not compressed."""
_LOOKED_AT = 4096
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_LATER_PICTURES = (b"ftyphei", b"ftypmif1", b"ftypavif", b"WEBP")
"""HEIC of telephones and WebP: the name stands some bytes after the start."""


def cause_of_kind(data: bytes) -> str:
    """One of papibook.model.findings.CAUSES, or nothing where the file may be a workbook."""
    if data.startswith(OLE):
        return _cause_of_ole(data)
    if data.startswith(b"PK"):
        if _MIMETYPE not in data[:200]:
            return ""
        if b"spreadsheet" in data[:200]:
            return "it is an OpenDocument spreadsheet (.ods)"
        return "it is a text document of Word or LibreOffice"
    if data.startswith((b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
        return "it is a packed file (RAR, 7z, GZ)"
    if b"%PDF-" in data[:1024]:
        return "it is a PDF document"
    if data.startswith(_PICTURES) or any(name in data[4:16] for name in _LATER_PICTURES):
        return "it is a picture"
    if data.startswith(b"{\\rtf"):
        return "it is a text document of Word or LibreOffice"
    return "it is a text file, such as CSV or a saved web page" if _is_text(data[:_LOOKED_AT]) else ""


def _cause_of_ole(data: bytes) -> str:
    """By the names in its directory, which are UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "it is protected by a password"
    if "WordDocument".encode("utf-16-le") in data:
        return "it is a text document of Word or LibreOffice"
    if any(name.encode("utf-16-le") in data for name in ("PowerPoint Document", "__substg1.0_")):
        return "it is not an Excel workbook (.xlsx)"
    return "it is in the old format of Excel 97-2003 (.xls)"


def cause_of_members(names: Iterable[str]) -> str:
    """The same by the names in a ZIP file's directory."""
    plain = [name.replace("\\", "/").casefold() for name in names]
    if any(name.endswith("xl/workbook.bin") for name in plain):
        return "it is a binary workbook (.xlsb)"
    if "word/document.xml" in plain:
        return "it is a text document of Word or LibreOffice"
    if any(name.endswith(".iwa") or name == "index.zip" for name in plain):
        return "it is a spreadsheet of Apple Numbers (.numbers)"
    return ""


def _is_text(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):  # "Unicode text" of Excel
        return True
    return not any(byte < 9 or 13 < byte < 32 for byte in start)
