"""What a cell looks like counts: struck-out text is no answer, and no number is made of two."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from checked import changed, checked, row_of, told
from forms import Form, Rich, Struck, good_form
from handed_in import form_bytes, zipped

from papibook.data.workbook.cells import a1
from papibook.model.findings import CODES
from papibook.model.layout import FIGURES_SHEET, INFO_SHEET, TASKS_SHEET

FIGURE, TASK, INFO = FIGURES_SHEET, TASKS_SHEET, INFO_SHEET


def _struck(old: str, new: str) -> Rich:
    return Rich(((old, "struck"), (new, "")))


@pytest.mark.parametrize(
    ("sheet", "row", "name", "value", "code", "stands", "found"),
    [
        pytest.param(FIGURE, "I101", "value", _struck("12", "15"), "cell.struck_out", "15", "12", id="count"),
        pytest.param(
            FIGURE, "I102", "numerator", _struck("4", "45"), "cell.struck_out", "45", "4", id="numerator"
        ),
        pytest.param(
            FIGURE,
            "I101",
            "value",
            Rich((("15", ""), ("12", "struck"))),
            "cell.struck_out",
            "15",
            "12",
            id="struck out behind",
        ),
        pytest.param(
            FIGURE, "I103", "value", _struck("Có", "Không"), "cell.struck_out", "Không", "Có", id="yes or no"
        ),
        pytest.param(
            TASK,
            "T1.1-02",
            "written_status",
            _struck("Đang thực hiện", "Hoàn thành"),
            "cell.struck_out",
            "Hoàn thành",
            "Đang thực hiện",
            id="state",
        ),
        pytest.param(
            TASK,
            "T1.1-01",
            "completed_date",
            _struck("1", "15/3/2022"),
            "cell.struck_out",
            "15/3/2022",
            "1",
            id="day",
        ),
        pytest.param(
            TASK, "T1.1-02", "percent_done", _struck("5", "50"), "cell.struck_out", "50", "5", id="percent"
        ),
        pytest.param(FIGURE, "I101", "value", Struck(12), "cell.all_struck_out", "", "12", id="whole number"),
        pytest.param(FIGURE, "I101", "value", Struck("12"), "cell.all_struck_out", "", "12", id="whole text"),
        pytest.param(FIGURE, "I103", "value", Struck("Có"), "cell.all_struck_out", "", "Có", id="whole yes"),
        pytest.param(
            TASK,
            "T1.1-01",
            "completed_date",
            Struck("15/3/2022"),
            "cell.all_struck_out",
            "",
            "15/3/2022",
            id="whole day",
        ),
        pytest.param(
            INFO,
            "",
            "own_plan_date",
            _struck("19", "20/02/2022"),
            "cell.struck_out",
            "20/02/2022",
            "19",
            id="day of the own plan",
        ),
        pytest.param(
            FIGURE,
            "I101",
            "value",
            Rich((("54", ""), ("1", "raised"))),
            "cell.raised",
            "541",
            "541",
            id="footnote",
        ),
        pytest.param(
            FIGURE,
            "I102",
            "denominator",
            Rich((("50", ""), ("2", "raised"))),
            "cell.raised",
            "502",
            "502",
            id="exponent",
        ),
        pytest.param(
            FIGURE,
            "I101",
            "value",
            Rich((("13", ""), ("2", "lowered"))),
            "cell.raised",
            "132",
            "132",
            id="lowered",
        ),
        pytest.param(FIGURE, "I101", "value", "54¹", "cell.raised", "54¹", "54¹", id="sign of a footnote"),
        pytest.param(FIGURE, "I102", "denominator", "50²", "cell.raised", "50²", "50²", id="sign of a power"),
        pytest.param(
            TASK,
            "T1.1-01",
            "completed_date",
            "15/3/22¹",
            "cell.raised",
            "15/3/22¹",
            "15/3/22¹",
            id="sign at a day",
        ),
        pytest.param(TASK, "T1.1-02", "percent_done", "50₁", "cell.raised", "50₁", "50₁", id="lowered sign"),
    ],
)
def test_struck_out_or_raised_part_is_one_finding_and_no_number(
    sheet: str, row: str, name: str, value: object, code: str, stands: str, found: str, tmp_path: Path
) -> None:
    read = changed(lambda form: form.put(sheet, row, name, value), tmp_path)
    cell = a1(*good_form().place(sheet, row, name))
    (finding,) = [each for each in read.findings if CODES[each.code].severity != "note"]
    assert (finding.code, finding.cell) == (code, cell)
    assert (finding.values["stands"], finding.found) == (stands, found)
    assert row == "" or row_of(read, row)["is_refused"]


@pytest.mark.parametrize(
    ("sheet", "row", "name"),
    [(TASK, "T1.1-01", "result_text"), (TASK, "T1.1-02", "difficulty"), (FIGURE, "I101", "note"),
     (TASK, "T1.1-02", "proposal"), (INFO, "", "general_difficulty")],
)  # fmt: skip
def test_in_free_text_what_stands_is_read_and_said(sheet: str, row: str, name: str, tmp_path: Path) -> None:
    read = changed(lambda form: form.put(sheet, row, name, _struck("cũ ", "mới")), tmp_path)
    assert [code for code, _ in told(read)] == ["cell.struck_left_out"]
    rows = read.info if sheet == INFO else [row_of(read, row)]
    texts = [each["value"] if sheet == INFO else each[name] for each in rows]
    assert "mới" in texts
    assert not any("cũ" in str(text) for text in texts)


def test_raised_letter_in_free_text_is_nothing_to_say(tmp_path: Path) -> None:
    assert not changed(
        lambda form: form.figure("I101", note=Rich((("500 m", ""), ("2", "raised")))), tmp_path
    ).findings


def test_figure_struck_out_with_a_reason_beside_it_is_given_up(tmp_path: Path) -> None:
    read = changed(
        lambda form: form.figure("I101", value=Struck(12), reason_code="Chưa tổng hợp được"), tmp_path
    )
    assert [code for code, _ in told(read)] == ["cell.struck_left_out"]
    assert (row_of(read, "I101")["value"], row_of(read, "I101")["reason_code"]) == (None, "not_collected")


@pytest.mark.parametrize("row", ["T1.1-01", "T1.1-02", "I101", "I102", "I507"])
def test_row_that_is_struck_out_is_one_finding(row: str, tmp_path: Path) -> None:
    sheet = TASK if row.startswith("T") else FIGURE

    def strike(form: Form) -> None:
        line = form.place(sheet, row, "check")[0]
        for place, value in form.cells[sheet].items():
            if place[0] == line and isinstance(value, (str, int)) and value != "":
                form.cells[sheet][place] = Struck(value)

    assert [code for code, _ in told(changed(strike, tmp_path))] == ["row.struck_out"]


def test_struck_out_text_within_the_sheet_itself_is_seen_too(tmp_path: Path) -> None:
    form = good_form()
    form.figure("I101", value="@@")
    with zipfile.ZipFile(io.BytesIO(form_bytes(form, tmp_path))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    texts = parts["xl/sharedStrings.xml"].decode().split("<si>")
    number = next(n for n, text in enumerate(texts) if "@@" in text) - 1
    inline = '<is><r><rPr><strike/></rPr><t>12</t></r><r><rPr><strike val="0"/></rPr><t>15</t></r></is>'
    part = "xl/worksheets/sheet3.xml"
    before = parts[part]
    parts[part] = before.replace(b't="s"><v>%d</v>' % number, f't="inlineStr">{inline}'.encode())
    assert parts[part] != before
    (finding,) = checked(zipped(parts), tmp_path).findings
    assert (finding.code, finding.found, finding.values["stands"]) == ("cell.struck_out", "12", "15")


_BOX = "17 buổi"


@pytest.mark.parametrize(
    ("sheet", "row", "name", "change"),
    [
        (FIGURE, "I101", "value", lambda form: form.figure("I101", value="")),
        (FIGURE, "I103", "value", lambda form: form.figure("I103", value="")),
        (FIGURE, "I102", "denominator", lambda form: form.figure("I102", denominator="")),
        (
            TASK,
            "T1.1-02",
            "written_status",
            lambda form: form.task("T1.1-02", written_status="", percent_done=""),
        ),
        (INFO, "", "own_plan_number", lambda form: form.put(INFO, "", "own_plan_number", "")),
    ],
)
def test_text_box_beside_a_missing_answer_is_told_with_it(
    sheet: str, row: str, name: str, change: Callable[[Form], object], tmp_path: Path
) -> None:
    def boxed(form: Form) -> None:
        change(form)
        line, column = form.place(sheet, row, name)
        form.boxes.append((sheet, line, column + 1, _BOX))

    (finding,) = changed(boxed, tmp_path).findings
    assert (finding.code, finding.cell, finding.found) == (
        "cell.text_box", a1(*good_form().place(sheet, row, name)), _BOX,
    )  # fmt: skip


def test_text_box_elsewhere_is_a_note_that_quotes_nobody(tmp_path: Path) -> None:
    (finding,) = changed(lambda form: form.boxes.append((FIGURE, 30, 1, "Bà Hoa")), tmp_path).findings
    assert finding.code == "sheet.text_box"
    assert "Hoa" not in finding.text() + finding.found


@pytest.mark.parametrize(
    ("sheet", "row", "name"),
    [(TASK, "T1.1-02", "difficulty"), (TASK, "T1.1-01", "result_text"), (FIGURE, "I101", "note"),
     (FIGURE, "I101", "value"), (INFO, "", "general_difficulty")],
)  # fmt: skip
def test_cell_of_a_whole_document_is_refused(sheet: str, row: str, name: str, tmp_path: Path) -> None:
    read = changed(lambda form: form.put(sheet, row, name, "dài " * 2501), tmp_path)
    assert [code for code, _ in told(read)] == ["cell.too_long"]
    assert "dài" not in str(read.tasks) + str(read.figures) + str(read.info)


def test_day_in_a_date_cell_that_is_struck_out_is_no_day(tmp_path: Path) -> None:
    read = changed(lambda form: form.task("T1.1-01", completed_date=Struck(44635)), tmp_path)
    assert row_of(read, "T1.1-01")["completed_date"] != date(2022, 3, 15)
