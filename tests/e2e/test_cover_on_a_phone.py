"""What a chairman has to know is within two screens of a phone; the page of the whole place is bounded."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from projects import Built

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE, LAPTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 800}


@pytest.mark.parametrize("edition", ["built", "built_year"])
def test_verdict_silent_decisions_and_the_worst_three_are_within_two_screens(
    request: pytest.FixtureRequest, browser: Browser, edition: str
) -> None:
    built: Built = request.getfixturevalue(edition)
    page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]  # the two numbers it asks for
    page.goto(f"file://{built.edition}/html/book/pages/index.html")
    page.wait_for_load_state("load")
    ends = page.evaluate(
        "[...document.querySelectorAll('.pb-lead, .pb-decisions, .pb-worst')]"
        ".map((each) => each.getBoundingClientRect().bottom + scrollY)"
    )
    title = page.locator("h1").first.inner_text()
    page.close()
    assert "năm 2022" in title
    assert len(ends) == 3
    assert max(ends) <= 2 * PHONE["height"]


@pytest.mark.parametrize(("viewport", "screens"), [(LAPTOP, 14), (PHONE, 20)])
def test_the_page_of_the_whole_place_is_bounded(
    built: Built, browser: Browser, viewport: dict[str, int], screens: int
) -> None:
    page = browser.new_page(viewport=viewport)  # type: ignore[arg-type]  # the two numbers it asks for
    page.goto(f"file://{built.edition}/html/book/pages/district.html")
    page.wait_for_load_state("load")
    height = page.evaluate("document.documentElement.scrollHeight")
    page.close()
    assert height <= screens * viewport["height"]
