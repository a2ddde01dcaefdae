"""The HTML book: Jupyter Book is started, watched, and ended if it takes too long.

It runs in a process group of its own (:mod:`papibook.press.book.process`), so that nothing is left of a build
past its time limit; what it prints goes to a log.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NoReturn

from papibook.ground.errors import BookError
from papibook.press.book.request import COMPLETE, LOG, PAGE, WARNING, BookRequest
from papibook.press.book.vega_bundle import write_vega_bundle
from papibook.press.theme.contents import CONTENTS, BookContents

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_EXCEPTION = re.compile(r"[\w.]*(?:Error|Exception)\b.*:.*")
"""The last line of a trace in the log."""
_ROOT = Path(__file__).resolve().parents[3]
"""Where ``python -m`` looks first: a project may hold a folder ``papibook`` of its own."""
_KEPT_ENVIRONMENT = ("PATH", "HOME", "TMPDIR", "SYSTEMROOT", "VIRTUAL_ENV", "PYTHONPATH")
_SHOWN_PROBLEMS = 5
_PATIENCE = 0.05
"""Seconds between two looks at a running build."""


class BookProcess:
    """Jupyter Book, started and waiting for what to build. See :func:`book_process`."""

    def __init__(self, said_early: IO[bytes]) -> None:
        self._said_early = said_early
        self._reports: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._request: BookRequest | None = None
        self._warnings: list[str] = []
        self._process = subprocess.Popen(
            [sys.executable, "-m", "papibook.press.book.process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said_early,
            env=_environment(),
            cwd=_ROOT,
            text=True,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()

    def build(self, request: BookRequest) -> None:
        """Set the process to work."""
        self._request = request
        shutil.rmtree(request.logs, ignore_errors=True)
        request.logs.mkdir(parents=True)
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(request.line())
            self._process.stdin.flush()
        except OSError:  # the process has ended; :meth:`wait` says why
            return

    def wait(self, *, timeout: float, on_page: Callable[[str], None] = lambda name: None) -> tuple[str, ...]:
        """Wait until the book is complete; returns Sphinx's warnings, all of them.

        ``on_page`` is called with the name of each page that was written anew, once its file is there;
        :meth:`contents` can be read by then.

        Raises:
            BookError: Jupyter Book failed, or took longer than ``timeout`` seconds; names the log.
        """
        end = time.monotonic() + timeout
        while (report := self._next_report()) != COMPLETE:
            if time.monotonic() > end:
                self.close()
                raise BookError(
                    "Jupyter Book did not finish within {seconds} seconds and was stopped. "
                    "What it said stands in {log}.",
                    seconds=round(timeout),
                    log=str(self._log),
                )
            if report.startswith(PAGE):
                on_page(report.removeprefix(PAGE))
            elif report.startswith(WARNING):
                self._warnings.append(json.loads(report.removeprefix(WARNING)))
        return self._told()

    def _next_report(self) -> str:
        """The next report, or an empty text if none came within a moment.

        Raises:
            BookError: nothing more will come.
        """
        was_alive = self._reader.is_alive()
        with contextlib.suppress(queue.Empty):
            return self._reports.get(timeout=_PATIENCE if was_alive else 0)
        if not was_alive:
            self._fail()
        return ""

    def contents(self) -> BookContents:
        """Which pages the book has: known when the first of them is written."""
        assert self._request is not None
        return BookContents.read(self._request.scratch / CONTENTS)

    def finish(self, *, timeout: float) -> None:
        """Let the process store what the next build can use, if it had anything to build."""
        if self._request is None:
            return
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.close()

    def close(self) -> None:
        """End all that the build started, also after an interrupt."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._reader.join()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._reports.put(line.strip())

    @property
    def _log(self) -> Path:
        assert self._request is not None
        return self._request.logs / LOG

    def _told(self, more: Iterable[str] = ()) -> tuple[str, ...]:
        """What was warned of, then ``more``: each once, without the folder, which no reader has."""
        assert self._request is not None
        folder = f"{self._request.source.resolve()}{os.sep}"
        told = (_COLOUR.sub("", text).replace(folder, "").strip() for text in (*self._warnings, *more))
        return tuple(dict.fromkeys(told))

    def _said(self) -> str:
        if not self._log.is_file():
            return ""
        return _COLOUR.sub("", self._log.read_text(encoding="utf-8", errors="replace"))

    def _fail(self) -> NoReturn:
        self._said_early.seek(0)
        early = self._said_early.read().decode("utf-8", errors="replace")
        if early.strip():  # it ended before it had a log
            self._log.write_text(early + self._said(), encoding="utf-8")
        lines = self._said().splitlines()
        problems = self._told(line for line in lines if _EXCEPTION.match(line)) or tuple(lines)
        raise BookError(
            "Jupyter Book could not build the book:\n{problems}\nAll it said stands in {log}.",
            problems="\n".join(problems[-_SHOWN_PROBLEMS:]).strip(),
            log=str(self._log),
        )


@contextmanager
def book_process() -> Iterator[BookProcess]:
    """A process of Jupyter Book that imports what it needs while it waits; ended with the block."""
    with tempfile.TemporaryFile() as said_early:
        process = BookProcess(said_early)
        try:
            yield process
        finally:
            process.close()


def complete_html(out: Path) -> None:
    """Take out what only Sphinx needs, and write the charts' script if it is not there."""
    for leftover in (".buildinfo", ".doctrees", "_sources", "objects.inv"):
        path = out / leftover
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    bundle = out / "_static" / "vega-bundle.js"
    if not bundle.exists():  # the source of an edition brings it, for a `jupyter-book build .`
        write_vega_bundle(bundle)


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    fixed = {"LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "TZ": "UTC"}
    return kept | fixed
