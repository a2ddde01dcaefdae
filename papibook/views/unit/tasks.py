"""A unit's tasks: those it leads, and where its group is shown so, those it supports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from papibook.ground.numbers import NONE_MARK, format_percent
from papibook.ground.texts import say
from papibook.measures.standing import NOT_REPORTED_PARTS, SHORTFALLS
from papibook.model.figures import About
from papibook.model.frames import left_lookup
from papibook.model.groups import groups_of
from papibook.model.inline import Inline, Run
from papibook.views.common import words
from papibook.views.common.display import Heading, Stack, Table
from papibook.views.common.edition import EditionRow, current, units_source
from papibook.views.common.figure_cells import figure_cell, of_task, pair_cell, with_unknown
from papibook.views.common.links import plan_link
from papibook.views.common.rows import by_id, rows_of
from papibook.views.common.signs import status_sign
from papibook.views.common.tables import TableColumn, TableShape, make_table
from papibook.views.common.task_words import (
    dimension_headings,
    due_text,
    not_reported_note,
    shortfall_headings,
)
from papibook.views.unit.contradictions import contradicting, contradiction_note, marked
from papibook.views.unit.merged import is_merged, merged_note

Row = Mapping[Any, Any]
_UNDER_WAY = ("in_progress", "overdue", "due_at_cutoff", "not_done_in_period")
"""Statuses of what is not done, where the unit may have said how far it is."""


def unit_tasks(
    obligations: pd.DataFrame,
    tasks: pd.DataFrame,
    dimensions: pd.DataFrame,
    findings: pd.DataFrame,
    edition: EditionRow,
) -> Table:
    """What the unit owes, by dimension: due, status, what it did. The unit's words are quoted as text.

    Args:
        obligations: schema OBLIGATIONS of one unit. tasks, dimensions: schemas TASKS, DIMENSIONS.
        findings: schema FINDINGS of the unit; rows whose answers contradict others are marked.
    """
    opposed = contradicting(current(findings, edition))
    rows = _with_tasks(current(obligations, edition), tasks, dimensions, edition)
    records = rows_of(rows)
    shown = rows.assign(
        task=[task_cell(row) for row in records],
        due=[due_text(row) for row in records],
        sign=[
            figure_cell(
                status_sign(row["status"], row["days_late"], refused=row["is_refused"] is True),
                of_task(row, row["period_id"]).figure("status", row["status"]),
            )
            for row in records
        ],
        result=[marked(_result(row), row["task_id"], opposed) for row in records],
        contradicts=[";".join(opposed.get(row["task_id"], ())) for row in records],
    )
    columns = [
        TableColumn("task", say("views", "Task and product")),
        TableColumn("sign", say("views", "Status")),
        TableColumn("due", say("views", "Due")),
        TableColumn("result", say("views", "Result, number of the document"), missing=""),
    ]
    notes = [
        *([edition.tasks_remark] if edition.tasks_remark else []),
        merged_note(rows, "task_id"),
        units_source(edition),
    ]
    if rows["is_refused"].fillna(False).any():
        notes.insert(
            0, say("views", "*: reported, but left out because of an error; see the data quality page.")
        )
    if any(shown["contradicts"]):
        notes.insert(0, contradiction_note())
    shape = TableShape(
        "tasks", say("views", "Assigned tasks"), stub="task", groups="group", notes=tuple(notes), stacks=True
    )
    behind = shown[
        [
            "task_id",
            "solution_id",
            "dimension_id",
            "title",
            "product",
            "due_kind",
            "due_date",
            "status",
            "days_late",
            "percent_done",
            "completed_date",
            "result_text",
            "reason",
            "contradicts",
            "explanation",
            *(["sources"] if is_merged(rows) else []),
        ]
    ]
    return make_table(shown, columns, shape, data=behind)


def tasks_heading(units: pd.DataFrame, unit_id: str, *, alone: str, beside: str) -> Heading:
    """The heading of a unit's own tasks: ``alone``, or ``beside`` those that it supports.

    Args:
        units: schema SHOWN_UNITS.
    """
    return Heading(beside if _shows_supported(units, unit_id) else alone)


def _shows_supported(units: pd.DataFrame, unit_id: str) -> bool:
    return any(words.is_yes(flag) for flag in units.loc[units["unit_id"] == unit_id, "shows_supported"])


def supported_tasks(
    supported: pd.DataFrame,
    standing: pd.DataFrame,
    tasks: pd.DataFrame,
    dimensions: pd.DataFrame,
    units: pd.DataFrame,
    edition: EditionRow,
    unit_id: str,
    *,
    heading: str,
) -> Stack:
    """Tasks that the unit supports, under ``heading``: how they stand over the units that lead them.

    Nothing where the unit's group is not shown so.

    Args:
        supported: schema OBLIGATIONS of the leading units.
        standing: papibook.measures.standing of ``supported`` by period_id and task_id.
        units: schema SHOWN_UNITS.
    """
    if not _shows_supported(units, unit_id):
        return Stack(())
    own = current(supported, edition)
    leads = own.groupby("task_id", sort=True)["unit_id"].agg(list)
    rows = _with_tasks(own.drop_duplicates("task_id"), tasks, dimensions, edition)
    rows = rows.merge(
        current(standing, edition).drop(columns=["period_id"]),
        on="task_id",
        how="left",
        validate="one_to_one",
    )
    records = rows_of(rows)
    names, groups = by_id(units, "unit_id", "short_name"), by_id(units, "unit_id", "unit_group")
    nouns = {group.group_id: group.many for group in groups_of(units)}

    def about(row: Row) -> About:
        return About(str(edition.period_id), subject=f"task:{row['task_id']}")

    shown = with_unknown(rows, SHORTFALLS).assign(
        task=[task_cell(row) for row in records],
        lead_name=[_lead(leads[row["task_id"]], names, groups, nouns) for row in records],
        due=[due_text(row) for row in records],
        on_time=[
            pair_cell(*(about(row).figure(name, row[name]) for name in ("n_on_time", "n_counted")))
            for row in records
        ],
    )
    columns = [
        TableColumn("task", say("views", "Task and product")),
        TableColumn("lead_name", say("views", "Led by")),
        TableColumn("due", say("views", "Due")),
        TableColumn("on_time", say("views", "On time/due"), align="right"),
        *(
            TableColumn(name, label, "number", missing=NONE_MARK, measure=name)
            for name, label in shortfall_headings().items()
        ),
    ]
    shape = TableShape(
        "supported-tasks",
        say("views", "Tasks that the unit supports, over all units that lead them"),
        stub="task",
        groups="group",
        notes=(not_reported_note(), units_source(edition)),
        stacks=True,
    )
    behind = rows[
        [
            "task_id",
            "solution_id",
            "dimension_id",
            "title",
            "due_kind",
            "due_date",
            "n_obligations",
            "n_counted",
            "n_on_time",
            *SHORTFALLS,
            *NOT_REPORTED_PARTS,
        ]
    ]
    return Stack((Heading(heading), make_table(shown, columns, shape, data=behind, about=about)))


def task_cell(row: Row) -> Inline:
    """A task's title with its id; below it the product asked for and the way to the plan's item."""
    request = f" ({say('views', 'request')})" if row["is_request"] is True else ""
    product, item = words.text_of(row["product"]), str(row["solution_id"])
    below: Inline = ()
    if product:
        below = (Run(f"{say('views', 'Product')}: {product} · ", ("small",)),)
    link = plan_link(item, say("views", "item {id}", id=item), "small", "nowrap")
    return Run(row["task_id"], ("id",)), f" {row['title']}{request}\n", *below, *link


def _with_tasks(
    obligations: pd.DataFrame, tasks: pd.DataFrame, dimensions: pd.DataFrame, edition: EditionRow
) -> pd.DataFrame:
    rows = left_lookup(obligations, tasks, "task_id", ["title", "product", "due_text"])
    rows = rows.assign(place=rows["dimension_id"].fillna("0")).sort_values(
        ["place", "task_id"], kind="stable", ignore_index=True
    )
    return rows.assign(group=dimension_headings(rows["dimension_id"], dimensions, edition))


def _result(row: Row) -> str:
    parts = [words.text_of(row["result_text"])]
    if row["status"] in ("done_on_time", "done_late") and not words.is_missing(row["completed_date"]):
        parts.insert(0, say("views", "done on {day}", day=words.date_of(row["completed_date"])))
    if row["status"] in _UNDER_WAY and not words.is_missing(row["percent_done"]):
        parts.insert(0, say("views", "{share} done", share=format_percent(float(row["percent_done"]), 0)))
    if row["status"] == "not_applicable":
        parts.insert(0, words.text_of(row["reason"]))
    parts.append(words.explained(row["explanation"]))
    return "; ".join(part for part in parts if part)


def _lead(
    unit_ids: list[str], names: Mapping[str, str], groups: Mapping[str, str], nouns: Mapping[str, str]
) -> str:
    """One unit's name; of several how many of each group."""
    if len(unit_ids) == 1:
        return words.text_of(names[unit_ids[0]])
    counts = Counter(groups[unit_id] for unit_id in unit_ids)
    parts = [f"{counts[group]} {noun}" for group, noun in nouns.items() if group in counts]
    return words.join_words(parts)
