"""Charts of the official PAPI scores: the province against the national median and best.

Their colour is used for nothing else, so that a provincial survey score is never taken for a unit's figure.
No line is drawn across a break in a series (design, "Rules of the figures").
"""

from __future__ import annotations

import pandas as pd

from papibook.ground.numbers import format_number, round_half_up
from papibook.ground.texts import say
from papibook.views.common import theme, words
from papibook.views.common.charts import chart_value, inline, layered
from papibook.views.common.display import Chart
from papibook.views.common.edition import EditionRow
from papibook.views.common.rows import Row, rows_of
from papibook.views.common.vega import alt
from papibook.views.papi.words import (
    BEST,
    BREAK_MARK,
    DECIMALS,
    MEDIAN,
    PROVINCE,
    break_note,
    finding,
    source_text,
    spoken,
)

_DASHES: dict[str, list[int]] = {PROVINCE: [1, 0], MEDIAN: [6, 4], BEST: [2, 3]}
_COLORS = {PROVINCE: theme.OFFICIAL, MEDIAN: theme.MUTED, BEST: theme.FAINT}
_SHAPES = {PROVINCE: "circle", MEDIAN: "square", BEST: "triangle-up"}
_ABOVE = 26
"""Pixels between plot and legend: words stand above the plot."""


def score_lines(
    scores: pd.DataFrame, edition: EditionRow, *, chart_id: str, name: str, axis_title: str, height: int = 190
) -> Chart:
    """One score over the years: the province, the national median and the best province.

    Breaks are drawn as dashed uprights; years published after the edition's data were closed stand on grey
    and have hollow marks.

    Args:
        scores: schema KNOWN_SCORES, rows of one dimension or of the total.
        name: what is scored, for the title.
    """
    ordered = scores.sort_values("year", ignore_index=True)
    rows = _long(ordered, edition)
    labels = list(_series_names(edition).values())
    shared = {
        "x": alt.X("year:Q", axis=_year_axis(ordered), scale=_year_scale(ordered)),
        "y": alt.Y(
            "points:Q", scale=alt.Scale(zero=False, nice=True), axis=alt.Axis(title=axis_title, tickCount=5)
        ),
        "color": alt.Color(
            "series:N",
            scale=alt.Scale(domain=labels, range=list(_COLORS.values())),
            legend=alt.Legend(title=None, offset=_ABOVE),
        ),
    }
    lines = [
        alt.Chart(inline(row for row in rows if row["series"] == label))
        .mark_line(color=_COLORS[column], strokeDash=_DASHES[column], strokeWidth=2)
        .encode(x=shared["x"], y=shared["y"], detail=alt.Detail("segment:N"))
        for column, label in _series_names(edition).items()
    ]
    shape = alt.Shape(
        "series:N",
        scale=alt.Scale(domain=labels, range=list(_SHAPES.values())),
        legend=alt.Legend(title=None, offset=_ABOVE),
    )
    tip = alt.Tooltip("tip:N", title=None)
    marks = [
        alt.Chart(inline(part))
        .mark_point(size=60, opacity=1, strokeWidth=2, **look)
        .encode(**shared, shape=shape, tooltip=[tip])
        for part, look in (
            ([row for row in rows if not row["is_after"]], {"filled": True}),
            ([row for row in rows if row["is_after"]], {"filled": False, "fill": theme.PAPER}),
        )
        if part
    ]
    layers = [*_after_band(ordered), *_break_rules(ordered), *lines, *marks]
    return chart_value(
        layered(*layers, height=height),
        chart_id=chart_id,
        min_width=400,
        title=finding(ordered, name),
        alt_text=spoken(ordered, edition),
        source=break_note(ordered) + source_text(scores),
        data=ordered,
    )


def _series_names(edition: EditionRow) -> dict[str, str]:
    return {
        PROVINCE: str(edition.papi_province),
        MEDIAN: say("views_whole", "national median"),
        BEST: say("views_whole", "highest province"),
    }


def _long(ordered: pd.DataFrame, edition: EditionRow) -> list[Row]:
    """Year by year the points of each series; ``segment`` changes at each break."""
    parts = ordered["is_break"].fillna(False).astype(int).cumsum().tolist()
    years = list(zip(rows_of(ordered), parts, ordered["is_later"].tolist(), strict=True))
    return [
        {
            "year": row["year"],
            "is_after": later,
            "series": series,
            "points": round_half_up(row[column], DECIMALS),
            "segment": f"{series} {part}",
            "tip": _tip(series, row, column, is_after=later),
        }
        for column, series in _series_names(edition).items()
        for row, part, later in years
        if not words.is_missing(row[column])
    ]


def _tip(series: str, row: Row, column: str, *, is_after: bool) -> str:
    where = f" ({row['best_province']})" if column == BEST and isinstance(row["best_province"], str) else ""
    text = f"{series}{where}, {row['year']}: {format_number(row[column], DECIMALS)}"
    return f"{text} ({words.after_word()})" if is_after else text


def _year_axis(ordered: pd.DataFrame) -> alt.Axis:
    return alt.Axis(
        title=say("views_whole", "Survey year"),
        values=[int(y) for y in ordered["year"]],
        format="d",
        grid=False,
    )


def _year_scale(ordered: pd.DataFrame) -> alt.Scale:
    return alt.Scale(domain=[int(ordered["year"].min()) - 0.4, int(ordered["year"].max()) + 0.5], nice=False)


def _after_band(ordered: pd.DataFrame) -> list[alt.Chart]:
    after = ordered.loc[ordered["is_later"], "year"]
    if after.empty:
        return []
    start, end = int(after.min()) - 0.5, int(after.max()) + 0.5
    band = {"start": start, "end": end, "label": words.after_word()}
    base = alt.Chart(inline([band]))
    return [
        base.mark_rect(color=theme.GRID, opacity=0.6).encode(
            x=alt.X("start:Q", scale=_year_scale(ordered)), x2=alt.X2("end:Q")
        ),
        base.mark_text(align="left", baseline="bottom", dx=6, dy=-4, fontSize=12, color=theme.MUTED).encode(
            x=alt.X("start:Q", scale=_year_scale(ordered)), y=alt.YValue(0), text=alt.Text("label:N")
        ),
    ]


def _break_rules(ordered: pd.DataFrame) -> list[alt.Chart]:
    broken = ordered.loc[ordered["is_break"].fillna(False), "year"]
    if broken.empty:
        return []
    rules = [{"at": float(year) - 0.5, "label": BREAK_MARK} for year in broken]
    base = alt.Chart(inline(rules)).encode(x=alt.X("at:Q", scale=_year_scale(ordered)))
    return [
        base.mark_rule(color=theme.INK, strokeDash=[3, 3], strokeWidth=1),
        base.mark_text(baseline="bottom", dy=-4, fontSize=12, color=theme.INK).encode(
            y=alt.YValue(0), text=alt.Text("label:N")
        ),
    ]
