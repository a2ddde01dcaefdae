"""Receipts lost in part: what is read again keeps arrival and revision; nothing found is forgotten."""

from __future__ import annotations

import errno
import os
import time
from datetime import datetime
from pathlib import Path

import pytest
from forms import Form, good_form
from handed_in import NOW, Office

from papibook.cli.app import main
from papibook.data.intake.provenance import Provenance, read_provenance
from papibook.data.intake.unanswered import answered
from papibook.data.returns import write as returns_module

FIRST, SECOND = datetime(2022, 5, 30, 8), datetime(2022, 6, 1, 9)
LATER = datetime(2022, 6, 20, 8)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Two revisions of one unit, one of another, each with its own day and sender."""
    office = Office(tmp_path)
    for name, unit_id, value, moment in (
        ("a1", "xa-a", 12, FIRST),
        ("b1", "xa-b", 5, FIRST),
        ("a2", "xa-a", 13, SECOND),
    ):
        form = good_form(unit_id)
        form.figure("I101", value=value)
        office.one(office.letter(f"{name}.xlsx", form), received_at=moment, sender=f"van-thu@{unit_id}")
        (office.post / f"{name}.xlsx").unlink()
    return office


def _ledger(office: Office) -> Path:
    return office.project.submissions / "2022-S1" / "receipts.csv"


def _truncate(office: Office, *, lines: int) -> None:
    """Only the head and the first ``lines`` receipts are left."""
    kept = _ledger(office).read_text(encoding="utf-8").splitlines(keepends=True)[: 1 + lines]
    _ledger(office).write_text("".join(kept), encoding="utf-8")


def _cloned(office: Office) -> None:
    """All files have the time of now, as after a git clone."""
    for path in office.project.inbox.iterdir():
        path.chmod(0o644)
        os.utime(path, (time.time(), time.time()))


def _lines(office: Office) -> set[tuple[str, int, datetime, str]]:
    """What the receipts say but for their number: unit, revision, moment, sender."""
    rows = office.receipts()
    return {
        (str(row.unit_id), int(row.revision), row.received_at.to_pydatetime(), str(row.sender))
        for row in rows[rows["outcome"] == "accepted"].itertuples()
    }


@pytest.mark.parametrize("left", [0, 1, 2])
@pytest.mark.parametrize("is_cloned", [False, True])
def test_lost_receipts_are_written_again_as_they_were(office: Office, left: int, is_cloned: bool) -> None:
    before, reports = _lines(office), office.reports()
    _truncate(office, lines=left)
    if is_cloned:
        _cloned(office)
    answers = office.receive(now=LATER)
    assert {answer.outcome for answer in answers} == {"accepted"}
    assert len(answers) == 3 - left
    assert _lines(office) == before
    assert office.reports() == reports


def test_a_lost_report_that_comes_again_keeps_its_arrival_whatever_is_said_now(office: Office) -> None:
    before = _lines(office)
    _truncate(office, lines=1)
    path = office.letter("again.xlsx", office.reports()["xa-a.r2.xlsx"])
    office.receive(path, now=LATER, received_at=LATER)
    assert _lines(office) == before


def test_receipts_and_reports_lost_together_keep_the_order_of_arrival(office: Office) -> None:
    before, reports = _lines(office), office.reports()
    for path in (office.project.submissions / "2022-S1").iterdir():
        path.unlink()
    _cloned(office)
    office.receive(now=LATER)
    assert (_lines(office), office.reports()) == (before, reports)


def test_a_lost_report_of_which_nothing_says_when_it_came_is_asked_about(office: Office) -> None:
    _truncate(office, lines=2)
    _cloned(office)
    for path in office.project.inbox.glob("*.json"):
        path.unlink()
    (answer,) = office.receive(now=LATER)
    assert (answer.outcome, [each.code for each in answer.reasons]) == ("refused", ["file.arrival_unknown"])
    assert "Xã A" in answer.reasons[0].text()
    path = office.letter("again.xlsx", office.reports()["xa-a.r2.xlsx"])
    again = office.one(path, now=LATER, received_at=SECOND)
    assert (again.outcome, again.receipt.revision, again.receipt.received_at) == ("accepted", 2, SECOND)


def test_a_report_that_the_office_had_decided_on_is_not_doubted_again(office: Office) -> None:
    form = good_form("xa-a")
    form.figure("I101", value=14)
    form.cells["Số liệu"][1, 0] = "Xã B · 6 tháng đầu năm 2022 · Kế hoạch số 1/KH"
    moment = datetime(2022, 6, 2)
    taken = office.one(office.letter("odd.xlsx", form), unit="xa-a", received_at=moment)
    assert (taken.outcome, taken.receipt.revision) == ("accepted", 3)
    (office.post / "odd.xlsx").unlink()
    before = _lines(office)
    _truncate(office, lines=3)
    office.receive(now=LATER)
    assert _lines(office) == before


def test_what_receipts_know_is_put_beside_bytes_of_an_earlier_version(office: Office) -> None:
    records = sorted(office.project.inbox.glob("*.json"))
    before = {path.name: path.read_bytes() for path in records}
    for path in records:
        path.unlink()
    office.receive(now=LATER)
    assert {path.name: path.read_bytes() for path in office.project.inbox.glob("*.json")} == before
    sha256 = office.receipts().iloc[0]["sha256"]
    assert read_provenance(office.project, sha256) == Provenance("a1.xlsx", "van-thu@xa-a", FIRST)


# A disk that is full once the receipts are written.


def _faulty() -> Form:
    form = good_form("phong-x")
    form.figure("I106", value="khoảng 20")
    return form


def _command(office: Office, *paths: Path) -> int:
    place = ("--project", str(office.project.root), "--received-at", f"{NOW:%Y-%m-%dT%H:%M:%S}")
    try:
        main(["receive", *map(str, paths), *place])
    except SystemExit as end:
        return int(str(end.code or 0))
    return 0


def test_a_full_disk_after_the_receipts_forgets_no_finding(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answered(office.project)
    path = office.letter("x.xlsx", _faulty())

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(returns_module, "write_whole", full)
        assert _command(office, path) != 0
    assert "figure.not_a_number" in capsys.readouterr().out, "it is told all the same"
    path.unlink()
    other = good_form("xa-b")
    other.figure("I101", value=6)
    assert _command(office, office.letter("b.xlsx", other)) == 3
    said = capsys.readouterr().out
    assert "figure.not_a_number" in said
    assert sorted(path.name for path in office.project.returns.rglob("phong-x*")) == [
        "phong-x.r1.txt",
        "phong-x.r1.xlsx",
    ]
    assert _command(office, office.post / "b.xlsx") == 0
    assert "figure.not_a_number" not in capsys.readouterr().out, "told once it was told"


def test_a_disk_full_before_the_copies_forgets_no_finding(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answered(office.project)
    path = office.letter("x.xlsx", _faulty())

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("papibook.data.intake.ledger.place_copy", full)
        assert _command(office, path) != 0
    path.unlink()
    capsys.readouterr()
    (office.root / "nothing").mkdir()
    assert _command(office, office.root / "nothing") == 3
    assert "figure.not_a_number" in capsys.readouterr().out
    assert "phong-x.r1.xlsx" in office.reports()
