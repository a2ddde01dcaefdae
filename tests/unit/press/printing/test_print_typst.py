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
    assert written('<p>(<a class="pb-source" href="#p">a</a>)</p>') == r"\(#link(<p>)[a];#page-beside(<p>);\)"


def test_what_is_written_already_stands_in_its_place() -> None:
    blocks = lxml.html.fragments_fromstring('<div><p>a</p><table data-written="t"></table></div>')
    assert typst_text(blocks, {"t": "#table()"}) == "a\n\n#table()"


def test_a_footnote_is_set_where_it_is_called() -> None:
    assert written('<p>a<span class="pb-footnote"><span>b</span></span></p>') == "a#footnote[b];"


def test_quotes_in_strings_cannot_end_them() -> None:
    image = '<p><img src="x&quot;y" alt="a &quot;b&quot; \\" width="1" height="2"></p>'
    assert written(image) == '#picture("x\\"y", "a \\"b\\" \\\\", 0.75pt, 1.5pt);'


def test_a_short_quote_stays_on_one_page_with_its_names() -> None:
    assert written('<div class="pb-quote"><p>a</p></div>').startswith("#said(whole: true)[")
    assert written(f'<div class="pb-quote"><p>{"a " * 500}</p></div>').startswith("#said[")


def test_what_is_kept_whole_on_screen_is_on_paper_too() -> None:
    assert written('<p>đến <span class="pb-nowrap">ngày 31</span> tới</p>') == "đến #box[ngày 31]; tới"
