"""What is overdue, and with whom."""

from __future__ import annotations

import pandas as pd

from papibook.ground.numbers import format_number
from papibook.ground.texts import say
from papibook.measures.overdue import overdue
from papibook.model.inline import Inline
from papibook.views.common import sentences, words
from papibook.views.common.display import Html, Table, escape
from papibook.views.common.edition import EditionRow, units_source
from papibook.views.common.figure_cells import of_task
from papibook.views.common.links import OVERDUE_ANCHOR, page_link, solution_anchor, unit_links
from papibook.views.common.rows import Row, cells, rows_of
from papibook.views.common.standing_lines import OWN_PLAN_ANCHOR
from papibook.views.common.tables import TableColumn, TableShape, make_table


def overdue_sentence(obligations: pd.DataFrame, tasks: pd.DataFrame, units: pd.DataFrame) -> Html:
    """How much is overdue and with whom; beside it what is unknown because nothing was reported."""
    rows = overdue(obligations, tasks, units, include_not_reported=True)
    late, unknown = rows[~rows["is_not_reported"]], rows[rows["is_not_reported"]]
    text = [_overdue_head(late)]
    if len(unknown):
        text.append(
            say(
                "views_whole",
                "Of {n} more that were due nothing is known, because no report on them was received: "
                "{names}.",
                n=len(unknown),
                names=_names_with_counts(unknown),
            )
        )
    return Html(f'<p id="{OVERDUE_ANCHOR}">{escape(" ".join(text))}</p>')


def overdue_table(
    obligations: pd.DataFrame,
    tasks: pd.DataFrame,
    units: pd.DataFrame,
    edition: EditionRow,
    *,
    most: int | None = None,
) -> Table:
    """What is overdue, the latest first; ``most`` rows of it where given.

    Args:
        obligations, tasks, units: schemas OBLIGATIONS (one period), TASKS, UNITS.
    """
    rows = overdue(obligations, tasks, units)
    chosen = rows if most is None else rows.head(most)
    chosen = chosen.reset_index(drop=True)
    shown = chosen.assign(
        unit=unit_links(chosen["unit_id"], units),
        item=cells(_item_link(row) for row in rows_of(chosen)),
        written=[_written(row) for row in rows_of(chosen)],
    )
    columns = [
        TableColumn("item", say("views_whole", "Item")),
        TableColumn("title", say("views_whole", "Task")),
        TableColumn("unit", say("views_whole", "Unit")),
        TableColumn("due_date", say("views_whole", "Due"), "date", measure="due_date"),
        TableColumn("days_late", say("views_whole", "Days overdue"), "number", measure="days_late"),
        TableColumn("written", say("views_whole", "The unit says")),
    ]
    caption = (
        say("views_whole", "All {n} overdue tasks, the latest first", n=len(rows))
        if most is None or len(rows) <= most
        else say("views_whole", "The {most} longest overdue of {n} tasks", most=most, n=len(rows))
    )
    shape = TableShape(
        "overdue" if most is None else "overdue-top",
        caption,
        stub="item",
        notes=(*_zero_note(chosen), units_source(edition)),
        stacks=True,
    )
    return make_table(
        shown,
        columns,
        shape,
        data=chosen,
        about=lambda row: of_task(row, edition.period_id),
    )


def _zero_note(rows: pd.DataFrame) -> tuple[str, ...]:
    if not bool((rows["days_late"] == 0).any()):
        return ()
    return (say("views_whole", "0 days: due on the day of the cut-off and not done by then."),)


def _overdue_head(late: pd.DataFrame) -> str:
    if late.empty:
        return say("views_whole", "No task is overdue.")
    return say(
        "views_whole",
        "{n} tasks are overdue with {n_units} units; most with {names}.",
        n=format_number(len(late)),
        n_units=late["unit_id"].nunique(),
        names=_names_with_counts(late, first=3),
    )


def _names_with_counts(rows: pd.DataFrame, first: int | None = None) -> str:
    counts = rows.groupby("short_name", sort=False).size().sort_values(ascending=False, kind="stable")
    return sentences.names_list([f"{name} ({n})" for name, n in counts.head(first or len(counts)).items()])


def _item_link(row: Row) -> Inline:
    item = str(row["solution_id"])
    if words.is_missing(row["dimension_id"]):
        return page_link("district", item, anchor=OWN_PLAN_ANCHOR)
    return page_link(f"dimensions/{row['dimension_id']}", item, anchor=solution_anchor(item))


def _written(row: Row) -> str:
    word = {
        "not_started": say("views_whole", "not started"),
        "in_progress": say("views_whole", "in progress"),
    }.get(words.text_of(row["written_status"]), "")
    percent = row["percent_done"]
    if words.is_missing(percent):
        return word
    return (
        f"{word}, {format_number(float(str(percent)))}%" if word else f"{format_number(float(str(percent)))}%"
    )
