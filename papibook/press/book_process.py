"""The process that runs Jupyter Book: sources are read once, then written as HTML and as one page.

Started as ``python -m papibook.press.book_process`` in a process group of its own. It imports what it needs,
then waits for its order, one line of JSON on standard input. When the sources are read it forks: one process
writes the pages, the other the single page for print. Each says on standard output, with one line, when its
part stands complete. The end of standard input means that whoever asked is gone: the whole group ends.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from papibook.press.book_order import HTML, SINGLE, Order
from papibook.press.book_update import BookUpdate

_CAN_FORK = hasattr(os, "fork")
_AHEAD: tuple[str, ...] = ("jupyter_book.config", "sphinx.application", "sphinx.builders.singlehtml")
_AHEAD += ("myst_nb.sphinx_ext", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_external_toc.collectors")
_AHEAD += ("papibook.press.sphinx_ext",)
"""What a build needs, and takes a second to import."""


def main() -> int:
    """Run the one order; the exit code is 0 where all that was wanted stands."""
    for name in _AHEAD:
        import_module(name)
    line = sys.stdin.readline()
    if not line:
        return 0  # nothing to do after all
    _end_with(sys.stdin)
    reports = os.fdopen(os.dup(1), "w", encoding="utf-8")
    order = Order.read(line)
    _say_into(order, HTML)
    os.environ["SOURCE_DATE_EPOCH"] = str(order.moment)
    return _build(order, reports)


def _end_with(stream: IO[str]) -> None:
    """Kill the process group when ``stream`` ends."""

    def wait() -> None:
        with contextlib.suppress(OSError, ValueError):
            stream.read()
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=wait, daemon=True).start()


class _InFork(BaseException):
    """Takes the forked process out of the build that it was forked from; no handler of Sphinx stops it."""


def _build(order: Order, reports: IO[str]) -> int:
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    def alone(work: Callable[[Order, IO[str]], int]) -> int:
        # Nodes and directives are registered for a whole process: each build gets them bare.
        with patch_docutils(), docutils_namespace():
            return work(order, reports)

    try:
        if order.html is None:
            return alone(_write_single)
        code = alone(_write_html)
    except _InFork:
        code = 1
        try:
            _say_into(order, SINGLE)
            _end_with(sys.stdin)
            code = alone(_write_single)
        except BaseException:  # noqa: BLE001 -- the fork ends here, whatever happened
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    if code == 0 and order.single is not None and not _CAN_FORK:
        code = alone(_write_single)
    return code


def _write_html(order: Order, reports: IO[str]) -> int:
    assert order.html is not None
    doctrees = Path(order.scratch) / "doctrees"
    update = BookUpdate(Path(order.source), doctrees, Path(order.kept) if order.kept else None, order.key)
    app = _app("html", order, Path(order.html))
    update.attach(app)
    children: list[int] = []
    if order.single is not None and _CAN_FORK:
        app.connect("write-started", lambda *_: children.append(_forked()))
    app.build(force_all=False)
    code = int(app.statuscode)
    if code == 0:
        update.complete(app)
        _report(reports, HTML)
    for child in children:
        _, status = os.waitpid(child, 0)
        code = max(code, 1 if status else 0)
    if code == 0:
        update.store(app)
    return code


def _write_single(order: Order, reports: IO[str]) -> int:
    assert order.single is not None
    app = _app("singlehtml", order, Path(order.single))
    app.build(force_all=True)
    if app.statuscode == 0:
        _report(reports, SINGLE)
    return int(app.statuscode)


def _forked() -> int:
    """The number of the forked process."""
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        raise _InFork
    return child


def _say_into(order: Order, part: str) -> None:
    log = Path(order.logs) / f"{part}.log"
    stream = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o644)
    os.dup2(stream, 1)
    os.dup2(stream, 2)


def _app(builder: str, order: Order, out: Path) -> Any:
    from jupyter_book.config import get_final_config
    from sphinx.application import Sphinx

    source = Path(order.source)
    config, _ = get_final_config(
        user_yaml=source / "_config.yml",
        cli_config={"latex_individualpages": False, "external_toc_path": "_toc.yml"},
        sourcedir=source,
    )
    return Sphinx(
        srcdir=source,
        confdir=None,
        outdir=out,
        doctreedir=Path(order.scratch) / "doctrees",
        buildername=builder,
        confoverrides=config,
    )


def _report(reports: IO[str], part: str) -> None:
    # One write of a few bytes: lines of the two processes cannot mix.
    reports.write(f"{part}\n")
    reports.flush()


if __name__ == "__main__":
    raise SystemExit(main())
