"""Freeze: the counted tables into slices, one per thing a page is about.

A page is made again only when a slice it opens has other bytes. So a slice holds no more than its pages
show: how all obligations stand without what units wrote about them, which only the units' own pages quote;
values of the whole rounded as shown, and without the sums behind them, which move with every correction.

Who sent which file never enters a slice, nor do names and phones of persons, which
:mod:`papibook.data.report.identity` leaves in the workbook (design, "Rules of the figures").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from papibook.data.edition.dataset import Dataset
from papibook.data.slices.files import WrittenTable, write_texts
from papibook.measures.counted import Counted, deadline_table, items_asking
from papibook.measures.district import item_figures
from papibook.measures.precision import SHARE_DECIMALS, shown
from papibook.measures.targets import target_gaps
from papibook.model.groups import explode_members
from papibook.model.tables import (
    COMMENTARY,
    FIGURES,
    FINDINGS,
    KNOWN_INDEX,
    KNOWN_SCORES,
    OBLIGATIONS,
    REMARKS,
    REPORTS,
    SLICE_TABLES,
)
from papibook.views.quoted import Frames, fill_commentary, judge_commentary

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
    "is_unsent",
    "days_late",
]
"""What a supporting unit sees of a leading unit's obligation: how it stands, not its words."""

_STANDING_COLUMNS = [*_SUPPORTED_COLUMNS, "written_status", "percent_done", "is_refused"]
"""What pages about many units see of each obligation."""

_OFFICES_OWN = ["sender", "original_name", "sha256", "takes", "about", "reason", "decided_at"]
"""Of the receipts, what no page tells."""

_PLACE = ["file", "sheet", "row"]
_FIGURE_COLUMNS = [name for name in FIGURES.names if name not in ("note", "explanation", *_PLACE, "sources")]

Slice = tuple[str, dict[str, str]]


@dataclass(frozen=True)
class _Tables:
    """The tables of which many slices hold some rows, written once."""

    obligations: WrittenTable
    figures: WrittenTable
    reports: WrittenTable
    remarks: WrittenTable
    findings: WrittenTable
    commentary: WrittenTable
    papi_scores: WrittenTable
    own_index: WrittenTable

    @classmethod
    def of(cls, dataset: Dataset, counted: Counted) -> _Tables:
        return cls(
            WrittenTable(OBLIGATIONS, counted.obligations),
            WrittenTable(FIGURES, counted.figures),
            WrittenTable(REPORTS, counted.reports),
            WrittenTable(REMARKS, counted.remarks),
            # The facts behind a message are for saying it in another language; pages are in one.
            WrittenTable(FINDINGS, counted.findings.drop(columns=["values"])),
            WrittenTable(COMMENTARY, dataset.commentary),
            WrittenTable(KNOWN_SCORES, dataset.reference.papi_scores),
            WrittenTable(KNOWN_INDEX, dataset.plan.own_index),
        )


def freeze(dataset: Dataset, counted: Counted, folder: Path) -> tuple[str, ...]:
    """Write every slice of the edition into ``folder`` (docs/architecture.md, "The slices").

    Returns:
        The slices' names, sorted.
    """
    quotes, dataset = _with_figures(dataset, counted)
    tables = _Tables.of(dataset, counted)
    slices = [
        *_general_slices(dataset, counted, tables),
        ("quotes", _texts({"quotes": quotes})),
        *_unit_slices(dataset, tables),
        *_dimension_slices(dataset, tables),
    ]
    for name, texts in slices:
        write_texts(folder, name, texts)
    return tuple(sorted(name for name, _ in slices))


def _with_figures(dataset: Dataset, counted: Counted) -> tuple[pd.DataFrame, Dataset]:
    """The numbers of the office's commentary, judged, and the dataset with the holes of it filled."""
    frames = quoted_frames(dataset, counted)
    quotes = judge_commentary(dataset.commentary, dataset.kept_quotes, frames)
    return quotes, replace(dataset, commentary=fill_commentary(dataset.commentary, frames))


def quoted_frames(dataset: Dataset, counted: Counted) -> Frames:
    """What numbers of the commentary are held against."""
    reference, plan = dataset.reference, dataset.plan
    return Frames(counted, reference.dimensions, reference.indicators, reference.shown_units, plan.tasks)


def _general_slices(dataset: Dataset, counted: Counted, tables: _Tables) -> Iterator[Slice]:
    reference, plan = dataset.reference, dataset.plan
    yield (
        "plan",
        _texts(
            {
                "edition": counted.edition,
                "dimensions": reference.dimensions,
                "subdimensions": reference.subdimensions,
                "units": reference.shown_units,
                "indicators": reference.indicators,
                "solutions": plan.solutions,
                "tasks": plan.tasks,
                "targets": plan.targets,
                "deadlines": deadline_table(dataset),
            }
        ),
    )
    standing = tables.obligations.text(columns=_STANDING_COLUMNS)
    yield "standing", {"obligations": standing, "reports": tables.reports.text()}
    yield "figures", _texts({"figures": _without_spare_notes(counted.figures)})
    receipts = counted.receipts.drop(columns=_OFFICES_OWN)
    yield (
        "checked",
        {
            "findings": tables.findings.text(),
            **_texts(
                {"receipts": receipts, "urgings": dataset.urgings, "issue_reasons": dataset.issue_reasons}
            ),
        },
    )
    asking = items_asking(dataset)
    of_items = tables.obligations.rows_by("solution_id")
    checklist_tasks = tables.obligations.text(
        sorted(row for item in asking["item"] for row in of_items.get(item, [])),
        [*_STANDING_COLUMNS, "completed_date", "result_text"],
    )
    yield "words", _texts({"remarks": counted.remarks.drop(columns=_PLACE)})
    checklists = {
        "items_asking": asking,
        "checklists": plan.checklists,
        "checklist_answers": counted.checklist_answers,
    }
    yield "serves", _texts({"serves": plan.serves})
    yield "checklists", {"checklist_tasks": checklist_tasks, **_texts(checklists)}
    is_of_page = dataset.commentary["place"].str.startswith("dimension-")
    yield "commentary", _texts({"commentary": dataset.commentary[~is_of_page]})
    yield "revised", _texts({"revised": dataset.revised})
    yield "follow-up", _texts({"follow_up": dataset.follow_up})
    yield "directives", _texts({"directives": dataset.directives})
    yield (
        "district",
        _texts(
            {
                "district_figures": _figures_as_shown(counted.district_figures, reference.indicators),
                "district_standing": counted.district_standing.assign(
                    share_on_time_pct=shown(counted.district_standing["share_on_time_pct"], SHARE_DECIMALS)
                ),
                "district_changes": _changes_as_shown(counted.district_changes, reference.indicators),
            }
        ),
    )
    items = [outside.item for outside in plan.file.items_outside_solutions]
    ahead = {
        "target_gaps": target_gaps(counted.district_figures, reference.indicators),
        "item_figures": item_figures(
            counted.figures, counted.district_figures, reference.indicators, reference.units, items
        ),
    }
    yield "ahead", _texts(ahead)
    yield "papi", {"papi_scores": tables.papi_scores.text()}
    yield "own-index", {"own_index": tables.own_index.text()}


def _unit_slices(dataset: Dataset, tables: _Tables) -> Iterator[Slice]:
    units = dataset.reference.shown_units
    names = ("obligations", "figures", "reports", "remarks", "findings", "own_index")
    parts: list[tuple[str, WrittenTable, dict[str, list[int]]]] = []
    for name in names:
        table: WrittenTable = getattr(tables, name)
        parts.append((name, table, table.rows_by("unit_id")))
    helped = _supported_rows(dataset, tables.obligations)
    supporting = {*units.loc[units["shows_supported"].fillna(False), "unit_id"]}
    for unit_id in units.loc[units["is_reporting"], "unit_id"]:
        texts = {name: table.text(rows.get(unit_id, [])) for name, table, rows in parts}
        shown = helped.get(unit_id, []) if unit_id in supporting else []
        texts["supported"] = tables.obligations.text(shown, _SUPPORTED_COLUMNS)
        yield f"unit/{unit_id}", texts


def _supported_rows(dataset: Dataset, obligations: WrittenTable) -> dict[str, list[int]]:
    """By supporting unit: the rows of what other units owe with its support."""
    tasks = dataset.plan.tasks[["task_id", "support"]]
    helpers = explode_members(tasks, "support", dataset.reference.units)
    supporters = {task: tuple(units) for task, units in helpers.groupby("task_id")["unit_id"]}
    found: dict[str, list[int]] = {}
    owed = zip(obligations.frame["task_id"], obligations.frame["unit_id"], strict=True)
    for row, (task_id, owing) in enumerate(owed):
        for unit_id in supporters.get(task_id, ()):
            if unit_id != owing:
                found.setdefault(unit_id, []).append(row)
    return found


def _dimension_slices(dataset: Dataset, tables: _Tables) -> Iterator[Slice]:
    parts: list[tuple[str, WrittenTable, list[str] | None]] = [
        ("obligations", tables.obligations, _STANDING_COLUMNS),
        ("figures", tables.figures, _FIGURE_COLUMNS),
        ("papi_scores", tables.papi_scores, None),
    ]
    rows = {name: table.rows_by("dimension_id") for name, table, _ in parts}
    words = tables.commentary.rows_by("place")
    for dimension_id in dataset.reference.dimensions["dimension_id"]:
        texts = {
            name: table.text(rows[name].get(dimension_id, []), columns) for name, table, columns in parts
        }
        texts["commentary"] = tables.commentary.text(words.get(f"dimension-{dimension_id}", []))
        yield f"dimension/{dimension_id}", texts


def _texts(frames: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    return {name: WrittenTable(SLICE_TABLES[name], frame).text() for name, frame in frames.items()}


def _without_spare_notes(figures: pd.DataFrame) -> pd.DataFrame:
    """A note is shown where it has to say why there is no figure."""
    is_told = figures["obs_status"].isin(["missing", "refused"])
    return figures.assign(note=figures["note"].where(is_told)).drop(columns=[*_PLACE, "sources"])


def _figures_as_shown(district: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    places = district["indicator_id"].map(indicators.set_index("indicator_id")["decimals"])
    rounded = district.assign(obs_value=shown(district["obs_value"], places))
    return rounded.drop(columns=["numerator", "denominator"])


def _changes_as_shown(changes: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    places = changes["indicator_id"].map(indicators.set_index("indicator_id")["decimals"])
    return changes.assign(**{name: shown(changes[name], places) for name in ("value", "previous", "change")})
