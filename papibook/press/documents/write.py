"""A report's files beside those that the office may be working on: nothing that stands there is replaced."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from papibook.data.export.annexes import AnnexSheet, annexes_workbook
from papibook.ground.errors import ConfigError, cause_of
from papibook.ground.whole_file import write_whole
from papibook.model.plan import Edition, PlanFile
from papibook.press.documents.content import DocumentContent
from papibook.press.documents.paper import pdf_file
from papibook.press.documents.report import report_content
from papibook.press.documents.word import word_file


@dataclass(frozen=True)
class WrittenReport:
    """``is_new``: False where the same files stood there already. ``pages``: of the PDF.

    ``annexes``: the workbook of its annexes, where it has any.
    """

    word: Path
    pdf: Path
    pages: int
    is_new: bool
    annexes: Path | None = None


def write_report(
    root: Path, plan: PlanFile, edition: Edition, folder: Path, *, receiver: str | None
) -> WrittenReport:
    """Write ``bao-cao-<edition>.docx`` and ``.pdf``, and ``phu-luc-<edition>.xlsx``, to ``folder``.

    Where other files of these names stand there, a number is put behind: the office may have edited them.

    Raises:
        ConfigError: the edition is not built, the outline is wrong, or the folder can't be written to.
        BookError: Typst refused.
    """
    content = report_content(root, plan, edition, receiver)
    annexes = f"phu-luc-{edition.edition_id}"
    return write_document(root, plan, content, folder, f"bao-cao-{edition.edition_id}", annexes=annexes)


def write_document(
    root: Path,
    plan: PlanFile,
    content: DocumentContent,
    folder: Path,
    name: str,
    *,
    annexes: str = "",
) -> WrittenReport:
    """Write ``content`` to ``folder`` as Word and as PDF of that name, as :func:`write_report` does.

    ``annexes``: the name of the workbook that its annexes are written to; without it there is none.

    Raises:
        ConfigError: the folder can't be written to.
        BookError: Typst refused.
    """
    word = word_file(content)
    book = annexes_file(content) if annexes and content.annexes else b""
    with tempfile.TemporaryDirectory(prefix="papibook-") as aside:
        made = Path(aside) / "report.pdf"
        pages = pdf_file(content, made, work=Path(aside) / "typst", settings=plan.print, root=root)
        pdf = made.read_bytes()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for again in _again():
            word_path, pdf_path = (folder / f"{name}{again}.{kind}" for kind in ("docx", "pdf"))
            book_path = folder / f"{annexes}{again}.xlsx" if book else None
            files = {word_path: word, pdf_path: pdf, **({book_path: book} if book_path else {})}
            there = {path: path.read_bytes() for path in files if path.exists()}
            if there and there != files:
                continue
            for path, file in files.items() if not there else ():
                write_whole(path, file)
            return WrittenReport(word_path, pdf_path, pages, is_new=not there, annexes=book_path)
    except OSError as err:
        raise ConfigError(
            "{folder} cannot be written to ({cause}).", folder=str(folder), cause=cause_of(err)
        ) from err
    raise AssertionError("names never end")


def annexes_file(content: DocumentContent) -> bytes:
    sheets = [
        AnnexSheet(annex.name, annex.title, content.attached, annex.table, annex.is_wide)
        for annex in content.annexes
    ]
    return annexes_workbook(sheets, title=content.title, remark=content.remark, day=content.month_of)


def _again() -> Iterator[str]:
    """What is put behind the names, the first time nothing."""
    yield ""
    number = 2
    while True:
        yield f"-{number}"
        number += 1
