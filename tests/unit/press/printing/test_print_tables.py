"""Tables on paper: column widths, and what a cell's looks are made from."""

from __future__ import annotations

from dataclasses import replace

import lxml.html
import pytest

from papibook.model.inline import Inline, Run, Sign
from papibook.model.table import Cell, RowGroup, ShownColumn, TableRow, TableValue
from papibook.press.printing.column_widths import (
    PADDING_EM,
    ColumnSize,
    cell_sizes,
    column_shares,
    columns_of,
    lowest_shares,
    text_em,
)
from papibook.press.printing.paper_tables import BREAK, PaperTable, from_html, from_value, inline_markup
from papibook.press.printing.typst_tables import (
    EM_MM,
    LANDSCAPE_MM,
    PORTRAIT_MM,
    needs_landscape,
    table_text,
)
from papibook.press.printing.typst_writer import content

STATUS: Inline = (Sign("not_applicable", "không áp dụng"),)


def table(*rows: tuple[str | Inline, ...], wide: bool = False, sides: str = "") -> TableValue:
    """A table without heads; ``sides``: the columns' sides by their first letters."""
    names = {"l": "left", "r": "right", "c": "center"}
    columns = tuple(
        ShownColumn(str(place), "", side=names[sides[place] if sides else "l"])
        for place in range(len(rows[0]))
    )
    lines = tuple(
        TableRow(tuple(Cell((text,) if isinstance(text, str) else text) for text in row)) for row in rows
    )
    return TableValue("t", "Bảng", columns, (RowGroup((), lines),), (), "", wide)


def paper(*rows: tuple[str | Inline, ...], wide: bool = False, sides: str = "") -> PaperTable:
    return from_value(table(*rows, wide=wide, sides=sides))


def shares_of(shown: PaperTable) -> list[float]:
    return column_shares(columns_of(cell_sizes(shown)), PORTRAIT_MM / EM_MM)


@pytest.mark.parametrize(
    "needs",
    [[(2.0, 4.0)] * 3, [(2.0, 30.0), (1.0, 30.0)], [(30.0, 30.0), (40.0, 60.0)], [(1.0, 1.0), (1.0, 200.0)]],
)
def test_columns_never_take_more_than_the_page(needs: list[tuple[float, float]]) -> None:
    columns = [ColumnSize(least, wished, wished**3) for least, wished in needs]
    assert sum(column_shares(columns, 40.0)) <= 1.0 + 1e-9


def test_no_column_is_narrower_than_its_longest_word_while_there_is_room() -> None:
    columns = [ColumnSize(8.0, 8.0, 1.0), ColumnSize(4.0, 90.0, 90.0**3), ColumnSize(3.0, 3.0)]
    shares = column_shares(columns, 40.0)
    assert shares[0] * 40 >= 8.0 - 0.01
    assert shares[2] * 40 >= 3.0 - 0.01


def test_a_column_that_makes_many_rows_high_gets_the_room_of_one_with_a_single_long_text() -> None:
    full = "lời văn dài hơn một dòng của cột, viết ở mọi hàng của bảng này, nên hàng nào cũng cao"
    every, once = shares_of(paper(*[(full, "")] * 30, (full, full)))
    assert every > 1.4 * once


def test_a_status_and_a_date_stay_on_one_line() -> None:
    said = "lời văn rất dài " * 20
    shares = shares_of(paper((said, STATUS, said, "18/02/2022"), sides="lllr"))
    assert shares[1] * PORTRAIT_MM > 22
    assert shares[3] * PORTRAIT_MM > 16


def test_a_table_a_little_too_wide_is_set_smaller_instead_of_turned() -> None:
    shown = paper(("Nghiêng",) * 11)
    assert not needs_landscape(shown)
    assert table_text(shown, PORTRAIT_MM).startswith("#tight[")
    assert not table_text(paper(("a",)), PORTRAIT_MM).startswith("#tight[")


def test_a_table_marked_wide_whose_rows_would_be_high_is_turned() -> None:
    row = ("lời văn khá dài " * 6,) * 5
    assert needs_landscape(paper(*[row] * 7, wide=True))
    assert not needs_landscape(paper(*[row] * 7))


def test_a_few_high_rows_stay_upright_and_have_no_turned_page_to_themselves() -> None:
    assert not needs_landscape(paper(*[("lời văn khá dài " * 6,) * 5] * 3, wide=True))


def test_long_heads_over_short_figures_leave_the_column_of_words_its_room() -> None:
    heads = ("Chưa hoàn thành, đến hạn ngày chốt", "Chưa hoàn thành trong kỳ") * 4
    row = ("Tuyên truyền Pháp lệnh dân chủ; công khai liên hệ người đứng đầu", *("12",) * 8)
    value = table(row, row, sides="l" + "r" * 8)
    named = [replace(column, heading=head) for column, head in zip(value.columns, ("", *heads), strict=True)]
    sizes = cell_sizes(from_value(replace(value, columns=tuple(named))))
    width = PORTRAIT_MM / EM_MM
    crowded, lowest = column_shares(columns_of(sizes), width), lowest_shares(sizes, width)
    assert crowded[0] * width < 6
    assert lowest[0] * width > 10
    assert sum(lowest) <= 1


def test_a_head_of_two_short_words_stays_on_its_line_however_many_columns_there_are() -> None:
    words = "Tuyên truyền Pháp lệnh dân chủ; công khai liên hệ người đứng đầu, " * 2
    row = (words, words, "gửi lần đầu ngày 05/6/2022", words, "2", "0")
    value = table(row, row, sides="llllrr")
    heads = ("Đơn vị", "Việc cần làm", "Gửi lần đầu", "Báo cáo", "Bản được dùng", "Lưu ý")
    named = [replace(column, heading=head) for column, head in zip(value.columns, heads, strict=True)]
    sizes = cell_sizes(from_value(replace(value, columns=tuple(named))))
    width = PORTRAIT_MM / EM_MM
    assert lowest_shares(sizes, width)[-1] * width >= text_em("Lưu ý") * 1.08 + PADDING_EM - 0.01


def test_only_a_row_that_may_fit_on_no_page_may_be_broken() -> None:
    text = table_text(paper(("rất dài " * 900,), ("ngắn",)), PORTRAIT_MM)
    assert ["breakable: true" in line for line in text.splitlines() if "ngắn" in line or "dài" in line] == [
        True,
        False,
    ]


def test_a_longer_text_gets_the_wider_column() -> None:
    narrow, wide = shares_of(paper(("ngắn", "một lời ghi chú dài hơn hẳn, viết thành cả một câu đầy đủ")))
    assert narrow < wide


def test_cells_over_several_columns_are_counted_as_such() -> None:
    shown = from_html(
        lxml.html.fromstring(
            '<table><tr><td colspan="2">x<td rowspan="2">y</tr><tr><td>a</td><td>b</td></tr></table>'
        ),
        content,
    )
    assert len(shares_of(shown)) == 3
    assert [[size.at for size in row] for row in cell_sizes(shown)] == [[0, 2], [0, 1]]


def test_a_table_marked_wide_that_fits_stays_upright() -> None:
    assert not needs_landscape(paper(("a", "b"), wide=True))


def test_a_table_whose_words_do_not_fit_is_turned_unasked() -> None:
    assert needs_landscape(paper(("Nghiêng",) * 24))


def test_a_word_longer_than_a_column_may_be_broken() -> None:
    shown = paper(("a" * 200, "b"))
    assert max(map(len, shown.body[0].cells[0].lines[0].split(BREAK))) <= 22
    assert BREAK in table_text(shown, LANDSCAPE_MM)


def test_the_cell_of_a_grid_takes_its_signs_colour() -> None:
    alone: Inline = (Sign("overdue", "quá hạn", is_alone=True),)
    cells = paper((alone, (Sign("overdue", "quá hạn"),)), sides="cl").body[0].cells
    assert [(cell.fill, cell.markup) for cell in cells] == [
        ("overdue", "\\!"),
        ("", '#sign("overdue")[\\!]; quá hạn'),
    ]


def test_columns_keep_their_side_in_print() -> None:
    text = table_text(paper(("1.234,5", "a"), sides="rl"), PORTRAIT_MM)
    assert "table.cell(align: right)[1\\.234\\,5]" in text


def test_links_of_a_table_are_text_and_styles_stay() -> None:
    inline: Inline = (
        Run("T1", ("id",)),
        " việc\n",
        Run("mục ", ("small",)),
        Run("1.1", ("small",), "plan:1.1"),
    )
    assert inline_markup(inline) == "T1 việc#linebreak();#small[mục 1\\.1];"


def test_prose_heads_that_repeat_hold_no_links() -> None:
    node = lxml.html.fromstring(
        "<table><thead><tr><th><a href='https://a.vn'>Mục</a></th></tr></thead>"
        "<tbody><tr><td><a href='https://b.vn'>1.1</a></td></tr></tbody></table>"
    )
    shown = from_html(node, content)
    assert [row.cells[0].markup for row in shown.rows] == ["Mục", '#link("https://b.vn")[1\\.1];']


def test_prose_keeps_the_side_that_sphinx_gives_a_column() -> None:
    node = lxml.html.fromstring('<table><tr><td class="text-center"><p>✓</p></td><td>a</td></tr></table>')
    assert [cell.side for cell in from_html(node, content).body[0].cells] == ["center", ""]


def test_a_table_has_head_groups_spans_and_looks() -> None:
    columns = (
        ShownColumn("a", "A"),
        ShownColumn("b", "B", side="right", spanner="S"),
        ShownColumn("c", "C", side="center", spanner="S"),
    )
    cells = (Cell(("x",), "heading"), Cell(("1",), "number"), Cell((Sign("overdue", "q", is_alone=True),)))
    rows = (TableRow(cells), TableRow(cells, is_total=True))
    value = TableValue("t", "C", columns, (RowGroup(("G",), rows),), (), "")
    text = table_text(from_value(value, [(0, "mark")]), PORTRAIT_MM, "t").split("\n")
    assert text[0] == "#figure(kind: table, caption: [C], table("
    assert text[2:] == [
        "table.header(",
        "table.cell(align: left, rowspan: 2, fill: head-fill)[#strong[A]], "
        "table.cell(align: center, colspan: 2, fill: head-fill)[#strong[S]],",
        "table.cell(align: right, fill: head-fill)[#strong[B]], "
        "table.cell(align: center, fill: head-fill)[#strong[C]],",
        "table.hline()),",
        "table.header(level: 2, table.cell(align: left, colspan: 3, fill: group-fill)[#strong[G]],),",
        'table.cell(align: left)[#place-anchor("mark");x], table.cell(align: right)[1], '
        'table.cell(align: center, fill: status-fill("overdue"))[#text(fill: status-ink("overdue"))[\\!]],',
        "table.cell(align: left, fill: group-fill)[#strong[x]], "
        "table.cell(align: right, fill: group-fill)[#strong[1]], "
        "table.cell(align: center, fill: group-fill)[#strong[\\!]],",
        "))<t>",
    ]


def test_the_head_of_an_empty_group_is_a_plain_row() -> None:
    groups = (RowGroup(("a",), ()), RowGroup(("b",), (TableRow((Cell(("c",)),)),)))
    value = TableValue("t", "", (ShownColumn("x", "X"),), groups, (), "")
    assert table_text(from_value(value), PORTRAIT_MM).count("table.header(level: 2") == 1


def test_the_column_that_names_rows_is_known() -> None:
    cells = (Cell(("1",), "number"), Cell(("x",), "heading"))
    columns = (ShownColumn("n", "N"), ShownColumn("x", "X"))
    value = TableValue("t", "", columns, (RowGroup((), (TableRow(cells),)),), (), "")
    assert from_value(value).heading_column == 1
    assert paper(("a",)).heading_column is None
