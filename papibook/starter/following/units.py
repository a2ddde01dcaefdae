"""The units of the next plan's days: those of the project, and those that a list adds to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from papibook.data.given.reference import Reference
from papibook.ground.numbers import format_date
from papibook.ground.problems import Problem, problem
from papibook.ground.vietnamese import fold
from papibook.starter.units import GroupPreset, Unit, Units, level_groups, read_units


@dataclass(frozen=True)
class NextUnits:
    """``units``: whom the plan's tasks may name. ``added``, ``added_groups``: what the project lacks."""

    units: Units
    added: tuple[Unit, ...] = ()
    added_groups: tuple[GroupPreset, ...] = ()
    problems: tuple[Problem, ...] = ()


def there(units: pd.DataFrame, first: date, last: date) -> pd.Series:
    """Which units there are on one day at least of a plan whose first and last cut-off these are."""
    ended = units["valid_to"].notna() & (units["valid_to"] < pd.Timestamp(first))
    not_begun = units["valid_from"].notna() & (units["valid_from"] > pd.Timestamp(last))
    return ~(ended | not_begun)


def units_of_project(reference: Reference, level: str, root: Path, first: date, last: date) -> Units:
    """Those of units.csv that there are in the new plan's time, with their other names."""
    aliases: dict[str, list[str]] = {}
    for alias, unit_id in reference.unit_aliases[["alias", "unit_id"]].itertuples(index=False):
        aliases.setdefault(str(unit_id), []).append(str(alias))
    rows = reference.units[there(reference.units, first, last)]
    units = tuple(
        Unit(
            unit_id=str(row.unit_id),
            name=str(row.unit_name),
            short_name=str(row.short_name),
            group_id=str(row.unit_group),
            code="" if pd.isna(row.unit_code) else str(row.unit_code),
            reports=bool(row.is_reporting),
            through="" if pd.isna(row.reports_through) else str(row.reports_through),
            aliases=tuple(aliases.get(str(row.unit_id), ())),
        )
        for row in rows.itertuples()
    )
    return Units(units, level_groups(level, root), ())


def with_list(
    path: Path, own: Units, reference: Reference, level: str, root: Path, begins: date
) -> NextUnits:
    """``own`` with the units of the list at ``path``; what differs is told, no row is changed.

    Raises:
        ConfigError: the file can't be read or has no column of names.
    """
    listed = read_units(path, level, root)
    ids = _ids_by_name(own, reference)
    renamed = {
        unit.unit_id: found
        for unit in listed.units
        if (found := ids.get(unit.unit_id) or ids.get(fold(unit.name)))
    }
    units = [
        replace(
            unit,
            unit_id=renamed.get(unit.unit_id, unit.unit_id),
            through=renamed.get(unit.through, unit.through),
        )
        for unit in listed.units
    ]
    added = tuple(unit for unit in units if unit.unit_id not in set(ids.values()))
    known_groups = {*reference.groups["group_id"]}
    needed = {unit.group_id for unit in added} - known_groups
    groups = tuple(group for group in listed.groups if group.group_id in needed)
    problems = [*listed.problems, *_differences(units, added, own, reference, begins)]
    joined = Units((*own.units, *added), (*own.groups, *groups), ())
    return NextUnits(joined, added, groups, tuple(problems))


def _ids_by_name(own: Units, reference: Reference) -> dict[str, str]:
    """Each unit of units.csv by its id and by its name; a name of several is that of one there is now."""
    every = dict(reference.units[["unit_id", "unit_name"]].itertuples(index=False))
    now = {unit.unit_id: unit.name for unit in own.units}
    named = {fold(str(name)): str(unit_id) for unit_id, name in (*every.items(), *now.items())}
    return {**named, **{str(unit_id): str(unit_id) for unit_id in every}}


def _differences(
    units: list[Unit], added: tuple[Unit, ...], own: Units, reference: Reference, begins: date
) -> Iterator[Problem]:
    for unit in added:
        yield problem(
            "units.csv: “{name}” was added, valid from {day}. If it comes from other units (merger, split, "
            "renaming), write that into unit_changes.csv.",
            name=unit.name,
            day=format_date(begins),
        )
    listed = {unit.unit_id for unit in units}
    for unit in own.units:
        if unit.reports and unit.unit_id not in listed:
            yield problem(
                "units.csv: “{name}” is not in the new list. If there is no such unit any more, write its "
                "last day into valid_to.",
                name=unit.name,
            )
    now = {unit.unit_id for unit in own.units}
    ended = reference.units.set_index("unit_id")["valid_to"]
    for unit in units:
        if unit in added or unit.unit_id in now:
            continue
        yield problem(
            "units.csv: “{name}” is in the new list, but there is no such unit in the plan's time "
            "(valid_from, valid_to: {day}). Correct one of the two.",
            name=unit.name,
            day="…" if pd.isna(ended[unit.unit_id]) else format_date(ended[unit.unit_id]),
        )


def successors(reference: Reference, until: date) -> Mapping[str, str]:
    """What each unit that ended has become whole, by a merger or a renaming, up to the day ``until``."""
    changes = reference.unit_changes
    days = pd.to_datetime(changes["changed_on"])
    rows = changes[(days <= pd.Timestamp(until)) & changes["from_unit"].notna()].sort_values("changed_on")
    became: dict[str, str] = {}
    for kind, source, target in rows[["kind", "from_unit", "to_unit"]].itertuples(index=False):
        if kind == "split":
            became.pop(str(source), None)
            continue
        for unit_id in [name for name, now in became.items() if now == source] + [str(source)]:
            became[unit_id] = str(target)
    return became
