"""When the synthetic workbooks arrive: most in time, those of demo.faults late or after the closing day."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from papibook.demo.chance import keyed
from papibook.demo.enlarged import model_of
from papibook.demo.faults import AFTER_CLOSING, Faults, LateArrival
from papibook.model.plan import Period

MAIL_DOMAIN = "vi-du.invalid"
"""Senders of synthetic workbooks: a domain that cannot exist (RFC 2606), so that no real one is named."""


@dataclass(frozen=True)
class Delivery:
    """One workbook on its way: from whom, which revision, when it is received (local time)."""

    unit_id: str
    revision: int
    received_at: datetime


def plan_deliveries(
    seed: int,
    period: Period,
    unit_ids: Sequence[str],
    faults: Faults,
    groups: Mapping[str, str] | None = None,
) -> list[Delivery]:
    """Every workbook of the period, in the order of arrival."""
    deliveries = []
    for unit_id in unit_ids:
        model_id = model_of(unit_id)
        for revision in faults.revisions_of(model_id):
            chance = keyed(seed, "arrival", period.period_id, unit_id, revision)
            arrival = faults.arrivals.get((model_id, revision))
            deadline = period.deadline_of((groups or {}).get(unit_id, "")).last_day
            day = _late_day(period, deadline, arrival) if arrival else _day_in_time(chance, period, deadline)
            deliveries.append(Delivery(unit_id, revision, datetime.combine(day, _hour(chance, day, period))))
    return sorted(deliveries, key=lambda delivery: (delivery.received_at, delivery.unit_id))


def sender_of(unit_id: str) -> str:
    """The made-up address of a unit's clerk."""
    return f"van-thu@{unit_id}.{MAIL_DOMAIN}"


def file_name_of(chance: Random, unit_name: str, plan_number: str, period: Period, revision: int) -> str:
    """How a clerk might have named the file: never twice the same way."""
    plain = unicodedata.normalize("NFD", unit_name.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    year = period.cutoff_on.year
    when = {"half_year": f"6 thang {year}", "year": f"nam {year}"}.get(str(period.kind), period.period_id)
    name = chance.choice(
        (
            f"BC PAPI {when} - {plain}",
            f"Bao cao KH{plan_number.partition('/')[0]} {when} ({plain})",
            f"{unit_name} - biểu PAPI {period.name.casefold()}",
            f"{plain.replace(' ', '_')}_PAPI_{period.period_id}",
        )
    )
    return f"{name}{' (sua)' if revision > 1 else ''}.xlsx"


def _late_day(period: Period, deadline: date, arrival: LateArrival) -> date:
    start = period.data_closed_on if arrival.after == AFTER_CLOSING else deadline
    return start + timedelta(arrival.days)


def _day_in_time(chance: Random, period: Period, deadline: date) -> date:
    """A day from the cut-off to the deadline, the last ones more likely."""
    days = max(0, (deadline - period.cutoff_on).days)
    return period.cutoff_on + timedelta(chance.choices(range(days + 1), range(1, days + 2))[0])


def _hour(chance: Random, day: date, period: Period) -> time:
    first = 14 if day == period.cutoff_on else 7
    return time(chance.randint(first, 16), chance.randint(0, 59), chance.randint(0, 59))
