"""The HTML book of a source folder by itself, as the steps of a build make it."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from papibook.press.book.client import book_process, complete_html
from papibook.press.book.request import BookRequest


@dataclass(frozen=True)
class BookResult:
    """A built book: its folder, and the warnings of the build in the order they came."""

    folder: Path
    warnings: tuple[str, ...]


def build_html(source: Path, out: Path, *, logs: Path, timeout: float) -> BookResult:
    """The HTML book of ``source`` (``_config.yml``, ``_toc.yml``, ``book/``) in the new folder ``out``."""
    with tempfile.TemporaryDirectory(prefix="papibook-") as scratch, book_process() as process:
        built = Path(scratch) / "html"
        process.build(BookRequest(source, built, logs=logs, scratch=Path(scratch)))
        warnings = process.wait(timeout=timeout)
        complete_html(built)
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(built, out)
    return BookResult(out, warnings)
