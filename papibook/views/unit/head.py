"""The head of a unit's page: who it is, when and how completely it reported, how it stands."""

from __future__ import annotations

import pandas as pd

from papibook.ground.numbers import NONE_MARK
from papibook.ground.texts import say
from papibook.measures.reports import completeness
from papibook.model.facts import Fact, Facts
from papibook.model.figures import About
from papibook.model.groups import group_noun, members_of
from papibook.model.inline import list_mark
from papibook.model.tables import STANDING
from papibook.views.common import sentences, words
from papibook.views.common.display import Html, escape
from papibook.views.common.edition import EditionRow, current
from papibook.views.common.filling import fill
from papibook.views.common.html import inline_html
from papibook.views.common.links import page_link, unit_link
from papibook.views.common.rows import rows_of
from papibook.views.common.signs import report_sign


def unit_head(units: pd.DataFrame, reports: pd.DataFrame, edition: EditionRow, unit_id: str) -> Html:
    """Code, report, revision, completeness and findings of one unit, as a short list of facts.

    Args:
        units: schema SHOWN_UNITS.
        reports: schema REPORTS; the row of the unit and the edition's period is read.
    """
    unit = units[units["unit_id"] == unit_id].iloc[0]
    report = _own_report(reports, edition, unit_id)
    facts = [(say("views", "Official code"), escape(words.text_of(unit["unit_code"])))]
    facts += [
        (say("views", "Reports through"), _through(report, units)),
        (say("views", "Report"), _received(report)),
        (say("views", "Revision read"), _revision(report)),
        (say("views", "Completeness"), "" if words.is_missing(report["revision"]) else _completeness(report)),
        (say("views", "Findings"), _findings(report)),
    ]
    items = "".join(
        f'<li><span class="pb-fact-label">{escape(label)}:</span> {text}</li>'
        for label, text in facts
        if text
    )
    return Html(f'<ul class="pb-facts">{items}</ul>')


def unit_facts(standing: pd.DataFrame, reports: pd.DataFrame, edition: EditionRow, unit_id: str) -> Facts:
    """How the unit stands.

    Names: those of :func:`papibook.views.common.sentences.standing_facts`, and later (a sentence of its
    own on what is not due yet, empty where all is). Nothing to state: it owes nothing, did not report, or
    nothing was due.

    Args:
        standing: papibook.measures.standing by period_id and unit_id (empty where the unit owes nothing).
    """
    about = About(str(edition.period_id), unit_id)
    rows = current(standing, edition)
    rows = rows[rows["unit_id"] == unit_id]
    row = rows_of(rows)[0] if len(rows) else dict.fromkeys(STANDING.names)
    facts = sentences.standing_facts(row, about)
    not_due = words.int_of(row["n_not_due"]) + words.int_of(row["n_in_progress"])
    later = fill(say("views", "{n} more are not due yet."), n=facts.named["n_later"]) if not_due else ()
    nothing = (
        facts.nothing
        if facts.nothing is None
        else fill("{nothing} {later}", nothing=facts.nothing, later=later)
    )
    if rows.empty:
        nothing = (say("views", "The unit owes no task in this period."),)
    elif _own_report(reports, edition, unit_id)["report_status"] == "not_reported":
        nothing = fill(
            say(
                "views",
                "No report of the unit had been received when the data were closed on {day}; "
                "its {n} assigned tasks due by the cut-off count as not reported.",
            ),
            day=words.date_of(edition.data_closed_on),
            n=facts.named["n_counted"],
        )
    return Facts({**facts.named, "later": later}, nothing)


LISTED = 30
"""So many units of a kind are all named at the end of each one's page; of more, those around it."""
AROUND = 7


def unit_neighbours(units: pd.DataFrame, unit_id: str) -> Html:
    """Links to the unit before, the unit after and those of its kind, in the official order.

    All of its kind up to LISTED, else AROUND before and after: a page must not cost more the more units the
    plan has.
    """
    group = str(units.loc[units["unit_id"] == unit_id, "unit_group"].iloc[0])
    kind = members_of(units, group).sort_values("sort_order", kind="stable", ignore_index=True)
    place = int(kind.index[kind["unit_id"] == unit_id][0])
    first, last = (0, len(kind)) if len(kind) <= LISTED else (max(0, place - AROUND), place + AROUND + 1)
    around = rows_of(kind.iloc[first:last])
    items = [
        f'<strong aria-current="page">{escape(row["short_name"])}</strong>'
        if row["unit_id"] == unit_id
        else inline_html(unit_link(row["page_id"], row["short_name"]))
        for row in around
    ]
    mark = list_mark(row["short_name"] for row in around)
    listed = mark.join(["…"] * (first > 0) + items + ["…"] * (last < len(kind)))
    steps = []
    if place > first:
        before = around[place - first - 1]
        steps.append("← " + inline_html(unit_link(before["page_id"], before["unit_name"])))
    if place - first + 1 < len(around):
        after = around[place - first + 1]
        steps.append(inline_html(unit_link(after["page_id"], after["unit_name"])) + " →")
    label = escape(words.sentence_case(group_noun(units, group)))
    return Html(
        f'<nav class="pb-neighbours" aria-label="{label}"><p>{" · ".join(steps)}</p>'
        f"<p>{label}: {listed}.</p></nav>"
    )


def _own_report(reports: pd.DataFrame, edition: EditionRow, unit_id: str) -> pd.Series:
    own = current(completeness(reports), edition)
    return own[own["unit_id"] == unit_id].iloc[0]


def _received(report: pd.Series) -> str:
    sign = inline_html(report_sign(report["report_status"], report["days_late"]))
    deadline = say("views", "deadline {day}", day=words.date_of(report["deadline_on"]))
    if report["report_status"] == "not_reported":
        return f"{sign} ({escape(deadline)})"
    received = words.received_of(report["first_received_at"])
    return f"{sign}, {escape(received)} ({escape(deadline)})"


def _through(report: pd.Series, units: pd.DataFrame) -> str:
    """The unit in whose workbook it reports; empty where it sends its own."""
    sender = units[units["unit_id"] == report["reports_through"]]
    return "" if sender.empty else inline_html(unit_link(*sender.iloc[0][["page_id", "unit_name"]]))


def _revision(report: pd.Series) -> str:
    if words.is_missing(report["revision"]):
        return ""
    number = words.int_of(report["revision"])
    if number == 1:
        return escape(say("views", "revision 1, the first report"))
    received = words.received_of(report["received_at"])
    return escape(say("views", "revision {n}, {received}", n=number, received=received))


def _completeness(report: pd.Series) -> str:
    said = fill(
        say(
            "views",
            "{tasks} of {tasks_owed} tasks and {figures} of {figures_owed} figures answered ({share})",
        )
        if words.int_of(report["figures_owed"])
        else say("views", "{tasks} of {tasks_owed} tasks answered ({share}); no figures are owed"),
        tasks=_fact(report, "tasks_answered"),
        tasks_owed=_fact(report, "tasks_owed"),
        figures=_fact(report, "figures_answered"),
        figures_owed=_fact(report, "figures_owed"),
        share=Fact(_about(report).figure("complete", report["complete_pct"]), "percent", 1, NONE_MARK),
    )
    return inline_html(said)


def _findings(report: pd.Series) -> str:
    if not words.int_of(report["n_errors"]) and not words.int_of(report["n_warnings"]):
        return escape(say("views", "none")) if not words.is_missing(report["revision"]) else ""
    text = fill(
        say("views", "{errors} errors, {warnings} warnings"),
        errors=_fact(report, "n_errors"),
        warnings=_fact(report, "n_warnings"),
    )
    link = page_link("quality", say("views", "details on the data quality page"))
    return inline_html((*text, " (", *link, ")"))


def _fact(report: pd.Series, measure: str) -> Fact:
    return Fact(_about(report).figure(measure, report[measure]))


def _about(report: pd.Series) -> About:
    return About(report["period_id"], report["unit_id"])
