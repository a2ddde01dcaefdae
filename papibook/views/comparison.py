"""The comparison page: what moved since the comparable period. Where there is none, it says so and why."""

from __future__ import annotations

import pandas as pd

from papibook.ground.numbers import NONE_MARK
from papibook.ground.texts import say
from papibook.measures.periods import compared_with
from papibook.views import words
from papibook.views.comparison_charts import share_moves
from papibook.views.display import Chart, Html, Stack, Table, escape
from papibook.views.edition import EditionRow, units_source
from papibook.views.links import page_link, unit_links
from papibook.views.signs import change_sign, status_sign
from papibook.views.tables import TableColumn, TableShape, make_table

_FIGURE_GROUPS = {
    "better": "Better",
    "worse": "Worse",
    "same": "Unchanged",
    "neutral": "Not judged: neutral, or for context only",
}
_FIGURE_BASIS = {
    "year_before": "same period a year before",
    "second_half": "second half-year against first",
    "cutoff": "cut-off against cut-off",
}


def comparison_basis(edition: EditionRow) -> Html:
    """What this edition is compared with; for a first period why there is nothing yet, and when there will be."""
    _, basis = compared_with(edition)
    if basis == "year_before":
        text = say("views_whole", "Compared with the same period of the year before.")
    elif basis == "half_year":
        text = say(
            "views_whole",
            "Compared with the first half of the year: shares on time as they stood at the two cut-offs; figures "
            "that add up over the year, second half against first; figures of a day, cut-off against cut-off. The "
            "first half is read as it stood when the data of this edition were closed, so that later corrections count; "
            "it can differ from what the edition of the first half printed.",
        )
    else:
        text = say(
            "views_whole",
            "There is no comparable period yet. {period} is the first period reported on under plan {plan}: the "
            "same period a year before was not reported, and a half-year is not compared with a whole year. "
            "{next} Until then the values below are the baseline.",
            period=words.sentence_case(str(edition.period_name)),
            plan=edition.plan_number,
            next=_next(edition),
        )
    return Html(f'<p class="pb-lead">{escape(text)}</p>')


def dimension_moves(changes: pd.DataFrame, dimensions: pd.DataFrame, edition: EditionRow) -> Stack:
    """Shares on time by dimension, then and now: chart and table.

    Args:
        changes: papibook.measures.standing_changes by dimension.
    """
    rows = changes.merge(
        dimensions[["dimension_id", "short_name", "dimension_name"]], on="dimension_id", how="left"
    )
    rows = rows.sort_values("dimension_id", kind="stable", ignore_index=True)
    named = rows.assign(
        name=rows["dimension_id"] + ". " + rows["short_name"],
        link=[
            page_link(f"dimensions/{row['dimension_id']}", f"{row['dimension_id']}. {row['dimension_name']}")
            for row in rows.to_dict("records")
        ],
    )
    return _moves(
        named,
        "dimensions",
        say("views_whole", "dimensions"),
        say("views_whole", "Dimension"),
        "dimension_id",
        edition,
    )


def unit_moves(
    changes: pd.DataFrame, reports: pd.DataFrame, units: pd.DataFrame, edition: EditionRow, unit_group: str
) -> Stack:
    """Shares on time by unit of one kind, then and now: chart and table.

    A unit that did not report in one of the periods has no change: its share of 0 says nothing of its work.

    Args:
        changes: papibook.measures.standing_changes by unit.
        reports: schema REPORTS, of the edition's periods.
    """
    members = units.loc[
        (units["unit_group"] == unit_group) & units["is_reporting"].fillna(False),
        ["unit_id", "short_name", "sort_order"],
    ]
    rows = changes.merge(members, on="unit_id", how="inner").sort_values(
        "sort_order", kind="stable", ignore_index=True
    )
    named = rows.assign(name=rows["short_name"], link=unit_links(rows["unit_id"], units))
    named = _silence(named, reports, edition)
    return _moves(
        named, unit_group, words.group_noun(unit_group), say("views_whole", "Unit"), "unit_id", edition
    )


def figure_moves(
    changes: pd.DataFrame, indicators: pd.DataFrame, dimensions: pd.DataFrame, edition: EditionRow
) -> Table | Html:
    """The district's figures then and now, grouped by better, worse, unchanged and not judged.

    Args:
        changes: papibook.measures.district_changes.
    """
    own = changes[(changes["period_id"] == edition.period_id) & (changes["status"] == "compared")]
    if own.empty:
        return Html(
            f'<p class="pb-muted">{escape(say("views_whole", "There is no comparable period yet."))}</p>'
        )
    facts = indicators[["indicator_id", "indicator_name", "dimension_id", "unit_measure", "kind", "decimals"]]
    rows = own.merge(facts, on="indicator_id", how="left", validate="one_to_one")
    rank = {kind: place for place, kind in enumerate(_FIGURE_GROUPS)}
    rows = rows.assign(rank=rows["direction_of_change"].map(rank))
    rows = rows.sort_values(["rank", "dimension_id", "indicator_id"], kind="stable", ignore_index=True)
    records = rows.to_dict("records")
    shown = rows.assign(
        group=[say("views_whole", _FIGURE_GROUPS[row["direction_of_change"]]) for row in records],
        link=[
            page_link(f"dimensions/{row['dimension_id']}", f"{row['indicator_id']} {row['indicator_name']}")
            for row in records
        ],
        measure=[words.measure_of(row["unit_measure"], row["kind"], total=True) for row in records],
        moved=[
            change_sign(row["change"], row["direction_of_change"], words.int_of(row["decimals"]))
            for row in records
        ],
        how=[say("views_whole", _FIGURE_BASIS[row["basis"]]) for row in records],
    )
    columns = [
        TableColumn("link", say("views_whole", "Indicator")),
        TableColumn("measure", say("views_whole", "Unit of measure")),
        TableColumn("previous", say("views_whole", "Before"), "number", decimals="decimals"),
        TableColumn("value", say("views_whole", "Now"), "number", decimals="decimals"),
        TableColumn("moved", say("views_whole", "Change"), align="right"),
        TableColumn("how", say("views_whole", "Compared")),
        TableColumn("n_units", say("views_whole", "Units in both"), "number"),
    ]
    shape = TableShape(
        "figure-moves",
        _figures_caption(rows),
        stub="link",
        groups="group",
        notes=(
            say(
                "views_whole",
                "Both values stand on the same units: those that gave the figure both times. They can differ from the district value of the period.",
            ),
            units_source(edition),
        ),
        wide=True,
    )
    return make_table(shown, columns, shape, data=own)


def _silence(named: pd.DataFrame, reports: pd.DataFrame, edition: EditionRow) -> pd.DataFrame:
    """``named`` without the shares of periods in which the unit did not report."""
    before_id, _ = compared_with(edition)
    silent = reports[reports["report_status"] == "not_reported"]
    now = named["unit_id"].isin(silent.loc[silent["period_id"] == edition.period_id, "unit_id"])
    before = (
        named["unit_id"].isin(silent.loc[silent["period_id"] == before_id, "unit_id"])
        if before_id
        else now & False
    )
    return named.assign(
        share_on_time_pct=named["share_on_time_pct"].mask(now),
        previous_pct=named["previous_pct"].mask(before),
        change=named["change"].mask(now | before),
        direction_of_change=named["direction_of_change"].mask(now | before),
        is_silent=now,
        was_silent=before,
    )


def _moves(named: pd.DataFrame, key: str, who: str, head: str, id_column: str, edition: EditionRow) -> Stack:
    compared = named[named["change"].notna()].reset_index(drop=True)
    before, now = _period_names(edition)
    if compared.empty:
        return Stack((_baseline_table(named, key, head, id_column, edition),))
    chart: Chart = share_moves(
        compared[["name", "previous_pct", "share_on_time_pct", "change", "direction_of_change"]],
        chart_id=f"moves-{key}",
        who=who,
        before=before,
        now=now,
        source=units_source(edition),
    )
    return Stack((chart, _moves_table(named, key, head, id_column, edition)))


def _with_signs(named: pd.DataFrame) -> pd.DataFrame:
    """``named`` with the sign "not reported" in place of a share that says nothing."""
    columns = {}
    for share, flag in (("share_on_time_pct", "is_silent"), ("previous_pct", "was_silent")):
        silent = named[flag] if flag in named else [False] * len(named)
        values = zip(named[share].astype(object), silent, strict=True)
        columns[share] = pd.Series(
            [status_sign("not_reported") if quiet else value for value, quiet in values],
            index=named.index,
            dtype="object",
        )
    return named.assign(**columns)


def _moves_table(named: pd.DataFrame, key: str, head: str, id_column: str, edition: EditionRow) -> Table:
    before, now = _period_names(edition)
    shown = _with_signs(named).assign(
        moved=[
            change_sign(row["change"], words.text_of(row["direction_of_change"], "none"), 1)
            for row in named.to_dict("records")
        ]
    )
    columns = [
        TableColumn("link", head),
        TableColumn(
            "previous_n_counted", say("views_whole", "Tasks due"), "number", spanner=before, missing=NONE_MARK
        ),
        TableColumn(
            "previous_pct",
            say("views_whole", "On time"),
            "percent",
            decimals=1,
            spanner=before,
            missing=NONE_MARK,
        ),
        TableColumn("n_counted", say("views_whole", "Tasks due"), "number", spanner=now),
        TableColumn(
            "share_on_time_pct",
            say("views_whole", "On time"),
            "percent",
            decimals=1,
            spanner=now,
            missing=NONE_MARK,
        ),
        TableColumn("moved", say("views_whole", "Change (percentage points)"), align="right"),
    ]
    shape = TableShape(
        f"moves-table-{key}",
        say("views_whole", "Share on time, then and now"),
        stub="link",
        notes=(units_source(edition),),
    )
    return make_table(shown, columns, shape, data=_behind(named, id_column))


def _baseline_table(named: pd.DataFrame, key: str, head: str, id_column: str, edition: EditionRow) -> Table:
    columns = [
        TableColumn("link", head),
        TableColumn("n_counted", say("views_whole", "Tasks due"), "number"),
        TableColumn(
            "share_on_time_pct", say("views_whole", "On time"), "percent", decimals=1, missing=NONE_MARK
        ),
    ]
    shape = TableShape(
        f"baseline-{key}",
        say("views_whole", "Share on time of this period: the baseline for later comparison"),
        stub="link",
        notes=(units_source(edition),),
    )
    return make_table(_with_signs(named), columns, shape, data=_behind(named, id_column))


def _behind(named: pd.DataFrame, id_column: str) -> pd.DataFrame:
    return named[
        [id_column, "previous_n_counted", "previous_pct", "n_counted", "share_on_time_pct", "change"]
    ]


def _period_names(edition: EditionRow) -> tuple[str, str]:
    _, basis = compared_with(edition)
    before = (
        say("views_whole", "First half-year") if basis == "half_year" else say("views_whole", "A year before")
    )
    return before, words.sentence_case(str(edition.period_name))


def _next(edition: EditionRow) -> str:
    year = pd.Timestamp(edition.cutoff_on).year
    if edition.period_kind == "half_year":
        return say(
            "views_whole",
            "The edition of the year {year} will compare its second half with its first; the first half of {next} will be "
            "compared with this period.",
            year=year,
            next=year + 1,
        )
    return say("views_whole", "The year {next} will be compared with this one.", next=year + 1)


def _figures_caption(rows: pd.DataFrame) -> str:
    counts = rows["direction_of_change"].value_counts()
    return say(
        "views_whole",
        "{better} indicators are better, {worse} worse, {same} unchanged",
        better=int(counts.get("better", 0)),
        worse=int(counts.get("worse", 0)),
        same=int(counts.get("same", 0)),
    )
