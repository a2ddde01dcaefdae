"""What the leadership must decide, whom to press, who is silent: the cover's lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

import pandas as pd

from papibook.ground.texts import say
from papibook.measures.flags import is_true
from papibook.measures.overdue import UNDONE, UNDONE_STATUSES, overdue, worst_units
from papibook.measures.remarks import common_proposals, difficulties_of_undone
from papibook.measures.reports import n_silent
from papibook.model.facts import Fact, Facts, Named
from papibook.model.figures import About
from papibook.model.inline import Inline, joined
from papibook.views.common import sentences, words
from papibook.views.common.commentary import DECISIONS, markdown_items
from papibook.views.common.display import Html, escape
from papibook.views.common.edition import EditionRow, current
from papibook.views.common.filling import fill
from papibook.views.common.html import inline_html
from papibook.views.common.links import (
    HELD_UP_ANCHOR,
    SILENT_ANCHOR,
    linked_units,
    office_anchor,
    page_link,
    proposal_anchor,
    silent_units,
)
from papibook.views.common.rows import Row, cut, rows_of
from papibook.views.common.standing_lines import REPORTS_ANCHOR

_MOST_PROPOSALS = 3
_WORST = 3


def silent_facts(reports: pd.DataFrame, units: pd.DataFrame, edition: EditionRow) -> Facts:
    """Who has not reported, by name. Nothing to state: all have.

    Names: n_units_silent, n_reporting, silent (their names, each linked; of more than a sentence holds the
    link to their list).

    Args:
        reports, units: schemas REPORTS (rows of one period), UNITS.
    """
    about = About(str(edition.period_id))
    silent = silent_units(reports, units)
    total = Fact(about.figure("n_reporting", len(reports)))
    named: Named = {
        "n_units_silent": Fact(about.figure("n_units_silent", n_silent(reports))),
        "n_reporting": total,
        "silent": _all_or_link(silent),
    }
    everybody = fill(say("views_whole", "All {n} units that owe a report have reported."), n=total)
    return Facts(named, None if silent else everybody)


def _all_or_link(silent: list[Inline]) -> Inline:
    if len(silent) <= sentences.MOST_NAMES:
        return joined(silent)
    return page_link("quality", say("views", "see the list"), anchor=SILENT_ANCHOR)


Decision: TypeAlias = tuple[str, Inline]
"""What is to be decided, as HTML within a line; where it is set out."""


def decisions(*groups: Sequence[Decision]) -> Html:
    """What the leadership must decide, each with the place where it is set out, in the order of ``groups``.

    Those are made by the functions below: what holds up the whole first, then what the office proposes, then
    what several units propose.
    """
    items = [item for group in groups for item in group]
    if not items:
        nothing = say("views_whole", "Nothing is put to the leadership in this period.")
        return Html(f'<p class="pb-muted">{escape(nothing)}</p>')
    listed = "\n".join(
        f'<li>{said} <span class="pb-decision-source">({inline_html(source)})</span></li>'
        for said, source in items
    )
    return Html(f'<ol class="pb-decisions">\n{listed}\n</ol>')


def missing_reports(
    district: pd.DataFrame, reports: pd.DataFrame, units: pd.DataFrame, edition: EditionRow
) -> list[Decision]:
    """Reports that have not come, and how many indicators with a target they keep from being whole.

    Args:
        district, reports, units: schemas DISTRICT_FIGURES, REPORTS (of one period), UNITS.
    """
    silent = silent_units(reports, units)
    asked = current(district, edition)
    asked = asked[asked["target"].notna()]
    n = int((asked["n_units"] < asked["n_units_owing"]).fillna(False).sum())
    if not silent or not n:
        return []
    figure = About(str(edition.period_id)).figure("n_indicators_incomplete", n)
    said = fill(
        say(
            "views_whole",
            "Reports of {units} have not come: {n} indicators with a target stand on fewer units.",
        ),
        units=sentences.names_pieces(silent),
        n=Fact(figure),
    )
    source = page_link("quality", say("views_whole", "see the reports"), anchor=REPORTS_ANCHOR)
    return [(inline_html(said), source)]


def named_difficulties(
    remarks: pd.DataFrame, obligations: pd.DataFrame, edition: EditionRow
) -> list[Decision]:
    """Beside how much of the work that was due and is not done the units name what holds it up.

    Args:
        remarks, obligations: schemas REMARKS, OBLIGATIONS; rows of one period.
    """
    n = len(difficulties_of_undone(remarks, obligations))
    if not n:
        return []
    undone = is_true(obligations["is_counted"]) & obligations["status"].isin(UNDONE_STATUSES)
    about = About(str(edition.period_id))
    said = fill(
        say("views_whole", "Units name difficulties beside {n} of {of} due assigned tasks not done."),
        n=Fact(about.figure("n_undone_explained", n)),
        of=Fact(about.figure("n_undone", int(undone.sum()))),
    )
    source = page_link("remarks", say("views_whole", "see the difficulties"), anchor=HELD_UP_ANCHOR)
    return [(inline_html(said), source)]


def office_decisions(commentary: pd.DataFrame, edition: EditionRow) -> list[Decision]:
    """What the office proposes: ``decisions.md``, each item of its lists.

    Args:
        commentary: schema COMMENTARY.
    """
    own = current(commentary, edition)
    texts = own.loc[own["place"] == DECISIONS, "markdown"].dropna()
    words_of_link = say("views_whole", "the office proposes")
    return [
        (item, page_link("remarks", words_of_link, anchor=office_anchor(place)))
        for text in texts
        for place, item in markdown_items(text)
    ]


def units_decisions(remarks: pd.DataFrame, edition: EditionRow) -> list[Decision]:
    """What most units propose in the same words, and how many more proposals several units share.

    Args:
        remarks: schema REMARKS, rows of one period.
    """
    rows = rows_of(common_proposals(remarks))
    first, alike = cut(rows, _MOST_PROPOSALS, lambda row: row["n_units"])
    items = []
    for place, row in enumerate(first, start=1):
        about = About(str(edition.period_id), subject=f"proposal:{place}")
        link = page_link("remarks", say("views_whole", "see what they write"), anchor=proposal_anchor(place))
        source = fill(
            say("views_whole", "{n} units, {see}"),
            n=Fact(about.figure("n_units_proposing", row["n_units"])),
            see=link,
        )
        items.append((f"“{escape(words.one_line(row['text']))}”", source))
    if len(rows) > _MOST_PROPOSALS:
        about = About(str(edition.period_id))
        more = Fact(about.figure("n_more_proposals_shared", len(rows) - _MOST_PROPOSALS))
        said = fill(say("views_whole", "{n} more proposals of several units."), n=more)
        if alike:
            as_many = Fact(about.figure("n_more_proposals_alike", len(alike)))
            text = say("views_whole", "{n} more proposals of several units, {alike} of as many as the last.")
            said = fill(text, n=more, alike=as_many)
        anchor = proposal_anchor(_MOST_PROPOSALS + 1)
        source = page_link("remarks", say("views_whole", "see the others"), anchor=anchor)
        items.append((inline_html(said), source))
    return items


def worst_three(
    obligations: pd.DataFrame, tasks: pd.DataFrame, units: pd.DataFrame, edition: EditionRow
) -> Html:
    """The three units with the most overdue, then the most undone: what each owes, and what is late longest.

    Those that owe as much as the third are named behind it.

    Args:
        obligations, tasks, units: schemas OBLIGATIONS (rows of one period), TASKS, UNITS.
    """
    worst, others = cut(rows_of(worst_units(obligations, units)), _WORST, _owed)
    if not worst and sentences.nothing_known(obligations):
        return sentences.no_report_yet()
    if not worst:
        nothing = say("views_whole", "No unit that reported owes anything that was due.")
        return Html(f'<p class="pb-muted">{escape(nothing)}</p>')
    late = overdue(obligations, tasks, units).groupby("unit_id", sort=False)
    names, items = linked_units(units), []
    for row in worst:
        about = About(str(edition.period_id), row["unit_id"])
        facts = sentences.standing_facts(row, about).named
        longest: Inline = ()
        if row["unit_id"] in late.groups:
            (first,), alike = cut(rows_of(late.get_group(row["unit_id"])), 1, lambda job: job["days_late"])
            days = replace(about, subject=f"task:{first['task_id']}").figure("days_late", first["days_late"])
            text = say("views_whole", "; longest: {title} ({days} days)")
            if alike:
                text = say("views_whole", "; longest: {title} ({days} days) and {n} more equal to it")
            longest = fill(text, title=first["title"], days=Fact(days), n=len(alike))
        items.append(
            fill(
                say("views_whole", "{unit}: {owed} of {n_counted} due{longest}"),
                unit=names[row["unit_id"]],
                owed=sentences.shortfalls(facts, {name: row[name] for name in UNDONE})[1:],
                n_counted=facts["n_counted"],
                longest=longest,
            )
        )
    if others:
        items.append(
            fill(
                say("views_whole", "As much as {unit}: {others}"),
                unit=names[worst[-1]["unit_id"]],
                others=sentences.names_pieces([names[row["unit_id"]] for row in others]),
            )
        )
    classes = [""] * len(worst) + [' class="pb-alike"'] * bool(others)
    listed = "\n".join(f"<li{css}>{inline_html(item)}</li>" for css, item in zip(classes, items, strict=True))
    return Html(f'<ul class="pb-worst">\n{listed}\n</ul>')


def _owed(row: Row) -> tuple[object, object]:
    """By what the worst are ranked."""
    return row["n_overdue"], row["n_undone"]
