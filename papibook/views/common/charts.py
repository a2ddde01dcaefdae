"""From an Altair chart to a value that leaves the notebook, and the chart forms that several pages share.

Every chart is one view or layers of one view, ``width: "container"``: it is as wide as its column on the
page, and the press sets ``width`` to theme.STILL_WIDTH for the still picture. No selections: their names
come from a counter of the process and would differ from run to run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

import pandas as pd

from papibook.model.status import STATUSES
from papibook.views.common import theme
from papibook.views.common.behind import csv_text
from papibook.views.common.display import Chart
from papibook.views.common.rows import Row, values_of
from papibook.views.common.vega import alt

Spec: TypeAlias = dict[str, Any]
"""A Vega-Lite value, or a part of one."""


def chart_value(
    chart: Spec,
    *,
    chart_id: str,
    title: str,
    alt_text: str,
    source: str,
    data: pd.DataFrame,
    min_width: int = 0,
    orders: Mapping[str, Sequence[str]] | None = None,
) -> Chart:
    """``chart``, made by :func:`layered`, as a :class:`Chart` with the one theme.

    ``title`` says the finding; ``alt_text`` is made from the data; ``data`` is the frame for the CSV.
    Names in the specification depend on its content only. ``min_width``: pixels below which the chart's words
    would meet; on a narrower screen it is drawn that wide and slides. ``orders``: the orders that a
    reader may switch its rows to, by their words; the first is the one drawn. papibook.js reads both.
    """
    spec: Spec = {"config": theme.CONFIG, **chart, "width": "container", "$schema": alt.SCHEMA_URL}
    meta: Spec = {"min_width": min_width} if min_width else {}
    if orders:
        meta |= {"orders": [{"label": label, "rows": list(rows)} for label, rows in orders.items()]}
    if meta:
        spec["usermeta"] = meta
    return Chart(chart_id, spec, title, alt_text, source, csv_text(data))


def layered(*layers: alt.Chart | Spec, height: int | None = None) -> Spec:
    """``layers`` of one view, the first at the bottom. Rows that all of them draw stand above them, once.

    It gives what ``alt.layer`` gives, which copies each layer three times and validates it: that takes ten
    times as long as making it. The tests validate every form of chart instead.
    """
    data = [layer["data"] for layer in layers]
    is_shared = all(rows is data[0] for rows in data)
    spec: Spec = {"layer": [_part(layer, without_data=is_shared) for layer in layers]}
    if is_shared:
        spec["data"] = data[0].to_dict(validate=False)
    return spec if height is None else {**spec, "height": height}


def _part(layer: alt.Chart | Spec, *, without_data: bool) -> Spec:
    if isinstance(layer, dict):
        return layer
    ignore = ["data"] if without_data else []
    return layer.to_dict(validate=False, ignore=ignore, context={"top_level": False})


def records(frame: pd.DataFrame) -> alt.Data:
    """Rows as inline values; missing becomes null, days ISO text. Order of rows and columns is kept."""
    names = list(frame.columns)
    cells = (_plain(frame[name]) for name in names)
    return inline(dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True))


def inline(rows: Iterable[Row]) -> alt.Data:
    """Rows of plain values as they are."""
    return alt.Data(values=list(rows))


def _plain(values: pd.Series) -> list[Any]:
    if pd.api.types.is_datetime64_any_dtype(values):
        values = values.dt.strftime("%Y-%m-%d")
    missing = values.isna().tolist()
    return [None if gone else cell for cell, gone in zip(values_of(values), missing, strict=True)]


def rows_height(names: pd.Series[Any], step: int = theme.ROW_STEP) -> int:
    """Pixels of a chart with a row for each of ``names``.

    A number and not ``alt.Step``: Vega-Lite warns of a step beside a width that fits its container.
    """
    return max(1, int(names.nunique())) * step


def day_scale(first: date, last: date) -> alt.Scale:
    """A scale from ``first`` to ``last`` on which a day is at one place, whatever the machine's time zone.

    Vega reads ``2022-03-31`` as midnight in Greenwich; on a scale of local time that is seven hours later in
    Hà Nội and on the day before in America. All layers must have it, or such that merge with it.
    """
    return alt.Scale(type="utc", domain=[day.strftime("%Y-%m-%d") for day in (first, last)])


def percent_axis(title: str) -> alt.Axis:
    """A horizontal axis from 0 to 100 %."""
    return alt.Axis(title=title, values=[0, 25, 50, 75, 100], format="d")


def band_axis() -> alt.Axis:
    """The vertical axis of row charts: names only."""
    return alt.Axis(title=None, labelLimit=260)


def share_bars(
    rows: pd.DataFrame, *, name: str, share: str, reference: str, axis_title: str, reference_label: str
) -> Spec:
    """One bar a row with its value written beside it, and a tick where the reference stands.

    ``rows``: ``name`` (order of the rows is kept), ``share`` and ``reference`` in percent, missing allowed,
    ``label`` (the value as text, "–" where there is nothing to divide by), ``tip`` (said on hover).
    """
    y = alt.Y(f"{name}:N", sort=None, axis=band_axis())
    x_scale = alt.Scale(domain=[0, 100])
    base = alt.Chart(records(rows))
    tip = [alt.Tooltip("tip:N", title=None)]
    track = base.mark_bar(color=theme.GRID, height=14).encode(y=y, x=alt.X(datum=100), tooltip=tip)
    bars = base.mark_bar(color=theme.ACCENT, height=14).encode(
        y=y, x=alt.X(f"{share}:Q", scale=x_scale, axis=percent_axis(axis_title)), tooltip=tip
    )
    ticks = base.mark_tick(color=theme.REFERENCE, thickness=3, height=24, opacity=1).encode(
        y=y,
        x=alt.X(f"{reference}:Q"),
        tooltip=[alt.Tooltip(f"{reference}:Q", title=reference_label, format=".1f")],
    )
    labels = base.mark_text(align="left", dx=6).encode(y=y, x=alt.XValue("width"), text=alt.Text("label:N"))
    return layered(track, bars, ticks, labels, height=rows_height(rows[name]))


def status_bars(rows: pd.DataFrame, *, name: str, axis_title: str) -> Spec:
    """Stacked bars of obligations by status, one bar a row.

    A white line in a dark one parts neighbours, so that they are told apart in black and white whatever their
    colours.

    ``rows``: ``name`` (order kept), ``status_id``, ``status`` (its word), ``n``, ``tip`` (said on hover).
    """
    present = list(dict.fromkeys(rows["status_id"]))
    ids = [status.id for status in STATUSES if status.id in present]
    names = [rows.loc[rows["status_id"] == status_id, "status"].iloc[0] for status_id in ids]
    ranked = rows.assign(
        rank=rows["status_id"].map({status_id: place for place, status_id in enumerate(ids)})
    )
    base = alt.Chart(records(ranked)).encode(
        y=alt.Y(f"{name}:N", sort=None, axis=band_axis()),
        x=alt.X("n:Q", stack="zero", axis=alt.Axis(title=axis_title, format="d", tickMinStep=1)),
        order=alt.Order("rank:Q"),
    )
    bars = base.mark_bar(height=18, stroke=theme.INK, strokeWidth=2.4).encode(
        color=alt.Color(
            "status:N",
            scale=theme.status_scale(ids, names),
            legend=alt.Legend(title=None, columns=2, labelFontSize=11),
        ),
        tooltip=[alt.Tooltip("tip:N", title=None)],
    )
    lines = base.mark_bar(height=18, fillOpacity=0, stroke=theme.PAPER, strokeWidth=1).encode(
        detail=alt.Detail("status:N"), tooltip=[alt.Tooltip("tip:N", title=None)]
    )
    return layered(bars, lines)


def dot_row(
    rows: Sequence[Row], marks: Sequence[Row], *, axis: alt.Axis, scale: alt.Scale, color: str
) -> Spec:
    """One row of dots, one a unit, on a common axis, with named marks (district value, target).

    ``rows``: ``value``, ``tip``; dots that would cover each other are stacked. ``marks``: ``value``,
    ``label``, ``is_target``, at most one of each kind: a target is dashed and named below, the other is solid
    and named above. ``scale`` needs a domain; names of marks near its end are written to their left.
    """
    dots = alt.Chart(inline(_stacked(rows))).mark_point(
        color=color, filled=True, opacity=0.75, size=80, stroke=theme.PAPER, strokeWidth=1
    )
    y = alt.Y("level:Q", axis=None, scale=alt.Scale(domain=[-4, 4]))
    shown = dots.encode(
        x=alt.X("value:Q", axis=axis, scale=scale), y=y, tooltip=[alt.Tooltip("tip:N", title=None)]
    )
    return layered(shown, *_named_marks(marks, scale), height=_DOTS_HEIGHT)


MOST_DOTS, MOST_IN_PILE = 40, 15
"""Up to so many values, and so many of them at one place, a dot each; a higher pile leaves its frame."""
_DOTS_HEIGHT = 120


def count_bars(
    rows: Sequence[Row],
    marks: Sequence[Row],
    *,
    axis: alt.Axis,
    scale: alt.Scale,
    color: str,
    count_title: str,
) -> Spec:
    """How many units have a value in each range: what :func:`dot_row` shows of few, for many.

    ``rows``: ``low``, ``high``, ``n``, ``tip``. ``marks`` and ``scale`` as there.
    """
    bars = alt.Chart(inline(rows)).mark_rect(color=color, stroke=theme.PAPER, strokeWidth=1)
    counts = alt.Axis(title=count_title, format="d", tickCount=3, tickMinStep=1, grid=False)
    most = max(row["n"] for row in rows)
    shown = bars.encode(
        x=alt.X("low:Q", axis=axis, scale=scale),
        x2=alt.X2("high:Q"),
        y=alt.Y("n:Q", axis=counts, scale=alt.Scale(domain=[0, most], range=[104, 28])),
        y2=alt.Y2Datum(0),
        tooltip=[alt.Tooltip("tip:N", title=None)],
    )
    return layered(shown, *_named_marks(marks, scale), height=_DOTS_HEIGHT)


def _named_marks(marks: Sequence[Row], scale: alt.Scale) -> list[alt.Chart]:
    layers: list[alt.Chart] = []
    for is_target, ink, dash, place in (
        (False, theme.REFERENCE, [1, 0], 8),
        (True, theme.TARGET, [5, 3], 112),
    ):
        chosen = [
            {"value": mark["value"], "label": mark["label"]}
            for mark in marks
            if mark["is_target"] == is_target
        ]
        if not chosen:
            continue
        base = alt.Chart(inline(chosen)).encode(x=alt.X("value:Q"))
        at_end = chosen[0]["value"] > 0.8 * float(scale["domain"][1])
        layers.append(
            base.mark_rule(color=ink, strokeWidth=2, strokeDash=dash).encode(
                y=alt.YValue(16), y2=alt.Y2Value(104)
            )
        )
        text = (
            base.mark_text(color=ink, fontSize=12, align="right", dx=3)
            if at_end
            else base.mark_text(color=ink, fontSize=12, align="left", dx=-3)
        )
        layers.append(text.encode(y=alt.YValue(place), text=alt.Text("label:N")))
    return layers


def are_too_many_dots(values: Sequence[float]) -> bool:
    """Whether dots of ``values`` would leave their frame, so that :func:`count_bars` shows them."""
    return len(values) > MOST_DOTS or max(Counter(_places(sorted(values))).values()) > MOST_IN_PILE


def _places(ordered: Sequence[float]) -> list[int]:
    """In which of 44 bins each value falls."""
    width = (ordered[-1] - ordered[0]) / 44 or 1.0
    return [round((value - ordered[0]) / width) for value in ordered]


def _stacked(rows: Sequence[Row]) -> list[Row]:
    """``rows`` with ``level``: dots that fall in one bin stand one above the other around 0."""
    ordered = sorted(rows, key=lambda row: (row["value"], row["tip"]))
    places = _places([row["value"] for row in ordered])
    sizes, seen = Counter(places), Counter[int]()
    stacked = []
    for row, place in zip(ordered, places, strict=True):
        stacked.append({**row, "level": seen[place] - (sizes[place] - 1) / 2})
        seen[place] += 1
    return stacked
