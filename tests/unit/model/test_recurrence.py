"""Tasks of each month, quarter, half-year and year: when they are due in a period."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from papibook.model.plan import Period
from papibook.model.recurrence import due_in, tasks_of, year_begin


class PlanOf:
    def __init__(self, *periods: Period) -> None:
        self.periods = periods


def period(starts_on: str, cutoff_on: str) -> Period:
    cutoff = date.fromisoformat(cutoff_on)
    given: dict[str, Any] = {
        "period_id": "P",
        "name": "P",
        "starts_on": date.fromisoformat(starts_on),
        "cutoff_on": cutoff,
        "data_closed_on": date(cutoff.year + 1, 2, 1),
        "unit_deadline": {"on": cutoff, "source": "thử"},
    }
    return Period.model_validate(given)


HALF, YEAR = period("2026-01-01", "2026-06-30"), period("2026-01-01", "2026-12-31")
DECREE_09 = period("2025-12-15", "2026-06-14")


@pytest.mark.parametrize(
    ("kind", "rule", "of", "day"),
    [
        ("each_month", "", HALF, "2026-06-30"),
        ("each_month", "25", HALF, "2026-06-25"),
        ("each_quarter", "", HALF, "2026-06-30"),
        ("each_quarter", "+5", HALF, "2026-04-05"),  # the second quarter's comes on 05/7
        ("each_half_year", "", YEAR, "2026-12-31"),
        ("each_half_year", "+5", HALF, "2026-07-05"),  # none is due within it
        ("each_year", "", HALF, "2026-12-31"),
        ("each_year", "31", YEAR, "2026-12-31"),
        ("each_quarter", "", DECREE_09, "2026-06-14"),
        ("each_month", "", DECREE_09, "2026-06-14"),
        ("each_quarter", "10", DECREE_09, "2026-06-10"),
        ("each_quarter", "20", DECREE_09, "2026-05-20"),  # the 20th that lies within that quarter
    ],
)
def test_the_last_time_that_is_due_in_the_period(kind: str, rule: str, of: Period, day: str) -> None:
    assert due_in(kind, rule, of.starts_on, of) == date.fromisoformat(day)


def test_quarters_are_counted_from_the_plans_year_and_not_from_the_period() -> None:
    second = period("2026-04-01", "2026-06-30")
    plan: Any = PlanOf(period("2025-01-01", "2025-12-31"), second)
    assert year_begin(plan, second) == date(2026, 1, 1)
    assert due_in("each_half_year", "", year_begin(plan, second), second) == date(2026, 6, 30)


def test_only_tasks_of_months_to_years_get_a_day() -> None:
    tasks = pd.DataFrame(
        {
            "due_kind": ["date", "each_period", "event", "each_quarter"],
            "due_rule": pd.array([None, None, None, "25"], dtype="string"),
            "due_date": pd.to_datetime(["2026-03-01", None, None, None]).astype("datetime64[s]"),
        }
    )
    plan: Any = PlanOf(HALF)
    days = tasks_of(tasks, plan, HALF)["due_date"]
    assert [None if pd.isna(day) else f"{day:%Y-%m-%d}" for day in days] == [
        "2026-03-01",
        None,
        None,
        "2026-06-25",
    ]
