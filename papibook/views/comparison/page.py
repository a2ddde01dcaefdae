"""The comparison page: what moved since the comparable period. Where there is none, it says so and why."""

from __future__ import annotations

import pandas as pd

from papibook.ground.texts import say
from papibook.measures.periods import compared_with
from papibook.model.groups import UnitGroup, members_of, reporting_groups, split_ids
from papibook.model.inline import Inline, text_of
from papibook.views.common import words
from papibook.views.common.compared import compared_name
from papibook.views.common.display import Chart, Heading, Html, Stack, escape
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
    if basis == "comparable":
        text = _with_comparable(edition)
    elif basis == "contained":
        text = _with_contained(edition)
    elif edition.unread_id:
        return Html(f'<p class="pb-lead">{inline_html(_unread(str(edition.unread_id)))}</p>')
    else:
        text = _with_nothing(edition)
    text = " ".join(filter(None, (text, changed_units(edition))))
    return Html(f'<p class="pb-lead">{escape(text)}</p>')


def changed_units(edition: EditionRow) -> str:
    """What of the comparison is not as before because units were merged, renamed or divided; or nothing."""
    if edition.units_changed_on is None or not edition.compared_id:
        return ""
    day, n_rebased, n_cut = (
        words.date_of(edition.units_changed_on),
        edition.n_units_rebased,
        edition.n_units_cut,
    )
    if n_rebased and n_cut:
        return say(
            "views_whole",
            "Units have changed since {day}: for {n} units the earlier figures are those of the units that "
            "they were made of, added up; {cut} units took in parts of others and are not compared.",
            day=day,
            n=n_rebased,
            cut=n_cut,
        )
    if n_rebased:
        return say(
            "views_whole",
            "Units have changed since {day}: for {n} units the earlier figures are those of the units that "
            "they were made of, added up.",
            day=day,
            n=n_rebased,
        )
    return say(
        "views_whole",
        "Units have changed since {day}: {cut} units took in parts of others and are not compared.",
        day=day,
        cut=n_cut,
    )


def _with_comparable(edition: EditionRow) -> str:
    if not edition.compared_plan:
        return say("views_whole", "Compared with {period}.", period=compared_name(edition))
    return say(
        "views_whole",
        "Compared with {period}, which was reported on under plan {other}: each share on time is that of the "
        "tasks due under its own plan, beside their number; figures are compared only where both plans "
        "define them alike.",
        period=compared_name(edition),
        other=edition.compared_plan,
    )


def _with_contained(edition: EditionRow) -> str:
    flows = (
        say(
            "views_whole",
            "figures that add up, what came after {period} against it",
            period=compared_name(edition),
        )
        if edition.has_difference
        else say(
            "views_whole",
            "figures that add up are not compared: {period} and what came after it are not equally long",
            period=compared_name(edition),
        )
    )
    return say(
        "views_whole",
        "Compared with {period}: shares on time as they stood at the two cut-offs; {flows}; figures of a "
        "day, cut-off against cut-off. Its figures are read as they stood when the data of this edition were "
        "closed, so that later corrections count; they can differ from what its own edition printed.",
        period=compared_name(edition),
        flows=flows,
    )


def _with_nothing(edition: EditionRow) -> str:
    period, plan = words.sentence_case(str(edition.period_name)), edition.plan_number
    why = (
        say(
            "views_whole",
            "{period} is the first period reported on under plan {plan}.",
            period=period,
            plan=plan,
        )
        if edition.is_first
        else say(
            "views_whole",
            "Nothing is there that {period} may be compared with.",
            period=words.within_sentence(edition.period_name),
        )
    )
    later = _later(edition)
    return " ".join(
        filter(
            None,
            (
                say("views_whole", "There is no comparable period yet."),
                why,
                later,
                say("views_whole", "Until then the values below are the baseline.") if later else "",
            ),
        )
    )


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


def unit_moves(changes: pd.DataFrame, units: pd.DataFrame, edition: EditionRow, *, heading: str) -> Stack:
    """Shares on time by unit, then and now: for each group a heading, chart and table.

    A unit that did not report in one of the periods has no share in it, and no change.

    Args:
        changes: papibook.measures.standing_changes by unit.
        units: schema SHOWN_UNITS.
        heading: over each group; ``{units}`` is what its units are called.
    """
    return Stack(
        tuple(
            part
            for group in reporting_groups(units)
            for part in (
                Heading(text_of(fill(heading, units=group.many))),
                *_group_moves(changes, units, edition, group).parts,
            )
        )
    )


def _group_moves(changes: pd.DataFrame, units: pd.DataFrame, edition: EditionRow, group: UnitGroup) -> Stack:
    members = members_of(units, group.group_id)[["unit_id", "short_name", "sort_order"]]
    rows = changes.merge(members, on="unit_id", how="inner").sort_values(
        "sort_order", kind="stable", ignore_index=True
    )
    named = rows.assign(name=rows["short_name"], link=unit_links(rows["unit_id"], units))
    return _moves(named, group.group_id, group.many, say("views_whole", "Unit"), "unit_id", edition)


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


def _later(edition: EditionRow) -> str:
    """Which periods of the plan will be compared with this one; nothing where none will."""
    names = [words.within_sentence(name) for name in split_ids(edition.later_periods)]
    if not names:
        return ""
    return say(
        "views_whole",
        "The report of {periods} will be compared with this one.",
        periods=words.join_words(names),
    )
