"""In a reader's browser, in whatever time zone, a mark is at the tick of its own date."""

from __future__ import annotations

import json
import shutil
from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from views_frames import day, edition, reports, units

from papibook import views as v
from papibook.press.book.vega_bundle import write_vega_bundle
from papibook.press.theme import STATIC_FOLDER

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="vi" data-content_root="./"><meta charset="utf-8">
<body style="width:900px">
<figure class="pb-chart"><img class="pb-chart-still" alt="{alt}" width="640" height="200" src="data:,">
<script type="application/json" class="pb-chart-spec">{spec}</script></figure>
<script src="_static/papibook.js"></script></body></html>"""
CENTRES = """([selector, words]) => [...document.querySelectorAll(`.pb-chart-live ${selector}`)]
  .filter((each) => words === null || each.textContent === words)
  .map((each) => each.getBoundingClientRect()).map((box) => box.left + box.width / 2)"""


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with the chart of receipts: one report came on 31/3."""
    folder = tmp_path_factory.mktemp("days")
    (folder / "_static").mkdir()
    write_vega_bundle(folder / "_static" / "vega-bundle.js")
    shutil.copyfile(STATIC_FOLDER / "papibook.js", folder / "_static" / "papibook.js")
    came = reports(first_received_at=day("2022-03-31 16:30"), deadline_on=day("2022-04-02"))
    days = edition(
        cutoff_on=day("2022-03-28"), unit_deadline_on=day("2022-04-02"), data_closed_on=day("2022-04-06")
    )
    chart = v.reporting_timeline(came, units(), days)
    spec = json.dumps(chart.spec, ensure_ascii=False).replace("<", "\\u003c")
    (folder / "index.html").write_text(PAGE.format(alt=escape(chart.alt), spec=spec), encoding="utf-8")
    return folder / "index.html"


@pytest.mark.parametrize("zone", ["UTC", "Asia/Ho_Chi_Minh", "America/Los_Angeles"])
def test_a_live_mark_is_at_the_tick_of_its_date(browser: Browser, page_file: Path, zone: str) -> None:
    context = browser.new_context(timezone_id=zone, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(page_file.as_uri())
    page.wait_for_selector('figure[data-state="live"]', timeout=20_000)
    ticks = page.evaluate(CENTRES, [".role-axis-label text", "31/3"])
    marks = page.evaluate(CENTRES, [".mark-symbol.role-mark path", None])
    context.close()
    assert len(ticks) == 1
    assert len(marks) == 1
    assert abs(ticks[0] - marks[0]) < 1.5
