"""Building the HTML book: time limit, failures that name their cause, one script for charts."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from html_books import build_html

from papibook.ground.errors import BookError
from papibook.press.book.pictures import check_pictures
from papibook.press.book.shown import check_shown

ROOT = Path(__file__).resolve().parents[4]
PAGE = "# Trang đầu\n\nChữ[^a].\n\n:::{standing} 1.1\n:::\n\n[^a]: Chú thích.\n"


def _tiny(folder: Path, *, toc: str = "format: jb-book\nroot: book/index\n") -> Path:
    (folder / "book").mkdir(parents=True)
    (folder / "_config.yml").write_text("title: Sách\nonly_build_toc_files: true\n", encoding="utf-8")
    (folder / "_toc.yml").write_text(toc, encoding="utf-8")
    (folder / "book" / "index.md").write_text("# Trang đầu\n", encoding="utf-8")
    return folder


def test_a_broken_contents_file_is_named(tmp_path: Path) -> None:
    source = _tiny(tmp_path / "source", toc="format: jb-book\nroot: book/index\nparts: []\n")
    with pytest.raises(BookError) as caught:
        build_html(source, tmp_path / "out", logs=tmp_path / "logs", timeout=120)
    assert "html.log" in str(caught.value)
    assert "[etoc]" in (tmp_path / "logs" / "html.log").read_text(encoding="utf-8")
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_the_same_source_gives_the_same_bytes_in_any_folder(tmp_path: Path) -> None:
    built = []
    for name in ("one", "another/deeper"):
        source = _tiny(tmp_path / name)
        (source / "_config.yml").write_bytes((ROOT / "_config.yml").read_bytes())
        (source / "book" / "index.md").write_text(PAGE, encoding="utf-8")
        out = tmp_path / f"{name}-html"
        build_html(source, out, logs=tmp_path / "logs", timeout=120)
        built.append({path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()})
    assert built[0] == built[1]
    page = built[0][Path("book/index.html")].decode("utf-8")
    assert "Chưa dựng báo cáo nào." in page
    assert str(tmp_path) not in page


def test_a_build_past_its_time_is_ended(tmp_path: Path) -> None:
    source = _tiny(tmp_path / "source")
    begun = time.monotonic()
    with pytest.raises(BookError) as caught:
        build_html(source, tmp_path / "out", logs=tmp_path / "logs", timeout=0.2)
    assert time.monotonic() - begun < 60
    assert "0 seconds" in str(caught.value)
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_every_warning_is_told_whole(tmp_path: Path) -> None:
    toc = "format: jb-book\nroot: book/index\nchapters:\n- file: book/trang một\n- file: book/khong-co\n"
    source = _tiny(tmp_path / "source", toc=toc)
    config = "title: Sách\nsphinx:\n  config:\n    html_static_path: [khong-co]\n"
    (source / "_config.yml").write_text(config, encoding="utf-8")
    (source / "book" / "trang một.md").write_text("# Một\n\n:::{la}\n:::\n", encoding="utf-8")
    told = build_html(source, tmp_path / "out", logs=tmp_path / "logs", timeout=100).warnings
    assert told == (
        "WARNING: html_static_path entry 'khong-co' does not exist",
        "book/index.md:: WARNING: toctree contains reference to nonexisting document 'book/khong-co' "
        "[etoc.ref]",
        "book/trang một.md:3: WARNING: Unknown directive type: 'la' [myst.directive_unknown]",
    )
    assert str(tmp_path) not in "".join(told)


@pytest.mark.slow
def test_a_long_part_leads_to_the_page_of_contents(tmp_path: Path) -> None:
    toc = "format: jb-book\nroot: book/index\nparts:\n- caption: Xã\n  chapters:\n  - glob: book/u/*\n"
    source = _tiny(tmp_path / "source", toc=toc)
    (source / "_config.yml").write_bytes((ROOT / "_config.yml").read_bytes())
    for number in range(30):
        page = source / "book" / "u" / f"{number:02d}.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text(f"# Xã <{number}>\n", encoding="utf-8")
    result = build_html(source, tmp_path / "out", logs=tmp_path / "logs", timeout=120)
    assert result.warnings == ()
    page = (tmp_path / "out" / "book" / "u" / "15.html").read_text(encoding="utf-8")
    sidebar = page.split('<nav class="bd-links')[1].split("</nav>")[0]
    assert re.findall(r'href="(\d\d)\.html"', sidebar) == ["12", "13", "14", "16", "17", "18"]
    assert 'href="../../contents.html#part-1">Tất cả các trang của phần này (30)</a>' in sidebar
    contents = (tmp_path / "out" / "contents.html").read_text(encoding="utf-8")
    listed = contents.split('<section id="part-1">')[1].split("</section>")[0]
    assert re.findall(r'href="book/u/(\d\d)\.html"', listed) == [f"{number:02d}" for number in range(30)]
    assert "Xã &lt;7&gt;" in listed
    assert "contents" not in (tmp_path / "out" / "searchindex.js").read_text(encoding="utf-8")


FORCED = "\nexecute:\n  execute_notebooks: force\n"


def _with_a_view(source: Path) -> None:
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/html": "<p>Câu.</p>"}}
    code = {"cell_type": "code", "execution_count": None, "metadata": {}, "source": "#"}
    cell = code | {"outputs": [output]}
    title = {"cell_type": "markdown", "metadata": {}, "source": "# Trang"}
    page = {"cells": [title, cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    (source / "book" / "pages").mkdir()
    (source / "book" / "pages" / "a.ipynb").write_text(json.dumps(page), encoding="utf-8")


@pytest.mark.slow
def test_a_setting_that_runs_the_pages_again_cannot_empty_them(tmp_path: Path) -> None:
    toc = "format: jb-book\nroot: book/index\nchapters:\n- file: book/pages/a\n"
    source = _tiny(tmp_path / "source", toc=toc)
    _with_a_view(source)
    shipped = (ROOT / "_config.yml").read_text(encoding="utf-8")
    plain = (source / "_config.yml").read_text(encoding="utf-8")
    for name, config in (("ours", shipped + FORCED), ("theirs", plain + FORCED)):
        (source / "_config.yml").write_text(config, encoding="utf-8")
        build_html(source, tmp_path / name, logs=tmp_path / "logs", timeout=100)
    check_shown(source, tmp_path / "ours")
    with pytest.raises(BookError, match="book/pages/a: Câu"):  # without the extension nothing holds
        check_shown(source, tmp_path / "theirs")


@pytest.mark.slow
def test_the_offices_own_settings_and_pictures_are_in_the_book(tmp_path: Path) -> None:
    source = _tiny(tmp_path / "source")
    shipped = (ROOT / "_config.yml").read_text(encoding="utf-8")
    own = "html:\n  announcement: <b>Sắp họp</b>\n  extra_footer: Điện thoại 0212\n  favicon: book/logo.png\n"
    config = shipped.replace("html:\n", own) + "logo: book/logo.png\n"
    (source / "_config.yml").write_text(config, encoding="utf-8")
    for name in ("logo.png", "hình một.png"):
        (source / "book" / name).write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 20)
    text = """\
# Đầu

```{image} hình một.png
:width: 50%
:alt: A
```

```{figure} hình một.png
Hình 1
```

![B](hình%20một.png){width=2cm}

<img src="hình một.png" alt="C" width="30%">
"""
    (source / "book" / "index.md").write_text(text, encoding="utf-8")
    result = build_html(source, tmp_path / "out", logs=tmp_path / "logs", timeout=100)
    assert result.warnings == ()
    page = (tmp_path / "out/book/index.html").read_text(encoding="utf-8")
    assert '<aside class="pb-announcement" aria-label="Thông báo"><b>Sắp họp</b></aside>' in page
    assert '<div class="pb-extra-footer">Điện thoại 0212</div>' in page
    assert '<img class="pb-brand-logo" src="../_static/logo.png" alt="">' in page
    assert re.findall(r'rel="icon" href="([^"]*)"', page) == ["../_static/logo.png"]
    shown = re.findall(r'<img alt="([^"]*)" src="([^"]*)"(?: style="([^"]*)")?', page)
    place = "../_images/h%C3%ACnh%20m%E1%BB%99t.png"
    widths = (("A", "width: 50%;"), ("Hình 1", ""), ("B", "width: 2cm;"), ("C", "width: 30%;"))
    assert shown == [(words, place, style) for words, style in widths]
    check_pictures(source, tmp_path / "out", "book/index")
