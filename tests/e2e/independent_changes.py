"""The book's comparisons made a second time: second half against first half, cut-off against cut-off.

See ``independent``: from the workbooks' cells, without the package.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from independent import Given, Row, half_year, printed
from independent_figures import Figure, figures


@dataclass(frozen=True)
class Change:
    """Then and now, and their difference; ``change`` is taken between the values as printed."""

    then: Fraction
    now: Fraction
    change: Fraction


def unit_change(given: Given, period_id: str, unit_id: str, indicator_id: str) -> Change | None:
    """A unit's figure against the half-year; None where there is nothing to compare."""
    return compare(given, period_id, given.indicators[indicator_id], [unit_id])


def district_change(given: Given, period_id: str, indicator_id: str) -> Change | None:
    """The district's figure against the half-year, on the units that gave both."""
    indicator = given.indicators[indicator_id]
    return compare(given, period_id, indicator, given.members(indicator["total_of"]))


def compare(given: Given, period_id: str, indicator: Row, unit_ids: list[str]) -> Change | None:
    half = half_year(given, period_id)
    if half is None or indicator["period_type"] == "annual_only":
        return None
    keys = [(unit_id, indicator["indicator_id"]) for unit_id in unit_ids]
    year_figures, half_figures = figures(given, period_id), figures(given, half)
    pairs = [
        (half_figures[key], year_figures[key])
        for key in keys
        if key in half_figures and is_known(half_figures[key]) and is_known(year_figures[key])
    ]
    is_flow = indicator["period_type"] == "flow_cumulative" and indicator["kind"] != "yes_no"
    then = add_up([pair[0] for pair in pairs], indicator)
    now = add_up([pair[1] for pair in pairs], indicator, less=[pair[0] for pair in pairs] if is_flow else [])
    if then is None or now is None:
        return None
    decimals = int(indicator["decimals"])
    return Change(then, now, as_printed(now, decimals) - as_printed(then, decimals))


def is_known(figure: Figure) -> bool:
    return figure.state == "value" or (figure.state == "not_applicable" and figure.denominator is not None)


def add_up(parts: list[Figure], indicator: Row, less: list[Figure] | None = None) -> Fraction | None:
    """The value of several units together, less what they had before."""

    def total(name: str) -> Fraction:
        return sum_of(parts, name) - sum_of(less or [], name)

    if not parts:
        return None
    if indicator["kind"] == "ratio":
        return 100 * total("numerator") / total("denominator") if total("denominator") else None
    return total("value") if indicator["kind"] == "count" else 100 * total("value") / len(parts)


def sum_of(parts: list[Figure], name: str) -> Fraction:
    return sum((getattr(part, name) for part in parts), Fraction(0))


def as_printed(value: Fraction, decimals: int) -> Fraction:
    return Fraction(printed(value, decimals).replace(".", "").replace(",", "."))
