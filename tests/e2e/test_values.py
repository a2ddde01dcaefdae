"""The values behind the pages: every table and chart of the built editions, and what each cell says it is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from cases import Case
from lxml import html as lxml_html

from papibook.model.figures import MEASURES
from papibook.model.inline import Inline, Run, Sign
from papibook.model.table import Cell, TableValue
from papibook.press.pages.values import DrawnChart, PageValues, read_values, values_text

pytestmark = pytest.mark.slow

MARKUP = re.compile(r"<[a-z/!]|&(?:[a-z]+|#\d+);|class=|href=")


@cache
def pages(edition: Path) -> dict[str, PageValues]:
    """The values of each page by page_id."""
    folder = edition / "values"
    found = sorted(folder.rglob("*.json"))
    return {
        path.relative_to(folder).with_suffix("").as_posix(): read_values(path.read_text(encoding="utf-8"))
        for path in found
    }


def tables(case: Case) -> Iterator[tuple[str, TableValue]]:
    yield from tables_of(case.edition)


def tables_of(edition: Path) -> Iterator[tuple[str, TableValue]]:
    for page_id, values in pages(edition).items():
        for name, value in values.items():
            if isinstance(value, TableValue):
                yield f"{page_id}#{name}", value


def cells(case: Case) -> Iterator[tuple[str, Cell]]:
    yield from cells_of(case.edition)


def cells_of(edition: Path) -> Iterator[tuple[str, Cell]]:
    for place, table in tables_of(edition):
        for row in table.rows:
            yield from ((f"{place}: {text_of(row.cells[0].content)}", cell) for cell in row.cells)


def text_of(inline: Inline) -> str:
    return "".join(
        piece if isinstance(piece, str) else piece.text if isinstance(piece, Run) else piece.words
        for piece in inline
    )


def test_every_page_has_its_values_outside_what_is_published(case: Case) -> None:
    notebooks = {
        path.relative_to(case.edition / "pages").with_suffix("").as_posix()
        for path in (case.edition / "pages").rglob("*.ipynb")
    }
    assert pages(case.edition).keys() == notebooks
    assert sum(1 for _ in tables(case)) > 100
    assert not list((case.edition / "html").rglob("values"))


def test_no_table_or_chart_holds_markup(case: Case) -> None:
    for place, table in tables(case):
        said = [table.caption, *(column.heading for column in table.columns), *map(text_of, table.notes)]
        said += [text_of(group.heading) for group in table.groups]
        said += [text_of(cell.content) for row in table.rows for cell in row.cells]
        assert [text for text in said if MARKUP.search(text)] == [], place
    for values in pages(case.edition).values():
        for drawn in values.values():
            if isinstance(drawn, DrawnChart):
                chart = drawn.chart
                assert not MARKUP.search(f"{chart.title} {chart.alt} {chart.source}")


def test_every_row_is_whole_and_begins_with_its_heading(case: Case) -> None:
    for place, table in tables(case):
        for row in table.rows:
            roles = [cell.role for cell in row.cells]
            assert len(roles) == len(table.columns), place
            assert roles.index("heading") == 0, place
            assert roles.count("heading") == 1, place


def test_every_number_has_its_raw_value_and_every_figure_its_id(case: Case) -> None:
    numbers = 0
    for place, cell in cells(case):
        for figure in cell.figures:
            assert figure.id is not None, place
        if cell.role in ("number", "date"):
            numbers += 1
            assert cell.figures, place
            assert cell.figures[0].value is not None, place
        if cell.role == "number":
            shown = text_of(cell.content)
            raw = cell.figures[0].value
            assert isinstance(raw, float), place
            assert printed(shown) == pytest.approx(raw, abs=0.5000001 * 10**-cell.decimals), place
    assert numbers > 1000


def printed(text: str) -> float:
    """The first number of a cell: ``≠ 1.234,5%*`` gives 1234.5, ``−3`` gives -3."""
    found = re.search(r"[−-]?\d[\d.]*(?:,\d+)?", text)
    assert found is not None, text
    return float(found[0].replace("−", "-").replace(".", "").replace(",", "."))


def test_what_looks_like_a_number_in_a_column_of_numbers_is_one(case: Case) -> None:
    for place, table in tables(case):
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                if column.kind in ("number", "percent") and cell.role != "heading":
                    assert cell.role in ("number", "missing", "sign"), f"{place} {column.key}: {cell}"


def test_one_figure_has_one_value_wherever_it_stands(case: Case) -> None:
    """Values that other pages show are rounded as shown, so they are compared at one place less."""
    stands: dict[str, set[tuple[object, str]]] = defaultdict(set)
    for place, cell in cells(case):
        for figure in cell.figures:
            if figure.value is not None:
                value = round(figure.value, 1) if isinstance(figure.value, float) else figure.value
                stands[str(figure.id)].add((value, place.partition(":")[0]))
    differing = {
        name: found
        for name, found in stands.items()
        if len({value for value, _ in found}) > 1 and not _are_close(found)
    }
    assert differing == {}
    in_several = [name for name, found in stands.items() if len({page for _, page in found}) > 1]
    assert len(in_several) > 100
    assert {name.partition("/")[0] for name in stands} <= MEASURES.keys()


def _are_close(found: set[tuple[object, str]]) -> bool:
    values = [value for value, _ in found if isinstance(value, float)]
    return len(values) == len(found) and max(values) - min(values) <= 0.1000001


def test_the_page_names_the_figures_that_its_values_have(case: Case) -> None:
    for page_id, values in pages(case.edition).items():
        root = lxml_html.parse(str(case.edition / f"html/book/pages/{page_id}.html"))
        for name, table in values.items():
            if not isinstance(table, TableValue):
                assert len(root.xpath(f"//figure[@id='{name}']")) == 1
                continue
            shown = root.xpath(f"//div[@id='{name}']//tbody//td[@data-figure]/@data-figure")
            kept = [
                str(cell.figures[0].id)
                for row in table.rows
                for cell in row.cells
                if cell.figures and cell.role != "heading"
            ]
            assert shown == kept, f"{page_id}#{name}"


def test_values_are_read_as_they_were_written(case: Case) -> None:
    for values in pages(case.edition).values():
        assert read_values(values_text(values)) == values


def test_signs_keep_their_status_and_its_words(case: Case) -> None:
    found = [piece for _, cell in cells(case) for piece in cell.content if isinstance(piece, Sign)]
    assert len(found) > 100
    assert all(sign.words for sign in found)
