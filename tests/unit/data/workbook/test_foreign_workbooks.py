"""Workbooks that other programs write are read; files that are none are named for what they are."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from checked import checked, row_of
from forms import ErrorValue, good_form
from handed_in import form_bytes, zipped

from papibook.data.workbook.cells import workbook_of
from papibook.data.workbook.file_kind import OLE
from papibook.data.workbook.members import WorkbookError
from papibook.model.findings import CURES, Finding
from papibook.model.layout import FIGURES_SHEET

Parts = dict[str, bytes]


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    with zipfile.ZipFile(io.BytesIO(form_bytes(good_form(), tmp_path))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _renamed(parts: Parts, rename: Callable[[str], str]) -> Parts:
    """Parts of other names, and all that refers to them."""
    result = {}
    for name, content in parts.items():
        if name.endswith((".rels", "].xml")):
            for old in parts:
                for written in (old, old.removeprefix("xl/")):
                    content = content.replace(f'"{written}"'.encode(), f'"{rename(written)}"'.encode())
                content = content.replace(f'"/{old}"'.encode(), f'"/{rename(old)}"'.encode())
        result[rename(name)] = content
    return result


@pytest.mark.parametrize(
    "rename",
    [
        pytest.param(
            lambda name: name.replace("workbook.xml", "workbook2.xml"), id="workbook of another name"
        ),
        pytest.param(lambda name: name.replace("/", "\\"), id="backslashes"),
        pytest.param(
            lambda name: name.replace("[Content_Types].xml", "[content_types].xml"),
            id="content types in small letters",
        ),
        pytest.param(lambda name: name.replace("sheet", "Sheet"), id="sheets in capitals"),
        pytest.param(lambda name: name.replace("sharedStrings", "strings"), id="texts of another name"),
        pytest.param(lambda name: name.replace("styles", "looks"), id="styles of another name"),
        pytest.param(lambda name: name.replace("xl/", "book/"), id="another folder"),
        pytest.param(lambda name: f"./{name}" if name.startswith("xl/") else name, id="leading dot"),
        pytest.param(lambda name: f"/{name}" if name.startswith("xl/") else name, id="leading slash"),
    ],
)
def test_parts_of_other_names_are_read_alike(
    rename: Callable[[str], str], parts: Parts, tmp_path: Path
) -> None:
    renamed = _renamed(parts, rename)
    assert set(renamed) != set(parts)
    read = checked(zipped(renamed), tmp_path)
    assert not read.findings
    assert read.figures == checked(zipped(parts), tmp_path).figures


def test_two_parts_of_one_name_are_refused(parts: Parts) -> None:
    parts["XL/Workbook.xml"] = parts["xl/workbook.xml"]
    with pytest.raises(WorkbookError, match="damaged"):
        workbook_of(zipped(parts))


@pytest.mark.parametrize(
    "error",
    [
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#UNKNOWN!",
        "#CONNECT!",
        "#GETTING_DATA",
        "Err:502",
        "Err:522",
    ],
)
def test_later_error_values_are_findings_at_their_cell(error: str, tmp_path: Path) -> None:
    form = good_form()
    cell = form.put(FIGURES_SHEET, "I101", "value", ErrorValue("#N/A"))
    with zipfile.ZipFile(io.BytesIO(form_bytes(form, tmp_path))) as archive:
        changed = {
            name: archive.read(name).replace(b"<v>#N/A</v>", f"<v>{error}</v>".encode())
            for name in archive.namelist()
        }
    read = checked(zipped(changed), tmp_path)
    assert [(each.code, each.cell, each.found) for each in read.findings] == [
        ("cell.error_value", cell, error)
    ]
    assert row_of(read, "I102")["numerator"] == 45


@pytest.mark.parametrize("error", ["#SPILL!", "#N/A", "#DIV/0!", "Err:502", "#NAME?"])
def test_error_pasted_as_a_text_is_an_error_too(error: str, tmp_path: Path) -> None:
    form = good_form()
    cell = form.put(FIGURES_SHEET, "I101", "value", error)
    read = checked(form, tmp_path)
    assert [(each.code, each.cell) for each in read.findings] == [("cell.error_value", cell)]


def _ole(name: str) -> bytes:
    return OLE + b"\0" * 600 + name.encode("utf-16-le")


def _open_document(kind: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", "<x/>")
    return out.getvalue()


WORD = "it is a text document of Word or LibreOffice"
FILES = [
    ("xls", _ole("Workbook"), "it is in the old format of Excel 97-2003 (.xls)"),
    ("doc", _ole("WordDocument"), WORD),
    ("protected", _ole("EncryptedPackage"), "it is protected by a password"),
    ("docx", zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"}), WORD),
    ("ods", _open_document("spreadsheet"), "it is an OpenDocument spreadsheet (.ods)"),
    ("odt", _open_document("text"), WORD),
    (
        "numbers",
        zipped({"Index/Document.iwa": b"x", "Metadata/Properties.plist": b"x"}),
        "it is a spreadsheet of Apple Numbers (.numbers)",
    ),
    (
        "xlsb",
        zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"x"}),
        "it is a binary workbook (.xlsb)",
    ),
    ("rar", b"Rar!\x1a\x07\x01\x00" + bytes(50), "it is a packed file (RAR, 7z, GZ)"),
    ("old rar", b"Rar!\x1a\x07\x00" + bytes(50), "it is a packed file (RAR, 7z, GZ)"),
    ("7z", b"7z\xbc\xaf\x27\x1c" + bytes(50), "it is a packed file (RAR, 7z, GZ)"),
    ("pdf", b"%PDF-1.7\n" + bytes(50), "it is a PDF document"),
    ("jpeg", b"\xff\xd8\xff\xe0" + bytes(50), "it is a picture"),
    ("png", b"\x89PNG\r\n\x1a\n" + bytes(50), "it is a picture"),
    ("heic", b"\x00\x00\x00\x18ftypheic" + bytes(50), "it is a picture"),
    ("rtf", b"{\\rtf1 x}", WORD),
    ("csv", "Mã,Giá trị\nI101,12\n".encode(), "it is a text file, such as CSV or a saved web page"),
]


@pytest.mark.parametrize(("data", "cause"), [pytest.param(*each[1:], id=each[0]) for each in FILES])
def test_file_of_another_kind_is_named_with_a_cure_of_its_own(data: bytes, cause: str) -> None:
    with pytest.raises(WorkbookError) as caught:
        workbook_of(data)
    assert caught.value.cause == cause
    told = Finding("file.unreadable", values={"cause": cause})
    assert told.cure("en").endswith(CURES[cause])
    assert "{" not in told.cure("vi") + told.text("vi")


def test_cures_differ_by_what_the_file_is() -> None:
    kinds = (
        "it is a packed file (RAR, 7z, GZ)",
        "it is a PDF document",
        "the file is damaged",
        "the file is empty",
        "it is a spreadsheet of Apple Numbers (.numbers)",
        "it is protected by a password",
    )
    assert len({CURES[kind] for kind in kinds}) == len(kinds)
