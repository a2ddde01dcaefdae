"""One small book, built once, looked at in Chromium from http and from file."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from sample import write_project

from papibook.press.book.client import BookResult, build_html

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-sync",
]


@dataclass
class Watch:
    """What a page did that it should not: console errors and requests to anywhere else."""

    problems: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> BookResult:
    folder = tmp_path_factory.mktemp("book")
    source = write_project(folder / "source")
    return build_html(source, folder / "html", logs=folder / "logs", timeout=120)


@pytest.fixture(scope="session")
def served(book: BookResult) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(book.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join(5)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, book: BookResult, served: str) -> str:
    """Where the book is opened from: both ways must work."""
    return served if request.param == "http" else book.folder.as_uri()


@pytest.fixture
def watched(browser: Browser) -> Iterator[tuple[Page, Watch]]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    page, watch = context.new_page(), Watch()
    page.on("console", lambda m: watch.problems.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: watch.problems.append(str(error)))
    page.on("requestfailed", lambda request: watch.problems.append(f"failed: {request.url}"))
    page.on(
        "request",
        lambda request: (
            watch.outside.append(request.url)
            if not request.url.startswith(("file:", "data:", "http://127.0.0.1:"))
            else None
        ),
    )
    yield page, watch
    context.close()
