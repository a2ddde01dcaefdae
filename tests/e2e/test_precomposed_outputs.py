"""Every text that comes out is in precomposed letters (TCVN 6909), though all that went in is in pieces."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from pdf_text import PdfText
from projects import PLAN, Built

from papibook.data.edition.dataset import edition_of
from papibook.data.given.plan import read_plan
from papibook.ground.paths import Project
from papibook.press.documents.write import write_report

pytestmark = pytest.mark.slow
TEXTS = {".html", ".json", ".csv", ".js", ".svg", ".ipynb", ".ics", ".txt", ".inv", ".xml"}
IN_PIECES = re.compile(r"\\u03[0-6][0-9a-f]", re.IGNORECASE)
"""How JSON may write the mark of a letter in pieces."""


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """The texts of all files of a folder, and their names."""
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        name = path.relative_to(folder).as_posix()
        yield name, name
        if path.suffix in TEXTS:
            yield name, path.read_text(encoding="utf-8", errors="replace")
        elif path.suffix in (".xlsx", ".docx"):
            with zipfile.ZipFile(path) as package:
                for part in package.namelist():
                    if part.endswith(".xml"):
                        yield f"{name}/{part}", package.read(part).decode("utf-8")
        elif path.suffix == ".pdf":
            with pikepdf.open(path) as pdf:
                yield name, PdfText(pdf).whole()
                yield name, str(pdf.docinfo.get("/Title", ""))


def test_pages_data_print_and_documents_are_in_precomposed_letters(
    built_small: Built, tmp_path: Path
) -> None:
    given = (built_small.project / PLAN / "plan.yml").read_text(encoding="utf-8")
    assert unicodedata.normalize("NFC", given) != given
    plan = read_plan(Project(built_small.project)).file
    receiver = unicodedata.normalize("NFD", "Sở Nội vụ tỉnh")
    write_report(built_small.project, plan, edition_of(plan, "2022-S1"), tmp_path, receiver=receiver)
    found = [*texts(built_small.edition), *texts(tmp_path)]
    wrong = [
        name
        for name, text in found
        if not unicodedata.is_normalized("NFC", text) or (name.endswith(".json") and IN_PIECES.search(text))
    ]
    assert wrong == []
    assert {Path(name).suffix for name, _ in found} >= {".html", ".json", ".csv", ".xlsx", ".pdf", ".svg"}
