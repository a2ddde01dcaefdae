"""Synthetic submissions for a plan without public figures: ``papibook demo``.

Every reporting unit of the plan sends its workbook for every period, with faults as they happen in life
(:mod:`papibook.data.demo_faults`). The same plan and seed give the same bytes. Nothing of it is an
observation: the command works only where plan.yml says ``data_status: illustrative``, and never over
workbooks that it did not write itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import BytesIO

import pandas as pd

from papibook.data.demo_faults import BY_KIND, STRANGER, STRANGER_ID
from papibook.data.demo_forms import Sender, known_codes, make_form
from papibook.data.demo_random import keyed
from papibook.data.demo_schedule import Delivery, file_name_of, plan_deliveries, sender_of
from papibook.data.demo_store import Parcel, clear_demo, refuse_foreign, store_demo
from papibook.data.form import write_workbook
from papibook.data.plan import Plan, check_plan, read_plan
from papibook.data.reference import Reference, read_reference
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.model.plan import Period

Progress = Callable[[int, int, str], None]
"""Told after each workbook: how many are made, of how many, which one."""


@dataclass(frozen=True)
class DemoSummary:
    """What was written. ``n_workbooks`` counts accepted ones, ``n_refused`` those kept in the inbox only."""

    period_ids: tuple[str, ...]
    n_workbooks: int
    n_refused: int
    n_bytes: int


def write_demo(project: Project, *, seed: int = 426, progress: Progress | None = None) -> DemoSummary:
    """Write submissions, receipts and inbox of every period of the project's plan.

    Raises:
        ConfigError: the project's data are real, or hold workbooks that this command did not write.
    """
    plan, reference = read_plan(project), read_reference(project)
    check_plan(plan, reference)
    if plan.file.data_status != "illustrative":
        raise ConfigError(
            "plan.yml says data_status: {status}. The demo writes synthetic workbooks only into a project "
            "whose data_status is illustrative.",
            status=plan.file.data_status,
        )
    for period in plan.file.periods:
        refuse_foreign(project.submissions / period.period_id)

    routes = [
        (period, delivery)
        for period in plan.file.periods
        for delivery in _route(seed, plan, reference, period)
    ]
    parcels: dict[str, list[Parcel]] = {period.period_id: [] for period in plan.file.periods}
    for count, (period, delivery) in enumerate(routes, start=1):
        parcels[period.period_id].append(_pack(seed, plan, reference, period, delivery))
        if progress:
            progress(count, len(routes), f"{period.period_id}/{delivery.unit_id}")

    for period_id, arrived in parcels.items():
        clear_demo(project, period_id)
        store_demo(project, period_id, arrived)
    everything = [parcel for arrived in parcels.values() for parcel in arrived]
    return DemoSummary(
        period_ids=tuple(parcels),
        n_workbooks=sum(parcel.place is not None for parcel in everything),
        n_refused=sum(parcel.place is None for parcel in everything),
        n_bytes=sum(len(parcel.content) for parcel in everything),
    )


def _route(seed: int, plan: Plan, reference: Reference, period: Period) -> list[Delivery]:
    """All deliveries of a period; with them, where the faults say so, one of a stranger."""
    faults = BY_KIND[period.kind]
    units = reference.units.sort_values(["sort_order", "unit_id"], kind="stable")
    deliveries = plan_deliveries(seed, period, list(units.loc[units["is_reporting"], "unit_id"]), faults)
    if faults.has_stranger and deliveries:
        noon = datetime.combine(period.unit_deadline.last_day, datetime.min.time()) + timedelta(hours=12)
        deliveries.append(Delivery(STRANGER_ID, 1, noon))
    return sorted(deliveries, key=lambda delivery: (delivery.received_at, delivery.unit_id))


def _pack(seed: int, plan: Plan, reference: Reference, period: Period, delivery: Delivery) -> Parcel:
    is_stranger = delivery.unit_id == STRANGER_ID
    units = reference.units.sort_values(["sort_order", "unit_id"], kind="stable")
    own_id = units.loc[units["is_reporting"], "unit_id"].iloc[0] if is_stranger else delivery.unit_id
    sender = Sender(seed, plan, reference, period, str(own_id))
    form = make_form(sender, delivery.revision, delivery.received_at.date())
    codes = known_codes(sender, form, delivery.revision)
    if is_stranger:
        form = replace(form, unit_id=STRANGER_ID, unit_name=STRANGER)
        codes = ("file.unrecognised_unit",)
    stream = BytesIO()
    write_workbook(stream, form)
    content = stream.getvalue()
    chance = keyed(seed, "file name", period.period_id, delivery.unit_id, delivery.revision)
    return Parcel(
        content,
        None if is_stranger else f"{delivery.unit_id}.r{delivery.revision}.xlsx",
        {
            "unit_id": pd.NA if is_stranger else delivery.unit_id,
            "period_id": period.period_id,
            "revision": pd.NA if is_stranger else delivery.revision,
            "received_at": delivery.received_at,
            "sender": sender_of(delivery.unit_id),
            "original_name": file_name_of(chance, form.unit_name, period, delivery.revision),
            "sha256": hashlib.sha256(content).hexdigest(),
            "outcome": "refused" if is_stranger else "accepted",
            "findings": ";".join(codes) or pd.NA,
        },
    )
