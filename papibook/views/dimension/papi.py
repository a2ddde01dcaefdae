"""The province's official PAPI score for a dimension, clearly apart from what units report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from papibook.ground.texts import say
from papibook.model.facts import Fact
from papibook.model.figures import PROVINCE, About
from papibook.model.inline import Inline
from papibook.views.common import sentences, words
from papibook.views.common.display import Html, Stack, Table, escape
from papibook.views.common.figure_cells import pair_cell
from papibook.views.common.filling import fill
from papibook.views.common.html import inline_html
from papibook.views.common.links import page_link
from papibook.views.common.rows import rows_of
from papibook.views.common.tables import TableColumn, TableShape, make_table

Row = Mapping[Any, Any]
DECIMALS = 2


def official_scores(scores: pd.DataFrame, dimension_id: str) -> Stack:
    """A box with the scores of all years: breaks are marked, scores published after this edition stand apart.
    Nothing where the province has no score.

    Args:
        scores: schema KNOWN_SCORES; rows of the dimension as a whole are read.
    """
    own = scores[(scores["dimension_id"] == dimension_id) & scores["subdimension_id"].isna()]
    if own.empty:
        return Stack(())
    own = own.sort_values("year", kind="stable", ignore_index=True)
    label = say("views", "The province's official PAPI score, not that of any one unit")
    link = page_link("papi", say("views", "Official scores of all dimensions, with sources"))
    head = f'<p class="pb-official-label">{escape(label)}</p>\n<p>{inline_html(_sentence(own))}</p>'
    return Stack((Html(head), _table(own), Html(f"<p>{inline_html(link)}</p>")), frame="pb-official")


def _sentence(own: pd.DataFrame) -> Inline:
    known = own[~own["is_later"]]
    if known.empty:
        return (say("views", "No score had been published when the data were closed."),)
    last = rows_of(known)[-1]
    about = _about(last)
    return fill(
        say(
            "views",
            "The last score published before the data were closed is that of {year}: {score} points, "
            "recomputed rank {rank} of {n} provinces (national median {median}).",
        ),
        year=words.int_of(last["year"]),
        score=Fact(about.figure("papi_score", last["score"]), decimals=DECIMALS),
        rank=Fact(about.figure("papi_rank", last["province_rank"])),
        n=Fact(about.figure("papi_n_provinces", last["n_provinces"])),
        median=Fact(about.figure("papi_median", last["national_median"]), decimals=DECIMALS),
    )


def _table(own: pd.DataFrame) -> Table:
    records = rows_of(own)
    shown = own.assign(
        when=[str(row["year"]) for row in records],
        rank=[
            pair_cell(
                _about(row).figure("papi_rank", row["province_rank"]),
                _about(row).figure("papi_n_provinces", row["n_provinces"]),
            )
            for row in records
        ],
        group=[_group(row) for row in records],
        mark=["; ".join(_marks(row)) for row in records],
    )
    columns = [
        TableColumn("when", say("views", "Year")),
        TableColumn("score", say("views", "Score"), "number", DECIMALS, measure="papi_score"),
        TableColumn("rank", say("views", "Recomputed rank"), align="right"),
        TableColumn(
            "national_median", say("views", "National median"), "number", DECIMALS, measure="papi_median"
        ),
        TableColumn("national_best", say("views", "Highest"), "number", DECIMALS, measure="papi_best"),
        TableColumn("mark", say("views", "Note"), missing=""),
    ]
    breaks = [
        f"{row['year']}: {words.sentence_case(sentences.break_reason(row))}"
        for row in records
        if row["is_break"] is True
    ]
    notes = (
        [say("views", "Why not comparable: {notes}.", notes="; ".join(breaks).rstrip("."))] if breaks else []
    )
    notes.append(say("views", "Source: PAPI (CECODES, VFF-CRT, RTA and UNDP)."))
    caption = say("views", "Official PAPI score of the province")
    groups = "group" if own["is_later"].any() else ""
    shape = TableShape("official", caption, stub="when", groups=groups, notes=tuple(notes), stacks=True)
    behind = own[
        ["year", "score", "province_rank", "n_provinces", "national_median", "national_best", "is_later"]
    ]
    return make_table(shown, columns, shape, data=behind, about=_about)


def _about(row: Row) -> About:
    return About(str(row["year"]), PROVINCE, f"dimension:{row['dimension_id']}")


def _group(row: Row) -> str:
    if row["is_later"]:
        return say("views", "Published after this period")
    return say("views", "Published when the data were closed")


def _marks(row: Row) -> list[str]:
    marks = []
    if row["is_break"] is True:
        marks.append(say("views", "not comparable with the year before"))
    return marks
