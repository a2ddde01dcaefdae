"""The workbook that a unit fills in: its cells, its looks where they carry meaning, its bytes."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import yaml
from forms import CHECKLIST, PLAN_YML

from papibook.data.forms.validation import REASON_RULE, STATUS_RULE, YES_NO_RULE
from papibook.data.forms.workbook import FilledForm, form_digest, write_workbook
from papibook.data.given.place_words import with_words
from papibook.model import layout
from papibook.model.plan import PlanFile


def plan_of(status: str) -> PlanFile:
    text = PLAN_YML.replace("{on:", '{"on":').replace("data_status: illustrative", f"data_status: {status}")
    return PlanFile.model_validate(with_words(yaml.safe_load(text)))


def task(task_id: str, **answers: object) -> dict[str, object]:
    facts = {"group": "Nội dung 1: Một", "needs_product": True, "is_request": False}
    return {"task_id": task_id, "solution_id": "1.1", "title": "Công khai", **facts, **answers}


def figure(indicator_id: str, kind: str, **answers: object) -> dict[str, object]:
    facts = {"group": "Nội dung 1: Một", "is_core": True, "is_integer_parts": True}
    facts |= {"numerator_may_exceed": False, "value_min": 0, "value_max": None}
    return {"indicator_id": indicator_id, "kind": kind, **facts, **answers}


def filled() -> FilledForm:
    done = {"written_status": "done", "percent_done": 100.0, "completed_date": date(2022, 3, 15)}
    tasks = [
        task(
            "T1.1-01", due_text="Quý I/2022", result_text='=HYPERLINK("http://x")', difficulty="@khó", **done
        ),
        task("T1.1-02", written_status="lạ"),
    ]
    figures = [
        figure("I101", "ratio", unit_measure="%", numerator=3, denominator=0.0, note="+1"),
        figure("I102", "yes_no", unit_measure="có/không", value=True),
        figure("I103", "count", unit_measure="buổi", reason_code="not_collected"),
    ]
    plan = plan_of("illustrative")
    return FilledForm(
        plan=plan,
        period=plan.periods[0],
        unit_id="xa-chieng-son",
        unit_name="Xã Chiềng Sơn",
        info={"prepared_by": "Người lập A", "reported_date": date(2022, 6, 1), "own_plan_dimension_1": False},
        tasks=pd.DataFrame(tasks),
        figures=pd.DataFrame(figures),
        made_on=date(2022, 6, 1),
        checklist=tuple(
            replace(each, hint="Công khai") if each.name == "own_plan_dimension_2" else each
            for each in CHECKLIST
        ),
    )


def written(form: FilledForm) -> bytes:
    stream = BytesIO()
    write_workbook(stream, form)
    return stream.getvalue()


def opened(form: FilledForm) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(written(form)))


def shown(form: FilledForm) -> openpyxl.Workbook:
    """The workbook with the results that its formulas were saved with."""
    return openpyxl.load_workbook(BytesIO(written(form)), data_only=True)


def rows_under_header(sheet, first_header: str) -> list[dict[str, object]]:
    """The rows with a code; headings between them have nothing in the second column."""
    rows = list(sheet.iter_rows(values_only=True))
    start = next(index for index, row in enumerate(rows) if row[0] == first_header)
    names = rows[start]
    return [
        dict(zip(names, row, strict=True)) for row in rows[start + 1 :] if row[0] and " " not in str(row[0])
    ]


def places(sheet, header: str) -> dict[str, str]:
    """The address of each row's cell in that column, by the row's code."""
    header_cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == header)
    rows = sheet.iter_rows(min_row=header_cell.row + 1)
    return {str(row[0].value): row[header_cell.column - 1].coordinate for row in rows}


def test_guidance_comes_first_and_the_identity_is_very_hidden():
    book = opened(filled())
    assert book.sheetnames == ["Hướng dẫn", "Thông tin", "Nhiệm vụ", "Số liệu", "_papibook"]
    assert book["_papibook"].sheet_state == "veryHidden"


def test_identity_sheet_names_plan_period_unit_and_form():
    form = filled()
    sheet = opened(form)["_papibook"]
    identity = {row[0].value: row[1].value for row in sheet.iter_rows(max_row=5)}
    assert identity == {
        "plan_id": "1-KH-2022",
        "period_id": "2022-S1",
        "unit_id": "xa-chieng-son",
        "form_version": layout.FORM_VERSION,
        "form_digest": form_digest(form),
    }


def test_the_reason_of_a_revision_is_asked_since_version_3():
    form = filled()
    asked = {
        version: [row[0].value for row in opened(replace(form, version=version))["Thông tin"].iter_rows()]
        for version in ("2", layout.FORM_VERSION)
    }
    label = "Lý do điều chỉnh so với lần gửi trước"
    assert label not in asked["2"]
    assert [text for text in asked[layout.FORM_VERSION] if text != label] == asked["2"]
    assert label in asked[layout.FORM_VERSION]
    assert form_digest(form) != form_digest(replace(form, version="2"))


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
    row = rows_under_header(opened(filled())["Nhiệm vụ"], "Mã nhiệm vụ")[0]
    assert (row["Tỷ lệ hoàn thành (%)"], row["Ngày hoàn thành"]) == (100, datetime(2022, 3, 15))
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
    row = rows_under_header(book["Nhiệm vụ"], "Mã nhiệm vụ")[0]
    assert row["Kết quả, số văn bản"] == '=HYPERLINK("http://x")'
    formulas = [
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas
    assert not any("HYPERLINK" in formula for formula in formulas)


def test_info_answers_stand_beside_their_labels():
    sheet = opened(filled())["Thông tin"]
    answers = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert answers["Đơn vị"] == "Xã Chiềng Sơn"
    assert answers["Kỳ báo cáo"] == "6 tháng đầu năm 2022"
    assert answers["Ngày lập báo cáo"] == datetime(2022, 6, 1)
    assert answers["Kế hoạch có nội dung 1"] == "Không"
    assert answers["Điện thoại"] is None


def test_a_content_of_the_plan_is_named_beside_its_question():
    sheet = opened(filled())["Thông tin"]
    hints = {row[0].value: row[2].value for row in sheet.iter_rows()}
    assert hints["Kế hoạch có nội dung 2"] == "Công khai"


def test_a_plan_without_a_checklist_asks_for_no_more_than_every_form():
    form = replace(filled(), checklist=(), info={})
    labels = {row[0].value for row in opened(form)["Thông tin"].iter_rows()}
    assert {info.label for info in layout.INFO_FIELDS} <= labels
    assert not {info.label for info in CHECKLIST} & labels


@pytest.mark.parametrize("is_illustrative", [True, False])
def test_banner_stands_on_every_sheet_only_when_illustrative(is_illustrative: bool):
    book = opened(replace(filled(), plan=plan_of("illustrative" if is_illustrative else "real")))
    for sheet in book:
        texts = {cell for row in sheet.iter_rows(values_only=True) for cell in row}
        assert (layout.ILLUSTRATIVE_BANNER in texts) is is_illustrative, sheet.title


def test_visible_sheets_print_on_a4_landscape_one_page_wide():
    for sheet in opened(filled()).worksheets[:4]:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.page_setup.fitToHeight == (None if sheet.title == "Hướng dẫn" else 0)  # None: 1


def test_header_row_is_frozen_and_repeated_in_print():
    for name, first_free in (("Nhiệm vụ", "D6"), ("Số liệu", "C6")):
        sheet = opened(filled())[name]
        assert sheet.freeze_panes == first_free
        assert sheet.print_title_rows == "$5:$5"


def test_only_the_cells_that_a_row_uses_can_be_written():
    book = opened(filled())
    assert all(sheet.protection.sheet for sheet in book)
    sheet = book["Số liệu"]
    open_cells = {
        name for name, address in places(sheet, "Tử số").items() if not sheet[address].protection.locked
    }
    assert open_cells == {"I101"}
    values = places(sheet, "Giá trị")
    assert [sheet[values[code]].protection.locked for code in ("I101", "I102", "I103")] == [
        True,
        False,
        False,
    ]
    for sheet in book:
        locked = {
            cell.protection.locked for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
        }
        assert locked <= {True}


def test_no_cell_is_merged_and_rows_grow_with_what_is_typed():
    with zipfile.ZipFile(BytesIO(written(filled()))) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    assert len(sheets) == 5
    assert not any("mergeCell" in xml or "customHeight" in xml for xml in sheets)
    assert sum(' ht="' in xml for xml in sheets) == 4


def test_choices_are_lists_short_enough_to_stand_in_the_rule():
    for rule in (STATUS_RULE, REASON_RULE, YES_NO_RULE):
        assert len(",".join(rule["source"])) <= 255
        assert not any("," in word for word in rule["source"])


def test_rules_refuse_with_a_message():
    for name in ("Thông tin", "Nhiệm vụ", "Số liệu"):
        rules = opened(filled())[name].data_validations.dataValidation
        assert rules
        for rule in rules:
            assert rule.errorStyle in (None, "stop")
            assert rule.error
            assert rule.errorTitle


def test_a_figures_rule_follows_its_kind():
    sheet = opened(filled())["Số liệu"]
    kinds = {}
    for rule in sheet.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            kinds |= {cell: rule.type for row in area.rows for cell in (f"{chr(64 + c)}{r}" for r, c in row)}
    values, numerators = places(sheet, "Giá trị"), places(sheet, "Tử số")
    assert kinds[numerators["I101"]] == "whole"
    assert (kinds[values["I102"]], kinds[values["I103"]]) == ("list", "whole")
    assert values["I101"] not in kinds


def test_the_first_sheet_counts_what_is_answered():
    sheet = shown(filled())["Hướng dẫn"]
    rows = {str(row[0]): row[1:5] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert rows["Nhiệm vụ (trang “Nhiệm vụ”)"] == (2, 1, 1, 50)
    assert rows["Số liệu (trang “Số liệu”)"][:3] == (3, 2, 1)
    assert rows["Cộng"] == (5, 3, 2, 60)
    assert rows["Thông tin bắt buộc (trang “Thông tin”)"][:3] == (5, 2, 3)
    assert "CÒN THIẾU, số mục: 5" in rows


def test_rows_say_what_they_lack():
    tasks = rows_under_header(shown(filled())["Nhiệm vụ"], "Mã nhiệm vụ")
    figures = rows_under_header(shown(filled())["Số liệu"], "Mã chỉ tiêu")
    assert [row["Kiểm tra"] for row in tasks] == ["Đủ", "Tình trạng không có trong danh sách"]
    assert [row["Kiểm tra"] for row in figures] == ["Tử số lớn hơn mẫu số", "Đủ", "Đủ"]


def test_same_form_gives_same_bytes_in_a_file_and_in_a_stream(tmp_path: Path):
    write_workbook(tmp_path / "a.xlsx", filled())
    assert (tmp_path / "a.xlsx").read_bytes() == written(filled())


def test_form_digest_depends_on_what_is_asked_not_on_the_answers():
    form = filled()
    answered = replace(form, tasks=form.tasks.assign(written_status="in_progress"))
    compared = replace(form, figures=form.figures.assign(previous="5"))
    asked = replace(form, tasks=form.tasks.assign(title="Việc khác"))
    assert form_digest(answered) == form_digest(compared) == form_digest(form) != form_digest(asked)


def test_a_sheet_without_rows_says_so():
    form = replace(filled(), tasks=filled().tasks.iloc[:0], figures=filled().figures.iloc[:0], info={})
    book = shown(form)
    for name, first in (("Nhiệm vụ", "Mã nhiệm vụ"), ("Số liệu", "Mã chỉ tiêu")):
        assert rows_under_header(book[name], first) == []
        texts = [row[0] for row in book[name].iter_rows(values_only=True)]
        assert texts[-1] == "Đơn vị không phải báo cáo nội dung nào ở trang này."
