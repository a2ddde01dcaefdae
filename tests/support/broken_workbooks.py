"""For every finding code one report that is broken in just that way, and where the finding must stand.

``CASES[code]`` changes a report without faults (``forms.good_form``) or its folder. Other codes that cannot
be avoided with it are named in ``also``.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from forms import American, ErrorValue, Form, Formula, Inbox, Rich, Struck, report_through

from papibook.data.workbook.cells import a1
from papibook.model.layout import (
    FIGURES_SHEET,
    IDENTITY_SHEET,
    ILLUSTRATIVE_BANNER,
    INFO_SHEET,
    TASKS_SHEET,
    UNIT_COLUMN,
)


@dataclass(frozen=True)
class Case:
    """``change``: the report before it is sent; ``after``: its folder afterwards.

    ``place``: sheet, row id and column name of the finding; row id empty: no cell; or an address as text.
    """

    change: Callable[[Form], object] = lambda form: None
    after: Callable[[Inbox], object] = lambda inbox: None
    sheet: str = ""
    row_id: str = ""
    name: str = ""
    address: str = ""
    also: tuple[str, ...] = ()
    period_id: str = "2022-S1"


def _task(
    name: str, row_id: str = "T1.1-01", *, at: str = "", also: tuple[str, ...] = (), **answers: object
) -> Case:
    return Case(
        lambda form: form.task(row_id, **answers),
        sheet=TASKS_SHEET,
        row_id=row_id,
        name=at or name,
        also=also,
    )


def _figure(row_id: str, name: str, *, also: tuple[str, ...] = (), **answers: object) -> Case:
    return Case(
        lambda form: form.figure(row_id, **answers), sheet=FIGURES_SHEET, row_id=row_id, name=name, also=also
    )


def _info(name: str, value: object) -> Case:
    return Case(lambda form: form.put(INFO_SHEET, "", name, value), sheet=INFO_SHEET, row_id="-", name=name)


def _identity(name: str, value: str) -> Callable[[Form], None]:
    def change(form: Form) -> None:
        cells = form.cells[IDENTITY_SHEET]
        row = next(r for (r, c), cell in cells.items() if c == 0 and cell == name)
        cells[row, 1] = value

    return change


def _made_up(form: Form) -> None:
    form.cells[INFO_SHEET][0, 2] = ILLUSTRATIVE_BANNER


def _real(inbox: Inbox) -> None:
    path = inbox.project.plans / "1-KH-2022" / "plan.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("data_status: illustrative", "data_status: real"), encoding="utf-8")


def _of_real_data(form: Form) -> None:
    row = max(row for row, _ in form.cells[IDENTITY_SHEET]) + 1
    form.cells[IDENTITY_SHEET] |= {(row, 0): "data_status", (row, 1): "real"}


def _rename_header(sheet: str, old: str, new: str) -> Callable[[Form], None]:
    def change(form: Form) -> None:
        cells = form.cells[sheet]
        cells[next(place for place, value in cells.items() if value == old)] = new

    return change


def _without_sheet(sheet: str) -> Callable[[Form], object]:
    return lambda form: form.cells.pop(sheet)


def _unrecognised(form: Form) -> None:
    form.cells.pop(IDENTITY_SHEET)
    form.put(INFO_SHEET, "", "unit_name", "Xã Chiềng Hặc")


def _merged(form: Form) -> None:
    row, column = form.place(TASKS_SHEET, "T1.1-01", "result_text")
    form.merged.append((TASKS_SHEET, row, column, row + 1, column))


def _hidden_row(form: Form) -> None:
    form.hidden_rows.add((TASKS_SHEET, form.place(TASKS_SHEET, "T1.1-02", "task_id")[0]))


def _loose_row(form: Form) -> None:
    row = form.add_row(FIGURES_SHEET, "")
    del form.cells[FIGURES_SHEET][row, 1]
    form.cells[FIGURES_SHEET][row, form.place(FIGURES_SHEET, "I101", "value")[1]] = 12


def _headings_apart(form: Form) -> None:
    """A heading merged over the three columns of numbers."""
    cells = form.cells[FIGURES_SHEET]
    for place, value in list(cells.items()):
        if place[0] == 2 and value not in ("Tử số", "Mẫu số", "Giá trị"):
            cells[1, place[1]] = cells.pop(place)
    cells[1, form.place(FIGURES_SHEET, "I101", "numerator")[1]] = "Số liệu trong kỳ"


def _shifted(form: Form) -> None:
    cells = form.cells[FIGURES_SHEET]
    first = form.place(FIGURES_SHEET, "I101", "numerator")[1]
    moved = {(r + 1, c): value for (r, c), value in cells.items() if r > 2 and c >= first}
    kept = {place: value for place, value in cells.items() if place[0] <= 2 or place[1] < first}
    form.cells[FIGURES_SHEET] = {**kept, **moved}


def _shifted_columns(form: Form) -> None:
    cells = form.cells[FIGURES_SHEET]
    first = form.place(FIGURES_SHEET, "I101", "numerator")[1]
    moved = {(r, c + 1): value for (r, c), value in cells.items() if r > 2 and c >= first}
    kept = {place: value for place, value in cells.items() if place[0] <= 2 or place[1] < first}
    form.cells[FIGURES_SHEET] = {**kept, **moved}


def _report_beside(form: Form) -> None:
    cells = form.cells[FIGURES_SHEET]
    cells.update({(r, c + 13): value for (r, c), value in list(cells.items()) if r > 1})


def _column_shifted(form: Form) -> None:
    cells = form.cells[FIGURES_SHEET]
    column = form.place(FIGURES_SHEET, "I101", "value")[1]
    moved = {(r + 1, c): value for (r, c), value in cells.items() if r > 2 and c == column}
    kept = {place: value for place, value in cells.items() if place[0] <= 2 or place[1] != column}
    form.cells[FIGURES_SHEET] = {**kept, **moved}


def _second_report(form: Form) -> None:
    """The table once more, with its headings."""
    cells = form.cells[FIGURES_SHEET]
    cells.update({(r + 8, c): value for (r, c), value in list(cells.items()) if r >= 2})
    cells[9, 1] = "BIỂU SỐ LIỆU"


def _numbers_as_text(form: Form) -> None:
    form.figure("I101", value="12")
    form.figure("I102", numerator="45", denominator="50")
    form.figure("I507", numerator="80", denominator="100")


def _total(form: Form) -> None:
    row = form.add_row(FIGURES_SHEET, "")
    form.cells[FIGURES_SHEET][row, 1] = "Tổng cộng"
    form.cells[FIGURES_SHEET][row, form.place(FIGURES_SHEET, "I101", "value")[1]] = 300


def _american_days(form: Form) -> None:
    """A day that stayed a text beside one that shows its month first."""
    form.task("T1.1-01", completed_date="25/3/2022")
    day = American(date(2022, 5, 3))
    form.task("T1.1-02", written_status="Hoàn thành", percent_done=100, completed_date=day)


def _hidden_column(form: Form) -> None:
    form.hidden_columns.add((FIGURES_SHEET, form.place(FIGURES_SHEET, "I101", "value")[1]))


def _blank_sheet(form: Form) -> None:
    form.figure("I101", value=None)
    form.figure("I102", numerator=None, denominator=None)
    form.figure("I103", value=None)
    form.figure("I507", numerator=None, denominator=None)


def _renamed_sheet(form: Form) -> None:
    form.cells["Sheet2"] = form.cells.pop(FIGURES_SHEET)


def _copied_sheet(form: Form) -> None:
    form.cells["Số liệu (2)"] = dict(form.cells[FIGURES_SHEET])


def _plan_of_the_year_before(inbox: Inbox) -> None:
    plan = inbox.project.plans / "1-KH-2022" / "plan.yml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("issued_on: 2022-02-18", "issued_on: 2021-02-18"), encoding="utf-8")


def _another_reports_through_it(inbox: Inbox) -> None:
    report_through(inbox.project, "xa-a", "xa-b")


def _with_macros(inbox: Inbox) -> None:
    out = io.BytesIO(inbox.path("xa-a").read_bytes())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"VBA")
    inbox.receive("xa-a", out.getvalue(), revision=2)


def _number_in_a_box(form: Form) -> None:
    row, column = form.place(FIGURES_SHEET, "I101", "value")
    form.figure("I101", value="")
    form.boxes.append((FIGURES_SHEET, row, column + 1, "17"))


def _note(form: Form) -> None:
    form.figure("I101", value="", reason_code="Lý do khác (ghi ở cột Ghi chú)")


def _none_of_it(form: Form) -> None:
    """No meeting, and so neither of the two tasks that the rules hold against the meetings."""
    form.figure("I101", value="Không phát sinh")
    form.task("T1.1-01", written_status="Đang thực hiện", percent_done=50, completed_date="")


def _row_of_another_unit(form: Form) -> None:
    form.cells[FIGURES_SHEET].update({(2, 20): UNIT_COLUMN.header})
    row = form.add_row(FIGURES_SHEET, "I101")
    form.cells[FIGURES_SHEET].update({(row, 8): 5, (row, 20): "Xã Z"})


CASES: dict[str, Case] = {
    "file.unreadable": Case(after=lambda inbox: inbox.receive("xa-a", b"PK\x03\x04 not a zip", revision=2)),
    "file.unrecognised_unit": Case(_unrecognised, sheet=INFO_SHEET, row_id="-", name="unit_name",
                                   also=("identity.missing",)),
    "file.hash_differs": Case(after=lambda inbox: inbox.path("xa-a").write_bytes(b"changed")),
    "file.missing": Case(after=lambda inbox: inbox.path("xa-a").unlink()),
    "file.not_in_receipts": Case(after=lambda inbox: inbox.path("xa-b").write_bytes(b"new")),
    "file.foreign_typing": Case(_american_days, sheet=TASKS_SHEET, row_id="T1.1-01", name="completed_date",
                                also=("progress.date_as_text",)),
    "sheet.missing": Case(_without_sheet(FIGURES_SHEET), sheet=FIGURES_SHEET),
    "sheet.renamed": Case(_renamed_sheet, sheet="Sheet2", address="A1"),
    "sheet.blank": Case(_blank_sheet, sheet=FIGURES_SHEET, row_id="I101", name="value"),
    "sheet.units_silent": Case(after=_another_reports_through_it),
    "row.other_unit": Case(_row_of_another_unit, _another_reports_through_it, sheet=FIGURES_SHEET,
                           address="U8", also=("sheet.units_silent",)),
    "sheet.hidden": Case(lambda form: form.hidden_sheets.add(FIGURES_SHEET), sheet=FIGURES_SHEET),
    "column.missing": Case(_rename_header(TASKS_SHEET, "Tình trạng", "Trạng thái"),
                           sheet=TASKS_SHEET, address="A3"),
    "column.headings_apart": Case(_headings_apart, sheet=FIGURES_SHEET, address="A3"),
    "sheet.shifted": Case(_shifted, sheet=FIGURES_SHEET, address="B4"),
    "sheet.shifted_columns": Case(_shifted_columns, sheet=FIGURES_SHEET, address="B4"),
    "sheet.column_shifted": Case(_column_shifted, sheet=FIGURES_SHEET, address="I4"),
    "sheet.report_beside": Case(_report_beside, sheet=FIGURES_SHEET, address="O3"),
    "sheet.second_report": Case(_second_report, sheet=FIGURES_SHEET, address="B10"),
    "sheet.other_unit": Case(
        lambda form: (_second_report(form), form.cells[FIGURES_SHEET].update({(9, 1): "Biểu của Xã B"})),
        sheet=FIGURES_SHEET, address="B10",
    ),
    "sheet.numbers_as_text": Case(_numbers_as_text, sheet=FIGURES_SHEET, row_id="I101", name="value"),
    "row.total": Case(_total, sheet=FIGURES_SHEET, address="B8"),
    "column.duplicate": Case(lambda form: form.cells[FIGURES_SHEET].update({(2, 20): "Giá trị"}),
                             sheet=FIGURES_SHEET, address="U3"),
    "identity.missing": Case(_without_sheet(IDENTITY_SHEET), sheet=IDENTITY_SHEET),
    "identity.wrong_plan": Case(_identity("plan_id", "9-KH-2021"), sheet=IDENTITY_SHEET),
    "identity.wrong_period": Case(_identity("period_id", "2022"), sheet=IDENTITY_SHEET),
    "identity.wrong_unit": Case(_identity("unit_id", "xa-b"), sheet=IDENTITY_SHEET),
    "identity.made_up": Case(_made_up, _real, sheet=INFO_SHEET, address="C1"),
    "identity.real": Case(_of_real_data, sheet=IDENTITY_SHEET),
    "identity.unit_name": _info("unit_name", "Xã Ạ"),
    "sheet.copy": Case(_copied_sheet, sheet="Số liệu (2)", address="A3"),
    "column.hidden": Case(_hidden_column, sheet=FIGURES_SHEET, address="I3"),
    "text.old_encoding": _task("difficulty", difficulty="ThiÕu c¸n bé"),
    "file.macros": Case(after=_with_macros),
    "cell.error_value": _figure("I101", "value", value=ErrorValue("#DIV/0!")),
    "cell.struck_out": _figure("I101", "value", value=Rich((("12", "struck"), ("15", "")))),
    "cell.all_struck_out": _figure("I101", "value", value=Struck(12)),
    "cell.struck_left_out": _figure("I101", "note", note=Rich((("cũ ", "struck"), ("mới", "")))),
    "cell.raised": _figure("I101", "value", value=Rich((("54", ""), ("1", "raised")))),
    "row.struck_out": Case(
        lambda form: form.cells[TASKS_SHEET].update({(4, 1): Struck("T1.1-02")}),
        sheet=TASKS_SHEET, address="B5",
    ),
    "cell.too_long": _figure("I101", "note", note="a" * 10_001),
    "cell.text_box": Case(_number_in_a_box, sheet=FIGURES_SHEET, row_id="I101", name="value"),
    "sheet.text_box": Case(
        lambda form: form.boxes.append((FIGURES_SHEET, 20, 2, "Người lập biểu")),
        sheet=FIGURES_SHEET, address="C21",
    ),
    "cell.formula_without_value": _figure("I101", "value", value=Formula("=A1")),
    "cell.merged": Case(_merged, sheet=TASKS_SHEET, row_id="T1.1-02", name="result_text"),
    "row.hidden": Case(_hidden_row, sheet=TASKS_SHEET, row_id="T1.1-02", name="task_id"),
    "row.without_id": Case(_loose_row, sheet=FIGURES_SHEET, address="B8"),
    "info.persons_missing": _info("approved_by", ""),
    "info.missing": _info("own_plan_number", ""),
    "info.date_invalid": _info("own_plan_date", "tháng 2"),
    "info.date_impossible": _info("own_plan_date", date(1900, 1, 20)),
    "info.date_as_text": _info("own_plan_date", "20/02/2022"),
    "yes_no.in_words": _figure("I103", "value", value="Có (1 trạm)"),
    "yes_no.unknown": _figure("I103", "value", value="đang làm"),
    "task.unknown": Case(
        lambda form: form.add_row(TASKS_SHEET, "T1.1-99", written_status="Hoàn thành"),
        sheet=TASKS_SHEET, address="B6",
    ),
    "task.duplicate": Case(
        lambda form: form.cells[TASKS_SHEET].update({(5, 1): "T1.1-01"}), sheet=TASKS_SHEET, address="B6"
    ),
    "task.not_owed": Case(
        lambda form: form.add_row(TASKS_SHEET, "T2.1-01", written_status="Hoàn thành"),
        sheet=TASKS_SHEET, address="B6",
    ),
    "task.row_missing": Case(lambda form: form.drop_row(TASKS_SHEET, "T1.1-02"), sheet=TASKS_SHEET),
    "progress.unknown_status": _task("written_status", "T1.1-02", written_status="gần xong"),
    "progress.status_in_words": _task("written_status", written_status="Đã hoàn thành"),
    "progress.blank_status": _task("written_status", "T1.1-02", written_status=""),
    "progress.percent_invalid": _task("percent_done", "T1.1-02", percent_done=0.85),
    "progress.percent_as_text": _task("percent_done", "T1.1-02", percent_done="85%"),
    "progress.percent_conflict": _task("percent_done", percent_done=95),
    "progress.date_invalid": _task("completed_date", completed_date="31/02/2022"),
    "progress.date_as_text": _task("completed_date", completed_date="15/3/2022"),
    "progress.date_after_cutoff": _task("completed_date", completed_date=date(2022, 6, 1)),
    "progress.date_impossible": _task("completed_date", completed_date=date(1900, 1, 20)),
    "progress.date_before_start": replace(
        _task("completed_date", completed_date=date(2021, 11, 30)), after=_plan_of_the_year_before
    ),
    "progress.done_without_date": _task("completed_date", completed_date=""),
    "progress.done_without_product": _task("result_text", result_text=" "),
    "progress.not_applicable_without_reason": _task(
        "reason", "T1.1-02", written_status="Không áp dụng", percent_done=""
    ),
    "progress.date_without_done": _task("completed_date", "T1.1-02", completed_date=date(2022, 5, 1)),
    "indicator.unknown": Case(
        lambda form: form.add_row(FIGURES_SHEET, "I10", value=5), sheet=FIGURES_SHEET, address="B8"
    ),
    "indicator.duplicate": Case(
        lambda form: form.cells[FIGURES_SHEET].update({(7, 1): "I101"}), sheet=FIGURES_SHEET, address="B8"
    ),
    "indicator.not_owed": Case(
        lambda form: form.add_row(FIGURES_SHEET, "I105", value=5), sheet=FIGURES_SHEET, address="B8"
    ),
    "figure.not_a_number": _figure("I101", "value", value="khoảng 50"),
    "figure.no_digits": _figure("I101", "value", value="…"),
    "figure.two_meanings": _figure("I101", "value", value="1,250"),
    "figure.none_as_zero": Case(_none_of_it, sheet=FIGURES_SHEET, row_id="I101", name="value"),
    "figure.zero_denominator": _figure("I102", "denominator", denominator=0),
    "figure.number_as_text": _figure("I101", "value", value="1.234"),
    "figure.not_whole": _figure("I101", "value", value=12.5),
    "figure.out_of_range": _figure("I101", "value", value=-3),
    "figure.far_from_usual": Case(
        lambda form: form.figure("I101", value=999), sheet=FIGURES_SHEET, row_id="I101", name="value",
        period_id="2022",
    ),
    "figure.far_alone": _figure("I101", "value", value=2_000_000),
    "figure.numerator_exceeds_denominator": _figure("I102", "numerator", numerator=51),
    "figure.part_missing": _figure("I102", "denominator", denominator=""),
    "figure.below_contained": Case(
        lambda form: form.figure("I101", value=11), sheet=FIGURES_SHEET, row_id="I101", name="value",
        period_id="2022",
    ),
    "figure.missing_without_reason": _figure("I101", "value", value=""),
    "figure.reason_unknown": _figure("I101", "reason_code", value="", reason_code="chưa có"),
    "figure.reason_with_value": _figure("I101", "reason_code", reason_code="Chưa tổng hợp được"),
    "figure.reason_without_note": Case(_note, sheet=FIGURES_SHEET, row_id="I101", name="note"),
    "figure.value_in_wrong_column": _figure("I102", "value", value=90),
    "figure.small_sample": _figure("I507", "denominator", numerator=10, denominator=12),
    "person.phone": _task("difficulty", "T1.1-02", difficulty="Liên hệ anh Bình, 0912 345 678"),
    "person.identity": _figure("I101", "note", note="CCCD 014085001234"),
    "person.email": _info("general_proposal", "Gửi về hoa@example.com"),
    "person.address": _task("proposal", "T1.1-02", proposal="Bà Hoa, trú tại số nhà 12, tổ 3"),
    "rule.contradiction": Case(
        lambda form: form.figure("I101", value=0), sheet=TASKS_SHEET, row_id="T1.1-01", name="written_status"
    ),
    "rule.unlikely": Case(
        lambda form: form.task("T1.1-02", written_status="Chưa bắt đầu", percent_done=0),
        sheet=FIGURES_SHEET, row_id="I101", name="value",
    ),
    "figure.missing_row": Case(lambda form: form.drop_row(FIGURES_SHEET, "I103"), sheet=FIGURES_SHEET),
}  # fmt: skip


def cell_of(case: Case, form: Form) -> str:
    """The address at which the case's finding must stand."""
    if case.address or not case.row_id:
        return case.address
    return a1(*form.place(case.sheet, case.row_id, case.name))
