"""Charts of the official PAPI scores: the province against the national median and best.

Their colour is used for nothing else, so that a provincial survey score is never taken for a unit's figure.
No line is drawn across a break in a series (design, "Rules of the figures").
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from papibook.ground.numbers import format_number
from papibook.ground.texts import say
from papibook.views import theme, words
from papibook.views.behind import rounded
from papibook.views.charts import chart_value, records
from papibook.views.display import Chart
from papibook.views.edition import EditionRow

DECIMALS = 2
"""Places shown of a score; the published tables carry four."""
BREAK_MARK = "≠"
PROVINCE, MEDIAN, BEST = "score", "national_median", "national_best"
_DASHES: dict[str, list[int]] = {PROVINCE: [1, 0], MEDIAN: [6, 4], BEST: [2, 3]}
_COLORS = {PROVINCE: theme.OFFICIAL, MEDIAN: theme.MUTED, BEST: theme.FAINT}
_SHAPES = {PROVINCE: "circle", MEDIAN: "square", BEST: "triangle-up"}


def score_lines(
    scores: pd.DataFrame, edition: EditionRow, *, chart_id: str, name: str, axis_title: str, height: int = 190
) -> Chart:
    """One score over the years: the province, the national median and the best province.

    Breaks are drawn as dashed uprights; years published after the edition's data were closed stand on grey
    and have hollow marks.

    Args:
        scores: schema PAPI_SCORES, rows of one dimension or of the total.
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
            legend=alt.Legend(title=None),
        ),
    }
    base = alt.Chart(records(rows))
    lines = [
        alt.Chart(records(rows[rows["series"] == label]))
        .mark_line(color=_COLORS[column], strokeDash=_DASHES[column], strokeWidth=2)
        .encode(x=shared["x"], y=shared["y"], detail="segment:N")
        for column, label in _series_names(edition).items()
    ]
    marks = base.mark_point(filled=False, size=60, opacity=1, strokeWidth=2).encode(
        **shared,
        shape=alt.Shape(
            "series:N",
            scale=alt.Scale(domain=labels, range=list(_SHAPES.values())),
            legend=alt.Legend(title=None),
        ),
        fill=alt.condition(
            "datum.is_after",
            alt.value(theme.PAPER),
            alt.Fill("series:N", scale=alt.Scale(domain=labels, range=list(_COLORS.values())), legend=None),
        ),
        tooltip=[alt.Tooltip("tip:N", title=None)],
    )
    layers = [*_after_band(ordered, edition), *_break_rules(ordered), *lines, marks]
    return chart_value(
        alt.layer(*layers).properties(height=height),
        chart_id=chart_id,
        title=_title(ordered, edition, name),
        alt_text=_alt_text(ordered, edition),
        source=_break_note(ordered) + source_text(scores),
        data=ordered,
    )


def is_after(scores: pd.DataFrame, edition: EditionRow) -> pd.Series:
    """Whether a score was published only after the edition's data were closed."""
    return (scores["published_on"] > pd.Timestamp(edition.data_closed_on)).fillna(False).astype(bool)


def source_text(scores: pd.DataFrame) -> str:
    """``Nguồn: …`` from the scores' own source column."""
    return say("views_whole", "Source: {source}.", source="; ".join(sorted(set(scores["source"].dropna()))))


def _series_names(edition: EditionRow) -> dict[str, str]:
    return {
        PROVINCE: str(edition.province_name),
        MEDIAN: say("views_whole", "national median"),
        BEST: say("views_whole", "highest province"),
    }


def _long(ordered: pd.DataFrame, edition: EditionRow) -> pd.DataFrame:
    about = ordered.assign(
        part=ordered["is_break"].fillna(False).astype(int).cumsum(), is_after=is_after(ordered, edition)
    )
    pieces = []
    for column, series in _series_names(edition).items():
        piece = about[["year", "part", "is_after", "best_province"]].assign(
            series=series, points=about[column]
        )
        piece["segment"] = series + " " + piece["part"].astype(str)
        piece["tip"] = [
            _tip(
                series,
                row,
                " (" + row.best_province + ")"
                if column == BEST and isinstance(row.best_province, str)
                else "",
            )
            for row in piece.itertuples(index=False)
        ]
        pieces.append(piece.drop(columns=["part", "best_province"]))
    rows = pd.concat(pieces, ignore_index=True).dropna(subset=["points"])
    return rounded(rows, {"points": DECIMALS})


def _tip(series: str, row: object, more: str) -> str:
    year, points, after = (
        getattr(row, "year", ""),
        getattr(row, "points", None),
        getattr(row, "is_after", False),
    )
    text = f"{series}{more}, {year}: {format_number(points, DECIMALS)}"
    return f"{text} ({say('views_whole', 'published after this period')})" if after else text


def _year_axis(ordered: pd.DataFrame) -> alt.Axis:
    return alt.Axis(
        title=say("views_whole", "Survey year"),
        values=[int(y) for y in ordered["year"]],
        format="d",
        grid=False,
    )


def _year_scale(ordered: pd.DataFrame) -> alt.Scale:
    return alt.Scale(domain=[int(ordered["year"].min()) - 0.4, int(ordered["year"].max()) + 0.5], nice=False)


def _after_band(ordered: pd.DataFrame, edition: EditionRow) -> list[alt.Chart]:
    after = ordered.loc[is_after(ordered, edition), "year"]
    if after.empty:
        return []
    start, end = int(after.min()) - 0.5, int(after.max()) + 0.5
    frame = pd.DataFrame(
        {"start": [start], "end": [end], "label": [say("views_whole", "published after this period")]}
    )
    base = alt.Chart(records(frame))
    return [
        base.mark_rect(color=theme.GRID, opacity=0.6).encode(
            x=alt.X("start:Q", scale=_year_scale(ordered)), x2="end:Q"
        ),
        base.mark_text(align="left", baseline="bottom", dx=6, dy=-4, fontSize=12, color=theme.MUTED).encode(
            x=alt.X("start:Q", scale=_year_scale(ordered)), y=alt.value(0), text="label:N"
        ),
    ]


def _break_rules(ordered: pd.DataFrame) -> list[alt.Chart]:
    broken = ordered.loc[ordered["is_break"].fillna(False), "year"]
    if broken.empty:
        return []
    frame = pd.DataFrame({"at": broken.astype(float) - 0.5, "label": BREAK_MARK})
    base = alt.Chart(records(frame)).encode(x=alt.X("at:Q", scale=_year_scale(ordered)))
    return [
        base.mark_rule(color=theme.INK, strokeDash=[3, 3], strokeWidth=1),
        base.mark_text(baseline="bottom", dy=-4, fontSize=12, color=theme.INK).encode(
            y=alt.value(0), text="label:N"
        ),
    ]


def _break_note(ordered: pd.DataFrame) -> str:
    if not bool(ordered["is_break"].fillna(False).any()):
        return ""
    return (
        say(
            "views_whole",
            "{mark}: the measure changed, not comparable with the year before.",
            mark=BREAK_MARK,
        )
        + " "
    )


def _title(ordered: pd.DataFrame, edition: EditionRow, name: str) -> str:
    known = ordered[~is_after(ordered, edition)].dropna(subset=[PROVINCE])
    if known.empty:
        return say("views_whole", "{name}: no score was published in this period", name=name)
    last = known.iloc[-1]
    gap = round(float(last[PROVINCE]), DECIMALS) - round(float(last[MEDIAN]), DECIMALS)
    facts = {
        "name": name,
        "points": format_number(float(last[PROVINCE]), DECIMALS),
        "year": int(last["year"]),
        "gap": format_number(abs(gap), DECIMALS),
        "rank": f"{words.int_of(last['province_rank'])}/{words.int_of(last['n_provinces'])}",
    }
    if gap > 0:
        return say(
            "views_whole",
            "{name}: {points} points in {year}, {gap} above the national median, rank {rank}",
            **facts,
        )
    if gap < 0:
        return say(
            "views_whole",
            "{name}: {points} points in {year}, {gap} below the national median, rank {rank}",
            **facts,
        )
    return say(
        "views_whole", "{name}: {points} points in {year}, at the national median, rank {rank}", **facts
    )


def _alt_text(ordered: pd.DataFrame, edition: EditionRow) -> str:
    parts = [
        say(
            "views_whole",
            "{year}: {points}, median {median}, highest {best}",
            year=int(row["year"]),
            points=format_number(row[PROVINCE], DECIMALS),
            median=format_number(row[MEDIAN], DECIMALS),
            best=format_number(row[BEST], DECIMALS),
        )
        + (f" ({say('views_whole', 'break before this year')})" if row["is_break"] is True else "")
        for row in ordered.to_dict("records")
    ]
    head = say(
        "views_whole",
        "Official PAPI scores of {province}.",
        province=words.within_sentence(edition.province_name),
    )
    return f"{head} {'; '.join(parts)}."
