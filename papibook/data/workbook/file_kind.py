"""What a file is that is no XLSX workbook, by its bytes, so that the sender hears what to do about it."""

from __future__ import annotations

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_LOOKED_AT = 4096


def cause_of_kind(data: bytes) -> str:
    """One of papibook.model.findings.CAUSES, or nothing where the file may be a workbook."""
    if data.startswith(OLE):
        is_protected = "EncryptedPackage".encode("utf-16-le") in data
        return (
            "it is protected by a password"
            if is_protected
            else "it is in the old format of Excel 97-2003 (.xls)"
        )
    if data.startswith(b"PK"):
        return "it is an OpenDocument spreadsheet (.ods)" if _ODS in data[:200] else ""
    return "it is a text file, such as CSV or a saved web page" if _is_text(data[:_LOOKED_AT]) else ""


def is_binary_workbook(names: list[str]) -> bool:
    """Whether the members are those of an XLSB file, which holds no XML."""
    return "xl/workbook.bin" in names


def _is_text(start: bytes) -> bool:
    if start.startswith((b"%PDF", b"\xff\xd8", b"\x89PNG")):
        return False
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):  # "Unicode text" of Excel
        return True
    return not any(byte < 9 or 13 < byte < 32 for byte in start)
