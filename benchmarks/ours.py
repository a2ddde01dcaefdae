"""The product's side: its own command, timed stage by stage from what it says."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.commands import ROOT, BenchError, Timed, run_timed
from benchmarks.projects import CLI, EDITION
from papibook.cli.told.watch import STAGES

_ALL_DONE = re.compile(r"\s*(\d+)/\1$")
_COUNTS = re.compile(r"(\d+), (\d+) of them made now")
DEADLINE = 3600.0


@dataclass(frozen=True)
class Build:
    """A build: its whole time, and of that the notebook stage (pictures included) and the book stage."""

    wall: float
    cpu: float
    notebooks: float
    book: float
    pages: int
    made: int


def build(
    project: Path,
    *options: str,
    pages: Sequence[str] = (),
    on_start: Callable[[int], None] = lambda pid: None,
) -> Build:
    """``papibook build`` in ``project``, of ``pages`` alone if given.

    Raises:
        BenchError: the build failed.
    """
    command = (sys.executable, "-m", "benchmarks.few", ",".join(pages)) if pages else CLI
    arguments = ("build", EDITION, "--lang", "en", *options)
    return read_build(run_timed((*command, *arguments), project, timeout=DEADLINE, on_start=on_start))


def read_build(done: Timed) -> Build:
    """What ``papibook build --lang en`` said, as times and counts.

    The notebook stage ends when the last page is told as done: writing the pages' folder and the workbook of
    data, which stand between it and the book, are in the whole build only.
    """
    starts = {
        name: second
        for second, line in done.lines
        for name, title in STAGES.items()
        if line.strip() == f"{title} …"
    }
    book_at = starts.get("book", done.wall)
    ends = [second for second, line in done.lines if _ALL_DONE.fullmatch(line) and second <= book_at]
    counts = _COUNTS.search(done.said)
    if counts is None or ("pages" in starts and not ends):
        raise BenchError(f"the build's words have changed; it said:\n{done.said}")
    return Build(
        wall=done.wall,
        cpu=done.cpu,
        notebooks=ends[-1] - starts["pages"] if "pages" in starts else 0.0,
        book=starts.get("publish", book_at) - book_at,
        pages=int(counts[1]),
        made=int(counts[2]),
    )


def offers(command: str, option: str) -> bool:
    """Whether ``papibook <command>`` has ``option``."""
    return option in run_timed((*CLI, command, "--help"), ROOT, timeout=60).said
