"""Where each unit stands with its report, as of the day on which the edition's data were closed."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from papibook.ground.numbers import NOT_REPORTED_MARK
from papibook.ground.texts import say
from papibook.measures.submission import SEND
from papibook.model.figures import About
from papibook.views.common import words
from papibook.views.common.display import Table
from papibook.views.common.edition import EditionRow
from papibook.views.common.links import unit_links
from papibook.views.common.rows import Row, cells, rows_of
from papibook.views.common.signs import report_sign
from papibook.views.common.tables import TableColumn, TableShape, make_table


def submission_table(status: pd.DataFrame, units: pd.DataFrame, edition: EditionRow) -> Table:
    """What each unit still has to do, who needs action first, and when its report came.

    Args:
        status: result of papibook.measures.submission_status as of the edition's data_closed_on, with what
            papibook.measures.urged adds where units were urged.
    """
    records = rows_of(status)
    names = dict(zip(units["unit_id"], units["short_name"], strict=True))
    shown = status.assign(
        unit=unit_links(status["unit_id"], units),
        what=[_to_do(row, names) for row in records],
        first=[_first(row, names) for row in records],
        sign=cells(report_sign(row["report_status"], row["days_late"]) for row in records),
        read=[words.moment_of(row["received_at"], "–") for row in records],
    )
    is_urged = "urged_on" in status and status["urged_on"].notna().any()
    if is_urged:
        shown = shown.assign(urged=[urged_words(row) or "–" for row in records])
    columns = [
        TableColumn("unit", say("views_whole", "Unit")),
        TableColumn("what", say("views_whole", "To do")),
        *([TableColumn("urged", say("views_whole", "Urged"))] if is_urged else []),
        TableColumn("first", say("views_whole", "First sent")),
        TableColumn("sign", say("views_whole", "Report")),
        TableColumn(
            "revision", say("views_whole", "Revision read"), "number", missing="–", measure="revision"
        ),
        TableColumn("read", say("views_whole", "Of")),
        TableColumn(
            "n_notes",
            say("views_whole", "Notes"),
            "number",
            missing=NOT_REPORTED_MARK,
            measure="n_notes",
        ),
    ]
    shape = TableShape("submissions", _caption(status, edition), stub="unit", stacks=True, folds=True)
    return make_table(
        shown,
        columns,
        shape,
        data=status.drop(columns=["file"]),
        about=lambda row: About(str(edition.period_id), row["unit_id"]),
    )


def urged_words(row: Row, lang: str = "vi") -> str:
    """When the unit was urged and what followed; nothing where it was not.

    Args:
        row: of papibook.measures.urged.
    """
    if words.is_missing(row["urged_on"]):
        return ""
    day, times = words.date_of(row["urged_on"]), words.int_of(row["n_urged"])
    when = (
        say("status", "urged on {day}", lang=lang, day=day)
        if times == 1
        else say("status", "urged {n} times, last on {day}", lang=lang, n=times, day=day)
    )
    if not words.is_missing(row["answered_at"]):
        then = say("status", "reported on {day}", lang=lang, day=words.date_of(row["answered_at"]))
    elif row["to_do"] == SEND:
        then = say("status", "has not reported", lang=lang)
    else:
        then = say("status", "nothing new since", lang=lang)
    return f"{when}; {then}"


def _first(row: Row, names: Mapping[str, str]) -> str:
    """When the first report came, and in whose workbook if not its own."""
    moment = words.moment_of(row["first_received_at"], "–")
    if words.is_missing(row["first_received_at"]) or words.is_missing(row["reports_through"]):
        return moment
    return say(
        "views_whole", "{moment}, through {sender}", moment=moment, sender=names[row["reports_through"]]
    )


def _to_do(row: Row, names: Mapping[str, str]) -> str:
    if row["to_do"] == SEND:
        days = words.int_of(row["days_late"])
        if not words.is_missing(row["reports_through"]):
            sender = names[row["reports_through"]]
            return say("views_whole", "report through {sender} ({n} days over)", sender=sender, n=days)
        return say("views_whole", "send the report ({n} days over)", n=days)
    errors, opposed, missing, unusual = (
        words.int_of(row[name]) for name in ("n_errors", "n_contradictions", "n_missing", "n_to_check")
    )
    parts = [say("views_whole", "correct {n} errors", n=errors)] if errors else []
    parts += [say("views_whole", "settle {n} contradictions", n=opposed)] if opposed else []
    parts += [say("views_whole", "fill in {n} answers", n=missing)] if missing else []
    parts += [say("views_whole", "look again at {n} answers, or explain them", n=unusual)] if unusual else []
    return "; ".join(parts) or "–"


def _caption(status: pd.DataFrame, edition: EditionRow) -> str:
    return say(
        "views_whole",
        "{n} of {total} units have something to do as of {day}",
        n=int((status["to_do"] != "nothing").sum()),
        total=len(status),
        day=words.date_of(edition.data_closed_on),
    )
