"""Typst in a process of its own, watched: one that takes too long is ended."""

from __future__ import annotations

import json
import re
import subprocess
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from papibook.ground.errors import BookError
from papibook.press.child_process import start_child

_CHILD = Path(__file__).with_name("typst_process.py")
STANDARDS: tuple[Literal["a-2a", "ua-1"], ...] = ("a-2a", "ua-1")
"""For archives, and for who hears the document: every PDF keeps both."""
_PATIENCE = 0.05
"""Seconds between two looks at a running process."""


@dataclass(frozen=True)
class TypstOrder:
    """What to set: paths as text. ``moment``: the only date, in seconds. ``standards``: of the PDF."""

    main: str
    root: str
    out: str
    font_paths: tuple[str, ...]
    moment: int
    standards: tuple[str, ...] = STANDARDS


def run_typst(order: TypstOrder, *, timeout: float) -> int:
    """Set the volume of ``order``; returns the number of its pages.

    Raises:
        BookError: Typst refused, its process died, or it took longer than ``timeout`` seconds.
    """
    with start_child(_CHILD) as process:
        try:
            answer = _answer(process, order, timeout)
        finally:
            process.kill()
    if "error" in answer:
        raise _failed(re.sub(r"\s+", " ", str(answer["error"])).strip()[:600])
    return int(answer["pages"])


def _answer(process: subprocess.Popen[str], order: TypstOrder, timeout: float) -> dict[str, Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    said: list[str] = []
    reader = threading.Thread(
        target=lambda out: said.append(out.readline()), args=(process.stdout,), daemon=True
    )
    reader.start()
    try:
        process.stdin.write(json.dumps(asdict(order)) + "\n")
        process.stdin.flush()
    except OSError:  # it has ended; the reader finds no answer
        pass
    end = time.monotonic() + timeout
    while reader.is_alive():
        reader.join(_PATIENCE)
        if time.monotonic() > end:
            raise BookError(
                "Typst did not finish the print edition within {seconds} seconds and was stopped.",
                seconds=round(timeout),
            )
    try:
        answer: dict[str, Any] = json.loads(said[0])
    except (IndexError, ValueError):
        raise _failed("its process ended unexpectedly; perhaps the memory is full") from None
    return answer


def _failed(cause: str) -> BookError:
    return BookError("The print edition failed in {stage}: {cause}", stage="Typst", cause=cause)
