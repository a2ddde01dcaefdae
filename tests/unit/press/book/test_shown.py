"""A view that is not in the HTML is an error of the build, and so is a picture that readers would not see."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from papibook.ground.errors import BookError
from papibook.press.book.pictures import check_pictures
from papibook.press.book.shown import check_shown

TABLE = '<div class="pb-table" id="table-a"><table><tr><td>1</td><td>2</td></tr></table></div>'
SENTENCE = '<p class="pb-lead">12 trong 15 xã &lt;đã&gt; báo cáo.</p>'
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def write_page(source: Path, name: str, *views: str) -> None:
    path = source / "book" / "pages" / f"{name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    outputs = [[{"output_type": "display_data", "data": {"text/html": view}}] for view in views]
    cells = [{"cell_type": "markdown", "source": "# A"}, *({"outputs": each} for each in outputs)]
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")


def write_html(html: Path, name: str, body: str) -> None:
    path = html / f"{name}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"<article>{body}</article>", encoding="utf-8")


def test_a_page_with_all_its_views_is_whole(tmp_path: Path) -> None:
    write_page(tmp_path, "communes/xa-a", TABLE, SENTENCE)
    spaced = TABLE.replace("</td>", "</td>\n")  # as the search index needs it
    write_html(tmp_path / "html", "book/pages/communes/xa-a", spaced + SENTENCE)
    check_shown(tmp_path, tmp_path / "html")


@pytest.mark.parametrize(
    ("body", "lost"),
    [
        (TABLE, "book/pages/xa: 12 trong 15 xã"),
        (SENTENCE, "book/pages/xa: table-a"),
        (TABLE.replace("<td>2</td>", "<td>3</td>") + SENTENCE, "book/pages/xa: table-a"),
        ("", "book/pages/xa: table-a\nbook/pages/xa: 12"),
    ],
)
def test_a_lost_view_is_named(tmp_path: Path, body: str, lost: str) -> None:
    write_page(tmp_path, "xa", TABLE, SENTENCE)
    write_html(tmp_path / "html", "book/pages/xa", body)
    with pytest.raises(BookError) as caught:
        check_shown(tmp_path, tmp_path / "html")
    assert lost in caught.value.text("vi")
    assert "thiếu nội dung" in caught.value.text("vi")
    assert caught.value.exit_code == 5


def test_a_page_that_is_not_in_the_book_is_lost_unless_the_contents_leaves_it_out(tmp_path: Path) -> None:
    write_page(tmp_path, "papi", TABLE)
    with pytest.raises(BookError, match="book/pages/papi: table-a"):
        check_shown(tmp_path, tmp_path / "html")
    check_shown(tmp_path, tmp_path / "html", ("papi",))


@pytest.mark.parametrize(
    ("tag", "name", "content", "said"),
    [
        ('<img alt="A" src="book/khong%20co.png">', "", b"", "không có ảnh khong co.png trong báo cáo"),
        ('<img src="a.png" alt="A">', "", b"", "không có ảnh a.png"),
        ('<img alt="A" src="https://a.vn/b.png">', "", b"", "ảnh https://a.vn/b.png nằm ở trang mạng khác"),
        ('<img alt="A" src="../_images/a.bmp">', "a.bmp", b"BM0000", "không hiển thị được ảnh a.bmp"),
        ('<img alt="A" src="../_images/a.png">', "a.png", b"\xff\xd8\xff0", "đuôi tệp không đúng loại"),
        ('<img alt="A" src="../_images/a.png">', "a.png", b"", "không hiển thị được"),
        ('<img alt="A" src="../_images/a.svg">', "a.svg", b"<svg>\xe1</svg>", "không phải mã UTF-8"),
        ('<img alt="" src="../_images/a.png">', "a.png", PNG, "chưa có lời mô tả"),
        ('<img alt="../_images/a.png" src="../_images/a.png">', "a.png", PNG, "chưa có lời mô tả"),
    ],
)
def test_a_picture_that_nobody_would_see_is_told_with_file_and_line(
    tmp_path: Path, tag: str, name: str, content: bytes, said: str
) -> None:
    html = tmp_path / "html"
    write_html(html, "book/methods", tag)
    if name:
        (html / "_images").mkdir()
        (html / "_images" / name).write_bytes(content)
    text = "# A\n\n![](anh/a.png) ![](a.bmp) ![](a.svg) ![](khong%20co.png) ![](https://a.vn/b.png)\n"
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "methods.md").write_text(text, encoding="utf-8")
    with pytest.raises(BookError) as caught:
        check_pictures(tmp_path, html, "book/methods")
    assert caught.value.text("vi").startswith("book/methods.md, dòng 3: "), caught.value.text("vi")
    assert said in caught.value.text("vi")


def test_a_good_picture_and_one_of_a_view_pass(tmp_path: Path) -> None:
    html = tmp_path / "html"
    write_html(
        html,
        "book/methods",
        '<img alt="A" src="../_images/h%C3%ACnh%20m%E1%BB%99t.png"><img src="../_static/c.svg" alt="">',
    )
    for name in ("_images/hình một.png", "_static/c.svg"):
        (html / name).parent.mkdir()
        (html / name).write_bytes(PNG)
    check_pictures(tmp_path, html, "book/methods")
