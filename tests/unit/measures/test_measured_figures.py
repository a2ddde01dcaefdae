"""Figures of units and of the district: missing is never 0, and a ratio is never a mean of percentages."""

from __future__ import annotations

import pandas as pd
import pytest
from measured_frames import (
    count,
    edition,
    figures,
    indicator,
    indicators,
    ratio,
    targets,
    units,
    written_figure,
    written_figures,
)

from papibook import measures as m

ONE = [indicator(reporter_ids="xa-1")]


def counted(
    *written: dict[str, object],
    catalogue: list[dict[str, object]] | None = None,
    reported: tuple[str, ...] = ("xa-1",),
    spans_a_year: bool = False,
) -> pd.DataFrame:
    return m.count_figures(
        indicators(*(catalogue or ONE)),
        units(),
        written_figures(*written),
        reported,
        period_id="2022-S1",
        spans_a_year=spans_a_year,
    )


@pytest.mark.parametrize(
    ("cells", "status", "answered"),
    [
        ({"numerator": 3, "denominator": 4}, "value", True),
        ({"numerator": 0, "denominator": 0}, "not_applicable", True),
        ({"denominator": 0}, "not_applicable", True),
        ({"numerator": 3}, "missing", False),
        ({"numerator": 3, "reason_code": "awaiting_agency"}, "missing", True),
        ({"reason_code": "not_collected"}, "missing", True),
        ({"reason_code": "no_occurrence"}, "not_applicable", True),
        ({"reason_code": "not_competent"}, "not_applicable", True),
        ({"note": "sẽ bổ sung"}, "missing", False),
        ({"numerator": 3, "denominator": 4, "is_refused": True}, "refused", False),
        ({}, "missing", False),
    ],
)
def test_status_of_a_figure(cells: dict[str, object], status: str, answered: bool) -> None:
    row = counted(written_figure(**cells)).iloc[0]

    assert (row["obs_status"], row["is_answered"]) == (status, answered)


def test_ratio_is_in_percent_and_zero_is_a_value() -> None:
    assert counted(written_figure(numerator=3, denominator=4)).iloc[0]["obs_value"] == 75.0
    assert counted(written_figure(numerator=0, denominator=4)).iloc[0]["obs_value"] == 0.0


def test_count_of_zero_is_a_value_and_a_blank_one_is_missing() -> None:
    meetings = [indicator(kind="count", reporter_ids="xa-1;xa-2")]
    rows = counted(written_figure(value=0), catalogue=meetings, reported=("xa-1", "xa-2"))

    assert rows["obs_status"].tolist() == ["value", "missing"]
    assert rows["obs_value"][0] == 0
    assert pd.isna(rows["obs_value"][1])


def test_refused_values_are_emptied() -> None:
    row = counted(written_figure(numerator=5, denominator=4, is_refused=True)).iloc[0]

    assert row[["numerator", "denominator", "obs_value"]].isna().all()


def test_figures_of_a_refused_sheet_are_refused_and_optional_ones_stay_away() -> None:
    rows = m.count_figures(
        indicators(*ONE, indicator("I102", reporter_ids="xa-1", is_core=False)),
        units(),
        written_figures(),
        ["xa-1"],
        period_id="2022-S1",
        spans_a_year=False,
        refused_units=["xa-1"],
    )

    assert rows[["indicator_id", "obs_status"]].to_numpy().tolist() == [["I101", "refused"]]


def test_unit_without_report_has_not_reported_and_no_answer() -> None:
    row = counted(written_figure(numerator=3, denominator=4), reported=()).iloc[0]

    assert (row["obs_status"], row["is_answered"]) == ("not_reported", False)


def test_annual_figures_are_not_owed_for_the_half_year() -> None:
    yearly = [indicator(reporter_ids="xa-1", period_type="annual_only")]

    assert counted(catalogue=yearly).empty
    assert counted(catalogue=yearly, spans_a_year=True)["is_owed"].tolist() == [True]


def test_annual_figure_given_for_the_half_year_is_shown_but_not_owed() -> None:
    yearly = [indicator(reporter_ids="xa-1", period_type="annual_only")]
    rows = counted(written_figure(numerator=3, denominator=4), catalogue=yearly)

    assert rows[["is_owed", "obs_status"]].to_numpy().tolist() == [[False, "value"]]


def test_optional_figures_stand_only_where_something_was_written() -> None:
    optional = [indicator(is_core=False)]
    rows = counted(
        written_figure(numerator=3, denominator=4),
        written_figure("xa-2"),
        catalogue=optional,
        reported=("xa-1", "xa-2"),
    )

    assert rows["unit_id"].tolist() == ["xa-1"]


def test_reason_beside_a_value_is_not_looked_at() -> None:
    row = counted(written_figure(numerator=3, denominator=4, reason_code="other")).iloc[0]

    assert row["obs_status"] == "value"
    assert pd.isna(row["reason_code"])


def district(rows: pd.DataFrame, *goals: dict[str, object], **changes: object) -> pd.Series:
    return m.district_figures(rows, indicators(indicator(**changes)), targets(*goals), units()).iloc[0]


def test_district_ratio_is_the_ratio_of_sums() -> None:
    row = district(figures(ratio("xa-1", 1, 1), ratio("xa-2", 1, 3)))

    assert (row["obs_value"], row["numerator"], row["denominator"]) == (50.0, 2, 4)


def test_district_says_how_many_units_it_stands_on() -> None:
    rows = figures(
        ratio("xa-1", 1, 2),
        count("xa-2", None),
        count("xa-3", None, obs_status="not_reported"),
    )
    row = district(rows)

    assert (row["obs_value"], row["n_units"], row["n_units_owing"]) == (50.0, 1, 3)


def test_unit_for_which_there_can_be_no_figure_owes_none() -> None:
    row = district(figures(ratio("xa-1", 1, 2), ratio("xa-2", 0, 0), ratio("xa-3", 1, 2)))

    assert (row["n_units"], row["n_units_owing"]) == (2, 2)


def test_optional_figure_given_by_one_commune_stands_on_one_of_three() -> None:
    row = district(figures(ratio("xa-1", 1, 2, is_owed=False)), is_core=False)

    assert (row["n_units"], row["n_units_owing"]) == (1, 3)


def test_district_of_nothing_is_missing_never_zero() -> None:
    row = district(figures(count("xa-1", None)), kind="count")

    assert row["n_units"] == 0
    assert pd.isna(row["obs_value"])


def test_total_counts_one_kind_of_reporter() -> None:
    rows = figures(count("xa-1", 2), count("xa-2", 3), count("phong-a", 100))
    row = district(rows, kind="count", reporter_ids="communes;phong-a")

    assert (row["obs_value"], row["n_units"]) == (5, 2)


def test_yes_no_is_the_percentage_of_yes_among_answers() -> None:
    row = district(figures(count("xa-1", 1), count("xa-2", 0), count("xa-3", None)), kind="yes_no")

    assert (row["obs_value"], row["numerator"], row["denominator"], row["n_units"]) == (50.0, 1, 2, 2)


@pytest.mark.parametrize(
    ("direction", "goal", "expected"),
    [
        ("higher", 33.3, "met"),
        ("higher", 33.4, "not_met"),
        ("lower", 33.3, "met"),
        ("lower", 33.2, "not_met"),
        ("neutral", 10, "none"),
        ("context", 10, "none"),
    ],
)
def test_target_is_compared_at_the_precision_shown(direction: str, goal: float, expected: str) -> None:
    row = district(figures(ratio("xa-1", 1, 3)), {"target": goal}, direction=direction)

    assert row["target_status"] == expected


def test_value_shown_like_its_target_meets_it() -> None:
    row = district(figures(ratio("xa-1", 8996, 10000)), {"target": 90})

    assert (row["obs_value"], row["target_status"]) == (89.96, "met")


def test_without_target_nothing_is_judged() -> None:
    assert district(figures(ratio("xa-1", 1, 3)))["target_status"] == "none"


def of_unit(row: dict[str, object], goal: float, **changes: object) -> pd.Series:
    rows, catalogue, goals = figures(row), indicators(indicator(**changes)), targets({"target": goal})
    values = m.district_figures(rows, catalogue, goals, units())
    return m.unit_figures(rows, catalogue, goals, values, edition()).iloc[0]


def test_unit_has_the_ratios_target_and_the_districts_value_beside_it() -> None:
    row = of_unit(ratio("xa-1", 1, 2), 60)

    assert row[["target", "target_status", "district_value", "n_units"]].tolist() == [60, "not_met", 50, 1]


def test_who_set_a_target_goes_with_it_and_only_with_it() -> None:
    goals = targets({"target": 60, "set_by": "tỉnh giao"})
    for catalogue, rows, setter in (
        (indicators(indicator()), figures(ratio("xa-1", 1, 2)), "tỉnh giao"),
        (indicators(indicator(kind="count", decimals=0)), figures(count("xa-1", 1)), None),
    ):
        values = m.district_figures(rows, catalogue, goals, units())
        assert values["target_set_by"].tolist() == ["tỉnh giao"]
        of_one = m.unit_figures(rows, catalogue, goals, values, edition()).iloc[0]
        assert (of_one["target_set_by"] if setter else pd.isna(of_one["target_set_by"])) == (setter or True)
        gaps = m.target_gaps(values, catalogue)
        assert gaps["target_set_by"].tolist() == ["tỉnh giao"]


def test_units_yes_is_asked_by_a_target_in_percent_of_units() -> None:
    row = of_unit(count("xa-1", 1), 90, kind="yes_no", decimals=0)

    assert row[["target", "target_status", "district_value"]].tolist() == [1, "met", 100]


def test_target_of_a_sum_is_no_units_own() -> None:
    row = of_unit(count("xa-1", 1), 90, kind="count", decimals=0)

    assert pd.isna(row["target"])
    assert row["target_status"] == "none"


def test_target_zero_of_a_sum_is_every_units_own() -> None:
    row = of_unit(count("xa-1", 1), 0, kind="count", direction="lower", decimals=0)

    assert row[["target", "target_status"]].tolist() == [0, "not_met"]


def spread_of(values: list[float], **changes: object) -> pd.DataFrame:
    rows = figures(*(count(f"xa-{place}", value) for place, value in enumerate(values, start=1)))
    return m.outliers(rows, indicators(indicator(kind="count", **changes)), units(9))


def test_outlier_is_far_by_the_robust_score() -> None:
    far = spread_of([10, 11, 12, 13, 14, 15, 16, 100])

    assert far[["unit_id", "median"]].to_numpy().tolist() == [["xa-8", 13.5]]
    assert far["z"][0] == pytest.approx((100 - 13.5) / (1.4826 * 2))


def test_value_below_the_others_is_proposed_too_whatever_the_direction() -> None:
    assert spread_of([50, 51, 52, 53, 54, 55, 56, 1], direction="lower")["z"].tolist() < [0]


def test_seven_values_are_too_few_for_an_outlier() -> None:
    assert spread_of([10, 11, 12, 13, 14, 15, 100]).empty


def test_no_outlier_where_half_of_the_units_are_alike() -> None:
    assert spread_of([5, 5, 5, 5, 5, 1, 2, 100]).empty


def test_yes_and_no_have_no_outliers() -> None:
    rows = figures(*(count(f"xa-{n}", float(n == 1)) for n in range(1, 10)))

    assert m.outliers(rows, indicators(indicator(kind="yes_no")), units(9)).empty


def test_departments_are_not_held_against_communes() -> None:
    values = [10.0, 11, 12, 13, 14, 15, 16, 17]
    rows = figures(*(count(f"xa-{n}", value) for n, value in enumerate(values, 1)), count("phong-a", 60))
    catalogue = indicators(indicator(kind="count", reporter_ids="communes;phong-a"))

    assert m.outliers(rows, catalogue, units(9)).empty


def test_each_offices_number_is_in_that_of_all_or_stands_apart() -> None:
    known = indicators(
        indicator(kind="count", reporter_ids="communes;phong-a", solution_ids="8.1;IV.3;IV.5"),
        indicator("I102", kind="count", total_of="phong-a", solution_ids="IV.5"),
        indicator("I103", solution_ids="1.1"),
    )
    own = figures(
        count("xa-1", 4),
        count("xa-2", 3),
        count("phong-a", 60),
        count("phong-a", 7, indicator_id="I102"),
        ratio("xa-1", 1, 2, indicator_id="I103"),
    )
    district = m.district_figures(own, known, targets(), units())

    rows = m.item_figures(own, district, known, units(), ["IV.3", "IV.5"])

    shown = rows[["indicator_id", "items", "unit_id", "obs_value", "is_in_whole"]].astype(object)
    assert shown.where(shown.notna(), None).to_numpy().tolist() == [
        ["I101", "IV.3;IV.5", None, 7, None],
        ["I101", "IV.3;IV.5", "phong-a", 60, False],
        ["I102", "IV.5", None, 7, None],
        ["I102", "IV.5", "phong-a", 7, True],
    ]
