"""The indicators that have a target, for the whole district."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd

from papibook.ground.numbers import format_number
from papibook.ground.texts import say
from papibook.model.frames import left_lookup
from papibook.views.ahead.gaps import gap_cells
from papibook.views.common import words
from papibook.views.common.display import Table
from papibook.views.common.edition import EditionRow, units_source
from papibook.views.common.figure_cells import (
    further_of,
    further_text,
    of_indicator,
    same_units_cell,
    units_cell,
    with_further_text,
)
from papibook.views.common.links import page_link
from papibook.views.common.rows import cells, rows_of
from papibook.views.common.signs import target_sign
from papibook.views.common.tables import TableColumn, TableShape, make_table, setter_column

Row = Mapping[Any, Any]


def headline_indicators(
    district: pd.DataFrame,
    changes: pd.DataFrame,
    indicators: pd.DataFrame,
    dimensions: pd.DataFrame,
    gaps: pd.DataFrame,
    units: pd.DataFrame,
    edition: EditionRow,
) -> Table:
    """The indicators that have a target in this period: value, target, what is missing, change, and on how
    many units the value stands.

    Args:
        district: schema DISTRICT_FIGURES, it may have further_targets; gaps: schema TARGET_GAPS; changes:
            district_changes; of any periods.
        units: schema SHOWN_UNITS.
    """
    own = district[(district["period_id"] == edition.period_id) & district["target"].notna()]
    facts = indicators[["indicator_id", "indicator_name", "unit_measure", "kind", "direction", "decimals"]]
    moved = changes.loc[
        changes["period_id"] == edition.period_id,
        ["indicator_id", "previous", "change", "direction_of_change"],
    ]
    rows = own.merge(facts, on="indicator_id", how="left", validate="one_to_one")
    rows = rows.merge(moved, on="indicator_id", how="left", validate="one_to_one")
    own_gaps = gaps[gaps["period_id"] == edition.period_id]
    rows = left_lookup(rows, own_gaps, "indicator_id", ["needed", "missing"])
    missing = gap_cells(own_gaps, indicators, units)
    names = dimensions.set_index("dimension_id")["dimension_name"]
    rows = rows.sort_values(["dimension_id", "indicator_id"], kind="stable", ignore_index=True)
    records = rows_of(rows)
    shown = rows.assign(
        group=cells(
            page_link(
                f"dimensions/{row['dimension_id']}", f"{row['dimension_id']}. {names[row['dimension_id']]}"
            )
            for row in records
        ),
        measure=[words.measure_of(row["unit_measure"], row["kind"], total=True) for row in records],
        met=cells(
            target_sign(status) if (status := words.text_of(row["target_status"], "none")) != "none" else ""
            for row in records
        ),
        besides=[further_text(row, partial(_target_text, row)) for row in records],
        gap=[missing.get(row["indicator_id"], "") for row in records],
        moved=[same_units_cell(row, words.int_of(row["decimals"])) for row in records],
        stands_on=[units_cell(row) for row in records],
    )
    columns = [
        TableColumn("indicator_name", say("views_whole", "Indicator")),
        TableColumn("measure", say("views_whole", "Unit of measure")),
        TableColumn("obs_value", say("views_whole", "Value"), "number", decimals="decimals", measure="value"),
        TableColumn("target", say("views_whole", "Target"), "number", decimals="decimals", measure="target"),
        *setter_column(rows["target_set_by"]),
        *(
            [TableColumn("besides", say("views_whole", "Further targets"), missing="")]
            if any(map(further_of, records))
            else []
        ),
        TableColumn("met", say("views_whole", "Against the target"), missing=""),
        TableColumn("gap", say("views", "Still missing"), missing=""),
        *(
            []
            if _no_comparison(rows)
            else [TableColumn("moved", say("views_whole", "Change"), align="right")]
        ),
        TableColumn("stands_on", say("views_whole", "Units with a figure"), "number"),
    ]
    shape = TableShape(
        "headline-indicators",
        _indicators_caption(rows),
        stub="indicator_name",
        groups="group",
        notes=(_no_comparison(rows), units_source(edition))
        if _no_comparison(rows)
        else (units_source(edition),),
        stacks=True,
    )
    behind = rows.drop(columns=["indicator_name", "unit_measure", "numerator", "denominator"])
    return make_table(shown, columns, shape, data=with_further_text(behind, _target_text), about=of_indicator)


def _target_text(row: Row, target: float) -> str:
    return format_number(target, words.int_of(row["decimals"]))


def _indicators_caption(rows: pd.DataFrame) -> str:
    met, known = (
        int((rows["target_status"] == "met").sum()),
        int(rows["target_status"].isin(["met", "not_met"]).sum()),
    )
    if not known:
        return say("views_whole", "Indicators with a target; none has a value yet")
    return say(
        "views_whole", "{met} of {known} indicators with a target and a value meet it", met=met, known=known
    )


def _no_comparison(rows: pd.DataFrame) -> str:
    if bool(rows["change"].notna().any()):
        return ""
    return say("views_whole", "There is no comparable period yet.")
