"""One fault is one finding with one cure, however many rows it spoils."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from broken_workbooks import CASES
from checked import changed, row_of, told
from forms import Form

from papibook.model.layout import FIGURES_SHEET, INFO_SHEET, TASKS_SHEET

ANSWERS = 5
"""Column of the numerator in the test's form; the columns to its right are answers too."""


def _moved(by: int, since: int = 3) -> Callable[[Form], None]:
    """The figures' answers moved down by ``by`` rows, from row ``since`` (counted from 0) on."""

    def change(form: Form) -> None:
        cells = form.cells[FIGURES_SHEET]
        first = form.place(FIGURES_SHEET, "I101", "numerator")[1]
        moves = {place for place in cells if place[0] >= since and place[1] >= first}
        kept = {place: value for place, value in cells.items() if place not in moves}
        form.cells[FIGURES_SHEET] = {**kept, **{(r + by, c): cells[r, c] for r, c in moves}}

    return change


@pytest.mark.parametrize("by", [1, 2, 3, -1])
def test_figures_typed_some_rows_off_are_one_finding(by: int, tmp_path: Path) -> None:
    if by < 0:  # room above the first row that is no heading

        def up(form: Form) -> None:
            cells = form.cells[FIGURES_SHEET]
            form.cells[FIGURES_SHEET] = {(r + (r > 2), c): value for (r, c), value in cells.items()}
            _moved(-1, 4)(form)

        read = changed(up, tmp_path)
    else:
        read = changed(_moved(by), tmp_path)
    (finding,) = read.findings
    assert finding.code == "sheet.shifted"
    assert (finding.values["n"], finding.values["direction"]) == (
        str(abs(by)), "too low" if by > 0 else "too high",
    )  # fmt: skip
    assert not read.figures
    assert read.tasks


def _across(sheet: str, by: int, least: int) -> Callable[[Form], None]:
    """The answers from the column ``least`` on moved by ``by`` columns."""

    def change(form: Form) -> None:
        cells = form.cells[sheet]
        moves = {place for place in cells if place[0] >= 3 and place[1] >= least}
        kept = {place: value for place, value in cells.items() if place not in moves}
        form.cells[sheet] = {**kept, **{(r, c + by): cells[r, c] for r, c in moves}}

    return change


@pytest.mark.parametrize("by", [1, 2, -1, -2])
def test_figures_typed_some_columns_off_are_one_finding(by: int, tmp_path: Path) -> None:
    read = changed(_across(FIGURES_SHEET, by, 6), tmp_path)
    (finding,) = read.findings
    assert (finding.code, finding.values["n"], finding.values["direction"]) == (
        "sheet.shifted_columns", str(abs(by)), "too far right" if by > 0 else "too far left",
    )  # fmt: skip
    assert not read.figures
    assert read.tasks
    assert "cột" in finding.text()


@pytest.mark.parametrize("by", [5, 8, 10])
def test_figures_typed_many_rows_down_are_one_finding(by: int, tmp_path: Path) -> None:
    (finding,) = changed(_moved(by), tmp_path).findings
    assert (finding.code, finding.values["n"]) == ("sheet.shifted", str(by))


def test_one_column_typed_a_row_off_is_one_finding(tmp_path: Path) -> None:
    def change(form: Form) -> None:
        cells, column = form.cells[FIGURES_SHEET], form.place(FIGURES_SHEET, "I101", "value")[1]
        form.figure("I101", value="")
        form.figure("I103", value="")
        cells[4, column], cells[6, column] = 12, "Có"

    (finding,) = changed(change, tmp_path).findings
    assert (finding.code, finding.values["header"], finding.values["n"]) == (
        "sheet.column_shifted", "Giá trị", "1",
    )  # fmt: skip


def _info_moved(down: int, right: int, since: str = "prepared_by") -> Callable[[Form], None]:
    def change(form: Form) -> None:
        for dimension in range(1, 9):
            form.put(INFO_SHEET, "", f"own_plan_dimension_{dimension}", "Có")
        cells = form.cells[INFO_SHEET]
        first = form.place(INFO_SHEET, "", since)[0]
        moves = {place for place in cells if place[0] >= first and place[1] == 1}
        kept = {place: value for place, value in cells.items() if place not in moves}
        form.cells[INFO_SHEET] = {**kept, **{(r + down, c + right): cells[r, c] for r, c in moves}}

    return change


@pytest.mark.parametrize(
    ("down", "right", "since"),
    [(1, 0, "prepared_by"), (2, 0, "own_plan_number"), (3, 0, "prepared_by"), (-1, 0, "own_plan_date"),
     (0, 1, "prepared_by"), (0, 2, "prepared_by")],
)  # fmt: skip
def test_answers_of_the_information_sheet_that_are_off_are_one_finding(
    down: int, right: int, since: str, tmp_path: Path
) -> None:
    read = changed(_info_moved(down, right, since), tmp_path)
    (finding,) = [each for each in read.findings if each.sheet == INFO_SHEET]
    code = "sheet.shifted_columns" if right else "sheet.shifted"
    assert (finding.code, finding.values["n"]) == (code, str(abs(down or right)))
    assert not read.info
    assert len(read.figures) == 4


def test_cure_of_a_shift_is_said_in_both_languages(tmp_path: Path) -> None:
    (finding,) = changed(_moved(1), tmp_path).findings
    assert "lệch xuống dưới 1 dòng" in finding.text()
    assert "1 rows too low" in finding.text("en")


@pytest.mark.parametrize(
    "change",
    [
        lambda form: form.figure("I101", value=""),
        lambda form: form.figure("I103", value=12),
        lambda form: form.figure("I102", numerator="", denominator="", value=90),
        lambda form: form.figure("I507", numerator="", denominator=""),
        lambda form: [form.figure(row, value="") for row in ("I101", "I103")],
    ],
)
def test_few_wrong_rows_are_no_shift(change: Callable[[Form], object], tmp_path: Path) -> None:
    codes = [code for code, _ in told(changed(change, tmp_path))]
    assert "sheet.shifted" not in codes
    assert len(changed(change, tmp_path).figures) == 4


def _headings(*names: str, sheet: str = FIGURES_SHEET, depth: int = 1) -> Callable[[Form], None]:
    """The headings ``names`` one or more rows above the others, which stay."""

    def change(form: Form) -> None:
        cells = form.cells[sheet]
        for place, value in list(cells.items()):
            if place[0] == 2 and value in names:
                cells[2 - depth, place[1]] = cells.pop(place)

    return change


@pytest.mark.parametrize(
    ("change", "row"),
    [
        pytest.param(CASES["column.headings_apart"].change, 3, id="numbers under a merged heading"),
        pytest.param(_headings("Mã chỉ tiêu"), 3, id="code above"),
        pytest.param(
            _headings("Mã chỉ tiêu", "Ghi chú", "Lý do không có số liệu"), 3, id="outer headings above"
        ),
        pytest.param(_headings("Tình trạng", sheet=TASKS_SHEET), 3, id="tasks"),
        pytest.param(_headings("Tử số", "Mẫu số", depth=2), 3, id="three rows"),
    ],
)
def test_headings_in_several_rows_are_found(
    change: Callable[[Form], object], row: int, tmp_path: Path
) -> None:
    read = changed(change, tmp_path)
    assert told(read) == [("column.headings_apart", f"A{row}")]
    assert (row_of(read, "I102")["numerator"], row_of(read, "T1.1-02")["written_status"]) == (
        45,
        "in_progress",
    )


@pytest.mark.parametrize(
    ("heading", "written"),
    [
        ("Tử số", "Tử số (a)"),
        ("Mẫu số", "MAU SO"),
        ("Giá trị", "Giá trị (*)"),
        ("Giá trị", "Giá trị\n(3)"),
        ("Mã chỉ tiêu", "Mã chỉ tiêu:"),
        ("Ghi chú", "Ghi chu"),
    ],
)
def test_heading_with_a_sign_behind_or_without_marks_is_known(
    heading: str, written: str, tmp_path: Path
) -> None:
    def rename(form: Form) -> None:
        cells = form.cells[FIGURES_SHEET]
        cells[next(place for place, value in cells.items() if value == heading)] = written

    read = changed(rename, tmp_path)
    assert not read.findings
    assert len(read.figures) == 4


@pytest.mark.parametrize("sheet", [FIGURES_SHEET, TASKS_SHEET])
@pytest.mark.parametrize("style", ["{}", "({})", "{}=..."])
def test_row_that_numbers_the_columns_is_no_answer(sheet: str, style: str, tmp_path: Path) -> None:
    def number(form: Form) -> None:
        cells = form.cells[sheet]
        form.cells[sheet] = {(r + (r > 2), c): value for (r, c), value in cells.items()}
        form.cells[sheet].update({(3, c): style.format(c) for c in range(1, 13)})

    assert not changed(number, tmp_path).findings


@pytest.mark.parametrize("before", ["I102", "I103", "I507"])
def test_headings_repeated_on_a_second_page_are_no_answer(before: str, tmp_path: Path) -> None:
    def repeat(form: Form) -> None:
        cells = form.cells[FIGURES_SHEET]
        row = form.place(FIGURES_SHEET, before, "value")[0]
        moved = {(r + (r >= row), c): value for (r, c), value in cells.items()}
        form.cells[FIGURES_SHEET] = {**moved, **{(row, c): v for (r, c), v in cells.items() if r == 2}}

    read = changed(repeat, tmp_path)
    assert not read.findings
    assert len(read.figures) == 4


def test_headings_that_are_not_there_are_one_finding_that_says_where_was_looked(tmp_path: Path) -> None:
    def rename(form: Form) -> None:
        cells = form.cells[FIGURES_SHEET]
        for place, value in cells.items():
            if value in ("Tử số", "Mẫu số", "Giá trị"):
                cells[place] = f"{value} (mới)"

    (finding,) = changed(rename, tmp_path).findings
    assert (finding.code, finding.cell, finding.values["rows"]) == ("column.missing", "A3", "3")
    assert all(f"“{header}”" in finding.text() for header in ("Tử số", "Mẫu số", "Giá trị"))


@pytest.mark.parametrize(
    ("words", "column"),
    [
        ("Tổng cộng", 1),
        ("TỔNG CỘNG:", 2),
        ("Cộng", 1),
        ("Tổng: 4 chỉ tiêu", 2),
        ("Tổng số", 2),
        ("Cộng (4 dòng)", 2),
        ("Sum", 1),
        ("TOTAL", 2),
        ("Cộng chung", 1),
        ("Tổng toàn xã", 2),
        ("Trung bình", 1),
    ],
)
def test_total_below_the_table_is_left_alone(words: str, column: int, tmp_path: Path) -> None:
    def total(form: Form) -> None:
        cells = form.cells[FIGURES_SHEET]
        cells[8, column], cells[8, form.place(FIGURES_SHEET, "I101", "value")[1]] = words, 300
        cells[10, 2], cells[11, 2] = "Ngày 31 tháng 5 năm 2022", "CHỦ TỊCH"

    read = changed(total, tmp_path)
    assert told(read) == [("row.total", "B9")]
    assert sum(row["value"] or 0 for row in read.figures if row["indicator_id"] == "I101") == 12


def test_day_of_the_signature_is_no_answer(tmp_path: Path) -> None:
    def sign(form: Form) -> None:
        cells = form.cells[TASKS_SHEET]
        cells[7, form.place(TASKS_SHEET, "T1.1-01", "completed_date")[1]] = date(2022, 5, 31)

    assert not changed(sign, tmp_path).findings


def test_row_whose_code_is_missing_is_no_total(tmp_path: Path) -> None:
    def without_code(form: Form) -> None:
        place = form.place(FIGURES_SHEET, "I101", "indicator_id")
        form.cells[FIGURES_SHEET][place] = ""
        form.cells[FIGURES_SHEET][place[0], place[1] + 1] = "Tổng số hồ sơ đã giải quyết trong kỳ báo cáo"

    assert "row.without_id" in [code for code, _ in told(changed(without_code, tmp_path))]


def _pasted(heading: str = "", *, gap: int = 1, at: str = "") -> Callable[[Form], None]:
    def change(form: Form) -> None:
        cells = form.cells[FIGURES_SHEET]
        last = max(r for r, _ in cells)
        for (r, c), value in list(cells.items()):
            if r >= 2:
                cells[last + gap + r, c] = 999 if isinstance(value, int) else value
        if heading:
            cells[last + gap + 1, 2] = heading
        if at:
            form.cells[INFO_SHEET][max(r for r, _ in form.cells[INFO_SHEET]) + 2, 1] = at

    return change


@pytest.mark.parametrize(
    ("change", "code", "other"),
    [
        pytest.param(_pasted(), "sheet.second_report", "", id="with its headings"),
        pytest.param(_pasted(gap=-1), "sheet.second_report", "", id="without a gap"),
        pytest.param(_pasted("XÃ B"), "sheet.other_unit", "Xã B", id="unit above"),
        pytest.param(_pasted("Biểu số liệu của Xã B"), "sheet.other_unit", "Xã B", id="unit in a title"),
        pytest.param(_pasted(at="Xã B"), "sheet.other_unit", "Xã B", id="unit on the information sheet"),
        pytest.param(_pasted("Xã A"), "sheet.second_report", "", id="its own once more"),
    ],
)
def test_second_report_below_the_first_is_one_finding_and_the_own_rows_count(
    change: Callable[[Form], object], code: str, other: str, tmp_path: Path
) -> None:
    read = changed(change, tmp_path)
    (finding,) = read.findings
    assert (finding.code, finding.values.get("other", "")) == (code, other)
    assert (row_of(read, "I101")["value"], row_of(read, "I102")["numerator"]) == (12, 45)
    assert not any(row["is_refused"] for row in read.figures)


@pytest.mark.parametrize("sheet", [FIGURES_SHEET, TASKS_SHEET])
@pytest.mark.parametrize("by", [15, 16, 20])
def test_second_report_beside_the_first_is_one_finding_and_the_own_rows_count(
    sheet: str, by: int, tmp_path: Path
) -> None:
    def paste(form: Form) -> None:
        cells = form.cells[sheet]
        for (r, c), value in list(cells.items()):
            if r >= 2:
                cells[r, c + by] = 999 if isinstance(value, int) else value

    read = changed(paste, tmp_path)
    assert [code for code, _ in told(read)] == ["sheet.report_beside"]
    assert (row_of(read, "I101")["value"], row_of(read, "T1.1-02")["percent_done"]) == (12, 50)


@pytest.mark.parametrize("names", [("Giá trị",), ("Tử số", "Mẫu số"), ("Tử số", "Mẫu số", "Giá trị")])
def test_columns_that_stand_twice_are_one_finding(names: tuple[str, ...], tmp_path: Path) -> None:
    def twice(form: Form) -> None:
        form.cells[FIGURES_SHEET].update({(2, 15 + place): name for place, name in enumerate(names)})

    (finding,) = changed(twice, tmp_path).findings
    assert finding.code == "column.duplicate"
    assert all(f"“{name}”" in finding.text() for name in names)


def test_two_rows_copied_by_mistake_are_no_second_report(tmp_path: Path) -> None:
    def copied(form: Form) -> None:
        for row, code in ((9, "I101"), (10, "I102")):
            form.cells[FIGURES_SHEET][row, 1] = code

    assert [code for code, _ in told(changed(copied, tmp_path))] == ["indicator.duplicate"] * 2


@pytest.mark.parametrize(
    ("numbers", "code"),
    [
        (["12", "45", "50", "80", "100"], "sheet.numbers_as_text"),
        (["1.200", "45", "50", "80", "100"], "sheet.numbers_as_text"),
        (["12 ", "45 ", "50 ", "80 ", "100 "], "sheet.numbers_as_text"),
        (["012", "45", "50", "80", "100"], "sheet.numbers_as_text"),
        (["12", "45", "50", "80,0", "100.0"], "sheet.numbers_as_text"),
    ],
)
def test_all_numbers_as_text_are_one_note_with_every_reading(
    numbers: list[str], code: str, tmp_path: Path
) -> None:
    def as_text(form: Form) -> None:
        form.figure("I101", value=numbers[0])
        form.figure("I102", numerator=numbers[1], denominator=numbers[2])
        form.figure("I507", numerator=numbers[3], denominator=numbers[4])

    (finding,) = changed(as_text, tmp_path).findings
    assert (finding.code, finding.values["n"]) == (code, "5")
    assert finding.values["read"].count(";") == 4


def test_few_numbers_as_text_are_named_one_by_one(tmp_path: Path) -> None:
    read = changed(lambda form: form.figure("I102", numerator="45", denominator="50"), tmp_path)
    assert [code for code, _ in told(read)] == ["figure.number_as_text"] * 2


def _without_figures(form: Form) -> None:
    for code in ("I101", "I103"):
        form.figure(code, value=None)
    for code in ("I102", "I507"):
        form.figure(code, numerator=None, denominator=None)


def _without_tasks(form: Form) -> None:
    for code in ("T1.1-01", "T1.1-02"):
        form.task(code, written_status=None, percent_done=None, completed_date=None, result_text=None)


@pytest.mark.parametrize(
    ("change", "sheet"), [(_without_figures, FIGURES_SHEET), (_without_tasks, TASKS_SHEET)]
)
def test_sheet_without_any_answer_is_one_finding(
    change: Callable[[Form], object], sheet: str, tmp_path: Path
) -> None:
    read = changed(change, tmp_path)
    (finding,) = read.findings
    assert (finding.code, finding.sheet) == ("sheet.blank", sheet)
    assert int(finding.values["n"]) >= 2


def test_sheet_with_one_answer_names_each_that_is_missing(tmp_path: Path) -> None:
    def almost(form: Form) -> None:
        _without_figures(form)
        form.figure("I101", value=0)

    codes = [code for code, _ in told(changed(almost, tmp_path))]
    assert codes.count("figure.missing_without_reason") == 3
    assert "sheet.blank" not in codes
