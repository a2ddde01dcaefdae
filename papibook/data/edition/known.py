"""Plan and reference tables as an edition knows them (:mod:`papibook.model.as_of`)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from papibook.data.given.papi_scores import scores_of
from papibook.data.given.plan import Plan
from papibook.data.given.reference import Reference
from papibook.model.as_of import is_later, known_on
from papibook.model.tables import INDICATORS, KNOWN_SCORES, PAPI_SCORES, SOLUTIONS, UNITS


def known_plan(plan: Plan, day: date) -> Plan:
    """The plan's tables as they were known at the end of ``day``."""
    return replace(plan, solutions=known_on(plan.solutions, SOLUTIONS, day))


def known_reference(reference: Reference, plan: Plan, day: date) -> Reference:
    """The reference tables as they were known at the end of ``day``, and what the plan asks for beyond.

    Returns:
        papi_scores in schema KNOWN_SCORES: those of the plan's own province.
    """
    own = scores_of(reference.papi_scores, plan.file.place.papi_name)
    scores = known_on(own, PAPI_SCORES, day, is_asked=PAPI_SCORES.name in plan.file.later_data)
    return replace(
        reference,
        units=known_on(reference.units, UNITS, day),
        indicators=known_on(reference.indicators, INDICATORS, day),
        papi_scores=KNOWN_SCORES.coerce(scores.assign(is_later=is_later(scores, PAPI_SCORES, day))),
    )
