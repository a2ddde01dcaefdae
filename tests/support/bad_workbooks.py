"""Every kind of bad workbook that the intake is tried with, by name: what is sent and what is answered.

``KINDS[name]`` is one kind; the test of that name is ``test_bad_workbooks.py::test_bad_workbook[name]``.
Those named like a finding code are the broken reports of ``broken_workbooks``; the others follow here.
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from broken_workbooks import CASES, Case, cell_of
from forms import ErrorValue, Form, Formula, Percentage, good_form
from handed_in import form_bytes, zipped

from papibook.data.workbook.file_kind import OLE
from papibook.model.findings import CODES
from papibook.model.layout import FIGURES_SHEET, IDENTITY_SHEET, INFO_SHEET, TASKS_SHEET

ACCEPTED, REFUSED, WAITING = "accepted", "refused", "waiting"


@dataclass(frozen=True)
class Sent:
    """``content`` and, for each thing that must be found, its (code, sheet, cell); reasons have no place."""

    content: bytes
    expected: tuple[tuple[str, str, str], ...]
    outcome: str = ACCEPTED
    cause: str = ""
    """Of ``file.unreadable``."""


Kind = Callable[[Path], Sent]


def _outcome(codes: Iterable[str]) -> str:
    """Accepted, or waiting for the office where one of the codes asks it."""
    return WAITING if any(code in CODES and CODES[code].is_asked for code in codes) else ACCEPTED


def _cell(sheet: str, row_id: str, name: str, value: object, *codes: str) -> Kind:
    """One answer of a good report replaced; ``codes`` are found there, none if it must be read right."""

    def make(folder: Path) -> Sent:
        form = good_form("xa-a")
        cell = form.put(sheet, row_id, name, value)
        return Sent(form_bytes(form, folder), tuple((code, sheet, cell) for code in codes), _outcome(codes))

    return make


def _figure(value: object, *codes: str, row: str = "I101", name: str = "value") -> Kind:
    return _cell(FIGURES_SHEET, row, name, value, *codes)


def _task(name: str, value: object, *codes: str, row: str = "T1.1-02") -> Kind:
    return _cell(TASKS_SHEET, row, name, value, *codes)


def _done(name: str, value: object, *codes: str) -> Kind:
    return _task(name, value, *codes, row="T1.1-01")


def _info(name: str, value: object, *codes: str) -> Kind:
    return _cell(INFO_SHEET, "", name, value, *codes)


def _form(change: Callable[[Form], object], *expected: tuple[str, str, str], outcome: str = ACCEPTED) -> Kind:
    def make(folder: Path) -> Sent:
        form = good_form("xa-a")
        change(form)
        asked = _outcome([code for code, _, _ in expected])
        return Sent(form_bytes(form, folder), expected, asked if outcome == ACCEPTED else outcome)

    return make


def _file(content: bytes, cause: str) -> Kind:
    return lambda folder: Sent(content, (("file.unreadable", "", ""),), REFUSED, cause)


def _parts(
    change: Callable[[str, bytes], bytes | None],
    cause: str = "",
    *,
    extra: dict[str, bytes] | None = None,
    expected: tuple[tuple[str, str, str], ...] = (),
) -> Kind:
    """The good report with members of its zip changed, dropped (None) or added."""

    def make(folder: Path) -> Sent:
        with zipfile.ZipFile(io.BytesIO(form_bytes(good_form("xa-a"), folder))) as archive:
            changed = {name: change(name, archive.read(name)) for name in archive.namelist()}
        members = {name: content for name, content in changed.items() if content is not None}
        content = zipped({**members, **(extra or {})})
        if cause:
            return Sent(content, (("file.unreadable", "", ""),), REFUSED, cause)
        return Sent(content, expected)

    return make


def _serial_of_1904(folder: Path) -> Sent:
    """Every day of the report pasted as its number into a workbook that counts from 1904."""
    form = good_form("xa-a")
    places = [
        (INFO_SHEET, form.put(INFO_SHEET, "", "reported_date", 44713 - 1462), "info.date_as_text"),
        (INFO_SHEET, form.put(INFO_SHEET, "", "own_plan_date", 44612 - 1462), "info.date_as_text"),
        (
            TASKS_SHEET,
            form.put(TASKS_SHEET, "T1.1-01", "completed_date", 44635 - 1462),
            "progress.date_as_text",
        ),
    ]
    changed = _replaced("workbook.xml", b"<workbookPr", b'<workbookPr date1904="1"')
    with zipfile.ZipFile(io.BytesIO(form_bytes(form, folder))) as archive:
        members = {name: changed(name, archive.read(name)) or b"" for name in archive.namelist()}
    return Sent(zipped(members), tuple((code, sheet, cell) for sheet, cell, code in places))


def _cut(folder: Path) -> Sent:
    data = form_bytes(good_form("xa-a"), folder)
    return Sent(data[: len(data) // 2], (("file.unreadable", "", ""),), REFUSED, "the file is damaged")


def _replaced(part: str, old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    def change(name: str, content: bytes) -> bytes:
        if not name.endswith(part):
            return content
        assert old in content
        return content.replace(old, new, 1)

    return change


def _moved(form: Form) -> None:
    """Columns reordered, three rows inserted above the table."""
    for sheet in (TASKS_SHEET, FIGURES_SHEET):
        cells = form.cells[sheet]
        form.cells[sheet] = {(row + 3, 30 - column): value for (row, column), value in cells.items()}


def _reordered(form: Form) -> None:
    form.cells = dict(reversed(list(form.cells.items())))


def _renamed(form: Form) -> None:
    for number, sheet in enumerate((INFO_SHEET, TASKS_SHEET, FIGURES_SHEET)):
        form.cells[f"Sheet{number}"] = form.cells.pop(sheet)


def _renamed_and_copied(form: Form) -> None:
    form.cells["Sheet2"] = form.cells.pop(FIGURES_SHEET)
    form.cells["Sheet3"] = dict(form.cells["Sheet2"])


def _renamed_without_a_column(form: Form) -> None:
    form.cells["Sheet2"] = {
        place: cell for place, cell in form.cells.pop(FIGURES_SHEET).items() if place[1] != 7
    }


def _merged_information(form: Form) -> None:
    row, column = form.place(INFO_SHEET, "", "own_plan_number")
    form.merged.append((INFO_SHEET, row, column, row + 1, column))
    del form.cells[INFO_SHEET][row + 1, column]


def _heading_with_an_entry(form: Form) -> None:
    row = form.add_row(FIGURES_SHEET, "")
    form.cells[FIGURES_SHEET][row, 1] = "Nội dung 5: Thủ tục hành chính công"
    form.cells[FIGURES_SHEET][row, form.place(FIGURES_SHEET, "I101", "value")[1]] = 12


def _decomposed(form: Form) -> None:
    for sheet in (INFO_SHEET, TASKS_SHEET, FIGURES_SHEET):
        form.cells[sheet] = {
            place: unicodedata.normalize("NFD", value) if isinstance(value, str) else value
            for place, value in form.cells[sheet].items()
        }


def _blanks(form: Form) -> None:
    for sheet in (INFO_SHEET, TASKS_SHEET, FIGURES_SHEET):
        form.cells[sheet] = {
            place: f"  {value}\u00a0 " if isinstance(value, str) and value else value
            for place, value in form.cells[sheet].items()
        }


def _filtered(form: Form) -> None:
    for row_id in ("I101", "I102"):
        form.hidden_rows.add((FIGURES_SHEET, form.place(FIGURES_SHEET, row_id, "value")[0]))


def _headers_in_tcvn3(form: Form) -> None:
    cells = form.cells[TASKS_SHEET]
    old = {"Mã nhiệm vụ": "M· nhiÖm vô", "Tình trạng": "T×nh tr¹ng", "Ngày hoàn thành": "Ngµy hoµn thµnh"}
    form.cells[TASKS_SHEET] = {place: old.get(str(value), value) for place, value in cells.items()}


def _row_copied_twice(form: Form) -> None:
    form.cells[FIGURES_SHEET][8, 1] = "I101"
    form.cells[FIGURES_SHEET][9, 1] = "I101"


def _identity_broken(form: Form) -> None:
    form.cells[IDENTITY_SHEET] = {(0, 0): ErrorValue("#REF!")}


def _of_case(case: Case, code: str) -> Kind:
    def make(folder: Path) -> Sent:
        form = good_form("xa-a")
        case.change(form)
        found = ((code, case.sheet, cell_of(case, form)),)
        outcome = REFUSED if code in ("identity.wrong_plan", "identity.real") else _outcome([code])
        return Sent(form_bytes(form, folder), found, outcome)

    return make


NOT_OF_THE_INTAKE = {
    "file.hash_differs",
    "file.missing",
    "file.not_in_receipts",
    "file.unreadable",
    "file.unrecognised_unit",
    "file.macros",
    "file.foreign_typing",
    "figure.below_contained",
    "row.other_unit",  # tests/unit/data/intake/test_carried_reports.py
    "sheet.units_silent",
    "figure.far_from_usual",
    "identity.made_up",
    "identity.wrong_period",
    "identity.wrong_unit",
    "progress.date_before_start",
}
"""Of the folder of reports, of two reports together, of another plan, where the hidden sheet is believed, or
tried below."""

_TEXT = "it is a text file, such as CSV or a saved web page"
_DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
_PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"

KINDS: dict[str, Kind] = {
    **{code: _of_case(case, code) for code, case in CASES.items() if code not in NOT_OF_THE_INTAKE},
    # Numbers.
    "number_text_vietnamese": _figure("1.234.567", "figure.number_as_text", "figure.far_alone"),
    "number_text_vietnamese_decimals": _figure("1.234,5", "figure.number_as_text", "figure.not_whole"),
    "number_text_english": _figure("1,234,567", "figure.number_as_text", "figure.far_alone"),
    "number_text_english_decimals": _figure("1,234.5", "figure.number_as_text", "figure.not_whole"),
    "number_text_dot_of_whole_figure": _figure("1.234", "figure.number_as_text"),
    "number_text_dot_asked": _form(
        lambda form: form.add_row(FIGURES_SHEET, "I104", numerator="1.234", denominator=2000),
        ("figure.two_meanings", FIGURES_SHEET, "G8"),
    ),
    "number_text_comma_asked": _figure("1,234", "figure.two_meanings"),
    "number_text_dot_decimal_asked": _figure("12.5", "figure.not_a_number"),
    "number_about_twenty": _figure("khoảng 20", "figure.not_a_number"),
    "number_with_unit": _figure("12 hộ", "figure.not_a_number"),
    "number_as_fraction": _figure("45/50", "figure.not_a_number"),
    "number_a_phone": _figure("0912345678", "figure.not_a_number", "person.phone"),
    "number_a_day": _figure(date(2022, 5, 12), "figure.not_a_number"),
    "number_a_dash": _figure("-", "figure.no_digits"),
    "number_in_trailing_blanks": _figure("12  ", "figure.number_as_text"),
    "number_negative": _figure(-12, "figure.out_of_range"),
    "number_far_too_great": _figure(1e15, "figure.out_of_range"),
    "number_shown_as_percent": _figure(Percentage(0.12), "figure.not_a_number"),
    "number_yes_for_a_count": _figure("Có", "figure.no_digits"),
    # Percentages.
    "percent_85": _task("percent_done", 85),
    "percent_text": _task("percent_done", "85%", "progress.percent_as_text"),
    "percent_shown": _task("percent_done", Percentage(0.85), "progress.percent_as_text"),
    "percent_share": _task("percent_done", 0.85, "progress.percent_invalid"),
    "percent_beyond_100": _task("percent_done", 850, "progress.percent_invalid"),
    "percent_words": _task("percent_done", "gần hết", "progress.percent_invalid"),
    # Days.
    "day_text": _done("completed_date", "15/03/2022", "progress.date_as_text"),
    "day_text_short": _done("completed_date", "5/3/2022", "progress.date_as_text"),
    "day_text_two_digit_year": _done("completed_date", "15/3/22", "progress.date_as_text"),
    "day_text_two_digit_year_long_ago": _done(
        "completed_date", "15/3/12", "progress.date_impossible"
    ),
    "day_text_month_first": _done("completed_date", "03/15/2022", "progress.date_invalid"),
    "day_text_none_such": _done("completed_date", "31/02/2022", "progress.date_invalid"),
    "day_words": _done("completed_date", "cuối quý I", "progress.date_invalid"),
    "day_serial_without_format": _done("completed_date", 44635, "progress.date_as_text"),
    "day_serial_as_text": _done("completed_date", "44635", "progress.date_as_text"),
    "day_serial_on_the_information_sheet": _info("reported_date", 44713, "info.date_as_text"),
    "day_number_of_no_year": _done("completed_date", 20220315, "progress.date_invalid"),
    "day_of_another_year": _done("completed_date", date(2012, 3, 15), "progress.date_impossible"),
    "day_of_1904_system": _parts(
        # The same serials, counted from 1904: four years and a day later.
        _replaced("workbook.xml", b"<workbookPr", b'<workbookPr date1904="1"'),
        expected=(
            ("progress.date_after_cutoff", TASKS_SHEET, "I4"),
            ("info.date_impossible", INFO_SHEET, "B8"),
            ("info.date_impossible", INFO_SHEET, "B11"),
        ),
    ),
    "days_of_an_american_program": _form(
        CASES["file.foreign_typing"].change,
        ("file.foreign_typing", TASKS_SHEET, "I4"),
    ),
    "day_serial_of_1904_without_format": _serial_of_1904,
    # Words.
    "status_with_remark": _task("written_status", "Đang thực hiện 50%", "progress.status_in_words"),
    "status_without_marks": _task("written_status", "dang thuc hien"),
    "status_a_number": _task("written_status", 1, "progress.unknown_status"),
    "text_tcvn3": _task("difficulty", "ThiÕu c¸n bé, kinh phÝ", "text.old_encoding"),
    "text_vni": _task("difficulty", "Thieáu caùn boä, chöa coù kinh phí", "text.old_encoding"),
    "status_tcvn3": _task(
        "written_status", "§ang thùc hiÖn", "text.old_encoding", "progress.unknown_status"
    ),
    "headers_tcvn3": _form(
        _headers_in_tcvn3,
        ("column.missing", TASKS_SHEET, "A3"),
        ("text.old_encoding", TASKS_SHEET, "G3"),
    ),
    "text_decomposed": _form(_decomposed),
    "text_in_blanks": _form(_blanks),
    # Formulas and errors.
    "formula_without_value": _figure(Formula("=1+1"), "cell.formula_without_value"),
    "error_ref": _figure(ErrorValue("#REF!"), "cell.error_value"),
    "error_name_in_a_text": _task("difficulty", ErrorValue("#NAME?"), "cell.error_value"),
    "error_on_information_sheet": _info("own_plan_number", ErrorValue("#REF!"), "cell.error_value"),
    "error_on_information_sheet_optional": _info(
        "general_difficulty", ErrorValue("#REF!"), "cell.error_value"
    ),
    "formula_on_information_sheet": _info("reported_date", Formula("=TODAY()"), "cell.formula_without_value"),
    "error_in_a_day": _done("completed_date", ErrorValue("#VALUE!"), "cell.error_value"),
    # Rows, columns, sheets.
    "rows_inserted_and_columns_moved": _form(_moved),
    "sheets_reordered": _form(_reordered),
    "sheets_renamed": _form(
        _renamed, *[("sheet.renamed", f"Sheet{number}", "A1") for number in range(3)]
    ),
    "sheet_renamed_and_copied": _form(
        _renamed_and_copied,
        ("sheet.missing", FIGURES_SHEET, ""),
        ("sheet.copy", "Sheet2", "A3"),
        ("sheet.copy", "Sheet3", "A3"),
    ),
    "sheet_renamed_without_a_column": _form(
        _renamed_without_a_column, ("sheet.missing", FIGURES_SHEET, ""), ("sheet.copy", "Sheet2", "A3")
    ),
    "heading_with_an_entry": _form(_heading_with_an_entry, ("row.without_id", FIGURES_SHEET, "B8")),
    "code_with_a_blank": _form(
        lambda form: form.add_row(FIGURES_SHEET, "I 101", value=1), ("indicator.unknown", FIGURES_SHEET, "B8")
    ),
    "rows_filtered_away": _form(
        _filtered, ("row.hidden", FIGURES_SHEET, "B4"), ("row.hidden", FIGURES_SHEET, "B5")
    ),
    "row_copied_twice": _form(
        _row_copied_twice,
        ("indicator.duplicate", FIGURES_SHEET, "B9"),
        ("indicator.duplicate", FIGURES_SHEET, "B10"),
    ),
    "identity_sheet_broken": _form(_identity_broken, ("identity.missing", IDENTITY_SHEET, "")),
    "information_sheet_missing": _form(
        lambda form: form.cells.pop(INFO_SHEET), ("sheet.missing", INFO_SHEET, "")
    ),
    "information_merged": _form(_merged_information, ("cell.merged", INFO_SHEET, "B11")),
    "unit_of_another_form": _form(
        lambda form: form.put(INFO_SHEET, "", "unit_name", "Xã B"),
        ("unit.contradicted", "", ""), outcome=WAITING,
    ),
    "period_of_another_form": _form(
        lambda form: form.put(INFO_SHEET, "", "period_name", "Năm 2022"),
        ("period.other_named", "", ""), outcome=WAITING,
    ),
    "unit_with_a_typo": _form(
        lambda form: (form.cells.pop(IDENTITY_SHEET), form.put(INFO_SHEET, "", "unit_name", "Xa Aa")),
        ("unit.suggested", "", ""), outcome=WAITING,
    ),
    "unit_of_another_district": _form(
        lambda form: (form.cells.pop(IDENTITY_SHEET), form.put(INFO_SHEET, "", "unit_name", "Sở Nội vụ")),
        ("unit.unknown", "", ""), outcome=WAITING,
    ),
    "workbook_without_our_sheets": _form(
        lambda form: setattr(form, "cells", {"Sheet1": {(0, 0): "Kính gửi"}}),
        ("unit.unclear", "", ""), ("period.unclear", "", ""), outcome=WAITING,
    ),
    # Files.
    "file_of_no_bytes": _file(b"", "the file is empty"),
    "file_xls": _file(OLE + bytes(600), "it is in the old format of Excel 97-2003 (.xls)"),
    "file_password": _file(OLE + "EncryptedPackage".encode("utf-16-le"), "it is protected by a password"),
    "file_csv": _file("Mã,Giá trị\nI101,12\n".encode(), _TEXT),
    "file_csv_utf16": _file("I101\t12".encode("utf-16"), _TEXT),
    "file_html_named_xls": _file(
        b"<html><table><tr><td>1</td></tr></table>", _TEXT
    ),
    "file_pdf": _file(b"%PDF-1.7\n1 0 obj", "it is a PDF document"),
    "file_photo": _file(b"\xff\xd8\xff\xe0\x00\x10JFIF", "it is a picture"),
    "file_ods": lambda folder: Sent(
        zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}, 0),
        (("file.unreadable", "", ""),), REFUSED, "it is an OpenDocument spreadsheet (.ods)",
    ),
    "file_docx": lambda folder: Sent(
        zipped({"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<a/>", "word/document.xml": b"<a/>"}),
        (("file.unreadable", "", ""),), REFUSED, "it is a text document of Word or LibreOffice",
    ),
    "file_xlsb": _parts(lambda name, content: content, "it is a binary workbook (.xlsb)",
                        extra={"xl/workbook.bin": b"\x00"}),
    "file_cut_in_half": _cut,
    "file_xlsm": _parts(_replaced("[Content_Types].xml", _PLAIN.encode(), _MACRO.encode()),
                        extra={"xl/vbaProject.bin": b"VBA"}, expected=(("file.macros", "", ""),)),
    "part_missing": _parts(lambda name, content: None if name.endswith("sheet2.xml") else content,
                           "the file is damaged"),
    "part_not_xml": _parts(lambda name, content: b"<" if name.endswith("sheet2.xml") else content,
                           "the file is damaged"),
    "xml_document_type": _parts(_replaced("sheet2.xml", b"?>", b"?>" + _DOCTYPE),
                                "it contains XML definitions that a report must not have"),
    "xml_too_deep": _parts(
        _replaced("sheet2.xml", b"</sheetData>", b"</sheetData>" + b"<x>" * 200 + b"</x>" * 200),
        "its XML is nested deeper than that of any report"),
    "zip_bomb": _parts(lambda name, content: content, "it unpacks to far more data than a report holds",
                       extra={"xl/media/a.bin": bytes(30 * 1024**2)}),
    "cell_far_away": _parts(
        _replaced("sheet2.xml", b"</sheetData>", b'<row><c r="A9000"><v>1</v></c></row></sheetData>'),
        "it has more than 5000 rows or 200 columns; delete the stray cells far below or beside the table"),
}  # fmt: skip
