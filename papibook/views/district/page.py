"""The district page: what sentences say about the whole, and the units' own plans."""

from __future__ import annotations

import pandas as pd

from papibook.measures.reports import n_carried_silent, n_silent
from papibook.measures.standing import standing
from papibook.model.facts import Facts
from papibook.model.figures import About
from papibook.model.inline import joined
from papibook.views.common import sentences
from papibook.views.common.edition import EditionRow


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
    few = sentences.few_reports(n_silent(reports), len(reports), n_carried_silent(reports), edition)
    parts = [part for part in (few, facts.nothing, told) if part]
    nothing = None if facts.nothing is None else joined(parts, " ")
    return Facts({**facts.named, "reported": told, "few": few}, nothing)


def standing_of(obligations: pd.DataFrame, about: About) -> Facts:
    """How ``obligations`` stand. Of no obligation at all there is nothing to say."""
    whole = standing(obligations.assign(all="all"), ("all",), pd.DataFrame({"all": ["all"]}))
    facts = sentences.standing_facts(whole.iloc[0], about)
    return facts if len(obligations) else Facts(facts.named, ())
