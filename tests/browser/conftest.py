"""One small book, built once, looked at in Chromium from http and from file."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator

import pytest
from html_books import BookResult, build_html
from playwright.sync_api import Browser, Page
from sample import write_project
from watch import Watch


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> BookResult:
    folder = tmp_path_factory.mktemp("book")
    source = write_project(folder / "source")
    return build_html(source, folder / "html", logs=folder / "logs", timeout=120)


@pytest.fixture(scope="module")
def served(book: BookResult) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(book.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join(5)


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, book: BookResult, served: str) -> str:
    """Where the book is opened from: both ways must work."""
    return served if request.param == "http" else book.folder.as_uri()


@pytest.fixture
def watched(browser: Browser) -> Iterator[tuple[Page, Watch]]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
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
