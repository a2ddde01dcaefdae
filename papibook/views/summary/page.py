"""The cover: on one page whether the plan is on track, what changed, and where to read on."""

from __future__ import annotations

import pandas as pd

from papibook.ground.numbers import NONE_MARK, format_percent
from papibook.ground.texts import say
from papibook.measures.headline import Headline
from papibook.measures.precision import SHARE_DECIMALS, shown
from papibook.measures.standing import BEHIND_PCT, ON_TRACK_PCT, grade_of, share_parts
from papibook.model.facts import Fact, Facts, Named
from papibook.model.figures import About
from papibook.model.inline import Inline, joined, styled
from papibook.views.common import sentences, words
from papibook.views.common.compared import against
from papibook.views.common.display import Html
from papibook.views.common.edition import EditionRow
from papibook.views.common.filling import fill
from papibook.views.common.html import inline_html
from papibook.views.common.links import page_link
from papibook.views.common.rows import Row, rows_of
from papibook.views.common.same_units import on_same_units

_MOVES = {"better": "rose in {names}", "worse": "fell in {names}", "same": "did not change in {names}"}


def verdict_facts(
    headline: Headline, by_dimension: pd.DataFrame, dimensions: pd.DataFrame, edition: EditionRow
) -> Facts:
    """Whether the plan is on track, beside the numbers of ``m.headline``.

    Names: few (a sentence of its own, that so few units reported; empty where enough did); verdict;
    shortfalls (what was due and is not on time); weakest ("; weakest is 3. …", all that are equally so;
    empty where they are more than three, or all dimensions there are).
    Nothing to state: nothing was due, or nothing of it is reported.

    Args:
        headline: papibook.measures.headline.
        by_dimension: period_id, dimension_id and STANDING, rows of one period.
    """
    share, reports = headline.share_on_time, headline.reports_on_time
    few = sentences.few_reports(headline.n_silent, reports.of, headline.n_carried_silent, edition)
    none: Named = {"few": few, "verdict": (NONE_MARK,), "shortfalls": (), "weakest": ()}
    if share.value is None and share.of:
        text = say("views", "Of {n} assigned tasks due by the cut-off none is reported on.")
        return Facts(none, fill(f"{{few}} {text}", few=few, n=headline.facts.named["n_counted"]))
    if share.value is None:
        text = say(
            "views_whole", "No assigned task was due by {day} yet.", day=words.date_of(edition.cutoff_on)
        )
        return Facts(none, (text,))
    return Facts(
        {
            "few": few,
            "verdict": (_verdict(share.value),),
            "shortfalls": sentences.shortfalls(headline.facts.named, headline.shortfalls),
            "weakest": _weakest(by_dimension, dimensions, str(edition.period_id)),
        }
    )


def overdue_link_facts(headline: Headline) -> Facts:
    """How much is overdue, for the link to its list; silent where nothing is, or nothing is known.

    Names: n_overdue.
    """
    return Facts({"n_overdue": headline.facts.named["n_overdue"]}, None if headline.overdue.value else ())


def mark_facts(headline: Headline) -> Facts:
    """By which marks the verdict is given; silent where there is none.

    Names: on_track, behind (the words of the verdict); on_track_from, behind_below (the shares on time).
    """
    marks = {"on_track_from": ON_TRACK_PCT, "behind_below": BEHIND_PCT}
    named = {
        **{name: (format_percent(pct, 0),) for name, pct in marks.items()},
        "on_track": (words.sentence_case(words.status_word("on_track")),),
        "behind": (words.status_word("behind"),),
    }
    return Facts(named, () if headline.share_on_time.value is None else None)


def change_facts(changes: pd.DataFrame, dimensions: pd.DataFrame, edition: EditionRow) -> Facts:
    """Which dimensions rose and fell since the period compared with.

    Names: basis ("against the first half of 2022", and on which units, where not on all); moves ("rose in …;
    fell in …", the farthest first, in percentage points); comparison (the link to that page).
    Nothing to state: there is no comparable period.

    Args:
        changes: papibook.measures.standing_changes by dimension.
    """
    link = page_link("comparison", say("views_whole", "Comparison between periods"))
    compared = changes[changes["change"].notna()]
    if compared.empty:
        nothing = (say("views_whole", "There is no comparable period yet."), " ", *link)
        return Facts({"basis": (NONE_MARK,), "moves": (NONE_MARK,), "comparison": link}, nothing)
    names = dimensions.set_index("dimension_id")["short_name"]
    moves = [
        fill(say("views_whole", text), names=sentences.join_pieces(told))
        for kind, text in _MOVES.items()
        if (told := _listed(compared, names, kind, str(edition.period_id)))
    ]
    basis: Inline = (words.sentence_case(against(edition)),)
    if on := on_same_units(compared, edition):
        basis = fill("{basis} ({on})", basis=basis, on=on)
    return Facts({"basis": basis, "moves": joined(moves, "; "), "comparison": link})


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


def _listed(compared: pd.DataFrame, names: pd.Series[str], kind: str, period_id: str) -> list[Inline]:
    """The dimensions that moved this way, the farthest first, each with its change."""
    chosen = compared[compared["direction_of_change"] == kind]
    ordered = chosen.sort_values("change", ascending=kind == "worse", kind="stable")
    told = []
    for row in rows_of(ordered):
        change = _of_dimension(row, period_id).figure("change_in_share_on_time", row["change"])
        name = f"{row['dimension_id']}. {names[row['dimension_id']]}"
        told.append(fill("{name} ({change})", name=name, change=Fact(change, "change", 1)))
    return told


def _of_dimension(row: Row, period_id: str) -> About:
    return About(period_id, subject=f"dimension:{row['dimension_id']}")


def _verdict(share_pct: float) -> str:
    return words.sentence_case(words.status_word(grade_of(share_pct)))


def _weakest(by_dimension: pd.DataFrame, dimensions: pd.DataFrame, period_id: str) -> Inline:
    known = by_dimension[by_dimension["share_on_time_pct"].notna()]
    shares = shown(known["share_on_time_pct"], SHARE_DECIMALS)
    least = known[shares == shares.min()]
    if len(least) == len(known) or len(least) > _NAMED:
        return ()
    names = dimensions.set_index("dimension_id")["short_name"]
    told = []
    for row in rows_of(least):
        share = _of_dimension(row, period_id).figure("share_on_time", row["share_on_time_pct"])
        name = f"{row['dimension_id']}. {names[row['dimension_id']]}"
        told.append(fill("{name} ({share})", name=name, share=Fact(share, "percent", 1, of=share_parts(row))))
    return fill(say("views_whole", "; weakest is {names}"), names=sentences.join_pieces(told))


_NAMED = 3
"""Dimensions alike at the low end that are still named."""
