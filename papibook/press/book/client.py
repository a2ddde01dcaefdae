"""The HTML book through Jupyter Book, watched, judged by what is said.

Jupyter Book runs in a process group of its own (:mod:`papibook.press.book.process`), so that a build past its
time limit ends whole; what it prints goes to logs.
"""

from __future__ import annotations

import contextlib
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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import KW_ONLY, dataclass
from pathlib import Path
from typing import IO, NoReturn

from papibook.ground.errors import BookError
from papibook.press.book.order import COMPLETE, LOG, PAGE, Order
from papibook.press.book.vega_bundle import write_vega_bundle
from papibook.press.theme.contents import CONTENTS, BookContents

# Colour codes and the place in the source (a folder that no reader has) are noise in a message.
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_PROBLEM = re.compile(
    r"(?:^|[\w/.-]+:(?:\d+:)? )(?:WARNING|ERROR|CRITICAL|SEVERE): .*|^[\w.]*(?:Error|Exception)\b.*:.*"
)
_ROOT = Path(__file__).resolve().parents[3]
"""Where ``python -m`` looks first: a project may hold a folder ``papibook`` of its own."""
_KEPT_ENVIRONMENT = ("PATH", "HOME", "TMPDIR", "SYSTEMROOT", "VIRTUAL_ENV", "PYTHONPATH")
_SHOWN_PROBLEMS = 5
_PATIENCE = 0.05
"""Seconds between two looks at a running build."""


@dataclass(frozen=True)
class BookResult:
    """A built book: its folder, and the warnings of the build in the order they came."""

    folder: Path
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class BookWish:
    """What to build from ``source``: the new folder ``html``.

    ``logs`` and ``scratch`` are folders for this build alone. ``moment`` is the build's only date (seconds):
    the same source gives the same bytes. ``kept``: where doctrees and pages are kept from build to build,
    with ``key``, the digest of what they are made from but the texts.
    """

    source: Path
    html: Path
    _: KW_ONLY
    logs: Path
    scratch: Path
    moment: int = 0
    kept: Path | None = None
    key: str = ""


class BookProcess:
    """Jupyter Book, started and waiting for what to build. See :func:`book_process`."""

    def __init__(self, said_early: IO[bytes]) -> None:
        self._said_early = said_early
        self._reports: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._wish: BookWish | None = None
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

    def build(self, wish: BookWish) -> None:
        """Set the process to work."""
        self._wish = wish
        shutil.rmtree(wish.logs, ignore_errors=True)
        wish.logs.mkdir(parents=True)
        order = Order(
            source=str(wish.source.resolve()),
            scratch=str(wish.scratch.resolve()),
            logs=str(wish.logs.resolve()),
            moment=wish.moment,
            html=str(wish.html.resolve()),
            kept=str(wish.kept.resolve()) if wish.kept else None,
            key=wish.key,
        )
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(order.line())
            self._process.stdin.flush()
        except OSError:  # it has ended; who waits for a part is told why
            return

    def wait(self, *, timeout: float, on_page: Callable[[str], None] = lambda name: None) -> tuple[str, ...]:
        """Wait until the book stands complete; returns its warnings.

        ``on_page`` is called with the name of each page that was written anew, which then stands in its
        place; :meth:`contents` are there by then.

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
        return self._problems()

    def _next_report(self) -> str:
        """What was reported, or nothing after a moment's patience.

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
        assert self._wish is not None
        return BookContents.read(self._wish.scratch / CONTENTS)

    def finish(self, *, timeout: float) -> None:
        """Let the process put away what it keeps for the next build, if it had anything to build."""
        if self._wish is None:
            return
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.close()

    def close(self) -> None:
        """Nothing that the build started outlives it, also after an interrupt."""
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
        assert self._wish is not None
        return self._wish.logs / LOG

    def _problems(self) -> tuple[str, ...]:
        assert self._wish is not None
        return _problems(self._said(), self._wish.source)

    def _said(self) -> str:
        if not self._log.is_file():
            return ""
        return _COLOUR.sub("", self._log.read_text(encoding="utf-8", errors="replace"))

    def _fail(self) -> NoReturn:
        self._said_early.seek(0)
        early = self._said_early.read().decode("utf-8", errors="replace")
        if early.strip():  # it did not come as far as its log
            self._log.write_text(early + self._said(), encoding="utf-8")
        problems = self._problems() or tuple(self._said().split("\n"))
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


def build_html(source: Path, out: Path, *, logs: Path, timeout: float, moment: int = 0) -> BookResult:
    """The HTML book of ``source`` (``_config.yml``, ``_toc.yml``, ``book/``) in the new folder ``out``.

    Raises:
        BookError: see :meth:`BookProcess.wait`.
    """
    with tempfile.TemporaryDirectory(prefix="papibook-") as scratch, book_process() as process:
        built = Path(scratch) / "html"
        process.build(BookWish(source, built, moment=moment, logs=logs, scratch=Path(scratch)))
        warnings = process.wait(timeout=timeout)
        complete_html(built)
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(built, out)
    return BookResult(out, warnings)


def complete_html(out: Path) -> None:
    """Take out what only Sphinx needs, and see that the charts' script is there."""
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


def _problems(said: str, source: Path) -> tuple[str, ...]:
    folder = f"{source.resolve()}{os.sep}"
    lines = (line.strip().replace(folder, "") for line in said.splitlines())
    return tuple(dict.fromkeys(match[0] for line in lines if (match := _PROBLEM.search(line))))
