"""The command line on a bad day: every ending is one plain message and its exit code."""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from forms import Inbox, make_project
from projects import signals_heard
from typer.main import get_command

from papibook.cli.app import main, make_app
from papibook.cli.told.ending import ended, speak_utf8


def is_word(param: Any) -> bool:
    """Whether it is given without a name."""
    return not param.opts[-1].startswith("-")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    said = capsys.readouterr()
    return int(str(caught.value.code)), said.out, said.err


COMMANDS = get_command(make_app("vi")).commands
OPTIONS = [
    (name, param) for name, command in COMMANDS.items() for param in command.params if not is_word(param)
]


def complete(command: str) -> list[str]:
    """The command with everything that it must be given."""
    words = [command]
    for param in COMMANDS[command].params:
        if param.required or (command, param.name) in (("check", "edition"), ("new", "folder")):
            words += ["x"] if is_word(param) else [param.opts[-1], "1"]
    return words


def check_refused(capsys: pytest.CaptureFixture[str], arguments: Sequence[str], *said: str) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("Lỗi: ")
    assert not {"Error", "Usage", "nội bộ"} & set(err.split())
    for words in said:
        assert words in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("status",), "Thiếu EDITION. Cách viết: papibook status EDITION. Xem: papibook status --help"),
        (("forms", "2022"), "Thiếu --out DIR. Cách viết: papibook forms EDITION --out DIR."),
        (
            ("build-many", "2022", "."),
            "Thiếu --out DIR. Cách viết: papibook build-many EDITION DIR… --out DIR",
        ),
        (("chek", "2022"), "Không có lệnh chek. Có phải là check không? Các lệnh hiện có: forms, "),
        (("qqq",), "Không có lệnh qqq. Các lệnh hiện có: forms, "),
        (("check", "2022", "--foo"), "Không có tùy chọn --foo. Cách viết: papibook check [EDITION]."),
        (("check", "2022", "--projet", "."), "Không có tùy chọn --projet. Có phải là --project không?"),
        (("build", "2022", "--workers", "0"), "--workers phải là số nguyên từ 1 đến 64"),
        (("demo", "--enlarge", "communes=ba"), "“communes=ba” không phải là một nhóm"),
        (("demo", "--seed", "ba"), "--seed phải là số nguyên"),
        (("check", "2022", "--lang"), "Thiếu giá trị. Cách viết: --lang vi|en. Xem: papibook check --help"),
        (("build", "2022", "--explain=yes"), "--explain không nhận giá trị. Xem: papibook build --help"),
        (("check", "2022", "2023"), "Thừa “2023”. Cách viết: papibook check [EDITION]"),
        (("check", "2022", "--lang", "xx"), "Không có ngôn ngữ xx; hiện có: vi, en."),
        (("--lang", "xx", "check", "2022"), "Không có ngôn ngữ xx; hiện có: vi, en."),
        (("--foo",), "Không có tùy chọn --foo. Cách viết: papibook COMMAND."),
        (("--out", "x", "forms", "2022"), "Tùy chọn --out phải viết sau tên lệnh: papibook forms … --out."),
        (("--project",), "Thiếu giá trị. Cách viết: --project DIR."),
        (("--lang", "vi"), "Thiếu tên lệnh. Các lệnh hiện có: forms, "),
        (
            ("--project", ".", "build-many", "2022", "."),
            "Không có tùy chọn --project. Cách viết: papibook bu",
        ),
    ],
)
def test_a_slip_in_the_command_exits_2_in_vietnamese(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    check_refused(capsys, arguments, said)


@pytest.mark.parametrize(
    ("command", "param"),
    [(name, param) for name, command in COMMANDS.items() for param in command.params if param.required],
    ids=lambda value: getattr(value, "name", value),
)
def test_whatever_a_command_must_be_given_is_named_when_it_is_missing(
    capsys: pytest.CaptureFixture[str], command: str, param: Any
) -> None:
    words, name = [command], param.metavar if is_word(param) else param.opts[-1]
    for other in COMMANDS[command].params:
        if other.required and other is not param and (not is_word(other) or not is_word(param)):
            words += ["x"] if is_word(other) else [other.opts[-1], "1"]
    check_refused(capsys, words, name, f"papibook {command} --help")


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_option_of_any_command_is_named(capsys: pytest.CaptureFixture[str], command: str) -> None:
    check_refused(capsys, [*complete(command), "--zzz"], "--zzz", f"Cách viết: papibook {command}")


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"receive", "build-many", "decide"}))
def test_a_word_too_many_of_any_command_is_named(capsys: pytest.CaptureFixture[str], command: str) -> None:
    check_refused(capsys, [*complete(command), "zzz"], "“zzz”", f"Cách viết: papibook {command}")


def test_a_third_word_of_decide_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    check_refused(capsys, ["decide", "x", "merge", "zzz"], "“zzz”", "Cách viết: papibook decide")


@pytest.mark.parametrize(("command", "param"), OPTIONS, ids=lambda value: getattr(value, "name", value))
def test_a_slip_in_any_option_is_named(capsys: pytest.CaptureFixture[str], command: str, param: Any) -> None:
    option, words = param.opts[-1], complete(command)
    see = f"papibook {command} --help"
    check_refused(capsys, [*words, f"{option}q"], f"{option}q", option, see)
    if param.is_flag:
        check_refused(capsys, [*words, f"{option}=x"], option, see)
        return
    assert param.metavar, "the help and the messages need a word for the value"
    check_refused(capsys, [*words, option], f"{option} {param.metavar}", see)
    if param.type_descriptor.annotation is int:
        check_refused(capsys, [*words, option, "x"], option, see)


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"build-many", "new"}))
def test_common_options_work_before_and_after_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    common = ("--project", str(tmp_path), "--lang=en", "--debug")
    (word, *rest) = complete(command)
    before, after = run(capsys, *common, word, *rest), run(capsys, word, *rest, *common)
    assert before[0] == after[0] == 2
    for _, _, err in (before, after):
        assert "Traceback" in err
        assert f"Error: {tmp_path} is not a papibook project" in err


def test_an_option_behind_the_command_counts_more_than_one_before_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = str(tmp_path / "here")
    _, _, err = run(
        capsys, "--lang", "vi", "--project", "there", "check", "x", "--project", here, "--lang", "en"
    )
    assert f"Error: {here} is not a papibook project" in err


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


def test_a_name_that_is_no_text_can_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="utf-8"))
    speak_utf8()
    print(os.fsdecode(b"/tmp/\xff"), flush=True)
    assert raw.getvalue() == b"/tmp/\\udcff\n"


def test_the_next_year_takes_only_its_own_files(capsys: pytest.CaptureFixture[str]) -> None:
    check_refused(capsys, ["new", "--next-year", "--year", "2027", "--level", "ward"], "--level, --year")
    check_refused(capsys, ["new"], "--next-year")
