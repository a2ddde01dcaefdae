"""Periods are data: quarters, nine months, Decree 09's windows are as natural as half-years."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from forms import PLAN_YML, make_project

from papibook.data.given.earlier_format import in_todays_format
from papibook.data.given.periods import period_problems
from papibook.data.given.place_words import with_words
from papibook.data.given.plan import read_plan
from papibook.ground.problems import RefusedTablesError
from papibook.model.plan import PlanFile, compared_within, contained_in, is_half_of, is_year_before

CUTOFFS = {"Q1": "2026-03-31", "S1": "2026-06-30", "9T": "2026-09-30", "nam": "2026-12-31"}


def period(period_id: str, starts_on: str, cutoff_on: str, **more: object) -> dict[str, Any]:
    cutoff = date.fromisoformat(cutoff_on)
    closed = cutoff.replace(year=cutoff.year + (cutoff.month == 12), month=cutoff.month % 12 + 1, day=20)
    return {
        "period_id": period_id,
        "name": f"Kỳ {period_id}",
        "starts_on": date.fromisoformat(starts_on),
        "cutoff_on": cutoff,
        "data_closed_on": closed,
        "unit_deadline": {"on": cutoff, "source": "thử"},
        **more,
    }


def plan_of(*periods: dict[str, Any]) -> PlanFile:
    content = yaml.safe_load(PLAN_YML)
    return PlanFile.model_validate(with_words({**in_todays_format(content), "periods": list(periods)}))


def said(plan: PlanFile, **others: PlanFile) -> list[str]:
    known = {each.period_id: each for other in others.values() for each in other.periods}
    return [str(found) for found in period_problems(plan, known)]


def growing() -> PlanFile:
    """Q1, half a year, nine months, the year: each contains those before it."""
    ids = list(CUTOFFS)
    return plan_of(
        *(
            period(f"2026-{name}", "2026-01-01", cutoff, cumulates=[f"2026-{each}" for each in ids[:place]])
            for place, (name, cutoff) in enumerate(CUTOFFS.items())
        )
    )


def test_the_contained_period_is_the_nearest_and_halves_only_are_held_against_what_came_after() -> None:
    plan = growing()
    assert said(plan) == []
    nearest = {
        each.period_id: (inner.period_id, is_half_of(inner, each))
        for each in plan.periods
        if (inner := contained_in(plan, each))
    }
    assert nearest == {
        "2026-S1": ("2026-Q1", True),
        "2026-9T": ("2026-S1", False),  # two thirds
        "2026-nam": ("2026-9T", False),
    }
    assert [each.spans_a_year for each in plan.periods] == [False, False, False, True]
    compared = [
        within and within.period_id for each in plan.periods for within in [compared_within(plan, each)]
    ]
    assert compared == [None, "2026-Q1", "2026-S1", "2026-S1"]


def test_quarters_that_do_not_add_up_are_compared_with_the_one_before() -> None:
    starts = {"2026-Q1": ("2026-01-01", "2026-03-31"), "2026-Q2": ("2026-04-01", "2026-06-30")}
    first, second = (period(name, *days) for name, days in starts.items())
    plan = plan_of(first, {**second, "comparable_to": "2026-Q1"})
    assert said(plan) == []
    assert contained_in(plan, plan.periods[1]) is None
    assert not is_year_before(*plan.periods)


def test_decree_09s_windows_make_a_year_with_its_half() -> None:
    plan = plan_of(
        period("2025-S1", "2024-12-15", "2025-06-14"),
        period("2025", "2024-12-15", "2025-12-14", cumulates=["2025-S1"]),
        period("2026-S1", "2025-12-15", "2026-06-14", comparable_to="2025-S1"),
        period("2026", "2025-12-15", "2026-12-14", cumulates=["2026-S1"], comparable_to="2025"),
    )
    assert said(plan) == []
    half, year = plan.periods[2:]
    assert (year.n_days, year.spans_a_year, half.spans_a_year) == (365, True, False)
    assert is_half_of(half, year)
    assert [is_year_before(plan.periods[0], half), is_year_before(plan.periods[1], year)] == [True, True]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"cumulates": ["2026-Q9"]}, "which is no period of this plan"),
        ({"cumulates": ["2026-nam"]}, "begins on the same day and is cut off earlier"),
        ({"comparable_to": "2025"}, "which is no period of the project"),
        ({"comparable_to": "2026-Q1"}, "must be an earlier period about as long"),
    ],
)
def test_what_a_period_cannot_contain_or_compare_with_is_said(changes: dict[str, Any], words: str) -> None:
    plan = growing()
    half = plan.periods[1].model_copy(update=changes)
    spoilt = plan.model_copy(update={"periods": (plan.periods[0], half, *plan.periods[2:])})
    (told,) = said(spoilt)
    assert "2026-S1" in told
    assert words in told


def test_a_plan_with_such_periods_is_refused(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    path = project.plans / "1-KH-2022" / "plan.yml"
    path.write_text(PLAN_YML.replace("cumulates: [2022-S1]", "cumulates: [2022-S2]"), encoding="utf-8")
    with pytest.raises(RefusedTablesError, match="“2022” cumulates “2022-S2”"):
        read_plan(project)


def test_a_period_of_another_plan_may_be_compared_with() -> None:
    earlier = plan_of(period("2025", "2025-01-01", "2025-12-31"))
    plan = plan_of(period("2026", "2026-01-01", "2026-12-31", comparable_to="2025"))
    assert said(plan, other=earlier) == []


EARLIER = """
periods:
  - {period_id: 2021-S1, kind: half_year, year: 2021, starts_on: 2020-12-01}
  - {period_id: "2021", kind: year, year: 2021, starts_on: 2020-12-01}
  - {period_id: 2022-S1, kind: half_year, year: 2022, starts_on: 2021-12-01}
  - {period_id: "2022", kind: year, year: 2022, starts_on: 2021-12-01}
"""


def test_periods_of_the_earlier_format_say_what_followed_from_kind_and_year() -> None:
    made = in_todays_format(yaml.safe_load(EARLIER))
    assert isinstance(made, dict)
    assert [(each.get("cumulates"), each.get("comparable_to")) for each in made["periods"]] == [
        (None, None),
        (["2021-S1"], None),
        (None, "2021-S1"),
        (["2022-S1"], "2021"),
    ]
    assert not any("year" in each for each in made["periods"])
    assert in_todays_format(made) == made


def test_ids_that_differ_by_large_and_small_letters_alone_are_one_folder() -> None:
    with pytest.raises(ValueError, match="period_id must be unique"):
        plan_of(period("2026-q1", "2026-01-01", "2026-03-31"), period("2026-Q1", "2026-01-01", "2026-03-31"))
