"""Synthetic submissions for a plan without public figures: ``papibook demo``.

Every reporting unit of the plan sends its workbook for every period, with faults as they happen in life
(:mod:`papibook.demo.faults`). The same plan and seed give the same bytes. Nothing of it is an
observation: the command works only where plan.yml says ``data_status: illustrative``, and never over
workbooks that it did not write itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from io import BytesIO

import pandas as pd

from papibook.data.forms.asked import Asked, asked_in
from papibook.data.forms.workbook import FilledForm, write_workbook
from papibook.data.given.csv_table import write_csv
from papibook.data.given.plan import Plan, catalogue_of, check_plan, read_plan
from papibook.data.given.reference import Reference, read_reference
from papibook.data.given.rules import read_rules, subjects_of
from papibook.data.given.units_of import reference_of
from papibook.demo.chance import keyed
from papibook.demo.enlarged import enlarged
from papibook.demo.faults import faults_of
from papibook.demo.forms import known_codes, make_form
from papibook.demo.register import made_up_register, refuse_foreign_register, write_register
from papibook.demo.schedule import Delivery, file_name_of, plan_deliveries, sender_of
from papibook.demo.sender import Sender
from papibook.demo.spans import kind_of
from papibook.demo.store import Parcel, refuse_foreign, written_aside
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.ground.vietnamese import without_marks
from papibook.model.groups import carriers, sending_units
from papibook.model.plan import Period
from papibook.model.rules import Rule
from papibook.model.tables import UNITS

Progress = Callable[[int, int, str], None]
"""Told after each workbook: how many are made, of how many, which one."""


@dataclass(frozen=True)
class DemoSummary:
    """What was written. ``n_workbooks`` counts accepted ones, ``n_refused`` those kept in the inbox only."""

    period_ids: tuple[str, ...]
    n_workbooks: int
    n_refused: int
    n_bytes: int


@dataclass(frozen=True)
class _Round:
    """One period's collection of reports: what all its senders have in common."""

    seed: int
    plan: Plan
    reference: Reference
    period: Period
    asked: Asked
    rules: tuple[Rule, ...]

    @property
    def groups(self) -> dict[str, str]:
        """Of each unit."""
        units = self.reference.units
        return dict(zip(units["unit_id"].astype(str), units["unit_group"].astype(str), strict=True))

    @property
    def unit_ids(self) -> list[str]:
        """The units that send a workbook, in their order."""
        units = self.reference.units.sort_values(["sort_order", "unit_id"], kind="stable")
        return [str(unit_id) for unit_id in sending_units(units)["unit_id"]]


def write_demo(
    project: Project,
    *,
    seed: int = 426,
    enlarge: tuple[str, int] | None = None,
    progress: Progress | None = None,
) -> DemoSummary:
    """Write submissions, receipts and inbox of every period of the project's plan, and its register.

    ``enlarge``: a group, and how many units of it are to report (:mod:`papibook.demo.enlarged`), which
    changes units.csv; None takes the table as it is.

    Raises:
        ConfigError: the project's data are real, or hold workbooks that this command did not write.
    """
    plan, reference = read_plan(project), read_reference(project)
    if plan.file.data_status != "illustrative":
        raise ConfigError(
            "plan.yml says data_status: {status}. The demo writes synthetic workbooks only into a project "
            "whose data_status is illustrative.",
            status=plan.file.data_status,
        )
    for period in plan.whole.periods:
        refuse_foreign(project.submissions / period.period_id)
    for own in plan.all_plans:
        refuse_foreign_register(own)
    if enlarge is not None:
        reference = replace(reference, units=enlarged(reference.units, *enlarge))
    check_plan(plan, reference)

    rounds = [each for own in plan.all_plans for each in _rounds(seed, own, catalogue_of(own, reference))]
    routes = [_route(each) for each in rounds]
    made = _Made(total=sum(map(len, routes)), progress=progress)
    with written_aside(project) as aside:
        for each, deliveries in zip(rounds, routes, strict=True):
            aside.store(each.period.period_id, made.counted(each, deliveries))
        if enlarge is not None:
            write_csv(reference.units, project.reference / "units.csv", UNITS)
        aside.swap_in(each.period.period_id for each in rounds)
    for own in plan.all_plans:
        write_register(project, own, made_up_register(own, reference))
    return DemoSummary(
        period_ids=tuple(each.period.period_id for each in rounds),
        n_workbooks=made.accepted,
        n_refused=made.count - made.accepted,
        n_bytes=made.n_bytes,
    )


def _rounds(seed: int, plan: Plan, reference: Reference) -> Iterator[_Round]:
    """Every period of one plan, each with the units of its day."""
    subjects = subjects_of(plan.tasks, reference.indicators, reference.units)
    rules = (*read_rules(plan.rules, subjects), *read_rules(reference.rules, subjects))
    for period in plan.file.periods:
        of_day = reference_of(reference, period)
        yield _Round(seed, plan, of_day, period, asked_in(plan, of_day, period), rules)


@dataclass
class _Made:
    """Counts the workbooks as they are made, one at a time: a country's would not fit into memory."""

    total: int
    progress: Progress | None
    count: int = 0
    accepted: int = 0
    n_bytes: int = 0

    def counted(self, each: _Round, deliveries: list[Delivery]) -> Iterator[Parcel]:
        for delivery in deliveries:
            parcel = _pack(each, delivery)
            self.count += 1
            self.accepted += parcel.place is not None
            self.n_bytes += len(parcel.content)
            if self.progress:
                self.progress(self.count, self.total, f"{each.period.period_id}/{delivery.unit_id}")
            yield parcel


def _route(each: _Round) -> list[Delivery]:
    """All deliveries of a period; with them, where the faults say so, one of a stranger."""
    period, faults = each.period, faults_of(kind_of(each.period))
    deliveries = plan_deliveries(each.seed, period, each.unit_ids, faults, each.groups)
    if (stranger := _stranger_of(each)) and deliveries:
        noon = datetime.combine(period.unit_deadline.last_day, datetime.min.time()) + timedelta(hours=12)
        deliveries.append(Delivery(stranger[0], 1, noon))
    return sorted(deliveries, key=lambda delivery: (delivery.received_at, delivery.unit_id))


def _stranger_of(each: _Round) -> tuple[str, str] | None:
    """Id and name of the stranger; only where a unit is called almost so."""
    stranger = faults_of(kind_of(each.period)).stranger
    names = map(without_marks, each.reference.units["unit_name"])
    return stranger if stranger and without_marks(stranger[1]) in names else None


def _filled_in(sender: Sender, revision: int, on: date) -> tuple[FilledForm, tuple[str, ...]]:
    form = make_form(sender, revision, on)
    return form, known_codes(sender, form, revision)


def _pack(each: _Round, delivery: Delivery) -> Parcel:
    stranger = _stranger_of(each)
    is_stranger = stranger is not None and delivery.unit_id == stranger[0]
    own_id = each.unit_ids[0] if is_stranger else delivery.unit_id
    sender = Sender(each.seed, each.plan, each.reference, each.period, own_id, each.asked, each.rules)
    reported_on = delivery.received_at.date()
    form, codes = _filled_in(sender, delivery.revision, reported_on)
    parts = [
        _filled_in(replace(sender, unit_id=unit_id), delivery.revision, reported_on)
        for unit_id, through in carriers(each.reference.units).items()
        if through == own_id
    ]
    form = replace(form, parts=tuple(part for part, _ in parts))
    codes = tuple(sorted({*codes, *(code for _, of_part in parts for code in of_part)}))
    if stranger and is_stranger:
        form = replace(form, unit_id=stranger[0], unit_name=stranger[1])
        codes = ("file.unrecognised_unit",)
    stream = BytesIO()
    write_workbook(stream, form)
    content = stream.getvalue()
    chance = keyed(each.seed, "file name", each.period.period_id, delivery.unit_id, delivery.revision)
    return Parcel(
        content,
        None if is_stranger else f"{delivery.unit_id}.r{delivery.revision}.xlsx",
        {
            "unit_id": pd.NA if is_stranger else delivery.unit_id,
            "period_id": each.period.period_id,
            "revision": pd.NA if is_stranger else delivery.revision,
            "received_at": delivery.received_at,
            "sender": sender_of(delivery.unit_id),
            "original_name": file_name_of(
                chance, form.unit_name, each.plan.file.number, each.period, delivery.revision
            ),
            "sha256": hashlib.sha256(content).hexdigest(),
            "outcome": "refused" if is_stranger else "accepted",
            "findings": ";".join(codes) or pd.NA,
        },
    )
