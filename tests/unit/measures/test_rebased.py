"""Figures of an earlier period on the units of a later one: added up where that is exact, otherwise cut."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from measured_frames import count, figures, indicator, indicators, obligation, obligations, ratio

from papibook.data.given.csv_table import read_csv
from papibook.measures.rebased import Lineage, lineage, rebased_figures, rebased_obligations
from papibook.model.tables import UNIT_CHANGES, UNITS

DATA = Path(__file__).resolve().parents[2] / "data/units_2025"
SHIPPED = Path(__file__).resolve().parents[3] / "data/reference/units.csv"
DAYS = (date(2024, 11, 30), date(2025, 11, 30))
EXISTING = frozenset({"xa-1", "xa-2", "xa-3"})


def changed(*rows: tuple[str, str, str | None, str]) -> Lineage:
    made = UNIT_CHANGES.from_records(
        [
            {"changed_on": pd.Timestamp(day), "kind": kind, "from_unit": a, "to_unit": b, "source": "thử"}
            for day, kind, a, b in rows
        ]
    )
    found = lineage(made, EXISTING, *DAYS)
    assert found is not None
    return found


MERGED = changed(("2025-07-01", "merge", "xa-1", "xa-12"), ("2025-07-01", "merge", "xa-2", "xa-12"))


def moc_chau() -> Lineage:
    units = read_csv(SHIPPED, UNITS)
    found = lineage(read_csv(DATA / "unit_changes.csv", UNIT_CHANGES), set(units["unit_id"]), *DAYS)
    assert found is not None
    return found


def test_of_the_8_units_of_2025_those_made_of_whole_units_are_compared() -> None:
    """15 units to the 8 of 01/7/2025: the towns were divided, Chiềng Sơn took in one from outside."""
    found = moc_chau()
    assert found.former == {
        "xa-doan-ket": ("xa-hua-pang", "xa-na-muong", "xa-quy-huong", "xa-ta-lai"),
        "xa-long-sap": ("xa-chieng-khua", "xa-long-sap"),
        "xa-tan-yen": ("xa-tan-hop", "xa-tan-lap"),
    }
    assert found.cut == {
        "phuong-moc-chau",
        "phuong-moc-son",
        "phuong-thao-nguyen",
        "phuong-van-son",
        "xa-chieng-son",
    }
    units = read_csv(SHIPPED, UNITS)
    assert {*found.gone, "xa-chieng-son"} == set(units.loc[units["unit_group"] == "communes", "unit_id"])
    assert found.changed_on == date(2025, 2, 1)


def test_communes_figures_are_added_up_and_nothing_is_made_up_for_the_others() -> None:
    found = moc_chau()
    communes = sorted({*found.gone, "xa-chieng-son"})
    before = figures(*(count(unit_id, place) for place, unit_id in enumerate(communes, start=1)))
    rows = rebased_figures(before, indicators(indicator(kind="count")), found).set_index("unit_id")[
        "obs_value"
    ]
    each = {unit_id: place for place, unit_id in enumerate(communes, start=1)}
    assert rows.to_dict() == {
        unit_id: sum(each[name] for name in former) for unit_id, former in found.former.items()
    }


def test_the_ratio_of_merged_units_is_made_of_sums() -> None:
    rows = rebased_figures(
        figures(ratio("xa-1", 9, 10), ratio("xa-2", 1, 90)), indicators(indicator()), MERGED
    )
    assert rows[["unit_id", "numerator", "denominator", "obs_value"]].to_numpy().tolist() == [
        ["xa-12", 10, 100, 10]
    ]


def test_where_one_of_them_gave_no_figure_there_is_none_for_both() -> None:
    rows = rebased_figures(
        figures(count("xa-1", 5), count("xa-2", None)), indicators(indicator(kind="count")), MERGED
    )
    assert rows["obs_value"].isna().tolist() == [True]
    assert rows["obs_status"].tolist() == ["missing"]


def test_one_that_nobody_must_report_is_added_up_where_all_of_them_gave_it() -> None:
    catalogue = indicators(
        indicator("I101", kind="count", is_core=True), indicator("I102", kind="count", is_core=False)
    )
    given = [count("xa-1", 5), count("xa-2", 7), {**count("xa-1", 3), "indicator_id": "I102"}]
    rows = rebased_figures(figures(*given), catalogue, MERGED)
    assert dict(zip(rows["indicator_id"], rows["obs_value"], strict=True)) == {"I101": 12}
    rows = rebased_figures(figures(*given, {**count("xa-2", 4), "indicator_id": "I102"}), catalogue, MERGED)
    assert dict(zip(rows["indicator_id"], rows["obs_value"], strict=True)) == {"I101": 12, "I102": 7}


def test_yes_or_no_is_carried_on_by_a_renaming_and_not_by_a_merger() -> None:
    given, catalogue = figures(count("xa-1", 1), count("xa-2", 0)), indicators(indicator(kind="yes_no"))
    renamed = changed(("2025-07-01", "rename", "xa-1", "phuong-1"))
    rows = rebased_figures(given, catalogue, renamed)
    assert dict(zip(rows["unit_id"], rows["obs_value"], strict=True)) == {"phuong-1": 1, "xa-2": 0}
    assert rebased_figures(given, catalogue, MERGED).empty


def test_changes_follow_each_other() -> None:
    found = changed(
        ("2025-02-01", "rename", "xa-1", "phuong-1"),
        ("2025-07-01", "merge", "phuong-1", "phuong-12"),
        ("2025-07-01", "merge", "xa-2", "phuong-12"),
    )
    assert found.former == {"phuong-12": ("xa-1", "xa-2")}
    divided = changed(
        ("2025-02-01", "split", "xa-1", "phuong-1"),
        ("2025-02-01", "split", "xa-1", "phuong-2"),
        ("2025-07-01", "merge", "phuong-1", "phuong-9"),
    )
    assert (divided.former, divided.cut) == ({}, {"phuong-2", "phuong-9"})


def test_a_unit_that_takes_in_another_keeps_its_id() -> None:
    found = changed(("2025-07-01", "merge", "xa-2", "xa-1"))
    assert found.former == {"xa-1": ("xa-1", "xa-2")}


@pytest.mark.parametrize("day", ["2024-11-30", "2025-12-01"])
def test_changes_before_and_after_do_not_count(day: str) -> None:
    made = UNIT_CHANGES.from_records(
        [{"changed_on": pd.Timestamp(day), "kind": "merge", "from_unit": "xa-1", "to_unit": "xa-2"}]
    )
    assert lineage(made, EXISTING, *DAYS) is None


def test_a_merged_unit_owed_what_its_former_ones_owed_unless_one_was_silent() -> None:
    both = obligations(
        obligation(unit_id="xa-1", status="done_on_time"), obligation(unit_id="xa-2", status="overdue")
    )
    rows = rebased_obligations(both, MERGED)
    assert rows[["unit_id", "status"]].to_numpy().tolist() == [
        ["xa-12", "done_on_time"],
        ["xa-12", "overdue"],
    ]
    silent = both.assign(is_unsent=[False, True])
    assert rebased_obligations(silent, MERGED).empty
