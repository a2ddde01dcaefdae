"""What units wrote as difficulties and proposals: quoted as written, grouped by dimension."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from papibook.ground.texts import say
from papibook.model.facts import Fact, Facts
from papibook.model.figures import About
from papibook.model.inline import Inline, joined
from papibook.views.common import sentences, words
from papibook.views.common.display import Html, escape
from papibook.views.common.edition import EditionRow
from papibook.views.common.html import MOST_OPEN, folded, inline_html
from papibook.views.common.links import linked_units
from papibook.views.common.rows import Row, by_id, rows_of, tuples_of

KINDS = ("difficulty", "proposal")
_GENERAL = ""
_OPEN_OF_MANY = 1
"""How many remarks of a kind and dimension stand open where the page has more than it can hold."""


def remarks_by_dimension(remarks: pd.DataFrame, units: pd.DataFrame, dimensions: pd.DataFrame) -> Html:
    """Every remark of one period, general ones first, then by dimension; words that several units wrote alike
    stand once, with all their names.

    Args:
        remarks: schema REMARKS, rows of one period.
    """
    if remarks.empty:
        nothing = say("views_whole", "No unit wrote of difficulties or proposals.")
        return Html(f'<p class="pb-muted">{escape(nothing)}</p>')
    keyed = remarks.assign(place=remarks["dimension_id"].fillna(_GENERAL), text=remarks["text"].str.strip())
    titles = {_GENERAL: say("views_whole", "General")}
    titles |= {d.dimension_id: f"{d.dimension_id}. {d.dimension_name}" for d in tuples_of(dimensions)}
    order, links = by_id(units, "unit_id", "sort_order"), linked_units(units)
    parts = []
    n_texts = len(keyed.drop_duplicates(["place", "kind", "text"]))
    n_open = n_texts if n_texts <= MOST_OPEN else _OPEN_OF_MANY
    for place, title in titles.items():
        own = keyed[keyed["place"] == place]
        if not own.empty:
            parts.append(f"<h3>{escape(title)}</h3>")
            parts += _kinds(own, order, links, n_open)
    return Html('<div class="pb-remarks">' + "\n".join(parts) + "</div>")


def remark_facts(remarks: pd.DataFrame, edition: EditionRow) -> Facts:
    """How many remarks came from how many units; silent where none came.

    Names: n_units_with_remarks, n_difficulties, n_proposals.
    """
    counts = remarks["kind"].value_counts()
    numbers = {
        "n_units_with_remarks": remarks["unit_id"].nunique(),
        "n_difficulties": int(counts.get("difficulty", 0)),
        "n_proposals": int(counts.get("proposal", 0)),
    }
    about = About(str(edition.period_id))
    named = {name: Fact(about.figure(name, number)) for name, number in numbers.items()}
    return Facts(named, () if remarks.empty else None)


def _kinds(
    own: pd.DataFrame, order: Mapping[str, int], links: Mapping[str, Inline], n_open: int
) -> Iterator[str]:
    """The remarks of a dimension, kind by kind; beyond ``n_open`` of a kind they are folded on a screen."""
    for kind in KINDS:
        rows = own[own["kind"] == kind]
        if rows.empty:
            continue
        yield f'<p class="pb-remark-kind">{escape(words.remark_title(kind))}</p>'
        alike: dict[str, list[Row]] = {}
        for row in rows_of(rows):
            alike.setdefault(row["text"], []).append(row)
        quotes = []
        for text, same in alike.items():
            ids = sorted(dict.fromkeys(row["unit_id"] for row in same), key=order.__getitem__)
            tasks = sorted({row["task_id"] for row in same if not words.is_missing(row["task_id"])})
            quotes.append(_quote(text, [links[unit_id] for unit_id in ids], tasks))
        yield from quotes[:n_open]
        if rest := quotes[n_open:]:
            yield folded(say("views_whole", "{n} more", n=len(rest)), "\n".join(rest))


def _quote(text: str, units: list[Inline], tasks: list[str]) -> str:
    names = _who(units)
    about = f" · {escape(say('views_whole', 'task {ids}', ids=', '.join(tasks)))}" if tasks else ""
    body = inline_html((text.replace("\r\n", "\n"),))
    return f'<blockquote class="pb-quote"><p>{body}</p><footer>{names}{about}</footer></blockquote>'


def _who(units: list[Inline]) -> str:
    """All names; many of them folded."""
    if len(units) <= sentences.MOST_NAMES:
        return inline_html(joined(units))
    return sentences.folded_names(say("views_whole", "{n} units", n=len(units)), units).html
