"""Many values of an indicator, counted in ranges: what dots show of few."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import pandas as pd

from papibook.ground.numbers import format_number, round_half_up
from papibook.ground.texts import say
from papibook.views.common.charts import Spec, count_bars
from papibook.views.common.rows import Row
from papibook.views.common.vega import alt


def counted_ranges(
    values: pd.Series, marks: Sequence[Row], axis: alt.Axis, color: str, *, is_ratio: bool, is_whole: bool
) -> Spec:
    """How many of ``values`` lie in each range, as bars.

    ``marks``: as of :func:`papibook.views.common.charts.dot_row`. ``is_ratio``: they are percentages.
    ``is_whole``: they are whole numbers.
    """
    is_share = is_ratio and values.max() <= 100
    ranges = value_ranges(
        [float(value) for value in values], whole=is_whole, closed_at=100.0 if is_share else None
    )
    top = 100.0 if is_share else ranges[-1]["high"]
    return count_bars(
        [{**each, "tip": _told(each, "%" if is_ratio else "", is_whole=is_whole)} for each in ranges],
        marks,
        axis=axis,
        scale=alt.Scale(domain=[0, top], nice=not is_share),
        color=color,
        count_title=say("views", "Number of units"),
    )


def value_ranges(values: Sequence[float], *, whole: bool, closed_at: float | None = None) -> list[Row]:
    """Equal ranges from 0 in round steps, at most 20 of them, that hold any of ``values``: low, high, n.

    Each takes its lower end in and leaves its upper end out; what is ``closed_at`` (100 %) counts in the
    range below. ``whole``: the values are whole numbers, and no step is less than 1.
    """
    top = max(values)
    steps = (base * 10.0**power for power in range(-6, 16) for base in (1, 2, 5))
    width = next(step for step in steps if step * 20 >= top and (step >= 1 or not whole))
    places = Counter(
        math.floor(value / width + 1e-9) - (closed_at is not None and value == closed_at) for value in values
    )
    return [
        {"low": round_half_up(place * width, 9), "high": round_half_up((place + 1) * width, 9), "n": n}
        for place, n in sorted(places.items())
    ]


def _told(each: Row, percent: str, *, is_whole: bool) -> str:
    """A range and how many units are in it; of whole numbers one by one, the number alone."""
    width = each["high"] - each["low"]
    places = max(0, -math.floor(math.log10(width) + 1e-9))
    low, high = (format_number(each[end], places) + percent for end in ("low", "high"))
    if is_whole and width == 1:
        return say("views", "{value}: {n} units", value=low, n=each["n"])
    if percent and each["high"] == 100:
        return say("views", "From {low} to {high}: {n} units", low=low, high=high, n=each["n"])
    return say("views", "From {low} to below {high}: {n} units", low=low, high=high, n=each["n"])
