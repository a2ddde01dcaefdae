"""What is overdue, and with whom; and what else was due and is not done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from papibook.ground.numbers import NONE_MARK, format_number
from papibook.ground.texts import say
from papibook.measures.overdue import not_done, overdue
from papibook.model.facts import Fact, Facts, Named
from papibook.model.figures import About
from papibook.model.inline import Inline, joined
from papibook.views.common import sentences, words
from papibook.views.common.display import Html, Stack, Table
from papibook.views.common.edition import EditionRow, units_source
from papibook.views.common.figure_cells import figure_cell, of_task
from papibook.views.common.filling import fill
from papibook.views.common.html import MOST_OPEN
from papibook.views.common.links import page_link, plan_link, solution_anchor, unit_links
from papibook.views.common.rows import Row, cells, rows_of
from papibook.views.common.signs import status_sign
from papibook.views.common.tables import TableColumn, TableShape, make_table


def overdue_facts(
    obligations: pd.DataFrame, tasks: pd.DataFrame, units: pd.DataFrame, edition: EditionRow
) -> Facts:
    """How much is overdue and with whom; beside it what else was due, not done and is not overdue.

    Names: n_overdue, n_units_overdue; most (up to three units with the most, each with its number, and
    none whose equals would be left out; of more equals at the head how many they are);
    and_most (the same with its words before it; of many with equally much how much each has);
    n_due_at_cutoff, n_not_done_in_period; others (a sentence on these two, empty where there is none);
    unknown (a sentence on what has no valid answer, empty where all has one). Nothing to state: nothing is
    overdue, and others and unknown.
    """
    rows = overdue(obligations, tasks, units, include_not_reported=True)
    late, silent = rows[~rows["is_not_reported"]], rows[rows["is_not_reported"]]
    about = About(str(edition.period_id))
    unsent = silent["is_unsent"].fillna(False)
    parts = [
        fill(
            say("views_whole", _UNKNOWN[name]),
            n=Fact(about.figure(name, len(part))),
            names=_names_with_counts(part, "n_not_reported", about),
        )
        for name, part in (("n_unsent", silent[unsent]), ("n_unanswered", silent[~unsent]))
        if len(part)
    ]
    unknown = fill(
        say("views_whole", "Of {n} more that were due nothing is known: {parts}."),
        n=Fact(about.figure("n_not_reported", len(silent))),
        parts=joined(parts, "; "),
    )
    if silent.empty:
        unknown = ()
    counted = obligations[obligations["is_counted"].fillna(False)]
    others = {
        name: Fact(about.figure(name, int((counted["status"] == name.removeprefix("n_")).sum())))
        for name in _OTHERS
    }
    named: Named = {
        "n_overdue": Fact(about.figure("n_overdue", len(late))),
        "n_units_overdue": Fact(about.figure("n_units_overdue", late["unit_id"].nunique())),
        "most": _names_with_counts(late, "n_overdue", about, first=_NAMED) or (NONE_MARK,),
        "and_most": _and_most(late, about),
        **others,
        "others": _others(others),
        "unknown": unknown,
    }
    if len(late):
        return Facts(named)
    none = say("views_whole", "No task is overdue.")
    if sentences.nothing_known(obligations):
        text = say("views_whole", "Of {n} assigned tasks that were due nothing is known: {parts}.")
        return Facts(
            named, fill(text, n=Fact(about.figure("n_not_reported", len(silent))), parts=joined(parts, "; "))
        )
    return Facts(named, fill("{none} {others} {unknown}", none=none, others=named["others"], unknown=unknown))


def _others(counts: Mapping[str, Fact]) -> Inline:
    parts = [
        fill(say("views_whole", text), n=counts[name])
        for name, text in _OTHERS.items()
        if counts[name].figure.value
    ]
    if not parts:
        return ()
    return fill(say("views_whole", "Not overdue: {parts}."), parts=sentences.join_pieces(parts))


_UNKNOWN = {
    "n_unsent": "{n} of units that sent no report: {names}",
    "n_unanswered": "{n} refused for an error or left blank: {names}",
}

_NAMED = 3
"""Units named as those with the most."""

_OTHERS = {
    "n_due_at_cutoff": "{n} not done that were due on the cut-off day",
    "n_not_done_in_period": "{n} recurring ones not done in the period",
}


def overdue_table(
    obligations: pd.DataFrame,
    tasks: pd.DataFrame,
    units: pd.DataFrame,
    edition: EditionRow,
) -> Table | Stack | Html:
    """What is overdue, the latest first; of a long list first how much it is by task, and by unit.

    Where nothing of what was due is reported on, that no report has come.

    Args:
        obligations, tasks, units: schemas OBLIGATIONS (one period), TASKS, UNITS.
    """
    if sentences.nothing_known(obligations):
        return sentences.no_report_yet()
    rows = overdue(obligations, tasks, units)
    each = _overdue_each(rows, units, edition)
    if len(rows) <= MOST_OPEN:
        return each
    return Stack((_overdue_by_task(rows, edition), _overdue_by_unit(rows, units, edition), each))


def _overdue_by_task(rows: pd.DataFrame, edition: EditionRow) -> Table:
    """The tasks with the most overdue first."""
    kept = ["task_id", "title", "solution_id", "dimension_id", "due_date", "days_late"]
    counts = rows.groupby(["task_id", "due_date"], sort=False).size().rename("n_units").reset_index()
    firsts = rows.drop_duplicates(["task_id", "due_date"])[kept]
    tasks = firsts.merge(counts, on=["task_id", "due_date"], validate="one_to_one")
    tasks = tasks.sort_values(["n_units", "days_late"], ascending=False, kind="stable", ignore_index=True)
    columns = [
        TableColumn("item", say("views_whole", "Item")),
        TableColumn("title", say("views_whole", "Task")),
        TableColumn("n_units", say("views_whole", "Number of units"), "number"),
        TableColumn("due_date", say("views_whole", "Due"), "date"),
        TableColumn("days_late", say("views_whole", "Days overdue"), "number"),
    ]
    caption = say("views_whole", "By task: {n} tasks, the most units first", n=len(tasks))
    shape = TableShape(
        "overdue-by-task", caption, stub="item", notes=(units_source(edition),), stacks=True, folds=True
    )
    shown = tasks.assign(item=cells(_item_link(row) for row in rows_of(tasks)))
    return make_table(shown, columns, shape, data=tasks.drop(columns=["dimension_id"]))


def _overdue_by_unit(rows: pd.DataFrame, units: pd.DataFrame, edition: EditionRow) -> Table:
    """The units with the most overdue first."""
    counts = rows.groupby("unit_id", sort=False).size().rename("n_overdue").reset_index()
    longest = rows.drop_duplicates("unit_id")[
        ["unit_id", "task_id", "title", "days_late"]
    ]  # the latest first
    owing = counts.merge(longest, on="unit_id", validate="one_to_one").merge(
        units[["unit_id", "sort_order"]], on="unit_id", validate="one_to_one"
    )
    owing = owing.sort_values(
        ["n_overdue", "days_late", "sort_order"],
        ascending=[False, False, True],
        kind="stable",
        ignore_index=True,
    ).drop(columns="sort_order")
    columns = [
        TableColumn("unit", say("views_whole", "Unit")),
        TableColumn("n_overdue", say("views_whole", "Overdue tasks"), "number", measure="n_overdue"),
        TableColumn("title", say("views_whole", "Longest overdue")),
        TableColumn("days_late", say("views_whole", "Days overdue"), "number"),
    ]
    caption = say("views_whole", "By unit: {n} units, the most overdue tasks first", n=len(owing))
    shape = TableShape(
        "overdue-by-unit", caption, stub="unit", notes=(units_source(edition),), stacks=True, folds=True
    )
    return make_table(
        owing.assign(unit=unit_links(owing["unit_id"], units)),
        columns,
        shape,
        data=owing,
        about=lambda row: About(str(edition.period_id), row["unit_id"]),
    )


def _overdue_each(rows: pd.DataFrame, units: pd.DataFrame, edition: EditionRow) -> Table:
    shown = rows.assign(
        unit=unit_links(rows["unit_id"], units),
        item=cells(_item_link(row) for row in rows_of(rows)),
        written=[_written(row) for row in rows_of(rows)],
    )
    columns = [
        TableColumn("item", say("views_whole", "Item")),
        TableColumn("title", say("views_whole", "Task")),
        TableColumn("unit", say("views_whole", "Unit")),
        TableColumn("due_date", say("views_whole", "Due"), "date", measure="due_date"),
        TableColumn("days_late", say("views_whole", "Days overdue"), "number", measure="days_late"),
        TableColumn("written", say("views_whole", "The unit says")),
    ]
    shape = TableShape(
        "overdue",
        say("views_whole", "All {n} overdue tasks, the latest first", n=len(rows)),
        stub="item",
        notes=(units_source(edition),),
        stacks=True,
        folds=True,
    )
    return make_table(
        shown,
        columns,
        shape,
        data=rows,
        about=lambda row: of_task(row, edition.period_id),
    )


def not_done_table(
    obligations: pd.DataFrame, tasks: pd.DataFrame, units: pd.DataFrame, edition: EditionRow
) -> Table | Html:
    """What was due, is not done and is not overdue: due on the day of the cut-off, or recurring.

    Args:
        obligations, tasks, units: schemas OBLIGATIONS (one period), TASKS, UNITS.
    """
    if sentences.nothing_known(obligations):
        return sentences.no_report_yet()
    rows = not_done(obligations, tasks, units)
    records = rows_of(rows)
    shown = rows.assign(
        unit=unit_links(rows["unit_id"], units),
        item=cells(_item_link(row) for row in records),
        sign=[
            figure_cell(
                status_sign(row["status"]), of_task(row, edition.period_id).figure("status", row["status"])
            )
            for row in records
        ],
        written=[_written(row) for row in records],
    )
    columns = [
        TableColumn("item", say("views_whole", "Item")),
        TableColumn("title", say("views_whole", "Task")),
        TableColumn("unit", say("views_whole", "Unit")),
        TableColumn("sign", say("views_whole", "Status")),
        TableColumn("written", say("views_whole", "The unit says")),
    ]
    shape = TableShape(
        "not-done",
        say("views_whole", "{n} due assigned tasks not done that are not overdue", n=len(rows)),
        stub="item",
        notes=(units_source(edition),),
        stacks=True,
        folds=True,
    )
    return make_table(shown, columns, shape, data=rows)


def _and_most(late: pd.DataFrame, about: About) -> Inline:
    """Who has the most; where many have equally much, how much each has."""
    counts = late["unit_id"].value_counts()
    if len(counts) > _NAMED and counts.nunique() == 1:
        return fill(say("views_whole", ", {each} each"), each=int(counts.iloc[0]))
    most = _names_with_counts(late, "n_overdue", about, first=_NAMED)
    return fill(say("views_whole", "; most of them: {most}"), most=most) if most else ()


def _names_with_counts(rows: pd.DataFrame, measure: str, about: About, first: int | None = None) -> Inline:
    counts = rows.groupby("short_name", sort=False)["unit_id"].agg(["size", "first"])
    counts = counts.sort_values("size", ascending=False, kind="stable")
    if first and len(counts) > first:
        whole = counts[counts["size"] > counts["size"].iloc[first]]  # above the first one left out
        most = counts["size"].iloc[0]
        if whole.empty:
            return fill(
                say("views_whole", "{n} units with {each} each"),
                n=int((counts["size"] == most).sum()),
                each=int(most),
            )
        counts = whole
    return sentences.names_pieces(
        [
            fill("{name} ({n})", name=name, n=Fact(replace(about, unit_id=unit_id).figure(measure, int(n))))
            for name, n, unit_id in zip(counts.index, counts["size"], counts["first"], strict=True)
        ]
    )


def _item_link(row: Row) -> Inline:
    item = str(row["solution_id"])
    if words.is_missing(row["dimension_id"]):
        return plan_link(item)
    return page_link(f"dimensions/{row['dimension_id']}", item, anchor=solution_anchor(item))


def _written(row: Row) -> str:
    word = {
        "not_started": say("views_whole", "not started"),
        "in_progress": say("views_whole", "under way"),
    }.get(words.text_of(row["written_status"]), "")
    percent = row["percent_done"]
    if words.is_missing(percent):
        return word
    return (
        f"{word}, {format_number(float(str(percent)))}%" if word else f"{format_number(float(str(percent)))}%"
    )
