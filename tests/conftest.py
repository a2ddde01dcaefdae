import os
import shutil
from collections.abc import Callable, Iterator
from multiprocessing import resource_tracker
from pathlib import Path

import pytest
import three_places
from made_once import made_once
from playwright.sync_api import Browser, sync_playwright
from projects import Built, copy_project, lacks, papibook, small_project_in_pieces
from surroundings import kept, surroundings
from tutorials import ward_tutorial

from papibook.press.pages.converter import close_converter

MODULES_PROCESSES = {"converter", "warm"}
"""Fixtures of a module whose processes a test may start or replace; they end with the module."""
WHOLE_EDITIONS = {"built", "built_year", "built_small", "case", "ward", "province", "district"}
"""Fixtures that build; a test with one of them is slow."""
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-sync",
]


@pytest.fixture(scope="session", autouse=True)
def _one_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The same home and width of lines for everybody: none of the user's own settings, no need of a home."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("IPYTHON", "JUPYTER_", "XDG_")):
                patch.delenv(name)
        for name in ("FORCE_COLOR", "NO_COLOR"):
            patch.delenv(name, raising=False)
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        patch.setenv("COLUMNS", "160")
        if os.name == "posix":  # the first pool of processes would start it, for as long as this one lives
            resource_tracker.ensure_running()
        yield


@pytest.fixture(scope="module", autouse=True)
def _a_module_leaves_nothing() -> Iterator[None]:
    """Modules run in any order and company; what one leaves open, no other has to bear."""
    loop = surroundings().values["running event loop"]
    assert loop is None, f"a fixture of the whole session keeps {loop} running, for all modules"
    with kept():
        yield


@pytest.fixture(autouse=True)
def _a_test_leaves_nothing(request: pytest.FixtureRequest) -> Iterator[None]:
    with kept(threads_too=not MODULES_PROCESSES & set(request.fixturenames)):
        yield


@pytest.fixture(scope="module")
def converter() -> Iterator[None]:
    """The chart converter, which starts when a first chart is drawn, ends with the module's tests."""
    yield
    close_converter()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The shipped project, built once for all tests of a run."""
    return _built(tmp_path_factory, "shipped", copy_project, "2022-S1")


@pytest.fixture(scope="session")
def built_year(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The shipped project with the year's edition built, in a folder of its own."""
    return _built(tmp_path_factory, "shipped-year", copy_project, "2022")


@pytest.fixture(scope="session")
def built_small(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The shipped project with three units that report, built; copy what you change.

    Its texts are in letters in pieces (NFD), which no page shows.
    """
    return _built(tmp_path_factory, "small", small_project_in_pieces, "2022-S1")


@pytest.fixture(scope="session")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The ward of the tutorial, all of whose commands are given; its folder lies beside the forms."""
    folder = made_once(tmp_path_factory, "ward", ward_tutorial)
    said = (folder / "build.txt").read_text(encoding="utf-8")
    project = folder / "tap-duot"
    return Built(project, project / "_build/editions/2026-Q1", said)


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A province of 75 communes, made from a text and two tables."""
    return _built(tmp_path_factory, "province", three_places.province, "2026-S1")


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The second of a district's two years, two of its communes merged between them."""
    return _built(tmp_path_factory, "district", three_places.district, "2023")


def _built(
    factory: pytest.TempPathFactory, name: str, copy: Callable[[Path], Path], edition_id: str
) -> Built:
    def make(folder: Path) -> None:
        done = papibook(copy(folder / "project"), "build", edition_id)
        assert done.returncode == 0, done.stdout + done.stderr
        (folder / "said.txt").write_text(done.stdout, encoding="utf-8")

    folder = made_once(factory, name, make)
    project = folder / "project"
    said = (folder / "said.txt").read_text(encoding="utf-8")
    return Built(project, project / "_build/editions" / edition_id, said)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium for the tests of a module. No longer: Playwright keeps an event loop running meanwhile."""
    chromium = shutil.which("chromium") or lacks("chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=BROWSER_FLAGS)
        yield opened
        opened.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files anew; review the diff"
    )


@pytest.hookimpl(tryfirst=True)  # before marks select
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that build are slow; files with slow tests come first, so that the short ones fill up the end."""
    for item in items:
        if WHOLE_EDITIONS & set(getattr(item, "fixturenames", ())):
            item.add_marker("slow")
    long = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with ``tests/golden/<name>``; with --update-golden write it instead."""

    def compare(name: str, text: str) -> None:
        path = Path(__file__).parent / "golden" / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), (
            f"{name} differs; review, then run with --update-golden"
        )

    return compare
