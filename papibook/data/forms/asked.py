"""What the forms of a period ask: each unit's tasks and figures as rows of its sheets, still unanswered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from papibook.data.given.checklists import checklists_by_unit, plan_names
from papibook.data.given.item_names import items_without_dimension
from papibook.data.given.owed import asked_figures, ids_by_unit, owed_tasks
from papibook.data.given.plan import Plan
from papibook.data.given.reference import Reference
from papibook.ground.texts import say
from papibook.model.layout import InfoField
from papibook.model.plan import Period
from papibook.model.recurrence import tasks_of

TASK_FACTS = ("group", "needs_product", "is_request")
FIGURE_FACTS = (
    "group", "kind", "is_core", "is_integer_parts", "numerator_may_exceed",
    "value_min", "value_max",
)  # fmt: skip
"""Columns that stand in no cell: the heading above a row, and what its answers are checked against."""


@dataclass(frozen=True)
class Asked:
    """The rows of all units' forms of one period.

    ``tasks`` and ``figures``: schemas TASKS and INDICATORS in the order of the form, with ``group``, and the
    figures with ``definition``. ``tasks_of``, ``figures_of``: which rows each unit owes or may report.
    ``checklist_of``: what the plan asks each unit on the information sheet besides what every form asks.
    """

    tasks: pd.DataFrame
    figures: pd.DataFrame
    tasks_of: Mapping[str, frozenset[str]] = field(hash=False)
    figures_of: Mapping[str, frozenset[str]] = field(hash=False)
    checklist_of: Mapping[str, tuple[InfoField, ...]] = field(hash=False)

    def tasks_for(self, unit_id: str) -> pd.DataFrame:
        """The tasks that the unit owes."""
        return self.tasks[self.tasks["task_id"].isin(list(self.tasks_of.get(unit_id, ())))]

    def figures_for(self, unit_id: str) -> pd.DataFrame:
        """The indicators that the unit owes or may report."""
        return self.figures[self.figures["indicator_id"].isin(list(self.figures_of.get(unit_id, ())))]


def asked_in(plan: Plan, reference: Reference, period: Period) -> Asked:
    """What the forms of ``period`` ask of all units."""
    names = plan_names(reference.dimensions)
    order = {dimension_id: place for place, dimension_id in enumerate(["", *names])}
    headings = {"": items_without_dimension(plan.file, plan.solutions, plan.tasks)}
    headings |= {
        number: say("form", "Content {number}: {name}", number=number, name=name)
        for number, name in names.items()
    }
    figures = _grouped(reference.indicators, order, headings)
    asked = asked_figures(reference.indicators, reference.units, spans_a_year=period.spans_a_year)
    return Asked(
        tasks=_grouped(tasks_of(plan.tasks, plan.file, period), order, headings),
        # The catalogue's note is part of the definition; the form has a column of that name for answers.
        figures=figures.assign(definition=[_definition(row) for _, row in figures.iterrows()], note=None),
        tasks_of=ids_by_unit(owed_tasks(plan.tasks, reference.units), "task_id"),
        figures_of=ids_by_unit(asked[asked["is_asked"]], "indicator_id"),
        checklist_of=checklists_by_unit(plan.checklists, plan.tasks, reference),
    )


def _grouped(rows: pd.DataFrame, order: Mapping[str, int], headings: Mapping[str, str]) -> pd.DataFrame:
    """``rows`` by content, what belongs to none first; otherwise in the order they have."""
    dimension = rows["dimension_id"].fillna("")
    place = dimension.map(order)
    return rows.assign(group=dimension.map(headings), place=place).sort_values("place", kind="stable")


def _definition(row: pd.Series) -> str:
    """How the figure is counted: what numerator and denominator are, and the catalogue's note."""
    parts = []
    if row["kind"] == "ratio":
        parts += [say("form", "Numerator: {name}", name=row["numerator_name"])]
        parts += [say("form", "Denominator: {name}", name=row["denominator_name"])]
    if not row["is_core"]:
        parts.append(say("form", "Not required."))
    if pd.notna(row["note"]):
        parts.append(str(row["note"]))
    return "\n".join(parts)
