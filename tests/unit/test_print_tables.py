"""Column widths, and what a cell shows of its classes."""

from __future__ import annotations

import lxml.html
import pytest

from papibook.press.print_tables import (
    BREAK,
    LANDSCAPE_MM,
    PORTRAIT_MM,
    column_shares,
    needs_landscape,
    set_table,
)


def _table(*rows: str, classes: str = "pb-gt") -> lxml.html.HtmlElement:
    return lxml.html.fromstring(f'<table class="{classes}"><tbody>{"".join(rows)}</tbody></table>')


def _shares(table: lxml.html.HtmlElement) -> list[float]:
    return [float(node.get("style").removeprefix("width: ").rstrip("%")) for node in table.iter("col")]


@pytest.mark.parametrize(
    "needs",
    [[(2.0, 4.0)] * 3, [(2.0, 30.0), (1.0, 30.0)], [(30.0, 30.0), (40.0, 60.0)], [(1.0, 1.0), (1.0, 200.0)]],
)
def test_columns_never_take_more_than_the_page(needs: list[tuple[float, float]]) -> None:
    assert sum(column_shares(needs, 40.0)) <= 1.0 + 1e-9


def test_no_column_is_narrower_than_its_longest_word_while_there_is_room() -> None:
    shares = column_shares([(8.0, 8.0), (4.0, 90.0), (3.0, 3.0)], 40.0)
    assert shares[0] * 40 >= 8.0 - 0.01
    assert shares[2] * 40 >= 3.0 - 0.01


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
