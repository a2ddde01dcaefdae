"""A list that grows with the number of units: its beginning on a screen, all of it on paper."""

from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser

from papibook.views.common.html import MOST_OPEN, folded
from papibook.views.common.tables import TableColumn, TableShape, make_table

pytestmark = pytest.mark.browser
STATIC = Path(__file__).parents[2] / "papibook/press/theme/static"
ROWS = "tbody tr:visible"


SCREENS = 12 * 800
"""The most that a page takes of a window of 1280 × 800."""


@pytest.fixture
def address(tmp_path: Path) -> str:
    names = folded("Tên", '<p id="last">Xã 7</p>')
    return written(tmp_path / "page.html", table("long", MOST_OPEN + 1), table("short", MOST_OPEN), names)


def table(table_id: str, n: int, *, folds: bool = True) -> str:
    columns = [TableColumn("unit", "Đơn vị")]
    shape = TableShape(table_id, table_id, stub="unit", folds=folds)
    made = make_table(pd.DataFrame({"unit": [f"Xã {place}" for place in range(n)]}), columns, shape)
    return f'<div class="pb-table" id="table-{table_id}"><div class="pb-scroll">{made.html}</div></div>'


def written(page: Path, *parts: str) -> str:
    page.write_text(
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>x</title>'
        f"<style>{(STATIC / 'papibook.css').read_text(encoding='utf-8')}</style></head><body>"
        f'<main class="bd-main"><article class="bd-article">{"".join(parts)}</article></main>'
        f"<script>{(STATIC / 'papibook.js').read_text(encoding='utf-8')}</script></body></html>",
        encoding="utf-8",
    )
    return page.as_uri()


@pytest.mark.parametrize("window", [390, 1280])
def test_a_long_list_shows_twenty_rows_and_all_on_paper_and_where_asked(
    browser: Browser, address: str, window: int
) -> None:
    page = browser.new_page(viewport={"width": window, "height": 800})
    page.goto(address)
    rows, short = page.locator(f"#table-long {ROWS}"), page.locator(f"#table-short {ROWS}")
    assert (rows.count(), short.count()) == (20, MOST_OPEN)
    page.emulate_media(media="print")
    assert rows.count() == MOST_OPEN + 1
    assert page.locator(".pb-unfold").is_hidden()
    page.emulate_media(media="screen")
    page.locator(".pb-unfold").click()
    assert rows.count() == MOST_OPEN + 1
    page.close()


def test_a_link_into_a_folded_list_opens_it(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    assert page.locator("#last").is_hidden()
    page.goto(f"{address}#last")
    assert page.locator("#last").is_visible()
    page.close()


def test_a_page_too_long_folds_its_details_then_its_tallest_tables_and_shows_all_on_paper(
    browser: Browser, tmp_path: Path
) -> None:
    details = '<div class="pb-details"><p style="height: 4000px">Chi tiết</p></div>'
    parts = (details, table("middle", 60, folds=False), table("tallest", 300, folds=False))
    address = written(tmp_path / "page.html", *parts)
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address)
    middle, tallest = (page.locator(f"#table-{name} {ROWS}") for name in ("middle", "tallest"))
    assert (middle.count(), tallest.count()) == (60, 12)
    assert page.locator(".pb-details").is_hidden()
    assert page.evaluate("document.documentElement.scrollHeight") <= SCREENS
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tallest.count() == 300
    assert page.locator(".pb-details").is_visible()
    page.goto(written(tmp_path / "short.html", details, table("middle", 60, folds=False)))
    page.emulate_media(media="screen")
    assert (middle.count(), page.locator(".pb-details").is_visible()) == (60, True)
    page.close()
