"""Many kernels, one after the other and at once, leave no process, socket or file behind."""

import gc
import os
import signal
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from warm_kernels import open_files, processes_marked, run, run_in_thread, sockets_under, wait_until

from papibook.warmkernel import stop_server, warm_available

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not warm_available(), reason="no warm kernels on this system"),
    pytest.mark.usefixtures("warm"),
    pytest.mark.timeout(1800),
    # nbclient and pyzmq warn about their own event loops and sockets, in stock kernels too.
    pytest.mark.filterwarnings("default"),
]


@dataclass(frozen=True)
class Place:
    """A folder in which all that kernels write must lie, and a mark in the environment of their processes."""

    folder: Path
    mark: str

    def files(self) -> list[str]:
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*"))


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A place of its own, with a server of its own."""
    stop_server()
    mark = uuid.uuid4().hex
    with tempfile.TemporaryDirectory(prefix="wk", dir="/tmp") as name:
        folder = Path(name)
        for variable in ("TMPDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR", "HOME"):
            (folder / variable.lower()).mkdir()
            monkeypatch.setenv(variable, str(folder / variable.lower()))
        (folder / "work").mkdir()
        monkeypatch.chdir(folder / "work")
        monkeypatch.setattr(tempfile, "tempdir", None)
        monkeypatch.setenv("KERNELS_OF_TEST", mark)
        yield Place(folder, mark)
        stop_server()
        for pid in processes_marked(mark):  # what a failed test has found
            os.kill(pid, signal.SIGKILL)


def left(place: Place, server: int) -> dict[str, object]:
    gc.collect()
    return {
        "processes": processes_marked(place.mark),
        "sockets": sockets_under(place.folder),
        "files": place.files(),
        "threads": len(list(Path("/proc/self/task").iterdir())),
        "descriptors": open_files(),
        "descriptors of the server": open_files(server),
    }


@pytest.mark.parametrize(
    ("starts", "at_once"),
    [
        pytest.param(10, 1, marks=pytest.mark.slow),
        pytest.param(9, 3, marks=pytest.mark.slow),
        pytest.param(200, 1, marks=pytest.mark.stress),
        pytest.param(80, 8, marks=pytest.mark.stress),
    ],
)
def test_starts_leave_nothing_behind(place: Place, starts: int, at_once: int) -> None:
    source = "import os; print(os.getpid(), os.getppid())"
    server = int(run(source)[0].split()[1])  # also writes what IPython writes once
    before = left(place, server)
    assert before["processes"] == [server]

    if at_once == 1:
        printed = [run(source) for _ in range(starts)]
    else:
        with ThreadPoolExecutor(at_once) as pool:
            printed = list(pool.map(lambda _: run_in_thread(source), range(starts)))

    assert len({text.split()[0] for [text] in printed}) == starts
    assert {text.split()[1] for [text] in printed} == {str(server)}
    assert left(place, server) == before
    stop_server()
    assert processes_marked(place.mark) == []


PROGRAM = """
import sys
from concurrent.futures import ThreadPoolExecutor
from warm_kernels import run_in_thread
source = "import os, pathlib, subprocess, time; subprocess.Popen(['sleep', '600'])\\n"
source += "pathlib.Path(f'{os.getpid()}.pid').touch(); time.sleep(600)"
count = int(sys.argv[1])
with ThreadPoolExecutor(count) as pool:
    list(pool.map(lambda _: run_in_thread(source), range(count)))
"""


def start_program(place: Place, kernels: int) -> subprocess.Popen[bytes]:
    with (place.folder / "log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(kernels)],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},  # what this test imports, it can
            stdout=log,
            stderr=log,
        )


@pytest.mark.parametrize(
    "kernels", [pytest.param(3, marks=pytest.mark.slow), pytest.param(8, marks=pytest.mark.stress)]
)
def test_killing_the_program_ends_all_its_kernels(place: Place, kernels: int) -> None:
    with start_program(place, kernels) as program:
        try:
            began = wait_until(lambda: len(list(Path().glob("*.pid"))) == kernels, seconds=120)
            assert began, (place.folder / "log").read_text()
            assert len(processes_marked(place.mark)) == 1 + 1 + 2 * kernels
        finally:
            program.send_signal(signal.SIGKILL)

    assert wait_until(lambda: processes_marked(place.mark) == [])
    assert sockets_under(place.folder) == []
    assert not list((place.folder / "tmpdir").iterdir())


@pytest.mark.parametrize(
    "seconds",
    [
        pytest.param(seconds, marks=pytest.mark.slow if seconds == 0.2 else pytest.mark.stress)
        for seconds in (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8)
    ],
)
def test_killing_the_program_while_kernels_start_leaves_nothing(place: Place, seconds: float) -> None:
    with start_program(place, 4) as program:
        try:
            # The first socket: from here on kernels are at every stage of their start.
            assert wait_until(lambda: sockets_under(place.folder) != [], seconds=60)
            wait_until(lambda: False, seconds=seconds)
        finally:
            program.send_signal(signal.SIGKILL)

    assert wait_until(lambda: processes_marked(place.mark) == [])
    assert sockets_under(place.folder) == []
    assert not list((place.folder / "tmpdir").iterdir())
