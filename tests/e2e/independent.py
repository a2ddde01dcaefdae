"""The book's numbers counted again from the workbooks' cells, without the package: reports and tasks.

Written from ``book/methods.md`` alone: plain Python, exact fractions, another reader of workbooks (openpyxl).
Nothing of ``papibook`` is imported here, so that a mistake there cannot be repeated here by itself.
Of the checks only those are counted again that keep a row of the shipped reports out of the totals.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import yaml

Row = dict[str, Any]

WRITTEN = {
    "Chưa bắt đầu": "not_started",
    "Đang thực hiện": "in_progress",
    "Hoàn thành": "done",
    "Không áp dụng": "not_applicable",
}


@dataclass(frozen=True, eq=False)  # hashed by identity: what is counted from it is kept
class Given:
    """The plan and the reference tables, as they stand in the files.

    ``closed_on``: the last day whose reports the edition reads, also for the half-year within its year.
    """

    root: Path
    closed_on: date
    periods: dict[str, Row]
    units: dict[str, Row]
    tasks: list[Row]
    indicators: dict[str, Row]
    targets: dict[tuple[str, str], Fraction]

    def reporting(self, group: str) -> list[str]:
        """The units that a group of the plan names, or the unit itself."""
        if group in self.units:
            return [group]
        return [
            unit_id
            for unit_id, unit in self.units.items()
            if unit["unit_group"] == group and unit["is_reporting"] == "true"
        ]

    def members(self, groups: str) -> list[str]:
        return [unit_id for group in groups.split(";") for unit_id in self.reporting(group)]


@dataclass(frozen=True)
class Report:
    """What a unit's receipts say for one period; ``path`` is the workbook that the edition reads."""

    unit_id: str
    path: Path | None
    revision: int | None
    first_day: date | None
    is_on_time: bool


@dataclass(frozen=True)
class Obligation:
    """One task of one unit at the cut-off."""

    unit_id: str
    task_id: str
    solution_id: str
    dimension_id: str
    status: str
    is_counted: bool
    days_late: int | None
    due: date | None
    is_request: bool
    is_refused: bool
    is_unsent: bool
    wrote: str
    percent: Fraction | None
    done_on: date | None


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_given(root: Path, edition_id: str) -> Given:
    """The plan that has the edition's period, and the units of its cut-off day."""
    told = {
        path.parent: yaml.safe_load(path.read_text("utf-8")) for path in root.glob("data/plans/*/plan.yml")
    }
    plan, periods = next(
        (folder, periods)
        for folder, each in told.items()
        if edition_id in (periods := {period["period_id"]: period for period in each["periods"]})
    )
    cutoff = str(periods[edition_id]["cutoff_on"])
    units = rows_of(root / "data/reference/units.csv")
    return Given(
        root=root,
        closed_on=periods[edition_id]["data_closed_on"],
        periods=periods,
        units={row["unit_id"]: row for row in units if (row["valid_to"] or cutoff) >= cutoff},
        tasks=rows_of(plan / "tasks.csv"),
        indicators={row["indicator_id"]: row for row in rows_of(root / "data/reference/indicators.csv")},
        targets={
            (row["period_id"], row["indicator_id"]): Fraction(row["target"])
            for row in rows_of(plan / "targets.csv")
        },
    )


def half_year(given: Given, period_id: str) -> str | None:
    """The half-year that a year contains."""
    period = given.periods[period_id]
    return next(iter(period.get("cumulates", [])), None)


def reports(given: Given, period_id: str) -> dict[str, Report]:
    """Of each unit that reports: the newest revision received until the data were closed."""
    period = given.periods[period_id]
    folder = given.root / "data/submissions" / period_id
    accepted = [row for row in rows_of(folder / "receipts.csv") if row["outcome"] == "accepted"]
    found = {}
    for unit_id in [*given.reporting("communes"), *given.reporting("departments")]:
        received = {
            int(row["revision"]): datetime.fromisoformat(row["received_at"]).date()
            for row in accepted
            if row["unit_id"] == unit_id
        }
        in_time = [number for number, day in received.items() if day <= given.closed_on]
        if in_time:
            path = next(folder.glob(f"{unit_id}.r{max(in_time)}.*"))
            first = received[min(received)]
            found[unit_id] = Report(
                unit_id, path, max(in_time), first, first <= period["unit_deadline"]["on"]
            )
        else:
            found[unit_id] = Report(unit_id, None, None, None, False)
    return found


@cache
def sheet_rows(path: Path, sheet: str, key: str) -> dict[str, Row]:
    """The rows under the header line that has ``key``, by the key's cell. Read once; not to be changed."""
    lines = list(openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True))
    start = next(number for number, line in enumerate(lines) if key in line)
    header = lines[start]
    table = [dict(zip(header, line, strict=True)) for line in lines[start + 1 :]]
    return {row[key]: row for row in table if row[key]}


def number(cell: object) -> Fraction | None:
    """A cell's number, exact as written; yes is 1 and no is 0; an empty cell is no number."""
    if cell is None or cell == "":
        return None
    if cell in ("Có", "Không"):
        return Fraction(int(cell == "Có"))
    return Fraction(str(cell))


@cache
def obligations(given: Given, period_id: str) -> list[Obligation]:
    """Everything that somebody owes in the period, with its status on the cut-off day."""
    cutoff: date = given.periods[period_id]["cutoff_on"]
    written = {
        unit_id: sheet_rows(report.path, "Nhiệm vụ", "Mã nhiệm vụ")
        for unit_id, report in reports(given, period_id).items()
        if report.path
    }
    return [
        judge(task, unit_id, cutoff, written.get(unit_id))
        for task in given.tasks
        for unit_id in given.members(task["lead"])
    ]


def judge(task: Row, unit_id: str, cutoff: date, sheet: dict[str, Row] | None) -> Obligation:
    """The status by the table of the methods page, first line that fits; ``sheet``: the unit's, if it sent
    one."""
    row = sheet.get(task["task_id"]) if sheet else None
    recurs = task["due_kind"] in ("each_period", "each_half_year")  # every cut-off ends a half-year
    due = cutoff if recurs else date.fromisoformat(task["due_date"]) if task["due_date"] else None
    wrote = WRITTEN.get(row["Tình trạng"]) if row else None
    done_on = row["Ngày hoàn thành"].date() if row and row["Ngày hoàn thành"] else None
    is_refused = wrote == "done" and done_on is None
    is_due = due is not None and due <= cutoff
    days_late = None
    if wrote == "not_applicable":
        status = "not_applicable"
    elif wrote is None or is_refused:
        status = "not_reported"
    elif done_on is not None:
        status = "done_late" if due is not None and done_on > due else "done_on_time"
        days_late = (done_on - due).days if due is not None and done_on > due else None
    elif due is not None and is_due:
        if recurs:
            status = "not_done_in_period"
        elif due == cutoff:
            status = "due_at_cutoff"
        else:
            status, days_late = "overdue", (cutoff - due).days
    else:
        status = "in_progress" if wrote == "in_progress" else "not_due"
    is_request = task["is_request"] == "true"
    return Obligation(
        unit_id=unit_id,
        task_id=task["task_id"],
        solution_id=task["solution_id"],
        dimension_id=task["dimension_id"],
        status=status,
        is_counted=is_due and not is_request and status != "not_applicable",
        days_late=days_late,
        due=due,
        is_request=is_request,
        is_refused=is_refused,
        is_unsent=sheet is None,
        wrote=str(row["Tình trạng"]).lower() if row and row["Tình trạng"] else "",
        percent=number(row["Tỷ lệ hoàn thành (%)"]) if row else None,
        done_on=done_on,
    )


def share(owed: Iterable[Obligation]) -> tuple[int, int]:
    """On time and counted: numerator and denominator of the share on time."""
    counted = [duty for duty in owed if duty.is_counted]
    return sum(duty.status == "done_on_time" for duty in counted), len(counted)


def overdue(owed: Iterable[Obligation]) -> list[Obligation]:
    return [duty for duty in owed if duty.is_counted and duty.status == "overdue"]


def printed(value: Fraction | int | None, decimals: int = 0, *, nothing: str = "…") -> str:
    """``value`` as Vietnamese readers write it: decimal comma, thousands dot, halves away from zero."""
    if value is None:
        return nothing
    scaled = abs(Fraction(value)) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = str(whole).rjust(decimals + 1, "0")
    head, tail = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    sign = "-" if value < 0 and whole else ""
    return sign + f"{int(head):,}".replace(",", ".") + (f",{tail}" if tail else "")


def printed_share(on_time: int, counted: int) -> str:
    """A percentage; of fewer than ten both numbers."""
    if 0 < counted < 10:
        return f"{on_time}/{counted}"
    return printed(Fraction(100 * on_time, counted), 1) + "%" if counted else "–"


def printed_change(change: Fraction, decimals: int) -> str:
    """With its sign, a true minus; no sign where nothing moved."""
    text = printed(change, decimals)
    return text.replace("-", "−") if change < 0 else f"+{text}" if change > 0 else text
