"""The official report of a built edition: its figures are those of the pages, in Word and in PDF alike."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from cases import Case
from docx import Document
from docx.oxml.ns import qn
from lxml import html as lxml_html
from pdf_text import PdfText, packed
from test_figures_agree import PRINTED, behind, printed_figures, raw_values

from papibook.cli import main
from papibook.data.edition.dataset import edition_of
from papibook.data.given.plan import read_plan
from papibook.ground.paths import Project
from papibook.model.inline import Run, text_of
from papibook.press.documents.content import DocumentContent, Paragraph
from papibook.press.documents.own_template import check_template, write_template
from papibook.press.documents.paper import pdf_file
from papibook.press.documents.report import report_content
from papibook.press.documents.word import word_file
from papibook.press.documents.write import write_report
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
    assert set(first) == {f"{name}.docx", f"{name}.pdf", f"phu-luc-{case.period_id}.xlsx"}
    run()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first
    (tmp_path / f"{name}.docx").write_bytes(b"edited by the office")
    run("--to", "Chủ tịch Ủy ban nhân dân")
    assert (tmp_path / f"{name}.docx").read_bytes() == b"edited by the office"
    assert (tmp_path / f"{name}.pdf").read_bytes() == first[f"{name}.pdf"]
    second = Document(str(tmp_path / f"{name}-2.docx"))
    assert any(re.match("Kính gửi: Chủ tịch", each.text) for each in second.paragraphs)


def test_the_offices_word_template_gives_the_same_report(case: Case, tmp_path: Path) -> None:
    """A first template says in Word and on paper what the report without it says, and keeps the decree."""
    root, content = composed(case)
    plan = read_plan(Project(root)).file
    (tmp_path / "_build").symlink_to(root / "_build")
    write_template(tmp_path)
    checked = check_template(tmp_path, plan, edition_of(plan, case.period_id))
    assert (checked.left_out, checked.notes.has_more, checked.notes.n_comments) == ((), False, 0)
    own = report_content(tmp_path, plan, edition_of(plan, case.period_id), None)
    data = word_file(own)
    pdf_file(own, tmp_path / "a.pdf", work=tmp_path / "w", settings=plan.print, root=tmp_path)
    assert word_faults(data) == []
    assert pdf_faults(tmp_path / "a.pdf") == []
    assert own.annexes == content.annexes
    given, said = (
        [packed(each.text) for each in Document(BytesIO(file)).paragraphs if each.text.strip()]
        for file in (word_file(content), data)
    )
    assert said == given
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        in_pdf = PdfText(pdf).whole()
    assert [text for text in said if text not in in_pdf] == []


def test_an_edition_that_is_not_built_is_told(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    other = "2022" if case.period_id == "2022-S1" else "2022-S1"
    with pytest.raises(SystemExit) as ended:
        main(["report", other, "--project", str(case.edition.parents[2]), "--out", "/nowhere"])
    assert ended.value.code == 2
    assert f"papibook build {other}" in capsys.readouterr().err


def test_every_number_is_the_same_in_word_pdf_workbook_csv_and_html(case: Case, tmp_path: Path) -> None:
    """By figure id: what the annexes' cells and the body's sentences show, wherever they stand."""
    root, content = composed(case)
    plan, edition = read_plan(Project(root)).file, edition_of(read_plan(Project(root)).file, case.period_id)
    written = write_report(root, plan, edition, tmp_path, receiver=None)
    assert written.annexes is not None
    document = Document(str(written.word))
    in_word = [table for table in document.tables if table._tbl.tblPr.find(qn("w:tblCaption")) is not None]
    book = openpyxl.load_workbook(written.annexes)
    with pikepdf.open(written.pdf) as pdf:
        in_pdf = PdfText(pdf)
        pdf_tables, pdf_words = in_pdf.tables(), in_pdf.whole()
    shown, files = defaultdict(set), defaultdict(set)
    for _, name, text in printed_figures(case.edition):
        shown[name] |= _numbers(packed(text)) or {""}
    for place, name, value in behind(case.edition, case.period_id):
        if not place.startswith("comparison#"):  # there on the units alone that both periods have
            files[name].add(value)
    assert len(in_word) == len(book.worksheets) == len(pdf_tables) == len(content.annexes) >= 6
    compared: Counter[str] = Counter()
    wrong: list[object] = []

    def hold(medium: str, name: str, is_same: bool, *told: object) -> None:
        compared[medium] += 1
        if not is_same:
            wrong.append((medium, name, *told))

    for annex, word, sheet, paper in zip(content.annexes, in_word, book, pdf_tables, strict=True):
        word_rows = [[packed(cell.text) for cell in row.cells] for row in word.rows]
        sheet_rows = list(sheet.iter_rows(min_row=7, values_only=True))
        for number, row in enumerate(annex.table.rows):
            own = [packed(text_of(cell.content)) for cell in row.cells]
            shift = len(sheet_rows[number]) - len(own)  # the name of the group, where there is one
            for at, cell in enumerate(row.cells):
                for place, figure in enumerate(cell.figures):
                    name = str(figure.id)
                    hold("word", name, own in word_rows, own)
                    hold("pdf", name, own in paper, own)
                    held = sheet_rows[number][at + shift]
                    hold("xlsx", name, _is_shown(held, own[at], figure.value), held, own[at])
                    if place == 0 and name in shown:
                        hold("html", name, _numbers(own[at]) <= shown[name], own[at], shown[name])
                    if name in files and isinstance(figure.value, float):
                        hold("csv", name, any(abs(figure.value - one) <= 0.0500001 for one in files[name]))
    body = packed(" ".join(each.text for each in document.paragraphs))
    for block in content.body:
        for piece in block.said if isinstance(block, Paragraph) else ():
            if isinstance(piece, Run) and piece.figure is not None and piece.figure.id:
                name, said = str(piece.figure.id), packed(text_of(block.said))
                hold("word", name, said in body, said)
                hold("pdf", name, said in pdf_words, said)
                if name in files and isinstance(piece.figure.value, float):
                    hold("csv", name, any(abs(piece.figure.value - one) <= 0.0500001 for one in files[name]))
    assert wrong == []
    assert all(compared[each] > 60 for each in ("word", "pdf", "xlsx", "html", "csv")), compared


def _is_shown(held: object, text: str, value: float | str | None) -> bool:
    """Whether a workbook's cell holds what the document shows: the number or day itself, or its words."""
    if isinstance(held, datetime):
        return str(held.date()) == value
    if isinstance(held, (int, float)):
        return isinstance(value, float) and abs(held - value) < 1e-6
    return packed(str(held or "")) == text


def _numbers(text: str) -> set[str]:
    """The first number that a text shows; a percentage is one wherever its sign stands."""
    return set(PRINTED.findall(text)[:1])
