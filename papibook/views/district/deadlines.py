"""The dates that the plan itself sets, and which of them reports that come so late cannot meet."""

from __future__ import annotations

import pandas as pd

from papibook.ground.texts import say
from papibook.model.facts import Facts
from papibook.views.common import words
from papibook.views.common.display import Table
from papibook.views.common.edition import EditionRow
from papibook.views.common.links import plan_link
from papibook.views.common.rows import Row, cells, rows_of
from papibook.views.common.tables import TableColumn, TableShape, make_table


def plan_deadlines(deadlines: pd.DataFrame, edition: EditionRow) -> Table:
    """The dates that the plan itself sets, with their rule and whether they lie after the cut-off.

    Args:
        deadlines: schema DEADLINES.
    """
    records = rows_of(deadlines)
    shown = deadlines.assign(
        item_link=cells(plan_link(r["item"]) for r in records),
        ends=cells(_ends(r, edition) for r in records),
        ways=cells(f"{r['from_whom']} → {r['to_whom']}" for r in records),
    )
    columns = [
        TableColumn("item_link", say("views_whole", "Item")),
        TableColumn("what", say("views_whole", "What the plan asks")),
        TableColumn("ways", say("views_whole", "From whom, to whom")),
        TableColumn("ends", say("views_whole", "Deadline")),
    ]
    shape = TableShape(
        "plan-deadlines",
        say("views_whole", "Deadlines that the plan sets"),
        stub="item_link",
        stacks=True,
        notes=(
            say("views_whole", "“Before” leaves the day itself out; “not later than” includes it."),
            say("views_whole", "Source: {source}.", source=edition.plan_number),
        ),
    )
    return make_table(shown, columns, shape, data=deadlines)


def unmet_facts(deadlines: pd.DataFrame, edition: EditionRow) -> Facts:
    """Why what the plan asks for cannot be sent in time.

    Names: unmet (one sentence a deadline, by whom it was due to whom and why it cannot be met). Nothing to
    state: each deadline leaves time.

    Args:
        deadlines: schema DEADLINES.
    """
    told = list(unmet_deadlines(deadlines, edition).values())
    return Facts({"unmet": (" ".join(told),)}, None if told else ())


def unmet_deadlines(deadlines: pd.DataFrame, edition: EditionRow) -> dict[str, str]:
    """By item of the plan, the sentence that says why its deadline cannot be met; of none there is no row.

    Args:
        deadlines: schema DEADLINES.
    """
    told: dict[str, list[str]] = {}
    for row in rows_of(deadlines):
        if _is_unmet(row, edition):
            sentence = say(
                "views_whole",
                "“{what}” is due to {to_whom} by the end of {day}, but reports of the units are taken until "
                "the end of {closed}: it cannot be sent in time.",
                what=row["what"],
                to_whom=row["to_whom"],
                day=words.date_of(row["last_day"]),
                closed=words.date_of(edition.data_closed_on),
            )
            told.setdefault(str(row["item"]), []).append(sentence)
    return {item: " ".join(sentences) for item, sentences in told.items()}


def _is_unmet(row: Row, edition: EditionRow) -> bool:
    """A report made of the units' reports is sent on the day after the last of these came, or later."""
    return not edition.revision and bool(edition.cutoff_on < row["last_day"] <= edition.data_closed_on)


def _ends(row: Row, edition: EditionRow) -> str:
    day = words.date_of(row["on_date"])
    ends = say("views_whole", "before {day}" if row["rule"] == "before" else "not later than {day}", day=day)
    if not _is_unmet(row, edition):
        return ends
    closed = words.date_of(edition.data_closed_on)
    late = say("views_whole", "cannot be met: reports are taken until the end of {closed}", closed=closed)
    return f"{ends}; {late}"
