"""The commands of the tutorials' pages, given one after another as a new office gives them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from projects import ROOT

WARD = ROOT / "tests/plans/ward-2026"
PAGES = ("docs/bat-dau/phuong-2026.md", "docs/tutorials/ward-2026.md")


def commands(page: str) -> list[str]:
    """The commands of the page, each in one line."""
    blocks = re.findall(r"```console\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), flags=re.DOTALL)
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]


def ward_tutorial(folder: Path) -> None:
    """All of the ward's tutorial in ``folder``; what each command said lies in a file of its name."""
    for path in WARD.iterdir():
        shutil.copy(path, folder)
    for command in commands(PAGES[0]):
        done = run(folder, command)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        (folder / f"{command.split()[1]}.txt").write_text(done.stdout, encoding="utf-8")


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
