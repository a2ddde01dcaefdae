"""``papibook build-many``: three districts, one of them broken, and the page that joins them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from projects import PLAN, papibook, small_project

pytestmark = pytest.mark.slow


def name_district(project: Path, name: str) -> None:
    path = project / PLAN / "plan.yml"
    text = path.read_text(encoding="utf-8")
    assert "Huyện Mộc Châu" in text
    path.write_text(text.replace("Huyện Mộc Châu", name), encoding="utf-8")


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three projects side by side: two good ones, and one without a table of units."""
    folder = tmp_path_factory.mktemp("province")
    for place, name in (("a", "Huyện Đà Bắc"), ("b", "Huyện Mai Châu"), ("c", "Huyện Vân Hồ")):
        name_district(small_project(folder / place), name)
    (folder / "c/data/reference/units.csv").unlink()
    done = papibook(folder, "build-many", "2022-S1", "a", "b", "c", "--out", "index")
    assert done.returncode == 3, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert "units.csv" in done.stdout
    return folder


def test_the_good_ones_are_built_and_the_broken_one_has_no_edition(province: Path) -> None:
    built = sorted(path.parents[3].name for path in province.glob("*/_build/editions/2022-S1/html"))
    assert built == ["a", "b"]
    assert not list(province.glob("*/_build/editions/.new-*"))


def test_a_second_run_builds_nothing_and_changes_nothing(province: Path) -> None:
    before = digests(province)
    done = papibook(province, "build-many", "2022-S1", "a", "b", "c", "--out", "index")
    assert done.returncode == 3
    assert done.stdout.count("không có gì thay đổi") == 2
    assert digests(province) == before


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_is_read_from_a_file_and_leads_to_the_books(
    province: Path, browser: Browser, width: int
) -> None:
    problems: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.on("console", lambda message: message.type == "error" and problems.append(message.text))
    page.on("request", lambda request: request.url.startswith("file:") or problems.append(request.url))
    page.on("requestfailed", lambda request: problems.append(request.url))
    page.goto((province / "index/index.html").as_uri())
    assert page.locator("tbody th a").all_inner_texts() == ["Huyện Đà Bắc", "Huyện Mai Châu"]
    assert "units.csv" in page.locator("tbody tr").nth(2).inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for link in page.locator("td a").all():
        box = link.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= width
    page.locator("tbody th a").first.click()
    assert page.locator(".pb-brand-place").first.text_content() == "Huyện Đà Bắc"
    page.close()
    assert problems == []
