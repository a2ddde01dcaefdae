"""Sealing and publishing, killed at any operation: no half state, and doing it again finishes it."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sets import sealed

from papibook.ground.paths import Project
from papibook.press.edition.manifest import file_digests
from papibook.press.issued.publish import publish
from papibook.press.issued.verified import verify

SUPPORT = Path(__file__).resolve().parents[3] / "support"
STEP = """
import os, signal, sys
from pathlib import Path
from papibook.ground.paths import Project
from papibook.press.issued.publish import publish
from sets import sealed
root, what, last = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
done = 0
WATCHED = {"open", "ctypes.call_function", *("os." + n for n in "rename remove mkdir rmdir chmod".split())}
def count(event, arguments):
    global done
    if event in WATCHED:
        done += event == "ctypes.call_function" or str(arguments[0]).startswith(str(root))
        if done == last:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
if what == "seal":
    sealed(root / "project", "2022-S1.2")
else:
    publish(Project(root / "project"), "2022-S1.1", root / "site")
print(done)
"""


def step(root: Path, what: str, last: int = 0) -> int:
    """Do a step, killed at its operation ``last``; without one, returns how many it takes."""
    done = subprocess.run(
        [sys.executable, "-c", STEP, str(root), what, str(last)],
        env={**os.environ, "PYTHONPATH": str(SUPPORT)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    if last:
        assert done.returncode == -signal.SIGKILL, done.stderr
        return last
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A site with one edition, and the next one issued."""
    root = tmp_path / "begun"
    for name in ("2022-S1", "2022-S1.1"):
        sealed(root / "project", name)
    publish(Project(root / "project"), "2022-S1", root / "site")
    return root


def is_readable(site: Path) -> None:
    """Every edition that the entry page names is whole, and so is the newest one."""
    entry = (site / "index.html").read_text(encoding="utf-8")
    for address in re.findall(r'href="([^"]+)"', entry):
        assert (site / address).is_file(), address
    names = {"latest", *re.findall(r'href="([^"/]+)/', entry)}
    for name in names:
        assert [each.is_whole for each in verify(site / name)] == [True], name


def killed_again_and_again(begun: Path, rounds: int) -> None:
    chance = random.Random(14)
    for what in ("publish", "seal"):
        whole = Path(shutil.copytree(begun, begun.with_name(f"whole-{what}")))
        operations = step(whole, what)
        for count in range(rounds // 2):
            root = Path(shutil.copytree(begun, begun.with_name(f"{what}-{count}")))
            step(root, what, chance.randint(1, operations))
            is_readable(root / "site")
            half = root / "project/sealed/2022-S1.2"
            assert not half.exists() or verify(half)[0].is_whole
            if what == "publish" or not half.exists():
                step(root, what)
            place = "site" if what == "publish" else "project/sealed"
            assert file_digests(root / place) == file_digests(whole / place)
            shutil.rmtree(root)


@pytest.mark.slow
def test_killed_at_a_few_operations(begun: Path) -> None:
    killed_again_and_again(begun, 6)


@pytest.mark.stress
@pytest.mark.timeout(1200)
def test_killed_a_hundred_times(begun: Path) -> None:
    killed_again_and_again(begun, 100)
