"""A report's files beside those that the office may be working on: nothing that stands there is replaced."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from papibook.ground.errors import ConfigError, cause_of
from papibook.ground.whole_file import write_whole
from papibook.model.plan import Edition, PlanFile
from papibook.press.documents.content import DocumentContent
from papibook.press.documents.paper import pdf_file
from papibook.press.documents.report import report_content
from papibook.press.documents.word import word_file


@dataclass(frozen=True)
class WrittenReport:
    """``is_new``: False where the same files stood there already. ``pages``: of the PDF."""

    word: Path
    pdf: Path
    pages: int
    is_new: bool


def write_report(
    root: Path, plan: PlanFile, edition: Edition, folder: Path, *, receiver: str | None
) -> WrittenReport:
    """Write ``bao-cao-<edition>.docx`` and ``.pdf`` to ``folder``.

    Where other files of these names stand there, a number is put behind: the office may have edited them.

    Raises:
        ConfigError: the edition is not built, the outline is wrong, or the folder can't be written to.
        BookError: Typst refused.
    """
    content = report_content(root, plan, edition, receiver)
    return write_document(root, plan, content, folder, f"bao-cao-{edition.edition_id}")


def write_document(
    root: Path, plan: PlanFile, content: DocumentContent, folder: Path, name: str
) -> WrittenReport:
    """Write ``content`` to ``folder`` as Word and as PDF of that name, as :func:`write_report` does.

    Raises:
        ConfigError: the folder can't be written to.
        BookError: Typst refused.
    """
    word = word_file(content)
    with tempfile.TemporaryDirectory(prefix="papibook-") as aside:
        made = Path(aside) / "report.pdf"
        pages = pdf_file(content, made, work=Path(aside) / "typst", settings=plan.print, root=root)
        pdf = made.read_bytes()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for target in _names(folder, name):
            paths = target.with_name(f"{target.name}.docx"), target.with_name(f"{target.name}.pdf")
            files = dict(zip(paths, (word, pdf), strict=True))
            there = {path: path.read_bytes() for path in files if path.exists()}
            if there == files:
                return WrittenReport(*paths, pages, is_new=False)
            if not there:
                for path, file in files.items():
                    write_whole(path, file)
                return WrittenReport(*paths, pages, is_new=True)
    except OSError as err:
        raise ConfigError(
            "{folder} cannot be written to ({cause}).", folder=str(folder), cause=cause_of(err)
        ) from err
    raise AssertionError("names never end")


def _names(folder: Path, name: str) -> Iterator[Path]:
    yield folder / name
    number = 2
    while True:
        yield folder / f"{name}-{number}"
        number += 1
