"""The search index holds what a page says, part by part, each with the anchor that leads to it."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

from papibook.press.theme.search import INDEX, SearchPart, page_parts, write_search_index


def page(body: str) -> bytes:
    return (
        f'<html><body><nav>Mục lục</nav><article class="bd-article">{body}</article></body></html>'.encode()
    )


def test_a_heading_begins_a_part_named_by_its_section() -> None:
    found = page_parts(
        page(
            '<section id="xa"><h1>Xã<a class="headerlink" href="#xa">#</a></h1><p>Một câu.</p>'
            '<section id="muc"><h2>Mục</h2><p>Câu <b>hai</b>.</p></section></section>'
        )
    )
    assert found == [SearchPart("xa", "Xã", "Một câu."), SearchPart("muc", "Mục", "Câu hai.")]


def test_rows_and_terms_with_an_id_are_parts_of_their_own() -> None:
    found = page_parts(
        page(
            '<h1 id="a">Trang</h1><table><tr id="task-1"><th>T1</th><td>Niêm yết</td></tr></table>'
            '<dl><dt id="term-x">giải pháp</dt><dd>Mục đánh số.</dd></dl>'
        )
    )
    assert found == [
        SearchPart("a", "Trang", ""),
        SearchPart("task-1", "Trang", "T1\nNiêm yết"),
        SearchPart("term-x", "giải pháp", "Mục đánh số."),
    ]


def test_cells_are_lines_and_what_no_reader_reads_is_left_out() -> None:
    found = page_parts(
        page(
            "<h1>Trang</h1><td>dự</td><td>toán</td><script>x</script><p>một\ndòng<br>hai</p>"
            '<details class="pb-code">mã</details><p class="pb-table-tools">CSV</p>'
        )
    )
    assert found == [SearchPart("", "Trang", "dự\ntoán\nmột dòng\nhai")]


def test_text_is_composed_and_a_page_without_article_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(
        page(f"<p>Số: 1</p><h1>{unicodedata.normalize('NFD', 'Kế hoạch')}</h1>")
    )
    (tmp_path / "b.html").write_text("<p>x</p>", encoding="utf-8")
    write_search_index(tmp_path, ["b", "a"])
    text = (tmp_path / INDEX).read_text(encoding="utf-8")
    assert json.loads(text.removeprefix("var papibookPages=").removesuffix(";\n")) == [
        {"page": "a.html", "title": "Kế hoạch", "parts": [["", "", "Số: 1"], ["", "Kế hoạch", ""]]}
    ]
