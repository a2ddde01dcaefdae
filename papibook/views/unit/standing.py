"""A unit's share on time in each of the dimensions, against the whole place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from papibook.ground.numbers import FEW_CASES, NONE_MARK, format_percent
from papibook.ground.texts import say
from papibook.measures.standing import NOT_REPORTED_PARTS, is_unknown
from papibook.model.frames import left_lookup
from papibook.views.common import words
from papibook.views.common.behind import rounded
from papibook.views.common.charts import chart_value, share_bars
from papibook.views.common.display import Chart
from papibook.views.common.edition import EditionRow, current, units_source
from papibook.views.common.rows import rows_of
from papibook.views.common.sentences import share_text, standing_line


def dimension_bars(
    standing: pd.DataFrame,
    district_standing: pd.DataFrame,
    dimensions: pd.DataFrame,
    edition: EditionRow,
    *,
    reading: str = "",
) -> Chart:
    """A bar a dimension, a mark on each where the whole stands.

    Args:
        standing: papibook.measures.standing by period_id and dimension_id, of one unit.
        district_standing: the same of the whole place.
        reading: how to read the chart, in the template's words, before the source. What belongs to no
            dimension is named behind it.
    """
    columns = ["n_counted", "n_on_time", "n_not_reported", *NOT_REPORTED_PARTS, "share_on_time_pct"]
    district = current(district_standing, edition).rename(columns={"share_on_time_pct": "district_pct"})
    rows = left_lookup(
        dimensions[["dimension_id", "short_name"]], current(standing, edition), "dimension_id", columns
    )
    rows = left_lookup(rows, district, "dimension_id", ["district_pct"])
    rows = rounded(rows, {"share_on_time_pct": 1, "district_pct": 1})
    records = rows_of(rows)
    drawn = rows.assign(
        name=[f"{row['dimension_id']}. {row['short_name']}" for row in records],
        label=[share_text(row) for row in records],
        tip=[_tip(row, edition.place_whole) for row in records],
    )
    chart = share_bars(
        drawn[["name", "share_on_time_pct", "district_pct", "label", "tip"]],
        name="name",
        share="share_on_time_pct",
        reference="district_pct",
        axis_title=say("views", "Share done on time (%)"),
        reference_label=words.sentence_case(edition.place_whole),
    )
    return chart_value(
        chart,
        chart_id="dimensions",
        title=_title(rows, edition.place_whole),
        alt_text=_alt(records, edition.place_whole),
        source=units_source(edition, reading, *_left_out(edition)),
        data=rows.drop(columns=["short_name"]),
    )


def _left_out(edition: EditionRow) -> tuple[str, ...]:
    """What of the plan is about no dimension and so has no bar."""
    if edition.no_dimension is None:
        return ()
    return (say("views", "{items} is about no dimension and not here.", items=edition.no_dimension),)


def _title(rows: pd.DataFrame, whole: str) -> str:
    both = rows.dropna(subset=["share_on_time_pct", "district_pct"])
    if rows["n_counted"].sum() and rows["share_on_time_pct"].isna().all():
        return say("views", "No report received: every due task counts as not reported")
    if both.empty:
        return say("views", "Nothing to compare with {whole} yet", whole=whole)
    gap = both["share_on_time_pct"] - both["district_pct"]
    above, below = int((gap > 0).sum()), int((gap < 0).sum())
    parts = []
    if above:
        parts.append(say("views", "above {whole} in {n} dimensions", whole=whole, n=above))
    if below:
        parts.append(say("views", "below it in {n}", n=below) if above else _below_all(below, whole))
    if level := len(both) - above - below:
        parts.append(say("views", "level with it in {n}", n=level))
    return say("views", "Share done on time: {parts}", parts=", ".join(parts))


def _below_all(n: int, whole: str) -> str:
    return say("views", "below {whole} in {n} dimensions", whole=whole, n=n)


def _tip(row: Mapping[Any, Any], whole: str) -> str:
    if is_unknown(row):
        return f"{row['short_name']}: {standing_line(row)}"
    if not words.int_of(row["n_counted"]):
        return say(
            "views",
            "{name}: no task due; {whole} {share_of_whole}",
            whole=whole,
            name=row["short_name"],
            share_of_whole=_of_whole(row),
        )
    said = (
        "{name}: {n} of {total} due tasks on time ({share}); {whole} {share_of_whole}"
        if words.int_of(row["n_counted"]) >= FEW_CASES
        else "{name}: {n} of {total} due tasks on time; {whole} {share_of_whole}"
    )
    return say(
        "views",
        said,
        whole=whole,
        name=row["short_name"],
        n=words.int_of(row["n_on_time"]),
        total=words.int_of(row["n_counted"]),
        share=share_text(row),
        share_of_whole=_of_whole(row),
    )


def _of_whole(row: Mapping[Any, Any]) -> str:
    return format_percent(row["district_pct"], 1, missing=NONE_MARK)


def _alt(records: Sequence[Mapping[Any, Any]], whole: str) -> str:
    tips = "; ".join(_tip(row, whole) for row in records)
    return say("views", "Bars of the dimensions. {rows}.", rows=tips)
