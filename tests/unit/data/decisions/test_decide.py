"""The office decides about a file that waits: merged, replaced or sent back, each with its reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from forms import Form, good_form
from handed_in import NOW, Office

from papibook.cli.app import main
from papibook.data.decisions import Decision, decide, waiting_files
from papibook.data.edition.period import PeriodData, check_period
from papibook.data.edition.revised import revised_answers, revision_steps
from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.data.intake.answers import Answer
from papibook.data.intake.examine import open_context
from papibook.data.intake.recognise import Stated
from papibook.data.intake.unanswered import answered, answered_one, note_unanswered
from papibook.data.report.rules import rules_by_unit
from papibook.data.returns.write import write_returns
from papibook.ground.errors import ConfigError
from papibook.model.layout import FIGURES_SHEET, IDENTITY_SHEET, INFO_SHEET, TASKS_SHEET

SECOND = datetime(2022, 6, 3)
DECIDED = datetime(2022, 6, 5, 9)
FIRST_FILE, SECOND_FILE = "data/submissions/2022-S1/xa-a.r1.xlsx", "data/submissions/2022-S1/xa-a.r2.xlsx"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.receive(office.letter("first.xlsx", good_form("xa-a")))
    return office


def _emptied(unit_id: str = "xa-a") -> Form:
    form = good_form(unit_id)
    for task_id in ("T1.1-01", "T1.1-02"):
        form.task(task_id, written_status="", percent_done="", completed_date="", result_text="")
    for indicator_id in ("I101", "I102", "I103", "I507"):
        form.figure(indicator_id, numerator="", denominator="", value="")
    for name in ("own_plan_number", "own_plan_date", "own_plan_dimension_1", "general_difficulty"):
        form.put(INFO_SHEET, "", name, "")
    return form


def _only(change: Callable[[Form], None]) -> Form:
    form = _emptied()
    change(form)
    return form


def _one_figure(form: Form) -> None:
    form.figure("I101", value=15)


def _waiting(office: Office, form: Form, name: str = "second.xlsx", moment: datetime = SECOND) -> str:
    answer = office.one(office.letter(name, form), now=moment)
    assert answer.outcome == "waiting"
    assert answer.receipt is not None
    return answer.receipt.receipt_id


def _decided(office: Office, receipt: str, answer: str, said: Stated | None = None) -> Answer:
    return decide(
        office.project, receipt, Decision(answer, "Theo công văn của xã", DECIDED, said or Stated())
    )


def _read(office: Office, closed_on: date = date(2022, 6, 8)) -> PeriodData:
    plan, reference = read_plan(office.project), read_reference(office.project)
    return check_period(office.project, plan, reference, plan.file.periods[0], closed_on, contained=None)


def _row(frame: pd.DataFrame, key: str, subject: str) -> dict[str, object]:
    (row,) = frame[frame[key] == subject].to_dict("records")
    return row


def _sources(row: dict[str, object]) -> dict[str, list[str]]:
    return json.loads(str(row["sources"]))


# Merged.


def test_what_is_filled_in_replaces_and_the_rest_stays(office: Office) -> None:
    before = _read(office)
    answer = _decided(office, _waiting(office, _only(_one_figure)), "merge")
    assert (answer.outcome, answer.receipt.revision) == ("accepted", 2)
    assert (len(answer.change.changed), answer.change.lost) == (1, ())
    now = _read(office)
    places = ["file", "sheet", "row", "sources"]
    others = [
        frame[frame["indicator_id"] != "I101"].drop(columns=places) for frame in (before.figures, now.figures)
    ]
    pd.testing.assert_frame_equal(*others)
    pd.testing.assert_frame_equal(before.tasks.drop(columns=places), now.tasks.drop(columns=places))
    assert _row(now.figures, "indicator_id", "I101")["value"] == 15
    info = [frame[["field", "value"]] for frame in (before.info, now.info)]
    pd.testing.assert_frame_equal(*info)


def test_every_answer_names_the_cell_that_it_comes_from(office: Office) -> None:
    form = _only(_one_figure)
    place = form.put(FIGURES_SHEET, "I101", "value", 15)
    _decided(office, _waiting(office, form), "merge")
    now = _read(office)
    changed, stayed = (_row(now.figures, "indicator_id", which) for which in ("I101", "I102"))
    assert _sources(changed) == {"value": [SECOND_FILE, FIGURES_SHEET, place]}
    assert changed["file"] == SECOND_FILE
    assert set(_sources(stayed)) == {"numerator", "denominator"}
    assert {source[0] for source in _sources(stayed).values()} == {FIRST_FILE} == {stayed["file"]}
    assert set(now.info["file"]) == {FIRST_FILE, SECOND_FILE}
    assert set(now.info.loc[now.info["field"] == "own_plan_number", "file"]) == {FIRST_FILE}


def test_a_merged_row_may_have_both_files(office: Office) -> None:
    form = _only(lambda form: form.figure("I102", numerator=46))
    _decided(office, _waiting(office, form), "merge")
    row = _row(_read(office).figures, "indicator_id", "I102")
    assert (row["numerator"], row["denominator"]) == (46, 50)
    assert [source[0] for source in _sources(row).values()] == [SECOND_FILE, FIRST_FILE]


def test_rows_that_moved_are_merged_by_their_codes(office: Office) -> None:
    form = _only(_one_figure)
    cells = form.cells[FIGURES_SHEET]
    form.cells[FIGURES_SHEET] = {(row + 4, column + 2): value for (row, column), value in cells.items()}
    _decided(office, _waiting(office, form), "merge")
    row = _row(_read(office).figures, "indicator_id", "I101")
    assert (row["value"], row["row"]) == (15, 8)
    assert _sources(row)["value"] == [SECOND_FILE, FIGURES_SHEET, "K8"]


def test_a_deleted_sheet_leaves_the_earlier_one(office: Office) -> None:
    form = good_form("xa-a")
    form.cells.pop(FIGURES_SHEET)
    form.task("T1.1-02", written_status="Hoàn thành", percent_done=100, completed_date=date(2022, 5, 2),
              result_text="BC số 7/BC-UBND")  # fmt: skip
    _decided(office, _waiting(office, form), "merge")
    now = _read(office)
    assert len(now.figures) == 4
    assert set(now.figures["file"]) == {FIRST_FILE}
    assert _row(now.tasks, "task_id", "T1.1-02")["written_status"] == "done"


def test_a_row_that_the_earlier_report_lacked_comes_in(tmp_path: Path) -> None:
    office = Office(tmp_path)
    first = good_form("xa-a")
    first.drop_row(FIGURES_SHEET, "I101")
    office.receive(office.letter("first.xlsx", first))
    _decided(office, _waiting(office, _only(_one_figure)), "merge")
    row = _row(_read(office).figures, "indicator_id", "I101")
    assert (row["value"], row["file"]) == (15, SECOND_FILE)


def test_a_sheet_that_the_earlier_report_lacked_comes_in(tmp_path: Path) -> None:
    office = Office(tmp_path)
    first = good_form("xa-a")
    first.cells.pop(FIGURES_SHEET)
    office.receive(office.letter("first.xlsx", first))
    second = good_form("xa-a")
    second.cells.pop(TASKS_SHEET)
    _decided(office, _waiting(office, second), "merge")
    now = _read(office)
    assert (set(now.figures["file"]), set(now.tasks["file"])) == ({SECOND_FILE}, {FIRST_FILE})
    assert not now.figures["is_refused"].any()


def test_an_answer_that_cannot_be_read_takes_the_place_of_none(office: Office) -> None:
    form = _only(_one_figure)
    place = form.put(FIGURES_SHEET, "I102", "numerator", "khoảng 40")
    answer = _decided(office, _waiting(office, form), "merge")
    assert answer.change.lost == ()
    now = _read(office)
    assert _row(now.figures, "indicator_id", "I102")["numerator"] == 45
    assert not now.figures["is_refused"].any()
    told = now.findings[now.findings["code"] == "figure.not_a_number"]
    assert told[["file", "cell"]].to_numpy().tolist() == [[SECOND_FILE, place]]
    assert [finding.file for finding in answer.findings] == ["second.xlsx"]


def test_a_figure_far_from_what_the_unit_reported_before_takes_the_place_of_none(office: Office) -> None:
    form = _only(lambda form: form.figure("I102", numerator=46))
    place = form.put(FIGURES_SHEET, "I101", "value", 999)
    answer = _decided(office, _waiting(office, form), "merge")
    assert [(finding.code, finding.values["usual"]) for finding in answer.findings] == [
        ("figure.far_from_usual", "12")
    ]
    assert [key[1] for key in answer.change.changed] == ["I102"]
    now = _read(office)
    row = _row(now.figures, "indicator_id", "I101")
    assert (row["value"], row["file"], row["is_refused"]) == (12, FIRST_FILE, False)
    told = now.findings[now.findings["code"] == "figure.far_from_usual"]
    assert told[["file", "cell"]].to_numpy().tolist() == [[SECOND_FILE, place]]
    assert _row(now.figures, "indicator_id", "I102")["numerator"] == 46


def test_a_far_figure_that_was_left_out_is_no_history_for_the_next_correction(office: Office) -> None:
    for number, name in enumerate(("second.xlsx", "third.xlsx"), start=3):
        form = _only(lambda form, more=number: form.figure("I101", value=999 + more))  # type: ignore[misc]
        _decided(office, _waiting(office, form, name, datetime(2022, 6, number)), "merge")
    now = _read(office)
    assert _row(now.figures, "indicator_id", "I101")["value"] == 12
    assert (now.findings["code"] == "figure.far_from_usual").sum() == 2


def test_a_day_that_cannot_be_read_leaves_the_earlier_one(office: Office) -> None:
    form = _only(_one_figure)
    form.put(INFO_SHEET, "", "own_plan_date", "tháng hai")
    _decided(office, _waiting(office, form), "merge")
    info = _read(office).info
    assert info.loc[info["field"] == "own_plan_date", "value"].tolist() == ["2022-02-20"]


def test_findings_are_those_of_the_answers_together(office: Office) -> None:
    form = _only(lambda form: form.figure("I102", numerator=60))
    place = form.place(FIGURES_SHEET, "I102", "numerator")
    assert place
    answer = _decided(office, _waiting(office, form), "merge")
    assert [finding.code for finding in answer.findings] == ["figure.numerator_exceeds_denominator"]
    assert _row(_read(office).figures, "indicator_id", "I102")["numerator"] == 45


def test_a_finding_of_the_earlier_report_names_the_earlier_file(tmp_path: Path) -> None:
    office = Office(tmp_path)
    first = good_form("xa-a")
    first.figure("I103", value="", reason_code="Chờ bản")
    office.receive(office.letter("first.xlsx", first))
    form = _only(_one_figure)
    _decided(office, _waiting(office, form), "merge")
    findings = _read(office).findings
    assert set(findings["file"]) == {FIRST_FILE}


def test_a_new_status_takes_the_day_of_the_old_one_along(office: Office) -> None:
    form = _only(lambda form: form.task("T1.1-01", written_status="Đang thực hiện"))
    _decided(office, _waiting(office, form), "merge")
    row = _row(_read(office).tasks, "task_id", "T1.1-01")
    assert (row["written_status"], row["is_refused"]) == ("in_progress", False)
    assert pd.isna(row["completed_date"])
    assert row["result_text"] == "TB số 5/TB-UBND"


def test_a_percentage_beside_the_state_names_the_cell_of_the_state(office: Office) -> None:
    form = _emptied()
    place = form.put(TASKS_SHEET, "T1.1-02", "written_status", "Đang thực hiện 60%")
    _decided(office, _waiting(office, form), "merge")
    row = _row(_read(office).tasks, "task_id", "T1.1-02")
    assert (row["written_status"], row["percent_done"]) == ("in_progress", 60)
    assert _sources(row)["percent_done"] == [SECOND_FILE, TASKS_SHEET, place]


def test_a_figure_takes_the_place_of_the_reason_why_there_is_none(tmp_path: Path) -> None:
    office = Office(tmp_path)
    first = good_form("xa-a")
    first.figure("I101", value="", reason_code="Chưa tổng hợp được")
    office.receive(office.letter("first.xlsx", first))
    _decided(office, _waiting(office, _only(_one_figure)), "merge")
    row = _row(_read(office).figures, "indicator_id", "I101")
    assert row["value"] == 15
    assert pd.isna(row["reason_code"])


def test_a_second_correction_is_merged_into_the_first(office: Office) -> None:
    _decided(office, _waiting(office, _only(_one_figure)), "merge")
    third = _only(lambda form: form.figure("I102", numerator=47))
    _decided(office, _waiting(office, third, "third.xlsx", datetime(2022, 6, 4)), "merge")
    figures = _read(office).figures
    assert _row(figures, "indicator_id", "I101")["value"] == 15
    assert _row(figures, "indicator_id", "I102")["numerator"] == 47
    assert _row(figures, "indicator_id", "I103")["file"] == FIRST_FILE


def test_corrections_decided_about_in_the_other_order_are_merged_in_order_of_arrival(office: Office) -> None:
    first = _waiting(office, _only(_one_figure))
    later = _only(lambda form: form.figure("I101", value=17))
    second = _waiting(office, later, "third.xlsx", datetime(2022, 6, 4))
    for receipt in (second, first):
        _decided(office, receipt, "merge")
    assert _row(_read(office).figures, "indicator_id", "I101")["value"] == 17


def test_a_full_report_after_a_merge_replaces_all(office: Office) -> None:
    _decided(office, _waiting(office, _only(_one_figure)), "merge")
    full = good_form("xa-a")
    full.figure("I101", value=20)
    answer = office.one(office.letter("full.xlsx", full), now=datetime(2022, 6, 6))
    assert (answer.outcome, answer.receipt.revision) == ("accepted", 3)
    assert set(_read(office).figures["file"]) == {"data/submissions/2022-S1/xa-a.r3.xlsx"}


def test_a_report_that_loses_what_a_merged_one_has_waits(office: Office) -> None:
    _decided(office, _waiting(office, _only(_one_figure)), "merge")
    third = good_form("xa-a")
    third.figure("I102", numerator="", denominator="")
    _waiting(office, third, "third.xlsx", datetime(2022, 6, 4))


def test_a_merged_report_is_late_or_on_time_by_the_first(office: Office) -> None:
    _decided(office, _waiting(office, _only(_one_figure)), "merge")
    (row,) = _read(office).chosen.to_dict("records")
    assert (row["revision"], row["first_received_at"].to_pydatetime()) == (2, NOW)


def test_before_it_came_the_edition_reads_the_report_before(office: Office) -> None:
    _decided(office, _waiting(office, _only(_one_figure)), "merge")
    assert _row(_read(office, date(2022, 6, 2)).figures, "indicator_id", "I101")["value"] == 12


def test_names_of_either_file_are_in_no_finding(office: Office) -> None:
    form = _only(lambda form: form.figure("I103", value="Người lập A"))
    form.put(INFO_SHEET, "", "prepared_by", "Người lập B")
    answer = _decided(office, _waiting(office, form), "merge")
    assert "Người lập" not in repr(answer)


# Replaced, sent back.


def test_replaced_is_as_it_stands(office: Office) -> None:
    _decided(office, _waiting(office, _only(_one_figure)), "replace")
    now = _read(office)
    assert _row(now.figures, "indicator_id", "I101")["value"] == 15
    assert _row(now.figures, "indicator_id", "I102")["numerator"] is None or pd.isna(
        _row(now.figures, "indicator_id", "I102")["numerator"]
    )
    assert now.figures["sources"].isna().all()


def test_sent_back_leaves_all_as_it_is_and_may_come_again(office: Office) -> None:
    before = office.reports()
    form = _only(_one_figure)
    answer = _decided(office, _waiting(office, form), "refuse")
    assert answer.outcome == "returned"
    assert office.reports() == before
    assert waiting_files(office.project) == ()
    again = office.one(office.post / "second.xlsx", now=datetime(2022, 6, 7))
    assert (again.outcome, again.is_again) == ("waiting", False)
    assert again.receipt.received_at == datetime(2022, 6, 7)


def test_a_decision_is_one_more_line_with_its_reason(office: Office) -> None:
    receipt = _waiting(office, _only(_one_figure))
    before = office.receipts()
    _decided(office, receipt, "merge")
    after = office.receipts()
    known = ["receipt_id", "received_at", "sha256", "outcome", "revision", "findings"]
    pd.testing.assert_frame_equal(after.iloc[: len(before)][known], before[known])
    row = after.iloc[-1]
    assert (row["outcome"], row["takes"], row["about"], row["reason"]) == (
        "accepted", "merge", receipt, "Theo công văn của xã",
    )  # fmt: skip
    assert (row["received_at"].to_pydatetime(), row["decided_at"].to_pydatetime()) == (SECOND, DECIDED)


@pytest.mark.parametrize("answer", ["merge", "replace", "refuse"])
def test_a_decision_needs_a_reason_and_a_file_that_waits(office: Office, answer: str) -> None:
    receipt = _waiting(office, _only(_one_figure))
    before = office.everything()
    with pytest.raises(ConfigError):
        decide(office.project, receipt, Decision(answer, " ", DECIDED))
    with pytest.raises(ConfigError):
        _decided(office, "2022-S1-001", answer)
    assert office.everything() == before


def test_what_was_decided_is_not_decided_again(office: Office) -> None:
    receipt = _waiting(office, _only(_one_figure))
    _decided(office, receipt, "merge")
    with pytest.raises(ConfigError):
        _decided(office, receipt, "replace")


@pytest.mark.parametrize("answer", ["merge", "replace", "refuse"])
def test_a_decision_of_which_nobody_was_told_is_told_by_deciding_so_again(
    office: Office, answer: str
) -> None:
    form = _only(_one_figure)
    form.put(FIGURES_SHEET, "I102", "numerator", "khoảng 40")
    receipt = _waiting(office, form)
    first = _decided(office, receipt, answer)
    before = office.receipts()
    again = _decided(office, receipt, answer)
    pd.testing.assert_frame_equal(office.receipts(), before)
    assert (again.receipt, again.is_again) == (first.receipt, True)
    assert {finding.code for finding in first.findings} <= {finding.code for finding in again.findings}
    assert {finding.file for finding in again.findings} <= {finding.file for finding in first.findings} | {
        "second.xlsx"
    }
    context = open_context(office.project, read_plan(office.project), read_reference(office.project))
    (told,) = write_returns(context, [again], lambda done, total: None)
    assert told.returned
    answered_one(office.project, first.receipt.receipt_id)
    with pytest.raises(ConfigError):
        _decided(office, receipt, answer)


def test_one_that_was_told_of_leaves_the_others_to_be_told(office: Office) -> None:
    answered(office.project)
    note_unanswered(office.project, ["2022-S1-007", "2022-S1-008"])
    answered_one(office.project, "2022-S1-007")
    assert (office.project.returns / ".unanswered").read_text() == "2022-S1-008\n"
    answered_one(office.project, "2022-S1-008")
    assert not (office.project.returns / ".unanswered").exists()


def test_the_first_report_of_a_unit_has_nothing_to_be_merged_into(office: Office) -> None:
    one, other = good_form("xa-b"), good_form("xa-b")
    other.figure("I101", value=13)
    office.receive(office.letter("both/1.xlsx", one), office.letter("both/2.xlsx", other))
    first, second = waiting_files(office.project)
    assert (first.merge, first.used) == (None, None)
    with pytest.raises(ConfigError):
        _decided(office, first.receipt.receipt_id, "merge")
    _decided(office, first.receipt.receipt_id, "replace")
    assert len(waiting_files(office.project)) == 1
    assert _decided(office, second.receipt.receipt_id, "replace").receipt.revision == 2


def test_whose_report_it_is_can_be_said_with_the_decision(office: Office) -> None:
    form = good_form("xa-b")
    form.cells.pop(IDENTITY_SHEET)
    form.put(INFO_SHEET, "", "unit_name", "UBND xã BB")
    receipt = _waiting(office, form)
    with pytest.raises(ConfigError):
        _decided(office, receipt, "replace")
    answer = _decided(office, receipt, "replace", Stated(unit_id="xa-b"))
    assert (answer.outcome, answer.receipt.unit_id, answer.receipt.received_at) == (
        "accepted",
        "xa-b",
        SECOND,
    )
    assert waiting_files(office.project) == ()
    assert len(_read(office).chosen) == 2


# The queue.


def test_the_queue_says_what_each_answer_would_do(office: Office) -> None:
    _waiting(office, _only(_one_figure))
    (waiting,) = waiting_files(office.project)
    assert (waiting.unit_name, waiting.used.revision) == ("Xã A", 1)
    assert (len(waiting.merge.lost), len(waiting.merge.changed)) == (0, 1)
    assert len(waiting.replace.lost) > 10
    assert [each.code for each in waiting.reasons] == ["revision.loses"]


def test_a_later_full_report_ends_the_waiting(office: Office) -> None:
    _waiting(office, _only(_one_figure))
    full = good_form("xa-a")
    full.figure("I101", value=20)
    office.receive(office.letter("full.xlsx", full), now=datetime(2022, 6, 4))
    assert waiting_files(office.project) == ()


def test_an_intake_of_many_files_is_not_stopped_by_those_that_wait(office: Office) -> None:
    office.letter("many/1.xlsx", _only(_one_figure))
    office.letter("many/2.xlsx", good_form("xa-b"))
    office.letter("many/3.xlsx", good_form("phong-x"))
    answers = office.receive(office.post / "many", now=SECOND)
    assert [answer.outcome for answer in answers] == ["waiting", "accepted", "accepted"]


# What changed, answer by answer.


def test_a_merge_is_one_changed_answer_in_diff(office: Office) -> None:
    _decided(office, _waiting(office, _only(_one_figure)), "merge")
    plan, reference = read_plan(office.project), read_reference(office.project)
    data = _read(office)
    rules = rules_by_unit(plan, reference, data.period, None)
    revised = revised_answers(office.project, "2022-S1", revision_steps(data.receipts), rules)
    assert revised[["subject_id", "old", "new"]].to_numpy().tolist() == [["I101", "12", "15"]]
    assert revised[["file", "old_revision", "new_revision"]].to_numpy().tolist() == [[SECOND_FILE, 1, 2]]


# The command.


def _command(office: Office, *words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main([*words, "--project", str(office.project.root)])
    return int(str(ended.value.code))


def test_the_command_lists_and_decides(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    receipt = _waiting(office, _only(_one_figure))
    assert _command(office, "decide") == 0
    listed = capsys.readouterr().out
    assert f"{receipt}  Xã A, kỳ 2022-S1, nhận lúc 03/6/2022, tệp second.xlsx" in listed
    assert "gộp: Câu trả lời" in listed
    assert "trả lại: giữ nguyên lần gửi 1" in listed
    assert _command(office, "decide", receipt, "merge", "--reason", "Theo công văn") == 0
    said = capsys.readouterr().out
    assert "lần gửi 2" in said
    assert "Theo công văn" in said
    assert _command(office, "decide") == 0
    assert "Không có tệp nào chờ quyết định" in capsys.readouterr().out


def test_the_command_writes_what_is_sent_back(office: Office) -> None:
    receipt = _waiting(office, _only(_one_figure))
    assert _command(office, "decide", receipt, "refuse", "--reason", "Gửi thiếu") == 0
    (text,) = (office.project.returns / "2022-S1").glob("*.txt")
    words = text.read_text(encoding="utf-8")
    assert "Lý do: Gửi thiếu" in words
    assert "T1.1-01" in words


@pytest.mark.parametrize("words", [("merg",), ("merge",), ()])
def test_the_command_says_what_is_missing(office: Office, words: tuple[str, ...]) -> None:
    receipt = _waiting(office, _only(_one_figure))
    before = office.everything()
    assert _command(office, "decide", receipt, *words) == 2
    assert office.everything() == before
