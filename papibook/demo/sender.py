"""A reporting unit in one period, with all that its report is made from."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from papibook.data.forms.asked import Asked
from papibook.data.given.plan import Plan
from papibook.data.given.reference import Reference
from papibook.demo.enlarged import model_of
from papibook.demo.faults import Fault, faults_of
from papibook.demo.figures import DemoIndicator
from papibook.demo.place_words import foreign_words, seat_of
from papibook.demo.profiles import Profile, make_profile
from papibook.demo.spans import kind_of
from papibook.demo.tasks import DemoTask
from papibook.model.layout import InfoField
from papibook.model.plan import Period
from papibook.model.rules import Rule


@dataclass(frozen=True)
class Sender:
    """A reporting unit in one period, with all that its form is made from."""

    seed: int
    plan: Plan
    reference: Reference
    period: Period
    unit_id: str
    asked: Asked
    rules: tuple[Rule, ...]

    @cached_property
    def model_id(self) -> str:
        """The unit whose faults this one has."""
        return model_of(self.unit_id)

    def faults(self, revision: int) -> dict[str, Fault]:
        """What goes wrong in that revision of its report, by task, indicator or field."""
        return faults_of(kind_of(self.period)).of(self.model_id, revision)

    @cached_property
    def unit(self) -> Mapping[str, Any]:
        """The unit's row of schema UNITS."""
        units = self.reference.units
        return named(units.loc[units["unit_id"] == self.unit_id].iloc[0].to_dict())

    @cached_property
    def profile(self) -> Profile:
        """How large and how capable the unit is."""
        name, addressed_as = str(self.unit["unit_name"]), self.unit["addressed_as"]
        is_place = not pd.isna(self.unit["unit_code"])
        return make_profile(
            self.seed,
            self.unit_id,
            is_place=is_place,
            seat=seat_of(name, None if pd.isna(addressed_as) else str(addressed_as), is_place=is_place),
            foreign=foreign_words(self.plan, self.reference),
            model_id=self.model_id,
        )

    @property
    def checklist(self) -> tuple[InfoField, ...]:
        """What the plan asks it on the information sheet besides what every form asks."""
        return self.asked.checklist_of.get(self.unit_id, ())

    @cached_property
    def tasks(self) -> tuple[DemoTask, ...]:
        """The tasks that it owes, in the order of the form."""
        return tuple(map(_task, self.asked.tasks_for(self.unit_id).to_dict("records")))

    @cached_property
    def indicators(self) -> tuple[DemoIndicator, ...]:
        """The indicators that it owes or may report, in the order of the form."""
        return tuple(
            DemoIndicator(
                indicator_id=str(record["indicator_id"]),
                kind=str(record["kind"]),
                period_type=str(record["period_type"]),
                is_core=bool(record["is_core"]),
                is_integer_parts=bool(record["is_integer_parts"]),
            )
            for record in self.asked.figures_for(self.unit_id).to_dict("records")
        )


def _task(record: Mapping[Hashable, Any]) -> DemoTask:
    due, dimension = record["due_date"], record["dimension_id"]
    return DemoTask(
        task_id=str(record["task_id"]),
        solution_id=str(record["solution_id"]),
        dimension_id="" if pd.isna(dimension) else str(dimension),
        product="" if pd.isna(record["product"]) else str(record["product"]),
        due_kind=str(record["due_kind"]),
        due_date=None if pd.isna(due) else due.date(),
    )


def named(record: Mapping[Hashable, object]) -> dict[str, object]:
    """A record of a frame with text keys."""
    return {str(name): value for name, value in record.items()}
