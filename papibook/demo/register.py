"""A made-up register of directing (directives.csv): a few rows a period, known by their ids and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pandas as pd

from papibook.data.given.csv_table import write_csv
from papibook.data.given.directives import FILE
from papibook.data.given.plan import Plan
from papibook.data.given.reference import Reference
from papibook.demo.spans import kind_of
from papibook.demo.tables import REGISTER, rows_of
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.model.plan import Period
from papibook.model.tables import DIRECTIVES

MADE_UP = "minh-hoa-"
"""Begins the id of every row that was made up."""
_NUMBERED = ("document", "urging", "conclusion")
_SATURDAY = 5


def refuse_foreign_register(plan: Plan) -> None:
    """Refuse a plan whose register has rows that were not made up.

    Raises:
        ConfigError: naming the first of them.
    """
    ids = plan.directives["directive_id"]
    foreign = ids[~ids.str.startswith(MADE_UP)]
    if len(foreign):
        raise ConfigError(
            "{file} holds “{found}”, which the demo did not write. Nothing was changed. Move the file away, "
            "or work in another project folder.",
            file=f"data/plans/{plan.file.plan_id}/{FILE}",
            found=str(foreign.iloc[0]),
        )


def made_up_register(plan: Plan, reference: Reference) -> pd.DataFrame:
    """The rows of every period of ``plan``: schema DIRECTIVES."""
    return DIRECTIVES.from_records(
        [record for period in plan.file.periods for record in _of_period(plan, reference, period)]
    )


def _of_period(plan: Plan, reference: Reference, period: Period) -> Iterator[dict[str, object]]:
    items = {*plan.solutions["solution_id"], *(each.item for each in plan.file.items_outside_solutions)}
    leads = _leads(reference)
    starts_on = max(period.starts_on, plan.file.issued_on)
    for row in rows_of(REGISTER):
        if row["period_kind"] != kind_of(period):
            continue
        day = _workday(starts_on + timedelta(days=round(row["at"] * (period.cutoff_on - starts_on).days)))
        yield {
            "directive_id": f"{MADE_UP}{period.period_id.lower()}-{row['place']:02d}",
            "kind": row["kind"],
            "number": f"MH-{period.period_id}-{row['place']:02d}" if row["kind"] in _NUMBERED else None,
            "issued_on": pd.Timestamp(day),
            "subject": row["subject"],
            "item": row["item"] if row["item"] in items else None,
            "lead": leads[row["lead"]] if row["lead"] else None,
            "due_date": _after(day, row["due_days"]),
            "done_on": _after(day, row["done_days"]),
            "result": row["result"],
        }


def _leads(reference: Reference) -> dict[str, str]:
    """The group with the most units that report, and a unit outside of it, where there is one."""
    units = reference.units[reference.units["is_reporting"].fillna(False)]
    units = units.sort_values(["sort_order", "unit_id"], kind="stable")
    group = str(units["unit_group"].value_counts(sort=True).index[0])
    others = units.loc[units["unit_group"] != group, "unit_id"]
    return {"group": group, "office": str(others.iloc[0] if len(others) else units["unit_id"].iloc[0])}


def _after(day: date, days: int | None) -> pd.Timestamp | None:
    return None if days is None else pd.Timestamp(_workday(day + timedelta(days=days)))


def _workday(day: date) -> date:
    """``day``, or the Monday behind it."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= _SATURDAY else day


def write_register(project: Project, plan: Plan, register: pd.DataFrame) -> None:
    """Write ``register`` as the plan's, in place of an earlier made-up one."""
    write_csv(register, project.plans / plan.file.plan_id / FILE, DIRECTIVES)
