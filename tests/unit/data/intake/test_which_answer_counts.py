"""Which of a unit's reports counts: in order of arrival, none that leaves answers empty unasked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from forms import INFO, Form, good_form
from handed_in import NOW, Office

from papibook.cli.app import main
from papibook.data.decisions import Decision, decide
from papibook.data.edition.receipts import chosen_revisions, read_receipts
from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.data.intake.answers import Answer
from papibook.data.intake.examine import open_context
from papibook.data.returns.write import write_returns
from papibook.model.layout import FIGURES_SHEET, INFO_SHEET, TASKS_SHEET

LATER = datetime(2022, 6, 3)
EARLIER = datetime(2022, 5, 31, 8)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.receive(office.letter("first.xlsx", good_form("xa-a")))
    return office


def _codes(answer: Answer) -> list[str]:
    return [each.code for each in answer.reasons]


def _in_use(office: Office) -> dict[str, object]:
    period = read_plan(office.project).file.periods[0]
    receipts = read_receipts(office.project, period.period_id)
    (row,) = chosen_revisions(receipts, period.data_closed_on).to_dict("records")
    return row


# A report that leaves answers empty.


def _only_one_figure(form: Form) -> None:
    for task_id in ("T1.1-01", "T1.1-02"):
        form.task(task_id, written_status="", percent_done="", completed_date="", result_text="")
    for indicator_id in ("I102", "I103", "I507"):
        form.figure(indicator_id, numerator="", denominator="", value="")
    form.figure("I101", value=15)


def _no_figures_sheet(form: Form) -> None:
    form.cells.pop(FIGURES_SHEET)


def _no_tasks_sheet(form: Form) -> None:
    form.cells.pop(TASKS_SHEET)


def _a_heading_gone(form: Form) -> None:
    _, column = form.place(FIGURES_SHEET, "I101", "value")
    header = max(r for (r, c), v in form.cells[FIGURES_SHEET].items() if c == column and v == "Giá trị")
    form.cells[FIGURES_SHEET][header, column] = "Số liệu kỳ này"


def _a_row_gone(form: Form) -> None:
    form.drop_row(FIGURES_SHEET, "I103")


def _a_row_in_error(form: Form) -> None:
    form.figure("I101", value="khoảng 20")


def _half_a_ratio(form: Form) -> None:
    form.figure("I102", numerator="")


def _a_text_gone(form: Form) -> None:
    form.put(INFO_SHEET, "", "general_difficulty", "")


def _no_information_sheet(form: Form) -> None:
    form.cells.pop(INFO_SHEET)


LOSING = [
    _only_one_figure,
    _no_figures_sheet,
    _no_tasks_sheet,
    _a_heading_gone,
    _a_row_gone,
    _a_row_in_error,
    _half_a_ratio,
    _a_text_gone,
    _no_information_sheet,
]


@pytest.mark.parametrize("lose", LOSING)
def test_a_report_that_loses_answers_waits_and_replaces_nothing(
    office: Office, lose: Callable[[Form], None]
) -> None:
    form = good_form("xa-a")
    lose(form)
    before = office.reports()
    answer = office.one(office.letter("second.xlsx", form), now=LATER)
    assert (answer.outcome, answer.is_good, _codes(answer)) == ("waiting", False, ["revision.loses"])
    assert answer.reasons[0].facts["lost"]
    assert office.reports() == before
    assert _in_use(office)["revision"] == 1
    assert office.receipts().iloc[-1]["outcome"] == "waiting"


def test_what_is_lost_is_counted_and_named(office: Office) -> None:
    form = good_form("xa-a")
    form.figure("I102", numerator="", denominator="")
    form.task("T1.1-02", written_status="", percent_done="")
    form.put(INFO_SHEET, "", "general_difficulty", "")
    facts = office.one(office.letter("second.xlsx", form), now=LATER).reasons[0].facts
    assert (facts["tasks"], facts["figures"], facts["info"]) == (1, 1, 1)
    assert facts["which"] == "T1.1-02, I102"
    assert facts["lost"] == 2 + 2 + 1


def _another_figure(form: Form) -> None:
    form.figure("I101", value=13)


def _a_reason_in_place_of_a_figure(form: Form) -> None:
    form.figure("I101", value="", reason_code="Chưa tổng hợp được")


def _another_status(form: Form) -> None:
    form.task("T1.1-01", written_status="Đang thực hiện", percent_done=50, completed_date="", result_text="")


def _one_answer_more(form: Form) -> None:
    form.put(INFO_SHEET, "", "general_proposal", "Thêm cán bộ")


def _a_reason_for_sending_again(form: Form) -> None:
    form.put(INFO_SHEET, "", "revision_reason", "")
    _another_figure(form)


@pytest.mark.parametrize(
    "change",
    [
        _another_figure,
        _a_reason_in_place_of_a_figure,
        _another_status,
        _one_answer_more,
        _a_reason_for_sending_again,
    ],
)
def test_a_full_correction_is_taken_over(office: Office, change: Callable[[Form], None]) -> None:
    form = good_form("xa-a")
    change(form)
    answer = office.one(office.letter("second.xlsx", form), now=LATER)
    assert (answer.outcome, answer.receipt.revision) == ("accepted", 2)
    assert _in_use(office)["revision"] == 2


def test_a_reason_that_becomes_a_figure_is_not_lost(office: Office) -> None:
    form = good_form("xa-b")
    form.figure("I101", value="", reason_code="Lý do khác (ghi ở cột Ghi chú)", note="Chờ bản")
    office.receive(office.letter("b1.xlsx", form))
    assert office.one(office.letter("b2.xlsx", good_form("xa-b")), now=LATER).outcome == "accepted"


def test_a_waiting_report_handed_in_again_still_waits_with_the_same_receipt(office: Office) -> None:
    form = good_form("xa-a")
    _only_one_figure(form)
    path = office.letter("second.xlsx", form)
    first, again = office.one(path, now=LATER), office.one(path, now=datetime(2022, 6, 4))
    assert (again.outcome, again.is_again) == ("waiting", True)
    assert again.receipt == first.receipt
    assert len(office.receipts()) == 2


def test_a_full_report_that_follows_needs_no_decision(office: Office) -> None:
    form = good_form("xa-a")
    _only_one_figure(form)
    office.receive(office.letter("second.xlsx", form), now=LATER)
    full = good_form("xa-a")
    full.figure("I101", value=15)
    answer = office.one(office.letter("third.xlsx", full), now=datetime(2022, 6, 4))
    assert (answer.outcome, answer.receipt.revision) == ("accepted", 2)


# Only lines of the information sheet.


def _bare(**lines: object) -> Form:
    form = good_form("xa-a")
    for task_id in ("T1.1-01", "T1.1-02"):
        form.task(task_id, written_status="", percent_done="", completed_date="", result_text="")
    for indicator_id in ("I101", "I102", "I103", "I507"):
        form.figure(indicator_id, numerator="", denominator="", value="")
    for item in INFO:
        if item.is_input:
            form.put(INFO_SHEET, "", item.name, lines.get(item.name, ""))
    return form


@pytest.mark.parametrize(
    "lines",
    [
        {"prepared_by": "Người lập B"},
        {"approved_by": "Người duyệt B"},
        {"reported_date": date(2022, 6, 2)},
        {"own_plan_number": "13/KH-UBND"},
        {"general_difficulty": "Thiếu kinh phí"},
    ],
)
def test_a_correction_of_the_information_sheet_alone_is_partial(
    office: Office, lines: dict[str, object]
) -> None:
    answer = office.one(office.letter("second.xlsx", _bare(**lines)), now=LATER)
    assert (answer.outcome, _codes(answer)) == ("waiting", ["revision.loses"])
    assert answer.receipt is not None
    said = Decision("merge", "Bổ sung trang thông tin", LATER)
    merged = decide(office.project, answer.receipt.receipt_id, said)
    assert merged.change is not None
    assert merged.change.lost == ()


@pytest.mark.parametrize("lines", [{}, {"revision_reason": "Gửi lại"}])
def test_one_that_fills_in_nothing_is_blank(office: Office, lines: dict[str, object]) -> None:
    answer = office.one(office.letter("second.xlsx", _bare(**lines)), now=LATER)
    assert (answer.outcome, _codes(answer)) == ("refused", ["report.blank"])


def test_a_first_report_of_the_information_sheet_alone_is_blank(tmp_path: Path) -> None:
    office = Office(tmp_path)
    answer = office.one(office.letter("first.xlsx", _bare(prepared_by="Người lập B")))
    assert (answer.outcome, _codes(answer)) == ("refused", ["report.blank"])


# A text that is to be empty.


def test_a_text_that_says_that_there_is_nothing_takes_the_place_of_the_one_before(office: Office) -> None:
    form = good_form("xa-a")
    form.put(INFO_SHEET, "", "general_difficulty", "Không có")
    answer = office.one(office.letter("second.xlsx", form), now=LATER)
    assert answer.outcome == "accepted"
    assert answer.change is not None
    assert (answer.change.lost, [key[2] for key in answer.change.changed]) == ((), ["general_difficulty"])


def test_the_answer_says_how_to_empty_a_text(office: Office) -> None:
    form = good_form("xa-a")
    _a_text_gone(form)
    answer = office.one(office.letter("second.xlsx", form), now=LATER)
    assert "Nội dung nào nay không còn thì ghi “Không có”." in answer.reasons[0].text()


# How much a file that waits would lose and change.


def test_a_file_that_waits_says_what_it_would_lose_and_change(
    office: Office,
) -> None:
    form = good_form("xa-a")
    form.figure("I101", value=15)
    form.figure("I102", numerator="khoảng 40")
    path = office.letter("second.xlsx", form)
    answer = office.one(path, now=LATER)
    assert answer.change is not None
    assert (len(answer.change.lost), len(answer.change.changed)) == (answer.reasons[0].facts["lost"], 1)
    context = open_context(office.project, read_plan(office.project), read_reference(office.project))
    (told,) = write_returns(context, [answer], lambda done, total: None)
    text = next(each for each in told.returned if each.endswith(".txt"))
    words = f"thay đổi 1, thêm 0, mất {len(answer.change.lost)}."
    assert words in (office.project.root / text).read_text(encoding="utf-8")
    assert answer.receipt is not None
    sent_back = decide(office.project, answer.receipt.receipt_id, Decision("refuse", "Thiếu", LATER))
    assert sent_back.change == answer.change
    (told,) = write_returns(context, [sent_back], lambda done, total: None)
    assert words in (office.project.root / told.returned[0]).read_text(encoding="utf-8")


# The order of arrival.


def test_a_file_that_came_earlier_is_kept_and_does_not_take_over(office: Office) -> None:
    form = good_form("xa-a")
    form.figure("I101", value=999)
    path = office.letter("earlier.xlsx", form)
    answer = office.one(path, received_at=EARLIER)
    assert (answer.outcome, answer.is_good, _codes(answer)) == ("superseded", True, ["revision.earlier"])
    assert office.is_kept(path.read_bytes())
    assert list(office.reports()) == ["xa-a.r1.xlsx"]
    assert _in_use(office)["revision"] == 1
    assert _in_use(office)["first_received_at"].to_pydatetime() == NOW


def test_an_earlier_report_that_loses_answers_is_older_all_the_same(office: Office) -> None:
    form = good_form("xa-a")
    _only_one_figure(form)
    assert office.one(office.letter("earlier.xlsx", form), received_at=EARLIER).outcome == "superseded"


def test_a_superseded_file_handed_in_again_is_superseded_again(office: Office) -> None:
    form = good_form("xa-a")
    _another_figure(form)
    path = office.letter("earlier.xlsx", form)
    first, again = office.one(path, received_at=EARLIER), office.one(path, now=LATER)
    assert (again.outcome, again.is_again, again.receipt) == ("superseded", True, first.receipt)


def test_of_a_refused_file_the_first_arrival_counts(office: Office) -> None:
    form = good_form("xa-a")
    _another_figure(form)
    path = office.letter("second.xlsx", form)
    assert office.one(path, received_at=datetime(2021, 1, 1)).outcome == "refused"
    assert office.one(path, received_at=LATER).outcome == "accepted"


def test_reports_handed_in_out_of_order_are_in_order_of_arrival(office: Office) -> None:
    forms = {}
    for number, day in ((3, 5), (2, 4)):
        form = good_form("xa-a")
        form.figure("I101", value=20 + number)
        forms[day] = office.one(
            office.letter(f"{number}.xlsx", form),
            received_at=datetime(2022, 6, day),
            now=datetime(2022, 6, 6),
        )
    assert [forms[day].outcome for day in (4, 5)] == ["superseded", "accepted"]
    assert _in_use(office)["received_at"].to_pydatetime() == datetime(2022, 6, 5)


def test_lines_are_read_in_order_of_arrival_whatever_their_numbers(office: Office) -> None:
    form = good_form("xa-a")
    _another_figure(form)
    office.receive(office.letter("second.xlsx", form), now=LATER)
    receipts = office.receipts()
    receipts["received_at"] = receipts["received_at"].iloc[::-1].to_numpy()
    chosen = chosen_revisions(receipts, LATER.date())
    assert chosen["revision"].tolist() == [1]


# Several files of one unit at once.


def _two(office: Office, tmp: str = "both") -> tuple[Path, Path]:
    one, other = good_form("xa-b"), good_form("xa-b")
    other.figure("I101", value=13)
    return office.letter(f"{tmp}/one.xlsx", one), office.letter(f"{tmp}/two.xlsx", other)


def test_two_files_of_a_unit_at_once_wait_and_name_each_other(office: Office) -> None:
    _two(office)
    answers = office.receive(office.post / "both")
    assert [answer.outcome for answer in answers] == ["waiting", "waiting"]
    assert [_codes(answer) for answer in answers] == [["revision.together"]] * 2
    assert "“two.xlsx”" in answers[0].reasons[0].text()
    assert "xa-b.r1.xlsx" not in office.reports()


def test_two_files_that_came_one_after_the_other_need_no_decision(office: Office) -> None:
    one, other = _two(office)
    assert office.one(one, received_at=datetime(2022, 5, 30)).outcome == "accepted"
    assert [answer.outcome for answer in office.receive(other, one)] == ["accepted", "known"]


def test_two_files_that_say_the_same_need_no_decision(office: Office) -> None:
    for name in ("one", "two"):
        form = good_form("xa-b")
        form.put(INFO_SHEET, "", "prepared_by", f"Người lập {name}")
        office.letter(f"both/{name}.xlsx", form)
    assert [answer.outcome for answer in office.receive(office.post / "both")] == ["accepted"] * 2


def test_the_others_of_the_hand_in_are_taken_in(office: Office) -> None:
    _two(office)
    office.letter("both/x.xlsx", good_form("phong-x"))
    outcomes = {answer.name: answer.outcome for answer in office.receive(office.post / "both")}
    assert outcomes == {"one.xlsx": "waiting", "two.xlsx": "waiting", "x.xlsx": "accepted"}


def test_a_second_hand_in_of_the_same_two_says_the_same(office: Office) -> None:
    _two(office)
    office.receive(office.post / "both")
    before = office.everything()
    again = office.receive(office.post / "both", now=LATER)
    assert [(answer.outcome, answer.is_again) for answer in again] == [("waiting", True)] * 2
    assert office.everything() == before


# What is told.


def test_the_command_says_what_waits_and_how_to_decide(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    form = good_form("xa-a")
    _only_one_figure(form)
    path = office.letter("second.xlsx", form)
    with pytest.raises(SystemExit) as ended:
        main(["receive", str(path), "--project", str(office.project.root), "--received-at", "03/06/2022"])
    assert ended.value.code == 3
    said = capsys.readouterr().out
    assert "chờ quyết định: Xã A (số tiếp nhận 2022-S1-002)" in said
    assert "papibook decide 2022-S1-002" in said
    assert "T1.1-01" in said
    assert "chờ quyết định 1" in said


def test_the_command_says_that_an_older_file_is_not_used(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    form = good_form("xa-a")
    _another_figure(form)
    path = office.letter("earlier.xlsx", form)
    with pytest.raises(SystemExit) as ended:
        main(
            ["receive", str(path), "--project", str(office.project.root), "--received-at", "31/05/2022 08:00"]
        )
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert "đã lưu, không dùng: Xã A" in said
    assert "lần gửi 1 vẫn là bản được dùng" in said
