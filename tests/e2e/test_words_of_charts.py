"""What a chart says in words has the numbers of the data that it draws, on the page and on paper."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

import pikepdf
import pytest
from cases import Case, day
from independent import printed
from lxml import html as lxml_html
from pdf_tables import elements
from shown import numbers_in

from papibook.model.chart import ChartValue
from papibook.press.pages.values import DrawnChart, read_values

pytestmark = pytest.mark.slow

Rows = list[dict[str, str]]
Units = Mapping[str, Mapping[str, str]]


def charts(case: Case) -> list[ChartValue]:
    found = []
    for path in sorted((case.edition / "values").rglob("*.json")):
        values = read_values(path.read_text(encoding="utf-8"))
        found += [value.chart for value in values.values() if isinstance(value, DrawnChart)]
    return found


def share(row: Mapping[str, str], decimals: int) -> str:
    on_time, counted = int(row["n_on_time"] or 0), int(row["n_counted"] or 0)
    if not counted or row["n_not_reported"] == row["n_counted"]:
        return ""
    if counted < 10:
        return f"{on_time}/{counted}"
    return printed(Fraction(100 * on_time, counted), decimals) + "%"


def of_heatmap(alt: str, rows: Rows, units: Units) -> None:
    cells = {(row["unit_id"], row["dimension_id"]): share(row, 0) for row in rows}
    names = {unit_id: units[unit_id]["short_name"] for unit_id, _ in cells if unit_id in units}
    said = {part.split(" (nội dung ")[0]: part for part in alt.partition(": ")[2].rstrip(".").split("; ")}
    for unit_id, name in names.items():
        whole = cells[unit_id, "all"]
        part = next(part for head, part in said.items() if head.startswith(f"{name} "))
        each = {
            dimension_id: shown
            for (of, dimension_id), shown in cells.items()
            if of == unit_id and dimension_id != "all"
        }
        if not whole:
            assert numbers_in(part.removeprefix(name).partition("(")[0]) == []
            continue
        numbers = [whole] + [text for pair in each.items() for text in (pair[0], pair[1]) if text]
        assert numbers_in(part.removeprefix(name)) == [n for text in numbers for n in text.split("/")]


def of_status(alt: str, rows: Rows, _: Units) -> None:
    for part in alt.rstrip(".").split("; "):
        dimension_id, _, said = part.partition(". ")
        counts = [row["n"] for row in rows if row["dimension_id"] == dimension_id]
        assert numbers_in(said) == counts


def of_dimensions(alt: str, rows: Rows, _: Units) -> None:
    expected = []
    for row in rows:
        own, whole = share(row, 1), row["district_pct"]
        expected += own.split("/") if own else []
        expected += [printed(Fraction(whole), 1) + "%"] if whole else []
    assert Counter(expected) <= Counter(numbers_in(alt))


def of_deadlines(alt: str, rows: Rows, _: Units) -> None:
    expected: dict[str, Counter[str]] = {}
    for row in rows:
        sums = expected.setdefault(row["due_date"], Counter())
        sums.update({name: int(row[name] or 0) for name in ("n_obligations", "n_counted", "n_on_time")})
    for due, sums in expected.items():
        told = (
            f"{sums['n_on_time']}/{sums['n_counted']}" if sums["n_counted"] else f"{sums['n_obligations']} "
        )
        assert f"{day(date.fromisoformat(due))}: {told}" in alt


def of_scores(alt: str, rows: Rows, _: Units) -> None:
    for row in rows:
        scores = [row[name] for name in ("score", "national_median", "national_best")]
        told = [printed(Fraction(score), 2) for score in scores if score]
        said = next(part for part in alt.split("; ") if f"{row['year']}:" in part).partition(
            f"{row['year']}:"
        )[2]
        assert numbers_in(said)[: len(told)] == told


def of_receipts(alt: str, rows: Rows, _: Units) -> None:
    counts = Counter(row["report_status"] for row in rows)
    told = [counts["on_time"], len(rows), *(n for n in (counts["late"], counts["not_reported"]) if n)]
    assert numbers_in(alt)[: len(told)] == list(map(str, told))
    for row in rows:
        if row["report_status"] == "late":
            assert f"muộn {row['days_late']} ngày" in alt


def of_moves(alt: str, rows: Rows, _: Units) -> None:
    for row, said in zip(rows, alt.removesuffix(".").split("; "), strict=True):
        before = {"n_on_time": row["previous_n_on_time"], "n_counted": row["previous_n_counted"]}
        then, now = (share({"n_not_reported": "", **each}, 1) for each in (before, row))
        assert said == f"{row['name']}: {then} → {now}"


def of_indicator(alt: str, rows: Rows, _: Units) -> None:
    """The ends of the axis and the number of units on it; the value of all is a figure with an id."""
    known = sorted((row for row in rows if row["obs_value"]), key=lambda row: Fraction(row["obs_value"]))
    ends = re.search(r"(\d+) [^,.]+, [^,]* trên một trục, từ (.+?) \(.+?\) đến (.+?) \(", alt)
    assert ends, alt
    assert ends[1] == str(len(known))
    for row, text in zip((known[0], known[-1]), (ends[2], ends[3]), strict=True):
        if "/" in text:
            assert Fraction(text) == Fraction(row["numerator"]) / Fraction(row["denominator"])
        else:
            places = len(text.rstrip("%").partition(",")[2])
            assert text.rstrip("%") == printed(Fraction(row["obs_value"]), places)


RULES: dict[str, Callable[[str, Rows, Units], None]] = {
    "heatmap-": of_heatmap,
    "status-": of_status,
    "dimensions": of_dimensions,
    "deadlines": of_deadlines,
    "papi-": of_scores,
    "reporting-timeline": of_receipts,
    "indicator-": of_indicator,
    "moves-": of_moves,
}


def test_the_words_of_every_chart_have_the_numbers_of_its_data(case: Case) -> None:
    seen = Counter[str]()
    for chart in charts(case):
        kind = next(name for name in RULES if chart.chart_id.startswith(name))
        RULES[kind](chart.alt, list(csv.DictReader(io.StringIO(chart.csv))), case.given.units)
        seen[kind] += 1
    compares = {"moves-"} if case.period_id == "2022" else set()  # the first half-year has none before it
    assert seen.keys() == RULES.keys() - {"moves-"} | compares
    assert seen["indicator-"] > 30


def test_the_page_and_the_print_edition_have_the_same_words_of_charts(case: Case) -> None:
    said = {chart.alt for chart in charts(case)}
    pages = [
        str(words)
        for path in sorted((case.edition / "html").rglob("*.html"))
        for words in lxml_html.parse(str(path)).xpath("//img[@class='pb-chart-still']/@alt")
    ]
    (path,) = (case.edition / "print").glob("*.pdf")
    with pikepdf.open(path) as pdf:
        printed_words = [
            str(each.Alt) for each in elements(pdf) if str(each.S) == "/Figure" and "/Alt" in each
        ]
    assert set(pages) == said
    assert said <= set(printed_words)
