"""Invented persons in every text of a report: no file that a build writes has them."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdf
import pytest
from changes import COMMUNE, PERIOD, follow_up_mark
from forms import INFO
from projects import edit_csv, papibook, small_project

from papibook.model.layout import (
    FIGURE_COLUMNS,
    FIGURES_SHEET,
    INFO_SHEET,
    MISSING_REASONS,
    TASK_COLUMNS,
    TASKS_SHEET,
)

pytestmark = pytest.mark.slow
NAME = "Giàng Thị Hoa Bình"
OWN_BOOKS = ("cache/workbooks",)
"""What the program keeps for itself of the files that came in."""


class Planter:
    """Makes a text with another person each time, and remembers what must not be seen."""

    def __init__(self) -> None:
        self.secrets: list[str] = []

    def text(self) -> str:
        number = 100 + len(self.secrets)
        secrets = (
            f"0912345{number}",
            f"+84 987 654 {number}",
            f"014085001{number}",
            f"nguoi{number}@example.com",
            f"số nhà {number}, ngõ 7, tiểu khu Vườn Đào",
        )
        self.secrets += secrets
        phone, other, card, email, home = secrets
        return f"Bà {NAME}, ĐT {phone} hoặc {other}, CCCD {card}, {email}, trú tại {home} đề nghị"


@pytest.fixture(scope="module")
def planter() -> Planter:
    return Planter()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, planter: Planter) -> Path:
    folder = small_project(tmp_path_factory.mktemp("persons") / "project", (COMMUNE, "phong-noi-vu"))
    plant_report(folder, planter)
    for place in ("cover", "district", "dimension-3"):
        file = folder / f"data/commentary/{PERIOD}/{place}.md"
        file.write_text(f"{file.read_text(encoding='utf-8')}\n\n> {planter.text()}\n", encoding="utf-8")
    follow_up_mark(folder)
    edit_csv(folder / "data/followup.csv", lambda row: {**row, "note": planter.text()})
    sender, name = planter.text(), planter.text()
    edit_csv(
        folder / f"data/submissions/{PERIOD}/receipts.csv",
        lambda row: {**row, "sender": sender, "original_name": f"{name}.xlsx"},
    )
    stray = f"Báo cáo {planter.text().replace('/', ' ')}.xlsx"
    (folder / f"data/submissions/{PERIOD}" / stray).write_bytes(b"")
    (folder / "data/persons.csv").write_text(
        "unit_id,kind,text,answer,reason,decided_on,decided_by,found_in\n"
        f"{COMMUNE},name,{NAME},mask,,2022-06-08,,\n,name,{NAME},mask,,2022-06-08,,\n",
        encoding="utf-8",
    )
    done = papibook(folder, "build", PERIOD)
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "said.txt").write_text(done.stdout + done.stderr, encoding="utf-8")
    return folder


def plant_report(project: Path, planter: Planter) -> None:
    """A person in every text of the workbook, and in every other answer of one task and one indicator."""
    path = project / f"data/submissions/{PERIOD}/{COMMUNE}.r1.xlsx"
    book = openpyxl.load_workbook(path)
    labels = {row[0].value: row[1] for row in book[INFO_SHEET].iter_rows()}
    for info in INFO:
        if info.is_input and info.kind == "text" and info.label in labels:
            labels[info.label].value = planter.text()
    for sheet, columns, texts_row, wrong_row in (
        (TASKS_SHEET, TASK_COLUMNS, "T1.1-01", "T2.2-01"),
        (FIGURES_SHEET, FIGURE_COLUMNS, "I101", "I104"),
    ):
        rows = {row[0].value: row for row in book[sheet].iter_rows()}
        heads = {cell.value: cell.column for row in rows.values() for cell in row if cell.row < 10}
        for column in columns:
            if column.is_input and column.header in heads:
                row = rows[texts_row if column.kind == "text" else wrong_row]
                row[heads[column.header] - 1].value = planter.text()
    figure = {
        column.name: rows["I105"][heads[column.header] - 1]
        for column in FIGURE_COLUMNS
        if column.header in heads
    }
    figure["numerator"].value = figure["denominator"].value = None
    figure["reason_code"].value, figure["note"].value = MISSING_REASONS["other"], planter.text()
    book.save(path)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    edit_csv(
        path.with_name("receipts.csv"),
        lambda line: {**line, "sha256": sha256} if line["unit_id"] == COMMUNE else line,
    )


def written(project: Path) -> Iterator[tuple[str, str]]:
    """Every file that the build wrote, and what it said, as text without white space."""
    roots = (project / "_build", project / "book" / "pages")
    for path in sorted(path for root in roots for path in root.rglob("*") if path.is_file()):
        name = path.relative_to(project).as_posix()
        if not any(own in name for own in OWN_BOOKS):
            for part, text in texts_of(name, path.read_bytes()):
                yield part, squeezed(text)
    yield "said", squeezed((project / "said.txt").read_text(encoding="utf-8"))


def texts_of(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    yield name, content.decode("utf-8", errors="replace")
    if name.endswith(".pdf"):
        reader = pypdf.PdfReader(io.BytesIO(content))
        yield f"{name}: text", "".join(page.extract_text() for page in reader.pages)
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.namelist():
                yield from texts_of(f"{name}/{part}", archive.read(part))


def squeezed(text: str) -> str:
    return re.sub(r"\s+|<[^>]*>|\\n", "", text)


def test_no_file_of_a_build_has_a_planted_person(project: Path, planter: Planter) -> None:
    secrets = [squeezed(secret) for secret in (*planter.secrets, NAME)]
    seen: dict[str, list[str]] = {}
    kinds = set()
    for name, text in written(project):
        kinds.add(Path(name.split(": ")[0]).suffix)
        found = [secret for secret in secrets if secret in text]
        if found:
            seen[name] = found[:3]
    assert seen == {}
    assert {".html", ".pdf", ".csv", ".json", ".js", ".xml", ".ipynb"} <= kinds


def test_what_was_hidden_is_said_where_it_stood(project: Path) -> None:
    html = project / f"_build/editions/{PERIOD}/html/book/pages"
    page = (html / f"communes/{COMMUNE}.html").read_text(encoding="utf-8")
    for words in ("số điện thoại", "số giấy tờ tùy thân", "địa chỉ thư điện tử", "địa chỉ", "tên người"):
        assert f"[{words} đã ẩn]" in page
    assert "[số điện thoại đã ẩn]" in (html / "index.html").read_text(encoding="utf-8")
