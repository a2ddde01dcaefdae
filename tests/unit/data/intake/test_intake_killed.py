"""An intake of 28 files, killed at any moment, is finished by the next: nothing lost, nothing doubled."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from papibook.data.given.csv_table import read_csv
from papibook.data.intake.inbox import kept
from papibook.data.intake.intake import HandIn, receive
from papibook.data.intake.provenance import read_provenance
from papibook.ground.paths import Project
from papibook.model.tables import RECEIPTS

ROOT = Path(__file__).resolve().parents[4]
NOW = datetime(2022, 6, 1, 9)
LATER = datetime(2022, 6, 2, 14)

VICTIM = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from papibook.data.intake.intake import HandIn, receive
from papibook.ground.paths import Project

root, post, last = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
count = 0

def step(event, arguments):
    global count
    if event not in ("open", "os.rename", "os.chmod", "os.utime", "os.remove", "os.listdir", "os.mkdir"):
        return
    if not str(arguments[0]).startswith(str(root / "data")):
        return
    count += 1
    if str(count) == last or (event == "os.rename" and str(arguments[1]).endswith(last)):
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(step)
receive(Project(root), (post,), HandIn(datetime(2022, 6, 1, 9), sender="post"))
print(count)
"""
"""Kills itself before the step number ``last`` among all that it does to files of the project, or before it
puts the file named ``last`` in place."""


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """28 reports, each of another unit."""
    folder = tmp_path_factory.mktemp("post")
    reports = ROOT / "data/submissions/2022-S1"
    for path in sorted(reports.glob("*.r1.xlsx")):
        shutil.copy(path, folder)
    assert len(list(folder.iterdir())) == 28
    return folder


def _project(root: Path) -> Project:
    for folder in ("reference", "plans"):
        shutil.copytree(ROOT / "data" / folder, root / "data" / folder)
    shutil.copy(ROOT / "_config.yml", root)
    return Project(root)


def _victim(project: Project, post: Path, last: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", VICTIM, str(project.root), str(post), last],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
    )


def _state(project: Project) -> dict[str, bytes]:
    data = project.root / "data"
    return {
        path.relative_to(data).as_posix(): path.read_bytes()
        for folder in (project.inbox, project.submissions)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def whole(post: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], int]:
    """What an intake that nobody kills leaves, and how many steps it takes."""
    project = _project(tmp_path_factory.mktemp("whole"))
    steps = int(_victim(project, post, "never").stdout)
    assert steps > 28 * 6
    return _state(project), steps


def _check_second_run(project: Project, post: Path, whole: dict[str, bytes]) -> None:
    receive(project, (post,), HandIn(LATER, sender="post"))
    state = _state(project)
    assert sorted(state) == sorted(whole)
    assert {name: content for name, content in state.items() if not name.endswith((".csv", ".json"))} == {
        name: content for name, content in whole.items() if not name.endswith((".csv", ".json"))
    }
    for sha256 in kept(project):
        came, first = read_provenance(project, sha256), json.loads(whole[f"inbox/{sha256}.json"])
        assert came is not None
        assert (came.name, came.sender) == (first["name"], first["sender"])
        assert came.received_at in (NOW, LATER)
    receipts = read_csv(project.submissions / "2022-S1" / "receipts.csv", RECEIPTS)
    files = {hashlib.sha256(path.read_bytes()).hexdigest(): path.name for path in post.iterdir()}
    assert sorted(receipts["sha256"]) == sorted(files)
    assert [files[sha256] for sha256 in receipts["sha256"]] == list(receipts["original_name"])
    assert set(receipts["outcome"]) == {"accepted"}
    lines = whole["submissions/2022-S1/receipts.csv"].decode().replace(NOW.isoformat(), "")
    assert (
        state["submissions/2022-S1/receipts.csv"]
        .decode()
        .replace(NOW.isoformat(), "")
        .replace(LATER.isoformat(), "")
        == lines
    )
    assert set(receipts["received_at"].dt.to_pydatetime()) <= {NOW, LATER}
    answers = receive(project, (post,), HandIn(LATER))
    assert {answer.outcome for answer in answers} == {"known"}
    assert _state(project) == state


def _kill_at_random(
    rounds: int, seed: int, post: Path, whole: tuple[dict[str, bytes], int], root: Path
) -> None:
    expected, steps = whole
    for last in random.Random(seed).sample(range(1, steps + 1), rounds):
        project = _project(root / str(last))
        ended = _victim(project, post, str(last))
        assert ended.returncode == -signal.SIGKILL, ended.stderr
        before = kept(project) if project.inbox.exists() else []
        came = {sha256: read_provenance(project, sha256) for sha256 in before}
        assert None not in came.values(), "no bytes without the record of where they came from"
        _check_second_run(project, post, expected)
        assert set(before) <= set(kept(project))
        assert {sha256: read_provenance(project, sha256) for sha256 in before} == came
        shutil.rmtree(project.root)


@pytest.mark.slow
def test_killed_at_a_few_moments(post: Path, whole: tuple[dict[str, bytes], int], tmp_path: Path) -> None:
    _kill_at_random(4, 426, post, whole, tmp_path)


@pytest.mark.stress
@pytest.mark.timeout(1500)
def test_killed_at_fifty_moments(post: Path, whole: tuple[dict[str, bytes], int], tmp_path: Path) -> None:
    _kill_at_random(50, 2022, post, whole, tmp_path)


@pytest.mark.slow
def test_what_was_kept_is_taken_in_with_its_moment_even_if_nobody_hands_it_in_again(
    post: Path, tmp_path: Path
) -> None:
    project = _project(tmp_path / "p")
    _victim(project, post, "receipts.csv")
    assert len(kept(project)) == 28
    assert not list(project.submissions.rglob("*.csv"))
    one = min(post.iterdir())
    answers = receive(project, (one,), HandIn(LATER))
    assert [answer.outcome for answer in answers] == ["accepted"] * 28
    assert answers[0].name == one.name
    assert sorted(answer.name for answer in answers) == sorted(path.name for path in post.iterdir())
    assert {answer.receipt.received_at for answer in answers if answer.receipt} == {NOW}
    assert {answer.receipt.sender for answer in answers if answer.receipt} == {"post"}


@pytest.mark.slow
def test_a_copy_that_is_still_owed_is_put_in_place(post: Path, tmp_path: Path) -> None:
    project = _project(tmp_path / "p")
    _victim(project, post, "xa-dong-sang.r1.xlsx")
    place = project.submissions / "2022-S1" / "xa-dong-sang.r1.xlsx"
    assert "xa-dong-sang" in (place.parent / "receipts.csv").read_text(encoding="utf-8")
    assert not place.exists()
    receive(project, (min(post.iterdir()),), HandIn(LATER))
    assert place.read_bytes() == (post / place.name).read_bytes()
