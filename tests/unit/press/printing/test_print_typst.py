"""Blocks of the print document in Typst's markup."""

from __future__ import annotations

import lxml.html
import pytest

from papibook.press.printing.typst_writer import typst_text


def written(html: str) -> str:
    return typst_text(lxml.html.fragments_fromstring(html))


@pytest.mark.parametrize("mark", list("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"))
def test_every_mark_of_a_text_is_escaped(mark: str) -> None:
    assert written(f"<p>{mark.replace('&', '&amp;').replace('<', '&lt;')}</p>") == f"\\{mark}"


def test_spaces_collapse_as_in_a_browser_but_no_break_spaces_stay() -> None:
    assert written("<p>  a\n  <em> b</em>\u00a0c  <br>  d </p>") == "a #emph[ b];\u00a0c#linebreak();d"


def test_loose_text_and_blocks_in_a_division_are_paragraphs_apart() -> None:
    assert written("<div>a<p>b</p>c</div>") == "a\n\nb\n\nc"


def test_lists_are_tight_unless_their_items_are_paragraphs() -> None:
    assert written("<ul><li>a<ul><li>b</li></ul></li></ul>") == (
        "#list(tight: true, [a\n#list(tight: true, [b], )], )"
    )
    assert written('<ol start="3"><li><p>a</p></li></ol>') == "#enum(start: 3, tight: false, [a], )"


def test_a_definition_stands_with_its_term() -> None:
    assert written("<dl><dt>a</dt><dd><p>b</p></dd></dl>") == "#terms(tight: false, terms.item([a], [b]), )"


def test_only_the_sign_of_a_status_is_coloured() -> None:
    status = '<span class="pb-status pb-overdue">! <span class="pb-status-word">quá hạn</span></span>'
    assert written(f"<p>{status}</p>") == '#sign("overdue")[\\!]; quá hạn'


def test_links_lead_to_places_or_outside() -> None:
    assert written('<p><a href="#place-1">a</a>; <a href="https://a.vn/x">b</a></p>') == (
        '#link(<place-1>)[a];\\; #link("https://a.vn/x")[b];'
    )
    assert written('<p><a class="pb-onward" href="#p">a</a></p>') == "#link(<p>)[a];#page-of(<p>);"


def test_a_table_has_head_groups_spans_and_fills() -> None:
    table = (
        '<table id="t"><caption>C</caption><colgroup><col style="width: 40.00%"><col></colgroup>'
        '<thead><tr><th data-cell="head" style="text-align: right" colspan="2">H</th></tr></thead><tbody>'
        '<tr><td data-cell="group" colspan="2">G</td></tr>'
        '<tr><td rowspan="2">a</td><td data-fill="overdue"><span class="pb-bare">!</span></td></tr>'
        "</tbody></table>"
    )
    assert written(table).split("\n") == [
        "#figure(kind: table, caption: [C], table(",
        "columns: (40.00%, auto, ),",
        "table.header(",
        "table.cell(align: right, colspan: 2, fill: head-fill)[#strong[H]],",
        "table.hline()),",
        "table.header(level: 2, table.cell(colspan: 2, fill: group-fill)[#strong[G]],),",
        'table.cell(rowspan: 2)[a], table.cell(fill: status-fill("overdue"))'
        '[#text(fill: status-ink("overdue"))[\\!]],',
        "))<t>",
    ]


def test_the_head_of_an_empty_group_is_a_plain_row() -> None:
    group = '<tr><td data-cell="group">{}</td></tr>'
    text = written(f"<table><tbody>{group.format('a')}{group.format('b')}<tr><td>c</td></tr></tbody></table>")
    assert text.count("table.header(level: 2") == 1


def test_a_footnote_is_set_where_it_is_called() -> None:
    assert written('<p>a<span class="pb-footnote"><span>b</span></span></p>') == "a#footnote[b];"


def test_quotes_in_strings_cannot_end_them() -> None:
    image = '<p><img src="x&quot;y" alt="a &quot;b&quot; \\" width="1" height="2"></p>'
    assert written(image) == '#picture("x\\"y", "a \\"b\\" \\\\", 0.75pt, 1.5pt);'
