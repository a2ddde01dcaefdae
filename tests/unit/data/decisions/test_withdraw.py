"""A report that is withdrawn no longer counts from that day on; nothing is deleted, and it can be undone."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from forms import good_form
from handed_in import NOW, Office

from papibook.cli.app import main
from papibook.data.decisions import Withdrawal, waiting_files, withdraw
from papibook.data.edition.receipts import chosen_revisions, read_receipts
from papibook.data.edition.revised import edition_steps, revision_steps
from papibook.data.intake.recognise import Stated
from papibook.ground.errors import ConfigError

SECOND, DAY, UNDONE = datetime(2022, 6, 3), datetime(2022, 6, 5), datetime(2022, 6, 6)
XA_A = Stated("xa-a", "2022-S1")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Two revisions, 12 and 13."""
    office = Office(tmp_path)
    form = good_form("xa-a")
    office.receive(office.letter("first.xlsx", form))
    form.figure("I101", value=13)
    office.receive(office.letter("second.xlsx", form), now=SECOND)
    return office


def _withdraw(office: Office, revision: int, moment: datetime = DAY, *, undo: bool = False) -> Withdrawal:
    return withdraw(office.project, XA_A, revision, "Gửi nhầm", moment, undo=undo)


def _in_use(office: Office, day: date = date(2022, 6, 8)) -> list[int]:
    chosen = chosen_revisions(read_receipts(office.project, "2022-S1"), day)
    return [int(revision) for revision in chosen["revision"].dropna()]


def test_the_report_before_is_in_use_again(office: Office) -> None:
    told = _withdraw(office, 2)
    assert _in_use(office) == [1]
    assert (told.before.revision, told.after.revision) == (2, 1)
    assert [key[1] for key in told.change.changed] == ["I101"]


def test_nothing_is_deleted_and_nothing_edited(office: Office) -> None:
    before, reports = office.receipts(), office.reports()
    _withdraw(office, 2)
    after = office.receipts()
    known = ["receipt_id", "received_at", "sha256", "outcome", "revision", "findings"]
    pd.testing.assert_frame_equal(after.iloc[:2][known], before[known])
    row = after.iloc[2]
    assert (row["outcome"], row["about"], row["reason"]) == ("withdrawn", "2022-S1-002", "Gửi nhầm")
    assert office.reports() == reports


def test_it_counts_from_its_own_day(office: Office) -> None:
    _withdraw(office, 2)
    assert _in_use(office, date(2022, 6, 4)) == [2]
    assert _in_use(office, date(2022, 6, 5)) == [1]


def test_undone_it_counts_again(office: Office) -> None:
    _withdraw(office, 2)
    _withdraw(office, 2, UNDONE, undo=True)
    assert _in_use(office) == [2]
    assert _in_use(office, DAY.date()) == [1]
    _withdraw(office, 2, datetime(2022, 6, 7))
    assert _in_use(office) == [1]


def test_a_unit_whose_only_report_is_withdrawn_has_not_reported(office: Office) -> None:
    _withdraw(office, 2)
    assert _withdraw(office, 1).after is None
    assert _in_use(office) == []
    assert chosen_revisions(read_receipts(office.project, "2022-S1"), date(2022, 6, 8)).empty


def test_an_older_report_withdrawn_changes_nothing_but_the_first_arrival(office: Office) -> None:
    assert _withdraw(office, 1).before == _withdraw(office, 1, UNDONE, undo=True).after
    assert _in_use(office) == [2]


def test_on_time_is_decided_by_what_still_counts(office: Office) -> None:
    def first() -> datetime:
        chosen = chosen_revisions(read_receipts(office.project, "2022-S1"), date(2022, 6, 8))
        return chosen["first_received_at"].iloc[0].to_pydatetime()

    assert first() == NOW
    _withdraw(office, 1)
    assert first() == SECOND


def test_the_same_file_handed_in_again_is_accepted_again(office: Office) -> None:
    _withdraw(office, 2)
    answer = office.one(office.post / "second.xlsx", now=datetime(2022, 6, 6))
    assert (answer.outcome, answer.receipt.revision) == ("accepted", 3)
    assert answer.receipt.received_at == datetime(2022, 6, 6)
    assert _in_use(office) == [3]
    assert office.one(office.post / "second.xlsx", now=datetime(2022, 6, 7)).outcome == "known"
    assert list(office.reports()) == ["xa-a.r1.xlsx", "xa-a.r2.xlsx", "xa-a.r3.xlsx"]


def test_the_only_report_handed_in_again_is_accepted_again(office: Office) -> None:
    for revision in (2, 1):
        _withdraw(office, revision)
    answer = office.one(office.post / "first.xlsx", now=UNDONE)
    assert (answer.outcome, answer.receipt.revision) == ("accepted", 3)


def test_a_file_that_was_overtaken_waits_again_when_the_later_one_is_withdrawn(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.receive(office.letter("first.xlsx", good_form("xa-a")))
    partial = good_form("xa-a")
    partial.figure("I103", value="")
    office.receive(office.letter("partial.xlsx", partial), now=SECOND)
    full = good_form("xa-a")
    full.figure("I101", value=20)
    office.receive(office.letter("full.xlsx", full), now=datetime(2022, 6, 4))
    assert waiting_files(office.project) == ()
    _withdraw(office, 2)
    assert [each.receipt.original_name for each in waiting_files(office.project)] == ["partial.xlsx"]


@pytest.mark.parametrize(
    ("revision", "reason", "undo", "moment"),
    [
        (3, "Gửi nhầm", False, DAY),
        (2, " ", False, DAY),
        (2, "Gửi nhầm", True, DAY),
        (2, "Gửi nhầm", False, datetime(2022, 6, 2)),
    ],
)
def test_what_makes_no_sense_is_refused_and_writes_nothing(
    office: Office, revision: int, reason: str, undo: bool, moment: datetime
) -> None:
    before = office.everything()
    with pytest.raises(ConfigError):
        withdraw(office.project, XA_A, revision, reason, moment, undo=undo)
    assert office.everything() == before


def test_it_is_not_withdrawn_twice(office: Office) -> None:
    _withdraw(office, 2)
    with pytest.raises(ConfigError):
        _withdraw(office, 2)


def _steps(office: Office) -> list[tuple[list[int], list[int], str]]:
    receipts = read_receipts(office.project, "2022-S1")
    return [
        ([line.revision for line in step.old], [line.revision for line in step.new], step.last.outcome)
        for step in revision_steps(receipts)
    ]


def test_a_withdrawal_and_its_undoing_are_steps_of_their_own(office: Office) -> None:
    _withdraw(office, 2)
    assert _steps(office) == [([1], [2], "accepted"), ([2], [1], "withdrawn")]
    _withdraw(office, 2, UNDONE, undo=True)
    assert _steps(office)[2:] == [([1], [2], "restored")]


def test_the_only_report_withdrawn_is_a_step_to_none(office: Office) -> None:
    _withdraw(office, 1)
    _withdraw(office, 2, UNDONE)
    assert _steps(office) == [([1], [2], "accepted"), ([2], [], "withdrawn")]
    receipts = read_receipts(office.project, "2022-S1")
    (step,) = edition_steps(receipts, date(2022, 6, 5), date(2022, 6, 8))
    assert (step.old[-1].revision, step.new, step.last.outcome) == (2, (), "withdrawn")


def test_editions_are_compared_with_what_was_withdrawn_between_them(office: Office) -> None:
    _withdraw(office, 2)
    receipts = read_receipts(office.project, "2022-S1")
    (step,) = edition_steps(receipts, date(2022, 6, 4), date(2022, 6, 8))
    assert (step.old[-1].revision, step.new[-1].revision, step.last.outcome) == (2, 1, "withdrawn")


def test_the_command_shows_what_a_withdrawal_changed_and_lost(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    more = good_form("xa-a")
    more.figure("I101", value=13)
    more.task("T1.1-02", difficulty="Thiếu người")
    office.receive(office.letter("third.xlsx", more), now=datetime(2022, 6, 4))
    _withdraw(office, 3)
    with pytest.raises(SystemExit):
        main(["diff", "2022-S1", "--project", str(office.project.root)])
    said = " ".join(capsys.readouterr().out.split())
    assert "lần gửi 3 → 2: rút lần gửi 3 ngày 05/6/2022 00:00 (số tiếp nhận 2022-S1-004)" in said.replace(
        "05/6/2022 (", "05/6/2022 00:00 ("
    )
    assert "Lý do cơ quan tổng hợp nêu: Gửi nhầm" in said
    assert "thay đổi 0, thêm 0, mất 1." in said
    assert "T1.1-02 Khó khăn, vướng mắc Thiếu người –" in said
    assert "Câu trả lời trong báo cáo của 1 đơn vị: thay đổi 1, mất 1, thêm 1." in said


def test_the_command_shows_a_unit_left_without_a_report(
    office: Office, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for revision in (1, 2):
        _withdraw(office, revision)
    with pytest.raises(SystemExit) as ended:
        main(["diff", "2022-S1", "--project", str(office.project.root), "--csv", str(tmp_path / "diff.csv")])
    assert ended.value.code == 0
    assert "báo cáo đã rút" in capsys.readouterr().out
    last = pd.read_csv(tmp_path / "diff.csv").iloc[-1]
    assert (last["field"], last["old_revision"], last["reason"]) == ("withdrawn", 2, "Gửi nhầm")
    assert pd.isna(last["new_revision"])


def test_the_command_withdraws_and_undoes(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--project", str(office.project.root), "--reason", "Gửi nhầm", "--revision", "2"]
    for words, said in (
        ([], "đã rút lần gửi 2"),
        (["--undo"], "đã khôi phục lần gửi 2"),
    ):
        with pytest.raises(SystemExit) as ended:
            main(["withdraw", "Xã A", *where, "--received-at", "05/06/2022 08:00", *words])
        assert ended.value.code == 0
        told = capsys.readouterr().out
        assert said in told
        assert "ngừng nhận báo cáo" not in told
    with pytest.raises(SystemExit):
        main(["withdraw", "xa-a", *where])
    assert "Kỳ 2022-S1 đã ngừng nhận báo cáo" in capsys.readouterr().out
