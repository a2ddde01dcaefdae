"""A build that is told to stop: nothing left running, nothing half-made, the edition in place whole."""

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from projects import small_project, start_papibook

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="signals of POSIX"),
]


def running(session: int) -> list[str]:
    listed = subprocess.run(["ps", "-eo", "sid,args"], capture_output=True, text=True, check=True)
    return [line for line in listed.stdout.splitlines() if line.split()[0] == str(session)]


@pytest.fixture
def build(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A build that has begun to run its pages."""
    project = small_project(tmp_path / "project", ("xa-chieng-son",))
    good = project / "_build/editions/2022-S1"
    good.mkdir(parents=True)
    (good / "manifest.json").write_text("good")
    process = start_papibook(project, "build", "2022-S1", stdout=subprocess.PIPE)
    assert process.stdout is not None
    while "10/" not in (line := process.stdout.readline()):
        assert line, "the build ended before its pages ran"
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_stopped_build_leaves_nothing_behind(
    build: subprocess.Popen[str], tmp_path: Path, name: str
) -> None:
    os.kill(build.pid, getattr(signal, name))
    said, _ = build.communicate(timeout=120)
    assert build.returncode == 130
    assert "Đã dừng" in said
    assert "Traceback" not in said
    assert running(build.pid) == []
    assert not list(Path(tempfile.gettempdir()).glob(f"pb-{build.pid}-*"))
    editions = tmp_path / "project/_build/editions"
    assert sorted(path.name for path in editions.iterdir()) == ["2022-S1"]
    assert (editions / "2022-S1/manifest.json").read_text() == "good"
