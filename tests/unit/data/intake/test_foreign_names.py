"""Names in ZIP files come out right, and stray files beside reports are no refused reports."""

from __future__ import annotations

import unicodedata
import zipfile
from pathlib import Path

import pytest
from forms import good_form
from handed_in import Office, form_bytes, zipped

from papibook.data.intake.answers import ACCEPTED, LEFT_OUT, REFUSED
from papibook.data.intake.shown_names import member_name

NAMES = [
    "Báo cáo xã.xlsx",
    "Xã Chiềng Hắc (số liệu).xlsx",
    "Đơn vị Mường Sang.xlsx",
    "bao cao.xlsx",
    "Tân Lập.xlsx",
]


def _in_cp1258(name: str) -> bytes:
    """Letters with their quality, tones as marks of their own, as Windows writes Vietnamese."""
    out = ""
    for letter in name:
        apart = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323")
        out += unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in tones)) + tones
    return out.encode("cp1258")


@pytest.mark.parametrize("name", NAMES)
def test_utf8_without_its_flag(name: str) -> None:
    assert member_name(zipfile.ZipInfo(name.encode().decode("cp437"))) == name


@pytest.mark.parametrize("name", NAMES)
def test_code_page_of_vietnamese_windows(name: str) -> None:
    assert member_name(zipfile.ZipInfo(_in_cp1258(name).decode("cp437"))) == name


@pytest.mark.parametrize(
    "name", ["café.xlsx", "bao cao.xlsx", "Bé.xlsx", "thôn à.xlsx", "số".replace("ố", "ô") + ".xlsx"]
)
def test_cp437_as_zip_knows_it(name: str) -> None:
    assert member_name(zipfile.ZipInfo(name.encode("cp437").decode("cp437"))) == name


def test_name_in_the_field_of_info_zip() -> None:
    name = "Báo cáo.xlsx".encode()
    info = zipfile.ZipInfo("B_o c_o.xlsx")
    info.extra = b"\x75\x70" + (5 + len(name)).to_bytes(2, "little") + b"\x01" + bytes(4) + name
    assert member_name(info) == "Báo cáo.xlsx"


STRAY = [
    "Thumbs.db",
    "desktop.ini",
    ".DS_Store",
    "~$bao cao.xlsx",
    "ghi chú.txt",
    "README.md",
    "~WRL0001.tmp",
    "a.lnk",
]


@pytest.mark.parametrize("name", STRAY)
def test_stray_file_of_a_folder_is_left_out_and_harmless(name: str, tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.letter(name, b"gi day")
    office.letter("bao cao.xlsx", good_form())
    answers = {answer.name: answer for answer in office.receive()}
    assert answers["bao cao.xlsx"].outcome == ACCEPTED
    assert (answers[name].outcome, answers[name].is_good) == (LEFT_OUT, True)
    assert len(office.receipts()) == 1


def test_stray_files_of_a_zip_file_are_left_out_too(tmp_path: Path) -> None:
    office = Office(tmp_path)
    report = form_bytes(good_form(), tmp_path)
    office.letter("thư.zip", zipped({**dict.fromkeys(STRAY, b"x"), "bao cao.xlsx": report}))
    answers = office.receive()
    assert sorted(answer.outcome for answer in answers) == [ACCEPTED, *[LEFT_OUT] * len(STRAY)]


def test_text_file_that_is_handed_in_by_name_is_answered(tmp_path: Path) -> None:
    office = Office(tmp_path)
    assert office.one(office.letter("bao cao.txt", b"So lieu: 12")).outcome == REFUSED


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.numbers", zipped({"Index/Document.iwa": b"x", "preview.jpg": b"x"})),
        ("a.xlsb", zipped({"xl/workbook.bin": b"x", "[Content_Types].xml": b"x"})),
        ("a.docx", zipped({"word/document.xml": b"x", "[Content_Types].xml": b"x"})),
        ("a.rar", b"Rar!\x1a\x07\x01\x00" + bytes(90)),
        ("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(90)),
    ],
)
def test_other_containers_are_one_answer_with_their_cure(name: str, content: bytes, tmp_path: Path) -> None:
    office = Office(tmp_path)
    answer = office.one(office.letter(name, content))
    assert (answer.outcome, [finding.code for finding in answer.findings]) == (REFUSED, ["file.unreadable"])
    assert "it is not an Excel workbook (.xlsx)" not in answer.findings[0].values["cause"]
