"""The tutorial of a ward's plan, command by command, as a new office gives them, in either language."""

from __future__ import annotations

import os
import re
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


def test_both_languages_give_the_same_commands() -> None:
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
    """Steps 1 to 3 and 6: two plans in one project, each with its own text; the new one is checked."""
    text = (WARD / "plan.txt").read_text(encoding="utf-8")
    (tmp_path / "plan27.txt").write_text(
        text.replace("năm 2026", "năm 2027").replace("15/KH-UBND", "18/KH-UBND"), encoding="utf-8"
    )
    lists = ["--units", str(WARD / "units.csv"), "--tasks", str(WARD / "tasks.csv")]
    place = ["--level", "ward", "--place", "Phường Hoa Ban", "--periods", "quarters"]
    first, second = tmp_path / "first", tmp_path / "second"
    ended("new", str(first), *place, *lists, "--year", "2026", "--plan", str(WARD / "plan.txt"))
    given = ("--year", "2027", "--plan", str(tmp_path / "plan27.txt"), "--like", str(first))
    ended("new", str(second), *place, *lists, *given)
    (first / "book/plans").mkdir()
    (first / "book/plan").rename(first / "book/plans/15-KH-UBND-2026")
    (second / "book/plan").rename(first / "book/plans/18-KH-UBND-2027")
    new = (second / "data/plans/18-KH-UBND-2027").rename(first / "data/plans/18-KH-UBND-2027") / "plan.yml"
    compared = "- period_id: 2027-Q1\n  comparable_to: 2026-Q1"
    settings = new.read_text(encoding="utf-8").replace("- period_id: 2027-Q1", compared)
    new.write_text(settings, encoding="utf-8")
    capsys.readouterr()
    ended("check", "--plan", "2027-Q1", "--project", str(first))
    told = capsys.readouterr().out
    assert "18/KH-UBND: văn bản và các bảng khớp nhau" in told
    assert "signer" in told


def ended(*words: str) -> None:
    with pytest.raises(SystemExit) as code:
        main(list(words))
    assert code.value.code == 0
