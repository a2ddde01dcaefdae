"""To whom a return goes, and what its message must say beside the findings: all from plan and reference."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from papibook.data.edition.receipt import counted
from papibook.data.edition.receipts import lines_by_unit, read_receipts
from papibook.data.intake.examine import ExamineContext
from papibook.data.intake.ledger import Receipt
from papibook.data.returns.message import Addressed
from papibook.model.plan import Period


@dataclass
class Letters:
    """Addresses the returns of one intake; each period's receipts are read once."""

    context: ExamineContext
    _names: dict[str, str] = field(init=False)
    _units: dict[str, str] = field(init=False)
    _groups: dict[str, str] = field(init=False)
    _first: dict[str, dict[str, date]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        plan, reference = self.context.plan, self.context.reference
        tasks = pd.concat([each.tasks for each in (*plan.others, plan)])
        titles = tasks[["task_id", "title"]].itertuples(index=False)
        names = reference.indicators[["indicator_id", "indicator_name"]].itertuples(index=False)
        self._names = {str(subject): str(name) for subject, name in (*titles, *names)}
        units = reference.units
        addressed = units["addressed_as"].fillna(units["unit_name"])
        self._units = dict(zip(units["unit_id"].astype(str), addressed.astype(str), strict=True))
        self._groups = dict(zip(units["unit_id"].astype(str), units["unit_group"].astype(str), strict=True))

    def addressed(self, receipt: Receipt) -> Addressed:
        """To whom the return of ``receipt`` goes."""
        file = self.context.plan.file
        unit, contact = self._units.get(receipt.unit_id, ""), file.contact or ""
        period = self.context.known.plan.period(receipt.period_id) if receipt.period_id else None
        if period is None:
            return Addressed(unit, "", self._names, contact=contact)
        deadline = period.deadline_of(self._groups.get(receipt.unit_id, "")).last_day
        came = receipt.received_at.date()
        first = self._first_days(period).get(receipt.unit_id, came)
        is_open = not receipt.is_accepted and came <= deadline
        return Addressed(
            unit=unit,
            period=period.name,
            names=self._names,
            deadline=deadline,
            days_late=(first - deadline).days,
            send_by=deadline if is_open else _closing_day(period, came),
            contact=contact,
        )

    def _first_days(self, period: Period) -> dict[str, date]:
        """When the first accepted report of each unit came: that decides whether it is late."""
        if period.period_id not in self._first:
            lines = lines_by_unit(read_receipts(self.context.project, period.period_id))
            arrived = {unit_id: counted(of_unit) for unit_id, of_unit in lines.items()}
            self._first[period.period_id] = {
                unit_id: of_unit[0].received_at.date() for unit_id, of_unit in arrived.items() if of_unit
            }
        return self._first[period.period_id]


def _closing_day(period: Period, day: date) -> date | None:
    """Until when reports are read by the next edition of the period; None: none is declared so late."""
    days = [period.data_closed_on, *(revision.data_closed_on for revision in period.revisions)]
    return next((closed for closed in days if day <= closed), None)
