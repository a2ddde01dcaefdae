"""What a unit's report must answer: the rows it owes."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from papibook.model.groups import group_members


def owed_tasks(tasks: pd.DataFrame, units: pd.DataFrame) -> dict[str, frozenset[str]]:
    """The tasks that each unit leads, by unit; units that lead none are absent."""
    return _by_unit(((str(row.task_id), row.lead) for row in tasks.itertuples()), units)


def asked_indicators(
    indicators: pd.DataFrame, units: pd.DataFrame, period_kind: str
) -> dict[str, frozenset[str]]:
    """The indicators that each unit may report in such a period, core and optional, by unit.

    Annual figures are not asked for the half-year.
    """
    asked = indicators
    if period_kind == "half_year":
        asked = indicators[indicators["period_type"] != "annual_only"]
    return _by_unit(((str(row.indicator_id), row.reporter_ids) for row in asked.itertuples()), units)


def _by_unit(rows: Iterable[tuple[str, object]], units: pd.DataFrame) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    members: dict[str, tuple[str, ...]] = {}
    for row_id, spec in rows:
        # Many rows name the same units; looking them up takes most of the time.
        if str(spec) not in members:
            members[str(spec)] = group_members(spec, units)
        for unit_id in members[str(spec)]:
            found.setdefault(unit_id, set()).add(row_id)
    return {unit_id: frozenset(ids) for unit_id, ids in found.items()}
