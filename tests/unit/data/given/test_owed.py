"""Who owes what, expanded once: units that report, in the periods that ask."""

from __future__ import annotations

import pytest
from measured_frames import indicators, tasks, units

from papibook.data.given.owed import asked_figures, ids_by_unit, owed_tasks


def test_a_task_is_owed_by_each_unit_that_leads_it_and_reports() -> None:
    known = units().assign(is_reporting=[True, False, *[True] * (len(units()) - 2)])
    first, silent = known["unit_id"].iloc[:2]
    rows = owed_tasks(tasks({"task_id": "T1", "lead": f"{first};{silent}"}), known)
    assert ids_by_unit(rows, "task_id") == {first: frozenset({"T1"})}


@pytest.mark.parametrize(
    ("period_type", "spans_a_year", "is_asked"),
    [
        ("annual_only", False, False),
        ("annual_only", True, True),
        ("flow_cumulative", False, True),
    ],
)
def test_annual_figures_are_asked_only_in_a_period_that_spans_a_year(
    period_type: str, spans_a_year: bool, is_asked: bool
) -> None:
    catalogue = indicators({"indicator_id": "I1", "period_type": period_type, "reporter_ids": "communes"})
    rows = asked_figures(catalogue, units(), spans_a_year=spans_a_year)
    assert len(rows)
    assert set(rows["is_asked"]) == {is_asked}
