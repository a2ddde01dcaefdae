"""The command line on a bad day: every ending is one plain message and its exit code."""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
from pathlib import Path

import pytest
from forms import Inbox, make_project
from projects import signals_heard

from papibook.cli.app import main
from papibook.cli.ending import ended, speak_utf8


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    said = capsys.readouterr()
    return int(str(caught.value.code)), said.out, said.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check",), "Thiếu EDITION"),
        (("chek", "2022"), "Không có lệnh chek. Các lệnh hiện có: "),
        (("check", "2022", "--foo"), "Không có tùy chọn --foo"),
        (("build", "2022", "--workers", "0"), "--workers phải là số nguyên từ 1 đến 64"),
        (("demo", "--communes", "ba"), "--communes phải là số nguyên từ 1 đến 20000"),
        (("demo", "--seed", "ba"), "Giá trị của --seed không hợp lệ"),
        (("check", "2022", "--lang"), "Tùy chọn --lang thiếu hoặc thừa giá trị"),
        (("check", "2022", "2023"), "Lệnh thừa tham số"),
        (("check", "2022", "--lang", "xx"), "Không có ngôn ngữ xx; hiện có: vi, en."),
    ],
)
def test_a_slip_in_the_command_exits_2_in_vietnamese(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert "Error" not in err
    assert "Usage" not in err


def test_help_is_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check", "--help")
    assert code == 0
    assert "Cách dùng: papibook check" in out
    assert "Usage" not in out
    assert "Options" not in out.replace("[OPTIONS]", "")
    assert "Usage: papibook" in run(capsys, "check", "--lang=en", "--help")[1]


def test_check_shows_the_findings_even_where_no_report_can_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = make_project(tmp_path)
    (tmp_path / "_config.yml").write_text("title: x\n")
    Inbox(project).receive("xa-a", b"not a workbook")
    code, out, err = run(capsys, "check", "2022-S1", "--project", str(tmp_path))
    assert code == 3
    assert "file.unreadable" in out
    assert "Không đọc được báo cáo nào của kỳ 2022-S1" in err


def fail(error: BaseException) -> int:
    raise error


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device", "/x/y"),
            5,
            "/x/y: không đọc hoặc ghi được (ổ đĩa",
        ),
        (OSError(errno.EROFS, "Read-only file system", "/x"), 5, "ổ đĩa chỉ cho đọc"),
        (PermissionError(errno.EACCES, "Permission denied", "/x"), 5, "không có quyền"),
        (
            OSError(errno.ENOSPC, "No space left on device"),
            5,
            "Hệ thống không cho đọc hoặc ghi (ổ đĩa đã đầy)",
        ),
        (KeyError("abc"), 1, "Chương trình gặp lỗi nội bộ (KeyError: 'abc')"),
        (KeyboardInterrupt(), 130, "Đã dừng. Ấn bản hiện có và những gì đã tiếp nhận vẫn nguyên vẹn."),
    ],
)
def test_every_ending_is_one_message_without_a_trace(
    capsys: pytest.CaptureFixture[str], error: BaseException, code: int, said: str
) -> None:
    assert ended(lambda: fail(error), lang="vi", debug=False) == code
    err = " ".join(capsys.readouterr().err.split())
    assert said in err
    assert "Traceback" not in err


def test_debug_adds_the_trace(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(lambda: fail(KeyError("abc")), lang="vi", debug=True) == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="a system without these signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_being_asked_to_end_tidies_up_as_ctrl_c_does(capsys: pytest.CaptureFixture[str], name: str) -> None:
    tidied = []

    def work() -> int:
        try:
            os.kill(os.getpid(), getattr(signal, name))
            signal.pause()
        finally:
            tidied.append(True)
        return 0

    with signals_heard():
        former = signal.getsignal(signal.SIGTERM)
        assert ended(work, lang="vi", debug=False) == 130
        assert tidied == [True]
        assert "Đã dừng" in capsys.readouterr().err
        assert signal.getsignal(signal.SIGTERM) == former


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="a system without this signal")
def test_what_the_parent_ignores_stays_ignored() -> None:
    def work() -> int:
        os.kill(os.getpid(), signal.SIGHUP)
        return 0

    former = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
    try:
        assert ended(work, lang="vi", debug=False) == 0
    finally:
        signal.signal(signal.SIGHUP, former)


def test_a_system_without_unicode_still_hears_vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    speak_utf8()
    print("Lỗi", flush=True)
    assert raw.getvalue().decode("utf-8").strip() == "Lỗi"
