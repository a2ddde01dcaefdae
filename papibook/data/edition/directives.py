"""What an edition tells of the plan's register of directing (directives.csv)."""

from __future__ import annotations

from datetime import date

import pandas as pd

from papibook.data.given.plan import Plan
from papibook.model.as_of import known_on
from papibook.model.plan import Edition
from papibook.model.tables import DIRECTIVES, TOLD_DIRECTIVES

CONCLUSION = "conclusion"


def told_directives(plan: Plan, edition: Edition) -> pd.DataFrame:
    """The rows that the edition tells: what was issued in its period, and conclusions that it answers for.

    A conclusion is answered for by each report after it, until one has told that it is done; also one of
    another plan of the project. Everything is as it was known when the edition's data were closed.

    Returns:
        Schema TOLD_DIRECTIVES. Items of other plans are left out: a page could not lead there.
    """
    period, closed_on = edition.period, edition.data_closed_on
    own = known_on(plan.directives, DIRECTIVES, closed_on)
    others = [known_on(other.directives, DIRECTIVES, closed_on).assign(item=pd.NA) for other in plan.others]
    issued = own[(own["kind"] != CONCLUSION) & (own["issued_on"] >= pd.Timestamp(period.starts_on))]
    every = pd.concat([own, *others], ignore_index=True)
    conclusions = every[every["kind"] == CONCLUSION]
    before = _closed_before(plan, edition)
    if before is not None:
        was_told = conclusions["done_on"] <= pd.Timestamp(before)
        conclusions = conclusions[~was_told.fillna(False)]
    told = pd.concat([issued, conclusions], ignore_index=True)
    told = told[told["issued_on"] <= pd.Timestamp(period.cutoff_on)]
    return TOLD_DIRECTIVES.coerce(_with_standing(told, closed_on))


def _closed_before(plan: Plan, edition: Edition) -> date | None:
    """When the data of the report before this one were closed."""
    earlier = [each for each in plan.whole.periods if each.cutoff_on < edition.period.cutoff_on]
    return max(earlier, key=lambda each: each.cutoff_on).data_closed_on if earlier else None


def _with_standing(told: pd.DataFrame, closed_on: date) -> pd.DataFrame:
    day, due, done = pd.Timestamp(closed_on), told["due_date"], told["done_on"]
    is_overdue = (done.isna() & (due < day)).fillna(False)
    standing = (
        pd.Series("open", index=told.index, dtype="string")
        .mask(due.isna(), "open_undated")
        .mask(is_overdue, "overdue")
        .mask(done.notna(), "done")
        .mask((done > due).fillna(False), "done_late")
        .where(told["kind"] == CONCLUSION)
    )
    late = (day - due).dt.days.where(is_overdue & (told["kind"] == CONCLUSION))
    return told.assign(standing=standing, days_late=late.astype("Int64"))
