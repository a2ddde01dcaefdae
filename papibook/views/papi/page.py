"""The page of official PAPI scores: the province in its national context, no district or commune in sight."""

from __future__ import annotations

import pandas as pd

from papibook.ground.texts import say
from papibook.views.common import sentences, words
from papibook.views.common.display import Chart, Html, Stack, escape
from papibook.views.common.edition import EditionRow
from papibook.views.common.rows import rows_of, tuples_of
from papibook.views.papi.charts import score_lines
from papibook.views.papi.words import nothing_published, source_text

TOTAL = "total"


def papi_total(scores: pd.DataFrame, dimensions: pd.DataFrame, edition: EditionRow) -> Chart | Html:
    """The total over the years."""
    whole, n = _whole(scores, TOTAL), len(dimensions)
    if whole.empty:
        return nothing_published(scores)
    return score_lines(
        whole,
        edition,
        chart_id="papi-total",
        name=say(
            "views_whole", "Total score of {province}", province=words.within_sentence(edition.papi_province)
        ),
        axis_title=say("views_whole", "Points ({least} to {most})", least=n, most=10 * n),
        height=280,
    )


def papi_dimensions(scores: pd.DataFrame, dimensions: pd.DataFrame, edition: EditionRow) -> Stack | Html:
    """One small chart a dimension that has scores."""
    scored = set(scores.loc[scores["subdimension_id"].isna(), "dimension_id"]) - {TOTAL}
    if not scored:
        return nothing_published(scores)
    return Stack(
        tuple(
            score_lines(
                _whole(scores, row.dimension_id),
                edition,
                chart_id=f"papi-{row.dimension_id}",
                name=f"{row.dimension_id}. {row.dimension_name}",
                axis_title=say("views_whole", "Points (1 to 10)"),
                height=150,
            )
            for row in tuples_of(dimensions)
            if row.dimension_id in scored
        )
    )


def papi_breaks(scores: pd.DataFrame, dimensions: pd.DataFrame) -> Html:
    """What changed at each break, year by year."""
    names = dimension_names(dimensions)
    is_moved = scores["geography_before"].notna()
    moved = scores[is_moved].sort_values("year", kind="stable").drop_duplicates("year")
    broken = scores[scores["is_break"].fillna(False) & (scores["dimension_id"] != TOTAL)]
    broken = broken[broken["break_note"].notna() | broken["geography_before"].isna()]
    items = [
        f"<li><strong>{int(row['year'])}</strong>: "
        f"{escape(words.sentence_case(sentences.geography_reason(row)))}</li>"
        for row in rows_of(moved)
    ]
    for row in tuples_of(
        broken.sort_values(["year", "dimension_id", "subdimension_id"], na_position="first")
    ):
        what = row.subdimension_id if not words.is_missing(row.subdimension_id) else names[row.dimension_id]
        after = f" ({words.after_word()})" if row.is_later else ""
        items.append(
            f"<li><strong>{int(row.year)}</strong>, {escape(what)}{escape(after)}: "
            f"{escape(words.text_of(row.break_note))}</li>"
        )
    if scores.empty:
        return Html("")
    if not items:
        return sentences.paragraph(say("views_whole", "The series has no break."), css="pb-line")
    return Html(f'<ul class="pb-notes">{"".join(items)}</ul>')


def papi_sources(scores: pd.DataFrame) -> Html:
    """Where the scores come from, when each year was published, and where sources disagree."""
    total = _whole(scores, TOTAL)
    if total.empty:
        return nothing_published(scores)
    items = [f"<li>{escape(source_text(scores))}</li>"]
    for row in tuples_of(total):
        when = say(
            "views_whole",
            "published on {day} ({source})",
            day=words.date_of(row.published_on),
            source=words.text_of(row.published_source),
        )
        after = f"{words.after_word()}, " if row.is_later else ""
        note = words.text_of(row.note)
        items.append(
            f"<li><strong>{int(row.year)}</strong>: {escape(after)}{escape(when)}."
            + (f" {escape(note)}." if note else "")
            + "</li>"
        )
    return Html(f'<ul class="pb-notes">{"".join(items)}</ul>')


def _whole(scores: pd.DataFrame, dimension_id: str) -> pd.DataFrame:
    chosen = scores[(scores["dimension_id"] == dimension_id) & scores["subdimension_id"].isna()]
    return chosen.sort_values("year", ignore_index=True)


def dimension_names(dimensions: pd.DataFrame) -> dict[str, str]:
    return {row.dimension_id: f"{row.dimension_id}. {row.dimension_name}" for row in tuples_of(dimensions)}
