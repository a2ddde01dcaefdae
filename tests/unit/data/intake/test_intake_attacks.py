"""Bad files and attacks on the intake: limits in words, nothing executed, nothing written elsewhere."""

from __future__ import annotations

import io
import os
import random
import stat
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from forms import good_form
from handed_in import Office, form_bytes, zipped

from papibook.cli.app import main
from papibook.data.edition.period import check_period
from papibook.data.export.excel_csv import csv_for_excel
from papibook.data.export.tidy import write_tidy
from papibook.data.given.csv_table import format_csv
from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.data.intake import archives as arrived_zip
from papibook.data.intake import arrivals as arrivals_module
from papibook.data.intake import inbox
from papibook.data.intake.answers import Answer
from papibook.data.intake.arrivals import arrivals
from papibook.data.intake.shown_names import MAX_NAME, shown_name
from papibook.model.layout import FIGURES_SHEET, INFO_SHEET

pytestmark = pytest.mark.slow


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office whose files outside of the inbox and the reports must not change.

    But for the list of what is still to be answered, which the command empties.
    """
    office = Office(tmp_path)
    before = office.everything()
    yield office
    after = office.everything()
    places = ("project/data/inbox/", "project/data/submissions/", "project/data/returns/.unanswered")
    assert {name: content for name, content in after.items() if not name.startswith(places)} == before
    assert not list(office.root.rglob("*.part"))


@pytest.fixture
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return form_bytes(good_form("xa-a"), tmp_path_factory.mktemp("good"))


def _changed(
    data: bytes, change: Callable[[str, bytes], bytes], extra: dict[str, bytes] | None = None
) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = {name: change(name, book.read(name)) for name in book.namelist()}
    return zipped({**parts, **(extra or {})})


def _with_rows(data: bytes, rows: bytes) -> bytes:
    """The workbook with these rows at the end of its second sheet."""

    def change(name: str, content: bytes) -> bytes:
        is_second = name.endswith("sheet2.xml")
        return content.replace(b"</sheetData>", rows + b"</sheetData>") if is_second else content

    return _changed(data, change)


def _refused(office: Office, content: bytes, name: str = "a.xlsx") -> Answer:
    """The only answer to this file: refused with a reason, its bytes kept."""
    answer = office.one(office.letter(name, content))
    assert answer.outcome == "refused"
    assert office.is_kept(content)
    assert len(answer.findings) + len(answer.reasons) == 1
    return answer


def _cause(office: Office, content: bytes) -> str:
    (finding,) = _refused(office, content).findings
    assert finding.code == "file.unreadable"
    assert finding.text("vi") != finding.text("en")
    return finding.values["cause"]


# Workbooks.


def test_file_of_no_bytes(office: Office) -> None:
    assert _cause(office, b"") == "the file is empty"


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"\0" * 5000, "it is not an Excel workbook (.xlsx)"),
        (b"MZ\x90\0 program", "it is not an Excel workbook (.xlsx)"),
        (b"%PDF-1.7", "it is a PDF document"),
        (b"Rar!\x1a\x07", "it is a packed file (RAR, 7z, GZ)"),
    ],
    ids=["zeros", "program", "pdf", "rar"],
)
def test_file_of_another_kind(office: Office, content: bytes, cause: str) -> None:
    assert _cause(office, content) == cause


def test_page_with_a_script(office: Office) -> None:
    content = b"<html><script>alert(1)</script></html>"
    assert _cause(office, content) == "it is a text file, such as CSV or a saved web page"


def test_zip_bomb_in_a_workbook(office: Office, good: bytes) -> None:
    bomb = _changed(good, lambda _, content: content, {"xl/media/x.xml": b"<a>" + b" " * 30 * 1024**2})
    assert _cause(office, bomb) == "it unpacks to far more data than a report holds"


def test_deep_xml(office: Office, good: bytes) -> None:
    chance = random.Random(1)
    tags = [b"t%d" % chance.randrange(10**6) for _ in range(20_000)]
    deep = b"".join(b"<%b>" % tag for tag in tags) + b"".join(b"</%b>" % tag for tag in reversed(tags))
    for part in ("xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "xl/new.xml"):
        book = _changed(good, lambda name, content: deep if name == part else content, {"xl/new.xml": deep})  # noqa: B023
        assert _cause(office, book) == "its XML is nested deeper than that of any report"
        for path in office.post.iterdir():
            path.unlink()


def test_external_entity_is_never_opened(office: Office, good: bytes) -> None:
    secret = office.root / "secret.txt"
    secret.write_text("bí mật", encoding="utf-8")
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()

    def change(name: str, content: bytes) -> bytes:
        if not name.endswith("sharedStrings.xml"):
            return content
        return content.replace(b"?>", b"?>" + doctype, 1).replace(b"<t>", b"<t>&e;", 1)

    assert _cause(office, _changed(good, change)) == "it contains XML definitions that a report must not have"
    secret.unlink()


@pytest.mark.slow
def test_million_empty_rows_are_read_over(office: Office, good: bytes) -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (row, row) for row in range(10, 1_048_577))
    answer = office.one(office.letter("a.xlsx", _with_rows(good, rows)))
    assert (answer.outcome, answer.findings) == ("accepted", ())


@pytest.mark.parametrize(
    "cell",
    [b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>', b'<row r="9"><c r="XFD9"><v>1</v></c></row>'],
)
def test_cell_at_the_end_of_the_sheet(office: Office, good: bytes, cell: bytes) -> None:
    assert _cause(office, _with_rows(good, cell)).startswith("it has more than 5000 rows or 200 columns")


def test_sixteen_thousand_columns(office: Office, good: bytes) -> None:
    cells = b"".join(b"<c><v>%d</v></c>" % column for column in range(16_384))
    assert _cause(office, _with_rows(good, b'<row r="9">' + cells + b"</row>")).startswith(
        "it has more than 5000"
    )


def test_file_larger_than_a_report_is_kept_and_refused(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papibook.data.workbook.scan.MAX_FILE_BYTES", 1000)
    assert _cause(office, bytes(2000)) == "it is larger than 20 MB"


@pytest.mark.slow
def test_file_of_200_megabytes_is_kept(office: Office) -> None:
    path = office.letter("a.xlsx", b"x")
    with path.open("r+b") as file:
        file.truncate(200 * 1024**2)
    answer = office.one()
    assert answer.findings[0].values["cause"] == "it is larger than 20 MB"
    assert office.is_kept(path.read_bytes())


def test_file_too_large_to_keep_is_left_out_and_said(office: Office) -> None:
    path = office.letter("a.xlsx", b"")
    with path.open("r+b") as file:
        file.truncate(inbox.MAX_KEPT_BYTES + 1)  # a hole on the disk, no bytes
    answer = office.one()
    assert (answer.outcome, answer.is_good) == ("left_out", False)
    assert "250 MB" in answer.reasons[0].text("vi")


def test_file_that_grows_while_it_is_read_stays_within_the_limit(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "MAX_KEPT_BYTES", 100)
    answer = office.one(office.letter("a.xlsx", b"x" * 101))
    assert [each.code for each in answer.reasons] == ["file.too_large"]
    assert not [path for path in office.project.inbox.iterdir() if path.name != ".receive.lock"]


# Archives.


def test_archive_in_an_archive(office: Office, good: bytes) -> None:
    inner = zipped({"a.xlsx": good})
    answers = office.receive(office.letter("x.zip", zipped({"inner.zip": inner, "b.xlsx": good})))
    assert [(each.name, each.outcome) for each in answers] == [
        ("b.xlsx", "accepted"),
        ("inner.zip", "refused"),
    ]
    assert answers[1].reasons[0].code == "archive.nested"
    assert office.is_kept(inner)


def test_zip_bomb_of_reports(office: Office) -> None:
    answer = _refused(office, zipped({"a.xlsx": bytes(40 * 1024**2)}), "x.zip")
    assert answer.reasons[0].code == "archive.too_dense"


def test_archive_of_too_many_files(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrived_zip, "MAX_ARCHIVE_FILES", 5)
    answer = _refused(office, zipped({f"{n}.xlsx": b"x" for n in range(6)}), "x.zip")
    assert answer.reasons[0].code == "archive.too_many"


def test_archive_with_an_endless_directory(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrived_zip, "MAX_DIRECTORY_BYTES", 100)
    answer = _refused(office, zipped({"a" * 200: b"x"}), "x.zip")
    assert answer.reasons[0].code == "archive.too_many"


def test_archive_that_lies_about_its_sizes(office: Office) -> None:
    data = bytearray(zipped({"a.xlsx": b"x" * 100_000}))
    place = data.rfind(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 10)
    assert _refused(office, bytes(data), "x.zip").reasons[0].code == "archive.damaged"


def test_half_an_archive(office: Office, good: bytes) -> None:
    data = zipped({"1/a.txt": good, "2/b.txt": good})
    assert _refused(office, data[: len(data) // 2], "x.zip").reasons[0].code == "archive.damaged"


def test_archive_with_a_password(office: Office) -> None:
    data = bytearray(zipped({"a.xlsx": b"x" * 100}))
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    assert _refused(office, bytes(data), "x.zip").reasons[0].code == "archive.encrypted"


def test_archive_with_nothing_in_it(office: Office) -> None:
    assert _refused(office, zipped({"folder/": b""}), "x.zip").reasons[0].code == "archive.empty"


def test_link_in_an_archive_is_not_followed(office: Office, good: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link.xlsx")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.xlsx", good)
    answers = office.receive(office.letter("x.zip", out.getvalue()))
    assert {answer.name: answer.outcome for answer in answers} == {
        "a.xlsx": "accepted",
        "link.xlsx": "left_out",
    }


# Names and places.

NAMES = [
    "../../../evil.xlsx",
    "/etc/evil.xlsx",
    "..\\..\\evil.xlsx",
    "C:\\Windows\\evil.xlsx",
    "a\x1b[31m\x07\r\n\u202exslx.xlsx",
    "n" * 300 + ".xlsx",
    "=cmd|' /C calc'!A0.xlsx",
    '=HYPERLINK("http://x").xlsx',
    "@SUM(1).xlsx",
    "[bold]x[/] $(rm -rf).xlsx",
    "..",
    "xa-b.r1.xlsx",
]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_name_in_an_archive_is_only_shown(office: Office, good: bytes, name: str) -> None:
    answer = office.one(office.letter("x.zip", zipped({name: good})))
    taken = ("accepted", ["xa-a.r1.xlsx"])
    assert (answer.outcome, list(office.reports())) == (("waiting", []) if "xa-b" in name else taken)
    assert len(answer.name) <= MAX_NAME
    assert answer.name.isprintable()
    assert "/" not in answer.name
    assert "\\" not in answer.name
    assert not answer.name.startswith(("=", "@", ".."))
    assert office.receipts().iloc[0]["original_name"] == answer.name


@pytest.mark.parametrize(
    "name", ["a\x1b[31m\n.xlsx", "n" * 240 + ".xlsx", "=cmd|' &amp; calc'!A0.xlsx", "'; DROP TABLE.xlsx"]
)
def test_name_of_a_file_is_only_shown(office: Office, good: bytes, name: str) -> None:
    answer = office.one(office.letter(name, good))
    assert answer.outcome == "accepted"
    assert answer.name == shown_name(name)
    assert answer.name.isprintable()


def test_name_that_is_no_text(office: Office, good: bytes) -> None:
    path = office.post / b"b\xe1o c\xe1o.xlsx".decode("utf-8", "surrogateescape")
    path.write_bytes(good)
    assert office.one().name == "b?o c?o.xlsx".replace("?", "\N{REPLACEMENT CHARACTER}")


def test_who_sent_it_cannot_break_the_receipts(office: Office, good: bytes) -> None:
    office.letter("a.xlsx", good)
    office.receive(sender='=cmd|x\n"2022-S1-002",xa-b\x1b[0m')
    assert len(office.receipts()) == 1
    assert office.receipts().iloc[0]["sender"] == '\'=cmd|x "2022-S1-002",xa-b[0m'


def test_links_in_a_folder_are_not_followed(office: Office, good: bytes) -> None:
    outside = office.root / "outside"
    outside.mkdir()
    (outside / "a.xlsx").write_bytes(good)
    (office.post / "file.xlsx").symlink_to(outside / "a.xlsx")
    (office.post / "folder").symlink_to(outside)
    (office.post / "loop").symlink_to(office.post)
    answers = office.receive()
    assert [(each.outcome, each.reasons[0].code) for each in answers] == [("left_out", "file.link")] * 3
    (outside / "a.xlsx").unlink()


def test_pipe_is_not_waited_for(office: Office) -> None:
    os.mkfifo(office.post / "a.xlsx")
    assert office.one().reasons[0].code == "file.no_file"


def test_far_too_many_files_are_refused_in_words(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals_module, "MAX_FILES", 3)
    for number in range(4):
        office.letter(f"{number}.xlsx", b"x")
    with pytest.raises(Exception, match="more than 3 files"):
        office.receive()
    assert list(office.project.inbox.iterdir()) == [], "refused before anything is kept"


def test_folders_deeper_than_python_recurses(tmp_path: Path) -> None:
    depth = 1100
    deep = tmp_path
    for _ in range(depth):  # mkdir(parents=True) recurses
        deep = deep / "d"
        deep.mkdir()
    (deep / "a.xlsx").write_bytes(b"x")
    try:
        (found,) = arrivals([tmp_path / "d"])
        assert found.name == "a.xlsx"
    finally:  # what tidies up after the tests recurses
        (deep / "a.xlsx").unlink()
        for folder in (deep, *deep.parents[: depth - 1]):
            folder.rmdir()


# Texts in cells.

TEXTS = [
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example","bấm")',
    "+1+1",
    "@SUM(A1)",
    "-2+3",
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[bấm](javascript:alert(1))",
    "{{ 7*7 }} {found} %s",
    '\\input{/etc/passwd} #read("/etc/passwd")',
]


@pytest.mark.parametrize("text", TEXTS)
def test_text_in_a_cell_stays_text_in_csv_and_xlsx(office: Office, text: str) -> None:
    form = good_form("xa-a")
    form.figure("I101", note=text)
    form.task("T1.1-02", difficulty=text)
    assert office.one(office.letter("a.xlsx", form)).outcome == "accepted"
    plan, period = read_plan(office.project), read_plan(office.project).file.periods[0]
    data = check_period(
        office.project, plan, read_reference(office.project), period, period.data_closed_on, contained=None
    )
    assert text in set(data.tasks["difficulty"].dropna())
    harmless = f"'{text}" if text[0] in "=+-@" else text
    table = pd.read_csv(io.BytesIO(csv_for_excel(format_csv(data.figures))), dtype="string")
    assert harmless in set(table["note"].dropna())
    out = office.post / "tidy.xlsx"
    write_tidy(out, {"written_tasks": data.tasks}, edition={"edition_id": "2022-S1"}, is_illustrative=False)
    book = openpyxl.load_workbook(out)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value == text} == {"s"}
    assert not [cell for cell in cells if cell.data_type == "f" or (cell.hyperlink and cell.hyperlink.target)]


def test_hostile_names_of_units_are_shown_as_text(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    form = good_form("xa-a")
    form.cells.pop("_papibook")
    form.put(INFO_SHEET, "", "unit_name", "[red]Xã[/] {found} <script>\u202e")
    path = office.letter("a.xlsx", form)
    with pytest.raises(SystemExit):
        main(["receive", str(path), "--project", str(office.project.root), "--received-at", "01/06/2022"])
    assert "“[red]Xã[/] {found} <script>”" in capsys.readouterr().out


def test_formula_of_a_cell_is_never_calculated(office: Office, good: bytes) -> None:
    def change(name: str, content: bytes) -> bytes:
        is_figures = name.endswith("sheet3.xml")
        formula = b"<f>cmd|'/C calc'!A0</f><v>12</v>"
        return content.replace(b"<v>12</v>", formula) if is_figures else content

    changed = _changed(good, change)
    assert changed != good
    answer = office.one(office.letter("a.xlsx", changed))
    assert (answer.outcome, answer.findings) == ("accepted", ())


def test_sheet_with_a_name_that_is_a_formula(office: Office) -> None:
    form = good_form("xa-a")
    form.cells["=cmd|x"] = {(0, 0): "x"}
    form.figure("I101", value="=1+1")
    answer = office.one(office.letter("a.xlsx", form))
    assert [(found.code, found.sheet) for found in answer.findings] == [
        ("figure.not_a_number", FIGURES_SHEET)
    ]
