"""A preview as somebody at work sees it: what is saved shows by itself, what is wrong says so."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from projects import PLAN, Built, start_papibook

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PATIENCE = 120_000
"""Milliseconds for what takes some seconds on an idle machine."""


@dataclass(frozen=True)
class Preview:
    project: Path
    process: subprocess.Popen[str]
    address: str


@pytest.fixture(scope="module")
def preview(built_small: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview of what was built before, its pages cached, as from the second day on."""
    folder = tmp_path_factory.mktemp("preview")
    project = Path(shutil.copytree(built_small.project, folder / "project"))
    shutil.rmtree(project / "book/pages")  # of the build before
    said = folder / "said.txt"
    with said.open("w", encoding="utf-8") as stream:
        process = start_papibook(project, "preview", "2022-S1", stdout=stream)
    try:
        yield Preview(project, process, address_in(said, process))
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0, said.read_text(encoding="utf-8")
        assert "Đã kết thúc xem trước" in said.read_text(encoding="utf-8")
    finally:
        process.kill()
        process.wait()


def address_in(said: Path, process: subprocess.Popen[str]) -> str:
    until = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < until:
        found = re.search(r"http://127\.0\.0\.1:\d+/", said.read_text(encoding="utf-8"))
        if found:
            return found[0]
        assert process.poll() is None, said.read_text(encoding="utf-8")
        time.sleep(0.1)
    raise AssertionError("no address")


def test_what_is_saved_shows_and_what_is_wrong_says_so_until_it_is_mended(
    preview: Preview, browser: Browser
) -> None:
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{preview.address}book/pages/communes/xa-chieng-son.html")
    expect(page.locator("h1").first).to_contain_text("Xã Chiềng Sơn", timeout=PATIENCE)

    template = preview.project / "notebooks/unit.ipynb"
    notebook = json.loads(template.read_text(encoding="utf-8"))
    prose = next(cell for cell in notebook["cells"][1:] if cell["cell_type"] == "markdown")
    prose["source"] = ["".join(prose["source"]), "\n\nMột câu vừa viết thêm."]
    template.write_text(json.dumps(notebook), encoding="utf-8")
    expect(page.locator("main")).to_contain_text("Một câu vừa viết thêm.", timeout=PATIENCE)

    plan = preview.project / PLAN / "plan.yml"
    good = plan.read_text(encoding="utf-8")
    plan.write_text(good + "\nthừa: [\n", encoding="utf-8")
    expect(page.locator("#pb-preview")).to_contain_text("plan.yml", timeout=PATIENCE)
    expect(page.locator("main")).to_contain_text("Một câu vừa viết thêm.", timeout=PATIENCE)
    plan.write_text(good, encoding="utf-8")
    expect(page.locator("#pb-preview")).to_be_hidden(timeout=PATIENCE)
    assert not (preview.project / "book/pages").exists()
    page.close()
