"""How a plan's periods lie to each other: what each says that it contains and compares with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from papibook.ground.problems import Problem, problem
from papibook.model.plan import Period, PlanFile

ALIKE = (0.9, 1.1)
"""Periods are compared that differ in length no more than that: quarters of 90 and 92 days."""


def period_problems(plan: PlanFile, others: Mapping[str, Period]) -> Iterator[Problem]:
    """Everything that cannot be so; ``others``: the periods of the project's other plans by id."""
    own = {period.period_id: period for period in plan.periods}
    for period in plan.periods:
        for period_id in period.cumulates:
            yield from _contained_problems(period, period_id, own)
        if period.comparable_to is not None:
            yield from _comparable_problems(period, {**others, **own})


def _contained_problems(period: Period, period_id: str, own: Mapping[str, Period]) -> Iterator[Problem]:
    inner = own.get(period_id)
    if inner is None:
        yield problem(
            "plan.yml: “{period}” cumulates “{found}”, which is no period of this plan.",
            period=period.period_id,
            found=period_id,
        )
    elif inner.starts_on != period.starts_on or inner.cutoff_on >= period.cutoff_on:
        yield problem(
            "plan.yml: “{period}” cannot cumulate “{found}”: a period that it contains begins on the same "
            "day and is cut off earlier.",
            period=period.period_id,
            found=period_id,
        )


def _comparable_problems(period: Period, known: Mapping[str, Period]) -> Iterator[Problem]:
    earlier = known.get(str(period.comparable_to))
    if earlier is None:
        yield problem(
            "plan.yml: “{period}” has comparable_to “{found}”, which is no period of the project.",
            period=period.period_id,
            found=period.comparable_to,
        )
        return
    least, most = ALIKE
    if earlier.cutoff_on >= period.cutoff_on or not least <= earlier.n_days / period.n_days <= most:
        yield problem(
            "plan.yml: “{period}” ({days} days) cannot be compared with “{found}” ({other_days} days): that "
            "must be an earlier period about as long.",
            period=period.period_id,
            days=period.n_days,
            found=period.comparable_to,
            other_days=earlier.n_days,
        )
