"""The HTML book and the print edition of one source tree, made or taken over.

Both are put side by side into the folder of the edition to come. What the edition in place already has, made
from the same parts and with its bytes intact, is taken over instead of being made again.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from papibook.ground.paths import Project
from papibook.press.book.client import BookProcess, complete_html
from papibook.press.book.kept import link_or_copy
from papibook.press.book.pictures import check_pictures
from papibook.press.book.request import BookRequest
from papibook.press.book.shown import check_shown
from papibook.press.edition.manifest import file_digests
from papibook.press.edition.record import BuildRecord
from papibook.press.printing.book import PrintBook
from papibook.press.printing.pdf import PrintMeta, build_pdf
from papibook.press.printing.sheet_cache import SheetCache
from papibook.press.progress import Progress
from papibook.press.recipe.keys import Key, book_key, kept_key, print_key


@dataclass(frozen=True)
class MadeBooks:
    """Keys of both, the PDFs' names (further volumes last) and pages, and what Jupyter Book warned of."""

    book_key: Key
    print_key: Key
    pdf_names: tuple[str, ...]
    pdf_pages: int
    warnings: tuple[str, ...]


def make_books(
    project: Project,
    source: Path,
    values: Path,
    finished: Path,
    meta: PrintMeta | None,
    process: BookProcess,
    progress: Progress,
    *,
    pdf_name: str,
    former: BuildRecord | None,
    home: Path,
    deadline: float,
    moment: int,
    left_out: Collection[str] = (),
) -> MadeBooks:
    """``finished/html`` and ``finished/print/<pdf_name>``, with further volumes beside it, from ``source``
    and from ``values``, the tables and charts of its pages.

    ``left_out``: generated pages that are not in the contents. Without ``meta``, no print edition is made.
    ``former`` is the record of the edition in place at ``home``. The book still lacks the PDFs that it
    offers for download: see :func:`papibook.press.edition.pdf_links.offer_pdfs`.

    Raises:
        BookError: Jupyter Book or Typst failed, a view of a page is not in the book, or a picture cannot be
            shown.
    """
    html_key = book_key(source, moment=moment)
    pdf_key = print_key(html_key, meta, values) if meta else Key({})
    staged = finished.parent
    pdf = finished / "print" / pdf_name
    pdf.parent.mkdir(parents=True)
    is_printed = (
        former is not None
        and meta is not None
        and former.printed == pdf_key.parts
        and _take_over(home, finished, "print")
    )
    is_taken_over = (
        (is_printed or meta is None)
        and former is not None
        and former.book == html_key.parts
        and _take_over(home, finished, "html", but=former.summary.pdf_names)
    )
    if is_taken_over and former is not None:
        summary = former.summary
        progress.step("html")
        progress.step("print")
        return MadeBooks(html_key, pdf_key, summary.pdf_names, summary.pdf_pages, summary.book_warnings)
    process.build(
        BookRequest(
            source,
            staged / "html",
            logs=project.root / "_build" / "logs" / home.name,
            scratch=staged / "scratch",
            moment=moment,
            kept=project.root / "_build" / "cache" / "books" / home.name,
            key=kept_key(html_key).digest,
        )
    )

    @cache
    def book() -> PrintBook:
        return PrintBook(
            staged / "html",
            process.contents(),
            values,
            SheetCache.of(project),
            made_up=meta.made_up_pages if meta else (),
        )

    def lay(name: str) -> None:
        check_pictures(source, staged / "html", name)
        if meta and not is_printed:
            book().lay(name)

    try:
        warnings = process.wait(timeout=deadline, on_page=lay)
    except BaseException:
        process.close()  # before the folder that it writes to is removed
        raise
    complete_html(staged / "html")
    check_shown(source, staged / "html", left_out)
    (staged / "html").rename(finished / "html")
    progress.step("html")
    names: tuple[str, ...] = (pdf_name,)
    pages = 0
    if meta and not is_printed:
        volumes = book().documents(finished / "html", limit=meta.volume_size)
        made = build_pdf(volumes, pdf, meta, work=staged / "print", timeout=deadline)
        names, pages = tuple(volume.name for volume in made), sum(volume.pages for volume in made)
    elif is_printed and former is not None:
        names, pages = former.summary.pdf_names, former.summary.pdf_pages
    progress.step("print")
    process.finish(timeout=deadline)
    return MadeBooks(html_key, pdf_key, names, pages, warnings)


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
            link_or_copy(home / part / name, place)
    return True


def _digests_in_manifest(home: Path, part: str) -> Mapping[str, str]:
    try:
        files: Mapping[str, str] = json.loads((home / "manifest.json").read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    prefix = f"{part}/"
    return {name.removeprefix(prefix): sha for name, sha in files.items() if name.startswith(prefix)}
