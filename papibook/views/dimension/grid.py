"""Unit × task: a grid of signs for each kind of unit, and a key to its tasks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from papibook.ground.texts import say
from papibook.model.groups import UnitGroup, groups_of
from papibook.model.inline import Inline, Run, joined
from papibook.model.table import Cell
from papibook.views.common.display import Stack, Table
from papibook.views.common.edition import EditionRow, current, units_source
from papibook.views.common.figure_cells import figure_cell, of_task
from papibook.views.common.links import unit_links
from papibook.views.common.rows import rows_of
from papibook.views.common.signs import legend_text, status_mark, status_text
from papibook.views.common.tables import TableColumn, TableShape, make_table
from papibook.views.common.task_words import due_text

Row = Mapping[Any, Any]


def task_grid(
    obligations: pd.DataFrame, tasks: pd.DataFrame, units: pd.DataFrame, edition: EditionRow
) -> Stack:
    """One grid a group; units that owe nothing here are absent.

    Args:
        obligations: schema OBLIGATIONS of one dimension. tasks, units: schemas TASKS, SHOWN_UNITS.
    """
    own = current(obligations, edition).merge(
        units[["unit_id", "unit_name", "unit_group", "sort_order"]],
        on="unit_id",
        how="left",
        validate="many_to_one",
    )
    by_group = [(group, own[own["unit_group"] == group.group_id]) for group in groups_of(units)]
    return Stack(tuple(_grid(rows, tasks, units, edition, group) for group, rows in by_group if len(rows)))


def _grid(
    rows: pd.DataFrame, tasks: pd.DataFrame, units: pd.DataFrame, edition: EditionRow, group: UnitGroup
) -> Table:
    task_ids = sorted(set(rows["task_id"]))
    signs = {(row["unit_id"], row["task_id"]): _sign(row) for row in rows_of(rows)}
    order = (
        rows[["unit_id", "sort_order"]]
        .drop_duplicates()
        .sort_values("sort_order", kind="stable", ignore_index=True)
    )
    grid = pd.DataFrame(
        {
            "unit": unit_links(order["unit_id"], units),
            **{
                task_id: pd.Series(
                    [signs.get((unit_id, task_id), "") for unit_id in order["unit_id"]], dtype=object
                )
                for task_id in task_ids
            },
        }
    )
    columns = [TableColumn("unit", say("views", "Unit"))]
    columns += [TableColumn(task_id, task_id, align="center", missing="") for task_id in task_ids]
    shape = TableShape(
        f"task-grid-{group.group_id}",
        say("views", "Tasks of the {units}", units=group.many),
        stub="unit",
        notes=(_key(task_ids, tasks), _legend(rows), units_source(edition)),
        wide=len(task_ids) > 6,
        folds=True,
    )
    behind = rows[["unit_id", "task_id", "solution_id", "due_kind", "due_date", "status", "days_late"]]
    return make_table(grid, columns, shape, data=behind)


def _sign(row: Row) -> Cell:
    title = f"{row['unit_name']}, {row['task_id']}: {status_text(row['status'], row['days_late'])}"
    status = of_task(row, row["period_id"]).figure("status", row["status"])
    return figure_cell(status_mark(row["status"], title), status)


def _legend(rows: pd.DataFrame) -> str:
    blank = say("views", "blank: not assigned to the unit")
    return f"{legend_text(rows['status'])}; {blank}."


def _key(task_ids: list[str], tasks: pd.DataFrame) -> Inline:
    known = {row["task_id"]: row for row in rows_of(tasks)}
    items: list[Inline] = []
    for task_id in task_ids:
        row = known[task_id]
        request = f", {say('views', 'request')}" if row["is_request"] is True else ""
        items.append((Run(task_id, ("strong",)), f" {row['title']} ({due_text(row)}{request})"))
    return (*joined(items, "; "), ".")
