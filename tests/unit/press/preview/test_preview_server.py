"""A preview's server gives the edition's files to this machine's browser, and nothing to anybody else."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from papibook.ground.errors import ConfigError
from papibook.press.preview.server import Site, Told, place_of, served

PDF = "/_static/files/bao-cao.pdf"


@dataclass
class Served:
    site: Site
    port: int

    def ask(self, path: str, method: str = "GET", host: str = "") -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, headers={"Host": host or f"127.0.0.1:{self.port}"})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, dict(answer.getheaders()), content


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    html = tmp_path / "html"
    (html / "book").mkdir(parents=True)
    (html / "index.html").write_text("<html><body><p>Bìa</p></body></html>", encoding="utf-8")
    (html / "book/a.csv").write_text("số", encoding="utf-8")
    (html / ".hidden").write_text("secret")
    (tmp_path / "outside.txt").write_text("secret")
    return tmp_path


@pytest.fixture
def preview(folder: Path) -> Iterator[Served]:
    site = Site(folder / "html", folder / "print")
    site.tell(Told("v1"))
    with served(site, 0) as address:
        yield Served(site, int(address.rstrip("/").rpartition(":")[2]))


@pytest.mark.parametrize(
    "target",
    [
        "/../outside.txt",
        "/book/../../outside.txt",
        "/%2e%2e/outside.txt",
        "/..%2foutside.txt",
        "/%2e%2e%5coutside.txt",
        "/..\\outside.txt",
        "//etc/passwd",
        "/link.txt",
        "/.hidden",
        "/a%00b",
        "/book",
        "/book/",
        "outside.txt",
        "",
        "http://other/index.html",
    ],
)
def test_no_target_leads_out_of_the_folder(folder: Path, target: str) -> None:
    (folder / "html/link.txt").symlink_to(folder / "outside.txt")
    assert place_of(folder / "html", target) is None


@pytest.mark.parametrize("target", ["/", "/index.html", "/index.html?x=/..", "/%69ndex.html"])
def test_a_target_names_a_file_of_the_folder(folder: Path, target: str) -> None:
    assert place_of(folder / "html", target) == (folder / "html/index.html").resolve()


def test_pages_get_the_script_and_other_files_stay_as_they_are(preview: Served, folder: Path) -> None:
    status, headers, content = preview.ask("/index.html")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert '<script src="/-preview/preview.js" data-version="v1"></script></body>' in content.decode()
    assert "script" not in (folder / "html/index.html").read_text(encoding="utf-8")
    assert preview.ask("/book/a.csv")[2] == "số".encode()
    assert preview.ask("/-preview/preview.js")[1]["Content-Type"].startswith("text/javascript")


def test_nothing_is_kept_by_browsers_or_given_to_other_sites(preview: Served) -> None:
    headers = preview.ask("/")[1]
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Python" not in headers["Server"]


def test_a_head_request_gets_the_head_alone(preview: Served) -> None:
    status, headers, content = preview.ask("/", "HEAD")
    assert (status, content) == (200, b"")
    assert int(headers["Content-Length"]) > 0


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_other_methods_are_not_allowed(preview: Served, method: str) -> None:
    assert preview.ask("/", method)[0] == 405


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "localhost"])
@pytest.mark.parametrize("path", ["/", "/-preview/events", "/-preview/preview.js"])
def test_a_request_that_names_another_host_gets_nothing(preview: Served, host: str, path: str) -> None:
    status, _, content = preview.ask(path, host=host)
    assert (status, content) == (421, b"")


def test_localhost_is_this_machine(preview: Served) -> None:
    assert preview.ask("/", host=f"localhost:{preview.port}")[0] == 200


def test_the_server_listens_on_loopback_alone(preview: Served) -> None:
    cards = (address for addresses in psutil.net_if_addrs().values() for address in addresses)
    others = {address.address for address in cards if address.family == socket.AF_INET}
    for address in (others | {"127.0.0.2"}) - {"127.0.0.1"}:
        with socket.socket() as other:
            other.settimeout(2)
            assert other.connect_ex((address, preview.port)) != 0


def test_a_page_that_is_not_there_says_so_in_plain_words(preview: Served) -> None:
    status, _, content = preview.ask("/khong-co.html")
    assert status == 404
    assert "Không có trang này" in content.decode()


def test_the_last_pdf_stands_in_and_without_one_a_page_says_how_to_get_it(
    preview: Served, folder: Path
) -> None:
    status, _, content = preview.ask(PDF)
    assert status == 404
    assert "papibook build" in content.decode()
    (folder / "print").mkdir()
    (folder / "print/bao-cao.pdf").write_bytes(b"%PDF-")
    assert preview.ask(PDF)[2] == b"%PDF-"
    assert preview.ask("/_static/files/..%2foutside.txt.pdf")[0] == 404


def test_before_the_first_build_the_page_says_that_it_comes_or_what_is_wrong(tmp_path: Path) -> None:
    site = Site(tmp_path / "html", tmp_path / "print")
    with served(site, 0) as address:
        preview = Served(site, int(address.rstrip("/").rpartition(":")[2]))
        assert "Đang dựng báo cáo" in preview.ask("/")[2].decode()
        site.tell(Told("", ("Tệp <b> sai",)))
        text = preview.ask("/")[2].decode()
        assert "Tệp &lt;b&gt; sai" in text
        assert "preview.js" in text


def test_browsers_are_told_of_each_change_and_let_go_at_the_end(tmp_path: Path) -> None:
    site = Site(tmp_path / "html", tmp_path / "print")
    site.tell(Told("v1"))
    with served(site, 0) as address:
        port = int(address.rstrip("/").rpartition(":")[2])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/-preview/events")
        answer = connection.getresponse()
        assert answer.getheader("Content-Type", "").startswith("text/event-stream")
        assert told(answer) == {"version": "v1", "problems": []}
        site.tell(Told("v1", ("Trang hỏng",)))
        assert told(answer) == {"version": "v1", "problems": ["Trang hỏng"]}
    assert answer.read().strip() == b""
    connection.close()
    assert not [thread for thread in threading.enumerate() if "serve_forever" in thread.name]


def told(answer: http.client.HTTPResponse) -> object:
    line = answer.readline()
    while not line.startswith(b"data: "):
        line = answer.readline()
    return json.loads(line.removeprefix(b"data: "))


def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        site = Site(Path("html"), Path("print"))
        with (
            pytest.raises(ConfigError, match=r"chương trình khác đang dùng|another program uses it"),
            served(site, taken.getsockname()[1]),
        ):
            pass
