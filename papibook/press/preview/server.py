"""A preview's web server: one edition's HTML on this machine's loopback, for the person at this machine.

Only GET and HEAD, no file outside the edition's ``html`` folder, and no request that names another host: a
web page from elsewhere whose name was made to point here gets nothing.
"""

from __future__ import annotations

import json
import logging
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

from papibook.ground.errors import ConfigError, cause_of
from papibook.press.preview.page import EVENTS, SCRIPT, SCRIPT_PATH, plain_page, with_script

HOST = "127.0.0.1"
_KEEP_ALIVE = 15.0
_SWAP_PATIENCE = 2.0
"""Seconds that an edition may be away while a new one takes its place."""
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Told:
    """What open browsers are told: which edition is in place, and what is wrong with what was saved since."""

    version: str = ""
    problems: tuple[str, ...] = ()


class Site:
    """What is served: the folder of the HTML, where the last PDF is, and what browsers are told."""

    def __init__(self, html: Path, pdf_folder: Path) -> None:
        self.html = html
        self.pdf_folder = pdf_folder
        self._told = Told()
        self._ended = False
        self._news = threading.Condition()

    @property
    def told(self) -> Told:
        return self._told

    def tell(self, told: Told) -> None:
        """Let every open browser know."""
        with self._news:
            self._told = told
            self._news.notify_all()

    def end(self) -> None:
        """Let go of every browser that waits for news."""
        with self._news:
            self._ended = True
            self._news.notify_all()

    def news(self) -> Iterator[Told | None]:
        """What is told now and after each change; None now and then, to see whether anybody still listens."""
        seen: Told | None = None
        while True:
            with self._news:
                if self._told == seen and not self._ended:
                    self._news.wait(_KEEP_ALIVE)
                if self._ended:
                    return
                fresh = None if self._told == seen else self._told
                seen = self._told
            yield fresh


def place_of(folder: Path, target: str) -> Path | None:
    """The file below ``folder`` that a request's target means; None where there is none."""
    path = unquote(target.split("?")[0].split("#")[0])
    parts = path.removeprefix("/").split("/")
    if (
        not path.startswith("/")
        or "\0" in path
        or "\\" in path
        or any(part.startswith(".") for part in parts)
    ):
        return None
    place = folder.joinpath(*parts, "index.html") if path.endswith("/") else folder.joinpath(*parts)
    try:
        found = place.resolve(strict=True)
    except (OSError, ValueError):
        return None
    return found if found.is_relative_to(folder.resolve()) and found.is_file() else None


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "papibook"
    sys_version = ""

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The library's answer to what it refuses itself; a method that is not served is not allowed."""
        if code == HTTPStatus.NOT_IMPLEMENTED:
            code, message = HTTPStatus.METHOD_NOT_ALLOWED, None
        super().send_error(code, message, explain)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for what was built."""

    def _answer(self) -> None:
        if self.headers.get("Host") not in self.server.hosts:
            self._send(HTTPStatus.MISDIRECTED_REQUEST, b"", "text/plain")
        elif self.path == EVENTS:
            self._send_news()
        elif self.path == SCRIPT_PATH:
            self._send(HTTPStatus.OK, SCRIPT.encode(), _TYPES[".js"])
        else:
            self._send_file()

    def _send_file(self) -> None:
        site = self.server.site
        told = site.told  # before reading: a page may be told too old, and is loaded once more, never too new
        for _ in range(round(_SWAP_PATIENCE / 0.05)):
            place = place_of(site.html, self.path) or self._last_pdf()
            try:
                content = place.read_bytes() if place else None
            except OSError:
                content = None
            if content is not None or site.html.is_dir() or not told.version:
                break
            time.sleep(0.05)
        if place is None or content is None:
            page = plain_page(told.version, told.problems, self.path)
            self._send(HTTPStatus.NOT_FOUND, page.encode(), _TYPES[".html"])
            return
        if place.suffix == ".html":
            content = with_script(content, told.version)
        self._send(HTTPStatus.OK, content, _TYPES.get(place.suffix, "application/octet-stream"))

    def _last_pdf(self) -> Path | None:
        """A preview makes no PDF: the one of the edition built last stands in."""
        folder, _, name = self.path.rpartition("/")
        is_pdf = folder == "/_static/files" and name.endswith(".pdf")
        return place_of(self.server.site.pdf_folder, f"/{name}") if is_pdf else None

    def _send_news(self) -> None:
        self._head(HTTPStatus.OK, "text/event-stream; charset=utf-8")
        if self.command == "HEAD":
            return
        for told in self.server.site.news():
            line = f"data: {json.dumps(asdict(told), ensure_ascii=False)}" if told else ": still here"
            self.wfile.write(f"{line}\n\n".encode())
            self.wfile.flush()

    def _send(self, status: HTTPStatus, content: bytes, kind: str) -> None:
        self._head(status, kind, length=len(content))
        if self.command != "HEAD":
            self.wfile.write(content)

    def _head(self, status: HTTPStatus, kind: str, *, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, site: Site, port: int) -> None:
        self.site = site
        super().__init__((HOST, port), _Handler)
        self.hosts = {f"{name}:{self.server_port}" for name in (HOST, "localhost")}

    def server_bind(self) -> None:
        """Bind without asking anybody for this machine's name, which can take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is no fault."""
        logging.getLogger(__name__).debug("a request ended early", exc_info=True)


@contextmanager
def served(site: Site, port: int) -> Iterator[str]:
    """Serve ``site`` on ``port`` (0: any that is free); the address of its first page.

    Raises:
        ConfigError: the port cannot be had.
    """
    try:
        server = _Server(site, port)
    except OSError as err:
        raise ConfigError(
            "Port {port} cannot be used ({cause}). Name another with --port, or none.",
            port=port,
            cause=cause_of(err),
        ) from None
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}/"
    finally:
        site.end()
        server.shutdown()
        server.server_close()
        thread.join(5)
