"""The book's figures counted a second time: indicators, district values, targets, completeness.

See ``independent``: from the workbooks' cells, without the package.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from independent import Given, Row, half_year, number, obligations, reports, sheet_rows

NOTHING_TO_REPORT = ("Không phát sinh trong kỳ", "Không thuộc thẩm quyền")


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


@cache
def figures(given: Given, period_id: str) -> dict[tuple[str, str], Figure]:
    """Every figure of every reporter; indicators that the period does not ask for are left out."""
    period = given.periods[period_id]
    half = half_year(given, period_id)
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
    found = {}
    for indicator_id, indicator in given.indicators.items():
        parts = [
            everything[unit_id, indicator_id]
            for unit_id in given.members(indicator["total_of"])
            if (unit_id, indicator_id) in everything
        ]
        if parts and (indicator["is_core"] == "true" or any(part.is_answered for part in parts)):
            found[indicator_id] = add_up(given, period_id, indicator, parts)
    return found


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
    is_met = value >= target if indicator["direction"] == "higher" else value <= target
    return "met" if is_met else "not_met"


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
