"""The HTML book and the print edition of one source tree, made at the same time or taken over.

Both stand side by side in the folder of the edition to come. What an edition in place has already, made from
the same parts and with its bytes intact, is taken over instead of being made again.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from papibook.ground.paths import Project
from papibook.press.book import build_html, build_single
from papibook.press.keys import Key, book_key, print_key
from papibook.press.manifest import file_digests
from papibook.press.printed import PrintMeta, build_pdf
from papibook.press.progress import Progress
from papibook.press.record import BuildRecord


@dataclass(frozen=True)
class MadeBooks:
    """Keys of both, the number of PDF pages, and what Jupyter Book warned of."""

    book_key: Key
    print_key: Key
    pdf_pages: int
    warnings: tuple[str, ...]


def make_books(
    project: Project,
    source: Path,
    finished: Path,
    meta: PrintMeta | None,
    progress: Progress,
    *,
    pdf_name: str,
    former: BuildRecord | None,
    home: Path,
    deadline: float,
    moment: int,
) -> MadeBooks:
    """``finished/html`` and ``finished/print/<pdf_name>`` from ``source``.

    Without ``meta`` there is no print edition. ``former`` is the record of the edition in place at ``home``.
    The book is complete but for the PDF that it offers for download, which the caller puts in.

    Raises:
        BookError: see :mod:`papibook.press.book` and :mod:`papibook.press.printed`.
    """
    html_key = book_key(source, moment=moment)
    pdf_key = print_key(html_key, meta) if meta else Key({})
    logs = _emptied(project.root / "_build" / "logs" / home.name)
    bench = finished.parent
    pdf = finished / "print" / pdf_name
    pdf.parent.mkdir(parents=True)
    stop = threading.Event()

    def make_html() -> tuple[str, ...]:
        if former and former.book == html_key.parts and _take_over(home, finished, "html", but=(pdf_name,)):
            return former.summary.book_warnings
        built = build_html(
            source, bench / "html", log=logs / "html.log", timeout=deadline, moment=moment, stop=stop
        )
        built.folder.rename(finished / "html")
        return built.warnings

    def make_pdf() -> int:
        if meta is None:
            return 0
        if former and former.printed == pdf_key.parts and _take_over(home, finished, "print"):
            return former.summary.pdf_pages
        single = build_single(
            source, bench / "single", log=logs / "print.log", timeout=deadline, moment=moment, stop=stop
        )
        return build_pdf(single.folder, pdf, meta, work=bench / "print").pages

    with ThreadPoolExecutor(max_workers=2) as pool:
        html, printed = pool.submit(make_html), pool.submit(make_pdf)
        try:
            for done in as_completed((html, printed)):
                done.result()
                progress.step("html" if done is html else "print")
        except BaseException:
            stop.set()
            raise
    return MadeBooks(html_key, pdf_key, printed.result(), html.result())


def _take_over(home: Path, finished: Path, part: str, *, but: Iterable[str] = ()) -> bool:
    """Take ``part`` of the edition at ``home`` over, if every byte of it is as its manifest says."""
    expected = _digests_in_manifest(home, part)
    left_out = set(but)
    if not expected or file_digests(home / part) != expected:
        return False
    target = finished / part
    shutil.rmtree(target, ignore_errors=True)
    for name in expected:
        if Path(name).name not in left_out:
            place = target / name
            place.parent.mkdir(parents=True, exist_ok=True)
            _link(home / part / name, place)
    return True


def _digests_in_manifest(home: Path, part: str) -> Mapping[str, str]:
    try:
        files: Mapping[str, str] = json.loads((home / "manifest.json").read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    prefix = f"{part}/"
    return {name.removeprefix(prefix): sha for name, sha in files.items() if name.startswith(prefix)}


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links
        shutil.copy2(source, target)


def _emptied(folder: Path) -> Path:
    # Outside the bench: the logs are wanted after a failure.
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
