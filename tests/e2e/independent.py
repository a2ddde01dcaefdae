"""The book's figures counted a second time, from the workbooks' cells, without the package.

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
NOTHING_TO_REPORT = ("Không phát sinh trong kỳ", "Không thuộc thẩm quyền")


@dataclass(frozen=True)
class Given:
    """The plan and the reference tables, as they stand in the files."""

    root: Path
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


@dataclass(frozen=True)
class Figure:
    """One indicator of one reporter: ``state`` is value, not_applicable, missing, refused or not_reported."""

    unit_id: str
    indicator_id: str
    state: str
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    value: Fraction | None = None
    is_answered: bool = False


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_given(root: Path) -> Given:
    plan = next((root / "data/plans").iterdir())
    told = yaml.safe_load((plan / "plan.yml").read_text(encoding="utf-8"))
    return Given(
        root=root,
        periods={period["period_id"]: period for period in told["periods"]},
        units={row["unit_id"]: row for row in rows_of(root / "data/reference/units.csv")},
        tasks=rows_of(plan / "tasks.csv"),
        indicators={row["indicator_id"]: row for row in rows_of(root / "data/reference/indicators.csv")},
        targets={
            (row["period_id"], row["indicator_id"]): Fraction(row["target"])
            for row in rows_of(plan / "targets.csv")
        },
    )


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
        in_time = [number for number, day in received.items() if day <= period["data_closed_on"]]
        if in_time:
            path = next(folder.glob(f"{unit_id}.r{max(in_time)}.*"))
            first = received[min(received)]
            found[unit_id] = Report(
                unit_id, path, max(in_time), first, first <= period["unit_deadline"]["on"]
            )
        else:
            found[unit_id] = Report(unit_id, None, None, None, False)
    return found


def sheet_rows(path: Path, sheet: str, key: str) -> dict[str, Row]:
    """The rows under the header line that begins with ``key``, by the key's cell."""
    lines = list(openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True))
    start = next(number for number, line in enumerate(lines) if key in line)
    header = lines[start]
    table = [dict(zip(header, line, strict=True)) for line in lines[start + 1 :]]
    return {row[key]: row for row in table if row[key]}


def obligations(given: Given, period_id: str) -> list[Obligation]:
    """Everything that somebody owes in the period, with its status on the cut-off day."""
    cutoff: date = given.periods[period_id]["cutoff_on"]
    written = {
        unit_id: sheet_rows(report.path, "Nhiệm vụ", "Mã nhiệm vụ") if report.path else {}
        for unit_id, report in reports(given, period_id).items()
    }
    return [
        judge(task, unit_id, cutoff, written.get(unit_id, {}).get(task["task_id"]))
        for task in given.tasks
        for unit_id in given.members(task["lead"])
    ]


def judge(task: Row, unit_id: str, cutoff: date, row: Row | None) -> Obligation:
    """The status by the table of the methods page, first line that fits."""
    due = {"date": lambda: date.fromisoformat(task["due_date"]), "each_period": lambda: cutoff}.get(
        task["due_kind"], lambda: None
    )()
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
    )


def share(owed: Iterable[Obligation]) -> tuple[int, int]:
    """On time and counted: numerator and denominator of the share on time."""
    counted = [duty for duty in owed if duty.is_counted]
    return sum(duty.status == "done_on_time" for duty in counted), len(counted)


def overdue(owed: Iterable[Obligation]) -> list[Obligation]:
    return [duty for duty in owed if duty.is_counted and duty.status == "overdue"]


def figures(given: Given, period_id: str) -> dict[tuple[str, str], Figure]:
    """Every figure of every reporter; indicators that the period does not ask for are left out."""
    period = given.periods[period_id]
    half = next(
        (key for key, other in given.periods.items()
         if other["kind"] == "half_year" and other["year"] == period["year"]),
        None,
    ) if period["kind"] == "year" else None  # fmt: skip
    before = figures(given, half) if half else {}
    found = {}
    for unit_id, report in reports(given, period_id).items():
        rows = sheet_rows(report.path, "Số liệu", "Mã chỉ tiêu") if report.path else None
        for indicator_id, indicator in given.indicators.items():
            is_asked = indicator["period_type"] != "annual_only" or period["kind"] == "year"
            if not is_asked or unit_id not in given.members(indicator["reporter_ids"]):
                continue
            key = unit_id, indicator_id
            if rows is None:
                found[key] = Figure(unit_id, indicator_id, "not_reported")
            else:
                figure = read_figure(unit_id, indicator, rows.get(indicator_id))
                found[key] = fall_below(figure, before.get(key), indicator)
    return found


def read_figure(unit_id: str, indicator: Row, row: Row | None) -> Figure:
    indicator_id = indicator["indicator_id"]
    if row is None:
        return Figure(unit_id, indicator_id, "missing")
    reason = row["Lý do không có số liệu"]
    top, bottom, value = (number(row[name]) for name in ("Tử số", "Mẫu số", "Giá trị"))
    if indicator["kind"] == "ratio" and top is not None and bottom is not None:
        if top > bottom and indicator["numerator_may_exceed"] == "false":
            return Figure(unit_id, indicator_id, "refused", top, bottom)
        if bottom == 0:
            return Figure(unit_id, indicator_id, "not_applicable", top, bottom, is_answered=True)
        return Figure(unit_id, indicator_id, "value", top, bottom, 100 * top / bottom, True)
    if indicator["kind"] != "ratio" and value is not None:
        return Figure(unit_id, indicator_id, "value", value=value, is_answered=True)
    state = "not_applicable" if reason in NOTHING_TO_REPORT else "missing"
    return Figure(unit_id, indicator_id, state, is_answered=reason is not None)


def number(cell: object) -> Fraction | None:
    """A cell's number, exact as written; yes is 1 and no is 0; an empty cell is no number."""
    if cell is None or cell == "":
        return None
    if cell in ("Có", "Không"):
        return Fraction(int(cell == "Có"))
    return Fraction(str(cell))


def fall_below(figure: Figure, half: Figure | None, indicator: Row) -> Figure:
    """The figure, refused when what grows over the year is less than it was at the half-year."""
    pairs = [
        (now, then)
        for name in ("numerator", "denominator", "value" if indicator["kind"] == "count" else "numerator")
        if half is not None
        and half.state in ("value", "not_applicable")
        and (now := getattr(figure, name)) is not None
        and (then := getattr(half, name)) is not None
    ]
    if indicator["period_type"] == "flow_cumulative" and any(now < then for now, then in pairs):
        return Figure(figure.unit_id, figure.indicator_id, "refused", figure.numerator, figure.denominator)
    return figure


@dataclass(frozen=True)
class District:
    """The district's figure of one indicator: what it is, on how many of how many units it stands."""

    value: Fraction | None
    n_units: int
    n_owing: int
    target_status: str


def district_figures(given: Given, period_id: str) -> dict[str, District]:
    """Sum of counts, sum of numerators over sum of denominators, yes among the answers."""
    everything = figures(given, period_id)
    return {
        indicator_id: add_up(
            given,
            period_id,
            indicator,
            [
                everything[unit_id, indicator_id]
                for unit_id in given.members(indicator["total_of"])
                if (unit_id, indicator_id) in everything
            ],
        )
        for indicator_id, indicator in given.indicators.items()
        if indicator["period_type"] != "annual_only" or given.periods[period_id]["kind"] == "year"
    }


def add_up(given: Given, period_id: str, indicator: Row, parts: list[Figure]) -> District:
    there = [part for part in parts if part.state == "value"]
    if not there:
        value = None
    elif indicator["kind"] == "ratio":
        tops = sum((part.numerator for part in there if part.numerator is not None), Fraction(0))
        bottoms = sum((part.denominator for part in there if part.denominator is not None), Fraction(0))
        value = 100 * tops / bottoms
    else:
        total = sum((part.value for part in there if part.value is not None), Fraction(0))
        value = total if indicator["kind"] == "count" else 100 * total / len(there)
    status = against_target(value, given.targets.get((period_id, indicator["indicator_id"])), indicator)
    owing = [part for part in parts if part.state != "not_applicable"]
    return District(value, len(there), len(owing), status)


def against_target(value: Fraction | None, target: Fraction | None, indicator: Row) -> str:
    """met, not_met, or none where nothing was set, nothing is known or the figure has no direction."""
    if value is None or target is None or indicator["direction"] not in ("higher", "lower"):
        return "none"
    return "met" if (value >= target if indicator["direction"] == "higher" else value <= target) else "not_met"


def completeness(given: Given, period_id: str, unit_id: str) -> tuple[int, int]:
    """Answered and owed cells of a unit: its tasks, and the core figures that the period asks for."""
    duties = [duty for duty in obligations(given, period_id) if duty.unit_id == unit_id]
    core = [
        figure
        for figure in figures(given, period_id).values()
        if figure.unit_id == unit_id and given.indicators[figure.indicator_id]["is_core"] == "true"
    ]
    answered = sum(duty.status != "not_reported" for duty in duties)
    answered += sum(figure.is_answered for figure in core)
    return answered, len(duties) + len(core)


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
    return printed(Fraction(100 * on_time, counted), 1) + "%" if counted else "–"
