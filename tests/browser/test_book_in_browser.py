"""What a reader's browser must find."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from html_books import BookResult
from PIL import Image
from playwright.sync_api import Browser, Page
from sample import EDITION
from watch import Watch

from papibook.model.status import STATUSES
from papibook.press.theme import STATIC_FOLDER
from papibook.views.common import signs as signs_of
from papibook.views.common.html import inline_html

pytestmark = pytest.mark.browser

PAGES = [
    "book/pages/index.html",
    "book/plan/part-2.html",
    "book/pages/district.html",
    "book/pages/dimensions/1.html",
    "book/pages/communes/xa-chieng-hac.html",
    "search.html?q=ke+hoach",
]
Watched = tuple[Page, Watch]


def test_only_the_sample_gaps_are_warned_of(book: BookResult) -> None:
    known = ("standing.json has no item", "unknown document")
    assert [line for line in book.warnings if not any(gap in line for gap in known)] == []


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_quiet_and_ask_for_nothing_outside(base: str, watched: Watched, name: str) -> None:
    page, watch = watched
    page.goto(f"{base}/{name}")
    page.wait_for_load_state("networkidle")
    assert watch.problems == []
    assert watch.outside == []


def test_charts_come_alive_in_view(base: str, watched: Watched) -> None:
    page, watch = watched
    page.goto(f"{base}/book/pages/communes/xa-chieng-hac.html")
    page.wait_for_selector('figure.pb-chart[data-state="live"] svg')
    assert page.locator("figure.pb-chart img.pb-chart-still").is_hidden()
    assert page.locator(".pb-chart-live").get_attribute("aria-label") == "Tỷ lệ đúng hạn của bốn xã"
    assert "Xã Chiềng Hắc" in (page.locator("figure.pb-chart svg").first.text_content() or "")
    assert watch.problems == []


def test_a_chart_that_cannot_be_drawn_keeps_its_picture(base: str, watched: Watched) -> None:
    page, _ = watched
    page.route("**/vega-bundle.js", lambda route: route.abort())
    page.goto(f"{base}/book/pages/communes/xa-chieng-hac.html")
    page.wait_for_selector('figure.pb-chart[data-state="still"]')
    assert page.locator("figure.pb-chart img.pb-chart-still").is_visible()


def test_until_it_is_awake_a_charts_picture_keeps_its_size_on_a_phone_and_slides(
    base: str, watched: Watched
) -> None:
    page, _ = watched
    page.set_viewport_size({"width": 390, "height": 844})
    page.route("**/vega-bundle.js", lambda route: route.abort())
    page.goto(f"{base}/book/pages/communes/xa-chieng-hac.html")
    page.wait_for_selector('figure.pb-chart[data-state="still"]')
    still = page.locator("figure.pb-chart img.pb-chart-still").first
    assert still.evaluate("(img) => img.clientWidth") == int(still.get_attribute("width") or 0) > 390
    figure = page.locator("figure.pb-chart").first
    assert figure.evaluate("(each) => each.scrollWidth > each.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_pages_without_charts_do_not_load_the_chart_script(base: str, watched: Watched) -> None:
    page, _ = watched
    page.goto(f"{base}/book/plan/part-2.html")
    page.wait_for_load_state("networkidle")
    assert page.locator('script[src*="vega-bundle"]').count() == 0


FOUND = "document.querySelector('ul.search li')"
RESULTS = "ul.search li > a"
QUERIES = ["ke hoach", "kế hoạch", "KẾ HOẠCH", "kê\u0301 hoa\u0323ch", "chieng hac", "426"]


def search(page: Page, base: str, query: str) -> list[str]:
    """The titles found, best first."""
    page.goto(f"{base}/search.html?q={query}")
    page.wait_for_function(FOUND)
    return page.locator(RESULTS).all_inner_texts()


@pytest.mark.parametrize("query", QUERIES)
def test_search_finds_with_and_without_marks(base: str, watched: Watched, query: str) -> None:
    page, watch = watched
    found = search(page, base, query)
    wanted = "Xã Chiềng Hắc" if query == "chieng hac" else "KẾ HOẠCH"
    assert any(wanted in title for title in found)
    if query != "426":
        assert wanted in found[0]
    assert watch.problems == []


def test_search_names_the_entries_of_the_glossary(base: str, watched: Watched) -> None:
    page, _ = watched
    assert "Thuật ngữ > Giải pháp" in search(page, base, "giai phap")


def test_a_search_without_result_says_so_in_vietnamese(base: str, watched: Watched) -> None:
    page, _ = watched
    page.goto(f"{base}/search.html?q=zzzzqqq")
    page.wait_for_function("document.querySelector('.search-summary').textContent.includes('Không tìm thấy')")


def test_a_phrase_comes_before_its_words_and_a_title_before_a_phrase(base: str, watched: Watched) -> None:
    page, _ = watched
    found = search(page, base, "niêm yết công khai dự toán")
    texts = page.locator("ul.search li .pb-found-text").all_inner_texts()
    has_it = ["niêm yết công khai dự toán" in text.lower() for text in texts]
    assert has_it[0]
    assert has_it == sorted(has_it, reverse=True)
    assert search(page, base, "Chiềng Sơn")[0] == "Xã Chiềng Sơn"
    assert found


def test_a_find_shows_its_words_and_leads_to_its_part_of_the_page(base: str, watched: Watched) -> None:
    page, watch = watched
    search(page, base, "niem yet cong khai du toan")
    first = page.locator("ul.search li").first
    assert first.locator("mark").first.inner_text() == "Niêm yết công khai dự toán"
    assert "#" in (first.locator("a").get_attribute("href") or "")
    first.locator("a").click()
    page.wait_for_load_state()
    place = page.evaluate("document.querySelector(decodeURIComponent(location.hash)).textContent")
    assert "Niêm yết công khai dự toán" in place
    assert watch.problems == []


def test_cells_do_not_make_a_phrase(base: str, watched: Watched) -> None:
    page, _ = watched
    search(page, base, "Thời hạn Tình trạng")
    texts = page.locator("ul.search li .pb-found-text").all_inner_texts()
    assert not any("Thời hạn Tình trạng" in text for text in texts)


def test_that_a_phrase_is_not_there_is_said_above_the_pages_that_have_its_words(
    base: str, watched: Watched
) -> None:
    page, _ = watched
    assert search(page, base, "dự toán công khai niêm yết")
    apart = "Không có cụm từ chính xác “dự toán công khai niêm yết”"
    assert page.locator(".search-summary").inner_text().startswith(apart)
    for phrase in ("niem yet cong khai du toan", "Chiềng Sơn", "toán"):
        search(page, base, phrase)
        assert page.locator(".search-summary").inner_text().startswith("Tìm thấy")


def test_pages_do_not_load_the_index_of_words(base: str, watched: Watched) -> None:
    page, _ = watched
    page.goto(f"{base}/book/plan/part-2.html")
    assert page.locator('script[src*="search"]').count() == 0


def test_words_of_a_unit_are_shown_as_text(base: str, watched: Watched) -> None:
    page, watch = watched
    page.goto(f"{base}/book/pages/communes/xa-chieng-hac.html")
    assert "<script>alert(1)</script>" in page.locator(".pb-quote").inner_text()
    assert watch.problems == []


def test_standing_links_lead_to_their_solution(base: str, watched: Watched) -> None:
    page, _ = watched
    page.goto(f"{base}/book/plan/part-2.html")
    page.locator(".pb-standing-link").first.click()
    page.wait_for_url("**/book/pages/dimensions/1.html#solution-1-1")
    assert page.locator("#solution-1-1").is_visible()


def test_pages_carry_the_edition_and_those_with_made_up_figures_the_banner(
    base: str, watched: Watched
) -> None:
    page, _ = watched
    for name in PAGES:
        page.goto(f"{base}/{name}")
        banners = [text.splitlines()[0] for text in page.locator(".pb-banner").all_inner_texts()]
        is_made_up = name.removesuffix(".html") in EDITION["made_up_pages"]
        assert [text.startswith("SỐ LIỆU MINH HỌA") for text in banners] == [True] * is_made_up, name
        assert "2022-S1" in page.locator(".pb-edition").inner_text()


def test_nothing_english_is_left_of_the_theme(base: str, watched: Watched) -> None:
    page, _ = watched
    english = re.compile(
        r"\b(Search|Skip|Contents|Toggle|Back to top|Link to|previous|next|Note|Footnote|On this page|Home)\b"
    )
    for name in PAGES:
        page.goto(f"{base}/{name}")
        words = page.evaluate(
            """() => {
              const names = ['title', 'aria-label', 'placeholder', 'alt'];
              const all = [...document.querySelectorAll('*')];
              const named = all.flatMap((each) => names.map((name) => each.getAttribute(name)));
              return [document.title, document.body.innerText, ...named].filter(Boolean).join('\\n');
            }"""
        )
        assert english.search(words) is None, english.search(words)
        assert page.locator("html").get_attribute("lang") == "vi"


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_never_scrolls_sideways(served: str, watched: Watched, name: str) -> None:
    page, _ = watched
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{served}/{name}")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_wide_tables_scroll_in_their_box_with_names_in_sight(served: str, watched: Watched) -> None:
    page, _ = watched
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{served}/book/pages/district.html")
    box = page.locator("#table-wide .pb-scroll")
    assert box.get_attribute("tabindex") == "0"
    assert box.get_attribute("aria-label") == "Số liệu theo xã"
    box.evaluate("(element) => { element.scrollLeft = 400; }")
    name = page.locator("#table-wide tbody th").first.bounding_box()
    assert name is not None
    assert name["x"] >= 0


def test_the_keyboard_reaches_the_content_with_focus_in_sight(served: str, watched: Watched) -> None:
    page, _ = watched
    page.goto(f"{served}/book/pages/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main-content"
    for _step in range(4):
        page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_a_footnote_shows_where_it_is_asked_for(served: str, watched: Watched) -> None:
    page, _ = watched
    page.goto(f"{served}/book/plan/part-2.html")
    page.locator("a.footnote-reference").first.focus()
    assert page.locator(".pb-note-box").inner_text().strip()
    page.keyboard.press("Escape")
    assert page.locator(".pb-note-box").count() == 0


@pytest.mark.parametrize("name", PAGES)
def test_no_serious_barrier(served: str, watched: Watched, name: str) -> None:
    page, _ = watched
    page.goto(f"{served}/{name}")
    page.wait_for_load_state("networkidle")
    found = Axe().run(page).response["violations"]
    heavy = [item for item in found if item["impact"] in ("serious", "critical")]
    serious = [f"{item['id']}: {item['nodes'][0]['html'][:200]}" for item in heavy]
    assert serious == []


def test_every_status_is_readable_in_black_and_white(browser: Browser) -> None:
    """By its sign on its ground, and by a sign that is no other's, with the colours gone."""
    signs = "".join(inline_html(signs_of.status_mark(status.id, "x")) for status in STATUSES)
    css = (STATIC_FOLDER / "papibook.css").read_text(encoding="utf-8")
    page = browser.new_page(device_scale_factor=2)
    page.set_content(
        f"<style>{css}</style><main style='filter: grayscale(1); font-size: 24px'>{signs}</main>"
    )
    shapes: dict[str, bytes] = {}
    for status in STATUSES:
        picture = page.locator(f".pb-{status.id}").screenshot()
        grey = np.asarray(Image.open(io.BytesIO(picture)).convert("L")) / 255
        linear = np.where(grey <= 0.04045, grey / 12.92, ((grey + 0.055) / 1.055) ** 2.4)
        inner = linear[8:-8, 8:-8]
        assert (inner.max() + 0.05) / (inner.min() + 0.05) >= 4.5, status.id
        ground = np.median(inner)
        shapes[status.id] = (abs(inner - ground) > 0.15).tobytes()
    page.close()
    assert len(set(shapes.values())) == len(STATUSES)
