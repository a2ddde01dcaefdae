"""What a series of official PAPI scores says, in words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from papibook.ground.numbers import format_number, round_half_up
from papibook.ground.texts import say
from papibook.model.facts import Facts
from papibook.views.common import sentences, words
from papibook.views.common.display import Html
from papibook.views.common.edition import EditionRow
from papibook.views.common.rows import rows_of

DECIMALS = 2
"""Places shown of a score; the published tables carry four."""
BREAK_MARK = "≠"
PROVINCE, MEDIAN, BEST = "score", "national_median", "national_best"


def papi_facts(scores: pd.DataFrame, edition: EditionRow) -> Facts:
    """For what is said of all scores: where there is none at all, that alone is what the page says.

    Names: none.
    """
    if len(scores):
        return Facts({}, None)
    if edition.papi_province is None:
        return Facts({}, (say("views_whole", "This report shows no province's PAPI scores."),))
    said = say(
        "views_whole",
        "This report has no PAPI score of {province}: none had been published when the data were closed, "
        "or none is in the data.",
        province=words.within_sentence(edition.papi_province),
    )
    return Facts({}, (said,))


def nothing_published(scores: pd.DataFrame) -> Html:
    """What stands in place of a chart or table without scores; nothing where the page has none at all."""
    if scores.empty:
        return Html("")
    return sentences.paragraph(
        say("views_whole", "No score had been published when the data were closed."), css="pb-line"
    )


def source_text(scores: pd.DataFrame) -> str:
    """``Nguồn: …`` from the scores' own source column."""
    return say("views_whole", "Source: {source}.", source="; ".join(sorted(set(scores["source"].dropna()))))


def break_note(ordered: pd.DataFrame) -> str:
    if not bool(ordered["is_break"].fillna(False).any()):
        return ""
    return (
        say(
            "views_whole",
            "{mark}: the measure changed, not comparable with the year before.",
            mark=BREAK_MARK,
        )
        + " "
    )


def finding(ordered: pd.DataFrame, name: str) -> str:
    known = ordered[~ordered["is_later"]].dropna(subset=[PROVINCE])
    if known.empty:
        return say("views_whole", "{name}: no score was published in this period", name=name)
    last = known.iloc[-1]
    gap = round_half_up(last[PROVINCE], DECIMALS) - round_half_up(last[MEDIAN], DECIMALS)
    facts: dict[str, Any] = {
        "name": name,
        "points": format_number(float(last[PROVINCE]), DECIMALS),
        "year": int(last["year"]),
        "gap": format_number(abs(gap), DECIMALS),
        "rank": f"{words.int_of(last['province_rank'])}/{words.int_of(last['n_provinces'])}",
    }
    if gap > 0:
        return say(
            "views_whole",
            "{name}: {points} points in {year}, {gap} above the national median, recomputed rank {rank}",
            **facts,
        )
    if gap < 0:
        return say(
            "views_whole",
            "{name}: {points} points in {year}, {gap} below the national median, recomputed rank {rank}",
            **facts,
        )
    return say(
        "views_whole",
        "{name}: {points} points in {year}, at the national median, recomputed rank {rank}",
        **facts,
    )


def spoken(ordered: pd.DataFrame, edition: EditionRow) -> str:
    parts = [
        say(
            "views_whole",
            "{year}: {points}, median {median}, highest {best}",
            year=int(row["year"]),
            points=format_number(row[PROVINCE], DECIMALS),
            median=format_number(row[MEDIAN], DECIMALS),
            best=format_number(row[BEST], DECIMALS),
        )
        + (f" ({say('views_whole', 'break before this year')})" if row["is_break"] is True else "")
        + (f" ({words.after_word()})" if row["is_later"] else "")
        for row in rows_of(ordered)
    ]
    head = say(
        "views_whole",
        "Official PAPI scores of {province}.",
        province=words.within_sentence(edition.papi_province),
    )
    return f"{head} {'; '.join(parts)}."
