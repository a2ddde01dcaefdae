"""What each unit's report of a period is checked against, and the figures it is compared with."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from papibook.data.given.owed import asked_indicators, owed_tasks
from papibook.data.given.plan import Plan
from papibook.data.given.reference import Reference
from papibook.data.report.figures import FigureRules, Indicator
from papibook.data.report.identity import IdentityRules
from papibook.data.report.tasks import Rows, TaskRules
from papibook.model.plan import Period


@dataclass(frozen=True)
class UnitRules:
    """What one unit's report is checked against."""

    identity: IdentityRules
    tasks: TaskRules
    figures: FigureRules


def rules_by_unit(
    plan: Plan, reference: Reference, period: Period, half_year_figures: pd.DataFrame | None
) -> dict[str, UnitRules]:
    """What each unit's report of the period is checked against.

    ``half_year_figures``: WRITTEN_FIGURES of the half-year that the period contains.
    """
    identity = IdentityRules(plan.file.plan_id, period, reference)
    products = {str(row.task_id): bool(row.needs_product) for row in plan.tasks.itertuples()}
    indicators = {str(row["indicator_id"]): _indicator(row) for _, row in reference.indicators.iterrows()}
    tasks = owed_tasks(plan.tasks, reference.units)
    asked = asked_indicators(reference.indicators, reference.units, period.kind)
    half = half_year_values(half_year_figures)
    return {
        str(unit_id): UnitRules(
            identity,
            TaskRules(period, products, tasks.get(str(unit_id), frozenset())),
            FigureRules(indicators, asked.get(str(unit_id), frozenset()), half.get(str(unit_id), {})),
        )
        for unit_id in reference.units["unit_id"]
    }


def _indicator(row: pd.Series) -> Indicator:
    return Indicator(
        indicator_id=str(row["indicator_id"]),
        kind=str(row["kind"]),
        is_flow=row["period_type"] == "flow_cumulative",
        is_whole=bool(row["is_integer_parts"]),
        may_exceed=bool(row["numerator_may_exceed"]),
        is_core=bool(row["is_core"]),
        least=None if pd.isna(row["value_min"]) else float(row["value_min"]),
        greatest=None if pd.isna(row["value_max"]) else float(row["value_max"]),
    )


def figure_values(rows: Rows) -> dict[tuple[str, str], float]:
    """(indicator, column) → value, of those rows of WRITTEN_FIGURES that were not refused."""
    return {
        (str(row["indicator_id"]), name): float(str(value))
        for row in rows
        if not row["is_refused"]
        for name in ("numerator", "denominator", "value")
        if (value := row.get(name)) is not None
    }


def half_year_values(figures: pd.DataFrame | None) -> dict[str, dict[tuple[str, str], float]]:
    """unit → (indicator, column) → value, of those WRITTEN_FIGURES that were not refused."""
    if figures is None:
        return {}
    kept = figures[~figures["is_refused"].fillna(False)]
    found: dict[str, dict[tuple[str, str], float]] = {}
    for name in ("numerator", "denominator", "value"):
        given = kept.dropna(subset=[name])
        for unit_id, indicator_id, value in given[["unit_id", "indicator_id", name]].itertuples(index=False):
            found.setdefault(str(unit_id), {})[str(indicator_id), name] = float(value)
    return found
