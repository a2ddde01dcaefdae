"""The workbook that a unit fills in: its cells, its looks where they carry meaning, its bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from papibook.data.form import FilledForm, form_digest, write_workbook
from papibook.model import layout


def filled() -> FilledForm:
    tasks = pd.DataFrame(
        [
            {
                "task_id": "T1.1-01",
                "solution_id": "1.1",
                "title": "Tuyên truyền",
                "due_text": "Quý I/2022",
                "written_status": "done",
                "percent_done": 100.0,
                "completed_date": date(2022, 3, 15),
                "result_text": '=HYPERLINK("http://x")',
                "difficulty": "@khó",
            },
            {"task_id": "T1.1-02", "solution_id": "1.1", "title": "Công khai", "written_status": "lạ"},
        ]
    )
    figures = pd.DataFrame(
        [
            {"indicator_id": "I101", "unit_measure": "%", "numerator": 3, "denominator": 0.0, "note": "+1"},
            {"indicator_id": "I102", "unit_measure": "có/không", "value": True},
            {"indicator_id": "I103", "unit_measure": "buổi", "reason_code": "not_collected"},
        ]
    )
    return FilledForm(
        plan_id="426-KH-UBND-2022",
        period_id="2022-S1",
        period_name="6 tháng đầu năm 2022",
        unit_id="xa-chieng-son",
        unit_name="Xã Chiềng Sơn",
        is_illustrative=True,
        info={"prepared_by": "Người lập A", "reported_date": date(2022, 6, 1), "own_plan_dimension_1": False},
        tasks=tasks,
        figures=figures,
        made_on=date(2022, 6, 1),
    )


def written(form: FilledForm) -> bytes:
    stream = BytesIO()
    write_workbook(stream, form)
    return stream.getvalue()


def opened(form: FilledForm) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(written(form)))


def rows_under_header(sheet, first_header: str) -> list[dict[str, object]]:
    rows = list(sheet.iter_rows(values_only=True))
    start = next(index for index, row in enumerate(rows) if row[0] == first_header)
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]


def test_four_sheets_and_the_identity_is_very_hidden():
    book = opened(filled())
    assert book.sheetnames == ["Thông tin", "Nhiệm vụ", "Số liệu", "_papibook"]
    assert book["_papibook"].sheet_state == "veryHidden"


def test_identity_sheet_names_plan_period_unit_and_form():
    form = filled()
    sheet = opened(form)["_papibook"]
    identity = {row[0].value: row[1].value for row in sheet.iter_rows(max_row=5)}
    assert identity == {
        "plan_id": "426-KH-UBND-2022",
        "period_id": "2022-S1",
        "unit_id": "xa-chieng-son",
        "form_version": layout.FORM_VERSION,
        "form_digest": form_digest(form),
    }


def test_codes_become_words_and_unknown_words_stay():
    rows = rows_under_header(opened(filled())["Nhiệm vụ"], "Mã nhiệm vụ")
    assert [row["Tình trạng"] for row in rows] == ["Hoàn thành", "lạ"]
    figures = rows_under_header(opened(filled())["Số liệu"], "Mã chỉ tiêu")
    assert figures[2]["Lý do không có số liệu"] == "Chưa tổng hợp được"


def test_every_declared_column_has_its_header():
    for sheet, columns in (("Nhiệm vụ", layout.TASK_COLUMNS), ("Số liệu", layout.FIGURE_COLUMNS)):
        row = rows_under_header(opened(filled())[sheet], columns[0].header)[0]
        assert list(row) == [column.header for column in columns]


def test_numbers_days_and_answers_keep_their_type():
    task = rows_under_header(opened(filled())["Nhiệm vụ"], "Mã nhiệm vụ")[0]
    assert (task["Tỷ lệ hoàn thành (%)"], task["Ngày hoàn thành"]) == (100, datetime(2022, 3, 15))
    ratio, yes, missing = rows_under_header(opened(filled())["Số liệu"], "Mã chỉ tiêu")
    assert (ratio["Tử số"], ratio["Mẫu số"]) == (3, 0)
    assert yes["Giá trị"] == "Có"
    assert missing["Giá trị"] is None


def test_days_are_shown_the_vietnamese_way():
    sheet = opened(filled())["Nhiệm vụ"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.is_date)
    assert cell.number_format == "dd/mm/yyyy"


def test_text_that_looks_like_a_formula_stays_text():
    book = opened(filled())
    task = rows_under_header(book["Nhiệm vụ"], "Mã nhiệm vụ")[0]
    assert task["Kết quả, số văn bản"] == '=HYPERLINK("http://x")'
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_info_answers_stand_beside_their_labels():
    sheet = opened(filled())["Thông tin"]
    answers = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert answers["Đơn vị"] == "Xã Chiềng Sơn"
    assert answers["Kỳ báo cáo"] == "6 tháng đầu năm 2022"
    assert answers["Ngày lập báo cáo"] == datetime(2022, 6, 1)
    assert answers["Kế hoạch có nội dung 1"] == "Không"
    assert answers["Điện thoại"] is None


@pytest.mark.parametrize("is_illustrative", [True, False])
def test_banner_stands_on_every_sheet_only_when_illustrative(is_illustrative: bool):
    book = opened(replace(filled(), is_illustrative=is_illustrative))
    for sheet in book:
        texts = {cell for row in sheet.iter_rows(values_only=True) for cell in row}
        assert (layout.ILLUSTRATIVE_BANNER in texts) is is_illustrative, sheet.title


def test_visible_sheets_print_on_a4_landscape_one_page_wide():
    for sheet in opened(filled()).worksheets[:3]:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.page_setup.fitToHeight == 0


def test_header_row_is_frozen_and_repeated_in_print():
    sheet = opened(filled())["Nhiệm vụ"]
    assert sheet.freeze_panes == "C6"
    assert sheet.print_title_rows == "$5:$5"


def test_same_form_gives_same_bytes_in_a_file_and_in_a_stream(tmp_path: Path):
    write_workbook(tmp_path / "a.xlsx", filled())
    assert (tmp_path / "a.xlsx").read_bytes() == written(filled())


def test_form_digest_depends_on_what_is_asked_not_on_the_answers():
    form = filled()
    answered = replace(form, tasks=form.tasks.assign(written_status="in_progress"))
    asked = replace(form, tasks=form.tasks.assign(title="Việc khác"))
    assert form_digest(answered) == form_digest(form) != form_digest(asked)


def test_empty_form_has_headers_and_no_rows():
    form = replace(filled(), tasks=filled().tasks.iloc[:0], figures=filled().figures.iloc[:0], info={})
    assert rows_under_header(opened(form)["Nhiệm vụ"], "Mã nhiệm vụ") in (
        [],
        [dict.fromkeys([column.header for column in layout.TASK_COLUMNS])],
    )
