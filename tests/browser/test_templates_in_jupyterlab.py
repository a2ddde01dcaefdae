"""A template opened in JupyterLab and run there: what the book shows is seen."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from projects import small_project
from watch import Watch

from papibook.data.edition.dataset import load_dataset
from papibook.ground.paths import Project
from papibook.measures.counted import count_all
from papibook.press.edition.freeze import freeze

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PERIOD = "2022-S1"
PATIENCE = 120_000
RUN = [
    *("--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0"),
    # It asks jupyterlab.github.io for news: on the server, not from the page.
    *("--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"),
    *("--IdentityProvider.token=abc", "--expose-app-in-browser"),
]
RUN_ALL = """async () => {
  const notebook = jupyterapp.shell.currentWidget;
  await notebook.context.ready;
  await notebook.sessionContext.ready;
  await jupyterapp.commands.execute("notebook:run-all-cells");
}"""
"""The menu's command; before the kernel has answered it would run nothing and say nothing."""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of JupyterLab in a small project whose edition has its slices."""
    folder = tmp_path_factory.mktemp("lab")
    project = Project(small_project(folder / "project"))
    dataset = load_dataset(project, PERIOD)
    freeze(dataset, count_all(dataset), project.edition(PERIOD) / "slices")
    (project.editions / "latest.txt").write_text(PERIOD, encoding="utf-8")
    said = folder / "said.txt"
    with said.open("w", encoding="utf-8") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *RUN],
            cwd=project.root,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
    try:
        yield address_in(said, process)
        process.terminate()  # its kernels end with it
        process.wait(60)
    finally:
        process.kill()
        process.wait()


def address_in(said: Path, process: subprocess.Popen[bytes]) -> str:
    for _ in range(1200):  # two minutes
        found = re.search(r"http://127\.0\.0\.1:[1-9]\d*/", said.read_text(encoding="utf-8"))
        if found:
            return found[0]
        assert process.poll() is None, said.read_text(encoding="utf-8")
        time.sleep(0.1)
    raise AssertionError(said.read_text(encoding="utf-8"))


@pytest.mark.timeout(500)
def test_the_page_of_a_commune_shows_its_tables_and_charts(lab: str, watched: tuple[Page, Watch]) -> None:
    page, watch = watched
    page.set_default_timeout(PATIENCE)
    page.set_viewport_size({"width": 1280, "height": 9000})  # only cells in view are drawn
    page.goto(f"{lab}lab/tree/notebooks/unit.ipynb?token=abc")
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
    page.evaluate(RUN_ALL)
    expect(page.locator(".jp-CodeCell .jp-InputPrompt").last).to_have_text(
        re.compile(r"\[\d+\]:"), timeout=PATIENCE
    )
    shown = page.locator(".jp-OutputArea-output")

    assert shown.filter(has_text="Traceback").count() == 0
    rows = page.locator(".jp-OutputArea-output table.pb-gt tbody tr")
    assert rows.count() > 20
    number = page.locator(".pb-hand table .gt_right").first
    assert number.evaluate("cell => getComputedStyle(cell).textAlign") == "right"
    name = page.locator(".pb-hand table tbody .gt_left").first
    assert name.evaluate("cell => getComputedStyle(cell).textAlign") == "left"
    charts = page.locator(".pb-hand img")
    assert charts.count() > 0
    for number in range(charts.count()):
        wide = charts.nth(number).evaluate("image => image.decode().then(() => image.naturalWidth)")
        assert wide > 500
    targets = [link.get_attribute("href") or "" for link in page.locator(".pb-hand a").all()]
    assert [target for target in targets if not target.startswith("http")] == []
    assert page.locator(".jp-OutputArea-output", has_text="application/vnd").count() == 0
    assert watch.outside == []
