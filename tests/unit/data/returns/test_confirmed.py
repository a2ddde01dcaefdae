"""What was asked about and is right all the same: explained once, by the unit or by the office."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from desk import Desk
from forms import Form, good_form
from handed_in import Office

from papibook.cli.app import main
from papibook.data.edition.dataset import Dataset, read_dataset
from papibook.data.given.confirmations import confirmations_file
from papibook.data.given.csv_table import read_csv, write_csv
from papibook.data.intake.answers import Answer
from papibook.data.report.explanations import CAUSE_HEADERS, LIST_EXPLANATION, LIST_SHEET
from papibook.data.returns.marks import HEADER_ROW
from papibook.data.returns.message import listed
from papibook.ground.errors import DataRefusedError
from papibook.measures.counted import count_all
from papibook.measures.submission import submission_status
from papibook.model.findings import NOTE, WARNING, Finding
from papibook.model.layout import FIGURES_SHEET, INFO_SHEET, TASKS_SHEET
from papibook.model.tables import UNITS

WHY = "Xã chỉ có 24 hộ thuộc diện khảo sát"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Office(tmp_path))


def _unusual(denominator: int = 24) -> Form:
    """A report with one thing to look at again: a survey with few answers."""
    form = good_form("xa-a")
    form.figure("I507", numerator=20, denominator=denominator)
    return form


def _with_explanation(book: openpyxl.Workbook, code: str, text: str) -> bytes:
    """The returned workbook with an explanation beside the finding of that code."""
    sheet = book[LIST_SHEET]
    headers = {cell.value: cell.column for cell in sheet[HEADER_ROW]}
    row = next(r for r in range(HEADER_ROW + 1, 99) if sheet.cell(r, headers["code"]).value == code)
    sheet.cell(row, headers[LIST_EXPLANATION]).value = text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _dataset(desk: Desk) -> Dataset:
    return read_dataset(desk.office.project, "2022-S1")


def _found(desk: Desk) -> list[tuple[str, str]]:
    frame = _dataset(desk).current.findings
    return list(frame[["code", "severity"]].itertuples(index=False, name=None))


def _to_do(desk: Desk) -> str:
    dataset = _dataset(desk)
    counted = count_all(dataset)
    tables = {name: getattr(counted, name) for name in ("reports", "obligations", "figures", "findings")}
    tables |= {"units": dataset.reference.units, "receipts": dataset.current.receipts}
    status = submission_status(tables, "2022-S1", dataset.edition.data_closed_on)
    return str(status.set_index("unit_id").at["xa-a", "to_do"])


def _confirm(desk: Desk, *arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main(["confirm", "2022-S1", *arguments, "--project", str(desk.office.project.root)])
    return int(str(caught.value.code or 0))


def _codes(answer: Answer) -> list[tuple[str, str]]:
    return [(finding.code, finding.severity) for finding in answer.findings]


def test_unit_explains_in_the_list_and_is_not_asked_again(desk: Desk) -> None:
    first = desk.take(_unusual())
    assert _codes(first) == [("figure.small_sample", WARNING)]
    explained = _with_explanation(desk.book(first), "figure.small_sample", f"  {WHY}\n")
    second = desk.take(explained, "b.xlsx")
    assert _codes(second) == [("figure.small_sample", NOTE)]
    assert second.returned == ()
    assert _found(desk) == [("figure.small_sample", NOTE)]
    figures = _dataset(desk).current.figures.set_index("indicator_id")
    assert figures.at["I507", "explanation"] == WHY


def test_explanation_holds_for_later_reports_without_the_list(desk: Desk) -> None:
    first = desk.take(_unusual())
    desk.take(_with_explanation(desk.book(first), "figure.small_sample", WHY), "b.xlsx")
    later = _unusual()
    later.figure("I101", value=13)
    assert _codes(desk.take(later, "c.xlsx")) == [("figure.small_sample", NOTE)]
    assert _found(desk) == [("figure.small_sample", NOTE)]


def test_another_value_is_asked_about_again(desk: Desk) -> None:
    first = desk.take(_unusual())
    desk.take(_with_explanation(desk.book(first), "figure.small_sample", WHY), "b.xlsx")
    assert _codes(desk.take(_unusual(25), "c.xlsx")) == [("figure.small_sample", WARNING)]


def test_unit_explains_beside_the_row_of_the_form(desk: Desk) -> None:
    form = _unusual()
    form.figure("I507", explanation=WHY)
    answer = desk.take(form)
    assert _codes(answer) == [("figure.small_sample", NOTE)]
    assert answer.returned == ()


def test_forms_without_the_column_are_read_as_before(desk: Desk) -> None:
    form = _unusual()
    for name in (TASKS_SHEET, FIGURES_SHEET):
        form.cells[name] = {place: cell for place, cell in form.cells[name].items() if cell != "Giải trình"}
    assert _codes(desk.take(form)) == [("figure.small_sample", WARNING)]


def test_one_explanation_settles_a_contradiction_and_stands_with_both_answers(desk: Desk) -> None:
    form = good_form("xa-a")
    form.figure("I101", value=0)
    first = desk.take(form)
    assert ("rule.contradiction", WARNING) in _codes(first)
    why = "Niêm yết trước khi kỳ báo cáo bắt đầu"
    second = desk.take(_with_explanation(desk.book(first), "rule.contradiction", why), "b.xlsx")
    assert all(severity == NOTE for _, severity in _codes(second))
    current = _dataset(desk).current
    assert current.figures.set_index("indicator_id").at["I101", "explanation"] == why
    assert current.tasks.set_index("task_id").at["T1.1-01", "explanation"] == why


def test_an_error_stays_an_error_whatever_is_written_beside_it(desk: Desk) -> None:
    form = good_form("xa-a")
    form.figure("I102", numerator=60, denominator=50, explanation="đúng thế")
    assert ("figure.numerator_exceeds_denominator", "error") in _codes(desk.take(form))


def test_a_figure_kept_out_for_its_size_comes_into_the_totals(desk: Desk) -> None:
    form = good_form("xa-a")
    form.figure("I101", value=9_999_999)
    desk.take(form)
    assert _dataset(desk).current.figures.set_index("indicator_id").at["I101", "is_refused"]
    assert _confirm(desk, "--line", "1", "--explanation", "Tính cả số buổi phát thanh") == 0
    row = _dataset(desk).current.figures.set_index("indicator_id").loc["I101"]
    assert not row["is_refused"]
    assert (row["value"], row["explanation"]) == (9_999_999, "Tính cả số buổi phát thanh")
    assert _to_do(desk) == "nothing"


def test_status_asks_until_it_is_explained(desk: Desk) -> None:
    desk.take(_unusual())
    assert _to_do(desk) == "check"
    assert _confirm(desk, "--line", "1", "--explanation", WHY) == 0
    assert _to_do(desk) == "nothing"


def test_message_says_what_a_clerk_needs(desk: Desk) -> None:
    yml = desk.office.project.plans / "1-KH-2022" / "plan.yml"
    text = yml.read_text(encoding="utf-8").replace("data_status:", "contact: Phòng Nội vụ\ndata_status:")
    yml.write_text(text, encoding="utf-8")
    units = desk.office.project.reference / "units.csv"
    frame = read_csv(units, UNITS)
    frame.loc[frame["unit_id"] == "xa-a", "addressed_as"] = "UBND xã A"
    write_csv(frame, units, UNITS)
    told = desk.text(desk.take(_unusual(), now=datetime(2022, 6, 4, 8)))
    assert "Kính gửi: UBND xã A\n" in told
    assert "Báo cáo 6 tháng đầu năm 2022 của đơn vị" in told
    assert "quá hạn 2 ngày (hạn gửi: hết ngày 02/6/2022)" in told
    assert "I507 “Chỉ tiêu I507”: " in told
    assert "gửi lại chậm nhất hết ngày 08/6/2022" in told
    assert "xin liên hệ: Phòng Nội vụ" in told


def test_message_names_nobody_whom_the_plan_does_not_name_and_is_not_late_on_the_day(desk: Desk) -> None:
    told = desk.text(desk.take(_unusual(), now=datetime(2022, 6, 2, 23)))
    assert "liên hệ" not in told
    assert "quá hạn" not in told


def test_who_made_the_report_is_asked_once_and_in_no_list(desk: Desk) -> None:
    form = _unusual()
    form.put(INFO_SHEET, "", "prepared_by", "")
    first = desk.take(form)
    numbers = [row[0] for row in desk.book(first)[LIST_SHEET].iter_rows(HEADER_ROW + 1, 20, 1, 1)]
    assert [cell.value for cell in numbers if cell.value] == ["1"]
    assert "chưa ghi người lập, người duyệt" in desk.text(first)
    form.figure("I507", numerator=20, denominator=25)
    assert "chưa ghi người lập" not in desk.text(desk.take(form, "b.xlsx"))


def test_what_concerns_persons_alone_sends_nothing_back(desk: Desk) -> None:
    form = good_form("xa-a")
    form.put(INFO_SHEET, "", "approved_by", "")
    answer = desk.take(form)
    assert _codes(answer) == [("info.persons_missing", NOTE)]
    assert answer.returned == ()


def test_where_a_cell_is_wrong_nothing_else_is_listed_of_it() -> None:
    wrong = Finding("figure.not_a_number", sheet="S", cell="F4", subject_id="I102")
    missing = Finding("figure.missing_without_reason", sheet="S", cell="F4", subject_id="I102")
    elsewhere = Finding("figure.missing_without_reason", sheet="S", cell="F5", subject_id="I103")
    assert listed([missing, elsewhere, wrong]) == (wrong, elsewhere)


def test_office_confirms_by_line_and_the_list_keeps_its_numbers(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    form = _unusual()
    form.figure("I101", value=0)
    desk.take(form)
    assert _confirm(desk) == 0
    listed = capsys.readouterr().out
    assert "2022-S1: 2 dòng, 2 dòng chưa được giải trình." in listed
    number = next(line.split()[0] for line in listed.splitlines() if "I507" in line)
    assert _confirm(desk, "--line", number, "--explanation", WHY, "--by", "Phòng Nội vụ") == 0
    capsys.readouterr()
    assert _confirm(desk) == 0
    listed = capsys.readouterr().out
    assert "2022-S1: 2 dòng, 1 dòng chưa được giải trình." in listed
    assert f"{number} Số liệu" in listed
    assert f"Đã giải trình: {WHY}" in listed


def test_office_confirms_what_quotes_a_phone_number(desk: Desk) -> None:
    form = good_form("xa-a")
    form.task("T1.1-02", completed_date="gọi 0912 345 678")
    codes = _codes(desk.take(form))
    form = good_form("xa-a")
    form.figure("I507", numerator=20, denominator=24, note="gọi 0912 345 678")
    desk.take(form, "b.xlsx")
    assert codes
    assert _confirm(desk, "--line", "1", "--explanation", WHY) == 0
    assert WARNING not in [severity for code, severity in _found(desk) if not code.startswith("person.")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--line", "1"), "--explanation"),
        (("--explanation", "x"), "--line"),
        (("--line", "9", "--explanation", "x"), "Không có dòng 9"),
    ],
)
def test_half_a_confirmation_is_refused(
    desk: Desk, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    desk.take(_unusual())
    assert _confirm(desk, *arguments) == 2
    assert said in capsys.readouterr().err
    assert not confirmations_file(desk.office.project).exists()


def test_broken_confirmations_are_refused_by_row(desk: Desk) -> None:
    desk.take(_unusual())
    assert _confirm(desk, "--line", "1", "--explanation", WHY) == 0
    path = confirmations_file(desk.office.project)
    path.write_text(path.read_text(encoding="utf-8").replace("small_sample", "not_whole"), encoding="utf-8")
    with pytest.raises(DataRefusedError, match=r"figure\.not_whole"):
        _dataset(desk)


def test_what_is_merely_missing_cannot_be_confirmed(desk: Desk) -> None:
    form = good_form("xa-a")
    form.figure("I101", value="", explanation="chưa có")
    assert ("figure.missing_without_reason", WARNING) in _codes(desk.take(form))


def test_cause_of_a_long_text_is_the_same_once_it_is_quoted() -> None:
    long = Finding("sheet.copy", sheet="S", found="x " * 300)
    quoted = Finding("sheet.copy", sheet="S", found=long.quoted)
    assert quoted.cause == long.cause


def test_list_names_the_cause_of_each_line_in_hidden_columns(desk: Desk) -> None:
    sheet = desk.book(desk.take(_unusual()))[LIST_SHEET]
    headers = {cell.value: cell.column_letter for cell in sheet[HEADER_ROW]}
    assert all(sheet.column_dimensions[headers[name]].hidden for name in CAUSE_HEADERS[:1])
    assert sheet[f"{headers['found']}{HEADER_ROW + 1}"].value == "24"


def test_a_file_that_waits_because_of_its_own_errors_goes_back(desk: Desk) -> None:
    desk.take(good_form("xa-a"))
    form = good_form("xa-a")
    form.figure("I101", value="khoảng 20")
    answer = desk.take(form, "b.xlsx")
    assert answer.outcome == "waiting"
    assert LIST_SHEET in desk.book(answer).sheetnames
    assert "đang chờ xem xét, chưa được sử dụng" in desk.text(answer)


def test_why_a_report_waits_is_said_to_the_unit_beside_an_error_of_the_same_cell(desk: Desk) -> None:
    form = good_form("xa-a")
    form.figure("I102", numerator=1.25, denominator=2.5)
    answer = desk.take(form)
    codes = {(finding.code, finding.cell) for finding in answer.findings}
    assert ("file.foreign_typing", "G5") in codes
    assert "figure.not_whole" in {code for code, cell in codes if cell == "G5"}
    assert "tiếng Anh (Mỹ)" in desk.text(answer)


def _list_of(desk: Desk, answer: Answer, text: str) -> bytes:
    """The list that went back beside a workbook without marks, filled in."""
    book = openpyxl.load_workbook(desk.path(answer, "can-sua.xlsx"))
    return _with_explanation(book, "figure.small_sample", text)


def _unmarked() -> Form:
    """An unusual report that goes back without marks: they would lose its text box."""
    form = _unusual()
    form.boxes.append((FIGURES_SHEET, 20, 2, "Người lập biểu"))
    return form


def test_a_list_that_comes_back_alone_explains_the_report_that_is_in_use(desk: Desk) -> None:
    first = desk.take(_unmarked())
    assert "Khi đó gửi lại cả danh sách" in desk.text(first)
    assert ("figure.small_sample", WARNING) in _found(desk)
    answer = desk.take(_list_of(desk, first, WHY), "xa-a.r1.can-sua.xlsx")
    assert (answer.outcome, answer.is_good, answer.returned) == ("explained", True, ())
    assert answer.receipt is not None
    assert (answer.receipt.unit_id, answer.receipt.revision) == ("xa-a", 0)
    assert list(desk.office.reports()) == ["xa-a.r1.xlsx"]
    assert ("figure.small_sample", NOTE) in _found(desk)


def test_a_list_that_comes_back_beside_the_report_is_read_with_it(desk: Desk) -> None:
    first = desk.take(_unmarked())
    listed = desk.office.letter("xa-a.r1.can-sua.xlsx", _list_of(desk, first, WHY))
    form = _unusual()
    form.figure("I101", value=13)
    report = desk.office.letter("a2.xlsx", form)
    explained, accepted = desk.office.receive(report, listed, received_at=datetime(2022, 6, 1, 10))
    assert (explained.outcome, accepted.outcome) == ("explained", "accepted")
    assert [each.severity for each in accepted.findings if each.code == "figure.small_sample"] == [NOTE]


def test_a_list_in_which_nothing_is_explained_is_refused_and_named(desk: Desk) -> None:
    first = desk.take(_unmarked())
    answer = desk.take(_list_of(desk, first, ""), "xa-a.r1.can-sua.xlsx")
    assert (answer.outcome, [each.code for each in answer.reasons]) == ("refused", ["report.list_unfilled"])


def test_a_list_under_another_name_that_comes_twice_has_one_receipt(desk: Desk) -> None:
    first = desk.take(_unmarked())
    filled = _list_of(desk, first, WHY)
    one, two = (desk.take(filled, name) for name in ("giai trinh.xlsx", "giai trinh 2.xlsx"))
    assert (one.outcome, two.outcome, two.is_again) == ("explained", "explained", True)
    assert one.receipt == two.receipt


def test_a_list_explains_nothing_of_another_value(desk: Desk) -> None:
    first = desk.take(_unmarked())
    desk.take(_list_of(desk, first, WHY), "xa-a.r1.can-sua.xlsx")
    other = desk.take(_unusual(22), "b.xlsx")
    assert [each.severity for each in other.findings if each.code == "figure.small_sample"] == [WARNING]


def test_a_correction_alone_does_not_go_back_before_the_office_has_decided(desk: Desk) -> None:
    desk.take(good_form("xa-a"))
    form = good_form("xa-a")
    form.task("T1.1-01", result_text=None)
    form.task("T1.1-02", written_status=None, percent_done=None)
    for code in ("I102", "I507"):
        form.figure(code, numerator=None, denominator=None)
    answer = desk.take(form, "b.xlsx")
    assert answer.outcome == "waiting"
    assert "progress.done_without_product" in {each.code for each in answer.findings}
    assert answer.returned == ()
