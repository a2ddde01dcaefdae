"""What units send is kept, recognised, checked, and accepted or refused with a receipt."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from filelock import FileLock
from forms import Form, good_form, make_project
from handed_in import NOW, Office, form_bytes, with_macros, zipped

from papibook.cli.app import main
from papibook.data.edition.dataset import read_dataset
from papibook.data.edition.period import check_period
from papibook.data.edition.revised import revision_steps
from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.data.intake.intake import HandIn, receive
from papibook.ground.errors import ConfigError, DataRefusedError
from papibook.model.layout import FIGURES_SHEET, IDENTITY_SHEET, INFO_SHEET, TASKS_SHEET


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def _by_hand(unit_name: str = "Xã A", period_name: str = "6 tháng đầu năm 2022") -> Form:
    """A report in a workbook of the unit's own: no hidden sheet."""
    form = good_form("xa-a")
    form.cells.pop(IDENTITY_SHEET)
    form.put(INFO_SHEET, "", "unit_name", unit_name)
    form.put(INFO_SHEET, "", "period_name", period_name)
    return form


def test_a_good_report_is_the_first_revision_and_its_bytes_are_kept(office: Office) -> None:
    path = office.letter("báo cáo xã A.xlsx", good_form("xa-a"))
    answer = office.one(sender="van-thu@xa-a")
    assert (answer.outcome, answer.receipt.unit_id, answer.receipt.revision) == ("accepted", "xa-a", 1)
    assert answer.is_good
    assert not answer.is_late
    assert office.is_kept(path.read_bytes())
    assert office.reports() == {"xa-a.r1.xlsx": path.read_bytes()}
    row = office.receipts().iloc[0]
    assert (row["receipt_id"], row["sender"], row["original_name"], row["received_at"].to_pydatetime()) == (
        "2022-S1-001",
        "van-thu@xa-a",
        "báo cáo xã A.xlsx",
        NOW,
    )


def test_what_is_accepted_is_what_the_edition_reads(office: Office) -> None:
    office.letter("a.xlsx", good_form("xa-a"))
    office.receive()
    plan, reference = read_plan(office.project), read_reference(office.project)
    period = plan.file.periods[0]
    data = check_period(office.project, plan, reference, period, period.data_closed_on, contained=None)
    assert list(data.chosen["unit_id"]) == ["xa-a"]
    assert data.findings.empty
    assert len(data.figures) == 4


def test_a_changed_report_is_the_next_revision(office: Office) -> None:
    form = good_form("xa-a")
    office.receive(office.letter("a.xlsx", form))
    form.figure("I101", value=13)
    answer = office.one(office.letter("a.xlsx", form))
    assert answer.receipt.revision == 2
    assert list(office.reports()) == ["xa-a.r1.xlsx", "xa-a.r2.xlsx"]


def test_the_same_file_twice_is_one_receipt(office: Office) -> None:
    path = office.letter("a.xlsx", good_form("xa-a"))
    office.receive()
    before = office.everything()
    office.letter("a copy.xlsx", path.read_bytes())
    answers = office.receive(now=datetime(2022, 6, 3))
    assert [answer.outcome for answer in answers] == ["known", "known"]
    assert {answer.receipt.receipt_id for answer in answers} == {"2022-S1-001"}
    assert all(answer.is_good for answer in answers)
    assert office.everything() == before


def test_the_same_file_twice_at_once_is_one_receipt(office: Office) -> None:
    path = office.letter("a.xlsx", good_form("xa-a"))
    office.letter("b.xlsx", path.read_bytes())
    assert [answer.outcome for answer in office.receive()] == ["accepted", "known"]
    assert len(office.receipts()) == 1


def test_an_old_file_that_comes_back_says_that_a_newer_one_counts(office: Office) -> None:
    form = good_form("xa-a")
    old = office.letter("a.xlsx", form)
    office.receive(old)
    form.figure("I101", value=13)
    office.receive(office.letter("b.xlsx", form))
    answer = office.one(old)
    assert (answer.receipt.revision, answer.newest_revision) == (1, 2)


def test_findings_do_not_keep_a_report_out(office: Office) -> None:
    form = good_form("xa-a")
    form.figure("I101", value="khoảng 20")
    answer = office.one(office.letter("a.xlsx", form))
    assert answer.outcome == "accepted"
    assert [(f.code, f.cell) for f in answer.findings] == [("figure.not_a_number", "I4")]
    assert not answer.is_good
    assert office.receipts().iloc[0]["findings"] == "figure.not_a_number"


@pytest.mark.parametrize(
    ("moment", "edition", "is_late"),
    [
        (datetime(2022, 6, 8, 23, 59, 59), "2022-S1", False),
        (datetime(2022, 6, 9), "2022-S1.1", True),
        (datetime(2022, 6, 20, 23), "2022-S1.1", True),
        (datetime(2022, 6, 21), "", True),
    ],
)
def test_what_comes_after_the_data_are_closed_waits_for_the_next_revision(
    office: Office, moment: datetime, edition: str, is_late: bool
) -> None:
    answer = office.one(office.letter("a.xlsx", good_form("xa-a")), now=moment)
    assert (answer.outcome, answer.edition, answer.is_late) == ("accepted", edition, is_late)


def test_received_at_is_the_moment_of_the_receipt(office: Office) -> None:
    office.letter("a.xlsx", good_form("xa-a"))
    moment = datetime(2022, 5, 30, 8)
    assert office.one(received_at=moment).receipt.received_at == moment


def test_what_came_before_the_period_is_refused_and_can_be_handed_in_again(office: Office) -> None:
    path = office.letter("a.xlsx", good_form("xa-a"))
    early = office.one(received_at=datetime(2021, 6, 1))
    assert (early.outcome, [each.code for each in early.reasons]) == ("refused", ["file.too_early"])
    assert office.is_kept(path.read_bytes())
    assert office.one(received_at=NOW).outcome == "accepted"
    assert office.one(received_at=NOW).outcome == "known"


# Recognised without the hidden sheet.


@pytest.mark.parametrize("name", ["Xã A", "UBND xã A", "xã  a", "03985", "xa-a"])
def test_a_report_without_the_hidden_sheet_is_known_by_what_it_says(office: Office, name: str) -> None:
    answer = office.one(office.letter("a.xlsx", _by_hand(name)))
    assert (answer.outcome, answer.receipt.unit_id) == ("accepted", "xa-a")
    assert [finding.code for finding in answer.findings] == ["identity.missing"]


def test_a_slip_in_the_name_is_suggested_and_never_guessed(office: Office) -> None:
    path = office.letter("a.xlsx", _by_hand("UBND xã AA"))
    answer = office.one(path)
    assert (answer.outcome, answer.is_asked, answer.is_good) == ("waiting", True, False)
    assert "“Xã A”" in answer.reasons[0].text("vi")
    assert "--unit xa-a" in answer.reasons[0].text("en")
    assert office.is_kept(path.read_bytes())
    assert office.reports() == {}


def test_what_the_office_says_is_believed_by_intake_and_check_alike(office: Office) -> None:
    path = office.letter("a.xlsx", _by_hand("UBND xã AA", "nửa đầu năm"))
    assert office.one(path).is_asked
    answer = office.one(path, unit="xa-a", period="2022-S1", now=datetime(2022, 6, 5))
    assert (answer.outcome, answer.receipt.unit_id) == ("accepted", "xa-a")
    assert answer.receipt.received_at == NOW, "it came when its bytes came first"
    plan, reference = read_plan(office.project), read_reference(office.project)
    period = plan.file.periods[0]
    data = check_period(office.project, plan, reference, period, period.data_closed_on, contained=None)
    assert list(data.findings["code"]) == ["identity.missing"]
    assert len(data.tasks) == 2


@pytest.mark.parametrize(
    ("unit_name", "period_name", "code"),
    [
        ("", "6 tháng đầu năm 2022", "unit.unclear"),
        ("Phòng Không Có Ở Đây", "6 tháng đầu năm 2022", "unit.unknown"),
        ("Xã A", "", "period.unclear"),
        ("Xã A", "Quý I năm 2022", "period.unknown"),
    ],
)
def test_what_is_not_clear_is_asked(office: Office, unit_name: str, period_name: str, code: str) -> None:
    answer = office.one(office.letter("a.xlsx", _by_hand(unit_name, period_name)))
    assert answer.is_asked
    assert code in [each.code for each in answer.reasons]


@pytest.mark.parametrize(
    ("field", "name", "said"), [("unit_name", "Xã B", "unit"), ("period_name", "Năm 2022", "period")]
)
def test_another_units_form_replaces_no_report_before_the_office_has_said_whose_it_is(
    office: Office, field: str, name: str, said: str
) -> None:
    office.receive(office.letter("own.xlsx", good_form("xa-a")))
    form = good_form("xa-a")
    form.put(INFO_SHEET, "", field, name)
    path = office.letter("strange.xlsx", form)
    asked = office.one(path)
    assert (asked.outcome, asked.is_asked) == ("waiting", True)
    assert name in asked.reasons[0].text()
    answers = {"unit": "xa-a", "period": "2022-S1"}
    accepted = office.one(path, **{said: answers[said]})
    assert (accepted.outcome, accepted.receipt.revision) == ("accepted", 2)
    office.letter("next.xlsx", good_form("xa-a"))
    form.figure("I507", numerator=15, denominator=20)
    later = office.one(office.letter("next.xlsx", form), **{said: answers[said]})
    assert later.compared is not None
    assert [finding.code for finding in later.compared.new] == ["figure.small_sample"]


def test_what_the_office_says_does_not_overrule_what_the_report_says(office: Office) -> None:
    path = office.letter("a.xlsx", good_form("xa-a"))
    wrong_unit = office.one(path, unit="xa-b")
    assert [finding.code for finding in wrong_unit.findings] == ["identity.wrong_unit"]
    wrong_period = office.one(path, period="2022")
    assert [finding.code for finding in wrong_period.findings] == ["identity.wrong_period"]
    by_hand = office.one(office.letter("b.xlsx", _by_hand()), period="2022")
    assert [each.code for each in by_hand.reasons] == ["period.contradicted"]
    assert office.reports() == office.reports("2022") == {}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("plan_id", "9-KH-2021", "identity.wrong_plan"),
        ("period_id", "2019", "period.foreign"),
        ("unit_id", "xa-la", "file.unrecognised_unit"),
    ],
)
def test_a_form_of_another_plan_period_or_district_is_refused(
    office: Office, field: str, value: str, said: str
) -> None:
    form = good_form("xa-a")
    cells = form.cells[IDENTITY_SHEET]
    cells[next(row for (row, _), cell in cells.items() if cell == field), 1] = value
    answer = office.one(office.letter("a.xlsx", form))
    assert answer.outcome == "refused"
    assert said in [*(f.code for f in answer.findings), *(r.code for r in answer.reasons)]


def test_a_workbook_without_tasks_and_figures_is_no_report(office: Office) -> None:
    form = good_form("xa-a")
    for sheet in (TASKS_SHEET, FIGURES_SHEET):
        form.cells.pop(sheet)
    answer = office.one(office.letter("a.xlsx", form))
    assert (answer.outcome, [each.code for each in answer.reasons]) == ("refused", ["report.nothing_to_read"])
    assert {finding.code for finding in answer.findings} == {"sheet.missing"}


def test_a_blank_form_sent_by_mistake_takes_no_reports_place(office: Office) -> None:
    office.receive(office.letter("full.xlsx", good_form("xa-a")))
    form = good_form("xa-a")
    for task_id in ("T1.1-01", "T1.1-02"):
        form.task(task_id, written_status="", percent_done="", completed_date="", result_text="")
    for indicator_id in ("I101", "I102", "I103", "I507"):
        form.figure(indicator_id, numerator="", denominator="", value="")
    blank = office.one(office.letter("blank.xlsx", form))
    # Its information sheet is filled in: behind a full report it may be a correction of that sheet alone.
    assert (blank.outcome, [each.code for each in blank.reasons]) == ("waiting", ["revision.loses"])
    assert blank.findings == ()
    assert list(office.reports()) == ["xa-a.r1.xlsx"]
    form.figure("I103", value="không rõ")
    asked = office.one(office.letter("one.xlsx", form))
    assert (asked.outcome, [each.code for each in asked.reasons]) == ("waiting", ["revision.loses"])


def test_a_report_of_zeros_is_not_blank(office: Office) -> None:
    form = good_form("phong-x")
    form.task("T2.1-01", written_status=None)
    form.figure("I106", value=0)
    assert office.one(office.letter("zeros.xlsx", form)).outcome == "accepted"


def test_a_figure_below_the_half_years_is_found_when_it_comes_in(office: Office) -> None:
    office.receive(office.letter("half.xlsx", good_form("xa-a")))
    form = good_form("xa-a", "2022")
    form.figure("I101", value=11)
    answer = office.one(office.letter("year.xlsx", form), now=datetime(2022, 12, 1))
    assert [finding.code for finding in answer.findings] == ["figure.below_contained"]


def test_names_of_persons_are_in_no_answer(office: Office) -> None:
    form = good_form("xa-a")
    form.figure("I101", value="Người lập A")
    answer = office.one(office.letter("a.xlsx", form))
    assert "Người lập A" not in repr(answer)


# Folders, archives, leftovers.


def test_a_folder_is_taken_in_with_all_below_it_in_the_order_of_names(office: Office) -> None:
    office.letter("2/b.xlsx", good_form("xa-b"))
    office.letter("1/sâu/a.xlsx", good_form("xa-a"))
    office.letter("x.xlsx", good_form("phong-x"))
    units = [answer.receipt.unit_id for answer in office.receive()]
    assert units == ["xa-a", "xa-b", "phong-x"]


def test_a_zip_file_is_taken_in_file_by_file(office: Office, tmp_path: Path) -> None:
    a, b = (form_bytes(good_form(unit_id), tmp_path) for unit_id in ("xa-a", "xa-b"))
    office.letter("gửi.zip", zipped({"xã/b.xlsx": b, "a.xlsx": a, "__MACOSX/a.xlsx": b"", "Thumbs.db": b""}))
    answers = office.receive()
    accepted = [(each.name, each.receipt.unit_id) for each in answers if each.outcome == "accepted"]
    assert accepted == [("a.xlsx", "xa-a"), ("b.xlsx", "xa-b")]
    assert office.is_kept(a)
    assert office.is_kept(b)


def test_leftovers_of_programs_are_left_out_and_said(office: Office) -> None:
    for name in ("~$a.xlsx", "Thumbs.db", ".~lock.a.xlsx#", "desktop.ini"):
        office.letter(name, b"x")
    answers = office.receive()
    assert [answer.outcome for answer in answers] == ["left_out"] * 4
    assert all(answer.is_good for answer in answers)
    assert not list(office.project.inbox.iterdir())


@pytest.mark.slow
def test_several_processes_answer_the_same(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papibook.data.intake.examine.FEW", 2)
    for unit_id in ("xa-a", "xa-b", "phong-x"):
        office.letter(f"{unit_id}.xlsx", good_form(unit_id))
    office.letter("junk.xlsx", b"junk")
    parallel = office.receive(workers=2)
    other = Office(office.root / "other")
    assert receive(other.project, (office.post,), HandIn(NOW)) == parallel
    assert other.reports() == office.reports()


def test_what_comes_while_the_receipts_are_broken_is_kept_with_its_moment(office: Office) -> None:
    office.receive(office.letter("a.xlsx", good_form("xa-a")))
    receipts = office.project.submissions / "2022-S1" / "receipts.csv"
    whole = receipts.read_bytes()
    receipts.write_bytes(whole.replace(b",", b";"))
    path = office.letter("b.xlsx", good_form("xa-b"))
    with pytest.raises(DataRefusedError):
        office.receive(path)
    assert office.is_kept(path.read_bytes())
    receipts.write_bytes(whole)
    answer = office.one(path, now=datetime(2022, 6, 9))
    assert (answer.outcome, answer.receipt.received_at) == ("accepted", NOW)


def test_only_one_intake_at_a_time(office: Office) -> None:
    office.letter("a.xlsx", good_form("xa-a"))
    office.project.inbox.mkdir()
    with FileLock(office.project.inbox.parent / ".receive.lock"), pytest.raises(DataRefusedError):
        office.receive()


def test_a_file_put_among_the_reports_by_hand_is_not_overwritten(office: Office) -> None:
    office.receive(office.letter("b.xlsx", good_form("xa-b")))
    mine = office.project.submissions / "2022-S1" / "xa-a.r1.xlsx"
    mine.write_bytes(b"mine")
    answer = office.one(office.letter("a.xlsx", good_form("xa-a")))
    assert answer.receipt.revision == 2
    assert mine.read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"unit": "xa-aa"}, "Có phải là xa-a?"),
        ({"period": "2022-S2"}, "Có phải ý là 2022-S1?"),
        ({"unit": "huyen-thu"}, "huyen-thu không phải gửi báo cáo."),
    ],
)
def test_an_unknown_unit_or_period_on_the_command_line_is_refused(
    office: Office, options: dict[str, str], said: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        office.receive(**options)
    assert said in caught.value.text("vi")


# The command.


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as caught:
        main(["receive", *arguments])
    said = capsys.readouterr()
    return int(str(caught.value.code)), said.out, said.err


def test_the_answer_is_vietnamese_with_cell_and_cure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = Office(tmp_path)
    form = good_form("xa-a")
    form.figure("I101", value="khoảng 20")
    path = office.letter("a [1].xlsx", form)
    place = ("--project", str(office.project.root), "--received-at", "01/06/2022 9:30")
    code, out, _ = _run(capsys, str(path), *place)
    assert code == 3
    assert "a [1].xlsx: đã tiếp nhận: Xã A, kỳ 2022-S1, lần gửi 1 (số tiếp nhận 2022-S1-001)" in out
    assert "Số liệu I4" in out
    assert "1 tệp: tiếp nhận 1" in out
    code, out, _ = _run(capsys, str(path), *place, "--lang", "en")
    assert code == 0
    assert "accepted before, on 01/6/2022 09:30: Xã A" in out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("nothing.xlsx",), 2, "Không có nothing.xlsx"),
        ((".", "--received-at", "hôm qua"), 2, "không phải thời điểm"),
        ((".", "--received-at", "31/02/2022"), 2, "không phải thời điểm"),
        ((".", "--received-at", "2099-01-01"), 2, "thời điểm trong tương lai"),
        (("--unit", "xa-a"), 2, "Thiếu FILE"),
    ],
)
def test_a_slip_in_the_command_is_told(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    make_project(tmp_path / "p")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    found, _, err = _run(capsys, *arguments, "--project", str(tmp_path / "p"))
    assert found == code
    assert said in err


@pytest.mark.parametrize("extra", [{"xl/vbaProject.bin": b"VBA"}, {}])
def test_a_workbook_with_macros_keeps_its_ending_among_the_reports(
    office: Office, tmp_path: Path, extra: dict[str, bytes]
) -> None:
    """Excel opens such a file under no other name, with a program in it or without."""
    form = good_form("xa-a")
    office.receive(office.letter("a.xlsx", form))
    form.figure("I101", value=13)
    content = with_macros(form_bytes(form, tmp_path), extra)
    answer = office.one(office.letter("a.xlsm", content))
    assert [finding.code for finding in answer.findings] == ["file.macros"]
    assert sorted(office.reports()) == ["xa-a.r1.xlsx", "xa-a.r2.xlsm"]
    assert office.reports()["xa-a.r2.xlsm"] == content
    (office.project.submissions / "2022-S1" / "xa-a.r2.xlsm").unlink()
    office.receive(office.post / "a.xlsm")  # the copy that a killed intake still owed
    data = read_dataset(office.project, "2022-S1")
    current = data.periods["2022-S1"]
    assert list(current.findings["code"]) == ["file.macros"]
    assert list(current.chosen["file"]) == ["data/submissions/2022-S1/xa-a.r2.xlsm"]
    assert list(current.figures.loc[current.figures["indicator_id"] == "I101", "value"]) == [13]
    (step,) = revision_steps(current.receipts)
    files = [Path(line.file).name for line in (*step.old, *step.new)]
    assert files == ["xa-a.r1.xlsx", "xa-a.r2.xlsm"]


# How the office names a unit and a period, and a moment of which the hour is not known.


@pytest.mark.parametrize(("unit", "period"), [("Xã A", "6 tháng đầu năm 2022"), ("xa a", "2022-S1")])
def test_unit_and_period_are_taken_by_name(office: Office, unit: str, period: str) -> None:
    office.letter("a.xlsx", _by_hand("", ""))
    answer = office.one(unit=unit, period=period)
    assert (answer.outcome, answer.receipt.unit_id, answer.receipt.period_id) == (
        "accepted",
        "xa-a",
        "2022-S1",
    )


@pytest.mark.parametrize(
    ("moment", "said"), [("03/06/2022", "03/6/2022:"), ("03/06/2022 8:05", "03/6/2022 08:05:")]
)
def test_a_day_without_an_hour_is_told_without_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], moment: str, said: str
) -> None:
    office = Office(tmp_path)
    form = good_form("xa-a")
    form.figure("I101", value="khoảng 20")
    path = office.letter("a.xlsx", form)
    place = ("--project", str(office.project.root), "--received-at", moment)
    _run(capsys, str(path), *place)
    _, out, _ = _run(capsys, str(path), *place)
    assert f"ngày {said}" in out
    (letter,) = office.project.returns.rglob("*.txt")
    assert "00:00" not in letter.read_text(encoding="utf-8")
