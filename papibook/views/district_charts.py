"""Charts of the district page: who stands where, how the dimensions stand, and when things fall due."""

from __future__ import annotations

import math
import textwrap

import altair as alt
import pandas as pd

from papibook.ground.numbers import NONE_MARK, format_number
from papibook.ground.texts import say
from papibook.measures.standing import standing
from papibook.model.status import BY_ID, STATUSES
from papibook.views import sentences, theme, words
from papibook.views.charts import chart_value, records, status_bars
from papibook.views.display import Chart
from papibook.views.edition import EditionRow, units_source
from papibook.views.standing_lines import overall_status

ALL = "all"
"""Key of the column and the row that stand for all together."""
_LIGHT, _DARK_FROM = "#EAF1F8", 55
_HEAD_LINE = 15
"""Pixels between the lines of a column's head."""


def share_heatmap(
    obligations: pd.DataFrame,
    units: pd.DataFrame,
    dimensions: pd.DataFrame,
    edition: EditionRow,
    unit_group: str,
) -> Chart:
    """Unit × dimension: the share on time as a number in each cell; darker is more.

    ``∅`` where nothing is known because the unit has not reported, ``–`` where nothing is due, blank where
    the unit has no task. The last column and row take all together, IV.1.1 included.

    Args:
        obligations: schema OBLIGATIONS, rows of one period.
        units, dimensions: schemas UNITS, DIMENSIONS.
        unit_group: communes or departments.
    """
    members = units[(units["unit_group"] == unit_group) & units["is_reporting"].fillna(False)]
    own = obligations[obligations["unit_id"].isin(members["unit_id"])]
    row, column = _heat_rows(members), _heat_columns(dimensions)
    cells = _heat_cells(own, row, column)
    across, down = list(column.values()), list(row.values())
    base = alt.Chart(records(cells)).encode(
        x=alt.X(
            "column:N",
            sort=None,
            scale=alt.Scale(domain=across, paddingInner=0.04),
            axis=alt.Axis(
                orient="top",
                title=None,
                labelAngle=0,
                labelFontSize=11.5,
                labelExpr="split(datum.label, '|')",
                labelLimit=120,
                domain=False,
                ticks=False,
                labelBaseline="bottom",
                labelLineHeight=_HEAD_LINE,
                labelPadding=_HEAD_LINE * (_head_lines(across) - 1) + 6,
            ),
        ),
        y=alt.Y(
            "row:N",
            sort=None,
            scale=alt.Scale(domain=down, paddingInner=0.06),
            axis=alt.Axis(title=None, labelLimit=140),
        ),
        tooltip=[alt.Tooltip("tip:N", title=None)],
    )
    tiles = base.mark_rect(stroke=theme.FAINT, strokeWidth=0.6).encode(fill=alt.Fill("fill:N", scale=None))
    numbers = base.mark_text(fontSize=13).encode(text="label:N", color=alt.Color("ink:N", scale=None))
    return chart_value(
        alt.layer(tiles, numbers).properties(height=alt.Step(26)),
        chart_id=f"heatmap-{unit_group}",
        title=_heat_title(cells, unit_group),
        alt_text=_heat_alt(cells),
        source=say(
            "views_whole",
            "In each cell the share done on time of what was due, in percent. ∅: not reported; –: nothing due; "
            "blank: no task. “All” includes item IV.1.1.",
        )
        + " "
        + units_source(edition),
        data=cells[["unit_id", "dimension_id", "n_counted", "n_on_time", "share_on_time_pct"]],
    )


def dimension_status_bars(
    obligations: pd.DataFrame,
    units: pd.DataFrame,
    dimensions: pd.DataFrame,
    edition: EditionRow,
    unit_group: str,
) -> Chart:
    """All obligations of one kind of unit by status, one bar a dimension; sign and number stand in the bar.

    Args:
        obligations: schema OBLIGATIONS, rows of one period.
        units, dimensions: schemas UNITS, DIMENSIONS.
        unit_group: communes or departments.
    """
    members = units.loc[units["unit_group"] == unit_group, "unit_id"]
    told = obligations[obligations["unit_id"].isin(members) & ~obligations["is_request"].fillna(False)]
    who = words.sentence_case(words.group_noun(unit_group))
    counts = told.groupby(["dimension_id", "status"]).size()
    rows = []
    for dimension in dimensions.itertuples(index=False):
        name, start = f"{dimension.dimension_id}. {dimension.short_name}", 0
        for status in STATUSES:
            n = int(counts.get((dimension.dimension_id, status.id), 0))
            if not n:
                continue
            word = f"{status.sign} {words.status_word(status.id)}"
            rows.append(
                {
                    "name": name,
                    "dimension_id": dimension.dimension_id,
                    "status_id": status.id,
                    "status": word,
                    "n": n,
                    "middle": start + n / 2,
                    "label": f"{status.sign} {n}",
                    "ink": status.ink,
                    "tip": f"{name}: {n} {word}",
                }
            )
            start += n
    frame = pd.DataFrame(
        rows, columns=["name", "dimension_id", "status_id", "status", "n", "middle", "label", "ink", "tip"]
    )
    longest = int(counts.groupby("dimension_id").sum().max()) if len(counts) else 0
    wide_enough = frame[frame["n"] >= 0.05 * longest]
    labels = (
        alt.Chart(records(wide_enough[["name", "middle", "label", "ink"]]))
        .mark_text(fontSize=12)
        .encode(
            y=alt.Y("name:N", sort=None),
            x=alt.X("middle:Q"),
            text="label:N",
            color=alt.Color("ink:N", scale=None),
        )
    )
    bars = status_bars(frame, name="name", axis_title=say("views_whole", "Assigned tasks"))
    return chart_value(
        alt.layer(bars, labels).properties(height=alt.Step(theme.ROW_STEP)),
        chart_id=f"status-{unit_group}",
        title=_status_title(told, who),
        alt_text=_status_alt(frame),
        source=units_source(edition),
        data=frame[["dimension_id", "status_id", "n"]],
    )


def deadline_timeline(obligations: pd.DataFrame, dimensions: pd.DataFrame, edition: EditionRow) -> Chart:
    """When tasks fall due, a row a dimension: sign and colour say how each day's tasks stand at the cut-off.

    Args:
        obligations: schema OBLIGATIONS, rows of one period.
    """
    dated = obligations[obligations["due_date"].notna() & (obligations["status"] != "not_applicable")]
    dated = dated.assign(dimension_id=dated["dimension_id"].fillna("0"))
    table = standing(dated, ("dimension_id", "due_date"))
    lanes = {"0": say("views_whole", "Units' own plans"), **_lane_names(dimensions)}
    status = [_day_status(row, edition) for row in table.to_dict("records")]
    rows = table.assign(
        lane=table["dimension_id"].map(lanes),
        status_id=status,
        status=[f"{BY_ID[s].sign} {words.status_word(s)}" for s in status],
        sign=[BY_ID[s].sign for s in status],
        ink=[BY_ID[s].ink for s in status],
        size=[130 + 26 * math.sqrt(n) * 4 for n in table["n_obligations"].astype(int)],
        label=[_day_label(row) for row in table.to_dict("records")],
    ).round({"size": 0})
    rows["tip"] = [
        f"{row['lane']}, {words.date_of(row['due_date'])}: {_day_words(row)}"
        for row in rows.to_dict("records")
    ]
    rows = rows.sort_values(["dimension_id", "due_date"], ignore_index=True)
    drawn = rows[["lane", "due_date", "status", "sign", "ink", "size", "label", "tip"]]
    present = [s.id for s in STATUSES if s.id in set(status)]
    names = [f"{BY_ID[s].sign} {words.status_word(s)}" for s in present]
    base = alt.Chart(records(drawn)).encode(
        x=alt.X(
            "due_date:T",
            axis=alt.Axis(
                title=say("views_whole", "Due date"),
                format="%-m/%Y",
                tickCount="month",
                labelAngle=0,
                labelOverlap="parity",
                labelFontSize=12,
            ),
            scale=_day_scale(rows),
        ),
        y=alt.Y(
            "lane:N",
            sort=None,
            scale=alt.Scale(domain=[lanes[k] for k in lanes if k in set(rows["dimension_id"])]),
            axis=alt.Axis(title=None, grid=True),
        ),
    )
    circles = base.mark_point(filled=True, opacity=1, stroke=theme.INK, strokeWidth=0.7).encode(
        size=alt.Size("size:Q", scale=None),
        color=alt.Color(
            "status:N", scale=theme.status_scale(present, names), legend=alt.Legend(title=None, columns=4)
        ),
        tooltip=[alt.Tooltip("tip:N", title=None)],
    )
    signs = base.mark_text(fontSize=12).encode(text="sign:N", color=alt.Color("ink:N", scale=None))
    halo = base.mark_text(fontSize=11, dy=19, stroke=theme.PAPER, strokeWidth=4).encode(text="label:N")
    labels = base.mark_text(fontSize=11, dy=19, color=theme.INK).encode(text="label:N")
    return chart_value(
        alt.layer(*_day_rules(edition), circles, signs, halo, labels).properties(height=alt.Step(46)),
        chart_id="deadlines",
        title=_timeline_title(rows, edition),
        alt_text=_timeline_alt(rows),
        source=say("views_whole", "Under each mark: done on time of all due that day, or how many fall due.")
        + " "
        + units_source(edition),
        data=rows[
            [
                "dimension_id",
                "due_date",
                "n_obligations",
                "n_counted",
                "n_on_time",
                "n_late",
                "n_overdue",
                "n_not_reported",
            ]
        ],
    )


def _heat_rows(members: pd.DataFrame) -> dict[str, str]:
    names = dict(zip(members["unit_id"], members["short_name"], strict=True))
    return {**names, ALL: say("views_whole", "All together")}


def _heat_columns(dimensions: pd.DataFrame) -> dict[str, str]:
    names = {
        d.dimension_id: _wrapped(d.dimension_id, d.short_name) for d in dimensions.itertuples(index=False)
    }
    names[ALL] = say("views_whole", "All")
    lines = _head_lines(list(names.values()))
    # Vega sets the lines of a label downwards from its foot: blank first lines keep short names at the bottom.
    return {key: "|" * (lines - 1 - label.count("|")) + label for key, label in names.items()}


def _heat_cells(own: pd.DataFrame, row: dict[str, str], column: dict[str, str]) -> pd.DataFrame:
    by_both = standing(own, ("unit_id", "dimension_id"))
    by_unit = standing(own, ("unit_id",)).assign(dimension_id=ALL)
    by_dimension = standing(own, ("dimension_id",)).assign(unit_id=ALL)
    whole = standing(own.assign(unit_id=ALL), ("unit_id",)).assign(dimension_id=ALL)
    cells = pd.concat([by_both, by_unit, by_dimension, whole], ignore_index=True)
    cells = cells[cells["dimension_id"].isin(list(column)) & cells["unit_id"].isin(list(row))]
    places = {key: place for place, key in enumerate(row)}, {key: place for place, key in enumerate(column)}
    cells = cells.assign(i=cells["unit_id"].map(places[0]), j=cells["dimension_id"].map(places[1]))
    cells = cells.sort_values(["i", "j"], ignore_index=True).drop(columns=["i", "j"])
    looks = [_look(cell) for cell in cells.to_dict("records")]
    return cells.assign(
        row=cells["unit_id"].map(row),
        column=cells["dimension_id"].map(column),
        label=[look[0] for look in looks],
        fill=[look[1] for look in looks],
        ink=[look[2] for look in looks],
        tip=[
            f"{row[c['unit_id']]}, {column[c['dimension_id']].replace('|', ' ')}: {sentences.standing_line(c)}"
            for c in cells.to_dict("records")
        ],
        share_on_time_pct=cells["share_on_time_pct"].round(1),
    )


def _look(cell: dict[str, object]) -> tuple[str, str, str]:
    """What stands in a cell, on which colour, in which ink."""
    counted, unknown = words.int_of(cell["n_counted"]), words.int_of(cell["n_not_reported"])
    if counted and counted == unknown:
        return BY_ID["not_reported"].sign, theme.PAPER, BY_ID["not_reported"].ink
    if not counted:
        return NONE_MARK, theme.PAPER, theme.MUTED
    share = float(str(cell["share_on_time_pct"]))
    ink = theme.PAPER if share >= _DARK_FROM else theme.INK
    return format_number(share, 0), _shade(share), ink


def _shade(share: float) -> str:
    """A colour between light (0 %) and the accent (100 %)."""
    pairs = [(int(_LIGHT[i : i + 2], 16), int(theme.ACCENT[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(low + (high - low) * share / 100):02X}" for low, high in pairs)


def _head_lines(labels: list[str]) -> int:
    return max(label.count("|") + 1 for label in labels)


def _wrapped(dimension_id: str, short_name: str) -> str:
    return "|".join([f"{dimension_id}.", *textwrap.wrap(short_name, 10)])


def _heat_title(cells: pd.DataFrame, unit_group: str) -> str:
    total = cells[(cells["unit_id"] == ALL) & (cells["dimension_id"] != ALL) & (cells["n_counted"] > 0)]
    who = words.sentence_case(words.group_noun(unit_group))
    if total.empty:
        return say("views_whole", "{who}: nothing was due yet", who=who)
    low, high = (
        total.loc[pick, "column"].replace("|", " ").strip()
        for pick in (total["share_on_time_pct"].idxmin(), total["share_on_time_pct"].idxmax())
    )
    return say(
        "views_whole", "{who}: best on time in {best}, least in {least}", who=who, best=high, least=low
    )


def _heat_alt(cells: pd.DataFrame) -> str:
    whole = cells[cells["dimension_id"] == ALL]
    listed = "; ".join(f"{row.row} {_spoken(row.label)}" for row in whole.itertuples(index=False))
    return say("views_whole", "Share done on time of all that was due: {list}.", list=listed)


def _spoken(label: str) -> str:
    if label == BY_ID["not_reported"].sign:
        return words.status_word("not_reported")
    return label if label == NONE_MARK else f"{label}%"


def _status_title(told: pd.DataFrame, who: str) -> str:
    total, done = len(told), int(told["status"].isin(["done_on_time", "done_late"]).sum())
    overdue = int((told["status"] == "overdue").sum())
    if overdue:
        return say(
            "views_whole",
            "{who}: {done} of {total} assigned tasks done, {overdue} overdue",
            who=who,
            done=done,
            total=total,
            overdue=overdue,
        )
    return say(
        "views_whole",
        "{who}: {done} of {total} assigned tasks done, none overdue",
        who=who,
        done=done,
        total=total,
    )


def _status_alt(frame: pd.DataFrame) -> str:
    parts = []
    for name, rows in frame.groupby("name", sort=False):
        parts.append(
            f"{name}: "
            + ", ".join(f"{row.n} {words.status_word(row.status_id)}" for row in rows.itertuples())
        )
    return "; ".join(parts) + "."


def _day_scale(rows: pd.DataFrame) -> alt.Scale:
    """Room for the outermost circles."""
    first, last = rows["due_date"].min(), rows["due_date"].max()
    room = pd.Timedelta(days=max(3, round((last - first).days * 0.035)))
    return alt.Scale(domain=[(first - room).strftime("%Y-%m-%d"), (last + room).strftime("%Y-%m-%d")])


def _lane_names(dimensions: pd.DataFrame) -> dict[str, str]:
    return {d.dimension_id: f"{d.dimension_id}. {d.short_name}" for d in dimensions.itertuples(index=False)}


def _day_status(row: dict[str, object], edition: EditionRow) -> str:
    if words.int_of(row["n_counted"]):
        return overall_status(row)
    done = words.int_of(row["n_done"]) == words.int_of(row["n_obligations"])
    return "done_on_time" if done else "not_due"


def _day_label(row: dict[str, object]) -> str:
    if words.int_of(row["n_counted"]):
        return f"{words.int_of(row['n_on_time'])}/{words.int_of(row['n_counted'])}"
    return str(words.int_of(row["n_obligations"]))


def _day_words(row: dict[str, object]) -> str:
    if words.int_of(row["n_counted"]):
        return sentences.standing_line(row)
    return say("views_whole", "{n} assigned tasks fall due", n=words.int_of(row["n_obligations"]))


def _day_rules(edition: EditionRow) -> list[alt.Chart]:
    frame = pd.DataFrame(
        {
            "due_date": [pd.Timestamp(edition.cutoff_on)],
            "label": [say("views_whole", "cut-off {day}", day=words.date_of(edition.cutoff_on))],
        }
    )
    base = alt.Chart(records(frame)).encode(x=alt.X("due_date:T"))
    return [
        base.mark_rule(color=theme.MUTED, strokeWidth=1.5, strokeDash=[5, 3]),
        base.mark_text(align="right", baseline="bottom", dx=-6, dy=-3, fontSize=12).encode(
            y=alt.value(0), text="label:N"
        ),
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


def _timeline_alt(rows: pd.DataFrame) -> str:
    days = rows.groupby("due_date")[["n_obligations", "n_counted", "n_on_time"]].sum().reset_index()
    return (
        "; ".join(
            f"{words.date_of(row['due_date'])}: {_day_words_short(row)}" for row in days.to_dict("records")
        )
        + "."
    )


def _day_words_short(row: dict[str, object]) -> str:
    if words.int_of(row["n_counted"]):
        return say(
            "views_whole",
            "{n} of {total} on time",
            n=words.int_of(row["n_on_time"]),
            total=words.int_of(row["n_counted"]),
        )
    return say("views_whole", "{n} fall due", n=words.int_of(row["n_obligations"]))
