"""Plan and reference tables as an edition knows them (:mod:`papibook.model.as_of`)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from papibook.data.given.papi_scores import scores_of
from papibook.data.given.plan import Plan
from papibook.data.given.reference import Reference
from papibook.model.as_of import is_later, known_on
from papibook.model.groups import split_ids
from papibook.model.tables import (
    DIRECTIVES,
    INDICATORS,
    KNOWN_INDEX,
    KNOWN_SCORES,
    OWN_INDEX,
    PAPI_SCORES,
    SOLUTIONS,
    UNIT_CHANGES,
    UNITS,
)


def known_plan(plan: Plan, day: date) -> Plan:
    """The plan's tables as they were known at the end of ``day``; own_index in schema KNOWN_INDEX."""
    is_asked = OWN_INDEX.name in plan.file.later_data
    index = known_on(plan.own_index, OWN_INDEX, day, is_asked=is_asked)
    return replace(
        plan,
        solutions=known_on(plan.solutions, SOLUTIONS, day),
        own_index=KNOWN_INDEX.coerce(index.assign(is_later=is_later(index, OWN_INDEX, day))),
        directives=known_on(plan.directives, DIRECTIVES, day),
    )


def known_reference(reference: Reference, plan: Plan, day: date) -> Reference:
    """The reference tables as they were known at the end of ``day``, and what the plan asks for beyond.

    Returns:
        papi_scores in schema KNOWN_SCORES: those of the plan's own province.
    """
    own = scores_of(reference.papi_scores, plan.file.place.papi_name)
    scores = known_on(own, PAPI_SCORES, day, is_asked=PAPI_SCORES.name in plan.file.later_data)
    return replace(
        reference,
        units=_there_by(known_on(reference.units, UNITS, day), reference, plan, day),
        unit_changes=known_on(reference.unit_changes, UNIT_CHANGES, day),
        indicators=known_on(reference.indicators, INDICATORS, day),
        papi_scores=KNOWN_SCORES.coerce(scores.assign(is_later=is_later(scores, PAPI_SCORES, day))),
    )


def _there_by(units: pd.DataFrame, reference: Reference, plan: Plan, day: date) -> pd.DataFrame:
    """``units`` without those that began only after ``day``, unless the plan itself names them."""
    cells = [plan.tasks["lead"], plan.tasks["support"]]
    cells += [reference.indicators["reporter_ids"], reference.indicators["total_of"]]
    named = {unit_id for column in cells for cell in column.dropna().unique() for unit_id in split_ids(cell)}
    named |= {unit_id for outside in plan.file.items_outside_solutions for unit_id in outside.units}
    is_later = (units["valid_from"] > pd.Timestamp(day)) & ~units["unit_id"].isin(list(named))
    return units[~is_later].reset_index(drop=True)
