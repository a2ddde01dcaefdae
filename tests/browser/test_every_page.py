"""Every page of a built edition, on screen and on paper: nothing in the way, nothing broken, nothing lost."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator

import pypdf
import pytest
from pages import DESK, LOOK, PHONE, Seen, look_at, pages_of
from playwright.sync_api import Browser, Page
from projects import Built

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KINDS = [
    "book/pages/index",
    "book/plan/part-2",
    "book/pages/district",
    "book/pages/dimensions/2",
    "book/pages/communes/xa-chieng-son",
    "book/pages/departments/phong-noi-vu",
    "book/pages/quality",
    "book/pages/comparison",
    "book/pages/papi",
    "book/pages/tasks",
    "book/pages/indicators",
    "book/pages/follow-up",
]
PAPER = {"top": "14mm", "bottom": "14mm", "left": "12mm", "right": "12mm"}
PAPER_WIDTH = 703
"""Pixels between the margins of A4."""

BEYOND = """(most) => [...document.querySelectorAll("table, figure, img")]
  .filter((each) => each.getBoundingClientRect().right > most + 1)
  .map((each) => each.closest("[id]").id)"""
"""What goes beyond the right margin."""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce")
    context.set_default_timeout(120_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def seen(built: Built, page: Page) -> list[Seen]:
    return list(look_at(page, built.edition / "html"))


@pytest.mark.timeout(1200)
def test_axe_finds_no_barrier_on_any_page(built: Built, seen: list[Seen]) -> None:
    assert len(seen) == 2 * len(pages_of(built.edition / "html"))
    assert {(one.name, one.window): one.barriers for one in seen if one.barriers} == {}


@pytest.mark.stress
@pytest.mark.timeout(1200)
def test_no_colour_on_any_page_is_hard_to_read(built: Built, page: Page) -> None:
    looks = look_at(page, built.edition / "html", every_colour=True)
    assert {(one.name, one.window): one.barriers for one in looks if one.barriers} == {}


def test_no_date_and_no_number_breaks_in_a_table(seen: list[Seen]) -> None:
    assert {(one.name, one.window): one.found["broken"] for one in seen if one.found["broken"]} == {}


def test_no_page_is_wider_than_its_window(seen: list[Seen]) -> None:
    assert [(one.name, one.window) for one in seen if one.found["width"] > one.window] == []


def test_no_page_takes_more_than_twelve_screens(seen: list[Seen], province: Built, page: Page) -> None:
    """The annexes apart, which are looked up and not read."""
    tall = {one.name: one.found["screens"] for one in seen if one.window == DESK}
    page.set_viewport_size({"width": DESK, "height": 800})
    everything = pages_of(province.edition / "html")
    communes = [path for path in everything if path.parent.name == "communes"]
    longest = sorted(communes, key=lambda path: path.stat().st_size)[-8:]  # of one template
    for path in [path for path in everything if path not in communes] + longest:
        page.goto(path.as_uri())
        tall[f"province/{path.stem}"] = page.evaluate(LOOK)["screens"]
    annexes = re.compile(r"(?:^|/)(?:tasks|indicators|annexes)\b")
    assert {
        name: screens for name, screens in tall.items() if screens > 12 and not annexes.search(name)
    } == {}


def test_a_table_that_slides_says_so_and_one_of_words_does_not_slide_on_a_phone(seen: list[Seen]) -> None:
    assert {(one.name, one.window): one.found["silent"] for one in seen if one.found["silent"]} == {}
    assert {one.name: one.found["cut"] for one in seen if one.found["cut"] and one.window == PHONE} == {}
    assert any(one.found["slides"] for one in seen if one.window == PHONE)
    assert [one.name for one in seen if one.found["slides"] and one.window == DESK] == []


def test_every_window_is_named_by_its_page_the_period_and_the_place(seen: list[Seen]) -> None:
    titles = {one.name: one.found["title"] for one in seen if one.window == DESK}
    assert all("6 tháng đầu năm 2022" in title for title in titles.values())
    assert all("huyện Mộc Châu" in title.replace("H", "h") for title in titles.values())
    assert len(set(titles.values())) == len(titles)


def test_english_words_are_marked(seen: list[Seen]) -> None:
    assert {one.name: one.found["unmarked"] for one in seen if one.found["unmarked"]} == {}
    assert sum(one.found["english"] for one in seen if one.name == "book/glossary.html") > 40


@pytest.mark.parametrize("name", KINDS)
def test_paper_keeps_the_title_and_every_column(built: Built, page: Page, name: str) -> None:
    page.set_viewport_size({"width": PAPER_WIDTH, "height": 1000})
    page.goto((built.edition / f"html/{name}.html").as_uri())
    page.emulate_media(media="print")
    wide = page.evaluate(BEYOND, PAPER_WIDTH)
    heads = page.locator("thead th").all_text_contents()
    title = page.locator("h1").first.evaluate("(h1) => h1.firstChild.textContent")
    printed = said_by(page.pdf(format="A4", margin=PAPER))
    page.emulate_media(media="null")
    assert wide == []
    assert packed(title) in printed
    assert [word for head in heads for word in head.split() if packed(word) not in printed] == []
    assert packed("6 tháng đầu năm 2022") in printed


def test_a_long_list_shows_its_beginning_on_a_phone_and_all_of_it_where_asked(
    built: Built, page: Page
) -> None:
    page.set_viewport_size({"width": PHONE, "height": 900})
    page.goto((built.edition / "html/book/pages/tasks.html").as_uri())
    last = page.locator("#table-tasks tbody tr").last
    assert last.is_hidden()
    page.locator(".pb-unfold").click()
    assert last.is_visible()
    page.set_viewport_size({"width": DESK, "height": 900})
    page.reload()
    assert last.is_visible()
    assert page.locator(".pb-unfold").is_hidden()


def test_a_name_is_found_first_and_a_phrase_before_its_words(built: Built, page: Page) -> None:
    found = found_for(page, built, "Chiềng Sơn")
    assert found[0].startswith("Xã Chiềng Sơn\n")
    found = found_for(page, built, "phương pháp")
    has_it = ["phương pháp" in text.lower() for text in found]
    assert found[0].startswith("Phương pháp\n")
    assert has_it == sorted(has_it, reverse=True)
    assert 3 <= sum(has_it) < len(has_it)


def found_for(page: Page, built: Built, query: str) -> list[str]:
    """The finds, best first, each with its text."""
    page.goto(f"{(built.edition / 'html/search.html').as_uri()}?q={query}")
    page.wait_for_function("document.querySelector('.search-summary').textContent.includes('Tìm thấy')")
    return page.locator("ul.search > li").all_inner_texts()


def said_by(pdf: bytes) -> str:
    return packed("".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(pdf)).pages))


def packed(text: str) -> str:
    """Without white space, which lines and cells break anywhere."""
    return "".join(unicodedata.normalize("NFC", text).split())
