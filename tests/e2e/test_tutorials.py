"""The tutorial of a ward's plan, command by command, as a new office gives them, in either language."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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
