"""An edition tells of nothing that became known after its data were closed, unless it says so."""

from __future__ import annotations

import copy
import re
from contextlib import closing
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from cases import Case
from days import MARK, REACH, days_in, planned_days, stretches_in, untold, untold_stretches
from lxml import html as lxml_html
from pypdf import PdfReader
from shown import csv_rows, text_of, tree

A_PAGE = 2500
"""Letters on a page of the print edition."""


def page_text(path: Path) -> str:
    """All that a page says: its words, and those of pictures and hints. Not the code that made it."""
    root = lxml_html.fromstring(path.read_bytes())
    # A table's caption for the ear says its section's heading again, between it and the mark before it.
    for hidden in root.xpath(
        "//script | //style | //caption[@class='pb-sr'] | //div[contains(@class, 'cell_input')]"
    ):
        hidden.drop_tree()
    said = [str(words) for words in root.xpath("//@alt | //@title | //@aria-label")]
    return "\n".join([text_of(root), *said])


def test_every_day_on_the_pages_was_known_planned_or_is_marked(case: Case) -> None:
    planned = planned_days(case.given.root)
    pages = sorted((case.edition / "html").rglob("*.html"))
    assert len(pages) > 40
    found = {
        str(path.relative_to(case.edition)): days
        for path in pages
        if (days := untold(page_text(path), case.given.closed_on, planned))
    }
    assert found == {}


def text_of_unmarked(path: Path) -> str:
    """What a page says outside of blocks and items that begin with the mark, which holds for all of them."""
    root = copy.deepcopy(tree(path))
    for block in root.xpath(
        "//*[contains(@class, 'pb-later')] | //li | //tr[@class='gt_group_heading_row']/.."
    ):
        if MARK in text_of(block)[:REACH].casefold():
            block.drop_tree()
    return text_of(root)


def test_every_month_and_year_on_the_pages_was_known_planned_or_is_marked(case: Case) -> None:
    planned = planned_days(case.given.root)
    found = {
        str(path.relative_to(case.edition)): later
        for path in sorted((case.edition / "html").rglob("*.html"))
        if (later := untold_stretches(text_of_unmarked(path), case.given.closed_on, planned))
    }
    assert found == {}


def test_every_month_and_year_in_the_print_edition_was_known_planned_or_is_marked(case: Case) -> None:
    """On paper a block is not to be told from what follows: its mark is looked for within a page of text.

    The years of an axis are left out: the mark stands in the picture.
    """
    (path,) = (case.edition / "print").glob("*.pdf")
    text = " ".join(page.extract_text() for page in PdfReader(path).pages)
    assert sum(1 for _ in stretches_in(text)) > 500
    text = re.sub(r"(?:\b(?:19|20)\d\d\s+){3,}", "", text)
    assert untold_stretches(text, case.given.closed_on, planned_days(case.given.root), A_PAGE) == []


def test_every_day_in_the_print_edition_was_known_planned_or_is_marked(case: Case) -> None:
    planned = planned_days(case.given.root)
    (path,) = (case.edition / "print").glob("*.pdf")
    text = " ".join(page.extract_text() for page in PdfReader(path).pages)
    assert sum(1 for _ in days_in(text)) > 500
    assert untold(text, case.given.closed_on, planned) == []


def test_every_day_in_the_files_to_download_was_known_planned_or_is_marked(case: Case) -> None:
    """In a table of data the mark is a column."""
    planned = planned_days(case.given.root)
    files = sorted((case.edition / "html/_static/csv").glob("*.csv"))
    assert files
    found = []
    for path in files:
        for row in csv_rows(path):
            cells = {name: cell for name, cell in row.items() if cell}
            if str(cells.get("is_later", "")).casefold() != "true":
                found += untold(" | ".join(cells.values()), case.given.closed_on, planned)
                found += untold_stretches(_words_and_years(cells), case.given.closed_on, planned)
    assert found == []


def _words_and_years(cells: dict[str, str]) -> str:
    """What may name a month or year: a number by itself is one only in a column of years."""
    return " | ".join(
        cell for name, cell in cells.items() if not cell.isdigit() or name == "year" or name.endswith("_year")
    )


def test_every_day_in_the_workbook_was_known_planned_or_is_marked(case: Case) -> None:
    planned = planned_days(case.given.root)
    (path,) = (case.edition / "html/_static/files").glob("so-lieu-*.xlsx")
    with closing(openpyxl.load_workbook(path, read_only=True)) as book:
        sheets = [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    n_rows, found = 0, []
    for rows in sheets:
        names: tuple[object, ...] = ()
        for row in rows:
            if {"is_later", "period_id", "unit_id", "dimension_id"} & {*row}:
                names = row  # the machine's names of the columns
            cells = {str(name): str(cell) for name, cell in zip(names, row, strict=False) if cell is not None}
            n_rows += bool(cells)
            if cells.get("is_later") != "True":
                found += untold(" | ".join(cells.values()), case.given.closed_on, planned)
                found += untold_stretches(_words_and_years(cells), case.given.closed_on, planned)
    assert n_rows > 1000
    assert found == []


def test_later_scores_stand_there_because_the_plan_asks(case: Case) -> None:
    text = page_text(case.edition / "html/book/pages/papi.html").casefold()
    assert f"{MARK}, công bố ngày 12/4/2023" in text


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("nhận ngày 09/6/2022", 1),
        ("nhận ngày 08/6/2022", 0),
        ("nhận 2022-06-09T08:00", 1),
        ("ngày 09 tháng 6 năm 2022", 1),
        ("công bố 9.6.2022", 1),
        ("hạn 30/6/2022", 0),
        ("công bố sau kỳ này, ngày 12/4/2023", 0),
        ("công bố sau kỳ này" + " chữ" * 40 + " ngày 12/4/2023", 1),
        ("Nghị định số 42/2022/NĐ-CP; 13/13/2022", 0),
    ],
)
def test_a_later_day_is_found_however_it_is_written(text: str, n: int) -> None:
    assert len(untold(text, date(2022, 6, 8), {date(2022, 6, 30)})) == n


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("bản tháng 10/2022 của danh mục", 1),
        ("tháng 7 năm 2022", 1),
        ("tháng 6/2022, tháng 5/2022; hạn trong tháng 11/2022", 0),
        ("từ năm 2023", 1),
        ("công bố sau kỳ này: từ năm 2023", 0),
        ("năm 2022; 2.023 hồ sơ; số 12/2023/TT; 2023-S1; 12/4/2023", 0),
        ("báo cáo năm 2023 sẽ so với kỳ này", 0),
    ],
)
def test_a_later_month_or_year_is_found_however_it_is_written(text: str, n: int) -> None:
    assert len(untold_stretches(text, date(2022, 6, 8), {date(2022, 6, 30), date(2022, 11, 30)})) == n
