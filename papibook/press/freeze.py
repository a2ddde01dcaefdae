"""Freeze: the counted tables into slices, one per thing a page is about.

A page is made again only when a slice it opens has other bytes. So a slice holds no more than its pages
show: how all obligations stand without what units wrote about them, which only the units' own pages quote;
values of the district rounded as shown, and without the sums behind them, which move with every correction.

Who sent which file never enters a slice, nor do names and phones of persons, which
:mod:`papibook.data.check_file` leaves in the workbook (design, "Rules of the figures").
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from papibook.data.dataset import Dataset
from papibook.data.slices import write_slice
from papibook.measures.counted import Counted, deadline_table
from papibook.measures.precision import SHARE_DECIMALS, shown
from papibook.model.groups import group_members
from papibook.views.standing_lines import OWN_PLAN_ITEM

_SUPPORTED_COLUMNS = [
    "period_id",
    "unit_id",
    "task_id",
    "solution_id",
    "dimension_id",
    "due_kind",
    "due_date",
    "is_request",
    "status",
    "is_due",
    "is_counted",
    "days_late",
]
"""What a supporting department sees of a leading unit's obligation: how it stands, not its words."""

_STANDING_COLUMNS = [*_SUPPORTED_COLUMNS, "written_status", "percent_done", "is_refused"]
"""What pages about many units see of each obligation."""

_PLACE = ["file", "sheet", "row"]

Slice = tuple[str, dict[str, pd.DataFrame]]


def freeze(dataset: Dataset, counted: Counted, folder: Path) -> tuple[str, ...]:
    """Write every slice of the edition into ``folder`` (docs/architecture.md, "The slices").

    Returns:
        The slices' names, sorted.
    """
    # The facts behind a message are for saying it in another language; pages are in one.
    findings = counted.findings.drop(columns=["values"])
    slices = [
        *_general_slices(dataset, counted, findings),
        *_unit_slices(dataset, counted, findings),
        *_dimension_slices(dataset, counted),
    ]
    for name, tables in slices:
        write_slice(folder, name, tables)
    return tuple(sorted(name for name, _ in slices))


def _general_slices(dataset: Dataset, counted: Counted, findings: pd.DataFrame) -> Iterator[Slice]:
    reference, plan = dataset.reference, dataset.plan
    yield (
        "plan",
        {
            "edition": counted.edition,
            "dimensions": reference.dimensions,
            "subdimensions": reference.subdimensions,
            "units": reference.units,
            "indicators": reference.indicators,
            "solutions": plan.solutions,
            "tasks": plan.tasks,
            "targets": plan.targets,
            "deadlines": deadline_table(dataset),
        },
    )
    standing = counted.obligations[_STANDING_COLUMNS]
    yield "standing", {"obligations": standing, "reports": counted.reports}
    yield "figures", {"figures": _without_spare_notes(counted.figures)}
    yield (
        "checked",
        {
            "findings": findings,
            "receipts": counted.receipts.drop(columns=["sender", "original_name", "sha256"]),
        },
    )
    yield (
        "words",
        {
            "remarks": counted.remarks.drop(columns=_PLACE),
            "own_plans": counted.own_plans,
            "own_plan_tasks": counted.obligations.loc[
                (counted.obligations["solution_id"] == OWN_PLAN_ITEM).fillna(False),
                [*_STANDING_COLUMNS, "completed_date", "result_text"],
            ],
        },
    )
    is_of_page = dataset.commentary["place"].str.startswith("dimension-")
    yield "commentary", {"commentary": dataset.commentary[~is_of_page]}
    yield "revised", {"revised": dataset.revised}
    yield "follow-up", {"follow_up": dataset.follow_up}
    yield (
        "district",
        {
            "district_figures": _figures_as_shown(counted.district_figures, reference.indicators),
            "district_standing": counted.district_standing.assign(
                share_on_time_pct=shown(counted.district_standing["share_on_time_pct"], SHARE_DECIMALS)
            ),
            "district_changes": _changes_as_shown(counted.district_changes, reference.indicators),
        },
    )
    yield "papi", {"papi_scores": reference.papi_scores}


def _unit_slices(dataset: Dataset, counted: Counted, findings: pd.DataFrame) -> Iterator[Slice]:
    units, tasks = dataset.reference.units, dataset.plan.tasks
    supporters = {
        task: group_members(spec, units)
        for task, spec in zip(tasks["task_id"], tasks["support"], strict=True)
    }
    reporting = units.loc[units["is_reporting"], ["unit_id", "unit_group"]]
    whole = {
        "obligations": counted.obligations,
        "figures": counted.figures,
        "reports": counted.reports,
        "remarks": counted.remarks,
        "findings": findings,
    }
    by_unit = {name: dict(iter(table.groupby("unit_id", sort=False))) for name, table in whole.items()}
    nothing = {name: table.iloc[:0] for name, table in whole.items()}
    for unit_id, unit_group in reporting.itertuples(index=False):
        tables = {name: parts.get(unit_id, nothing[name]) for name, parts in by_unit.items()}
        if unit_group == "departments":
            helped = [task for task, members in supporters.items() if unit_id in members]
            others = counted.obligations[counted.obligations["unit_id"] != unit_id]
            tables["supported"] = others.loc[others["task_id"].isin(helped), _SUPPORTED_COLUMNS]
        yield f"unit/{unit_id}", tables


def _dimension_slices(dataset: Dataset, counted: Counted) -> Iterator[Slice]:
    for dimension_id in dataset.reference.dimensions["dimension_id"]:
        tables = {
            name: _where(table, "dimension_id", dimension_id)
            for name, table in {
                "obligations": counted.obligations[_STANDING_COLUMNS],
                "figures": counted.figures.drop(columns=["note", *_PLACE]),
                "papi_scores": dataset.reference.papi_scores,
            }.items()
        }
        tables["commentary"] = _where(dataset.commentary, "place", f"dimension-{dimension_id}")
        yield f"dimension/{dimension_id}", tables


def _without_spare_notes(figures: pd.DataFrame) -> pd.DataFrame:
    """A note is shown where it has to say why there is no figure."""
    is_told = figures["obs_status"].isin(["missing", "refused"])
    return figures.assign(note=figures["note"].where(is_told)).drop(columns=_PLACE)


def _where(frame: pd.DataFrame, column: str, value: str) -> pd.DataFrame:
    return frame[(frame[column] == value).fillna(False)]


def _figures_as_shown(district: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    places = district["indicator_id"].map(indicators.set_index("indicator_id")["decimals"])
    rounded = district.assign(obs_value=shown(district["obs_value"], places))
    return rounded.drop(columns=["numerator", "denominator"])


def _changes_as_shown(changes: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    places = changes["indicator_id"].map(indicators.set_index("indicator_id")["decimals"])
    return changes.assign(**{name: shown(changes[name], places) for name in ("value", "previous", "change")})
