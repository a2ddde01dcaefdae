"""A document's two files, in memory."""

from __future__ import annotations

import tempfile
from pathlib import Path

from papibook.model.plan import PlanFile
from papibook.press.documents.content import DocumentContent
from papibook.press.documents.paper import pdf_file
from papibook.press.documents.word import word_file
from papibook.press.documents.write import annexes_file


def pdf_of(root: Path, plan: PlanFile, content: DocumentContent) -> bytes:
    """``content`` as PDF.

    Raises:
        BookError: Typst refused.
    """
    with tempfile.TemporaryDirectory(prefix="papibook-") as aside:
        made = Path(aside) / "a.pdf"
        pdf_file(content, made, work=Path(aside) / "typst", settings=plan.print, root=root)
        return made.read_bytes()


def word_and_pdf(root: Path, plan: PlanFile, name: str, content: DocumentContent) -> dict[str, bytes]:
    """``name.docx`` and ``name.pdf``."""
    return {f"{name}.docx": word_file(content), f"{name}.pdf": pdf_of(root, plan, content)}


def report_files(root: Path, plan: PlanFile, edition_id: str, content: DocumentContent) -> dict[str, bytes]:
    """The report as Word and PDF, and its annexes as a workbook."""
    files = word_and_pdf(root, plan, f"bao-cao-{edition_id}", content)
    if not content.annexes:
        return files
    return {**files, f"phu-luc-{edition_id}.xlsx": annexes_file(content)}
