"""The annex of tasks."""

from __future__ import annotations

from typing import Any

import pandas as pd

from papibook.ground.numbers import NONE_MARK
from papibook.ground.texts import say
from papibook.model.facts import Fact, Facts
from papibook.model.figures import Figure
from papibook.model.inline import styled
from papibook.views.annex.page import bodies, with_note
from papibook.views.common import words
from papibook.views.common.display import Table
from papibook.views.common.edition import EditionRow
from papibook.views.common.filling import fill
from papibook.views.common.links import plan_link
from papibook.views.common.rows import cells, tuples_of
from papibook.views.common.tables import TableColumn, TableShape, make_table
from papibook.views.common.task_words import RECURRING_WORDS

_DUE_KIND = {"date": "by a date", **RECURRING_WORDS, "event": "when it occurs"}


def task_facts(tasks: pd.DataFrame, edition: EditionRow) -> Facts:
    """How many tasks there are, how many of them are proposals, and what the plan says of the list.

    Names: n_tasks, n_tasks_proposed, proposals (nothing where there are none), tasks_remark (may be empty).
    """
    proposed = int(tasks["is_proposed"].fillna(False).sum())
    numbers = {"n_tasks": len(tasks), "n_tasks_proposed": proposed}
    facts = {name: Fact(Figure(None, number)) for name, number in numbers.items()}
    proposals = fill(say("views_whole", ", {n} of them proposals"), n=facts["n_tasks_proposed"])
    return Facts(
        {
            **facts,
            "proposals": proposals if proposed else (),
            "tasks_remark": (words.text_of(edition.tasks_remark),),
        }
    )


def tasks_table(
    tasks: pd.DataFrame,
    solutions: pd.DataFrame,
    units: pd.DataFrame,
    dimensions: pd.DataFrame,
    edition: EditionRow,
) -> Table:
    """All tasks, grouped by dimension in the plan's order; those outside the dimensions come first.

    Args:
        tasks, solutions, units, dimensions: schemas TASKS, SOLUTIONS, UNITS, DIMENSIONS.
    """
    order = solutions.set_index("solution_id")["sort_order"]
    placed = tasks.assign(place=tasks["solution_id"].map(order).fillna(0))
    placed = placed.sort_values(["place", "task_id"], kind="stable", ignore_index=True)
    names = dimensions.set_index("dimension_id")["dimension_name"]
    shown = placed.assign(
        group=[
            words.text_of(edition.no_dimension) if words.is_missing(d) else f"{d}. {names[d]}"
            for d in placed["dimension_id"]
        ],
        solution=cells(plan_link(item) for item in placed["solution_id"]),
        who=[bodies(spec, units) for spec in placed["lead"]],
        helpers=[bodies(spec, units) for spec in placed["support"]],
        due=cells(
            with_note(due, kind if kind.lower() != due.lower() else "")
            for due, kind in (
                (_due(row), say("views_whole", _DUE_KIND[row.due_kind])) for row in tuples_of(placed)
            )
        ),
        id=cells(styled(task_id, "nowrap") for task_id in placed["task_id"]),
        what=cells(
            with_note(title, note) for title, note in zip(placed["title"], placed["note"], strict=True)
        ),
        marks=[_task_marks(row) for row in tuples_of(placed)],
    )
    columns = [
        TableColumn("id", say("views_whole", "No."), align="left"),
        TableColumn("solution", say("views_whole", "Item"), align="center"),
        TableColumn("what", say("views_whole", "Task")),
        TableColumn("product", say("views_whole", "Product"), missing=NONE_MARK),
        TableColumn("who", say("views_whole", "Lead")),
        TableColumn("helpers", say("views_whole", "Support"), missing=NONE_MARK),
        TableColumn("due", say("views_whole", "Due and its kind")),
        TableColumn("marks", say("views_whole", "Standing of the task"), align="center"),
    ]
    shape = TableShape(
        "tasks",
        say("views_whole", "Tasks of the plan by dimension"),
        stub="id",
        groups="group",
        notes=(
            say(
                "views_whole",
                "“Each period”: due at the cut-off of every period. “When it occurs”: never overdue, "
                "in no share.",
            ),
            say("views_whole", "“Asked”: the plan only asks the body for it; outside every share."),
        ),
        wide=True,
        stacks=True,
    )
    return make_table(shown, columns, shape, data=placed.drop(columns="place"))


def _due(row: Any) -> str:
    printed = words.text_of(row.due_text)
    day = row.due_date
    if words.is_missing(day):
        return printed
    exact = words.date_of(day)
    return printed if exact in printed else f"{printed} ({exact})" if printed else exact


def _task_marks(row: Any) -> str:
    marks = []
    if words.is_yes(row.is_request):
        marks.append(say("views_whole", "asked"))
    marks.append(
        say("views_whole", "proposed")
        if words.is_yes(row.is_proposed)
        else say("views_whole", "set by the plan")
    )
    return words.sentence_case("; ".join(marks))
