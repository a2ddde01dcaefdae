"""``papibook new`` at a terminal: asked, misunderstood, stopped, taken up again; with wrong options."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import time
from pathlib import Path

import pytest

from papibook.cli.app import main

WARD = Path(__file__).resolve().parents[2] / "plans" / "ward-2026"
PATIENCE = 120
"""Seconds for what takes two on an idle machine."""
CTRL_C = "\x03"


class Terminal:
    """The command at a terminal of its own, in ``folder``."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.heard = ""
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # who started the tests may ignore it
            code = "import sys; from papibook.cli.app import main; main(sys.argv[1:])"
            os.execv(sys.executable, [sys.executable, "-c", code, "new", *words])

    def wait_for(self, words: str) -> None:
        end = time.monotonic() + PATIENCE
        while words not in self.heard:
            assert time.monotonic() < end, f"{words!r} was not asked: {self.heard!r}"
            if not self._listen():
                raise AssertionError(f"{words!r} was not asked: {self.heard!r}")

    def reply(self, question: str, words: str) -> None:
        self.wait_for(question)
        self.heard = self.heard[self.heard.index(question) + len(question) :]
        os.write(self.terminal, f"{words}\n".encode())

    def interrupted(self) -> int:
        """Ctrl-C, again each second: one that comes before the program reads is seen at the next key."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            os.write(self.terminal, CTRL_C.encode())
            while select.select([self.terminal], [], [], 1)[0]:
                if not self._listen():
                    return self.ended()
        raise AssertionError(f"Ctrl-C ended nothing: {self.heard!r}")

    def ended(self) -> int:
        while self._listen():
            pass
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def _listen(self) -> bool:
        try:
            if not select.select([self.terminal], [], [], PATIENCE)[0]:
                return False
            said = os.read(self.terminal, 65536)
        except OSError:  # so Linux tells that the other end is closed
            return False
        self.heard += said.decode(errors="replace").replace("\r\n", "\n")
        return bool(said)


@pytest.mark.slow
def test_asked_misunderstood_stopped_and_taken_up_again(tmp_path: Path) -> None:
    (tmp_path / "poem.txt").write_text("Một bài thơ\n", encoding="utf-8")
    first = Terminal(tmp_path, "p")
    first.reply("Số: ", "9")
    first.wait_for("Ghi một số từ 1 đến 5.")
    first.reply("Số: ", "phường")
    first.reply("(Phường Thảo Nguyên): ", "")
    first.reply("(Phường Thảo Nguyên): ", "Phường Hoa Ban")
    first.reply("(Tỉnh Sơn La): ", "Tỉnh Sơn Bình")
    first.reply("Năm của kế hoạch: ", "hai nghìn")
    first.reply("Năm của kế hoạch: ", "2026")
    first.reply("Số: ", "2")
    first.wait_for("[C/k]: ")
    assert first.interrupted() == 130
    assert "đã trả lời" in first.heard
    assert not (tmp_path / "p").exists()

    again = Terminal(tmp_path, "p")
    again.reply("Số: ", "quarters")
    again.reply("[C/k]: ", "vâng ạ")
    again.reply("[C/k]: ", "có")
    again.reply("(.docx hoặc .txt): ", "poem.txt")
    again.reply("(.docx hoặc .txt): ", str(WARD / "plan.txt"))
    again.reply("[C/k]: ", "k")
    again.reply("(.docx hoặc .txt): ", str(WARD / "plan.txt"))
    again.reply("[C/k]: ", "")
    for name in ("units", "tasks"):
        again.reply("(.xlsx hoặc .csv): ", str(WARD / f"{name}.csv"))
        again.reply("[C/k]: ", "")
    assert again.ended() == 0
    assert "12 giải pháp, 25 đơn vị, 21 nhiệm vụ" in again.heard
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p", "poem.txt"]


def test_wrong_options_are_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(
            [
                *("new", str(tmp_path / "p"), "--level", "phuong", "--periods", "months", "--year", "26"),
                *("--place", "", "--plan", "none.docx", "--like", str(tmp_path)),
            ]
        )
    told = capsys.readouterr().err
    assert ended.value.code == 2
    named = (
        "--level",
        "ward (phường)",
        "--periods",
        "--year: 26",
        "--place",
        "--plan",
        "none.docx",
        "--like",
    )
    assert [word for word in named if word not in told] == []
    assert list(tmp_path.iterdir()) == []


def test_without_a_terminal_what_is_missing_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["new", str(tmp_path / "p"), "--level", "ward", "--year", "2026"])
    assert "--plan, --units, --tasks, --place" in capsys.readouterr().err


def test_a_plan_in_two_files_is_not_half_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["new", str(tmp_path / "p"), "--plan", "a.docx", "--plan=b.docx"])
    assert ended.value.code == 2
    assert "--plan được ghi hai lần" in capsys.readouterr().err
