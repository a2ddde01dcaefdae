"""When each unit reported, against the deadline."""

from __future__ import annotations

import math

import pandas as pd

from papibook.ground.texts import say
from papibook.model.status import BY_ID
from papibook.views.common import sentences, theme, words
from papibook.views.common.charts import chart_value, day_scale, layered, records, rows_height
from papibook.views.common.display import Chart
from papibook.views.common.edition import EditionRow
from papibook.views.common.rows import Row, cut, rows_of, tuples_of
from papibook.views.common.vega import alt

_STATUS_OF = {"on_time": "done_on_time", "late": "done_late", "not_reported": "not_reported"}
_SHAPES = {"on_time": "circle", "late": "diamond", "not_reported": "cross"}

_MOST_ROWS, _DRAWN = 60, 30
"""A district's units all fit; of a province's only those that were not on time, the silent ones last."""


def reporting_timeline(reports: pd.DataFrame, units: pd.DataFrame, edition: EditionRow) -> Chart:
    """A row a unit: the day of its first accepted report, joined to the deadline; ∅ where there is none.

    Args:
        reports: schema REPORTS, rows of one period.
    """
    named = reports.merge(units[["unit_id", "short_name", "sort_order"]], on="unit_id", how="left")
    named = named.sort_values("sort_order", kind="stable", ignore_index=True)
    everyone, (named, n_alike) = named, _those_to_draw(named)
    deadline = named["deadline_on"].fillna(pd.Timestamp(edition.unit_deadline_on))
    day = named["first_received_at"].dt.normalize()
    present = [status for status in _STATUS_OF if status in set(named["report_status"])]
    label_of = {status: f"{BY_ID[_STATUS_OF[status]].sign} {words.report_word(status)}" for status in present}
    rows = pd.DataFrame(
        {
            "name": named["short_name"],
            "day": day.fillna(deadline),
            "deadline": deadline,
            "status": named["report_status"].map(label_of),
            "label": [_label(row) for row in rows_of(named)],
            "is_left": (named["report_status"] == "on_time").astype(bool),
            "tip": [_tip(row) for row in rows_of(named)],
        }
    )
    last = max(
        day.max() if day.notna().any() else deadline.max(),
        deadline.max(),
        pd.Timestamp(edition.data_closed_on),
    )
    first = min(day.min() if day.notna().any() else deadline.min(), pd.Timestamp(edition.cutoff_on))
    # The words left of the earliest mark take up to a fifth of the width.
    room = max(2, math.ceil(((last - first).days + 2) / 4))
    scale = day_scale(first - pd.Timedelta(days=room), last + pd.Timedelta(days=2))
    x = alt.X(
        "day:T",
        scale=scale,
        axis=alt.Axis(
            title=say("views_whole", "Day of receipt"),
            format="%-d/%-m",
            tickCount="day",
            labelOverlap="parity",
        ),
    )
    base = alt.Chart(records(rows)).encode(
        y=alt.Y(
            "name:N",
            sort=None,
            scale=alt.Scale(domain=list(rows["name"])),
            axis=alt.Axis(title=None, grid=True),
        )
    )
    # Without the scale, which the other layers give: a mark with two ends would merge the domain twice.
    spans = base.mark_rule(color=theme.FAINT, strokeWidth=2).encode(x=alt.X("day:T"), x2=alt.X2("deadline:T"))
    marks = base.mark_point(filled=True, size=110, opacity=1, stroke=theme.INK, strokeWidth=0.8).encode(
        x=x,
        color=alt.Color(
            "status:N",
            scale=theme.status_scale([_STATUS_OF[status] for status in present], list(label_of.values())),
            legend=alt.Legend(title=None, offset=40),
        ),
        shape=alt.Shape(
            "status:N",
            scale=alt.Scale(domain=list(label_of.values()), range=[_SHAPES[status] for status in present]),
            legend=alt.Legend(title=None, offset=40),
        ),
        tooltip=[alt.Tooltip("tip:N", title=None)],
    )
    # An early report's days stand left of its mark, out of the way of the line to the deadline.
    early = base.transform_filter("datum.is_left").mark_text(align="right", dx=-10, fontSize=12)
    others = base.transform_filter("!datum.is_left").mark_text(align="left", dx=10, fontSize=12)
    labels = [text.encode(x=x, text=alt.Text("label:N")) for text in (early, others)]
    return chart_value(
        layered(
            *_day_rules(edition, deadline, scale), spans, marks, *labels, height=rows_height(rows["name"], 22)
        )
        | {"config": theme.DAYS_CONFIG},
        chart_id="reporting-timeline",
        min_width=560,
        title=_title(everyone),
        alt_text=_alt_text(everyone),
        source=say("views_whole", "Source: register of receipts; the first accepted report counts.")
        + _through_note(everyone)
        + _left_out_note(everyone, named, n_alike),
        data=everyone[
            ["unit_id", "report_status", "first_received_at", "deadline_on", "days_late", "revision"]
        ],
    )


def _those_to_draw(named: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The rows to draw, and how many of the others equal the last of them."""
    if len(named) <= _MOST_ROWS:
        return named, 0
    missed = named[named["report_status"] != "on_time"]
    longest = missed.sort_values("days_late", ascending=False, kind="stable", na_position="last")
    ranked = longest if len(missed) else named
    _, alike = cut(rows_of(ranked), _DRAWN, _lateness)
    return ranked.head(_DRAWN).reset_index(drop=True), len(alike)


def _lateness(row: Row) -> tuple[object, object]:
    return row["report_status"], None if pd.isna(row["days_late"]) else row["days_late"]


def _through_note(everyone: pd.DataFrame) -> str:
    """That one workbook is the report of several units."""
    n = int(everyone["reports_through"].notna().sum())
    return " " + say("views_whole", "{n} units report in the workbook of another.", n=n) if n else ""


def _left_out_note(everyone: pd.DataFrame, drawn: pd.DataFrame, n_alike: int) -> str:
    if len(drawn) == len(everyone):
        return ""
    note = say(
        "views_whole",
        "{n} of {total} units are drawn, those that were not on time first; the CSV file has all.",
        n=len(drawn),
        total=len(everyone),
    )
    alike = say("views_whole", "{n} of those not drawn equal the last of these.", n=n_alike)
    return f" {note} {alike}" if n_alike else f" {note}"


def _label(row: Row) -> str:
    days = words.int_of(row["days_late"])
    match row["report_status"]:
        case "late":
            return say("views_whole", "{n} days late", n=days)
        case "not_reported":
            return f"{BY_ID['not_reported'].sign} {words.report_word('not_reported')}"
        case _:
            return say("views_whole", "{n} days early", n=-days) if days < 0 else ""


def _tip(row: Row) -> str:
    what = words.report_word(str(row["report_status"]))
    return f"{row['short_name']}: {what}, {words.moment_of(row['first_received_at'])}"


def _day_rules(edition: EditionRow, deadlines: pd.Series, scale: alt.Scale) -> list[alt.Chart]:
    days = sorted({pd.Timestamp(day) for day in deadlines.dropna()})
    frame = pd.DataFrame(
        {
            "day": [*days, pd.Timestamp(edition.data_closed_on)],
            "label": [
                *(say("views_whole", "deadline {day}", day=words.date_of(day)) for day in days),
                say("views_whole", "data closed {day}", day=words.date_of(edition.data_closed_on)),
            ],
            # One above the other: the two days may be next to each other.
            "is_second": [*(place % 2 == 1 for place in range(len(days))), len(days) % 2 == 1],
        }
    )
    base = alt.Chart(records(frame)).encode(x=alt.X("day:T", scale=scale))
    first, second = (base.transform_filter(rule) for rule in ("!datum.is_second", "datum.is_second"))
    return [
        base.mark_rule(color=theme.TARGET, strokeWidth=1.5, strokeDash=[5, 3]),
        *(
            words_of.mark_text(baseline="bottom", dy=dy, fontSize=12, color=theme.TARGET).encode(
                y=alt.YValue(0), text=alt.Text("label:N")
            )
            for words_of, dy in ((first, -4), (second, -18))
        ),
    ]


def _title(named: pd.DataFrame) -> str:
    status = named["report_status"]
    return say(
        "views_whole",
        "{n} of {total} units reported on time, {late} late, {silent} not at all",
        n=int((status == "on_time").sum()),
        total=len(named),
        late=int((status == "late").sum()),
        silent=int((status == "not_reported").sum()),
    )


def _alt_text(named: pd.DataFrame) -> str:
    late = named[named["report_status"] == "late"]
    silent = named[named["report_status"] == "not_reported"]
    parts = [_title(named) + "."]
    if len(late):
        listed = [f"{row.short_name} ({_label(row._asdict())})" for row in tuples_of(late)]
        parts.append(say("views_whole", "Late: {names}.", names=sentences.names_list(listed)))
    if len(silent):
        parts.append(
            say(
                "views_whole",
                "Not reported: {names}.",
                names=sentences.names_list(list(silent["short_name"])),
            )
        )
    return " ".join(parts)
