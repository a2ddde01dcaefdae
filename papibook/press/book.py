"""The HTML book: Jupyter Book run over a source folder, watched, and judged by what it says.

Two builds share one way: ``html`` for readers and ``singlehtml`` for the print edition. Jupyter Book runs
in a process group of its own, so that a build past its time limit ends whole; what it prints goes to a log.
"""

from __future__ import annotations

import functools
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import vl_convert

from papibook.ground.errors import BookError

# Colour codes and the place in the source (a folder that no reader has) are noise in a message.
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_PROBLEM = re.compile(
    r"(?:^|[\w/.-]+:(?:\d+:)? )(?:WARNING|ERROR|CRITICAL|SEVERE): .*|^[\w.]*(?:Error|Exception)\b.*:.*"
)
_KEPT_ENVIRONMENT = ("PATH", "HOME", "TMPDIR", "SYSTEMROOT", "VIRTUAL_ENV", "PYTHONPATH")
_SHOWN_PROBLEMS = 5
_PATIENCE = 0.05
"""Seconds between two looks at a running build."""
_GLOBALS = "window.vegaEmbed = vegaEmbed;"
# The package has no __main__, and the console script may not be on PATH.
_JUPYTER_BOOK = "from jupyter_book.cli.main import main; main()"


@dataclass(frozen=True)
class BookResult:
    """A built book: its folder, and the warnings of the build in the order they came."""

    folder: Path
    warnings: tuple[str, ...]


def build_html(
    source: Path,
    out: Path,
    *,
    log: Path,
    timeout: float,
    moment: int = 0,
    stop: threading.Event | None = None,
) -> BookResult:
    """The HTML book of ``source`` (``_config.yml``, ``_toc.yml``, ``book/``) in the new folder ``out``.

    ``moment`` is the build's only date (SOURCE_DATE_EPOCH, seconds): the same source gives the same bytes.
    Setting ``stop`` from another thread ends the build.

    Raises:
        BookError: Jupyter Book failed, or took longer than ``timeout`` seconds; names ``log``.
    """
    result = _build("html", source, out, log=log, timeout=timeout, moment=moment, stop=stop)
    bundle = out / "_static" / "vega-bundle.js"
    if not bundle.exists():  # the source of an edition brings it, for a `jupyter-book build .`
        write_vega_bundle(bundle)
    return result


def build_single(
    source: Path,
    out: Path,
    *,
    log: Path,
    timeout: float,
    moment: int = 0,
    stop: threading.Event | None = None,
) -> BookResult:
    """The book as one HTML page, which the print edition is made from. See :func:`build_html`."""
    return _build("singlehtml", source, out, log=log, timeout=timeout, moment=moment, stop=stop)


def write_vega_bundle(path: Path) -> None:
    """Vega, Vega-Lite and vega-embed as one script that sets ``window.vegaEmbed`` and loads nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_vega_bundle(), encoding="utf-8")


@functools.cache
def _vega_bundle() -> str:
    # Its top-level names (one is "_") clash with Sphinx's scripts unless they stay in a function.
    return f"(() => {{\n{vl_convert.javascript_bundle(snippet=_GLOBALS)}\n}})();\n"


def _build(
    builder: str,
    source: Path,
    out: Path,
    *,
    log: Path,
    timeout: float,
    moment: int,
    stop: threading.Event | None,
) -> BookResult:
    log.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="papibook-") as scratch:
        command = [sys.executable, "-c", _JUPYTER_BOOK, "build", str(source.resolve())]
        command += ["--path-output", scratch, "--builder", builder, "--all"]
        with log.open("wb") as stream:
            code = _run(
                command, stream.fileno(), environment=_environment(moment), timeout=timeout, stop=stop
            )
        said = _COLOUR.sub("", log.read_text(encoding="utf-8", errors="replace"))
        warnings = _problems(said, source)
        folder = "html" if builder == "html" else builder
        built = Path(scratch) / "_build" / folder
        if code is None:
            raise BookError(
                "Jupyter Book did not finish within {seconds} seconds and was stopped. "
                "What it said stands in {log}.",
                seconds=round(timeout),
                log=str(log),
            )
        if code != 0 or not built.is_dir():
            raise BookError(
                "Jupyter Book could not build the book:\n{problems}\nAll it said stands in {log}.",
                problems="\n".join((warnings or tuple(said.split("\n")))[-_SHOWN_PROBLEMS:]).strip(),
                log=str(log),
            )
        shutil.rmtree(out, ignore_errors=True)
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(built, out)
    for leftover in (".buildinfo", ".doctrees", "_sources", "objects.inv"):
        path = out / leftover
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return BookResult(out, warnings)


def _environment(moment: int) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    return kept | {
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "SOURCE_DATE_EPOCH": str(moment),
        "TZ": "UTC",
    }


def _run(
    command: list[str],
    output: int,
    *,
    environment: Mapping[str, str],
    timeout: float,
    stop: threading.Event | None,
) -> int | None:
    """The exit code; None where the time ran out and the whole process group was ended."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=dict(environment),
        start_new_session=True,
    )
    stop = stop or threading.Event()
    waited = 0.0
    try:
        while process.poll() is None and waited < timeout and not stop.wait(_PATIENCE):
            waited += _PATIENCE
        return process.poll()
    finally:
        # Also on an interrupt: nothing that the build started may outlive it.
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _problems(said: str, source: Path) -> tuple[str, ...]:
    folder = f"{source.resolve()}{os.sep}"
    lines = (line.strip().replace(folder, "") for line in said.splitlines())
    return tuple(dict.fromkeys(match[0] for line in lines if (match := _PROBLEM.search(line))))
