"""The indicators that a new project begins with, from a library by level; the office changes them at will."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from papibook.ground.problems import Problem, problem
from papibook.ground.vietnamese import without_marks
from papibook.starter.library import library_rows
from papibook.starter.units import SUBORDINATE, Units

_ROLE = "office"
"""Column of the library: what the name of the office holds that has the figure, in a commune's own plan."""


def starting_indicators(
    units: Units, dimensions: frozenset[str], like: Path | None = None
) -> tuple[tuple[Mapping[str, str], ...], tuple[Problem, ...]]:
    """Rows of indicators.csv with reporters of this project, and what nobody can report.

    Where communes report, each figure is theirs. Where the plan is a commune's own, each is the one office's
    whose name says that it has it (Circular 10/2025/TT-BNV: home affairs are with the office for culture and
    society); a figure without such an office is left out and told.
    """
    rows = [row for row in library_rows("indicators", like) if row["dimension_id"] in dimensions]
    has_communes = any(unit.group_id == SUBORDINATE and unit.reports for unit in units.units)
    reporters = {row["indicator_id"]: SUBORDINATE if has_communes else _office(row, units) for row in rows}
    kept = [
        {key: value for key, value in row.items() if key != _ROLE}
        | {"reporter_ids": reporter, "total_of": reporter}
        for row in rows
        if (reporter := reporters[row["indicator_id"]])
    ]
    missing = [] if has_communes else list(_missing(rows, reporters))
    return tuple(kept), tuple(missing)


def _office(row: Mapping[str, str], units: Units) -> str:
    role = row.get(_ROLE, "")
    return next(
        (unit.unit_id for unit in units.units if role and unit.reports and role in without_marks(unit.name)),
        "",
    )


def _missing(rows: list[dict[str, str]], reporters: Mapping[str, str]) -> Iterator[Problem]:
    left_out = [
        row["indicator_name"] for row in rows if row.get(_ROLE) and not reporters[row["indicator_id"]]
    ]
    if left_out:
        yield problem(
            "indicators.csv: {count} figures of the library have no office here that reports them and were "
            "left out, among them “{name}”. Add those you need, with reporter_ids.",
            count=len(left_out),
            name=left_out[0],
        )
