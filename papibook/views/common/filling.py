"""Text with holes, and the values that stand in them: a template's own sentences, and phrases of the code.

``v.sentence("Trong {n_counted} nhiệm vụ đến hạn, {n_on_time} đúng hạn.", facts)``. A value is written by its
kind and carries the figure that it shows. It is put in after the text was read, so braces or markup in a
unit's words stay what they are.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from datetime import date
from string import Formatter
from typing import Protocol, TypeAlias

from papibook.ground.errors import ConfigError
from papibook.ground.numbers import MISSING_MARK, format_date, format_number, format_percent, format_share
from papibook.ground.texts import say
from papibook.model.facts import Fact, Facts
from papibook.model.inline import Inline, Run, Sign, text_of
from papibook.views.common import words
from papibook.views.common.display import Heading, Html, escape
from papibook.views.common.edition import EditionRow
from papibook.views.common.html import inline_html

_LOOKS = {
    "text": "",
    "lead": "pb-lead",
    "line": "pb-line",
    "quiet": "pb-muted",
    "edition": "pb-muted pb-edition-line",
    "official": "",
}
"""How a sentence looks to the class of its paragraph; an official one stands in a box."""


class NoFactError(ConfigError):
    """A sentence has a hole that no value is for, or it cannot be read."""


class HasFacts(Protocol):
    """A measure that gives named values, as ``m.headline``."""

    @property
    def facts(self) -> Facts: ...


Source: TypeAlias = Facts | HasFacts | EditionRow


def sentence(text: str, *sources: Source, look: str = "text", anchor: str = "", link: str = "") -> Html:
    """``text`` with the values of ``sources`` in its holes, as a paragraph.

    Where a source has nothing to state, what it says instead stands there. A line break in it is a space.

    Args:
        sources: what ``v.…_facts`` give, ``m.headline``, ``page.edition``. Which names each has stands in its
            description (that of :func:`edition_facts` for the edition).
        look: text, lead (the page's first), line (small), quiet (grey), edition, official (in a box).
        anchor: the id under which links lead here.
        link: where the whole sentence leads, ``district#overdue``.

    Raises:
        NoFactError: a name that no source has, or a hole that is not just a name.
    """
    all_facts = [facts_of(source) for source in sources]
    named = {name: value for facts in all_facts for name, value in facts.named.items()}
    said = fill(words.one_line(text), **named)  # a wrong name is refused whatever there is to state
    said = next((facts.nothing for facts in all_facts if facts.nothing is not None), said)
    if not said:
        return Html("")
    shown = inline_html(said)
    if link:
        shown = f'<a href="page:{escape(link)}">{shown}</a>'
    place = f' id="{escape(anchor)}"' if anchor else ""
    css = f' class="{_LOOKS[look]}"' if _LOOKS[look] else ""
    paragraph = f"<p{place}{css}>{shown}</p>"
    return Html(f'<div class="pb-official">{paragraph}</div>' if look == "official" else paragraph)


def heading(text: str, *sources: Source, level: int = 2) -> Heading:
    """``text`` with the values of ``sources`` in its holes, as a heading of the page.

    Raises:
        NoFactError: as :func:`sentence` does.
    """
    named = {name: value for source in sources for name, value in facts_of(source).named.items()}
    return Heading(words.sentence_case(text_of(fill(words.one_line(text), **named))), level)


def fill(text: str, /, **values: object) -> Inline:
    """``text`` with ``values`` in its holes: facts by their kind, all else as it is.

    A hole that stays empty takes the space before it along, the first one that behind it.

    Raises:
        NoFactError: a name that has no value, or a hole that is not just a name.
    """
    pieces: list[str | Run | Sign] = []
    for before, name, form, conversion in _parts(text):
        before = before if pieces else before.lstrip(" ")
        pieces += [before] if before else []
        if name is None:
            continue
        if name not in values or form or conversion:
            hole = name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
            raise _no_fact(text, hole, values)
        value = written(values[name])
        if not value and pieces and isinstance(pieces[-1], str):
            pieces[-1] = pieces[-1].rstrip(" ")
        pieces += value
    return tuple(pieces)


def written(value: object) -> Inline:
    """A value as it stands in a sentence; empty text is nothing."""
    if isinstance(value, Fact):
        return (Run(_number(value), figure=value.figure if value.figure.id else None),)
    if isinstance(value, tuple):
        return value
    return (str(value),) if str(value) else ()


def edition_facts(edition: EditionRow) -> Facts:
    """What a sentence may say of the edition itself.

    Names: edition_id, period, starts_on, cutoff_on, data_closed_on, unit_deadline_on, issue, data_status,
    plan_number, issuer, place, noun, whole, within, parent, province.

    ``issuer``: who issues the report, with the place that its own belongs to.
    ``noun``, ``whole`` and ``within``: what sentences call such a place, all of it, and what lies in it;
    ``parent``: the place it belongs to; ``province``: the one whose official scores are shown; ``issue``: the
    first, or which revision.
    """
    days = ("starts_on", "cutoff_on", "data_closed_on", "unit_deadline_on")
    texts = {
        "edition_id": words.text_of(edition.edition_id, MISSING_MARK),
        "period": words.within_sentence(edition.period_name),
        **{name: words.date_of(getattr(edition, name)) for name in days},
        "issue": words.issue_of(edition.revision),
        "data_status": say("views_whole", "illustrative data")
        if edition.data_status == "illustrative"
        else say("views_whole", "real data"),
        "plan_number": words.text_of(edition.plan_number, MISSING_MARK),
        "issuer": _issuer(edition),
        "place": words.within_sentence(edition.place_name),
        "noun": edition.place_noun,
        "whole": edition.place_whole,
        "within": edition.place_within,
        "parent": words.within_sentence(edition.parent_name),
        "province": words.within_sentence(edition.papi_province),
    }
    return Facts({name: (text,) for name, text in texts.items()})


def _issuer(edition: EditionRow) -> str:
    parent = words.within_sentence(edition.parent_name)
    return edition.issuer if not parent or parent in edition.issuer else f"{edition.issuer}, {parent}"


def facts_of(source: Source) -> Facts:
    """The named values of a source.

    Raises:
        NoFactError: it is none.
    """
    if isinstance(source, Facts):
        return source
    if hasattr(source, "facts"):
        found: Facts = source.facts
        return found
    if hasattr(source, "edition_id"):
        return edition_facts(source)
    raise NoFactError(
        "A sentence takes its values from page.edition, m.headline or a v.…_facts, not from a {kind}.",
        kind=type(source).__name__,
    )


def _number(fact: Fact) -> str:
    value = fact.figure.value
    if value is None:
        return fact.missing
    if fact.kind == "date":
        return format_date(date.fromisoformat(str(value)))
    number = float(value)
    if fact.kind == "change":
        return words.signed(number, fact.decimals)
    if fact.of is not None:
        return format_share(*fact.of, fact.decimals, missing=fact.missing)
    return (format_percent if fact.kind == "percent" else format_number)(number, fact.decimals)


def _parts(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    try:
        return list(Formatter().parse(text))
    except ValueError as err:
        raise NoFactError(
            "The sentence “{text}” cannot be read ({problem}). A brace that is to be seen is written twice.",
            text=text,
            problem=str(err),
        ) from None


def _no_fact(text: str, hole: str, names: Iterable[str]) -> NoFactError:
    known = sorted(names)
    near = difflib.get_close_matches(hole, known, n=3, cutoff=0.5)
    return NoFactError(
        "No value is named “{hole}”; nearest: {near}. There are: {names}. The sentence: “{text}”",
        hole=hole,
        near=", ".join(near) or "–",
        names=", ".join(known) or "–",
        text=text,
    )
