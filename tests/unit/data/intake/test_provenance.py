"""Where a file came from is kept with its bytes; what cannot be read is told and stops nothing else."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from forms import good_form
from handed_in import NOW, Office, form_bytes

from papibook.data.intake import arrivals as arrivals_module
from papibook.data.intake import inbox as inbox_module
from papibook.data.intake import intake as intake_module
from papibook.data.intake.provenance import Provenance, read_provenance

LATER = datetime(2022, 6, 2, 8)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return form_bytes(good_form("xa-a"), tmp_path_factory.mktemp("good"))


def _address(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _stop(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def _interrupted(office: Office, monkeypatch: pytest.MonkeyPatch, **options: object) -> None:
    """An intake that is stopped when it begins to examine."""
    with monkeypatch.context() as patch:
        patch.setattr(intake_module, "examine_all", _stop)
        with pytest.raises(KeyboardInterrupt):
            office.receive(**options)  # type: ignore[arg-type]


def test_name_sender_and_moment_are_beside_the_bytes_before_anything_is_examined(
    office: Office, good: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.letter("báo cáo.xlsx", good)
    _interrupted(office, monkeypatch, sender="van-thu@xa-a\n", received_at=datetime(2022, 5, 30, 7, 5))
    assert office.is_kept(good)
    recorded = read_provenance(office.project, _address(good))
    assert recorded == Provenance("báo cáo.xlsx", "van-thu@xa-a", datetime(2022, 5, 30, 7, 5))


def test_what_an_interrupted_intake_kept_is_taken_in_as_it_arrived(
    office: Office, good: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.letter("báo cáo.xlsx", good)
    _interrupted(office, monkeypatch, sender="van-thu@xa-a")
    (office.post / "báo cáo.xlsx").unlink()
    answer = office.one(now=LATER, sender="another")
    assert (answer.outcome, answer.name) == ("accepted", "báo cáo.xlsx")
    assert (answer.receipt.sender, answer.receipt.received_at) == ("van-thu@xa-a", NOW)


def test_what_is_handed_in_again_after_an_interruption_keeps_its_first_sender_and_moment(
    office: Office, good: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.letter("a.xlsx", good)
    _interrupted(office, monkeypatch, sender="van-thu@xa-a")
    receipt = office.one(now=LATER).receipt
    assert (receipt.sender, receipt.received_at) == ("van-thu@xa-a", NOW)


def test_bytes_are_never_kept_without_their_record(
    office: Office, good: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.letter("a.xlsx", good)

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(inbox_module, "write_provenance", fail)
    with pytest.raises(OSError, match="no space"):
        office.receive()
    assert list(office.project.inbox.iterdir()) == []


@pytest.mark.parametrize(
    "record",
    [None, b"", b"[" * 100_000, b"[]", b'{"name": "a"}', b'{"name":"a","sender":"","received_at":1}'],
)
def test_without_a_good_record_the_files_date_is_its_moment(
    office: Office, good: bytes, monkeypatch: pytest.MonkeyPatch, record: bytes | None
) -> None:
    office.letter("a.xlsx", good)
    _interrupted(office, monkeypatch, sender="x")
    place = office.project.inbox / f"{_address(good)}.json"
    if record is None:
        place.unlink()
    else:
        place.write_bytes(record)
    (office.post / "a.xlsx").unlink()
    answer = office.one(now=LATER)
    assert (answer.outcome, answer.name, answer.receipt.sender) == ("accepted", "", "")
    assert answer.receipt.received_at == NOW


def test_bytes_record_and_folder_are_on_the_disk_before_examination_and_receipts_before_the_answer(
    office: Office, good: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut takes what was not forced to the disk: bytes, records, and the names in their folders."""
    office.letter("a.xlsx", good)
    events: list[object] = []
    fsync, examine_all = os.fsync, intake_module.examine_all

    def noted_fsync(handle: int) -> None:
        events.append(os.fstat(handle).st_ino)
        fsync(handle)

    def noted_examine(*arguments: Any, **options: Any) -> list[Any]:
        events.append("examine")
        return examine_all(*arguments, **options)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(intake_module, "examine_all", noted_examine)
    office.receive()
    inbox, period = office.project.inbox, office.project.submissions / "2022-S1"
    before, after = events[: events.index("examine")], events[events.index("examine") :]
    bytes_, record, folder = (
        path.stat().st_ino for path in (inbox / _address(good), inbox / f"{_address(good)}.json", inbox)
    )
    assert {bytes_, record} < set(before)
    assert before[-1] == folder, "the names after what they name"
    receipts, copy, reports = (
        path.stat().st_ino for path in (period / "receipts.csv", period / "xa-a.r1.xlsx", period)
    )
    assert after.index(receipts) < after.index(reports)
    assert copy in after


def test_a_refused_file_handed_in_again_adds_no_receipt(office: Office) -> None:
    office.letter("a.xlsx", b"no workbook")
    office.letter("b.zip", b"PK\x03\x04 no archive")
    first = office.receive()
    again = [office.receive(now=LATER) for _ in range(2)]
    assert [answer.outcome for answer in first] == ["refused", "refused"]
    assert not any(answer.is_again for answer in first)
    assert all(answer.is_again for answers in again for answer in answers)
    ids = [answer.receipt.receipt_id for answer in first]
    assert all([answer.receipt.receipt_id for answer in answers] == ids for answers in again)
    assert (office.project.submissions / "receipts.csv").read_text(encoding="utf-8").count("\n") == 3


# What cannot be read.


def _denied(folder: Path) -> Callable[[Path], Iterator[Path]]:
    iterdir = Path.iterdir

    def listed(self: Path) -> Iterator[Path]:
        if self == folder:
            raise PermissionError(errno.EACCES, "denied", str(self))
        return iterdir(self)

    return listed


def test_a_folder_that_cannot_be_opened_stops_nothing_else(
    office: Office, good: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.letter("a/b.xlsx", b"b")
    office.letter("closed/c.xlsx", b"c")
    office.letter("d.xlsx", good)
    monkeypatch.setattr(Path, "iterdir", _denied(office.post / "closed"))
    answers = {answer.name: answer for answer in office.receive()}
    assert {name: answer.outcome for name, answer in answers.items()} == {
        "b.xlsx": "refused",
        "closed": "left_out",
        "d.xlsx": "accepted",
    }
    (why,) = answers["closed"].reasons
    assert why.code == "folder.cannot_open"
    assert why.text("vi").startswith("Không mở được thư mục (không có quyền")
    assert not answers["closed"].is_good


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is denied to root")
def test_folders_and_files_without_permission_are_told_one_by_one(office: Office, good: bytes) -> None:
    closed = [office.letter("no list/a.xlsx", b"a").parent, office.letter("b.xlsx", b"b")]
    office.letter("names only/c.xlsx", b"c").parent.chmod(0o444)
    office.letter("d.xlsx", good)
    for path in closed:
        path.chmod(0)
    found = {answer.name: (answer.outcome, answer.reasons) for answer in office.receive()}
    for path in (*closed, office.post / "names only"):
        path.chmod(0o755)
    assert {name: outcome for name, (outcome, _) in found.items()} == {
        "no list": "left_out",
        "b.xlsx": "left_out",
        "c.xlsx": "left_out",
        "d.xlsx": "accepted",
    }


def test_a_named_path_that_cannot_be_looked_at_stops_nothing_else(
    office: Office, good: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.letter("a.xlsx", good)
    closed, lstat, stat = office.root / "closed.xlsx", Path.lstat, Path.stat

    def denied(self: Path, **options: bool) -> os.stat_result:
        if self == closed:
            raise PermissionError(errno.EACCES, "denied", str(self))
        return stat(self, **options) if options else lstat(self)

    monkeypatch.setattr(
        Path, "stat", lambda self, *, follow_symlinks=True: denied(self, follow_symlinks=follow_symlinks)
    )
    monkeypatch.setattr(Path, "lstat", denied)
    answers = office.receive(closed, office.post / "a.xlsx")
    assert [(answer.name, answer.outcome) for answer in answers] == [
        ("closed.xlsx", "left_out"),
        ("a.xlsx", "accepted"),
    ]
    assert answers[0].reasons[0].code == "file.cannot_open"


class _Failing(io.BytesIO):
    def __init__(self, content: bytes, error: Exception) -> None:
        super().__init__(content)
        self._error = error

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise self._error
        return super().read(4)


@pytest.mark.parametrize(
    ("moment", "error"),
    [
        ("opened", OSError(errno.EACCES, "denied")),
        ("opened", FileNotFoundError(errno.ENOENT, "gone")),
        ("read", OSError(errno.EIO, "disk")),
        ("read", EOFError()),
    ],
)
def test_a_file_that_fails_while_it_is_read_leaves_no_half_and_stops_nothing_else(
    office: Office, good: bytes, monkeypatch: pytest.MonkeyPatch, error: Exception, moment: str
) -> None:
    office.letter("a.xlsx", good)
    office.letter("broken.xlsx", b"half of this")
    opened = arrivals_module._opened

    def failing(path: Path) -> io.IOBase:
        if path.name != "broken.xlsx":
            return opened(path)  # type: ignore[return-value]
        if moment == "opened":
            raise error
        return _Failing(b"half of this", error)

    monkeypatch.setattr(arrivals_module, "_opened", failing)
    answers = {answer.name: answer for answer in office.receive()}
    assert answers["a.xlsx"].outcome == "accepted"
    assert answers["broken.xlsx"].outcome == "left_out"
    (why,) = answers["broken.xlsx"].reasons
    assert (why.code, "{" in why.text("vi")) == ("file.cannot_open", False)
    assert len(list(office.project.inbox.iterdir())) == 2, "the good file and its record"


def test_a_full_disk_stops_the_intake(office: Office, good: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    office.letter("a.xlsx", good)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        office.receive()
    assert list(office.project.inbox.iterdir()) == []


def test_broken_links_and_names_that_are_no_text_are_one_line_each(office: Office, good: bytes) -> None:
    (office.post / "broken").symlink_to("nowhere")
    folder = office.post / os.fsdecode(b"th\xff")
    folder.mkdir()
    (folder / os.fsdecode(b"\xfe.xlsx")).write_bytes(good)
    answers = {answer.name: answer.outcome for answer in office.receive()}
    assert answers == {"broken": "left_out", "\N{REPLACEMENT CHARACTER}.xlsx": "accepted"}
