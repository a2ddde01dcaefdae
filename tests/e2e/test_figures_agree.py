"""One figure, one value: in sentences, tables, charts and the files to download of a built edition."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from cases import Case
from lxml import html as lxml_html
from pdf_text import PdfText, packed

from papibook.press.pages.values import DrawnChart, read_values
from tests.support.decree30 import archive_faults

pytestmark = pytest.mark.slow

NUMBER = re.compile(r"\d")
PRINTED = re.compile(r"[−-]?\d[\d.]*(?:,\d+)?")
COLUMNS = {
    "share_on_time_pct": "share_on_time",
    "obs_value": "value",
    **{name: name for name in ("numerator", "denominator", "target", "n_counted", "n_on_time", "n_overdue")},
}
"""Columns of the files behind views to the measures that they hold."""
OF_UNITS = ("communes/", "departments/")


def raw_values(edition: Path) -> dict[str, set[float]]:
    """What the tables' cells hold of each figure."""
    found: dict[str, set[float]] = defaultdict(set)
    for path in sorted((edition / "values").rglob("*.json")):
        for value in read_values(path.read_text(encoding="utf-8")).values():
            cells = () if isinstance(value, DrawnChart) else (c for row in value.rows for c in row.cells)
            for figure in (figure for cell in cells for figure in cell.figures):
                if isinstance(figure.value, float):
                    found[str(figure.id)].add(figure.value)
    return found


def printed_figures(edition: Path) -> list[tuple[str, str, str]]:
    """Page, id and text of every figure that a page names, in sentences and in cells."""
    found = []
    for path in sorted((edition / "html").rglob("*.html")):
        for element in lxml_html.parse(str(path)).xpath("//*[@data-figure]"):
            text = " ".join(element.text_content().split())
            found.append((path.stem, element.get("data-figure"), text))
    return found


def behind(edition: Path, period_id: str) -> list[tuple[str, str, float]]:
    """Page, id and value of every figure behind tables and charts whose row says whose it is."""
    found = []
    for path in sorted((edition / "values").rglob("*.json")):
        page_id = path.relative_to(edition / "values").with_suffix("").as_posix()
        for name, value in read_values(path.read_text(encoding="utf-8")).items():
            text = value.chart.csv if isinstance(value, DrawnChart) else value.csv
            for row in csv.DictReader(io.StringIO(text)):
                found += [
                    (f"{page_id}#{name}", figure, float(row[column]))
                    for column, figure in _ids(row, page_id, period_id)
                    if re.fullmatch(r"-?\d+(\.\d+)?", row[column] or "")
                ]
    return found


def _ids(row: dict[str, str], page_id: str, period_id: str) -> list[tuple[str, str]]:
    if (
        row.get("period_id", period_id) != period_id
        or {"due_date", "status_id", "compared_value"} & row.keys()
    ):
        return []  # a day's or a status's part of a figure, or what a rule judged of it
    unit = row.get("unit_id", page_id.partition("/")[2] if page_id.startswith(OF_UNITS) else "all")
    if row.get("indicator_id"):
        subject = f"indicator:{row['indicator_id']}"
    elif row.get("solution_id") and "task_id" not in row:
        subject = f"solution:{row['solution_id']}"
    elif row.get("dimension_id") and "task_id" not in row:
        subject = "all" if row["dimension_id"] == "all" else f"dimension:{row['dimension_id']}"
    else:
        return []
    columns = [name for name in COLUMNS if name in row]
    if "indicator_id" not in row:
        columns = [
            name for name in columns if name not in ("obs_value", "numerator", "denominator", "target")
        ]
    return [(name, f"{COLUMNS[name]}/{period_id}/{unit}/{subject}") for name in columns]


def test_what_is_printed_of_a_figure_is_its_value(case: Case) -> None:
    raw, compared, wrong = raw_values(case.edition), 0, []
    for page, name, text in printed_figures(case.edition):
        number = PRINTED.search(text)
        if (
            number is None
            or name not in raw
            or "/" in text
            or name.startswith(("due_date", "completed_date"))
        ):
            continue
        value = float(number[0].replace("−", "-").replace(".", "").replace(",", "."))
        places = len(number[0].partition(",")[2])
        compared += 1
        if not any(abs(value - one) <= 0.5000001 * 10**-places + 0.05 for one in raw[name]):
            wrong.append((page, name, text, raw[name]))
    assert wrong == []
    assert compared > 1000


def test_files_to_download_hold_the_values_that_are_printed(case: Case) -> None:
    raw, compared, wrong = raw_values(case.edition), 0, []
    for place, name, value in behind(case.edition, case.period_id):
        if name in raw:
            compared += 1
            if not any(abs(value - one) <= 0.0500001 for one in raw[name]):
                wrong.append((place, name, value, raw[name]))
    assert wrong == []
    assert compared > 500


def articles(edition: Path) -> list[tuple[str, Any]]:
    """What each page says to the eye: without words for the ear alone, line breaks as white space."""
    found = []
    for path in sorted((edition / "html/book").rglob("*.html")):
        (article,) = lxml_html.parse(str(path)).xpath("//article[contains(@class, 'bd-article')]")
        for unseen in article.xpath(".//*[contains(@class, 'pb-sr')]"):
            unseen.drop_tree()
        for line_break in article.xpath(".//br"):
            line_break.tail = " " + (line_break.tail or "")
        found.append((path.stem, article))
    return found


def test_the_print_edition_has_every_number_of_a_figure_in_its_row_and_in_its_sentence(case: Case) -> None:
    """Paper names no ids: a number is held against the one of the row, or the sentence, of the same words."""
    (path,) = (case.edition / "print").glob("*.pdf")
    with pikepdf.open(path) as pdf:
        assert archive_faults(pdf) == []
        text = PdfText(pdf)
        rows, whole = defaultdict(list), re.sub(r",trang\d+\)", ")", text.whole())
        for row in (row for table in text.tables() for row in table):
            rows[row[0], len(row)].append(row)
    numbers, sentences, wrong = 0, 0, []
    for page, article in articles(case.edition):
        for line in article.xpath(".//tbody/tr[.//@data-figure]"):
            cells = [packed(cell.text_content()) for cell in line.xpath("./th | ./td")]
            asked = {place: cell for place, cell in enumerate(cells) if NUMBER.search(cell)}
            numbers += len(asked)
            alike = rows[cells[0], len(cells)]
            if not any(all(row[place] == cell for place, cell in asked.items()) for row in alike):
                wrong.append((page, cells, alike[:1]))
        for element in article.xpath(".//*[self::p or self::li or self::footer][.//@data-figure]"):
            if not element.xpath("ancestor::table"):
                sentences += 1
                if packed(element.text_content()) not in whole:
                    wrong.append((page, [packed(element.text_content())], []))
    assert wrong == []
    assert numbers > 5000
    assert sentences > 100
