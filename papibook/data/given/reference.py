"""The reference tables of ``data/reference``: who there is and what can be measured, whatever the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import pandas as pd

from papibook.data.given.constraints import constraint_problems, ids_of
from papibook.data.given.csv_table import read_csv, scan_csv
from papibook.data.given.rules import scan_rules
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.ground.problems import Problem, problem, refuse_tables
from papibook.ground.similar import did_you_mean
from papibook.ground.vietnamese import fold, without_marks
from papibook.model.figures import ALL, PROVINCE
from papibook.model.frames import Schema
from papibook.model.groups import carriers, group_words, sending_units, with_groups
from papibook.model.tables import (
    DIMENSIONS,
    GROUPS,
    INDICATORS,
    PAPI_SCORES,
    SHOWN_UNITS,
    SUBDIMENSIONS,
    UNIT_ALIASES,
    UNIT_CHANGES,
    UNITS,
)


@cache
def _earlier_groups() -> pd.DataFrame:
    return read_csv(Path(__file__).with_name("groups.csv"), GROUPS)


def earlier_groups() -> pd.DataFrame:
    """The groups (schema GROUPS) of projects that have no groups.csv: those of an earlier version."""
    return _earlier_groups().copy()


@dataclass(frozen=True)
class Reference:
    """All reference tables, each following the schema of its name; ``rules``: those between indicators."""

    dimensions: pd.DataFrame
    subdimensions: pd.DataFrame
    units: pd.DataFrame
    unit_aliases: pd.DataFrame
    indicators: pd.DataFrame
    papi_scores: pd.DataFrame
    rules: pd.DataFrame
    unit_changes: pd.DataFrame = field(default_factory=UNIT_CHANGES.empty)
    groups: pd.DataFrame = field(default_factory=earlier_groups)

    @cached_property
    def shown_units(self) -> pd.DataFrame:
        """The units as pages see them, with their groups: schema SHOWN_UNITS."""
        return SHOWN_UNITS.coerce(with_groups(self.units, self.groups))

    @cached_property
    def unit_by_name(self) -> Mapping[str, str]:
        """The unit_id that each folded id, full name, code or alias means; the first that claims it."""
        found: dict[str, str] = {}
        columns = [self.units[["unit_id", column]] for column in ("unit_id", "unit_name", "unit_code")]
        for names in (*columns, self.unit_aliases[["unit_id", "alias"]]):
            for unit_id, name in names.dropna().to_numpy(dtype=object):
                found.setdefault(fold(str(name)), str(unit_id))
        return found


REFERENCE_RULES = "reference/rules.csv"
"""What messages call it: the plan has a rules.csv too."""

TABLES = (DIMENSIONS, SUBDIMENSIONS, GROUPS, UNITS, UNIT_ALIASES, INDICATORS, PAPI_SCORES)


def read_reference(project: Project) -> Reference:
    """All reference tables, checked each by itself and against each other.

    Raises:
        RefusedTablesError: everything that is wrong in any of them.
    """
    frames: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    for schema in TABLES:
        path = project.reference / f"{schema.name}.csv"
        if schema is GROUPS and not path.exists():
            frames[schema.name] = earlier_groups()
            continue
        frames[schema.name], found = scan_csv(path, schema)
        problems += found
    frames["rules"], found = scan_rules(project.reference, REFERENCE_RULES)
    problems += found
    changes = project.reference / f"{UNIT_CHANGES.name}.csv"
    if changes.exists():
        frames[UNIT_CHANGES.name], found = scan_csv(changes, UNIT_CHANGES)
        problems += found
    reference = Reference(**frames)
    if not problems:  # links of half-read tables would only repeat what is said already
        known = ids_of(**{schema.name: frames[schema.name] for schema in TABLES})
        for schema in TABLES:
            problems += constraint_problems(frames[schema.name], schema, known)
        problems += [*_bad_ids(reference), *_alias_clashes(reference), *_in_silent_groups(reference)]
        problems += _bad_carriers(reference.units)
        problems += groups_of_nobody(reference.indicators, INDICATORS, reference)
        problems += constraint_problems(reference.unit_changes, UNIT_CHANGES, known)
        problems += _bad_days(reference.units)
    refuse_tables(problems)
    return reference


def _bad_ids(reference: Reference) -> Iterator[Problem]:
    """Ids become names of files, and a cell must say whether it means a group or a unit."""
    for table, key in ((reference.units, "unit_id"), (reference.groups, "group_id")):
        file = f"{key.removesuffix('_id')}s.csv"
        for found in table[key]:
            if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", str(found)):
                yield problem(
                    "{file}: {key} “{found}” must be made of a-z, 0-9 and single hyphens.",
                    file=file,
                    key=key,
                    found=found,
                )
    for found in sorted({*reference.units["unit_id"]} & {*reference.groups["group_id"]}):
        yield problem("units.csv: “{found}” is the id of a group too. Give the unit another.", found=found)
    for found in sorted({*reference.groups["group_id"]} & _TAKEN):
        yield problem("groups.csv: the id “{found}” has a meaning of its own. Choose another.", found=found)


_TAKEN = {ALL, PROVINCE, "dimensions"}
"""Ids that a group cannot have: those of figures in place of a unit, and the folder of other pages."""


def _in_silent_groups(reference: Reference) -> Iterator[Problem]:
    """Who reports must be seen where pages show its group."""
    silent = reference.groups.loc[~reference.groups["reports"], "group_id"]
    units = reference.units
    for row in units[units["is_reporting"] & units["unit_group"].isin(silent)].itertuples():
        yield problem(
            "units.csv: “{unit}” reports, but groups.csv says of its group “{group}” that it does not. Write "
            "true under reports, or give the unit another group.",
            unit=row.unit_id,
            group=row.unit_group,
        )


def _bad_carriers(units: pd.DataFrame) -> Iterator[Problem]:
    """Whoever carries others' figures sends a workbook, and who is carried reports."""
    senders = {*sending_units(units)["unit_id"]}
    for row in units[units["reports_through"].notna()].itertuples():
        facts = {"unit": row.unit_id, "through": row.reports_through}
        if not row.is_reporting:
            yield problem(
                "units.csv: “{unit}” reports through “{through}”, but is_reporting is false. Write true, or "
                "empty reports_through.",
                **facts,
            )
        elif row.reports_through not in senders:
            yield problem(
                "units.csv: “{unit}” reports through “{through}”, which sends no workbook of its own. Name a "
                "unit that does.",
                **facts,
            )


def groups_of_nobody(frame: pd.DataFrame, schema: Schema, reference: Reference) -> Iterator[Problem]:
    """Cells that name a group which does not report or has no unit: nobody would be asked."""
    units, groups = reference.units, reference.groups
    asked = {*groups.loc[groups["reports"], "group_id"]} & {*units["unit_group"]}
    nobody = {*groups["group_id"]} - asked
    for name in (column.name for column in schema.columns if "groups" in column.refers_to):
        for row in frame.index[frame[name].notna()]:
            for found in group_words(frame.at[row, name], units):
                if found in nobody:
                    yield problem(
                        "{file}: “{row}”, column {column}: the group “{found}” has no unit, or does not "
                        "report. Name another group, or single units.",
                        file=f"{schema.name}.csv",
                        row=frame.at[row, schema.key[0]],
                        column=name,
                        found=found,
                    )


def _bad_days(units: pd.DataFrame) -> Iterator[Problem]:
    for row in units[units["valid_to"] < units["valid_from"]].itertuples():
        yield problem(
            "units.csv: “{row}”, column valid_to: it lies before valid_from. Correct the date.",
            row=row.unit_id,
        )


def _alias_clashes(reference: Reference) -> Iterator[Problem]:
    names = {fold(str(row.unit_name)): str(row.unit_id) for row in reference.units.itertuples()}
    for row in reference.unit_aliases.itertuples():
        owner = names.setdefault(fold(str(row.alias)), str(row.unit_id))
        if owner != row.unit_id:
            yield problem(
                "unit_aliases.csv: “{alias}” is given to {found}, but it already means {owner}. "
                "An alias may mean one unit only.",
                alias=row.alias,
                found=row.unit_id,
                owner=owner,
            )


def recognise_unit(name: str, reference: Reference) -> str | None:
    """The unit that ``name`` means: its id, code, full name or an alias; None when nobody is meant."""
    return reference.unit_by_name.get(fold(name))


def find_unit(name: str, reference: Reference, *, reports: bool = False) -> str:
    """The unit that somebody means who types its name, short name, alias, id or code into a command.

    ``reports``: only one that sends a workbook will do.

    Raises:
        ConfigError: none, or several; the message says which it may be.
    """
    units = reference.units
    unit_id = recognise_unit(name, reference)
    if unit_id is None:
        bare, words = without_marks(name), _bare_names(reference)
        meant = words.get(bare, set())
        if len(meant) > 1:
            raise ConfigError(
                "“{unit}” may be {names}. Write the id.", unit=name, names=", ".join(sorted(meant))
            )
        unit_id = next(iter(meant), None)
    if unit_id is None:
        near = words.get(did_you_mean(bare, words), set())
        if near:
            raise ConfigError("There is no unit “{unit}”. Did you mean {hint}?", unit=name, hint=min(near))
        raise ConfigError("There is no unit “{unit}”. Units stand in data/reference/units.csv.", unit=name)
    if reports and unit_id in (through := carriers(units)):
        raise ConfigError(
            "{unit} reports through {through}: its rows stand in the workbook of that unit.",
            unit=unit_id,
            through=through[unit_id],
        )
    if reports and unit_id not in {*sending_units(units)["unit_id"]}:
        raise ConfigError("{unit} sends no report.", unit=unit_id)
    return unit_id


def _bare_names(reference: Reference) -> dict[str, set[str]]:
    """Everything that may name a unit, without marks, with the units that it may mean."""
    found: dict[str, set[str]] = {}
    short = reference.units[["short_name", "unit_id"]].dropna().itertuples(index=False)
    for name, unit_id in (*reference.unit_by_name.items(), *short):
        found.setdefault(without_marks(str(name)), set()).add(str(unit_id))
    return found
