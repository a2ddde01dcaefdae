"""What units revised since the last edition, so that a reader of both books knows why figures differ."""

from __future__ import annotations

import pandas as pd

from papibook.ground.numbers import NONE_MARK
from papibook.ground.texts import say
from papibook.views.common import sentences, words
from papibook.views.common.answer_words import said_answer, said_field
from papibook.views.common.display import Html, Table
from papibook.views.common.edition import EditionRow, units_source
from papibook.views.common.links import unit_links
from papibook.views.common.rows import Row, rows_of
from papibook.views.common.tables import TableColumn, TableShape, make_table

_SHOWN: tuple[str, ...] = (
    "numerator",
    "denominator",
    "value",
    "reason_code",
    "written_status",
    "percent_done",
)
_SHOWN += ("completed_date", "is_refused", "new", "unreadable", "withdrawn")
"""Figures and the status of tasks; revised words (results, difficulties) change no figure."""


def revised_answers(
    revised: pd.DataFrame,
    indicators: pd.DataFrame,
    tasks: pd.DataFrame,
    units: pd.DataFrame,
    edition: EditionRow,
) -> Table | Html:
    """Each figure and status that a later report changed since the last edition of that period.

    Args:
        revised, indicators, tasks, units: schemas REVISED, INDICATORS, TASKS, UNITS.
    """
    rows = revised[revised["field"].isin(_SHOWN)].merge(
        units[["unit_id", "sort_order"]], on="unit_id", how="left", validate="many_to_one"
    )
    if rows.empty:
        return sentences.paragraph(
            say("views_whole", "Nothing was revised since the last edition, or there is no earlier one."),
            css="pb-line",
        )
    rows = rows.sort_values(
        ["period_id", "sort_order", "kind", "subject_id"], kind="stable", ignore_index=True
    )
    names = {
        **dict(zip(tasks["task_id"], tasks["title"], strict=True)),
        **dict(zip(indicators["indicator_id"], indicators["indicator_name"], strict=True)),
    }
    kinds = dict(zip(indicators["indicator_id"], indicators["kind"], strict=True))
    records = rows_of(rows)
    shown = rows.assign(
        group=[say("views_whole", "Period {period}", period=row["period_id"]) for row in records],
        unit=unit_links(rows["unit_id"], units),
        subject=[_subject(row, names) for row in records],
        what=[words.sentence_case(said_field(str(row["field"]))) for row in records],
        before=[_said(row, "old", kinds) for row in records],
        now=[_said(row, "new", kinds) for row in records],
        which=[_revisions(row) for row in records],
        when=[words.moment_of(row["received_at"]) for row in records],
        why=[_why(row) for row in records],
    )
    columns = [
        TableColumn("unit", say("views_whole", "Unit")),
        TableColumn("subject", say("views_whole", "Task or figure")),
        TableColumn("what", say("views_whole", "Answer")),
        TableColumn("before", say("views_whole", "As read then"), align="right"),
        TableColumn("now", say("views_whole", "As read now"), align="right"),
        TableColumn("which", say("views_whole", "Revision")),
        TableColumn("when", say("views_whole", "Received")),
        TableColumn("why", say("views_whole", "Reason and note of the unit"), missing=" "),
    ]
    shape = TableShape(
        "revised",
        say("views_whole", "{n} answers revised since the last edition", n=len(rows)),
        stub="unit",
        groups="group",
        notes=(
            say(
                "views_whole",
                "Before: as the last edition of that period read it. Now: as this edition reads it.",
            ),
            units_source(edition),
        ),
        wide=True,
        stacks=True,
        folds=True,
    )
    return make_table(shown, columns, shape, data=rows.drop(columns=["sort_order", "file"]))


def _subject(row: Row, names: dict[str, str]) -> str:
    if words.is_missing(row["subject_id"]):
        return say("views_whole", "The whole report")
    return f"{row['subject_id']} {names.get(str(row['subject_id']), '')}".strip()


def _said(row: Row, side: str, kinds: dict[str, str]) -> str:
    text = words.text_of(row[side])
    return said_answer(str(row["field"]), text, kinds.get(words.text_of(row["subject_id"]), "")) or NONE_MARK


def _why(row: Row) -> str | None:
    """Why the report was sent again, then the note beside the figure; both as the unit wrote them."""
    said = (words.text_of(row[name]) for name in ("reason", "note") if not words.is_missing(row[name]))
    return "\n".join(said) or None


def _revisions(row: Row) -> str:
    old, new = (
        NONE_MARK if words.is_missing(row[name]) else words.int_of(row[name])
        for name in ("old_revision", "new_revision")
    )
    return f"{old} → {new}"
