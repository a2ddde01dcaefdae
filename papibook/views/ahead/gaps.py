"""Missed targets as work still to do: "6 more …: 10/19, 16 needed for 80%"."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from papibook.ground.numbers import format_number
from papibook.ground.texts import say
from papibook.model.facts import Fact, Facts
from papibook.model.figures import ALL, About, Figure
from papibook.model.frames import left_lookup
from papibook.model.groups import groups_of
from papibook.model.inline import Inline, Run
from papibook.model.table import Cell
from papibook.views.common import words
from papibook.views.common.display import Html, Table
from papibook.views.common.edition import EditionRow, units_source
from papibook.views.common.figure_cells import of_indicator, units_cell
from papibook.views.common.filling import fill
from papibook.views.common.rows import Row, rows_of
from papibook.views.common.tables import TableColumn, TableShape, make_table
from papibook.views.common.task_words import dimension_headings

_FACTS = ["indicator_name", "unit_measure", "numerator_name", "total_of", "is_integer_parts"]


def gap_facts(figures: pd.DataFrame, edition: EditionRow, unit_id: str = ALL) -> Facts:
    """How many targets are missed. Nothing to state: none is, or no value can be held against one.

    Names: n_targets_missed, n_indicators_with_target (those with a value too).

    Args:
        figures: papibook.measures.unit_figures of one unit, or schema DISTRICT_FIGURES; rows of one period.
    """
    about, status = About(str(edition.period_id), unit_id), figures["target_status"]
    n_missed, n_judged = int((status == "not_met").sum()), int(status.isin(["met", "not_met"]).sum())
    named = {
        "n_targets_missed": Fact(about.figure("n_targets_missed", n_missed)),
        "n_indicators_with_target": Fact(about.figure("n_indicators_with_target", n_judged)),
    }
    if n_missed:
        return Facts(named)
    text = "All targets that have a value are met." if n_judged else "No figure reported has a target."
    return Facts(named, (say("views", text),))


def target_gaps(
    gaps: pd.DataFrame,
    indicators: pd.DataFrame,
    dimensions: pd.DataFrame,
    units: pd.DataFrame,
    edition: EditionRow,
) -> Table | Html:
    """Each missed target with what is missing, by dimension; nothing where none is missed.

    Args:
        gaps: papibook.measures.target_gaps, rows of one period and one unit (or of all).
        indicators, dimensions, units: schemas INDICATORS, DIMENSIONS, SHOWN_UNITS.
    """
    if gaps.empty:
        return Html("")
    rows = left_lookup(gaps, indicators, "indicator_id", _FACTS)
    rows = rows.sort_values(["dimension_id", "indicator_id"], kind="stable", ignore_index=True)
    records = rows_of(rows)
    is_whole, nouns = "unit_id" not in rows, _nouns(units)
    shown = rows.assign(
        group=dimension_headings(rows["dimension_id"], dimensions, edition),
        name=[(Run(row["indicator_id"], ("id",)), f" {row['indicator_name']}") for row in records],
        gap=[_gap(row, nouns, is_whole=is_whole) for row in records],
        **({"stands_on": [units_cell(row) for row in records]} if is_whole else {}),
    )
    columns = [
        TableColumn("name", say("views", "Indicator")),
        TableColumn("gap", say("views", "Still missing")),
        *([TableColumn("stands_on", say("views", "Units with a figure"), "number")] if is_whole else []),
    ]
    shape = TableShape(
        "target-gaps",
        say("views", "How much is missing to each target"),
        stub="name",
        groups="group",
        notes=(
            say("views", "The denominator is taken as it is in this period."),
            units_source(edition),
        ),
        stacks=True,
    )
    return make_table(shown, columns, shape, data=gaps)


def gap_cells(gaps: pd.DataFrame, indicators: pd.DataFrame, units: pd.DataFrame) -> dict[str, Cell]:
    """What is missing to each missed target of the whole, by indicator.

    Args:
        gaps: schema TARGET_GAPS, rows of one period. indicators, units: schemas INDICATORS, SHOWN_UNITS.
    """
    rows = left_lookup(gaps, indicators, "indicator_id", _FACTS)
    nouns = _nouns(units)
    return {row["indicator_id"]: _gap(row, nouns, is_whole=True) for row in rows_of(rows)}


def _nouns(units: pd.DataFrame) -> dict[str, str]:
    return {group.group_id: group.many for group in groups_of(units)}


def _gap(row: Row, nouns: Mapping[str, str], *, is_whole: bool) -> Cell:
    about, places = of_indicator(row), _places(row)
    target = about.figure("target", row["target"])
    if words.is_missing(row["missing"]):
        points = about.figure("points_to_target", row["points"])
        return _cell(
            fill(
                say("views", "{points} short ({value}, target {target}); no count of cases gives that"),
                points=_measured(row, row["points"], is_distance=True),
                value=_measured(row, row["value"]),
                target=_target(row),
            ),
            points,
            target,
        )
    if row["kind"] == "yes_no" and not is_whole:
        return _cell((say("views", "not there yet"),), about.figure("value", row["done"]))
    missing = about.figure("missing_to_target", row["missing"])
    needed = about.figure("needed_for_target", row["needed"])
    has_parts = not math.isnan(row["of"])
    done = about.figure("numerator" if has_parts else "value", row["done"])
    text = {
        (True, True): "{n} {what} missing: {done}/{of}, {needed} needed for {target}",
        (True, False): "{n} {what} missing: {done}, {needed} needed",
        (False, True): "{n} {what} too many: {done}/{of}, {needed} at most for {target}",
        (False, False): "{n} {what} too many: {done}, {needed} at most",
    }[row["direction"] == "higher", has_parts]
    said = fill(
        say("views", text),
        n=(Run(format_number(row["missing"], places), ("strong",)),),
        what=_counted_in(row, nouns),
        done=format_number(row["done"], places),
        of=format_number(row["of"], places),
        needed=format_number(row["needed"], places),
        target=_target(row),
    )
    more = (about.figure("denominator", row["of"]), target) if has_parts else ()
    return _cell(said, missing, done, needed, *more)


def _cell(said: Inline, *figures: Figure) -> Cell:
    """A sentence, though it begins with a number."""
    return Cell(said, "text", figures)


def _counted_in(row: Row, nouns: Mapping[str, str]) -> str:
    """What the gap is counted in: what the numerator's name says is counted, units, the unit of measure."""
    if row["kind"] == "yes_no":
        return nouns.get(str(row["total_of"]), say("views", "units"))
    if row["kind"] == "count":
        return words.text_of(row["unit_measure"])
    name, number_of = words.text_of(row["numerator_name"]), say("views", "Number of ")
    return name.removeprefix(number_of) if name.startswith(number_of) else words.within_sentence(name)


def _target(row: Row) -> str:
    """The target with its unit of measure, and with who set it."""
    return words.with_setter(_measured(row, row["target"]), row)


def _places(row: Row) -> int:
    whole = row["kind"] == "yes_no" or words.is_yes(row["is_integer_parts"])
    return 0 if whole else words.int_of(row["decimals"])


def _measured(row: Row, value: float, *, is_distance: bool = False) -> str:
    """A value with its unit of measure; a distance of percentages is in points."""
    text = format_number(value, 0 if value == int(value) else words.int_of(row["decimals"]))
    if row["kind"] == "count":
        return f"{text} {words.text_of(row['unit_measure'])}".strip()
    return f"{text} {say('views', 'percentage points')}" if is_distance else f"{text}%"
