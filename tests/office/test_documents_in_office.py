"""Official documents in LibreOffice Writer: a template that it saved is the same, a report opens whole."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from official_documents import filled, made, texts
from projects import lacks
from suite import missing

from papibook.press.documents.word import word_file
from tests.support.decree30 import word_faults

pytestmark = pytest.mark.office


def saved_as(path: Path, kind: str, folder: Path) -> Path:
    """``path`` opened and saved by Writer."""
    if lacking := missing():
        lacks(lacking)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    made = folder / f"{path.stem}.{kind}"
    assert made.is_file(), done.stdout + done.stderr
    return made


def test_a_template_that_writer_saved_gives_the_same_report(tmp_path: Path) -> None:
    own = made(tmp_path)
    (tmp_path / "saved").mkdir()
    saved = saved_as(own, "docx", tmp_path / "saved")
    given, kept = (filled(path) for path in (own, saved))
    assert [each for each in texts(kept.made) if each] == [each for each in texts(given.made) if each]
    assert word_faults(word_file(kept)) == []


def test_writer_opens_a_report_with_all_that_it_says(tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(word_file(filled(made(tmp_path))))
    (tmp_path / "saved").mkdir()
    again = Document(str(saved_as(path, "docx", tmp_path / "saved")))
    said, told = ([each.text for each in d.paragraphs if each.text] for d in (Document(str(path)), again))
    assert told == said
    assert len(again.tables) == len(Document(io.BytesIO(path.read_bytes())).tables)
    with pikepdf.open(saved_as(path, "pdf", tmp_path / "saved")) as pdf:
        assert len(pdf.pages) >= 3
