"""The district page: what sentences say about the whole, and the units' own plans."""

from __future__ import annotations

import pandas as pd

from papibook.ground.texts import say
from papibook.measures.standing import standing
from papibook.model.facts import Facts
from papibook.model.figures import About
from papibook.model.inline import joined
from papibook.views.common import sentences, words
from papibook.views.common.display import Table
from papibook.views.common.edition import EditionRow
from papibook.views.common.links import plan_link
from papibook.views.common.rows import Row, cells, rows_of
from papibook.views.common.tables import TableColumn, TableShape, make_table


def district_facts(
    obligations: pd.DataFrame, reports: pd.DataFrame, units: pd.DataFrame, edition: EditionRow
) -> Facts:
    """How all obligations stand, and who reported, group by group.

    Names: those of :func:`papibook.views.common.sentences.standing_facts`, reported (one sentence a group),
    few (a sentence of its own, that so few reported; empty where enough did). Nothing to state: nothing was
    due, and reported.

    Args:
        obligations, reports: schemas OBLIGATIONS, REPORTS, rows of one period.
    """
    facts, told = standing_of(obligations, About(str(edition.period_id))), sentences.reported(reports, units)
    nothing = None if facts.nothing is None else joined([part for part in (facts.nothing, told) if part], " ")
    silent = int((reports["report_status"] == "not_reported").sum())
    few = sentences.few_reports(silent, len(reports), About(str(edition.period_id)))
    return Facts({**facts.named, "reported": told, "few": few}, nothing)


def standing_of(obligations: pd.DataFrame, about: About) -> Facts:
    """How ``obligations`` stand. Of no obligation at all there is nothing to say."""
    whole = standing(obligations.assign(all="all"), ("all",), pd.DataFrame({"all": ["all"]}))
    facts = sentences.standing_facts(whole.iloc[0], about)
    return facts if len(obligations) else Facts(facts.named, ())


def plan_deadlines(deadlines: pd.DataFrame, edition: EditionRow) -> Table:
    """The dates that the plan itself sets, with their rule and whether they lie after the cut-off.

    Args:
        deadlines: schema DEADLINES.
    """
    records = rows_of(deadlines)
    shown = deadlines.assign(
        item_link=cells(plan_link(r["item"]) for r in records),
        ends=cells(_ends(r, edition) for r in records),
        ways=cells(f"{r['from_whom']} → {r['to_whom']}" for r in records),
    )
    columns = [
        TableColumn("item_link", say("views_whole", "Item")),
        TableColumn("what", say("views_whole", "What the plan asks")),
        TableColumn("ways", say("views_whole", "From whom, to whom")),
        TableColumn("ends", say("views_whole", "Deadline")),
    ]
    shape = TableShape(
        "plan-deadlines",
        say("views_whole", "Deadlines that the plan sets"),
        stub="item_link",
        stacks=True,
        notes=(
            say("views_whole", "“Before” leaves the day itself out; “not later than” includes it."),
            say("views_whole", "Source: {source}.", source=edition.plan_number),
        ),
    )
    return make_table(shown, columns, shape, data=deadlines)


def _ends(row: Row, edition: EditionRow) -> str:
    day = words.date_of(row["on_date"])
    ends = say("views_whole", "before {day}" if row["rule"] == "before" else "not later than {day}", day=day)
    last = row["last_day"]
    if edition.revision or not edition.cutoff_on < last <= edition.data_closed_on:
        return ends
    closed = words.date_of(edition.data_closed_on)
    late = say("views_whole", "cannot be met: reports are taken until the end of {closed}", closed=closed)
    return f"{ends}; {late}"
