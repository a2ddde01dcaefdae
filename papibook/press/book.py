"""The book through Jupyter Book: HTML for readers and one page for print, watched, judged by what is said.

Jupyter Book runs in a process group of its own (:mod:`papibook.press.book_process`), so that a build past its
time limit ends whole; what it prints goes to logs.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import KW_ONLY, dataclass
from pathlib import Path
from typing import IO, NoReturn

from papibook.ground.errors import BookError
from papibook.press.book_order import HTML, SINGLE, Order
from papibook.press.vega_bundle import write_vega_bundle

# Colour codes and the place in the source (a folder that no reader has) are noise in a message.
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_PROBLEM = re.compile(
    r"(?:^|[\w/.-]+:(?:\d+:)? )(?:WARNING|ERROR|CRITICAL|SEVERE): .*|^[\w.]*(?:Error|Exception)\b.*:.*"
)
_ROOT = Path(__file__).resolve().parents[2]
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
    """What to build from ``source``: folders to come, None for a part that is not wanted.

    ``logs`` and ``scratch`` are folders for this build alone. ``moment`` is the build's only date (seconds):
    the same source gives the same bytes. ``kept``: where doctrees and pages are kept from build to build,
    with ``key``, the digest of what they are made from but the texts.
    """

    source: Path
    html: Path | None
    single: Path | None = None
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
        self._reported = {HTML: threading.Event(), SINGLE: threading.Event()}
        self._wish: BookWish | None = None
        self._process = subprocess.Popen(
            [sys.executable, "-m", "papibook.press.book_process"],
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
            html=str(wish.html.resolve()) if wish.html else None,
            single=str(wish.single.resolve()) if wish.single else None,
            kept=str(wish.kept.resolve()) if wish.kept else None,
            key=wish.key,
        )
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(order.line())
            self._process.stdin.flush()
        except OSError:  # it has ended; who waits for a part is told why
            return

    def wait(self, part: str, *, timeout: float, stop: threading.Event) -> tuple[str, ...]:
        """Wait until ``part`` stands complete; returns the warnings said so far.

        Raises:
            BookError: Jupyter Book failed, or took longer than ``timeout`` seconds; names the log.
        """
        end = time.monotonic() + timeout
        while not self._reported[part].wait(_PATIENCE):
            if self._process.poll() is not None:
                self._reader.join()
                if not self._reported[part].is_set():
                    self._fail()
            elif time.monotonic() > end or stop.is_set():
                self.close()
                raise BookError(
                    "Jupyter Book did not finish within {seconds} seconds and was stopped. "
                    "What it said stands in {log}.",
                    seconds=round(timeout),
                    log=str(self._log(part)),
                )
        return self._problems(HTML)

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
            if line.strip() in self._reported:
                self._reported[line.strip()].set()

    def _log(self, part: str) -> Path:
        assert self._wish is not None
        return self._wish.logs / f"{part}.log"

    def _problems(self, *parts: str) -> tuple[str, ...]:
        assert self._wish is not None
        return _problems("\n".join(map(self._said, parts)), self._wish.source)

    def _said(self, part: str) -> str:
        log = self._log(part)
        return _COLOUR.sub("", log.read_text(encoding="utf-8", errors="replace")) if log.is_file() else ""

    def _fail(self) -> NoReturn:
        self._said_early.seek(0)
        early = self._said_early.read().decode("utf-8", errors="replace")
        if early.strip():  # it did not come as far as its logs
            self._log(HTML).write_text(early + self._said(HTML), encoding="utf-8")
        problems = self._problems(HTML, SINGLE) or tuple(self._said(HTML).split("\n"))
        raise BookError(
            "Jupyter Book could not build the book:\n{problems}\nAll it said stands in {log}.",
            problems="\n".join(problems[-_SHOWN_PROBLEMS:]).strip(),
            log=str(self._log(HTML)),
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
        warnings = process.wait(HTML, timeout=timeout, stop=threading.Event())
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
