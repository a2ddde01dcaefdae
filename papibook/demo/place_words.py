"""Words of levels in made-up texts: a unit speaks of the place that the plan is of, and of no other kind."""

from __future__ import annotations

import re

from papibook.data.given.place_words import preset_words
from papibook.data.given.plan import Plan
from papibook.data.given.reference import Reference
from papibook.demo.tables import SENTENCES, rows_of


def foreign_words(plan: Plan, reference: Reference) -> frozenset[str]:
    """What levels are called that the plan's place, the one above it and its units are none of.

    With them the bodies that made-up sentences name and that are no units of the plan.
    """
    place, presets = plan.file.place, preset_words()
    groups = reference.groups
    told = [place.words.noun, *groups["name_one"], *groups["name_many"]]
    told += [presets[place.parent.level]["noun"]] if place.parent else []
    nouns = {words["noun"] for words in presets.values()}
    units = [*told, *reference.units["unit_name"]]
    named = {row["names"].lower() for row in rows_of(SENTENCES) if row["names"]}
    return frozenset(
        word
        for words, known in ((nouns, told), (named, units))
        for word in words
        if not any(_has(str(text), word) for text in known)
    )


def is_at_home(text: str, foreign: frozenset[str]) -> bool:
    """Whether ``text`` speaks of no level that is ``foreign``."""
    return not any(_has(text, word) for word in foreign)


def seat_of(unit_name: str, addressed_as: str | None, *, is_place: bool) -> str:
    """Where a unit keeps its files: the words by which it is addressed, without its own name."""
    if addressed_as:
        first, *others = addressed_as.split()
        kind = [word for place, word in enumerate(others) if all(w.islower() for w in others[: place + 1])]
        return " ".join([first, *kind])
    return f"UBND {unit_name.split()[0].lower()}" if is_place else "cơ quan"


def _has(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text.lower()) is not None
