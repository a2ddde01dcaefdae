"""Building the HTML book: time limit, failures that name their cause, one script for charts."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from papibook.ground.errors import BookError
from papibook.press.book.client import build_html

ROOT = Path(__file__).resolve().parents[4]
PAGE = "# Trang đầu\n\nChữ[^a].\n\n:::{standing} 1.1\n:::\n\n[^a]: Chú thích.\n"


def _tiny(folder: Path, *, toc: str = "format: jb-book\nroot: book/index\n") -> Path:
    (folder / "book").mkdir(parents=True)
    (folder / "_config.yml").write_text("title: Sách\nonly_build_toc_files: true\n", encoding="utf-8")
    (folder / "_toc.yml").write_text(toc, encoding="utf-8")
    (folder / "book" / "index.md").write_text("# Trang đầu\n", encoding="utf-8")
    return folder


@pytest.mark.timeout(60)
def test_a_broken_contents_file_is_named(tmp_path: Path) -> None:
    source = _tiny(tmp_path / "source", toc="format: jb-book\nroot: book/index\nparts: []\n")
    with pytest.raises(BookError) as caught:
        build_html(source, tmp_path / "out", logs=tmp_path / "logs", timeout=50)
    assert "html.log" in str(caught.value)
    assert "[etoc]" in (tmp_path / "logs" / "html.log").read_text(encoding="utf-8")
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_the_same_source_gives_the_same_bytes_in_any_folder(tmp_path: Path) -> None:
    built = []
    for name in ("one", "another/deeper"):
        source = _tiny(tmp_path / name)
        (source / "_config.yml").write_bytes((ROOT / "_config.yml").read_bytes())
        (source / "book" / "index.md").write_text(PAGE, encoding="utf-8")
        out = tmp_path / f"{name}-html"
        build_html(source, out, logs=tmp_path / "logs", timeout=50)
        built.append({path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()})
    assert built[0] == built[1]
    page = built[0][Path("book/index.html")].decode("utf-8")
    assert "Chưa có ấn bản nào được dựng." in page
    assert str(tmp_path) not in page


@pytest.mark.timeout(60)
def test_a_build_past_its_time_is_ended(tmp_path: Path) -> None:
    source = _tiny(tmp_path / "source")
    begun = time.monotonic()
    with pytest.raises(BookError) as caught:
        build_html(source, tmp_path / "out", logs=tmp_path / "logs", timeout=0.2)
    assert time.monotonic() - begun < 10
    assert "0 seconds" in str(caught.value)
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
@pytest.mark.timeout(120)
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
@pytest.mark.timeout(120)
def test_a_long_part_leads_to_the_page_of_contents(tmp_path: Path) -> None:
    toc = "format: jb-book\nroot: book/index\nparts:\n- caption: Xã\n  chapters:\n  - glob: book/u/*\n"
    source = _tiny(tmp_path / "source", toc=toc)
    (source / "_config.yml").write_bytes((ROOT / "_config.yml").read_bytes())
    for number in range(30):
        page = source / "book" / "u" / f"{number:02d}.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text(f"# Xã <{number}>\n", encoding="utf-8")
    result = build_html(source, tmp_path / "out", logs=tmp_path / "logs", timeout=100)
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
