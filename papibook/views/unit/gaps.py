"""What a unit owes and did not give, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from papibook.ground.texts import say
from papibook.model.inline import Inline, Run
from papibook.views.common import words
from papibook.views.common.display import Html, Table
from papibook.views.common.links import page_link
from papibook.views.common.rows import rows_of
from papibook.views.common.sentences import paragraph
from papibook.views.common.tables import TableColumn, TableShape, make_table

Row = Mapping[Any, Any]


def unit_gaps(
    figures: pd.DataFrame, obligations: pd.DataFrame, indicators: pd.DataFrame, tasks: pd.DataFrame
) -> Html | Table:
    """What is owed and is not there, each with its reason; a sentence where nothing is missing.

    Args:
        figures, obligations: schemas FIGURES and OBLIGATIONS of one unit, rows of one period.
    """
    lacking = figures[
        figures["is_owed"].fillna(False) & figures["obs_status"].isin(["missing", "refused", "not_reported"])
    ]
    silent = obligations[(obligations["status"] == "not_reported") & ~obligations["is_request"].fillna(False)]
    if lacking.empty and silent.empty:
        return paragraph(
            say("views", "Nothing is missing: every task and figure owed has an answer."), css="pb-muted"
        )
    if len(lacking) and (lacking["obs_status"] == "not_reported").all():
        text = say(
            "views",
            "The report has not been received: {tasks} tasks and {figures} figures are without an answer.",
            tasks=len(silent),
            figures=len(lacking),
        )
        return paragraph(text, css="pb-notice")
    return _gap_table(_gap_rows(lacking, silent, indicators, tasks))


def _gap_rows(
    lacking: pd.DataFrame, silent: pd.DataFrame, indicators: pd.DataFrame, tasks: pd.DataFrame
) -> pd.DataFrame:
    names, titles = (
        indicators.set_index("indicator_id")["indicator_name"],
        tasks.set_index("task_id")["title"],
    )
    rows = [
        {
            "subject_id": row["task_id"],
            "name": titles[row["task_id"]],
            "kind": say("views", "Task"),
            "why": words.figure_word("refused")
            if row["is_refused"] is True
            else say("views", "no status given"),
            "note": "",
        }
        for row in rows_of(silent)
    ]
    rows += [
        {
            "subject_id": row["indicator_id"],
            "name": names[row["indicator_id"]],
            "kind": say("views", "Figure"),
            "why": absence_reason(row),
            "note": words.text_of(row["note"]),
        }
        for row in rows_of(lacking)
    ]
    return pd.DataFrame(rows, columns=["subject_id", "name", "kind", "why", "note"])


def _gap_table(rows: pd.DataFrame) -> Table:
    shown = rows.assign(
        what=[(Run(row["subject_id"], ("id",)), f" {row['name']}") for row in rows_of(rows)],
    )
    columns = [
        TableColumn("what", say("views", "What is missing")),
        TableColumn("kind", say("views", "Kind")),
        TableColumn("why", say("views", "Why")),
        TableColumn("note", say("views", "The unit's note"), missing=""),
    ]
    note: Inline = (
        say("views", "Errors with file, sheet and cell stand on the page") + " ",
        *page_link("quality", say("views", "Data quality")),
        ".",
    )
    caption = say("views", "What is missing, and why")
    shape = TableShape("gaps", caption, stub="what", notes=(note,), stacks=True)
    return make_table(shown, columns, shape, data=rows)


def absence_reason(row: Row) -> str:
    """Why a figure is not there, as the unit or the checks say."""
    if row["obs_status"] == "missing":
        return words.sentence_case(words.reason_word(row["reason_code"]) or say("views", "no reason given"))
    return words.sentence_case(words.figure_word(row["obs_status"]))
