"""What the plan asks outside of its solutions: figures of its items, and bodies that are only asked."""

from __future__ import annotations

import pandas as pd

from papibook.ground.numbers import format_number
from papibook.ground.texts import say
from papibook.model.facts import Facts
from papibook.model.figures import About
from papibook.model.frames import left_lookup
from papibook.model.groups import explode_members, group_noun, group_words, split_ids
from papibook.model.inline import Inline, Run, joined
from papibook.model.table import Cell
from papibook.views.common import words
from papibook.views.common.display import Html, Table
from papibook.views.common.edition import EditionRow, units_source
from papibook.views.common.figure_cells import figure_cell, of_indicator
from papibook.views.common.links import linked_units, plan_link
from papibook.views.common.rows import Row, cells, rows_of
from papibook.views.common.tables import TableColumn, TableShape, make_table

_FACTS = ["indicator_name", "unit_measure", "kind", "decimals", "total_of"]


def item_figures(
    figures: pd.DataFrame, indicators: pd.DataFrame, units: pd.DataFrame, edition: EditionRow
) -> Table | Html:
    """Each indicator of these items: the number of all, then each office's own, counted in it or not.
    Nothing where no indicator belongs to such an item.

    Args:
        figures: schema ITEM_FIGURES, rows of one period. indicators, units: schemas INDICATORS, SHOWN_UNITS.
    """
    if figures.empty:
        return Html("")
    rows = left_lookup(figures, indicators, "indicator_id", _FACTS)
    names = linked_units(units)
    records = rows_of(rows)
    shown = rows.assign(
        group=cells(_heading(row) for row in records),
        who=cells(_who(row, names, units) for row in records),
        number=[_number(row) for row in records],
        counted=[_counted(row) for row in records],
        is_whole=[words.is_missing(row["unit_id"]) for row in records],
    )
    columns = [
        TableColumn("who", say("views_whole", "Who")),
        TableColumn("number", say("views_whole", "Number"), align="right"),
        TableColumn("counted", say("views_whole", "In the number of all"), missing=""),
    ]
    shape = TableShape(
        "item-figures",
        say("views_whole", "Figures of the plan's items outside of its solutions"),
        stub="who",
        groups="group",
        total="is_whole",
        notes=(units_source(edition),),
        folds=True,
    )
    return make_table(shown, columns, shape, data=figures)


def asked_facts(tasks: pd.DataFrame, units: pd.DataFrame) -> Facts:
    """For what is said above :func:`asked_bodies`: nothing where the plan only asks nobody.

    Names: none.
    """
    return Facts({}, () if _asked(tasks, units).empty else None)


def asked_bodies(tasks: pd.DataFrame, units: pd.DataFrame) -> Table | Html:
    """What bodies that send no report are asked for. They owe nothing, so nothing here says how they stand.
    Nothing where there are none.

    Args:
        tasks, units: schemas TASKS, UNITS.
    """
    rows = _asked(tasks, units)
    if rows.empty:
        return Html("")
    names = units.set_index("unit_id")["unit_name"]
    shown = rows.assign(
        body=rows["unit_id"].map(names),
        item=cells(plan_link(row["solution_id"]) for row in rows_of(rows)),
    )
    columns = [
        TableColumn("body", say("views_whole", "Body")),
        TableColumn("item", say("views_whole", "Item")),
        TableColumn("title", say("views_whole", "What it is asked for")),
    ]
    shape = TableShape(
        "asked",
        say("views_whole", "Bodies that the plan only asks"),
        stub="body",
        notes=(say("views_whole", "They send no report; nothing here counts as overdue or not reported."),),
        stacks=True,
    )
    return make_table(shown, columns, shape, data=rows[["unit_id", "task_id", "solution_id", "title"]])


def _asked(tasks: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    leads = explode_members(tasks, "lead", units)
    return leads[~leads["is_reporting"].fillna(False).astype(bool)].reset_index(drop=True)


def _heading(row: Row) -> Inline:
    items = joined([plan_link(item) for item in split_ids(row["items"])], "; ")
    measure = words.measure_of(row["unit_measure"], row["kind"], total=True)
    return (Run(row["indicator_id"], ("id",)), f" {row['indicator_name']} ({measure}) · ", *items)


def _who(row: Row, names: dict[str, Inline], units: pd.DataFrame) -> Inline:
    if not words.is_missing(row["unit_id"]):
        return names[row["unit_id"]]
    groups = [group_noun(units, word) for word in group_words(row["total_of"], units)]
    who = words.sentence_case(", ".join(groups)) or say("views_whole", "Number of all")
    return (who,)


def _number(row: Row) -> Cell:
    """The number; of all also on how many of how many units it stands."""
    about, decimals = of_indicator(row), words.int_of(row["decimals"])
    if words.is_missing(row["unit_id"]):
        about = About(row["period_id"], subject=f"indicator:{row['indicator_id']}")
        decimals = 1 if row["kind"] == "yes_no" else decimals
    value = about.figure("value", row["obs_value"])
    status = words.text_of(row["obs_status"], "value")
    if words.is_missing(row["unit_id"]) and value.value is not None:
        text = format_number(float(row["obs_value"]), decimals)
        stands_on = f"{words.int_of(row['n_units'])}/{words.int_of(row['n_units_owing'])}"
        noun = say("views_whole", "{n} units with a figure", n=stands_on)
        parts = [about.figure(name, row[name]) for name in ("n_units", "n_units_owing")]
        return figure_cell((f"{text}\n", Run(noun, ("small",))), value, *parts, decimals=decimals)
    return figure_cell(
        words.figure_text(row["obs_value"], status, row["kind"], decimals), value, decimals=decimals
    )


def _counted(row: Row) -> str:
    if words.is_missing(row["unit_id"]):
        return ""
    if words.is_yes(row["is_in_whole"]):
        return say("views_whole", "included")
    return say("views_whole", "not included, stands apart")
