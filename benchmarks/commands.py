"""Run one command at a time and time it: wall clock, CPU time of all its processes, when each line came."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class BenchError(Exception):
    """A measured command failed, or did other work than it should have."""


@dataclass(frozen=True)
class Timed:
    """``lines``: what the command said, each with its second since the start."""

    wall: float
    cpu: float
    lines: tuple[tuple[float, str], ...]

    @property
    def said(self) -> str:
        return "\n".join(line for _, line in self.lines)


def run_timed(
    command: Sequence[str],
    folder: Path,
    *,
    timeout: float,
    on_start: Callable[[int], None] = lambda pid: None,
) -> Timed:
    """Run ``command`` in ``folder`` to its end; ``on_start`` is told its process id.

    CPU time is that of the command and of every process it has waited for.

    Raises:
        BenchError: it failed, or took longer than ``timeout`` seconds.
    """
    before, started = _cpu(), time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    on_start(process.pid)
    watchdog = threading.Timer(timeout, _end, [process])
    watchdog.start()
    lines: list[tuple[float, str]] = []
    try:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append((time.perf_counter() - started, line.rstrip("\n")))
        process.wait()
    finally:
        watchdog.cancel()
        _end(process)
    done = Timed(time.perf_counter() - started, _cpu() - before, tuple(lines))
    if process.returncode:
        said = "\n".join(done.said.splitlines()[-30:])
        # Results are kept with the project: no path of this machine in them.
        told = " ".join([Path(command[0]).name, *command[1:]])
        raise BenchError(f"{told} ended with {process.returncode} after {done.wall:.0f} s:\n{said}")
    return done


def environment() -> dict[str, str]:
    """This process's own, with this tree first on Python's path: commands run in other folders."""
    former = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([str(ROOT), *([former] if former else [])])
    return {**os.environ, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1", "COLUMNS": "160"}


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _end(process: subprocess.Popen[str]) -> None:
    """End it as Ctrl-C does, so that it ends what it started; after ten seconds for good."""
    if process.poll() is not None:
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
