"""The cover's four headline figures, and the dimensions as a strip."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from papibook.ground.numbers import NONE_MARK
from papibook.ground.texts import say
from papibook.measures.headline import Headline, HeadlineFigure
from papibook.measures.standing import grade, is_unknown
from papibook.model.edition import EditionRow
from papibook.model.figures import About
from papibook.model.inline import Inline
from papibook.model.status import BY_ID
from papibook.views.common import sentences, words
from papibook.views.common.compared import against
from papibook.views.common.display import Html, escape
from papibook.views.common.filling import fill, written
from papibook.views.common.html import inline_html
from papibook.views.common.rows import rows_of, tuples_of


def headline_cards(headline: Headline, edition: EditionRow) -> Html:
    """The four figures, each with its change or "no comparable period yet".

    Where none can be compared the cards are silent: the cover's section on changes says it once.
    """
    share, late, reports, targets = (
        headline.share_on_time,
        headline.overdue,
        headline.reports_on_time,
        headline.indicators_at_target,
    )
    facts = headline.facts.named
    points = say("views_whole", "percentage points")
    is_compared = any(figure.change is not None for figure in (share, late, reports, targets))
    cards = [
        _card(
            say("views_whole", "Assigned tasks on time"),
            fill("{share_on_time}", **facts),
            _beside_share(headline),
            _change(share, edition, 1, points, more_is_better=True) if is_compared else "",
        ),
        _card(
            say("views_whole", "Overdue"),
            fill("{n_overdue}" if late.value is not None else NONE_MARK, **facts),
            _beside_overdue(headline),
            _change(late, edition, 0, "", more_is_better=False) if is_compared else "",
        ),
        _card(
            say("views_whole", "Units that reported on time"),
            fill("{n_reported_on_time}/{n_reporting}", **facts),
            (say("views_whole", "by the deadline for units"),),
            _change(reports, edition, 0, "", more_is_better=True) if is_compared else "",
        ),
        _card(
            say("views_whole", "Indicators at target"),
            fill("{n_indicators_at_target}/{n_indicators_with_target}" if targets.of else NONE_MARK, **facts),
            (
                say("views_whole", "of those with a target and a value")
                if targets.of
                else say("views_whole", "no indicator has both a target and a value"),
            ),
            _change(targets, edition, 0, "", more_is_better=True) if is_compared else "",
        ),
    ]
    return Html('<div class="pb-headline">\n' + "\n".join(cards) + "\n</div>")


def dimension_strip(by_dimension: pd.DataFrame, dimensions: pd.DataFrame) -> Html:
    """The dimensions side by side: sign, share on time, a small bar, a link to the page.

    Args:
        by_dimension: period_id, dimension_id and STANDING, rows of one period.
    """
    rows = {row["dimension_id"]: row for row in rows_of(by_dimension)}
    items = [
        _strip_item(d.dimension_id, d.short_name, rows.get(d.dimension_id)) for d in tuples_of(dimensions)
    ]
    return Html('<ol class="pb-strip">\n' + "\n".join(items) + "\n</ol>")


def _beside_share(headline: Headline) -> Inline:
    """How many of how many; of what nothing is known only how many."""
    facts, share = headline.facts.named, headline.share_on_time
    if share.value is None and share.of:
        return fill(say("views_whole", "{of} due, none reported on"), of=facts["n_counted"])
    return fill(say("views_whole", "{n} of {of} due"), n=facts["n_on_time"], of=facts["n_counted"])


def _beside_overdue(headline: Headline) -> Inline:
    """Of how many, and what else of them is not done, so that all that was due is accounted for."""
    facts = headline.facts.named
    of = fill(say("views_whole", "of {of} assigned tasks due"), of=facts["n_counted"])
    rest = {name: n for name, n in headline.shortfalls.items() if name != "n_overdue"}
    others = sentences.shortfalls(facts, rest)[1:]
    return fill(say("views_whole", "{of}; besides, {others}"), of=of, others=others) if others else of


def _card(label: str, value: Inline, note: Inline, change: str) -> str:
    return (
        f'<div class="pb-card"><p class="pb-card-label">{escape(label)}</p>'
        f'<p class="pb-card-value">{inline_html(value)}</p><p '
        f'class="pb-card-note">{inline_html(note)}</p>{change}</div>'
    )


def _change(
    figure: HeadlineFigure, edition: EditionRow, decimals: int, unit: str, *, more_is_better: bool
) -> str:
    if figure.change is None:
        return f'<p class="pb-card-change">{escape(say("views_whole", "no comparable period yet"))}</p>'
    kind = "same" if figure.change == 0 else "better" if (figure.change > 0) == more_is_better else "worse"
    amount = (
        say("views_whole", "unchanged")
        if figure.change == 0
        else f"{words.signed(figure.change, decimals)} {unit}".strip()
    )
    text = f"{amount} {against(edition)}"
    if edition.compared_plan and figure.before is not None and figure.before[1]:
        text = say(
            "views_whole",
            "{change} ({n} of {of}, plan {plan})",
            change=text,
            n=figure.before[0],
            of=figure.before[1],
            plan=edition.compared_plan,
        )
    if figure.on_units is not None:
        text = say(
            "views_whole",
            "{change}, on the {n} units whose report is read in both periods",
            change=text,
            n=figure.on_units,
        )
    return f'<p class="pb-card-change pb-{kind}">{escape(text)}</p>'


def _base(counts: Mapping[Any, Any] | None) -> str:
    if not counts or not words.int_of(counts["n_counted"]):
        return say("views_whole", "nothing due")
    if is_unknown(counts):
        return sentences.standing_line(counts)
    n, due = words.int_of(counts["n_on_time"]), words.int_of(counts["n_counted"])
    return say("views_whole", "{n} of {due} due done on time", n=n, due=due)


def _strip_item(dimension_id: str, name: str, counts: Mapping[Any, Any] | None) -> str:
    status_id = grade(counts) if counts else "not_due"
    share: Inline = (NONE_MARK,)
    if counts:
        about = About(counts["period_id"], subject=f"dimension:{dimension_id}")
        share = written(sentences.standing_facts(counts, about).named["share_on_time"])
    width = (
        0.0
        if not counts or words.is_missing(counts["share_on_time_pct"])
        else float(str(counts["share_on_time_pct"]))
    )
    word = words.status_word(status_id)
    return (
        f'<li><a href="page:dimensions/{escape(dimension_id)}"><span '
        f'class="pb-strip-number">{escape(dimension_id)}</span> '
        f'<span class="pb-strip-name">{escape(name)}</span> <span class="pb-strip-share">'
        f'<span class="pb-status pb-sign pb-{status_id}" title="{escape(word)}">{BY_ID[status_id].sign}'
        f'<span class="pb-sr"> {escape(word)}</span></span> {inline_html(share)}</span> '
        f'<span class="pb-strip-note pb-muted">{escape(_base(counts))}</span> '
        f'<span class="pb-strip-bar" aria-hidden="true"><span '
        f'style="width:{width:.1f}%"></span></span></a></li>'
    )
