"""A chart's rows in another order: by keyboard, from a file; without a script the first order is drawn."""

from __future__ import annotations

import json

import pytest
import views_frames as frames
from html_books import BookResult
from playwright.sync_api import Page
from watch import Watch

from papibook import views as v
from papibook.views.common.display import Chart

pytestmark = pytest.mark.browser


def test_the_keyboard_switches_the_order_of_the_units(book: BookResult, watched: tuple[Page, Watch]) -> None:
    page, watch = watched
    rows = frames.obligations(
        frames.obligation("T1.1-01", "overdue", "xa-a"),
        frames.obligation("T1.1-01", "done_on_time", "xa-b"),
    )
    chart = v.share_heatmap(rows, frames.units(), frames.dimensions(), frames.edition(), "communes")
    assert isinstance(chart, Chart)
    (book.folder / "order.html").write_text(
        '<!doctype html><html lang="vi" data-content_root="./"><meta charset="utf-8"><title>x</title>'
        '<figure class="pb-chart" style="width:800px">'
        '<img class="pb-chart-still" alt="A" width="9" height="9">'
        f'<script type="application/json" class="pb-chart-spec">{json.dumps(chart.spec)}</script></figure>'
        '<script src="_static/papibook.js"></script>',
        encoding="utf-8",
    )

    page.goto(f"file://{book.folder}/order.html")
    page.wait_for_selector('figure[data-state="live"] svg')
    names = page.locator(
        ".pb-chart-live svg .role-axis-label text, .pb-chart-live svg g.role-axis-label text"
    )
    drawn = [text for text in names.all_text_contents() if text in ("A", "B", "C")]
    assert drawn == ["B", "A"]
    page.get_by_role("radio", name="Theo kết quả").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_function(
        "[...document.querySelectorAll('.pb-chart-live svg .role-axis-label text')]"
        ".map((each) => each.textContent).filter((text) => ['A', 'B'].includes(text)).join() === 'A,B'"
    )
    assert page.get_by_role("radio", name="Theo thứ tự hành chính").is_checked()
    assert page.locator(".pb-chart-live").get_attribute("aria-label") == "A"
    assert watch.problems == []
