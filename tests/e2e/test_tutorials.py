"""The tutorials of a ward's plan and of its second year, command by command, in either language."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from papibook.cli.app import main

ROOT = Path(__file__).resolve().parents[2]
WARD = ROOT / "tests/plans/ward-2026"
PAGES = ("docs/bat-dau/phuong-2026.md", "docs/tutorials/ward-2026.md")


def commands(page: str) -> list[str]:
    """The commands of the page, each in one line."""
    blocks = re.findall(r"```console\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), flags=re.DOTALL)
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]


SECOND_YEAR = ("docs/bat-dau/nam-thu-hai.md", "docs/tutorials/second-year.md")


def test_both_languages_give_the_same_commands() -> None:
    assert commands(SECOND_YEAR[0]) == commands(SECOND_YEAR[1])
    assert len(commands(SECOND_YEAR[0])) == 3
    assert commands(PAGES[0]) == commands(PAGES[1])
    assert len(commands(PAGES[0])) == 8


def run(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )


@pytest.mark.slow
def test_the_wards_tutorial_from_nothing_to_the_first_book(tmp_path: Path) -> None:
    for path in WARD.iterdir():
        shutil.copy(path, tmp_path)
    said = {}
    for command in commands(PAGES[0]):
        done = run(tmp_path, command)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        said[command.split()[1]] = done.stdout
    assert not (tmp_path / "phuong/can-xem.txt").exists()
    assert len(list((tmp_path / "bieu-mau").glob("*.xlsx"))) == 6
    edition = tmp_path / "tap-duot/_build/editions/2026-Q1"
    assert (edition / "html/index.html").is_file()
    assert "WARNING" not in said["build"]
    assert "data_status: real" in next((tmp_path / "phuong/data/plans").glob("*/plan.yml")).read_text("utf-8")
    assert "book/methods.md" in run(tmp_path, "papibook check --plan --project phuong").stdout


def test_the_second_year_as_it_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """After the first year's project was made: the commands of the page, word for word."""
    for path in WARD.iterdir():
        shutil.copy(path, tmp_path)
        of_2027 = path.read_text("utf-8").replace("năm 2026", "năm 2027").replace("/2026", "/2027")
        (tmp_path / f"{path.stem}-2027{path.suffix}").write_text(
            of_2027.replace("15/KH-UBND", "18/KH-UBND"), encoding="utf-8"
        )
    first = [command for command in commands(PAGES[0]) if command.startswith("papibook new")]
    with contextlib.chdir(tmp_path):
        for command in (*first, *commands(SECOND_YEAR[0])):
            capsys.readouterr()
            ended(*shlex.split(command)[1:])
            told = capsys.readouterr().out
            if "check" in command:
                assert "18/KH-UBND: văn bản và các bảng khớp nhau" in told
                assert "signer" in told
        assert len(list((tmp_path / "bieu-mau-2027").glob("*.xlsx"))) == 6
        ended("check", "--plan", "2026-Q1", "--project", "phuong")
        assert "15/KH-UBND: văn bản và các bảng khớp nhau" in capsys.readouterr().out


def ended(*words: str) -> None:
    with pytest.raises(SystemExit) as code:
        main(list(words))
    assert code.value.code == 0
