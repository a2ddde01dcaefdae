"""When tasks fall due, against the cut-off."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from papibook.ground.numbers import NOT_REPORTED_MARK, round_half_up
from papibook.ground.texts import say
from papibook.measures.standing import NOT_REPORTED_PARTS, SHORTFALLS, grade, is_unknown, standing
from papibook.model.status import BY_ID
from papibook.views.common import sentences, theme, words
from papibook.views.common.charts import chart_value, day_scale, layered, records, rows_height
from papibook.views.common.display import Chart
from papibook.views.common.edition import EditionRow, units_source
from papibook.views.common.rows import Row, rows_of, tuples_of
from papibook.views.common.vega import alt


def deadline_timeline(
    obligations: pd.DataFrame, dimensions: pd.DataFrame, edition: EditionRow, *, reading: str = ""
) -> Chart:
    """When tasks fall due, a row a dimension: sign and colour say how each day's tasks stand at the cut-off.

    Args:
        obligations: schema OBLIGATIONS, rows of one period.
        reading: how to read the picture, in the template's words, before the source.
    """
    dated = obligations[obligations["due_date"].notna() & (obligations["status"] != "not_applicable")]
    dated = dated.assign(dimension_id=dated["dimension_id"].fillna("0"))
    table = standing(dated, ("dimension_id", "due_date"))
    lanes = {"0": say("views_whole", "Units' own plans"), **_lane_names(dimensions)}
    status = [_day_status(row, edition) for row in rows_of(table)]
    rows = table.assign(
        lane=table["dimension_id"].map(lanes),
        status_id=status,
        status=[f"{BY_ID[s].sign} {words.status_word(s)}" for s in status],
        sign=[BY_ID[s].sign for s in status],
        ink=[BY_ID[s].ink for s in status],
        size=[round_half_up(130 + 26 * math.sqrt(n) * 4) for n in table["n_obligations"].astype(int)],
        label=[_day_label(row) for row in rows_of(table)],
    )
    rows["tip"] = [
        f"{row['lane']}, {words.date_of(row['due_date'])}: {_day_words(row)}" for row in rows_of(rows)
    ]
    rows = rows.sort_values(["dimension_id", "due_date"], ignore_index=True)
    rows = rows.assign(**_placed(rows))
    height = _ROW + 2 * float(rows["side"].abs().max())
    drawn = rows[["lane", "due_date", "status", "sign", "ink", "size", "label", "is_above", "side", "tip"]]
    drawn_lanes = [lanes[key] for key in lanes if key in set(rows["dimension_id"])]
    present = [status_id for status_id in BY_ID if status_id in set(status)]
    names = [f"{BY_ID[s].sign} {words.status_word(s)}" for s in present]
    base = alt.Chart(records(drawn)).encode(
        x=alt.X(
            "due_date:T",
            axis=alt.Axis(
                title=say("views_whole", "Due date"),
                format="%-d/%-m/%Y",
                values=[day.timestamp() * 1000 for day in sorted(rows["due_date"].unique())],
                labelAngle=0,
                labelOverlap="greedy",
                labelSeparation=8,
                labelFontSize=12,
            ),
            scale=_day_scale(rows, edition),
        ),
        y=alt.Y(
            "lane:N",
            sort=None,
            scale=alt.Scale(domain=drawn_lanes, padding=0 if height > _ROW else alt.Undefined),
            axis=alt.Axis(title=None, grid=True),
        ),
    )
    if height > _ROW:  # only where needed: it makes every row higher
        across = alt.Scale(domain=[-height / 2, height / 2], range=[0, height])
        base = base.encode(yOffset=alt.YOffset("side:Q", scale=across))
    circles = base.mark_point(filled=True, opacity=1, stroke=theme.INK, strokeWidth=0.7).encode(
        size=alt.Size("size:Q", scale=None),
        color=alt.Color(
            "status:N",
            scale=theme.status_scale(present, names),
            legend=alt.Legend(title=None, columns=2, offset=26),
        ),
        tooltip=[alt.Tooltip("tip:N", title=None)],
    )
    signs = base.mark_text(fontSize=12).encode(text=alt.Text("sign:N"), color=alt.Color("ink:N", scale=None))
    labels = [
        base.transform_filter(rule).mark_text(fontSize=11, dy=dy, **look).encode(text=alt.Text("label:N"))
        for look in ({"stroke": theme.PAPER, "strokeWidth": 4}, {"color": theme.INK})
        for rule, dy in (("!datum.is_above", 19), ("datum.is_above", -18))
    ]
    return chart_value(
        layered(
            *_day_rules(rows, edition),
            circles,
            signs,
            *labels,
            height=rows_height(rows["lane"], round(height)),
        )
        | {"config": theme.DAYS_CONFIG},
        chart_id="deadlines",
        min_width=740,
        title=_timeline_title(rows, edition),
        alt_text=_timeline_alt(dated),
        source=units_source(edition, reading),
        data=rows[
            [
                "dimension_id",
                "due_date",
                "n_obligations",
                "n_counted",
                "n_on_time",
                *SHORTFALLS,
                *NOT_REPORTED_PARTS,
            ]
        ],
    )


def _day_scale(rows: pd.DataFrame, edition: EditionRow) -> alt.Scale:
    """With the cut-off on it, and room for the outermost circles."""
    cutoff = pd.Timestamp(edition.cutoff_on)
    first, last = min(rows["due_date"].min(), cutoff), max(rows["due_date"].max(), cutoff)
    room = pd.Timedelta(days=max(3, round((last - first).days * 0.035)))
    return day_scale(first - room, last + room)


_DRAWN = 500
"""Pixels that the days take up at the least."""
_A_LETTER = 6


_ROW = 46
_LINE = 64
"""Pixels between two lines of circles in one row, with room for a label below one and above the next."""


def _placed(rows: pd.DataFrame) -> dict[str, list[Any]]:
    """Where each day's circle and label go: ``is_above``, ``side``.

    ``is_above``: the label stands above the circle, since that of the day before it on its line is too near
    below. ``side``: how many pixels below the middle of its row the circle lies, where circles of near days
    would lie on each other.
    """
    span = max((rows["due_date"].max() - rows["due_date"].min()).days, 1)
    above: list[bool] = []
    lines: list[int] = []
    last: dict[tuple[str, int], tuple[Row, bool]] = {}
    for row in rows_of(rows):
        line, is_above = 0, False
        while (lane := (str(row["dimension_id"]), line)) in last:
            before, before_above = last[lane]
            apart = (row["due_date"] - before["due_date"]).days / span * _DRAWN
            if apart >= _radius(before) + _radius(row):
                letters = (len(before["label"]) + len(row["label"])) / 2
                is_above = apart < letters * _A_LETTER + 4 and not before_above
                break
            line += 1
        last[lane] = (row, is_above)
        lines.append(line)
        above.append(is_above)
    most = pd.Series(lines).groupby([*rows["dimension_id"]]).transform("max")
    return {"is_above": above, "side": [(line - n / 2) * _LINE for line, n in zip(lines, most, strict=True)]}


def _radius(row: Row) -> float:
    return math.sqrt(row["size"] / math.pi)


def _lane_names(dimensions: pd.DataFrame) -> dict[str, str]:
    return {d.dimension_id: f"{d.dimension_id}. {d.short_name}" for d in tuples_of(dimensions)}


def _day_status(row: Row, edition: EditionRow) -> str:
    if words.int_of(row["n_counted"]):
        return grade(row)
    if words.is_missing(row["n_done"]):
        return "not_reported"
    done = words.int_of(row["n_done"]) == words.int_of(row["n_obligations"])
    return "on_track" if done else "not_due"


def _day_label(row: Row) -> str:
    if is_unknown(row):
        return NOT_REPORTED_MARK
    if words.int_of(row["n_counted"]):
        return f"{words.int_of(row['n_on_time'])}/{words.int_of(row['n_counted'])}"
    return str(words.int_of(row["n_obligations"]))


def _day_words(row: Row) -> str:
    if words.int_of(row["n_counted"]):
        return sentences.standing_line(row)
    return say("views_whole", "{n} assigned tasks fall due", n=words.int_of(row["n_obligations"]))


def _day_rules(rows: pd.DataFrame, edition: EditionRow) -> list[alt.Chart]:
    """The cut-off as a line, its words on the side where there is more room."""
    cutoff = pd.Timestamp(edition.cutoff_on)
    is_early = rows["due_date"].max() - cutoff > cutoff - rows["due_date"].min()
    frame = pd.DataFrame(
        {
            "due_date": [pd.Timestamp(edition.cutoff_on)],
            "label": [say("views_whole", "cut-off {day}", day=words.date_of(edition.cutoff_on))],
        }
    )
    base = alt.Chart(records(frame)).encode(x=alt.X("due_date:T"))
    return [
        base.mark_rule(color=theme.MUTED, strokeWidth=1.5, strokeDash=[5, 3]),
        base.mark_text(
            align="left" if is_early else "right",
            baseline="bottom",
            dx=6 if is_early else -6,
            dy=-3,
            fontSize=12,
        ).encode(y=alt.YValue(0), text=alt.Text("label:N")),
    ]


def _timeline_title(rows: pd.DataFrame, edition: EditionRow) -> str:
    cutoff = pd.Timestamp(edition.cutoff_on)
    due, later = rows[rows["due_date"] <= cutoff], rows[rows["due_date"] > cutoff]
    day, total = words.date_of(cutoff), int(due["n_counted"].sum())
    if later.empty:
        return say(
            "views_whole",
            "All {total} dated tasks were due by {day}; {done} were done on time",
            total=total,
            day=day,
            done=int(due["n_on_time"].sum()),
        )
    return say(
        "views_whole",
        "{total} assigned tasks were due by {day}; {later} more fall due later",
        total=total,
        day=day,
        later=int(later["n_obligations"].sum()),
    )


def _timeline_alt(dated: pd.DataFrame) -> str:
    days = standing(dated, ("due_date",))
    return (
        "; ".join(f"{words.date_of(row['due_date'])}: {_day_words_short(row)}" for row in rows_of(days)) + "."
    )


def _day_words_short(row: Row) -> str:
    if is_unknown(row):
        return sentences.standing_line(row)
    if words.int_of(row["n_counted"]):
        return say(
            "views_whole",
            "{n} of {total} on time",
            n=words.int_of(row["n_on_time"]),
            total=words.int_of(row["n_counted"]),
        )
    return say("views_whole", "{n} fall due", n=words.int_of(row["n_obligations"]))
