"""The indicators that a new project begins with, from a library by level; the office changes them at will."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from papibook.ground.problems import Problem, problem
from papibook.ground.vietnamese import without_marks
from papibook.starter.library import library_rows
from papibook.starter.units import Units

_ROLE, _GROUP = "office", "group"
"""Columns of the library, for a commune's own plan: what the name of the office holds that has the figure;
or the group whose units each have it, where they report."""


def starting_indicators(
    units: Units, dimensions: frozenset[str], like: Path | None = None
) -> tuple[tuple[Mapping[str, str], ...], tuple[Problem, ...]]:
    """Rows of indicators.csv with reporters of this project, and what nobody can report.

    Whom the library names reports, where this project has it. Else, in a commune's own plan, it is the group
    whose units each have the figure (its villages), where these report, or the one office whose name says
    that it has the figure (Circular 10/2025/TT-BNV: home affairs are with the office for culture and
    society). A figure without a reporter is left out and told. Items of another plan that a figure served are
    not of this one.
    """
    shipped = {row["indicator_id"]: row for row in library_rows("indicators")}
    rows = [row for row in library_rows("indicators", like) if row["dimension_id"] in dimensions]
    known = {unit.unit_id for unit in units.units if unit.reports} | {
        group.group_id for group in units.groups if group.reports
    }
    kept: list[Mapping[str, str]] = []
    left_out: list[str] = []
    for row in rows:
        named = [member for member in row["reporter_ids"].split(";") if member in known]
        own = shipped.get(row["indicator_id"], {})
        office = own.get(_ROLE, "")
        group = own.get(_GROUP, "")
        reporters = named or ([group] if group in known else _office(office, units))
        if reporters:
            total_of = row["total_of"] if row["total_of"] in reporters else reporters[0]
            said = {"solution_ids": "", "reporter_ids": ";".join(reporters), "total_of": total_of}
            kept.append({key: value for key, value in row.items() if key not in (_ROLE, _GROUP)} | said)
        elif like is not None or office:
            left_out.append(row["indicator_name"])
    return tuple(kept), tuple(_missing(left_out))


def _office(role: str, units: Units) -> list[str]:
    """The first office whose name holds ``role``, as a list; nobody where there is none."""
    return [
        unit.unit_id for unit in units.units if role and unit.reports and role in without_marks(unit.name)
    ][:1]


def _missing(left_out: list[str]) -> Iterator[Problem]:
    if left_out:
        yield problem(
            "indicators.csv: {count} figures of the library have no office here that reports them and were "
            "left out, among them “{name}”. Add those you need, with reporter_ids.",
            count=len(left_out),
            name=left_out[0],
        )
