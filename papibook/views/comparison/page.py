"""The comparison page: what moved since the comparable period. Where there is none, it says so and why."""

from __future__ import annotations

import pandas as pd

from papibook.ground.texts import say
from papibook.measures.periods import compared_with
from papibook.model.inline import Inline, text_of
from papibook.views.common import words
from papibook.views.common.display import Chart, Html, Stack, escape
from papibook.views.common.edition import EditionRow, units_source
from papibook.views.common.filling import fill
from papibook.views.common.html import inline_html
from papibook.views.common.links import UNREAD_ANCHOR, page_link, unit_links
from papibook.views.common.rows import cells, rows_of
from papibook.views.common.same_units import on_same_units
from papibook.views.comparison.charts import share_moves
from papibook.views.comparison.tables import baseline_table, moves_table, period_names


def comparison_basis(edition: EditionRow) -> Html:
    """What this edition is compared with; for a first period why there is nothing, and when there will be."""
    _, basis = compared_with(edition)
    if basis == "year_before":
        text = say("views_whole", "Compared with the same period of the year before.")
    elif basis == "half_year":
        text = say(
            "views_whole",
            "Compared with the first half of the year: shares on time as they stood at the two "
            "cut-offs; figures "
            "that add up over the year, second half against first; figures of a day, cut-off against "
            "cut-off. The "
            "first half is read as it stood when the data of this edition were closed, so that later "
            "corrections count; "
            "it can differ from what the edition of the first half printed.",
        )
    elif edition.unread_id:
        return Html(f'<p class="pb-lead">{inline_html(_unread(str(edition.unread_id)))}</p>')
    else:
        text = say(
            "views_whole",
            "There is no comparable period yet. {period} is the first period reported on under plan "
            "{plan}: the "
            "same period a year before was not reported, and a half-year is not compared with a whole year. "
            "{next} Until then the values below are the baseline.",
            period=words.sentence_case(str(edition.period_name)),
            plan=edition.plan_number,
            next=_next(edition),
        )
    return Html(f'<p class="pb-lead">{escape(text)}</p>')


def _unread(period_id: str) -> Inline:
    return fill(
        say(
            "views_whole",
            "There is no comparable period yet: reports of {period} were received, but none can be read; "
            "what is wrong with each stands under {findings}. Until then the values below are the baseline.",
        ),
        period=period_id,
        findings=page_link("quality", say("views_whole", "Data quality"), anchor=UNREAD_ANCHOR),
    )


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
        link=cells(
            page_link(f"dimensions/{row['dimension_id']}", f"{row['dimension_id']}. {row['dimension_name']}")
            for row in rows_of(rows)
        ),
    )
    return _moves(
        named,
        "dimensions",
        say("views_whole", "dimensions"),
        say("views_whole", "Dimension"),
        "dimension_id",
        edition,
    )


def unit_moves(changes: pd.DataFrame, units: pd.DataFrame, edition: EditionRow, unit_group: str) -> Stack:
    """Shares on time by unit of one kind, then and now: chart and table.

    A unit that did not report in one of the periods has no share in it, and no change.

    Args:
        changes: papibook.measures.standing_changes by unit.
    """
    members = units.loc[
        (units["unit_group"] == unit_group) & units["is_reporting"].fillna(False),
        ["unit_id", "short_name", "sort_order"],
    ]
    rows = changes.merge(members, on="unit_id", how="inner").sort_values(
        "sort_order", kind="stable", ignore_index=True
    )
    named = rows.assign(name=rows["short_name"], link=unit_links(rows["unit_id"], units))
    return _moves(
        named, unit_group, words.group_noun(unit_group), say("views_whole", "Unit"), "unit_id", edition
    )


def _moves(named: pd.DataFrame, key: str, who: str, head: str, id_column: str, edition: EditionRow) -> Stack:
    compared = named[named["change"].notna()].reset_index(drop=True)
    before, now = period_names(edition)
    if compared.empty:
        return Stack((baseline_table(named, key, head, id_column, edition),))
    chart: Chart = share_moves(
        compared[
            [
                "name",
                "previous_n_counted",
                "previous_n_on_time",
                "previous_pct",
                "n_counted",
                "n_on_time",
                "share_on_time_pct",
                "change",
                "direction_of_change",
            ]
        ],
        chart_id=f"moves-{key}",
        who=who,
        before=before,
        now=now,
        source=" ".join(filter(None, (_on(compared, edition), units_source(edition)))),
    )
    return Stack((chart, moves_table(named, key, head, id_column, edition)))


def _on(compared: pd.DataFrame, edition: EditionRow) -> str:
    on = text_of(on_same_units(compared, edition))
    return say("views_whole", "Shares {on}.", on=on) if on else ""


def _next(edition: EditionRow) -> str:
    year = pd.Timestamp(edition.cutoff_on).year
    if edition.period_kind == "half_year":
        return say(
            "views_whole",
            "The edition of the year {year} will compare its second half with its first; the first "
            "half of {next} will be "
            "compared with this period.",
            year=year,
            next=year + 1,
        )
    return say("views_whole", "The year {next} will be compared with this one.", next=year + 1)
