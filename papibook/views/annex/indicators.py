"""The catalogue of indicators with their definitions."""

from __future__ import annotations

from typing import Any

import pandas as pd

from papibook.ground.numbers import format_number
from papibook.ground.texts import say
from papibook.measures.targets import deciding_targets
from papibook.model.facts import Facts
from papibook.model.figures import About
from papibook.model.inline import joined
from papibook.model.table import Cell
from papibook.views.annex.page import bodies, with_note
from papibook.views.common import words
from papibook.views.common.display import Table
from papibook.views.common.edition import EditionRow
from papibook.views.common.figure_cells import figure_cell
from papibook.views.common.links import page_link
from papibook.views.common.rows import cells, tuples_of
from papibook.views.common.tables import TableColumn, TableShape, make_table, setter_column

_KIND = {"count": "count", "ratio": "ratio", "yes_no": "yes or no"}
_DIRECTION = {
    "higher": "higher is better",
    "lower": "lower is better",
    "neutral": "not judged",
    "context": "for context",
}
_PERIOD_TYPE = {
    "flow_cumulative": "adds up from the start of the year",
    "stock_at_cutoff": "as it stands at the cut-off",
    "annual_only": "once a year",
}
_TOTAL = {
    "count": "sum",
    "ratio": "sum of numerators ÷ sum of denominators",
    "yes_no": "percentage of yes among answers",
}
_TOTAL_OVER = {
    "count": "sum over {who}",
    "ratio": "sum of numerators ÷ sum of denominators over {who}",
    "yes_no": "percentage of yes among {who}",
}


def indicators_table(
    indicators: pd.DataFrame,
    targets: pd.DataFrame,
    units: pd.DataFrame,
    dimensions: pd.DataFrame,
    edition: EditionRow,
) -> Table:
    """The catalogue: what each indicator is made of, who reports it, how the value of the whole is made.

    Args:
        indicators, targets, units, dimensions: schemas INDICATORS, TARGETS, UNITS, DIMENSIONS.
    """
    current = targets[targets["period_id"] == edition.period_id]
    asked = deciding_targets(current, indicators).set_index("indicator_id")
    own = asked["target"]
    names = dimensions.set_index("dimension_id")["dimension_name"]
    ordered = indicators.sort_values(["dimension_id", "indicator_id"], kind="stable", ignore_index=True)
    ordered = ordered.assign(target_set_by=ordered["indicator_id"].map(asked["set_by"]))
    shown = ordered.assign(
        group=[f"{d}. {names[d]}" for d in ordered["dimension_id"]],
        definition=cells(with_note(_definition(row), row.note) for row in tuples_of(ordered)),
        reading=[
            words.sentence_case(
                f"{say('views_whole', _DIRECTION[row.direction])}; "
                f"{say('views_whole', _PERIOD_TYPE[row.period_type])}"
            )
            for row in tuples_of(ordered)
        ],
        who=[bodies(spec, units) for spec in ordered["reporter_ids"]],
        total=[_total_rule(row, units) for row in tuples_of(ordered)],
        target=[_target(row, own, str(edition.period_id)) for row in tuples_of(ordered)],
        besides=[_besides(row, current, asked) for row in tuples_of(ordered)],
        marks=[_indicator_marks(row) for row in tuples_of(ordered)],
    )
    columns = [
        TableColumn("indicator_id", say("views_whole", "No.")),
        TableColumn("indicator_name", say("views_whole", "Indicator")),
        TableColumn("definition", say("views_whole", "Definition")),
        TableColumn("reading", say("views_whole", "How to read it")),
        TableColumn("who", say("views_whole", "Who reports")),
        TableColumn("total", say("views_whole", "Value of the {noun}", noun=edition.place_noun)),
        TableColumn("target", say("views_whole", "Target"), "number", missing="–"),
        *setter_column(ordered["target_set_by"]),
        *(
            [TableColumn("besides", say("views_whole", "Further targets"), missing="")]
            if any(shown["besides"])
            else []
        ),
        TableColumn("marks", say("views_whole", "Duty to report"), align="center"),
    ]
    shape = TableShape(
        "indicators",
        say(
            "views_whole",
            "{total} indicators, {core} of them owed by every reporter",
            total=len(ordered),
            core=int(ordered["is_core"].fillna(False).sum()),
        ),
        stub="indicator_id",
        groups="group",
        notes=(
            say(
                "views_whole",
                "No target is set for {period}.",
                period=words.within_sentence(edition.period_name),
            )
            if targets.empty
            else say(
                "views_whole",
                "Targets are those of {period}; all are proposals.",
                period=words.within_sentence(edition.period_name),
            )
            if bool(targets["is_proposed"].fillna(False).all())
            else say(
                "views_whole",
                "Targets are those of {period}.",
                period=words.within_sentence(edition.period_name),
            ),
        ),
        wide=True,
        stacks=True,
    )
    return make_table(shown, columns, shape, data=ordered)


def _besides(row: Any, targets: pd.DataFrame, asked: pd.DataFrame) -> str:
    """The targets that others set besides the one that decides."""
    own = targets[targets["indicator_id"] == row.indicator_id]
    if len(own) < 2:
        return ""
    first = asked.loc[row.indicator_id]
    others = own[
        (own["target"] != first["target"]) | (own["set_by"].fillna("") != words.text_of(first["set_by"]))
    ]
    plan = say("views_whole", "this plan")
    return "; ".join(
        f"{format_number(float(target), row.decimals)} ({words.text_of(name) or plan})"
        for target, name in others[["target", "set_by"]].itertuples(index=False)
    )


def dimension_links(dimensions: pd.DataFrame) -> Facts:
    """Where the values themselves stand.

    Names: dimension_links.
    """
    links = [
        page_link(f"dimensions/{row.dimension_id}", f"{row.dimension_id}. {row.short_name}")
        for row in tuples_of(dimensions)
    ]
    return Facts({"dimension_links": joined(links, " · ")})


def _definition(row: Any) -> str:
    kind = words.sentence_case(say("views_whole", _KIND[str(row.kind)]))
    if row.kind != "ratio":
        measure = words.text_of(row.unit_measure)
        return f"{kind} ({measure})" if measure and row.kind != "yes_no" else kind
    return say(
        "views_whole",
        "Ratio (%): {numerator} ÷ {denominator}",
        numerator=words.text_of(row.numerator_name),
        denominator=words.text_of(row.denominator_name),
    )


def _total_rule(row: Any, units: pd.DataFrame) -> str:
    kind, counted = str(row.kind), row.total_of
    if counted == row.reporter_ids:
        return words.sentence_case(say("views_whole", _TOTAL[kind]))
    return words.sentence_case(
        say("views_whole", _TOTAL_OVER[kind], who=words.within_sentence(bodies(counted, units)))
    )


def _target(row: Any, targets: pd.Series[float], period_id: str) -> Cell | None:
    indicator_id = str(row.indicator_id)
    if indicator_id not in targets.index:
        return None
    decimals = words.int_of(row.decimals)
    sign = "≥" if row.direction == "higher" else "≤"
    measure = words.measure_of(row.unit_measure, str(row.kind), total=True)
    value = float(targets[indicator_id])
    places = 0 if value == int(value) else decimals
    text = f"{sign} {format_number(value, places)}{'%' if measure == '%' else ' ' + measure}"
    figure = About(period_id, subject=f"indicator:{indicator_id}").figure("target", value)
    return figure_cell(text, figure, decimals=places)


def _indicator_marks(row: Any) -> str:
    is_owed = words.is_yes(row.is_core)
    marks = [say("views_whole", "owed") if is_owed else say("views_whole", "optional")]
    if not words.is_yes(row.is_public):
        marks.append(say("views_whole", "not for the public edition"))
    return words.sentence_case("; ".join(marks))
