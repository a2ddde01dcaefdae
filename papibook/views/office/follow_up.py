"""Figures that the office follows up, and figures proposed for it."""

from __future__ import annotations

import pandas as pd

from papibook.ground.texts import say
from papibook.model.table import Cell
from papibook.views.common import sentences, words
from papibook.views.common.display import Html, Table
from papibook.views.common.figure_cells import figure_cell, number_cell, of_indicator
from papibook.views.common.links import unit_links
from papibook.views.common.rows import Row, rows_of
from papibook.views.common.tables import TableColumn, TableShape, make_table

_RULES = {"outlier": "far from the other units", "change": "far from the period before"}


def follow_up_table(
    marks: pd.DataFrame, indicators: pd.DataFrame, tasks: pd.DataFrame, units: pd.DataFrame
) -> Table | Html:
    """What the office has marked, the open ones first, each with its note.

    Args:
        marks: schema FOLLOW_UP, rows of one period. Notes are escaped.
    """
    if marks.empty:
        return sentences.paragraph(say("views_whole", "No figure is being followed up."), css="pb-line")
    rows = marks.assign(is_resolved=marks["resolved_on"].notna()).sort_values(
        ["is_resolved", "marked_on", "unit_id", "subject_id"], kind="stable", ignore_index=True
    )
    names = {
        **dict(zip(tasks["task_id"], tasks["title"], strict=True)),
        **dict(zip(indicators["indicator_id"], indicators["indicator_name"], strict=True)),
    }
    records = rows_of(rows)
    shown = rows.assign(
        unit=unit_links(rows["unit_id"], units),
        subject=[f"{row['subject_id']} {names.get(row['subject_id'], '')}".strip() for row in records],
        since=[words.date_of(row["marked_on"]) for row in records],
        until=[words.date_of(row["resolved_on"], say("views_whole", "open")) for row in records],
    )
    columns = [
        TableColumn("unit", say("views_whole", "Unit")),
        TableColumn("subject", say("views_whole", "Task or figure")),
        TableColumn("note", say("views_whole", "What is followed up")),
        TableColumn("since", say("views_whole", "Marked on")),
        TableColumn("marked_by", say("views_whole", "By"), missing="–"),
        TableColumn("until", say("views_whole", "Resolved")),
    ]
    n_open = int((~rows["is_resolved"]).sum())
    caption = say("views_whole", "{n} figures are being followed up, {done} are resolved", n=n_open,
                  done=len(rows) - n_open)  # fmt: skip
    shape = TableShape("follow-up", caption, stub="unit", wide=True, stacks=True, folds=True)
    return make_table(shown, columns, shape, data=marks)


def proposed_table(
    proposed: pd.DataFrame, marks: pd.DataFrame, indicators: pd.DataFrame, units: pd.DataFrame
) -> Table | Html:
    """Figures that the rules propose, and whether the office follows them up already.

    Args:
        proposed: result of papibook.measures.proposed. marks: schema FOLLOW_UP, rows of the same period.
    """
    if proposed.empty:
        return sentences.paragraph(say("views_whole", "The rules propose no figure."), css="pb-line")
    facts = indicators[["indicator_id", "indicator_name", "unit_measure", "kind", "decimals"]]
    rows = proposed.merge(facts, on="indicator_id", how="left", validate="many_to_one")
    marked = {(row["unit_id"], row["subject_id"]) for row in rows_of(marks)}
    records = rows_of(rows)
    shown = rows.assign(
        group=[words.sentence_case(say("views_whole", _RULES[row["rule"]])) for row in records],
        name=rows["indicator_id"].astype(str) + " " + rows["indicator_name"].astype(str),
        unit=unit_links(rows["unit_id"], units),
        measure=[words.measure_of(row["unit_measure"], row["kind"]) for row in records],
        judged=[_number(row, "obs_value", "value", "value_by_rule") for row in records],
        held_against=[_number(row, "compared_value", "median_of_units", "value_compared") for row in records],
        away=[_away(row) for row in records],
        state=[
            say("views_whole", "yes") if (row["unit_id"], row["indicator_id"]) in marked else "–"
            for row in records
        ],
    )
    columns = [
        TableColumn("name", say("views_whole", "Indicator")),
        TableColumn("unit", say("views_whole", "Unit")),
        TableColumn("measure", say("views_whole", "Unit of measure")),
        TableColumn("judged", say("views_whole", "Value"), "number"),
        TableColumn("held_against", say("views_whole", "Compared with"), "number"),
        TableColumn("away", say("views_whole", "Distance"), align="right"),
        TableColumn("state", say("views_whole", "Followed up")),
    ]
    shape = TableShape(
        "proposed",
        say("views_whole", "{n} figures proposed for follow-up", n=len(rows)),
        stub="name",
        groups="group",
        folds=True,
        notes=(
            say(
                "views_whole",
                "Far from the other units: more than 3.5 robust standard deviations from their median. Far "
                "from the period before: a ratio by 25 percentage points or more (denominator 10 or more); a "
                "count more than doubled or halved, and by 10 or more. Nothing was altered or left out.",
            ),
        ),
        wide=True,
        stacks=True,
    )
    return make_table(shown, columns, shape, data=proposed, about=of_indicator)


def _number(row: Row, column: str, outlier: str, change: str) -> Cell:
    """A number that a rule looked at; ``outlier`` and ``change`` name its measure by the rule."""
    measure = outlier if row["rule"] == "outlier" else change
    return number_cell(of_indicator(row).figure(measure, row[column]), words.int_of(row["decimals"]))


def _away(row: Row) -> Cell:
    is_outlier = row["rule"] == "outlier"
    decimals = 1 if is_outlier else words.int_of(row["decimals"])
    text = words.signed(float(row["distance"]), decimals)
    if is_outlier:
        text = say("views_whole", "z = {z}", z=text)
    measure = "distance_from_median" if is_outlier else "change_by_rule"
    return figure_cell(text, of_indicator(row).figure(measure, row["distance"]), decimals=decimals)
