"""The process that runs Jupyter Book.

Started as ``python -m papibook.press.book.process`` in a process group of its own. It imports what it needs,
then waits for its order, one line of JSON on standard input. It says on standard output, a line each, which
pages are written, so that they can be laid out for paper meanwhile, and when the book stands complete. The
end of standard input means that whoever asked is gone: the whole group ends.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from papibook.press.book.incremental import BookUpdate
from papibook.press.book.order import COMPLETE, LOG, PAGE, Order
from papibook.press.theme.contents import CONTENTS

_AHEAD: tuple[str, ...] = ("jupyter_book.config", "sphinx.application", "sphinx.builders.html")
_AHEAD += ("myst_nb.sphinx_ext", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_external_toc.collectors")
_AHEAD += ("papibook.press.theme.extension",)
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
    _say_into(Path(order.logs) / LOG)
    os.environ["SOURCE_DATE_EPOCH"] = str(order.moment)
    return _build(order, reports)


def _end_with(stream: IO[str]) -> None:
    """Kill the process group when ``stream`` ends."""

    def wait() -> None:
        with contextlib.suppress(OSError, ValueError):
            stream.read()
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=wait, daemon=True).start()


def _build(order: Order, reports: IO[str]) -> int:
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    from papibook.press.theme.sidebar import book_contents

    doctrees = Path(order.scratch) / "doctrees"
    update = BookUpdate(Path(order.source), doctrees, Path(order.kept) if order.kept else None, order.key)
    with patch_docutils(), docutils_namespace():
        app = _app(order)
        update.attach(app)
        app.connect(
            "write-started",
            lambda *_: book_contents(app.env).write(Path(order.scratch) / CONTENTS),
        )
        write_page = app.builder.write_doc

        def write_doc(name: str, doctree: Any) -> None:
            write_page(name, doctree)
            _report(reports, PAGE + name)

        app.builder.write_doc = write_doc
        app.build(force_all=False)
        if app.statuscode == 0:
            update.complete(app)
            _report(reports, COMPLETE)
            update.store(app)
        return int(app.statuscode)


def _say_into(log: Path) -> None:
    stream = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o644)
    os.dup2(stream, 1)
    os.dup2(stream, 2)


def _app(order: Order) -> Any:
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
        outdir=Path(order.html),
        doctreedir=Path(order.scratch) / "doctrees",
        buildername="html",
        confoverrides=config,
    )


def _report(reports: IO[str], what: str) -> None:
    reports.write(f"{what}\n")
    reports.flush()


if __name__ == "__main__":
    raise SystemExit(main())
