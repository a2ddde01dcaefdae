"""The life of a period's report through the real commands: built, submitted, issued, published, replaced."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from projects import COMMAND, Built, papibook

from papibook.press.edition.manifest import file_digests

pytestmark = [pytest.mark.slow, pytest.mark.browser]
NUMBERS = {"2022-S1": ("12/BC-UBND", "2022-06-09"), "2022-S1.1": ("15/BC-UBND", "2022-06-24")}


@dataclass(frozen=True)
class Lived:
    """A project with two issued editions, the site they were published to, and what the first one was."""

    project: Path
    site: Path
    first: dict[str, str]
    said: dict[str, str]


@pytest.fixture(scope="module")
def lived(built_small: Built, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    folder = tmp_path_factory.mktemp("life")
    project, site = Path(shutil.copytree(built_small.project, folder / "project")), folder / "site"
    said = {}

    def run(*words: str, code: int = 0) -> str:
        done = papibook(project, *words)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    said["not yet"] = run("issue", "2022-S1", "--number", "12/BC-UBND", "--date", "2022-06-09", code=2)
    for edition_id, (number, day) in NUMBERS.items():
        if edition_id != "2022-S1":
            run("edition", "2022-S1", "--replace", "Xã Chiềng Sơn gửi bổ sung", "--closed-on", "2022-06-23")
            run("build", edition_id)
        asked = run("edition", edition_id, "--lang", "en")
        for subject in re.findall(r"^\? ([\w.]+):", asked, flags=re.MULTILINE):
            run("edition", edition_id, "--reason", subject, "--why", "Đã nhắc đơn vị, chưa có trả lời")
        run("build", edition_id)
        said[f"ready {edition_id}"] = run("edition", edition_id)
        said[f"submitted {edition_id}"] = run("issue", edition_id, "--submit", "--by", "Phòng Nội vụ")
        said[f"issued {edition_id}"] = run("issue", edition_id, "--number", number, "--date", day)
        run("publish", edition_id, "--to", str(site))
        if edition_id == "2022-S1":
            first = file_digests(site / "2022-S1")
    said["again"] = run("issue", "2022-S1", "--number", "13/BC-UBND", "--date", "2022-06-10", code=2)
    said["replaced"] = run("edition", "2022-S1")
    return Lived(project, site, first, said)


def test_nothing_is_issued_while_the_checklist_has_something_open(lived: Lived) -> None:
    assert "còn" in lived.said["not yet"]
    assert "Tiếp theo, khi văn bản đã ký" in lived.said["ready 2022-S1"]
    assert "trình ký" in lived.said["submitted 2022-S1"]


def test_what_was_issued_is_never_touched(lived: Lived) -> None:
    assert "12/BC-UBND" in lived.said["again"]
    assert file_digests(lived.site / "2022-S1") == lived.first
    assert file_digests(lived.project / "sealed/2022-S1/internal") == lived.first
    papibook(lived.project, "clean")
    assert file_digests(lived.project / "sealed/2022-S1/internal") == lived.first
    assert "đã được thay thế" in lived.said["replaced"]


def test_the_quality_page_prints_why_it_was_issued_all_the_same(lived: Lived) -> None:
    page = (lived.site / "2022-S1/book/pages/quality.html").read_text(encoding="utf-8")
    assert "Đã nhắc đơn vị, chưa có trả lời" in page
    assert "Những điểm còn để lại khi phát hành" in page


def test_kept_inputs_are_those_that_it_was_built_from(lived: Lived) -> None:
    with zipfile.ZipFile(lived.project / "sealed/2022-S1/inputs.zip") as kept:
        plan = kept.read("data/plans/426-KH-UBND-2022/plan.yml")
        names = kept.namelist()
    assert plan == (lived.project / "data/plans/426-KH-UBND-2022/plan.yml").read_bytes()
    assert "notebooks/unit.ipynb" in names
    assert [name for name in names if name.startswith(("data/inbox", "_build", "sealed"))] == []


def test_the_site_is_proved_without_the_project_in_any_place(lived: Lived, tmp_path: Path) -> None:
    stick = Path(shutil.copytree(lived.site, tmp_path / "usb", copy_function=shutil.copyfile))
    environment = {"PATH": os.environ["PATH"], "LANG": "C", "TZ": "America/Lima", "HOME": str(tmp_path)}

    def verified() -> subprocess.CompletedProcess[str]:
        words = [COMMAND, "verify", str(stick)]
        return subprocess.run(
            words, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120
        )

    done = verified()
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("✓") == 3
    page = stick / "2022-S1/book/pages/quality.html"
    page.write_bytes(page.read_bytes().replace(b"7", b"8", 1))
    done = verified()
    assert done.returncode != 0
    assert "book/pages/quality.html" in done.stdout


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("folder", ["2022-S1", "2022-S1.1", "latest"])
def test_every_page_leads_to_the_same_page_of_the_other_edition(
    lived: Lived, page: Page, folder: str
) -> None:
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text) if message.type == "error" else None)
    page.goto((lived.site / folder / "book/pages/quality.html").as_uri())
    links = page.locator(".pb-editions a")
    other = "2022-S1.1" if folder == "2022-S1" else "2022-S1"
    assert links.first.get_attribute("href") == (lived.site / other / "book/pages/quality.html").as_uri()
    assert page.locator(".pb-replaced").count() == (folder == "2022-S1")
    if folder == "2022-S1":
        assert "15/BC-UBND" in page.locator(".pb-replaced").inner_text()
        page.locator(".pb-replaced a").click()
        assert page.url == (lived.site / "2022-S1.1/book/pages/quality.html").as_uri()
    assert noise == []


def test_an_edition_that_stands_alone_says_nothing_of_others(built_small: Built, page: Page) -> None:
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text) if message.type == "error" else None)
    page.goto((built_small.edition / "html/book/pages/quality.html").as_uri())
    assert page.locator(".pb-editions").count() == 0
    assert noise == []


def test_the_entry_page_lists_both_and_nothing_slides_on_a_phone(lived: Lived, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto((lived.site / "index.html").as_uri())
    text = page.locator("main").inner_text()
    assert "12/BC-UBND" in text
    assert "15/BC-UBND" in text
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
