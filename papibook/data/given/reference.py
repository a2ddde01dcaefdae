"""The reference tables of ``data/reference``: who there is and what can be measured, whatever the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from papibook.data.given.csv_table import scan_csv
from papibook.data.given.problems import Problem, problem, refuse_tables
from papibook.data.given.references import links, member_links, required, words
from papibook.ground.paths import Project
from papibook.ground.vietnamese import fold
from papibook.model import schema as s
from papibook.model.frames import Schema


@dataclass(frozen=True)
class Reference:
    """All reference tables, each following the schema of its name."""

    dimensions: pd.DataFrame
    subdimensions: pd.DataFrame
    units: pd.DataFrame
    unit_aliases: pd.DataFrame
    indicators: pd.DataFrame
    papi_scores: pd.DataFrame

    @cached_property
    def unit_by_name(self) -> Mapping[str, str]:
        """The unit_id that each folded id, full name, code or alias means; the first that claims it."""
        found: dict[str, str] = {}
        columns = [self.units[["unit_id", column]] for column in ("unit_id", "unit_name", "unit_code")]
        for names in (*columns, self.unit_aliases[["unit_id", "alias"]]):
            for unit_id, name in names.dropna().to_numpy(dtype=object):
                found.setdefault(fold(str(name)), str(unit_id))
        return found


TABLES: dict[str, Schema] = {
    "dimensions": s.DIMENSIONS,
    "subdimensions": s.SUBDIMENSIONS,
    "units": s.UNITS,
    "unit_aliases": s.UNIT_ALIASES,
    "indicators": s.INDICATORS,
    "papi_scores": s.PAPI_SCORES,
}

_REQUIRED = {
    "dimensions": ("dimension_name", "short_name"),
    "subdimensions": ("dimension_id", "subdimension_name"),
    "units": ("unit_id", "unit_name", "short_name", "unit_kind", "unit_group", "is_reporting", "sort_order"),
    "unit_aliases": ("unit_id", "added_by"),
    "indicators": (
        "indicator_name",
        "short_name",
        "dimension_id",
        "kind",
        "direction",
        "period_type",
        "reporter_ids",
        "total_of",
        "decimals",
        "numerator_may_exceed",
        "is_integer_parts",
        "is_core",
        "is_public",
    ),
    "papi_scores": ("is_break",),
}

_WORDS = {
    ("units", "unit_group"): ("communes", "departments", "asked", "other"),
    ("units", "unit_kind"): (
        "xa",
        "thi_tran",
        "phong_chuyen_mon",
        "don_vi_su_nghiep",
        "co_quan_nganh_doc",
        "dang_doan_the",
        "tu_phap",
        "cap_tren",
    ),
    ("indicators", "kind"): ("count", "ratio", "yes_no"),
    ("indicators", "direction"): ("higher", "lower", "neutral", "context"),
    ("indicators", "period_type"): ("flow_cumulative", "stock_at_cutoff", "annual_only"),
}


def read_reference(project: Project) -> Reference:
    """All reference tables, checked each by itself and against each other.

    Raises:
        RefusedTablesError: everything that is wrong in any of them.
    """
    frames: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    for name, schema in TABLES.items():
        frames[name], found = scan_csv(project.reference / f"{name}.csv", schema)
        problems += found
    if not problems:  # links of half-read tables would only repeat what is said already
        problems = [*required(frames, _REQUIRED), *words(frames, _WORDS), *_links(Reference(**frames))]
    refuse_tables(problems)
    return Reference(**frames)


def _links(reference: Reference) -> Iterator[Problem]:
    units, dimensions = reference.units, reference.dimensions["dimension_id"]
    yield from links(reference.subdimensions, "subdimensions", "dimension_id", dimensions, "dimensions.csv")
    yield from links(units, "units", "parent_id", units["unit_id"], "units.csv")
    yield from links(reference.unit_aliases, "unit_aliases", "unit_id", units["unit_id"], "units.csv")
    yield from links(reference.indicators, "indicators", "dimension_id", dimensions, "dimensions.csv")
    for column in ("reporter_ids", "total_of"):
        yield from member_links(reference.indicators, "indicators", column, units)
    scores = reference.papi_scores
    yield from links(scores, "papi_scores", "dimension_id", [*dimensions, "total"], "dimensions.csv")
    parts = reference.subdimensions["subdimension_id"]
    yield from links(scores, "papi_scores", "subdimension_id", parts, "subdimensions.csv")
    for unit_id in units["unit_id"]:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", str(unit_id)):
            yield problem(
                "units.csv: unit_id “{found}” must be made of a-z, 0-9 and single hyphens.", found=unit_id
            )
    for unit_id in units.loc[units["unit_id"].duplicated(), "unit_id"].unique():
        yield problem(
            "{file}: {column} “{found}” stands there more than once. Keep one row.",
            file="units.csv",
            column="unit_id",
            found=unit_id,
        )
    yield from _alias_clashes(reference)


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
