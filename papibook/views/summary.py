"""The cover: on one page whether the plan is on track, what is late and with whom, and where to read on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from papibook.ground.numbers import NONE_MARK, format_number, format_percent
from papibook.ground.texts import say
from papibook.measures.headline import Headline, HeadlineFigure
from papibook.model.status import BY_ID
from papibook.views import sentences, words
from papibook.views.display import Html, escape
from papibook.views.district import OVERDUE_ANCHOR
from papibook.views.edition import EditionRow
from papibook.views.links import page_link
from papibook.views.standing_lines import overall_status

ON_TRACK_PCT, BEHIND_PCT = 90.0, 70.0
"""Shares on time from which the cover says "on track", and below which it says "behind": the book's own
proposal (the plan sets no such mark), said under the sentence."""

_BASIS = {"year_before": "against the year before", "half_year": "against the first half-year"}


def edition_line(edition: EditionRow) -> Html:
    """Edition, period, cut-off, revision and data status in one line."""
    parts = [
        say("views_whole", "Edition {id}", id=edition.edition_id),
        say(
            "views_whole",
            "{period} ({start} to {cutoff})",
            period=words.within_sentence(edition.period_name),
            start=words.date_of(edition.starts_on),
            cutoff=words.date_of(edition.cutoff_on),
        ),
        say("views_whole", "data closed on {day}", day=words.date_of(edition.data_closed_on)),
        say("views_whole", "revision {n} of the edition", n=words.int_of(edition.revision))
        if words.int_of(edition.revision)
        else say("views_whole", "first issue"),
        say("views_whole", "illustrative data")
        if edition.data_status == "illustrative"
        else say("views_whole", "real data"),
    ]
    return Html(f'<p class="pb-muted pb-edition-line">{escape(" · ".join(parts))}</p>')


def on_track(
    headline: Headline, by_dimension: pd.DataFrame, dimensions: pd.DataFrame, edition: EditionRow
) -> Html:
    """One sentence that answers "are we on track", and by what mark it judges.

    Args:
        headline: papibook.measures.headline.
        by_dimension: dimension_id and STANDING, rows of one period.
    """
    share, overdue = headline.share_on_time, headline.overdue
    if share.value is None:
        return sentences.paragraph(
            say("views_whole", "No assigned task was due by {day} yet.", day=words.date_of(edition.cutoff_on))
        )
    text = say(
        "views_whole",
        "{verdict}: by {day}, {n} of {of} assigned tasks due were done on time ({share}), {overdue} are overdue{weakest}.",
        verdict=_verdict(share.value),
        day=words.date_of(edition.cutoff_on),
        n=format_number(share.n),
        of=format_number(share.of),
        share=format_percent(share.value, 1),
        overdue=format_number(overdue.n),
        weakest=_weakest(by_dimension, dimensions),
    )
    mark = say(
        "views_whole",
        "“On track” from {high}, “behind” below {low} of due tasks done on time; the mark is the book's proposal.",
        high=format_percent(ON_TRACK_PCT, 0),
        low=format_percent(BEHIND_PCT, 0),
    )
    return Html(f'<p class="pb-lead">{escape(text)}</p>\n<p class="pb-muted">{escape(mark)}</p>')


def headline_cards(headline: Headline) -> Html:
    """The four figures, each with its change or "no comparable period yet"."""
    share, late, reports, targets = (
        headline.share_on_time,
        headline.overdue,
        headline.reports_on_time,
        headline.indicators_at_target,
    )
    points = say("views_whole", "percentage points")
    cards = [
        _card(
            say("views_whole", "Assigned tasks on time"),
            format_percent(share.value, 1, missing=NONE_MARK),
            say("views_whole", "{n} of {of} due", n=format_number(share.n), of=format_number(share.of)),
            _change(share, 1, points, more_is_better=True),
        ),
        _card(
            say("views_whole", "Overdue"),
            format_number(late.value, 0, missing=NONE_MARK),
            say("views_whole", "of {of} assigned tasks due", of=format_number(late.of)),
            _change(late, 0, "", more_is_better=False),
        ),
        _card(
            say("views_whole", "Units that reported on time"),
            f"{reports.n}/{reports.of}",
            say("views_whole", "by the deadline for units"),
            _change(reports, 0, "", more_is_better=True),
        ),
        _card(
            say("views_whole", "Indicators at target"),
            f"{targets.n}/{targets.of}" if targets.of else NONE_MARK,
            say("views_whole", "of those with a target and a value"),
            _change(targets, 0, "", more_is_better=True),
        ),
    ]
    return Html('<div class="pb-headline">\n' + "\n".join(cards) + "\n</div>")


def dimension_strip(by_dimension: pd.DataFrame, dimensions: pd.DataFrame) -> Html:
    """The eight dimensions side by side: sign, share on time, a small bar, a link to the page.

    Args:
        by_dimension: dimension_id and STANDING, rows of one period.
    """
    rows = {row["dimension_id"]: row for row in by_dimension.to_dict("records")}
    items = [
        _strip_item(d.dimension_id, d.short_name, rows.get(d.dimension_id))
        for d in dimensions.itertuples(index=False)
    ]
    return Html('<ol class="pb-strip">\n' + "\n".join(items) + "\n</ol>")


def link_to_overdue(headline: Headline) -> Html:
    """The way to the full list."""
    text = say("views_whole", "See all {n} overdue tasks", n=format_number(headline.overdue.n))
    return Html(f"<p>{page_link('district', text, anchor=OVERDUE_ANCHOR).html}</p>")


def what_changed(changes: pd.DataFrame, dimensions: pd.DataFrame, edition: EditionRow) -> Html:
    """Which dimensions rose and fell since the period compared with.

    Args:
        changes: papibook.measures.standing_changes by dimension.
    """
    link = page_link("comparison", say("views_whole", "Comparison between periods")).html
    compared = changes[changes["change"].notna()]
    if compared.empty:
        text = say("views_whole", "There is no comparable period yet.")
        return Html(f"<p>{escape(text)} {link}</p>")
    names = dimensions.set_index("dimension_id")["short_name"]
    groups = {
        kind: [
            f"{row['dimension_id']}. {names[row['dimension_id']]} ({words.signed(float(row['change']), 1)})"
            for row in compared[compared["direction_of_change"] == kind]
            .sort_values("change", ascending=kind == "worse", kind="stable")
            .to_dict("records")
        ]
        for kind in ("better", "worse", "same")
    }
    head = words.sentence_case(say("views_whole", _BASIS[str(compared["basis"].iloc[0])]))
    told = [
        say("views_whole", template, names=words.join_words(groups[kind]))
        for kind, template in (
            ("better", "rose in {names}"),
            ("worse", "fell in {names}"),
            ("same", "did not change in {names}"),
        )
        if groups[kind]
    ]
    text = f"{head}, {say('views_whole', 'the share on time')}: {'; '.join(told)} ({say('views_whole', 'percentage points')})."
    return Html(f"<p>{escape(text)} {link}</p>")


def downloads() -> Html:
    """The printed edition, all data, and where to look when a number is in doubt."""
    files = [
        f'<a href="file:pdf">{escape(say("views_whole", "Printed edition (PDF)"))}</a>',
        f'<a href="file:xlsx">{escape(say("views_whole", "All data (XLSX)"))}</a>',
        page_link("quality", say("views_whole", "Data quality")).html,
        page_link("tasks", say("views_whole", "All tasks")).html,
        page_link("indicators", say("views_whole", "Catalogue of indicators")).html,
    ]
    return Html('<ul class="pb-downloads">' + "".join(f"<li>{item}</li>" for item in files) + "</ul>")


def _verdict(share_pct: float) -> str:
    shown = round(share_pct, 1)
    if shown >= ON_TRACK_PCT:
        return say("views_whole", "On track")
    return say("views_whole", "Behind") if shown < BEHIND_PCT else say("views_whole", "Partly on track")


def _weakest(by_dimension: pd.DataFrame, dimensions: pd.DataFrame) -> str:
    known = by_dimension[by_dimension["share_on_time_pct"].notna()]
    if len(known) < 2:
        return ""
    row = known.loc[known["share_on_time_pct"].idxmin()]
    names = dimensions.set_index("dimension_id")["short_name"]
    return say(
        "views_whole",
        "; weakest is {dimension} ({share})",
        dimension=f"{row['dimension_id']}. {names[row['dimension_id']]}",
        share=format_percent(float(row["share_on_time_pct"]), 1),
    )


def _card(label: str, value: str, note: str, change: Html) -> str:
    return (
        f'<div class="pb-card"><p class="pb-card-label">{escape(label)}</p>'
        f'<p class="pb-card-value">{escape(value)}</p><p class="pb-card-note">{escape(note)}</p>{change.html}</div>'
    )


def _change(figure: HeadlineFigure, decimals: int, unit: str, *, more_is_better: bool) -> Html:
    if figure.change is None:
        return Html(f'<p class="pb-card-change">{escape(say("views_whole", "no comparable period yet"))}</p>')
    kind = "same" if figure.change == 0 else "better" if (figure.change > 0) == more_is_better else "worse"
    amount = (
        say("views_whole", "unchanged")
        if figure.change == 0
        else f"{words.signed(figure.change, decimals)} {unit}".strip()
    )
    text = f"{amount} {say('views_whole', _BASIS[figure.basis])}"
    return Html(f'<p class="pb-card-change pb-{kind}">{escape(text)}</p>')


def _shortfall(counts: Mapping[Any, Any] | None) -> str:
    if not counts or not words.int_of(counts["n_counted"]):
        return say("views_whole", "nothing due")
    n = words.int_of(counts["n_overdue"])
    return say("views_whole", "{n} overdue", n=n) if n else say("views_whole", "none overdue")


def _strip_item(dimension_id: str, name: str, counts: Mapping[Any, Any] | None) -> str:
    status_id = overall_status(counts) if counts else "not_due"
    share = sentences.share_text(counts) if counts else NONE_MARK
    width = (
        0.0
        if not counts or words.is_missing(counts["share_on_time_pct"])
        else float(str(counts["share_on_time_pct"]))
    )
    word = words.status_word(status_id)
    return (
        f'<li><a href="page:dimensions/{escape(dimension_id)}"><span class="pb-strip-number">{escape(dimension_id)}</span> '
        f'<span class="pb-strip-name">{escape(name)}</span> <span class="pb-strip-share">'
        f'<span class="pb-status pb-sign pb-{status_id}" title="{escape(word)}">{BY_ID[status_id].sign}'
        f'<span class="pb-sr"> {escape(word)}</span></span> {escape(share)}</span> '
        f'<span class="pb-strip-note pb-muted">{escape(_shortfall(counts))}</span> '
        f'<span class="pb-strip-bar" aria-hidden="true"><span style="width:{width:.1f}%"></span></span></a></li>'
    )
