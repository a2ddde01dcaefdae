"""The process that runs Jupyter Book.

Started as ``python -m papibook.press.book.process`` in a process group of its own. It imports what it needs,
then waits for a request, one line of JSON on standard input. It reports on standard output, a line each,
which pages are written, so that they can be laid out for paper meanwhile, what Sphinx warned of, and when the
book is complete. The end of standard input means that whoever asked is gone: the whole group ends.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import sys
import threading
from importlib import import_module
from pathlib import Path
from typing import IO, Any, cast

from papibook.press.book.incremental import BookUpdate
from papibook.press.book.request import COMPLETE, LOG, PAGE, WARNING, BookRequest
from papibook.press.theme.contents import CONTENTS

_AHEAD: tuple[str, ...] = ("jupyter_book.config", "sphinx.application", "sphinx.builders.html")
_AHEAD += ("myst_nb.sphinx_ext", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_external_toc.collectors")
_AHEAD += ("papibook.press.theme.extension",)
"""What a build needs, and takes a second to import."""


def main() -> int:
    """Build what the one request asks for; the exit code is 0 if all of it was made."""
    for name in _AHEAD:
        import_module(name)
    line = sys.stdin.readline()
    if not line:
        return 0  # nothing to do after all
    _end_with(sys.stdin)
    reports = os.fdopen(os.dup(1), "w", encoding="utf-8")
    request = BookRequest.read(line)
    _print_into(request.logs / LOG)
    os.environ["SOURCE_DATE_EPOCH"] = str(request.moment)
    return _build(request, reports)


def _end_with(stream: IO[str]) -> None:
    """Kill the process group when ``stream`` ends."""

    def wait() -> None:
        with contextlib.suppress(OSError, ValueError):
            stream.read()
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=wait, daemon=True).start()


def _build(request: BookRequest, reports: IO[str]) -> int:
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    from papibook.press.theme.sidebar import book_contents

    update = BookUpdate(request.source, request.scratch / "doctrees", request.kept, request.key)
    with patch_docutils(), docutils_namespace():
        app = _app(request, _Warnings(reports))
        update.attach(app)
        app.connect(
            "write-started",
            lambda *_: book_contents(app.env).write(request.scratch / CONTENTS),
        )
        write_page = app.builder.write_doc

        def write_doc(name: str, doctree: Any) -> None:
            write_page(name, doctree)
            _report(reports, PAGE + name)

        app.builder.write_doc = write_doc
        app.build(force_all=False)
        if app.statuscode == 0:
            _report(reports, COMPLETE)
            update.store(app)
        return int(app.statuscode)


class _Warnings(io.TextIOBase):
    """Sphinx writes each warning here in one piece, however many lines it has: it is reported and logged."""

    def __init__(self, reports: IO[str]) -> None:
        self._reports = reports

    def write(self, text: str) -> int:
        if text.strip():
            _report(self._reports, WARNING + json.dumps(text))
        return sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()


def _print_into(log: Path) -> None:
    stream = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o644)
    os.dup2(stream, 1)
    os.dup2(stream, 2)


def _app(request: BookRequest, warnings: _Warnings) -> Any:
    from jupyter_book.config import get_final_config
    from sphinx.application import Sphinx

    config, _ = get_final_config(
        user_yaml=request.source / "_config.yml",
        cli_config={"latex_individualpages": False, "external_toc_path": "_toc.yml"},
        sourcedir=request.source,
    )
    return Sphinx(
        srcdir=request.source,
        confdir=None,
        outdir=request.html,
        doctreedir=request.scratch / "doctrees",
        buildername="html",
        confoverrides=config,
        warning=cast(IO[str], warnings),
    )


def _report(reports: IO[str], what: str) -> None:
    reports.write(f"{what}\n")
    reports.flush()


if __name__ == "__main__":
    raise SystemExit(main())
