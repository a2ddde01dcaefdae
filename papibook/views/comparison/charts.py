"""Shares on time then and now, a row a dimension or unit."""

from __future__ import annotations

import pandas as pd

from papibook.ground.numbers import format_share
from papibook.ground.texts import say
from papibook.views.common import theme, words
from papibook.views.common.behind import rounded
from papibook.views.common.charts import band_axis, chart_value, layered, percent_axis, records, rows_height
from papibook.views.common.display import Chart
from papibook.views.common.rows import rows_of
from papibook.views.common.vega import alt

BETTER, WORSE = theme.ACCENT, theme.TARGET


def share_moves(rows: pd.DataFrame, *, chart_id: str, who: str, before: str, now: str, source: str) -> Chart:
    """A hollow dot where the share stood, a filled one where it stands, a line between; the change in words.

    Args:
        rows: ``name``, previous_pct, share_on_time_pct, change (percentage points), direction_of_change.
        who: what the rows are, for the title: ``nội dung``.
        before, now: the periods' names.
    """
    drawn = rounded(rows, {"previous_pct": 1, "share_on_time_pct": 1, "change": 1})
    drawn = drawn.assign(
        label=[words.signed(float(value), 1) for value in drawn["change"]],
        ink=[WORSE if kind == "worse" else BETTER for kind in drawn["direction_of_change"]],
        edge=drawn[["previous_pct", "share_on_time_pct"]].max(axis=1),
        tip=[
            f"{row['name']}: {format_share(row['previous_n_on_time'], row['previous_n_counted'])} → "
            f"{format_share(row['n_on_time'], row['n_counted'])}"
            for row in rows_of(drawn)
        ],
    )
    base = alt.Chart(records(drawn.drop(columns=["direction_of_change"]))).encode(
        y=alt.Y("name:N", sort=None, scale=alt.Scale(domain=list(drawn["name"])), axis=band_axis()),
        tooltip=[alt.Tooltip("tip:N", title=None)],
    )
    scale = alt.Scale(domain=[0, 112])
    axis = percent_axis(say("views_whole", "Share on time (%)"))
    lines = base.mark_rule(strokeWidth=2).encode(
        x=alt.X("previous_pct:Q", scale=scale, axis=axis),
        x2=alt.X2("share_on_time_pct:Q"),
        color=alt.Color("ink:N", scale=None),
    )
    old = base.mark_point(filled=False, size=80, strokeWidth=2, opacity=1, fill=theme.PAPER).encode(
        x=alt.X("previous_pct:Q", scale=scale, axis=axis), color=alt.Color("ink:N", scale=None)
    )
    new = base.mark_point(filled=True, size=95, opacity=1).encode(
        x=alt.X("share_on_time_pct:Q", scale=scale, axis=axis), color=alt.Color("ink:N", scale=None)
    )
    labels = base.mark_text(align="left", dx=9, fontSize=12).encode(
        x=alt.X("edge:Q", scale=scale, axis=axis),
        text=alt.Text("label:N"),
        color=alt.Color("ink:N", scale=None),
    )
    return chart_value(
        layered(lines, old, new, labels, height=rows_height(drawn["name"], 26)),
        chart_id=chart_id,
        title=_title(drawn, who),
        alt_text="; ".join(drawn["tip"]) + ".",
        source=say(
            "views_whole",
            "Hollow: {before}; filled: {now}. Beside it the change in percentage points.",
            before=before,
            now=now,
        )
        + " "
        + source,
        data=rows,
    )


def _title(drawn: pd.DataFrame, who: str) -> str:
    up, down = int((drawn["change"] > 0).sum()), int((drawn["change"] < 0).sum())
    if not up + down:
        return say(
            "views_whole", "The share on time is unchanged in all {total} {who}", total=len(drawn), who=who
        )
    return say(
        "views_whole",
        "The share on time rose in {up} and fell in {down} of {total} {who}",
        up=up,
        down=down,
        total=len(drawn),
        who=who,
    )
