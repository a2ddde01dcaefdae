"""The indicators of a dimension for the whole place, and every reporter's value of each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd

from papibook.ground.numbers import MISSING_MARK, NONE_MARK, format_number, format_share, is_few
from papibook.ground.texts import say
from papibook.model.groups import UnitGroup, group_words, groups_of
from papibook.model.inline import Inline, Run, joined
from papibook.model.table import Cell
from papibook.views.common import words
from papibook.views.common.compared import compared_name
from papibook.views.common.display import Stack, Table
from papibook.views.common.edition import EditionRow, current, units_source
from papibook.views.common.figure_cells import (
    figure_cell,
    of_indicator,
    same_units_cell,
    target_cell,
    units_cell,
    with_further_text,
)
from papibook.views.common.links import unit_links
from papibook.views.common.rows import rows_of
from papibook.views.common.tables import TableColumn, TableShape, make_table

Row = Mapping[Any, Any]
ABOUT = ["indicator_id", "indicator_name", "short_name", "unit_measure", "kind", "direction", "decimals"]


def _changes_note(edition: EditionRow) -> str:
    if not edition.has_difference:
        return say("views", "Changes are measured on the units that have both figures.")
    return say(
        "views",
        "Changes are measured on the units that have both figures; of figures that add up, what came after "
        "{period} is compared with it.",
        period=compared_name(edition),
    )


def indicator_table(
    district: pd.DataFrame,
    changes: pd.DataFrame,
    indicators: pd.DataFrame,
    edition: EditionRow,
    dimension_id: str,
) -> Table:
    """Each indicator of the dimension: value of the whole, target, change, on how many units it stands.

    Args:
        district: schema DISTRICT_FIGURES. changes: papibook.measures.district_changes.
    """
    rows = district_rows(district, indicators, edition, dimension_id).merge(
        changes[["period_id", "indicator_id", "change", "direction_of_change"]],
        on=["period_id", "indicator_id"],
        how="left",
        validate="one_to_one",
    )
    records = rows_of(rows)
    shown = rows.assign(
        name=[indicator_name(row) for row in records],
        measure=[words.measure_of(row["unit_measure"], row["kind"], total=True) for row in records],
        value_text=[_value(row) for row in records],
        aim=[_aim(row) for row in records],
        moved=[_moved(row) for row in records],
        stands_on=[units_cell(row) for row in records],
    )
    moved = [TableColumn("moved", say("views", "Change"), align="right", missing="")]
    if rows["change"].isna().all():
        moved = []
    columns = [
        TableColumn("name", say("views", "Indicator")),
        TableColumn("measure", say("views", "Unit of measure")),
        TableColumn("value_text", words.sentence_case(edition.place_whole), align="right"),
        TableColumn("aim", say("views", "Target"), align="right", missing=""),
        *moved,
        TableColumn("stands_on", say("views", "Units with a figure"), align="right"),
    ]
    notes = [say("views", "Administrative figures that the units report; they are not PAPI scores.")]
    if rows["target"].isna().any():
        notes.append(say("views", "A blank target: none set."))
    if rows["change"].isna().all():
        notes.append(say("views", "There is no period to compare with yet."))
    else:
        notes.append(_changes_note(edition))
    shape = TableShape(
        "indicators",
        say("views", "Indicators of this dimension, {whole}", whole=edition.place_whole),
        stub="name",
        notes=(*notes, units_source(edition)),
        stacks=True,
    )
    behind = rows.drop(columns=["indicator_name", "short_name", "numerator", "denominator"])
    return make_table(shown, columns, shape, data=with_further_text(behind, _target_text))


def figure_grid(
    figures: pd.DataFrame, indicators: pd.DataFrame, units: pd.DataFrame, edition: EditionRow
) -> Stack:
    """Every reporter's value of each indicator, a table for each group: unit by indicator where the group is
    asked as such, else a list.

    Args:
        figures: schema FIGURES of one dimension. units: schema SHOWN_UNITS.
    """
    own = current(figures, edition).merge(
        indicators[ABOUT], on="indicator_id", how="left", validate="many_to_one"
    )
    own = own.merge(
        units[["unit_id", "unit_group", "sort_order"]], on="unit_id", how="left", validate="many_to_one"
    )
    own = own.assign(shown=[value_cell(row) for row in rows_of(own)])
    parts: list[Table] = []
    for group in groups_of(units):
        rows = own[own["unit_group"] == group.group_id]
        if rows.empty:
            continue
        is_asked = asked_as_group(indicators, units, group).isin(rows["indicator_id"]).any()
        parts.append((_grid if is_asked else _list)(rows, indicators, units, edition, group))
    return Stack(tuple(parts))


def asked_as_group(indicators: pd.DataFrame, units: pd.DataFrame, group: UnitGroup) -> pd.Series:
    """The indicators that all units of the group report."""
    names = [group.group_id in group_words(spec, units) for spec in indicators["reporter_ids"]]
    return indicators.loc[names, "indicator_id"]


def district_rows(
    district: pd.DataFrame, indicators: pd.DataFrame, edition: EditionRow, dimension_id: str
) -> pd.DataFrame:
    """The figures of the whole of one dimension with what the catalogue says of each, in its order."""
    rows = current(district, edition)
    rows = rows[rows["dimension_id"] == dimension_id]
    return rows.merge(indicators[ABOUT], on="indicator_id", how="left", validate="one_to_one").sort_values(
        "indicator_id", kind="stable", ignore_index=True
    )


def district_text(row: Row, column: str) -> str:
    """A value of the whole or a target as text: yes/no is a percentage of units."""
    if words.is_missing(row[column]):
        return MISSING_MARK if words.int_of(row["n_units_owing"]) else NONE_MARK
    return format_number(float(row[column]), 1 if row["kind"] == "yes_no" else row["decimals"])


def indicator_name(row: Row) -> Inline:
    """Id and name of an indicator."""
    return Run(row["indicator_id"], ("id",)), f" {row['indicator_name']}"


def value_cell(row: Row) -> Cell:
    """A unit's figure."""
    text = words.figure_text(row["obs_value"], row["obs_status"], row["kind"], row["decimals"])
    value = of_indicator(row).figure("value", row["obs_value"])
    if row["kind"] == "ratio" and row["obs_status"] == "value" and is_few(row["denominator"]):
        return few_cell(row)
    return figure_cell(text, value, decimals=row["decimals"])


def few_cell(row: Row) -> Cell:
    """A ratio of few cases: both its parts in place of a percentage."""
    value, part, whole = (
        of_indicator(row).figure(name, row[column])
        for name, column in (
            ("value", "obs_value"),
            ("numerator", "numerator"),
            ("denominator", "denominator"),
        )
    )
    return figure_cell(format_share(row["numerator"], row["denominator"]), part, whole, value)


def _places(row: Row) -> int:
    return 1 if row["kind"] == "yes_no" else words.int_of(row["decimals"])


def _value(row: Row) -> Cell:
    figure = of_indicator(row).figure("value", row["obs_value"])
    if row["kind"] != "count" and figure.value is not None and is_few(row["denominator"]):
        return few_cell(row)
    return figure_cell(district_text(row, "obs_value"), figure, decimals=_places(row))


def _aim(row: Row) -> str | Cell:
    return target_cell(row, partial(_target_text, row), _places(row))


def _target_text(row: Row, target: float) -> str:
    return format_number(target, _places(row))


def _moved(row: Row) -> str | Cell:
    if words.is_missing(row["change"]):
        return ""
    return same_units_cell(row, _places(row))


def _grid(
    own: pd.DataFrame, indicators: pd.DataFrame, units: pd.DataFrame, edition: EditionRow, group: UnitGroup
) -> Table:
    ids = sorted(set(own["indicator_id"]))
    about = indicators.set_index("indicator_id")
    shown = {(row["unit_id"], row["indicator_id"]): row["shown"] for row in rows_of(own)}
    order = (
        own[["unit_id", "sort_order"]]
        .drop_duplicates()
        .sort_values("sort_order", kind="stable", ignore_index=True)
    )
    grid = pd.DataFrame(
        {
            "unit": unit_links(order["unit_id"], units),
            **{name: [shown.get((unit_id, name), "") for unit_id in order["unit_id"]] for name in ids},
        }
    )
    columns = [TableColumn("unit", say("views", "Unit"))]
    columns += [
        TableColumn(
            name,
            _head(about.loc[name], name),
            align="right",
            missing="",
            unit_measure=words.measure_of(about.at[name, "unit_measure"], about.at[name, "kind"]),
        )
        for name in ids
    ]
    notes: list[str | Inline] = [_key(ids, about)]
    if own["obs_status"].isin(["refused"]).any():
        notes.append(say("views", "Figures left out because of an error are shown as “…”."))
    if any((unit_id, name) not in shown for unit_id in order["unit_id"] for name in ids):
        notes.append(say("views", "Blank: an optional figure that the unit did not give."))
    shape = TableShape(
        f"figures-{group.group_id}",
        say("views", "Figures of each {unit}", unit=group.one),
        stub="unit",
        folds=True,
        notes=(*notes, units_source(edition)),
        wide=len(ids) > 5,
    )
    return make_table(grid, columns, shape, data=_behind(own))


def _list(
    own: pd.DataFrame, indicators: pd.DataFrame, units: pd.DataFrame, edition: EditionRow, group: UnitGroup
) -> Table:
    rows = own.sort_values(["indicator_id", "sort_order"], kind="stable", ignore_index=True)
    shown = rows.assign(
        name=[indicator_name(row) for row in rows_of(rows)], unit=unit_links(rows["unit_id"], units)
    )
    shown = shown.assign(
        measure=[words.measure_of(row["unit_measure"], row["kind"]) for row in rows_of(rows)]
    )
    columns = [
        TableColumn("name", say("views", "Indicator")),
        TableColumn("unit", say("views", "Reported by")),
        TableColumn("shown", say("views", "Value"), align="right"),
        TableColumn("measure", say("views", "Unit of measure")),
    ]
    shape = TableShape(
        f"figures-{group.group_id}",
        say("views", "Figures of the {units}", units=group.many),
        stub="name",
        folds=True,
        notes=(units_source(edition),),
        stacks=True,
    )
    return make_table(shown, columns, shape, data=_behind(rows))


def _behind(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[
        ["unit_id", "indicator_id", "numerator", "denominator", "obs_value", "obs_status", "reason_code"]
    ]


def _head(about: pd.Series, indicator_id: str) -> str:
    measure = words.measure_of(about["unit_measure"], about["kind"])
    return f"{indicator_id} ({measure})" if measure else indicator_id


def _key(ids: list[str], about: pd.DataFrame) -> Inline:
    items: list[Inline] = [(Run(name, ("strong",)), f" {about.at[name, 'indicator_name']}") for name in ids]
    return (*joined(items, "; "), ".")
