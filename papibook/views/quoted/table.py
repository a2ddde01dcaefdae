"""The quality page's table of numbers in the office's commentary that no figure gives, or that have moved."""

from __future__ import annotations

import pandas as pd

from papibook.ground.texts import say
from papibook.views.common import words
from papibook.views.common.display import Heading, Stack
from papibook.views.common.rows import Row, rows_of
from papibook.views.common.tables import TableColumn, TableShape, make_table


def quoted_table(quotes: pd.DataFrame, *, heading: str) -> Stack:
    """Under ``heading`` each number of the commentary that is to be looked at; nothing where all are right.

    Args:
        quotes: schema QUOTES, rows of one period.
    """
    wrong = quotes[quotes["status"] != "found"].reset_index(drop=True)
    if wrong.empty:
        return Stack(())
    shown = wrong.assign(
        where=[
            say("views_whole", "{file}, line {line}", file=f"{r['place']}.md", line=r["text_line"])
            for r in rows_of(wrong)
        ],
        what=[_what(row) for row in rows_of(wrong)],
    )
    columns = [
        TableColumn("where", say("views_whole", "Where")),
        TableColumn("written", say("views_whole", "Written")),
        TableColumn("what", say("views_whole", "What was found")),
    ]
    shape = TableShape(
        "quoted",
        say("views_whole", "Numbers of the office's commentary to look at"),
        stub="where",
        stacks=True,
    )
    return Stack((Heading(heading), make_table(shown, columns, shape, data=wrong)))


def _what(row: Row) -> str:
    if row["status"] == "moved":
        return say(
            "views_whole",
            "has moved since the text was written: {figure} was {was}, is {now}",
            figure=row["figures"],
            was=row["was"],
            now=row["now"],
        )
    nearest = words.text_of(row["nearest"])
    if not nearest:
        return say("views_whole", "no figure of its page")
    return say("views_whole", "no figure of its page; nearest: {nearest}", nearest=nearest)
