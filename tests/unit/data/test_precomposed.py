"""Texts in letters in pieces, as macOS writes them, are read in precomposed ones (TCVN 6909)."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from docx import Document

from papibook.data.given.plan_text import read_plan_texts
from papibook.data.given.yaml_file import read_yaml
from papibook.data.workbook.readings import read_text
from papibook.ground.paths import Project
from papibook.ground.vietnamese import composed
from papibook.press.documents.outline import Line, read_outline
from papibook.press.recipe.templates import notebook_bytes
from papibook.starter.paragraphs import read_paragraphs

WORDS = "Kế hoạch của Ủy ban nhân dân"
IN_PIECES = unicodedata.normalize("NFD", WORDS)


def test_the_words_are_in_pieces() -> None:
    assert IN_PIECES != WORDS


def test_settings(tmp_path: Path) -> None:
    path = tmp_path / "plan.yml"
    path.write_text(f"title: {IN_PIECES}\n", encoding="utf-8")
    assert read_yaml(path, "plan.yml", example="a: b").content == {"title": WORDS}


def test_the_plans_text(tmp_path: Path) -> None:
    (tmp_path / "book/plan").mkdir(parents=True)
    (tmp_path / "book/plan/part-1.md").write_text(IN_PIECES, encoding="utf-8")
    assert read_plan_texts(Project(tmp_path), "a") == {"plan/part-1": WORDS}


def test_cells_of_a_workbook() -> None:
    assert read_text(IN_PIECES) == WORDS
    assert read_text(f"{IN_PIECES}\n{IN_PIECES}") == f"{WORDS}\n{WORDS}"


def test_an_outline() -> None:
    assert read_outline(f"# {IN_PIECES}", "bao-cao.md") == (Line(WORDS, 1, 1),)


@pytest.mark.parametrize("name", ["a.docx", "a.txt"])
def test_a_plan_that_is_begun_from(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if name == "a.docx":
        document = Document()
        document.add_paragraph(IN_PIECES)
        table = document.add_table(rows=3, cols=1)
        table.rows[0].cells[0].text = IN_PIECES
        document.save(str(path))
    else:
        path.write_text(IN_PIECES, encoding="utf-8")
    paragraphs = read_paragraphs(path)
    assert (paragraphs[0].plain, paragraphs[0].myst) == (WORDS, WORDS)
    if name == "a.docx":
        assert paragraphs[1].rows[0] == (WORDS,)


def test_templates_and_settings_of_the_book() -> None:
    assert composed(IN_PIECES.encode()) == WORDS.encode()
    assert composed(b"\xff\xfe") == b"\xff\xfe"


@pytest.mark.parametrize("in_numbers", [True, False])
def test_a_template_whatever_wrote_it(tmp_path: Path, in_numbers: bool) -> None:
    cell = {"cell_type": "markdown", "metadata": {}, "source": IN_PIECES}
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps({"cells": [cell]}, ensure_ascii=in_numbers), encoding="utf-8")
    assert json.loads(notebook_bytes(path))["cells"][0]["source"] == WORDS
