"""What plan.yml asks that cannot be: said before the edition is built, and again at its end."""

from __future__ import annotations

from papibook.ground.numbers import format_date
from papibook.ground.problems import Problem, problem
from papibook.model.plan import Edition


def plan_warnings(edition: Edition) -> tuple[Problem, ...]:
    """The plan's own deadlines of the period that its first edition cannot meet.

    Reports are taken until the end of the day ``data_closed_on``, so a report made of them can be sent on the
    next day at the earliest. A later revision of the edition comes after all of them and is no news.
    """
    if edition.revision:
        return ()
    return tuple(
        problem(
            "plan.yml, period {period}: “{what}” is due to {to_whom} by the end of {day}, but reports are "
            "taken until the end of {closed}. It cannot be sent in time. Close the data earlier "
            "(data_closed_on, unit_deadline), or agree on a later day with {to_whom}.",
            period=edition.period.period_id,
            what=deadline.what,
            to_whom=deadline.to_whom,
            day=format_date(deadline.last_day),
            closed=format_date(edition.data_closed_on),
        )
        for deadline in edition.period.deadlines
        if deadline.last_day <= edition.data_closed_on
    )
