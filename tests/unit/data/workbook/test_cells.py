"""Files from units: read as they stand, refused in words when they are no workbook or a trap."""

from __future__ import annotations

import contextlib
import io
import pickle
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from forms import ErrorValue, Form, Formula, good_form, write_form

from papibook.data.workbook import scan as scanning
from papibook.data.workbook.cells import a1, read_workbook
from papibook.data.workbook.file_kind import OLE
from papibook.data.workbook.members import WorkbookError
from papibook.data.workbook.scan import scan


def _bytes(cells: dict[tuple[int, int], object], tmp_path: Path) -> bytes:
    path = tmp_path / "plain.xlsx"
    write_form(Form({"Một": cells}), path)
    return path.read_bytes()


def _repack(
    data: bytes, change: Callable[[str, bytes], bytes | None], extra: dict[str, bytes] | None = None
) -> bytes:
    """The XLSX file with its members changed; None drops one."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = change(member.filename, old.read(member))
            if content is not None:
                new.writestr(member.filename, content)
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def _cause(data: bytes, tmp_path: Path) -> str:
    path = tmp_path / "report.xlsx"
    path.write_bytes(data)
    with pytest.raises(WorkbookError) as caught:
        read_workbook(path)
    return caught.value.cause


def test_cells_stand_where_the_sheet_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write_form(Form({"Một": {(4, 3): "x", (6, 5): 2.5, (7, 5): date(2022, 5, 31)}, "Hai": {}}), path)
    book = read_workbook(path)
    sheet = book.sheets["Một"]
    assert (sheet.cell(4, 3), sheet.cell(6, 5), sheet.cell(7, 5)) == ("x", 2.5, date(2022, 5, 31))
    assert sheet.cell(0, 0) == sheet.cell(99, 99) == ""
    assert list(book.sheets) == ["Một", "Hai"]
    assert len(book.sha256) == 64


def test_address_is_that_of_the_spreadsheet() -> None:
    assert [a1(0, 0), a1(11, 1), a1(4, 25), a1(4, 26), a1(0, 701), a1(0, 702)] == [
        "A1",
        "B12",
        "Z5",
        "AA5",
        "ZZ1",
        "AAA1",
    ]


def test_what_values_do_not_show_is_known(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    form = Form({"Một": {(2, 1): ErrorValue("#REF!"), (3, 1): Formula("=A1"), (4, 1): "x", (5, 1): "m"}})
    form.hidden_rows.add(("Một", 4))
    form.merged.append(("Một", 5, 1, 7, 2))
    form.hidden_sheets.add("Hai")
    form.cells["Hai"] = {(0, 0): 1}
    write_form(form, path)
    book = read_workbook(path)
    sheet = book.sheets["Một"]
    assert sheet.errors == {(2, 1): "#REF!"}
    assert sheet.empty_formulas == {(3, 1)}
    assert sheet.hidden_rows == {4}
    assert sheet.covering(6, 2) == (5, 1, 7, 2)
    assert sheet.covering(5, 1) is None
    assert [sheet.is_hidden for sheet in book.sheets.values()] == [False, True]


def test_formula_with_an_empty_text_as_result_has_a_result(tmp_path: Path) -> None:
    data = _bytes({(0, 0): Formula("=A2")}, tmp_path)
    change = lambda name, content: content.replace(b'<c r="A1">', b'<c r="A1" t="str">')  # noqa: E731
    assert scan(_repack(data, change)).sheets["Một"].empty_formulas == set()


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "the file is empty"),
        (b"%PDF-1.7 ...", "it is a PDF document"),
        (b"PK\x03\x04 broken", "the file is damaged"),
        (OLE + b"\0" * 600, "it is in the old format of Excel 97-2003 (.xls)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "it is protected by a password"),
    ],
)
def test_file_that_is_no_workbook_is_refused_in_words(data: bytes, cause: str, tmp_path: Path) -> None:
    assert _cause(data, tmp_path) == cause


def test_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a/document.xml", "<a/>")
    assert _cause(out.getvalue(), tmp_path) == "it is not an Excel workbook (.xlsx)"


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError) as caught:
        read_workbook(tmp_path / "nothing.xlsx")
    assert caught.value.cause == "the file cannot be opened"
    assert pickle.loads(pickle.dumps(caught.value)).cause == caught.value.cause


def test_half_a_file_is_damaged(tmp_path: Path) -> None:
    data = _bytes({(0, 0): "x"}, tmp_path)
    assert _cause(data[: len(data) // 2], tmp_path) == "the file is damaged"


@pytest.mark.parametrize("at", range(0, 100, 7))
def test_flipped_bytes_never_give_a_traceback(at: int, tmp_path: Path) -> None:
    data = bytearray(_bytes({(r, c): f"dòng {r}" for r in range(20) for c in range(3)}, tmp_path))
    start = len(data) * at // 100
    data[start : start + 8] = bytes(byte ^ 0xFF for byte in data[start : start + 8])
    path = tmp_path / "report.xlsx"
    path.write_bytes(data)
    with contextlib.suppress(WorkbookError):  # a byte nobody reads may have changed
        read_workbook(path)


def _with_doctype(part: str) -> Callable[[str, bytes], bytes]:
    doctype = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'

    def change(name: str, content: bytes) -> bytes:
        return content.replace(b"?>", b"?>" + doctype, 1) if name.endswith(part) else content

    return change


@pytest.mark.parametrize("part", ["sheet1.xml", "workbook.xml", "sharedStrings.xml", "styles.xml", ".rels"])
def test_document_type_is_refused_in_every_part(part: str, tmp_path: Path) -> None:
    data = _repack(_bytes({(0, 0): "x"}, tmp_path), _with_doctype(part))
    assert _cause(data, tmp_path) == "it contains XML definitions that a report must not have"


def test_zip_bomb_is_refused_by_its_directory(tmp_path: Path) -> None:
    data = _repack(
        _bytes({(0, 0): "x"}, tmp_path), lambda _, content: content, {"xl/big.bin": bytes(30 * 1024**2)}
    )
    assert len(data) < 100_000
    assert _cause(data, tmp_path) == "it unpacks to far more data than a report holds"


def test_file_larger_than_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "MAX_FILE_BYTES", 1000)
    assert _cause(_bytes({(0, 0): "x"}, tmp_path), tmp_path) == "it is larger than 20 MB"


@pytest.mark.parametrize("place", [(scanning.MAX_ROWS, 0), (0, scanning.MAX_COLUMNS), (1048575, 16383)])
def test_cell_far_away_is_refused_before_a_grid_is_made(place: tuple[int, int], tmp_path: Path) -> None:
    assert (
        _cause(_bytes({(0, 0): "x", place: 1}, tmp_path), tmp_path)
        == "it has more than 5000 rows or 200 columns; delete the stray cells far below or beside the table"
    )


def test_member_that_stands_there_twice_is_damaged(tmp_path: Path) -> None:
    data = _bytes({(0, 0): "x"}, tmp_path)
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = _repack(data, lambda _, content: content, {"xl/worksheets/sheet1.xml": b"<worksheet/>"})
    assert _cause(twice, tmp_path) == "the file is damaged"


@pytest.mark.parametrize(
    "missing", ["xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml"]
)
def test_missing_part_is_refused(missing: str, tmp_path: Path) -> None:
    data = _repack(
        _bytes({(0, 0): "x"}, tmp_path), lambda name, content: None if name == missing else content
    )
    assert _cause(data, tmp_path) in ("the file is damaged", "it is not an Excel workbook (.xlsx)")


def test_file_saved_again_by_another_program_reads_the_same(tmp_path: Path) -> None:
    path, again = tmp_path / "x.xlsx", tmp_path / "again.xlsx"
    write_form(good_form("xa-a"), path)
    openpyxl.load_workbook(path).save(again)
    first, second = read_workbook(path), read_workbook(again)
    assert [sheet.rows for sheet in first.sheets.values()] == [sheet.rows for sheet in second.sheets.values()]
    assert first.sha256 != second.sha256
