"""What synthetic units write of difficulties and proposals, and why a task did not arise."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from random import Random

from papibook.demo.place_words import is_at_home
from papibook.demo.profiles import Profile
from papibook.demo.tables import SENTENCES, rows_of

ANY, OFFICE = "any", "office"


@cache
def sentences_of(kind: str) -> Mapping[str, tuple[str, ...]]:
    """The sentences of a kind (difficulty, proposal, not_applicable) by what they fit."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows_of(SENTENCES):
        if row["kind"] == kind:
            found[row["place"]] = (*found.get(row["place"], ()), row["text"])
    return found


def pick(chance: Random, kind: str, solution_id: str, profile: Profile) -> str:
    """A sentence that fits the solution or its dimension, now and then one that fits any.

    None that speaks of a level which the unit's plan knows nothing of.
    """
    pool = {
        place: tuple(text for text in texts if is_at_home(text, profile.foreign))
        for place, texts in sentences_of(kind).items()
    }
    if not profile.is_place:
        return chance.choice(pool[OFFICE] or pool[ANY])
    own = pool.get(solution_id) or pool.get(solution_id.partition(".")[0], ())
    return chance.choice(own if own and chance.random() < 0.8 else pool[ANY])


def why_not_applicable(task_id: str) -> str:
    """Why a task did not arise."""
    pool = sentences_of("not_applicable")
    return pool.get(task_id, pool[ANY])[0]
