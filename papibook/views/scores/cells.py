"""Scores that another body gives units by an index of its own (own_index.csv), wherever they are shown.

They are neither PAPI's nor made from what units report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from papibook.ground.numbers import NONE_MARK, format_number, round_half_up
from papibook.ground.texts import say
from papibook.ground.vietnamese import bare_letters
from papibook.model.figures import About
from papibook.model.inline import Inline
from papibook.model.table import Cell
from papibook.views.common import words
from papibook.views.common.figure_cells import figure_cell
from papibook.views.common.rows import Row, rows_of


def score_cell(row: Row) -> Cell:
    """The points of a row of schema KNOWN_INDEX."""
    figure = _about(row).figure("index_score", row["score"])
    if words.is_missing(row["score"]):
        return figure_cell(NONE_MARK, figure)
    decimals = _places(float(row["score"]))
    return figure_cell(format_number(float(row["score"]), decimals), figure, decimals=decimals)


def rank_cell(row: Row) -> Cell:
    """Its rank, among how many where that is known: ``3/75``."""
    about = _about(row)
    figures = [about.figure("index_rank", row["rank"]), about.figure("index_n_units", row["n_units"])]
    if words.is_missing(row["rank"]):
        return figure_cell(NONE_MARK, figures[0])
    text = str(words.int_of(row["rank"]))
    if words.is_missing(row["n_units"]):
        return figure_cell(text, figures[0])
    return figure_cell(f"{text}/{words.int_of(row['n_units'])}", *figures)


def index_notes(rows: pd.DataFrame) -> Sequence[Inline]:
    """What stands below such a table: that it is not PAPI, what came later, whose scores they are."""
    sources = dict.fromkeys(str(source) for source in rows["source"])
    notes = [say("views_whole", "These are not PAPI scores, and not made from the units' reports.")]
    notes += [str(note) for note in dict.fromkeys(rows["note"].dropna())]
    notes.append(say("views_whole", "Source: {source}.", source="; ".join(sources)))
    return tuple((note,) for note in notes)


def year_text(row: Row) -> str:
    """Its year, marked where it was published after the edition's data were closed."""
    year = str(words.int_of(row["year"]))
    return f"{year} ({words.after_word()})" if row["is_later"] is True else year


def cells_of(rows: pd.DataFrame) -> dict[str, list[object]]:
    """The cells of ``rows``: year, score, rank."""
    records = rows_of(rows)
    return {
        "when": [year_text(row) for row in records],
        "points": [score_cell(row) for row in records],
        "place": [rank_cell(row) for row in records],
    }


def _about(row: Row) -> About:
    name = "-".join(re.findall(r"[a-z0-9]+", bare_letters(str(row["index_name"]))))
    return About(str(words.int_of(row["year"])), str(row["unit_id"]), f"index:{name}")


def _places(score: float) -> int:
    """Places of the score as it was published, at most three."""
    return next((places for places in range(3) if round_half_up(score, places) == score), 3)
