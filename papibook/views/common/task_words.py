"""What pages say of a task: when it is due, and under which dimension it stands."""

from __future__ import annotations

from typing import Any

import pandas as pd

from papibook.ground.texts import say
from papibook.views.common import words
from papibook.views.common.edition import EditionRow
from papibook.views.common.links import page_link
from papibook.views.common.rows import Row, by_id

RECURRING_WORDS = {
    "each_period": "each period",
    "each_month": "each month",
    "each_quarter": "each quarter",
    "each_half_year": "each half-year",
    "each_year": "each year",
}


def due_text(row: Row) -> str:
    """When a task is due: a day, each period, or on an event."""
    if row["due_kind"] in RECURRING_WORDS:
        each = say("views", RECURRING_WORDS[row["due_kind"]])
        day = None if row["due_kind"] == "each_period" else row.get("due_date")
        if day is None or words.is_missing(day):
            return each
        return say("views", "{each}, this time by {day}", each=each, day=words.date_of(day))
    if row["due_kind"] == "event":
        return words.text_of(row["due_text"]) or say("views", "when it arises")
    return words.date_of(row["due_date"])


def shortfall_headings() -> dict[str, str]:
    """Column headings of what was due and is not on time, by the names of SHORTFALLS."""
    return {
        "n_late": say("views", "Late"),
        "n_overdue": say("views", "Overdue"),
        "n_due_at_cutoff": say("views", "Due on the cut-off day, not done"),
        "n_not_done_in_period": say("views", "Not done in the period"),
        "n_not_reported": say("views", "Not reported"),
    }


def not_reported_note() -> str:
    """What a column of what is not reported holds."""
    return say(
        "views",
        "Not reported: of units that sent no report, and rows that an error keeps out or that are blank.",
    )


def dimension_headings(dimension_ids: pd.Series, dimensions: pd.DataFrame, edition: EditionRow) -> list[Any]:
    """Each dimension's number and name, linked to its page; the items of tasks that have none."""
    none = (words.text_of(edition.no_dimension),)
    names = by_id(dimensions, "dimension_id", "dimension_name")
    known = {key: page_link(f"dimensions/{key}", f"{key}. {name}") for key, name in names.items()}
    return [none if words.is_missing(key) else known[key] for key in dimension_ids]
