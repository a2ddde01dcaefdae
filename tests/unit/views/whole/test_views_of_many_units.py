"""Pages of a place with many units: the long is folded on a screen, counted in pictures, listed by name."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from test_views_province import IDS, of_province, province
from views_frames import (
    dimensions,
    district_figures,
    edition,
    figure,
    figures,
    indicators,
    obligation,
    obligations,
    reports,
    tasks,
)

from papibook import views as v
from papibook.model.inline import text_of
from papibook.views.common import sentences
from papibook.views.common.charts import MOST_DOTS, MOST_IN_PILE
from papibook.views.common.display import Chart, Html, Stack, Table
from papibook.views.common.html import MOST_OPEN
from papibook.views.dimension.ranges import value_ranges
from papibook.views.district.heatmap import units_not_drawn

NAME = re.compile(r"xa-\d{3}")


def late(n: int) -> pd.DataFrame:
    """One overdue task of each of the first ``n`` units."""
    one = obligation("T1.1-01", "overdue")
    return obligations(*({**one, "unit_id": unit_id, "days_late": 16} for unit_id in IDS[:n]))


def of_overdue(n: int) -> Table | Stack:
    return v.overdue_table(late(n), tasks(), province(), edition())


def test_a_list_that_a_page_holds_stands_whole() -> None:
    table = of_overdue(MOST_OPEN)
    assert isinstance(table, Table)
    assert "pb-long" not in table.html


def test_a_long_list_of_what_is_overdue_is_told_by_task_and_by_unit_first() -> None:
    stack = of_overdue(MOST_OPEN + 1)
    assert isinstance(stack, Stack)
    parts = [part for part in stack.parts if isinstance(part, Table)]
    by_task, _, each = parts
    assert [len(part.rows) for part in parts] == [1, MOST_OPEN + 1, MOST_OPEN + 1]
    assert [text_of(cell.content) for cell in by_task.rows[0].cells][2:] == [
        str(MOST_OPEN + 1),
        "15/5/2022",
        "16",
    ]
    assert ["pb-long" in part.html for part in parts] == [False, True, True]
    assert len(each.csv.splitlines()) == MOST_OPEN + 2


@pytest.mark.parametrize(("n", "mark"), [(MOST_DOTS, "point"), (MOST_DOTS + 1, "rect"), (204, "rect")])
def test_few_values_are_dots_and_many_are_counted_in_bars(n: int, mark: str) -> None:
    values = figures(*(figure("I101", float(place % 101), unit_id) for place, unit_id in enumerate(IDS[:n])))
    chart = v.indicator_dots(values, district_figures(), indicators(), province(), edition(), "1").parts[0]
    assert isinstance(chart, Chart)
    first = chart.spec["layer"][0]
    assert first["mark"]["type"] == mark
    assert len(chart.csv.splitlines()) == n + 1
    if mark == "rect":
        assert first["encoding"]["y2"] == {"datum": 0}
        bars = first["data"]["values"]
        assert sum(bar["n"] for bar in bars) == n
        assert bars[-1]["high"] <= 100
        assert first["encoding"]["y"]["scale"]["domain"] == [0, max(bar["n"] for bar in bars)]


@pytest.mark.parametrize(("n", "mark"), [(MOST_IN_PILE, "point"), (MOST_IN_PILE + 1, "rect")])
def test_a_pile_of_equal_values_stays_in_its_frame(n: int, mark: str) -> None:
    values = figures(*(figure("I101", 100.0 if place else 20.0, IDS[place]) for place in range(n + 1)))
    chart = v.indicator_dots(values, district_figures(), indicators(), province(), edition(), "1").parts[0]
    assert isinstance(chart, Chart)
    assert chart.spec["layer"][0]["mark"]["type"] == mark


@pytest.mark.parametrize(
    ("values", "whole", "closed_at", "said"),
    [
        ([95.0, 99.9, 100.0, 0.0], False, 100.0, [(0, 5, 1), (95, 100, 3)]),
        ([0, 1, 1, 20], True, None, [(0, 1, 1), (1, 2, 2), (20, 21, 1)]),
        ([0.0, 0.3, 0.31], False, None, [(0, 0.02, 1), (0.3, 0.32, 2)]),
        ([0, 0], True, None, [(0, 1, 2)]),
    ],
)
def test_ranges_are_round_and_hold_every_value_once(
    values: list[float], whole: bool, closed_at: float | None, said: list[tuple[float, float, int]]
) -> None:
    ranges = value_ranges(values, whole=whole, closed_at=closed_at)
    assert [(each["low"], each["high"], each["n"]) for each in ranges] == said


def test_who_is_not_drawn_is_named() -> None:
    rows = of_province()
    rows = rows.assign(is_unsent=rows["status"] == "not_reported")
    (silent,) = units_not_drawn(rows, province(), dimensions(), "communes")
    assert "20 đơn vị không vẽ vì chưa báo cáo" in silent.html
    assert set(NAME.findall(silent.html)) == {unit_id for place, unit_id in enumerate(IDS) if place % 10 == 9}


def sent(n_silent: int) -> pd.DataFrame:
    one = reports().iloc[[0]]
    return pd.concat(
        [
            one.assign(unit_id=unit_id, report_status="not_reported" if place < n_silent else "on_time")
            for place, unit_id in enumerate(IDS)
        ],
        ignore_index=True,
    )


def sentences_of(html: str) -> list[str]:
    """The text outside of lists that a reader opens."""
    kept = re.sub(r"<details.*?</details>", "", html, flags=re.DOTALL)
    return [part for part in re.split(r"[.;]\s", re.sub(r"<[^>]+>", "", kept)) if part]


@pytest.mark.parametrize("n", [sentences.MOST_NAMES, sentences.MOST_NAMES + 1, 45])
def test_no_sentence_has_more_than_seven_names_and_all_are_listed(n: int) -> None:
    said = v.reporting_sentence(sent(n), province())
    cover = v.sentence(
        "({n_units_silent}/{n_reporting}): {silent}.", v.silent_facts(sent(n), province(), edition())
    )
    remarks = pd.DataFrame(
        {
            "period_id": "2022-S1",
            "unit_id": IDS[:n],
            "kind": "difficulty",
            "task_id": None,
            "dimension_id": "1",
            "text": "Thiếu người",
        }
    )
    quoted = v.remarks_by_dimension(remarks, province(), dimensions())
    yes_no = figures(*(figure("I102", 0.0, unit_id) for unit_id in IDS[:n]))
    answered = v.indicator_dots(yes_no, district_figures(), indicators(), province(), edition(), "1").parts[0]
    for view in (said, cover, quoted, answered):
        assert isinstance(view, Html)
        assert all(
            len(set(NAME.findall(part))) <= sentences.MOST_NAMES for part in sentences_of(view.html)
        ), view.html
    for view in (said, quoted, answered):
        assert isinstance(view, Html)
        assert set(NAME.findall(view.html)) >= set(IDS[:n])
    is_linked = "page:quality#silent-units" in cover.html
    assert is_linked == (n > sentences.MOST_NAMES) == ('id="silent-units"' in said.html)


@pytest.mark.parametrize(("n", "is_folded"), [(MOST_OPEN, False), (MOST_OPEN + 1, True)])
def test_of_many_remarks_the_first_are_open_and_none_is_lost(n: int, is_folded: bool) -> None:
    texts = [f"Ý kiến {place}" for place in range(n)]
    remarks = pd.DataFrame(
        {
            "period_id": "2022-S1",
            "unit_id": IDS[:n],
            "kind": "proposal",
            "task_id": None,
            "dimension_id": "1",
            "text": texts,
        }
    )
    said = v.remarks_by_dimension(remarks, province(), dimensions()).html
    assert all(f"<p>{text}</p>" in said for text in texts)
    assert ("<details" in said) == is_folded
    if is_folded:
        assert said.partition("<details")[0].count("<blockquote") == 1
