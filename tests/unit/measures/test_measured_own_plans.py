"""The checklist of plan item IV.1.1."""

import pandas as pd

from papibook.measures.own_plans import count_own_plans
from papibook.model.tables import WRITTEN_INFO

EIGHT = {f"own_plan_dimension_{number}": "yes" for number in range(1, 9)}


def counted(**answers: str) -> pd.DataFrame:
    rows: list[dict[str, object]] = [
        {"unit_id": "xa-1", "field": field, "value": value} for field, value in answers.items()
    ]
    return count_own_plans(WRITTEN_INFO.from_records(rows), period_id="2022-S1")


def test_a_whole_plan_has_all_eight_contents() -> None:
    row = counted(**EIGHT, own_plan_number="30/KH-UBND", own_plan_date="2022-02-18").iloc[0]

    assert row["n_dimensions"] == 8
    assert row["missing_dimensions"] == ""
    assert (row["plan_number"], row["issued_date"]) == ("30/KH-UBND", pd.Timestamp("2022-02-18"))


def test_contents_answered_no_are_named() -> None:
    row = counted(**{**EIGHT, "own_plan_dimension_2": "no", "own_plan_dimension_8": "no"}).iloc[0]

    assert (row["n_dimensions"], row["missing_dimensions"]) == (6, "2;8")


def test_what_is_left_open_is_missing_and_not_no() -> None:
    row = counted(own_plan_number="30/KH-UBND", own_plan_lead="no").iloc[0]

    assert pd.isna(row["n_dimensions"])
    assert pd.isna(row["has_results"])
    assert not row["has_lead"]


def test_one_unit_may_leave_open_what_another_answers() -> None:
    rows: list[dict[str, object]] = [
        {"unit_id": "xa-1", "field": "own_plan_number", "value": "30/KH-UBND"},
        {"unit_id": "xa-2", "field": "own_plan_dimension_1", "value": "no"},
    ]
    told = count_own_plans(WRITTEN_INFO.from_records(rows), period_id="2022-S1")

    assert told["missing_dimensions"].tolist() == ["", "1"]
    assert told["n_dimensions"].fillna(-1).tolist() == [-1, 0]


def test_a_unit_that_answered_nothing_of_it_has_no_row() -> None:
    assert counted(general_difficulty="mưa nhiều").empty


def test_nobody_answered() -> None:
    assert counted().empty
