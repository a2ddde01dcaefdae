"""The figures of the whole place then and now."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from papibook.ground.texts import say
from papibook.measures.periods import compared_with
from papibook.model.table import Cell
from papibook.views.common import words
from papibook.views.common.compared import compared_name
from papibook.views.common.display import Html, Table, escape
from papibook.views.common.edition import EditionRow, units_source
from papibook.views.common.figure_cells import number_cell, of_indicator, same_units_cell
from papibook.views.common.links import page_link
from papibook.views.common.rows import Row, cells, rows_of
from papibook.views.common.tables import TableColumn, TableShape, make_table

_FIGURE_GROUPS = {
    "better": "Better",
    "worse": "Worse",
    "same": "Unchanged",
    "neutral": "Not judged: neutral, or for context only",
}


def figure_moves(
    changes: pd.DataFrame, indicators: pd.DataFrame, dimensions: pd.DataFrame, edition: EditionRow
) -> Table | Html:
    """The figures of the whole then and now, grouped by better, worse, unchanged and not judged.

    Args:
        changes: papibook.measures.district_changes.
    """
    own = changes[(changes["period_id"] == edition.period_id) & (changes["status"] == "compared")]
    if own.empty:
        return Html(
            f'<p class="pb-muted">{escape(say("views_whole", "There is no comparable period yet."))}</p>'
        )
    facts = indicators[["indicator_id", "indicator_name", "dimension_id", "unit_measure", "kind", "decimals"]]
    rows = own.merge(facts, on="indicator_id", how="left", validate="one_to_one")
    rank = {kind: place for place, kind in enumerate(_FIGURE_GROUPS)}
    rows = rows.assign(rank=rows["direction_of_change"].map(rank))
    rows = rows.sort_values(["rank", "dimension_id", "indicator_id"], kind="stable", ignore_index=True)
    records = rows_of(rows)
    shown = rows.assign(
        group=[say("views_whole", _FIGURE_GROUPS[row["direction_of_change"]]) for row in records],
        link=cells(
            page_link(f"dimensions/{row['dimension_id']}", f"{row['indicator_id']} {row['indicator_name']}")
            for row in records
        ),
        measure=[words.measure_of(row["unit_measure"], row["kind"], total=True) for row in records],
        before=[_before(row, edition) for row in records],
        now=[_now(row) for row in records],
        moved=[same_units_cell(row, words.int_of(row["decimals"])) for row in records],
        how=[_how(row["basis"], edition) for row in records],
    )
    columns = [
        TableColumn("link", say("views_whole", "Indicator")),
        TableColumn("measure", say("views_whole", "Unit of measure")),
        TableColumn("before", say("views_whole", "Before"), "number"),
        TableColumn("now", say("views_whole", "Now"), "number"),
        TableColumn("moved", say("views_whole", "Change"), align="right"),
        TableColumn("how", say("views_whole", "Compared")),
        TableColumn("n_units", say("views_whole", "Units in both"), "number", measure="n_same_units"),
    ]
    shape = TableShape(
        "figure-moves",
        _figures_caption(rows),
        stub="link",
        groups="group",
        notes=(
            say(
                "views_whole",
                "Both values stand on the same units: those that gave the figure both times. They "
                "can differ from the value of the {noun} in the period.",
                noun=edition.place_noun,
            ),
            units_source(edition),
        ),
        wide=True,
        stacks=True,
    )
    return make_table(shown, columns, shape, data=own, about=of_indicator)


def _how(basis: str, edition: EditionRow) -> str:
    if basis == "cutoff":
        return say("views_whole", "cut-off against cut-off")
    if basis == "difference":
        return say("views_whole", "what came after, against {period}", period=compared_name(edition))
    return compared_name(edition)


def _before(row: Row, edition: EditionRow) -> Cell:
    earlier = replace(of_indicator(row), period_id=str(compared_with(edition)[0]))
    figure = earlier.figure("value_on_same_units", row["previous"])
    return number_cell(figure, words.int_of(row["decimals"]))


def _now(row: Row) -> Cell:
    measure = "difference_on_same_units" if row["basis"] == "difference" else "value_on_same_units"
    figure = of_indicator(row).figure(measure, row["value"])
    return number_cell(figure, words.int_of(row["decimals"]))


def _figures_caption(rows: pd.DataFrame) -> str:
    counts = rows["direction_of_change"].value_counts()
    return say(
        "views_whole",
        "{better} indicators are better, {worse} worse, {same} unchanged",
        better=int(counts.get("better", 0)),
        worse=int(counts.get("worse", 0)),
        same=int(counts.get("same", 0)),
    )
