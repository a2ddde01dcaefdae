"""Tables, charts and figure ids as plain values and back: whole, strict, stable."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from papibook.ground.plain import from_plain, to_plain
from papibook.model.chart import ChartValue
from papibook.model.figures import ALL, MEASURES, About, Figure, FigureId
from papibook.model.inline import Run, Sign, joined, styled
from papibook.model.table import Cell, RowGroup, ShownColumn, TableRow, TableValue

FIGURE = FigureId("share_on_time", "2022-S1", "xa-tan-lap", "dimension:3")
TABLE = TableValue(
    "t",
    "Bảng <1>",
    (ShownColumn("unit", "Xã"), ShownColumn("n", "Tỷ lệ", "percent", "right", "Kỳ này", "%")),
    (
        RowGroup(
            ("Nhóm",),
            (
                TableRow(
                    (Cell((Run("A", ("strong",), "page:communes/a"),), "heading"), Cell(("–",), "missing"))
                ),
                TableRow(
                    (
                        Cell(("dòng 1\ndòng 2",), "heading"),
                        Cell(("78,5%",), "number", (Figure(FIGURE, 78.53),), 1),
                    ),
                    is_total=True,
                    anchor="x",
                ),
                TableRow((Cell(()), Cell((Sign("overdue", "quá hạn", is_alone=True),), "sign"))),
            ),
        ),
    ),
    (("Nguồn: ", *styled("x", link="plan:1.1")),),
    "a,b\n1,2\n",
    wide=True,
)


def test_a_table_goes_through_json_and_comes_back_equal() -> None:
    text = json.dumps(to_plain(TABLE))
    assert from_plain(TableValue, json.loads(text)) == TABLE
    assert '"share_on_time/2022-S1/xa-tan-lap/dimension:3"' in text


def test_what_is_by_default_is_left_out() -> None:
    assert to_plain(TableRow((Cell(("a",)),))) == {"cells": [{"content": ["a"]}]}


def test_a_chart_goes_through_json_and_comes_back_equal() -> None:
    chart = ChartValue("c", {"mark": "bar", "data": [1, None]}, "T", "A", "S", "a\n")
    assert from_plain(ChartValue, json.loads(json.dumps(to_plain(chart)))) == chart


@pytest.mark.parametrize(
    "broken",
    [
        {"content": ["a"], "role": "header"},
        {"content": "a"},
        {"content": ["a"], "colour": "red"},
        {"role": "text"},
        {"content": ["a"], "decimals": True},
        {"content": ["a"], "decimals": "1"},
        {"content": [{"text": "a", "styles": ["blink"]}]},
        {"content": [{"status_id": "overdue"}]},
        {"content": ["a"], "figures": [{"id": "share/2022/xa/all", "value": 1}]},
        {"content": ["a"], "figures": [{"id": "value/2022/xa a/all", "value": 1}]},
        {"content": ["a"], "figures": [{"id": "value/2022/xa", "value": 1}]},
        {"content": ["a"], "figures": [{"id": None, "value": [1]}]},
        {"content": ["a"], "figures": [{"id": None}]},
    ],
)
def test_anything_else_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_plain(Cell, broken)


def test_a_figures_id_is_its_text() -> None:
    assert str(FIGURE) == "share_on_time/2022-S1/xa-tan-lap/dimension:3"
    assert FigureId.parse(str(FIGURE)) == FIGURE
    assert str(FIGURE).isascii()
    assert str(About("2022").figure("n_overdue", 3).id) == f"n_overdue/2022/{ALL}/{ALL}"


@pytest.mark.parametrize("parts", [("share", "2022", "x"), ("value", "", "x"), ("value", "2022", "Tân Lập")])
def test_an_id_names_a_measure_of_the_list_and_ascii_parts(parts: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match=r"measure|part"):
        FigureId(*parts)


def test_every_measure_says_what_it_is() -> None:
    assert [name for name, meaning in MEASURES.items() if len(meaning) < 8 or not name.isascii()] == []


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        *((3, 3.0), (0, 0.0), (float("nan"), None), (pd.NA, None), (None, None), (pd.NaT, None)),
        *(("overdue", "overdue"), (pd.Timestamp("2022-05-31"), "2022-05-31")),
    ],
)
def test_a_figure_keeps_the_raw_value_and_missing_is_none(raw: object, value: object) -> None:
    assert About("2022").figure("value", raw).value == value


def test_pieces_are_joined_with_plain_text_between() -> None:
    assert joined([("a",), styled("b", "strong")], "; ") == ("a", "; ", Run("b", ("strong",)))
