"""Each indicator as a row of dots, one a unit, with the value of the whole and the target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from papibook.ground.numbers import format_share, is_few
from papibook.ground.texts import say
from papibook.model.groups import UnitGroup, groups_of
from papibook.model.inline import Inline, joined, text_of
from papibook.views.common import theme, words
from papibook.views.common.behind import rounded
from papibook.views.common.charts import are_too_many_dots, chart_value, dot_row
from papibook.views.common.display import Chart, Heading, Html, Stack
from papibook.views.common.edition import EditionRow, current, units_source
from papibook.views.common.filling import fill
from papibook.views.common.rows import rows_of
from papibook.views.common.sentences import MOST_NAMES, folded_names, names_list, paragraph
from papibook.views.common.vega import alt
from papibook.views.dimension.figures import asked_as_group, district_rows, district_text
from papibook.views.dimension.ranges import counted_ranges

Row = Mapping[Any, Any]
LEAST_DOTS = 3
"""With fewer values a row of dots shows nothing that the table does not say."""
JUDGED = ("higher", "lower")


def indicator_dots(
    figures: pd.DataFrame,
    district: pd.DataFrame,
    indicators: pd.DataFrame,
    units: pd.DataFrame,
    edition: EditionRow,
    dimension_id: str,
    *,
    reading: str = "",
) -> Stack:
    """One chart an indicator and group (counts and ratios that several units report); yes/no as a sentence.

    A group is drawn where an indicator is asked of all its units.
    Neutral and context indicators are grey: they are described, never ranked or coloured.

    Args:
        figures: schema FIGURES of one dimension. district: schema DISTRICT_FIGURES. units: SHOWN_UNITS.
        reading: how to read a chart, in the template's words, before the source; ``{unit}`` is what a unit of
            the group is called.
    """
    names = units[["unit_id", "short_name", "unit_group"]]
    own = current(figures, edition).merge(names, on="unit_id", how="inner", validate="many_to_one")
    asked = {group: set(asked_as_group(indicators, units, group)) for group in groups_of(units)}
    parts: list[Chart | Html] = []
    for row in rows_of(district_rows(district, indicators, edition, dimension_id)):
        of_indicator = own[own["indicator_id"] == row["indicator_id"]]
        groups = [group for group, ids in asked.items() if row["indicator_id"] in ids]
        for group in groups:
            members = of_indicator[of_indicator["unit_group"] == group.group_id]
            values = members[members["obs_status"] == "value"]
            if row["kind"] == "yes_no" and len(values):
                parts.append(_yes_no(row, values, group))
            elif len(values) >= LEAST_DOTS:
                key = str(row["indicator_id"]).lower() + ("" if group is groups[0] else f"-{group.group_id}")
                drawn = _Dots(f"indicator-{key}", group, members, text_of(fill(reading, unit=group.one)))
                parts.append(_dots(row, values, edition, drawn))
    return Stack(tuple(parts))


def by_unit_heading(
    figures: pd.DataFrame, indicators: pd.DataFrame, units: pd.DataFrame, edition: EditionRow, *, text: str
) -> Heading:
    """The heading over the figures unit by unit; ``{units}`` in ``text``: the groups that are asked as such.

    Args:
        figures, indicators, units: schemas FIGURES (of one dimension), INDICATORS, SHOWN_UNITS.
    """
    shown = set(current(figures, edition)["indicator_id"])
    groups = groups_of(units)
    asked = [group.many for group in groups if shown & set(asked_as_group(indicators, units, group))]
    return Heading(text_of(fill(text, units=words.join_words(asked) or say("views", "units"))))


@dataclass(frozen=True)
class _Dots:
    """A chart's id, whose dots it shows, the rows of all that were asked, and how to read it."""

    chart_id: str
    group: UnitGroup
    asked: pd.DataFrame
    reading: str


def _dots(row: Row, values: pd.DataFrame, edition: EditionRow, drawn: _Dots) -> Chart:
    data = rounded(
        values[["unit_id", "short_name", "obs_value", "numerator", "denominator"]],
        {"obs_value": int(row["decimals"])},
    )
    data = data.sort_values(["obs_value", "unit_id"], kind="stable", ignore_index=True)
    judged = row["direction"] in JUDGED
    measure = words.measure_of(row["unit_measure"], row["kind"])
    how = drawn.reading
    axis, color = _axis(row, data, measure), theme.ACCENT if judged else theme.NEUTRAL
    if are_too_many_dots([float(value) for value in data["obs_value"]]):
        chart = counted_ranges(
            data["obs_value"],
            _marks(row, judged, edition),
            axis,
            color,
            is_ratio=row["kind"] == "ratio",
            is_whole=row["kind"] != "ratio" and not words.int_of(row["decimals"]),
        )
        how = say("views", "A bar: how many units have a value in that range.")
    else:
        dots = [
            {"value": dot["obs_value"], "tip": f"{dot['short_name']}: {_text(row, dot)}"}
            for dot in rows_of(data)
        ]
        chart = dot_row(dots, _marks(row, judged, edition), axis=axis, scale=_scale(row, data), color=color)
    unjudged = "" if judged else say("views", "For context only: neither high nor low is better.")
    return chart_value(
        chart,
        chart_id=drawn.chart_id,
        title=_title(row, edition),
        alt_text=_alt(row, data, edition, drawn.group),
        source=units_source(edition, how, unjudged),
        data=_behind(data, drawn.asked),
    )


def _behind(data: pd.DataFrame, asked: pd.DataFrame) -> pd.DataFrame:
    """The dots, and below them whoever gave no value, with the reason."""
    without = asked[asked["obs_status"] != "value"].sort_values("unit_id", kind="stable")
    status = {"obs_status": "value", "reason_code": pd.NA}
    rows = pd.concat([data.assign(**status).astype(object), without[[*data.columns, *status]].astype(object)])
    kinds = {**asked.dtypes.to_dict(), **data.dtypes.to_dict()}
    rows = rows.astype({name: kinds[name] for name in rows.columns})
    return rows.rename(columns={"short_name": "unit_name"}).reset_index(drop=True)


def _marks(row: Row, judged: bool, edition: EditionRow) -> list[dict[str, Any]]:
    """The value of the whole and the target; a count's are sums over all units, on no unit's scale."""
    marks: list[dict[str, Any]] = []
    if row["kind"] == "ratio" and not words.is_missing(row["obs_value"]):
        whole = words.sentence_case(edition.place_whole)
        label = say("views", "{whole} {value}", whole=whole, value=district_text(row, "obs_value"))
        marks.append({"value": row["obs_value"], "label": label, "is_target": False})
    if row["kind"] == "ratio" and judged and not words.is_missing(row["target"]):
        label = say("views", "Target {value}", value=words.with_setter(district_text(row, "target"), row))
        marks.append({"value": row["target"], "label": label, "is_target": True})
    return marks


def _scale(row: Row, data: pd.DataFrame) -> alt.Scale:
    top = float(data["obs_value"].max())
    if row["kind"] == "ratio":
        return alt.Scale(domain=[0, max(100.0, top)], nice=top > 100)
    return alt.Scale(domain=[0, max(top, 1.0)], nice=True)


def _axis(row: Row, data: pd.DataFrame, measure: str) -> alt.Axis:
    """An axis of counts has whole numbers only."""
    if row["kind"] != "ratio" and not words.int_of(row["decimals"]):
        return alt.Axis(title=measure, format=",d", tickCount=6, tickMinStep=1)
    return alt.Axis(title=measure, format=",d" if _is_wide(row, data) else ",.1f", tickCount=6)


def _is_wide(row: Row, data: pd.DataFrame) -> bool:
    return row["kind"] == "ratio" or float(data["obs_value"].max()) >= 5


def _text(row: Row, dot: Row) -> str:
    """A unit's value, of few cases both its parts."""
    if row["kind"] == "ratio" and is_few(dot["denominator"]):
        return format_share(dot["numerator"], dot["denominator"])
    return words.figure_text(dot["obs_value"], "value", row["kind"], row["decimals"]) + (
        "%" if row["kind"] == "ratio" else ""
    )


def _title(row: Row, edition: EditionRow) -> str:
    unit = "%" if row["kind"] == "ratio" else f" {words.text_of(row['unit_measure'])}".rstrip()
    text = say(
        "views",
        "{name}: {whole} {value} ({n}/{total} units)",
        name=row["short_name"],
        whole=edition.place_whole,
        value=district_text(row, "obs_value") + unit,
        n=words.int_of(row["n_units"]),
        total=words.int_of(row["n_units_owing"]),
    )
    if words.is_missing(row["target"]) or row["target_status"] == "none":
        return text
    aim = say(
        "views",
        "target {value} {met}",
        value=words.with_setter(district_text(row, "target") + unit, row),
        met=words.target_word(row["target_status"]),
    )
    return f"{text}, {aim}"


_NAMED = 3
"""Units alike at an end of the axis that are all named."""


def _alt(row: Row, data: pd.DataFrame, edition: EditionRow, group: UnitGroup) -> str:
    low, high = (rows_of(data)[place] for place in (0, -1))
    alike = {
        value: names_list([*data.loc[data["obs_value"] == value, "short_name"]], _NAMED)
        for value in (low["obs_value"], high["obs_value"])
    }
    text = say(
        "views",
        "{n} {units} on an axis, from {low} ({low_name}) to {high} ({high_name}).",
        n=len(data),
        units=group.many,
        low=_text(row, low),
        low_name=alike[low["obs_value"]],
        high=_text(row, high),
        high_name=alike[high["obs_value"]],
    )
    return f"{_title(row, edition)}. {text}"


def _yes_no(row: Row, values: pd.DataFrame, group: UnitGroup) -> Html:
    yes = values[values["obs_value"] >= 1]
    no = values[values["obs_value"] < 1]
    text = say(
        "views",
        "{name}: {n} of {total} {units} answered yes.",
        name=row["short_name"],
        n=len(yes),
        units=group.many,
        total=len(values),
    )
    names: list[Inline] = [(name,) for name in no["short_name"]]
    if len(names) <= MOST_NAMES:
        listed = text_of(joined(names))
        told = say("views", "Answered no: {names}.", names=listed) if names else ""
        return paragraph(text, told, css="pb-yes-no")
    said = say("views", "{n} units answered no", n=len(names))
    return Html(f"{paragraph(text, css='pb-yes-no').html}\n{folded_names(said, names).html}")
