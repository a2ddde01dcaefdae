"""A unit's figures beside target, district and the period before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from papibook.ground.numbers import MISSING_MARK, NONE_MARK, format_number, is_few
from papibook.ground.texts import say
from papibook.measures.periods import compared_with
from papibook.measures.targets import FURTHER
from papibook.model.figures import ALL, Figure
from papibook.model.frames import left_lookup
from papibook.model.inline import Inline, Run
from papibook.model.table import Cell
from papibook.views.common import words
from papibook.views.common.compared import compared_name
from papibook.views.common.display import Html, Table, escape
from papibook.views.common.edition import EditionRow, current, units_source
from papibook.views.common.figure_cells import (
    change_cell,
    figure_cell,
    of_indicator,
    target_cell,
    with_further_text,
)
from papibook.views.common.rows import rows_of
from papibook.views.common.tables import TableColumn, TableShape, make_table
from papibook.views.common.task_words import dimension_headings
from papibook.views.unit.contradictions import contradicting, contradiction_note, marked
from papibook.views.unit.gaps import absence_reason
from papibook.views.unit.merged import is_merged, merged_note

Row = Mapping[Any, Any]
_BEHIND = [
    "indicator_id", "dimension_id", "numerator", "denominator", "obs_value", "obs_status", "reason_code",
    "target", "target_status", "target_set_by", "district_value", "n_units", "n_units_owing", "value",
    "previous", "change", "basis", "explanation",
]  # fmt: skip


def unit_figures(
    rows: pd.DataFrame,
    indicators: pd.DataFrame,
    dimensions: pd.DataFrame,
    findings: pd.DataFrame,
    edition: EditionRow,
) -> Table | Html:
    """The figures of a unit by dimension; a unit that owes none is told so in a sentence.

    The columns of the comparison stand only where there is something to compare with.

    Args:
        rows: papibook.measures.unit_figures of one unit.
        indicators, dimensions: schemas INDICATORS, DIMENSIONS.
        findings: schema FINDINGS of the unit; rows whose answers contradict others are marked.
    """
    if rows.empty:
        text = say("views", "The unit owes no figures in this period.")
        return Html(f'<p class="pb-nothing">{escape(text)}</p>')
    about = ["indicator_name", "unit_measure", "kind", "direction", "decimals"]
    full = left_lookup(rows, indicators, "indicator_id", about)
    full = full.sort_values(["dimension_id", "indicator_id"], kind="stable", ignore_index=True)
    records = rows_of(full)
    opposed = contradicting(current(findings, edition))
    shown = full.assign(
        group=dimension_headings(full["dimension_id"], dimensions, edition),
        name=[_name(row) for row in records],
        figure=[_figure(row) for row in records],
        aim=[_target(row) for row in records],
        district=[_district(row) for row in records],
        before=[_previous(row, str(compared_with(edition)[0])) for row in records],
        moved=[_change(row) for row in records],
        remark=[marked(_remark(row), row["indicator_id"], opposed) for row in records],
        contradicts=[";".join(opposed.get(row["indicator_id"], ())) for row in records],
    )
    columns = [
        TableColumn("name", say("views", "Indicator")),
        TableColumn("figure", say("views", "Value"), align="right"),
        TableColumn("aim", say("views", "Target"), align="right", missing=""),
        TableColumn("district", words.sentence_case(edition.place_whole), align="right"),
        *_comparison_columns(full),
        TableColumn("remark", say("views", "Reason or note"), missing=""),
    ]
    shape = TableShape(
        "figures",
        say("views", "Figures reported"),
        stub="name",
        groups="group",
        notes=(
            *([contradiction_note()] if any(shown["contradicts"]) else []),
            *_notes(full, edition),
            merged_note(full, "indicator_id"),
            units_source(edition),
        ),
        stacks=True,
    )
    behind = with_further_text(shown, _target_text)
    more = [name for name in (FURTHER, "contradicts") if name in behind]
    return make_table(
        shown,
        columns,
        shape,
        data=behind[[*_BEHIND, *more, *(["sources"] if is_merged(full) else [])]],
    )


def _comparison_columns(rows: pd.DataFrame) -> list[TableColumn]:
    if not is_compared(rows):
        return []
    return [
        TableColumn("before", say("views", "Compared with"), align="right", missing=""),
        TableColumn("moved", say("views", "Change"), align="right", missing=""),
    ]


def is_compared(rows: pd.DataFrame) -> bool:
    """Whether any figure has one to be compared with."""
    return bool(rows["previous"].notna().any() or rows["change"].notna().any())


def _name(row: Row) -> Inline:
    name: Inline = (Run(row["indicator_id"], ("id",)), f" {row['indicator_name']}")
    measure = words.measure_of(row["unit_measure"], row["kind"])
    return (*name, " ", Run(f"({measure})", ("small",))) if measure else name


def _figure(row: Row) -> Cell:
    about, decimals = of_indicator(row), words.int_of(row["decimals"])
    value = about.figure("value", row["obs_value"])
    text = words.figure_text(row["obs_value"], row["obs_status"], row["kind"], decimals)
    if row["kind"] != "ratio" or row["obs_status"] != "value":
        return figure_cell(text, value, decimals=decimals)
    parts = [about.figure(name, row[name]) for name in ("numerator", "denominator")]
    below = f"{_part(row['numerator'])}/{_part(row['denominator'])}"
    if is_few(row["denominator"]):
        return figure_cell(below, *parts, value)
    return figure_cell((f"{text}\n", Run(below, ("small",))), value, *parts, decimals=decimals)


def _part(value: float) -> str:
    return format_number(value, 0 if value == int(value) else 1)


def _target(row: Row) -> str | Cell:
    return target_cell(row, partial(_target_text, row), words.int_of(row["decimals"]))


def _target_text(row: Row, target: float) -> str:
    return words.figure_text(target, "value", row["kind"], words.int_of(row["decimals"]))


def _district(row: Row) -> Cell:
    """The district's value, and on how many of how many units it stands."""
    about = replace(of_indicator(row), unit_id=ALL)
    value = about.figure("value", row["district_value"])
    if value.value is None:
        return figure_cell(MISSING_MARK if words.int_of(row["n_units_owing"]) else NONE_MARK, value)
    decimals = 1 if row["kind"] == "yes_no" else words.int_of(row["decimals"])
    # A ratio's measure stands beside its name; a yes or no has none until it is counted over units.
    text = format_number(float(row["district_value"]), decimals) + ("%" if row["kind"] == "yes_no" else "")
    stands_on = say(
        "views",
        "{n}/{total} units",
        n=words.int_of(row["n_units"]),
        total=words.int_of(row["n_units_owing"]),
    )
    return figure_cell(
        (f"{text}\n", Run(stands_on, ("small",))),
        value,
        *(about.figure(name, row[name]) for name in ("n_units", "n_units_owing")),
        decimals=decimals,
    )


def _previous(row: Row, period_id: str) -> str | Cell:
    """The figure that this one is compared with; of differences both."""
    if words.is_missing(row["previous"]):
        return ""
    decimals = words.int_of(row["decimals"])
    text = words.figure_text(row["previous"], "value", row["kind"], decimals)
    figures: list[Figure] = [replace(of_indicator(row), period_id=period_id).figure("value", row["previous"])]
    if row["basis"] == "difference":
        text += f" → {words.figure_text(row['value'], 'value', row['kind'], decimals)}"
        figures.append(of_indicator(row).figure("difference_value", row["value"]))
    return figure_cell(text, *figures, decimals=decimals)


def _change(row: Row) -> str | Cell:
    if words.is_missing(row["change"]):
        return ""
    figure = of_indicator(row).figure("change_in_value", row["change"])
    if row["kind"] == "yes_no":  # a step from no to yes has no size
        return figure_cell(words.direction_word(words.text_of(row["direction_of_change"])), figure)
    return change_cell(figure, row["direction_of_change"], words.int_of(row["decimals"]))


def _remark(row: Row) -> str:
    why = "" if row["obs_status"] == "value" else absence_reason(row)
    if row["obs_status"] == "not_applicable":
        why = words.reason_word(row["reason_code"]) or say("views", "the denominator is 0")
    said = (words.sentence_case(why), words.text_of(row["note"]), words.explained(row["explanation"]))
    return "; ".join(part for part in said if part)


def _notes(rows: pd.DataFrame, edition: EditionRow) -> list[str]:
    whole = edition.place_whole
    notes = [
        say(
            "views",
            "{whole}: the ratio of sums, the sum of counts, or the share of yes; "
            "below it on how many units it stands.",
            whole=words.sentence_case(whole),
        ),
    ]
    basis = set(rows["basis"].dropna())
    if not is_compared(rows):
        notes.append(say("views", "There is no period to compare with yet."))
    if "difference" in basis:
        notes.append(
            say(
                "views",
                "“a → b”: {period}, and what came after it (this period's figure less that of {period}).",
                period=compared_name(edition),
            )
        )
    if "cutoff" in basis:
        notes.append(
            say(
                "views",
                "Other comparisons: this cut-off against the cut-off of {period}.",
                period=compared_name(edition),
            )
        )
    if "comparable" in basis:
        notes.append(say("views", "Compared with {period}.", period=compared_name(edition)))
    notes.append(
        say(
            "views",
            "Blank: no target set for the unit (a count's target is that of {whole}), "
            "or nothing to compare with.",
            whole=whole,
        )
        if is_compared(rows)
        else say(
            "views", "Blank: no target set for the unit (a count's target is that of {whole}).", whole=whole
        )
    )
    return notes
