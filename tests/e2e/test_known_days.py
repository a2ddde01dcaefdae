"""An edition tells of nothing that became known after its data were closed, unless it says so."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from cases import Case
from days import MARK, days_in, planned_days, untold
from lxml import html as lxml_html
from pypdf import PdfReader
from shown import text_of


def page_text(path: Path) -> str:
    """All that a page says: its words, and those of pictures and hints. Not the code that made it."""
    root = lxml_html.fromstring(path.read_bytes())
    for hidden in root.xpath("//script | //style | //div[contains(@class, 'cell_input')]"):
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
        for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))):
            cells = {name: cell for name, cell in row.items() if cell}
            if str(cells.get("is_later", "")).casefold() != "true":
                found += untold(" | ".join(cells.values()), case.given.closed_on, planned)
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
