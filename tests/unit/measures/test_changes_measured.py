"""Against what a figure can fairly be compared."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from measured_frames import count, edition, figures, indicator, indicators, ratio, units

from papibook import measures as m

YEAR = edition("2022", half="2022-S1")


def change(*rows: dict[str, object], of: pd.Series = YEAR, **changes: object) -> pd.Series:
    return m.figure_changes(figures(*rows), indicators(indicator(**changes)), of).iloc[0]


def test_difference_of_a_ratio_is_made_from_its_parts() -> None:
    row = change(ratio("xa-1", 30, 40, period_id="2022"), ratio("xa-1", 5, 10))

    assert row[["value", "previous", "change", "basis"]].tolist() == [
        pytest.approx(100 * 25 / 30),
        50.0,
        33.3,
        "difference",
    ]


def test_difference_of_a_count_is_the_difference() -> None:
    row = change(count("xa-1", 7, period_id="2022"), count("xa-1", 4), kind="count", decimals=0)

    assert row[["value", "previous", "change"]].tolist() == [3, 4, -1]
    assert row["direction_of_change"] == "worse"


def test_stock_is_compared_cutoff_against_cutoff() -> None:
    row = change(ratio("xa-1", 8, 10, period_id="2022"), ratio("xa-1", 7, 10), period_type="stock_at_cutoff")

    assert row[["value", "previous", "change", "basis"]].tolist() == [80, 70, 10, "cutoff"]


def test_yes_no_is_never_subtracted() -> None:
    row = change(count("xa-1", 1, period_id="2022"), count("xa-1", 0), kind="yes_no", decimals=0)

    assert row[["value", "basis", "direction_of_change"]].tolist() == [1, "cutoff", "better"]


def test_annual_figure_is_not_compared_with_the_contained_period() -> None:
    row = change(ratio("xa-1", 8, 10, period_id="2022"), ratio("xa-1", 7, 10), period_type="annual_only")

    assert row[["basis", "status"]].tolist() == ["none", "no_comparable"]
    assert pd.isna(row["previous"])


def test_flows_are_compared_with_a_contained_period_only_where_the_rest_is_about_as_long() -> None:
    nine_months = replace(edition("2022-9T", half="2022-S1"), has_difference=False)
    given = (ratio("xa-1", 30, 40, period_id="2022-9T"), ratio("xa-1", 5, 10))
    flow, stock = (
        change(*given, of=nine_months),
        change(*given, of=nine_months, period_type="stock_at_cutoff"),
    )

    assert flow[["basis", "status"]].tolist() == ["none", "no_comparable"]
    assert stock[["value", "previous", "basis"]].tolist() == [75, 50, "cutoff"]


def test_comparable_period_goes_first() -> None:
    row = change(
        ratio("xa-1", 8, 10, period_id="2022"),
        ratio("xa-1", 7, 10),
        ratio("xa-1", 6, 10, period_id="2021"),
        of=edition("2022", half="2022-S1", before="2021"),
    )

    assert row[["value", "previous", "basis"]].tolist() == [80, 60, "comparable"]


def test_period_without_another_has_nothing_to_compare_with() -> None:
    row = change(ratio("xa-1", 7, 10), of=edition())

    assert row[["value", "basis", "status"]].tolist() == [70, "none", "no_comparable"]
    assert pd.isna(row["direction_of_change"])


def test_figure_that_was_missing_before_has_no_change() -> None:
    row = change(ratio("xa-1", 7, 10, period_id="2022"), count("xa-1", None))

    assert row["status"] == "no_comparable"
    assert pd.isna(row["change"])


def test_first_half_without_cases_still_gives_a_difference() -> None:
    rows = m.difference(figures(ratio("xa-1", 3, 4, period_id="2022")), figures(ratio("xa-1", 0, 0)))

    assert rows.loc[0, ["numerator", "denominator", "obs_value", "obs_status"]].tolist() == [
        3,
        4,
        75,
        "value",
    ]


def test_difference_without_cases_is_not_applicable() -> None:
    rows = m.difference(figures(ratio("xa-1", 3, 4, period_id="2022")), figures(ratio("xa-1", 3, 4)))

    assert rows["obs_status"].tolist() == ["not_applicable"]


def test_negative_difference_is_no_value() -> None:
    ratios = m.difference(figures(ratio("xa-1", 3, 4, period_id="2022")), figures(ratio("xa-1", 5, 9)))
    counts = m.difference(figures(count("xa-1", 3, period_id="2022")), figures(count("xa-1", 5)))

    assert [*ratios["obs_status"], *counts["obs_status"]] == ["missing", "missing"]


@pytest.mark.parametrize("year", [(3, 20), (9, 4)], ids=["numerator", "denominator"])
def test_ratio_with_one_negative_part_has_neither_part_in_the_difference(year: tuple[int, int]) -> None:
    row = m.difference(figures(ratio("xa-1", *year, period_id="2022")), figures(ratio("xa-1", 5, 9))).iloc[0]

    assert row[["numerator", "denominator", "obs_value"]].isna().all()


@pytest.mark.parametrize(
    ("direction", "expected"),
    [("higher", "better"), ("lower", "worse"), ("neutral", "neutral"), ("context", "neutral")],
)
def test_direction_of_a_rise(direction: str, expected: str) -> None:
    row = change(count("xa-1", 9, period_id="2022"), count("xa-1", 4), kind="count", direction=direction)

    assert row["direction_of_change"] == expected


def test_values_shown_alike_have_not_moved() -> None:
    row = change(
        ratio("xa-1", 8004, 10000, period_id="2022"),
        ratio("xa-1", 8, 10),
        period_type="stock_at_cutoff",
    )

    assert row[["change", "direction_of_change"]].tolist() == [0.0, "same"]


def test_new_reporter_is_not_growth_of_the_district() -> None:
    rows = figures(
        count("xa-1", 10, period_id="2022"),
        count("xa-2", 50, period_id="2022"),
        count("xa-1", 4),
        count("xa-2", None, obs_status="not_reported"),
    )
    row = m.district_changes(rows, indicators(indicator(kind="count", decimals=0)), units(), YEAR).iloc[0]

    assert row[["value", "previous", "change", "n_units"]].tolist() == [6, 4, 2, 1]


def test_district_change_of_a_ratio_is_of_sums_on_both_sides() -> None:
    rows = figures(
        ratio("xa-1", 9, 20, period_id="2022"),
        ratio("xa-2", 3, 10, period_id="2022"),
        ratio("xa-1", 1, 10),
        ratio("xa-2", 0, 0),
    )
    row = m.district_changes(rows, indicators(indicator()), units(), YEAR).iloc[0]

    assert row[["value", "previous", "n_units"]].tolist() == [55.0, 10.0, 2]


def test_district_values_on_other_numbers_of_units_are_not_compared() -> None:
    rows = figures(count("xa-1", 9, period_id="2022")).assign(n_units=3)
    before = figures(count("xa-1", 4)).assign(n_units=2)
    both = pd.concat([rows, before]).drop(columns="unit_id")

    changes = m.figure_changes(both, indicators(indicator(kind="count")), YEAR)

    assert changes["status"].tolist() == ["no_comparable"]


def test_changes_without_any_rows_keep_their_columns() -> None:
    changes = m.figure_changes(figures(), indicators(indicator()), YEAR)

    assert list(changes.columns) == [
        "period_id",
        "unit_id",
        "indicator_id",
        "value",
        "previous",
        "change",
        "basis",
        "status",
        "direction_of_change",
    ]
