"""Row headings in the structure of the printed edition, from the small handmade book through Typst."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import print_sample
import pytest
from pdf_tables import Tagged, broken_places, tagged_tables

from papibook.ground.errors import BookError
from papibook.press.printing.pdf import build_pdf
from papibook.press.printing.row_headings import GROUP, RowHeadings, set_row_headings

ROWS = 40
TABLES = [
    RowHeadings(1, (0,)),
    RowHeadings(2, (GROUP, *[0] * ROWS, GROUP, GROUP)),
]
"""Of the book: a grid, and tasks in groups of which two are empty."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``work/book.pdf`` as Typst made it, and ``book.pdf``."""
    root = tmp_path_factory.mktemp("headings")
    html = print_sample.write_book(root / "html", rows=ROWS)
    build_pdf(print_sample.documents(html), root / "book.pdf", print_sample.meta(), work=root / "work")
    return root


@pytest.fixture(scope="module")
def pdf(root: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(root / "book.pdf") as opened:
        yield opened


def test_each_row_with_a_stub_has_one_heading_and_heads_keep_theirs(pdf: pikepdf.Pdf) -> None:
    grid, tasks = tagged_tables(pdf)
    head = Tagged("THead", ("TH Column", "TH Column"))
    assert grid == [head, Tagged("TBody", ("TH Row", "TD"))]
    assert [row.cells for row in tasks[:2]] == [("TH Column",) * 3, ("TH Column",) * 3]
    assert tasks[3 : 3 + ROWS] == [Tagged("TBody", ("TH Row", "TD", "TD", "TD", "TD"))] * ROWS


def test_a_group_is_no_heading_of_columns(pdf: pikepdf.Pdf) -> None:
    tasks = tagged_tables(pdf)[1]
    groups = [row for row in tasks if len(row.cells) == 1]
    assert groups == [Tagged("TBody", ("TH Row",))] * 3
    assert [row.part for row in tasks].count("THead") == 2


def test_the_structure_stays_whole(root: Path, pdf: pikepdf.Pdf) -> None:
    assert broken_places(pdf) == []
    assert pdf.check_pdf_syntax() == []
    with pikepdf.open(root / "work" / "book.pdf") as made:
        assert pdf.Root.Metadata.read_bytes() == made.Root.Metadata.read_bytes()
        assert b"pdfuaid:part" in made.Root.Metadata.read_bytes()
        assert dict(pdf.docinfo) == dict(made.docinfo)
        assert pdf.pdf_version == made.pdf_version
        for page, before in zip(pdf.pages, made.pages, strict=True):
            assert page.Contents.read_bytes() == before.Contents.read_bytes()


def test_the_same_pdf_gives_the_same_bytes(root: Path, tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        set_row_headings(root / "work" / "book.pdf", tmp_path / name, TABLES)
    made = [(tmp_path / name).read_bytes() for name in ("one.pdf", "two.pdf")]
    assert made[0] == made[1] == (root / "book.pdf").read_bytes()


@pytest.mark.parametrize(
    "tables", [TABLES[:1], [TABLES[0], RowHeadings(2, (GROUP, *[0] * ROWS, GROUP))]], ids=["tables", "rows"]
)
def test_other_tables_than_those_written_are_refused(
    root: Path, tmp_path: Path, tables: list[RowHeadings]
) -> None:
    with pytest.raises(BookError, match="row headings"):
        set_row_headings(root / "work" / "book.pdf", tmp_path / "a.pdf", tables)
    assert not (tmp_path / "a.pdf").exists()


def test_every_volume_has_its_own(tmp_path: Path) -> None:
    html = print_sample.write_units(tmp_path / "html", 4)
    for page in (html / "book/pages/communes").glob("*.html"):
        text = page.read_text(encoding="utf-8").replace("<td><a", "<th>Dòng</th><td><a")
        page.write_text(text, encoding="utf-8")
    made = build_pdf(
        print_sample.documents(html, limit=300),
        tmp_path / "a.pdf",
        print_sample.meta(),
        work=tmp_path / "work",
    )
    tables = []
    for volume in made[1:]:
        with pikepdf.open(tmp_path / volume.name) as pdf:
            tables += tagged_tables(pdf)
    assert len(made) == 2
    assert tables == [[Tagged("Table", ("TH Row", "TD"))]] * 4
