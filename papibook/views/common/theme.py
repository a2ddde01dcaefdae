"""One look for all charts: colours, font, number locale, sizes. Plain values; no chart is made here.

The font stands in one place, ``CONFIG["font"]``: the press replaces it with the print font when it draws
the still pictures. Status colours come from :mod:`papibook.model.status` and never stand alone: a sign, a
word or a position says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from papibook.model.status import BY_ID
from papibook.views.common.vega import alt

ACCENT = "#0B5394"
INK = "#1F2933"
MUTED = "#52606D"
FAINT = "#9AA5B1"
GRID = "#E4E7EB"
PAPER = "#FFFFFF"
NEUTRAL = "#7B8794"
"""Marks of neutral and context indicators, which are never coloured by good or bad."""
REFERENCE = "#1F2933"
"""The district's (or nation's) value that a unit is read against."""
TARGET = "#B4530A"
OFFICIAL = "#6B3FA0"
"""Official PAPI scores: a colour of their own, so that they are never taken for a unit's figures."""

SCREEN_FONTS = (
    '"Segoe UI", system-ui, -apple-system, "Noto Sans", Roboto, "Helvetica Neue", Arial, sans-serif'
)
"""The fonts of the pages, as the stylesheet has them."""
STILL_WIDTH = 640
"""Pixels of a chart's still picture; on the page the chart is as wide as its column."""
ROW_STEP = 28
"""Pixels a row of a bar or dot chart takes."""

NUMBER_LOCALE = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " đồng"]}
TIME_LOCALE = {
    "dateTime": "%A, ngày %e tháng %m năm %Y",
    "date": "%d/%m/%Y",
    "time": "%H:%M:%S",
    "periods": ["SA", "CH"],
    "days": ["chủ nhật", "thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy"],
    "shortDays": ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
    "months": [f"tháng {number}" for number in range(1, 13)],
    "shortMonths": [f"th. {number}" for number in range(1, 13)],
}

CONFIG: dict[str, Any] = {
    "font": "sans-serif",
    "background": PAPER,
    "autosize": {"type": "fit-x", "contains": "padding"},
    "padding": {"left": 22, "right": 8, "top": 4, "bottom": 4},
    "locale": {"number": NUMBER_LOCALE, "time": TIME_LOCALE},
    "view": {"stroke": None, "continuousHeight": 240, "continuousWidth": STILL_WIDTH},
    "axis": {
        "labelColor": INK,
        "labelFontSize": 13,
        "titleColor": MUTED,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "titlePadding": 8,
        "gridColor": GRID,
        "domainColor": FAINT,
        "tickColor": FAINT,
        "labelLimit": 260,
        "labelPadding": 6,
        "labelSeparation": 8,
    },
    "axisY": {"domain": False, "ticks": False},
    "legend": {
        "labelColor": INK,
        "labelFontSize": 13,
        "titleColor": MUTED,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "orient": "top",
        "columnPadding": 26,
        "symbolSize": 110,
        "labelLimit": 320,
    },
    "text": {"color": INK, "fontSize": 13},
    "bar": {"color": ACCENT},
    "line": {"color": ACCENT, "strokeWidth": 2},
    "point": {"color": ACCENT, "filled": True, "size": 70},
    "tick": {"color": REFERENCE, "thickness": 2},
    "rule": {"color": MUTED},
}
"""The Vega-Lite ``config`` of every chart."""

DAYS_CONFIG: dict[str, Any] = {**CONFIG, "aria": False}
"""That of a chart with an axis of days. Vega describes each mark, with its day by the machine's time zone.
Nobody hears that: a chart is one picture with one text for those who cannot see it."""


def status_scale(status_ids: Sequence[str], words: Sequence[str]) -> alt.Scale:
    """The colour scale of statuses whose ``words`` are the values in the data, in the same order."""
    return alt.Scale(domain=list(words), range=[BY_ID[status_id].fill for status_id in status_ids])
