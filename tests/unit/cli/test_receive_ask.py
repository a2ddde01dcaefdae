"""Whose report a file is, asked at a terminal: by number, by name, not now, and interrupted."""

from __future__ import annotations

import io
import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from forms import good_form
from handed_in import NOW, Office
from projects import signals_heard
from rich.console import Console

from papibook.cli.app import main
from papibook.cli.receive_ask import ask_and_receive
from papibook.data.intake.answers import Answer
from papibook.data.intake.intake import HandIn
from papibook.model.layout import IDENTITY_SHEET, INFO_SHEET

pytestmark = pytest.mark.slow

MAIN = """
import fcntl, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # the terminal at hand is the one whose Ctrl-C counts
from papibook.cli.app import main
main()
"""
PATIENCE = 120
"""Seconds for what takes two on an idle machine."""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def nameless(unit: str, period: str = "6 tháng đầu năm 2022", value: int = 12):  # type: ignore[no-untyped-def]
    """A report without its hidden sheet that names ``unit`` and ``period``."""
    form = good_form("xa-a")
    form.cells.pop(IDENTITY_SHEET)
    form.put(INFO_SHEET, "", "unit_name", unit)
    form.put(INFO_SHEET, "", "period_name", period)
    form.figure("I101", value=value)
    return form


def told(office: Office, monkeypatch: pytest.MonkeyPatch, *replies: str) -> tuple[tuple[Answer, ...], str]:
    """What becomes of everything in the post when the office replies so, and what it reads meanwhile."""
    given = iter(replies)
    monkeypatch.setattr("typer.prompt", lambda *words, **options: next(given))
    console = Console(file=io.StringIO(), width=200)
    answers = office.receive()
    done = ask_and_receive(console, office.project, answers, HandIn(NOW), "vi")
    assert next(given, None) is None, "not everything was asked"
    return done, console.file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("replies", [("1",), ("Xã A",), ("xa-a",), ("Xã Q", "9", "xa-a")])
def test_the_unit_is_chosen_by_number_or_by_name(
    office: Office, monkeypatch: pytest.MonkeyPatch, replies: tuple[str, ...]
) -> None:
    office.letter("a.xlsx", nameless("Xa Aa"))
    (answer,), said = told(office, monkeypatch, *replies)
    assert (answer.outcome, answer.unit_name) == ("accepted", "Xã A")
    assert "1. Xã A (xa-a)" in said
    assert list(office.receipts()["outcome"]) == ["waiting", "accepted"]
    assert list(office.receipts()["received_at"]) == [NOW] * 2


def test_unit_and_period_are_asked_one_after_the_other(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.letter("a.xlsx", nameless("", ""))
    (answer,), said = told(office, monkeypatch, "Xã B", "1")
    assert answer.receipt is not None
    assert (answer.receipt.unit_id, answer.receipt.period_id) == ("xa-b", "2022-S1")
    assert "Đây là báo cáo của đơn vị nào?" in said
    assert "1. 6 tháng đầu năm 2022 (2022-S1)" in said


@pytest.mark.parametrize("replies", [("",), ("Xã A", "")])
def test_who_does_not_know_leaves_it_waiting(
    office: Office, monkeypatch: pytest.MonkeyPatch, replies: tuple[str, ...]
) -> None:
    path = office.letter("a.xlsx", nameless("", ""))
    (answer,), _ = told(office, monkeypatch, *replies)
    assert answer.is_asked
    assert office.is_kept(path.read_bytes())
    assert office.receipts().empty


def test_the_same_bytes_are_asked_about_once_and_others_stay(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.letter("a.xlsx", nameless("Xa Aa"))
    office.letter("b.xlsx", (office.post / "a.xlsx").read_bytes())
    office.letter("c.xlsx", good_form("xa-b"))
    answers, _ = told(office, monkeypatch, "1")
    assert [answer.outcome for answer in answers] == ["accepted"] * 3
    assert sorted(office.reports()) == ["xa-a.r1.xlsx", "xa-b.r1.xlsx"]


def test_what_only_the_sender_can_mend_is_not_asked(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    form = good_form("xa-a")
    form.cells[IDENTITY_SHEET][1, 1] = "2031"
    office.letter("a.xlsx", form)
    (answer,), said = told(office, monkeypatch)
    assert answer.outcome == "refused"
    assert said == ""


def test_nothing_is_asked_where_no_terminal_is(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.letter("a.xlsx", nameless("Xa Aa"))
    with pytest.raises(SystemExit) as caught:
        main(["receive", str(office.post), "--project", str(office.project.root)])
    assert caught.value.code == 3
    assert "--unit xa-a" in capsys.readouterr().out


@dataclass
class Terminal:
    """The program at a terminal of its own."""

    process: subprocess.Popen[bytes]
    handle: int
    seen: bytes = b""

    def wait_for(self, words: str) -> None:
        """Read on until ``words`` stand on the screen."""
        until = time.monotonic() + PATIENCE
        while words not in self.screen():
            assert self.reads_on(until), f"“{words}” never came:\n{self.screen()}"

    def type(self, keys: bytes) -> None:
        os.write(self.handle, keys)

    def ended(self) -> int:
        """The exit code, once everything it says was read."""
        until = time.monotonic() + PATIENCE
        while self.reads_on(until):
            pass
        return self.process.wait(timeout=max(0.0, until - time.monotonic()))

    def screen(self) -> str:
        """Its text, without what moves the cursor and sets colours."""
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self.seen.decode("utf-8", "replace"))

    def reads_on(self, until: float) -> bool:
        """Whether the program said more in time; not after its end."""
        ready, _, _ = select.select([self.handle], [], [], max(0.0, until - time.monotonic()))
        try:
            read = os.read(self.handle, 1 << 16) if ready else b""
        except OSError:  # Linux: the other end is closed
            read = b""
        self.seen += read
        return read != b""


@contextmanager
def terminal(*arguments: str) -> Iterator[Terminal]:
    pty = pytest.importorskip("pty")
    handle, end = pty.openpty()
    with signals_heard():
        process = subprocess.Popen(
            [sys.executable, "-c", MAIN, *arguments],
            stdin=end,
            stdout=end,
            stderr=end,
            start_new_session=True,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "TERM": "xterm"},
        )
    os.close(end)
    try:
        yield Terminal(process, handle)
    finally:
        process.kill()
        process.wait()
        os.close(handle)


def test_at_a_real_terminal_a_number_is_typed(office: Office) -> None:
    office.letter("a.xlsx", nameless("Xa Aa"))
    with terminal("receive", str(office.post), "--project", str(office.project.root)) as screen:
        screen.wait_for("chưa trả lời")
        screen.type(b"1\r")
        assert screen.ended() == 0
    assert list(office.reports()) == ["xa-a.r1.xlsx"]


def test_ctrl_c_at_the_question_loses_nothing(office: Office) -> None:
    asked = office.letter("a.xlsx", nameless("Xa Aa"))
    office.letter("b.xlsx", good_form("xa-b"))
    with terminal("receive", str(office.post), "--project", str(office.project.root)) as screen:
        screen.wait_for("chưa trả lời")
        screen.type(b"\x03")
        assert screen.ended() == 130
    assert office.is_kept(asked.read_bytes())
    assert list(office.reports()) == ["xa-b.r1.xlsx"]
    answers = office.receive(office.post, unit="xa-a")
    assert sorted(answer.outcome for answer in answers) == ["accepted", "known"]
