"""Tables written by hand have a name and headings, in HTML as on paper; nothing else of a page changes."""

from lxml import html as lxml_html

from papibook.press.theme.text_tables import named_tables

TABLE = """<div class="pst-scrollable-table-container"><table class="table">
<thead><tr class="row-odd"><th class="head"><p>Thứ tự</p></th>
<th class="head text-center"><p>Dấu</p></th><th class="head"><p>Nghĩa</p></th></tr></thead>
<tbody><tr class="row-even"><td><p>3</p></td><td class="text-center"><p>✓</p></td><td><p>Xong</p></td></tr>
<tr class="row-odd"><td><p>3</p></td><td class="text-center"><p>◆</p></td><td><p>Xong</p></td></tr>
</tbody></table></div>
"""
HEAD = '<h2>Tình trạng &amp; dấu<a class="headerlink" href="#a" title="Liên kết">#</a></h2>'


def test_a_table_is_named_after_the_heading_above_it_and_a_second_one_apart() -> None:
    root = lxml_html.fromstring(f"<div>{named_tables(f'<h1>Trang</h1>{HEAD}{TABLE}<p>x</p>{TABLE}')}</div>")
    captions = [each.text_content() for each in root.xpath("//table/caption[@class='pb-sr']")]
    assert captions == ["Tình trạng & dấu", "Tình trạng & dấu (2)"]


def test_columns_and_rows_have_headings_and_rows_that_of_the_first_column_that_tells_them_apart() -> None:
    root = lxml_html.fromstring(f"<div>{named_tables(HEAD + TABLE)}</div>")
    assert [each.text_content() for each in root.xpath("//th[@scope='col']")] == ["Thứ tự", "Dấu", "Nghĩa"]
    rows = root.xpath("//tbody//th[@scope='row']")
    assert [(each.text_content(), each.get("class")) for each in rows] == [
        ("✓", "text-center"),
        ("◆", "text-center"),
    ]
    assert len(root.xpath("//tbody//td")) == 4


def test_rows_that_no_column_tells_apart_have_no_heading() -> None:
    alike = TABLE.replace("◆", "✓")
    assert "<tbody><tr" in named_tables(alike)
    assert 'scope="row"' not in named_tables(alike)


def test_tables_with_a_caption_of_their_own_stay_as_they_are() -> None:
    own = '<h2>A</h2><table class="pb-gt"><caption>B</caption><tbody><tr><td>1</td></tr></tbody></table>'
    assert named_tables(own) == own
