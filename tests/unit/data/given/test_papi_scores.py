"""Official scores are those of the plan's own province, and a change of the country's map is a break."""

from __future__ import annotations

import pandas as pd
import pytest

from papibook.data.given.papi_scores import scores_of
from papibook.model.tables import PAPI_SCORES


def scores(*rows: dict[str, object]) -> pd.DataFrame:
    known = {"dimension_id": "1", "score": 5.0, "is_break": False, "published_on": pd.Timestamp("2026-05-01")}
    return PAPI_SCORES.from_records([{**known, **row} for row in rows])


TWO_PROVINCES = scores(
    {"province": "Tỉnh Một", "year": 2024, "score": 5.1},
    {"province": "Tỉnh Hai", "year": 2024, "score": 6.2},
)


def test_only_the_plans_own_province_has_scores() -> None:
    assert scores_of(TWO_PROVINCES, "tỉnh hai")["score"].tolist() == [6.2]


@pytest.mark.parametrize("papi_name", ["Tỉnh Ba", None])
def test_a_plan_of_another_province_or_of_none_has_no_scores(papi_name: str | None) -> None:
    assert scores_of(TWO_PROVINCES, papi_name).empty


def test_a_table_that_names_no_province_is_of_the_projects_own() -> None:
    assert len(scores_of(scores({"year": 2021}, {"year": 2022}), "Tỉnh Một")) == 2


def test_a_row_without_province_beside_named_ones_is_nobodys() -> None:
    mixed = scores({"province": "Tỉnh Một", "year": 2024}, {"year": 2023})
    assert scores_of(mixed, "Tỉnh Một")["year"].tolist() == [2024]


def test_a_series_breaks_where_the_country_was_measured_in_other_provinces() -> None:
    rows = [
        {"year": year, "dimension_id": of, "geography": n}
        for year, n in ((2023, 63), (2024, 63), (2025, 34), (2026, 34))
        for of in ("1", "total")
    ]
    own = scores_of(scores(*rows), "Tỉnh Một")
    assert own.groupby("year")["is_break"].all().to_dict() == {
        2023: False,
        2024: False,
        2025: True,
        2026: False,
    }
    assert own["geography_before"].dropna().tolist() == [63, 63]


def test_what_is_not_known_of_the_geography_is_no_break() -> None:
    own = scores_of(scores({"year": 2024}, {"year": 2025, "geography": 34}), "Tỉnh Một")
    assert not own["is_break"].any()
