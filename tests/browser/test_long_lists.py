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


@pytest.fixture
def address(tmp_path: Path) -> str:
    def table(table_id: str, n: int) -> str:
        columns = [TableColumn("unit", "Đơn vị")]
        shape = TableShape(table_id, table_id, stub="unit", folds=True)
        made = make_table(pd.DataFrame({"unit": [f"Xã {place}" for place in range(n)]}), columns, shape)
        return f'<div class="pb-table" id="table-{table_id}"><div class="pb-scroll">{made.html}</div></div>'

    page, names = tmp_path / "page.html", folded("Tên", '<p id="last">Xã 7</p>')
    page.write_text(
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>x</title>'
        f"<style>{(STATIC / 'papibook.css').read_text(encoding='utf-8')}</style></head><body>"
        f'<main class="bd-main"><article class="bd-article">{table("long", MOST_OPEN + 1)}'
        f"{table('short', MOST_OPEN)}{names}</article></main>"
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
