"""What each unit's report of a period is checked against, and the figures it is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import pandas as pd

from papibook.data.given.checklists import checklists_by_unit
from papibook.data.given.owed import asked_figures, ids_by_unit, owed_tasks
from papibook.data.given.plan import Plan
from papibook.data.given.reference import Reference
from papibook.data.given.rules import read_rules, subjects_of
from papibook.data.report.contradictions import AnswerRules
from papibook.data.report.explanations import NO_EXPLANATIONS, Explanations
from papibook.data.report.figures import FigureRules, IndicatorRule
from papibook.data.report.identity import IdentityRules
from papibook.data.report.tasks import TaskRules
from papibook.model.answers import VALUES
from papibook.model.groups import carriers
from papibook.model.plan import Period

Floors: TypeAlias = Mapping[str, Mapping[tuple[str, str], tuple[float, str]]]
"""See :func:`floors_of`."""


@dataclass(frozen=True)
class UnitRules:
    """What one unit's report is checked against.

    ``through``: the unit whose workbook carries its rows; empty: it sends its own. ``carried``: the names of
    those that report through it, by id.
    """

    identity: IdentityRules
    tasks: TaskRules
    figures: FigureRules
    between: AnswerRules
    explained: Explanations = NO_EXPLANATIONS
    """What is known to be right, and why."""
    unit_id: str = ""
    unit_name: str = ""
    through: str = ""
    carried: Mapping[str, str] = field(default_factory=dict, hash=False)


def rules_by_unit(
    plan: Plan, reference: Reference, period: Period, contained: Floors | None
) -> dict[str, UnitRules]:
    """What each unit's report of the period is checked against.

    ``contained``: of the period that this one contains (:func:`floors_of`).
    """
    identity = IdentityRules(plan.file.plan_id, plan.file.issued_on, period, reference, plan.file.data_status)
    products = {str(row.task_id): bool(row.needs_product) for row in plan.tasks.itertuples()}
    indicators = {
        rule.indicator_id: rule for rule in map(IndicatorRule.of, reference.indicators.to_dict("records"))
    }
    tasks = ids_by_unit(owed_tasks(plan.tasks, reference.units), "task_id")
    figures = asked_figures(reference.indicators, reference.units, spans_a_year=period.spans_a_year)
    asked = ids_by_unit(figures[figures["is_asked"]], "indicator_id")
    before = contained or {}
    between = _rules_between(plan, reference)
    checklists = checklists_by_unit(plan.checklists, plan.tasks, reference)
    units = reference.units.sort_values(["sort_order", "unit_id"], kind="stable")
    names = dict(zip(units["unit_id"].astype(str), units["unit_name"].astype(str), strict=True))
    through = carriers(units)
    return {
        str(unit_id): UnitRules(
            replace(identity, checklist=checklists.get(str(unit_id), ())),
            TaskRules(period, plan.file.issued_on, products, tasks.get(str(unit_id), frozenset())),
            FigureRules(indicators, asked.get(str(unit_id), frozenset()), {}).at_least(
                before.get(str(unit_id), {})
            ),
            between,
            unit_id=str(unit_id),
            unit_name=str(unit_name),
            through=through.get(str(unit_id), ""),
            carried={each: names[each] for each, sender in through.items() if sender == unit_id},
        )
        for unit_id, unit_name in names.items()
    }


def _rules_between(plan: Plan, reference: Reference) -> AnswerRules:
    subjects = subjects_of(plan.tasks, reference.indicators, reference.units)
    named = [(plan.tasks, "task_id", "title"), (reference.indicators, "indicator_id", "indicator_name")]
    return AnswerRules(
        (*read_rules(plan.rules, subjects), *read_rules(reference.rules, subjects)),
        {
            str(subject): str(name)
            for frame, key, column in named
            for subject, name in frame[[key, column]].itertuples(index=False)
        },
    )


def floors_of(figures: pd.DataFrame, period_name: str, before: Floors | None = None) -> Floors:
    """What the figures of a period that contains this one cannot fall below, where they add up.

    unit → (indicator, column) → value and the name of the period whose report has it. A figure that was not
    given, or refused, is that of the period before (``before``): a nine months' report that lacks it, or
    never came, frees the year of nothing that the half-year's says.

    Args:
        figures: WRITTEN_FIGURES of the period.
    """
    found = {unit_id: dict(own) for unit_id, own in (before or {}).items()}
    for unit_id, values in accepted_values(figures).items():
        own = found.setdefault(unit_id, {})
        own.update({figure: (value, period_name) for figure, value in values.items()})
    return found


def accepted_values(figures: pd.DataFrame) -> dict[str, dict[tuple[str, str], float]]:
    """unit → (indicator, column) → value, of those rows of WRITTEN_FIGURES that were not refused."""
    kept = figures[~figures["is_refused"].fillna(False)]
    found: dict[str, dict[tuple[str, str], float]] = {}
    for name in VALUES:
        given = kept.dropna(subset=[name])
        for unit_id, indicator_id, value in given[["unit_id", "indicator_id", name]].itertuples(index=False):
            found.setdefault(str(unit_id), {})[str(indicator_id), name] = float(value)
    return found
