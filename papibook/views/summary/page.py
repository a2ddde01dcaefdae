"""The cover: on one page whether the plan is on track, what changed, and where to read on."""

from __future__ import annotations

import pandas as pd

from papibook.ground.numbers import format_number, format_percent, round_half_up
from papibook.ground.texts import say
from papibook.measures.headline import Headline
from papibook.measures.precision import SHARE_DECIMALS
from papibook.model.inline import styled
from papibook.views.common import sentences, words
from papibook.views.common.display import Html, escape
from papibook.views.common.edition import EditionRow
from papibook.views.common.html import inline_html
from papibook.views.common.links import OVERDUE_ANCHOR, page_link
from papibook.views.common.rows import rows_of

ON_TRACK_PCT, BEHIND_PCT = 90.0, 70.0
"""Shares on time from which the cover says "on track", and below which it says "behind": the book's own
proposal (the plan sets no such mark), said under the sentence."""

BASIS_WORDS = {"year_before": "against the year before", "half_year": "against the first half-year"}


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
        "{verdict}: by {day}, {n} of {of} assigned tasks due were done on time ({share}), {overdue} "
        "are overdue{weakest}.",
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
        "“On track” from {high}, “behind” below {low} of due tasks done on time; the mark is the "
        "book's proposal.",
        high=format_percent(ON_TRACK_PCT, 0),
        low=format_percent(BEHIND_PCT, 0),
    )
    return Html(f'<p class="pb-lead">{escape(text)}</p>\n<p class="pb-muted pb-mark-note">{escape(mark)}</p>')


def link_to_overdue(headline: Headline) -> Html:
    """The way to the full list."""
    text = say("views_whole", "See all {n} overdue tasks", n=format_number(headline.overdue.n))
    return Html(f"<p>{inline_html(page_link('district', text, anchor=OVERDUE_ANCHOR))}</p>")


def what_changed(changes: pd.DataFrame, dimensions: pd.DataFrame, edition: EditionRow) -> Html:
    """Which dimensions rose and fell since the period compared with.

    Args:
        changes: papibook.measures.standing_changes by dimension.
    """
    link = inline_html(page_link("comparison", say("views_whole", "Comparison between periods")))
    compared = changes[changes["change"].notna()]
    if compared.empty:
        text = say("views_whole", "There is no comparable period yet.")
        return Html(f"<p>{escape(text)} {link}</p>")
    names = dimensions.set_index("dimension_id")["short_name"]
    groups = {kind: _listed(compared, names, kind) for kind in ("better", "worse", "same")}
    head = words.sentence_case(say("views_whole", BASIS_WORDS[str(compared["basis"].iloc[0])]))
    told = [
        say("views_whole", template, names=words.join_words(groups[kind]))
        for kind, template in (
            ("better", "rose in {names}"),
            ("worse", "fell in {names}"),
            ("same", "did not change in {names}"),
        )
        if groups[kind]
    ]
    share, points = say("views_whole", "the share on time"), say("views_whole", "percentage points")
    text = f"{head}, {share}: {'; '.join(told)} ({points})."
    return Html(f"<p>{escape(text)} {link}</p>")


def downloads() -> Html:
    """The printed edition, all data, and where to look when a number is in doubt."""
    files = [
        styled(say("views_whole", "Printed edition (PDF)"), link="file:pdf"),
        styled(say("views_whole", "All data (XLSX)"), link="file:xlsx"),
        page_link("quality", say("views_whole", "Data quality")),
        page_link("tasks", say("views_whole", "All tasks")),
        page_link("indicators", say("views_whole", "Catalogue of indicators")),
    ]
    return Html(
        '<ul class="pb-downloads">' + "".join(f"<li>{inline_html(item)}</li>" for item in files) + "</ul>"
    )


def _listed(compared: pd.DataFrame, names: pd.Series[str], kind: str) -> list[str]:
    """The dimensions that moved this way, the farthest first, each with its change."""
    chosen = compared[compared["direction_of_change"] == kind]
    ordered = chosen.sort_values("change", ascending=kind == "worse", kind="stable")
    return [
        f"{row['dimension_id']}. {names[row['dimension_id']]} ({words.signed(row['change'], 1)})"
        for row in rows_of(ordered)
    ]


def _verdict(share_pct: float) -> str:
    shown = round_half_up(share_pct, SHARE_DECIMALS)
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
