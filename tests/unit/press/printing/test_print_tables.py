"""Column widths, and what a cell shows of its classes."""

from __future__ import annotations

import lxml.html
import pytest

from papibook.press.printing.column_widths import BREAK, Column, column_shares
from papibook.press.printing.tables import LANDSCAPE_MM, PORTRAIT_MM, needs_landscape, set_table


def _table(*rows: str, classes: str = "pb-gt") -> lxml.html.HtmlElement:
    return lxml.html.fromstring(f'<table class="{classes}"><tbody>{"".join(rows)}</tbody></table>')


def _shares(table: lxml.html.HtmlElement) -> list[float]:
    return [float(node.get("style").removeprefix("width: ").rstrip("%")) for node in table.iter("col")]


@pytest.mark.parametrize(
    "needs",
    [[(2.0, 4.0)] * 3, [(2.0, 30.0), (1.0, 30.0)], [(30.0, 30.0), (40.0, 60.0)], [(1.0, 1.0), (1.0, 200.0)]],
)
def test_columns_never_take_more_than_the_page(needs: list[tuple[float, float]]) -> None:
    columns = [Column(least, wished, wished**3) for least, wished in needs]
    assert sum(column_shares(columns, 40.0)) <= 1.0 + 1e-9


def test_no_column_is_narrower_than_its_longest_word_while_there_is_room() -> None:
    columns = [Column(8.0, 8.0, 1.0), Column(4.0, 90.0, 90.0**3), Column(3.0, 3.0)]
    shares = column_shares(columns, 40.0)
    assert shares[0] * 40 >= 8.0 - 0.01
    assert shares[2] * 40 >= 3.0 - 0.01


def test_a_column_that_makes_many_rows_high_gets_the_room_of_one_with_a_single_long_text() -> None:
    full = "lời văn dài hơn một dòng của cột, viết ở mọi hàng của bảng này, nên hàng nào cũng cao"
    rows = [f"<tr><td>{full}</td><td></td></tr>"] * 30 + [f"<tr><td>{full}</td><td>{full}</td></tr>"]
    table = _table(*rows)
    set_table(table, PORTRAIT_MM)
    every, once = _shares(table)
    assert every > 1.4 * once


def test_a_status_and_a_date_stay_on_one_line() -> None:
    status = '<td><span class="pb-status">– <span>không áp dụng</span></span></td>'
    said = f"<td>{'lời văn rất dài ' * 20}</td>"
    table = _table(f"<tr>{said}{status}{said}<td class='gt_right'>18/02/2022</td></tr>")
    set_table(table, PORTRAIT_MM)
    shares = _shares(table)
    assert shares[1] * PORTRAIT_MM / 100 > 22
    assert shares[3] * PORTRAIT_MM / 100 > 16


def test_a_table_a_little_too_wide_is_set_smaller_instead_of_turned() -> None:
    table = _table("<tr>" + "<td>Nghiêng</td>" * 11 + "</tr>")
    assert not needs_landscape(table)
    set_table(table, PORTRAIT_MM)
    assert "pb-tight" in table.get("class")


def test_a_table_marked_wide_whose_rows_would_be_high_is_turned() -> None:
    cell = f"<td>{'lời văn khá dài ' * 6}</td>"
    assert needs_landscape(_table(f"<tr>{cell * 5}</tr>", classes="pb-gt pb-wide"))
    assert not needs_landscape(_table(f"<tr>{cell * 5}</tr>"))


def test_only_a_row_that_may_fit_on_no_page_may_be_broken() -> None:
    table = _table(f"<tr><td>{'rất dài ' * 900}</td></tr>", "<tr><td>ngắn</td></tr>")
    set_table(table, PORTRAIT_MM)
    assert [cell.get("data-tall") for cell in table.iter("td")] == ["1", None]


def test_a_longer_text_gets_the_wider_column() -> None:
    table = _table("<tr><td>ngắn</td><td>một lời ghi chú dài hơn hẳn, viết thành cả một câu đầy đủ</td></tr>")
    set_table(table, PORTRAIT_MM)
    narrow, wide = _shares(table)
    assert narrow < wide


def test_cells_over_several_columns_are_counted_as_such() -> None:
    table = _table('<tr><td colspan="2">x</td><td rowspan="2">y</td></tr>', "<tr><td>a</td><td>b</td></tr>")
    set_table(table, PORTRAIT_MM)
    assert len(_shares(table)) == 3


def test_a_table_marked_wide_that_fits_stays_upright() -> None:
    assert not needs_landscape(_table("<tr><td>a</td><td>b</td></tr>", classes="pb-gt pb-wide"))


def test_a_table_whose_words_do_not_fit_is_turned_unasked() -> None:
    assert needs_landscape(_table("<tr>" + "<td>Nghiêng</td>" * 24 + "</tr>"))


def test_a_word_longer_than_a_column_may_be_broken() -> None:
    table = _table(f"<tr><td>{'a' * 200}</td><td>b</td></tr>")
    set_table(table, LANDSCAPE_MM)
    assert max(map(len, table.find(".//td").text.split(BREAK))) <= 22


def test_the_cell_of_a_grid_takes_its_signs_colour() -> None:
    sign = '<span class="pb-status pb-sign pb-overdue">!</span>'
    table = _table(f'<tr><td class="gt_center">{sign}</td><td>{sign} quá hạn</td></tr>')
    set_table(table, PORTRAIT_MM)
    assert [cell.get("data-fill") for cell in table.iter("td")] == ["overdue", None]


def test_numbers_stay_right_aligned() -> None:
    table = _table('<tr><td class="gt_right pb-mark">1.234,5</td></tr>')
    set_table(table, PORTRAIT_MM)
    assert table.find(".//td").get("style") == "text-align: right"


def test_heads_that_repeat_hold_no_links() -> None:
    table = lxml.html.fromstring(
        "<table><thead><tr><th><a href='#x'>Mục</a></th></tr></thead>"
        "<tbody><tr><th class='gt_group_heading' colspan='1'><a href='#y'>Nhóm</a></th></tr>"
        "<tr><td><a href='#z'>1.1</a></td></tr></tbody></table>"
    )
    set_table(table, PORTRAIT_MM)
    assert table.xpath(".//a/@href") == ["#z"]
