"""The official report of a built edition: its figures are those of the pages, in Word and in PDF alike."""

from __future__ import annotations

import re
from collections import defaultdict
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from cases import Case
from docx import Document
from lxml import html as lxml_html
from pdf_text import PdfText, packed
from test_figures_agree import raw_values

from papibook.cli import main
from papibook.data.edition.dataset import edition_of
from papibook.data.given.plan import read_plan
from papibook.ground.paths import Project
from papibook.model.inline import Run, text_of
from papibook.press.documents.content import DocumentContent, Paragraph
from papibook.press.documents.paper import pdf_file
from papibook.press.documents.report import report_content
from papibook.press.documents.word import word_file
from tests.support.decree30 import pdf_faults, word_faults

pytestmark = pytest.mark.slow


def composed(case: Case) -> tuple[Path, DocumentContent]:
    root = case.edition.parents[2]
    plan = read_plan(Project(root)).file
    return root, report_content(root, plan, edition_of(plan, case.period_id), None)


def test_every_figure_of_the_body_is_written_as_on_the_pages(case: Case) -> None:
    _, content = composed(case)
    shown: dict[str, set[str]] = defaultdict(set)
    for path in sorted((case.edition / "html").rglob("*.html")):
        for element in lxml_html.parse(str(path)).xpath("//*[@data-figure]"):
            shown[element.get("data-figure")].add(" ".join(element.text_content().split()))
    raw, compared, wrong = raw_values(case.edition), 0, []
    for block in content.body:
        for piece in block.said if isinstance(block, Paragraph) else ():
            if not isinstance(piece, Run) or piece.figure is None or not piece.figure.id:
                continue
            name = str(piece.figure.id)
            if name in shown:
                compared += 1
                if not any(piece.text in text or text in piece.text for text in shown[name]):
                    wrong.append((name, piece.text, shown[name]))
            elif name in raw and isinstance(piece.figure.value, float):
                compared += 1
                if not any(abs(piece.figure.value - one) < 1e-9 for one in raw[name]):
                    wrong.append((name, piece.text, raw[name]))
    assert wrong == []
    assert compared > 60


def test_word_and_pdf_say_the_same_and_keep_the_decree(case: Case, tmp_path: Path) -> None:
    root, content = composed(case)
    data, plan = word_file(content), read_plan(Project(root)).file
    pdf_file(content, tmp_path / "a.pdf", work=tmp_path / "w", settings=plan.print, root=root)
    assert word_faults(data) == []
    assert pdf_faults(tmp_path / "a.pdf") == []
    in_word = packed("".join(each.text for each in Document(BytesIO(data)).paragraphs))
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        in_pdf = packed(PdfText(pdf).whole())
    for block in content.body:
        if isinstance(block, Paragraph):
            said = packed(text_of(block.said))
            assert said in in_word
            assert said in in_pdf


def test_the_command_writes_both_twice_the_same_and_replaces_nothing(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*more: str) -> None:
        with pytest.raises(SystemExit) as ended:
            main(
                [
                    "report",
                    case.period_id,
                    "--project",
                    str(case.edition.parents[2]),
                    "--out",
                    str(tmp_path),
                    *more,
                ]
            )
        assert ended.value.code == 0

    run()
    name = f"bao-cao-{case.period_id}"
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert set(first) == {f"{name}.docx", f"{name}.pdf"}
    run()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first
    (tmp_path / f"{name}.docx").write_bytes(b"edited by the office")
    run("--to", "Chủ tịch Ủy ban nhân dân")
    assert (tmp_path / f"{name}.docx").read_bytes() == b"edited by the office"
    assert (tmp_path / f"{name}.pdf").read_bytes() == first[f"{name}.pdf"]
    second = Document(str(tmp_path / f"{name}-2.docx"))
    assert any(re.match("Kính gửi: Chủ tịch", each.text) for each in second.paragraphs)


def test_an_edition_that_is_not_built_is_told(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    other = "2022" if case.period_id == "2022-S1" else "2022-S1"
    with pytest.raises(SystemExit) as ended:
        main(["report", other, "--project", str(case.edition.parents[2]), "--out", "/nowhere"])
    assert ended.value.code == 2
    assert f"papibook build {other}" in capsys.readouterr().err
