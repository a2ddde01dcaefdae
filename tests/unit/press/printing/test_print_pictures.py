"""Pictures of the office's own pages in the PDF: all of them, as wide as they are said to be."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

import print_sample
import pypdf
import pytest
from pypdf.generic import ContentStream

from papibook.press.printing.book import PrintBook
from papibook.press.printing.pdf import build_pdf
from papibook.press.theme.contents import BookContents

MM = 72 / 25.4
LINE = 165 * MM
"""The width of a line of text."""


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + b"\x80" * width) * height
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def linked(style: str, name: str = "a.png") -> str:
    """As Sphinx writes ``{image}`` with a width."""
    img = f'<img alt="Ảnh" src="../_images/{name}" style="{style}" />'
    return f'<a class="reference internal image-reference" href="../_images/{name}">{img}</a>\n'


PICTURES = {
    linked("width: 50%;"): 0.5 * LINE,
    linked("width: 300px;"): 225,
    linked("width: 8cm;", "h%C3%ACnh%20m%E1%BB%99t.png"): 80 * MM,
    linked("height: 60px;"): 90,
    linked("width: 3000px;"): LINE,
    '<p><img alt="Ảnh" src="../_images/a.png" /></p>': 400,
    '<p><img alt="Ảnh" src="../_images/wide.png" /></p>': LINE,
    '<p>Chữ <img alt="Ảnh" src="../_images/a.png" style="width: 40px;" /> chữ.</p>': 30,
    '<p><img alt="Ảnh" src="../_images/a.png" width="200" /></p>': 150,
    f"<figure>{linked('width: 40%;')}<figcaption><p>Hình 1.</p></figcaption></figure>": 0.4 * LINE,
    f"<figure>{linked('width: 2cm;').replace('../_images/a.png', 'two.html', 1)}</figure>": 20 * MM,
}
"""HTML of a picture to its width on paper in points."""


def drawn(page: pypdf.PageObject, reader: pypdf.PdfReader) -> Iterator[float]:
    """The width of each picture of ``page``."""
    scale, stack = 1.0, []
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator == b"q":
            stack.append(scale)
        elif operator == b"Q":
            scale = stack.pop()
        elif operator == b"cm":
            scale *= float(operands[0])
        elif operator == b"Do":
            yield scale


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> pypdf.PdfReader:
    root = tmp_path_factory.mktemp("pictures")
    (root / "_images").mkdir()
    for name, size in (("a.png", (400, 200)), ("hình một.png", (400, 200)), ("wide.png", (2000, 200))):
        (root / "_images" / name).write_bytes(png(*size))
    (root / "book").mkdir()
    body = "".join(PICTURES)
    text = f'<article class="bd-article"><section><h1>Ảnh</h1>{body}</section></article>'
    (root / "book/index.html").write_text(text, encoding="utf-8")
    book = PrintBook(root, BookContents("book/index", ()), root / "values")
    documents = book.documents(root, limit=10**9)
    build_pdf(documents, root / "book.pdf", print_sample.meta(), work=root / "work")
    return pypdf.PdfReader(root / "book.pdf")


def test_every_picture_is_printed_at_its_width(printed: pypdf.PdfReader) -> None:
    widths = [width for page in printed.pages for width in drawn(page, printed)]
    assert widths == pytest.approx(list(PICTURES.values()), abs=0.6)


def test_a_picture_in_a_line_stays_in_it_and_a_title_is_printed(printed: pypdf.PdfReader) -> None:
    heights: dict[str, float] = {}

    def note(text: str, _: object, place: list[float], *rest: object) -> None:
        heights[text.strip()] = place[5]

    for page in printed.pages:
        page.extract_text(visitor_text=note)
    assert heights["Chữ"] == heights["chữ."]
    assert "Hình 1." in heights
