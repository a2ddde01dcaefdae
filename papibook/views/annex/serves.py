"""The annex of other indices: tasks and indicators of the plan that serve them too, and how these stand."""

from __future__ import annotations

import pandas as pd

from papibook.ground.numbers import NONE_MARK
from papibook.ground.texts import say
from papibook.measures.standing import standing
from papibook.model.figures import About
from papibook.model.frames import left_lookup
from papibook.model.inline import Run
from papibook.model.table import Cell
from papibook.views.common import words
from papibook.views.common.display import Stack, Table
from papibook.views.common.edition import EditionRow, units_source
from papibook.views.common.figure_cells import figure_cell, pair_cell
from papibook.views.common.rows import Row, by_id, rows_of
from papibook.views.common.tables import TableColumn, TableShape, make_table


def serving(
    serves: pd.DataFrame,
    obligations: pd.DataFrame,
    district: pd.DataFrame,
    tasks: pd.DataFrame,
    indicators: pd.DataFrame,
    edition: EditionRow,
) -> Stack:
    """A table for each index: which task or indicator serves which item of it, and how it stands.

    Args:
        serves, tasks, indicators: schemas SERVES, TASKS, INDICATORS.
        obligations, district: schemas OBLIGATIONS, DISTRICT_FIGURES, rows of one period.
    """
    names = {**by_id(tasks, "task_id", "title"), **by_id(indicators, "indicator_id", "indicator_name")}
    counts = {row["task_id"]: row for row in rows_of(standing(obligations, ("task_id",)))}
    known = left_lookup(district, indicators, "indicator_id", ["kind", "decimals", "unit_measure"])
    values = {row["indicator_id"]: row for row in rows_of(known)}
    period = str(edition.period_id)
    parts: list[Table] = []
    for place, (index_name, own) in enumerate(serves.groupby("index_name", sort=True), start=1):
        rows = own.reset_index(drop=True)
        records = rows_of(rows)
        shown = rows.assign(
            what=[(Run(row["subject"], ("id",)), f" {names[row['subject']]}") for row in records],
            stands=[_stands(row["subject"], counts, values, period) for row in records],
        )
        columns = [
            TableColumn("what", say("views_whole", "Task or indicator")),
            TableColumn("item", say("views_whole", "Item of the index"), missing=""),
            TableColumn("stands", say("views_whole", "How it stands")),
        ]
        if rows["note"].notna().any():
            columns.append(TableColumn("note", say("views_whole", "Note"), missing=""))
        shape = TableShape(
            f"serves-{place}",
            str(index_name),
            stub="what",
            notes=(
                say("views_whole", "Of tasks: done on time, of those due; of indicators: the value of all."),
                units_source(edition),
            ),
            stacks=True,
        )
        parts.append(make_table(shown, columns, shape, data=rows))
    return Stack(tuple(parts))


def _stands(subject: str, counts: dict[str, Row], values: dict[str, Row], period: str) -> Cell:
    if subject in counts:
        about, row = About(period, subject=f"task:{subject}"), counts[subject]
        if not words.int_of(row["n_counted"]):
            return Cell((say("views_whole", "No task is due yet"),), "text")
        return pair_cell(*(about.figure(name, row[name]) for name in ("n_on_time", "n_counted")))
    about = About(period, subject=f"indicator:{subject}")
    if subject not in values:
        return figure_cell(NONE_MARK, about.figure("value", None))
    row = values[subject]
    decimals = 1 if row["kind"] == "yes_no" else words.int_of(row["decimals"])
    kind = "ratio" if row["kind"] == "yes_no" else row["kind"]
    text = words.figure_text(row["obs_value"], "value", kind, decimals)
    measure = words.measure_of(row["unit_measure"], str(row["kind"]), total=True)
    figure = about.figure("value", row["obs_value"])
    if words.is_missing(row["obs_value"]):
        return figure_cell(NONE_MARK, figure)
    return figure_cell(f"{text}{'%' if measure == '%' else f' {measure}'}", figure, decimals=decimals)
