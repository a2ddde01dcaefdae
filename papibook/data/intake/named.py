"""Which units and periods a line of text names: a heading, a file's name, whoever sent a file.

Capitals, marks and punctuation count for nothing: “Bao_cao_(Xa Tan Lap)” names “Xã Tân Lập”. The longest name
wins, so that a unit whose name is part of another's is not found in that one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from papibook.data.given.reference import Reference
from papibook.ground.vietnamese import bare_letters
from papibook.model.plan import Period, PlanFile

SURE_WORDS = 3
"""A shorter alias may be any word (“công an”, “văn phòng”), unless it is a unit's name without its kind."""

PERIOD_WORDS = 2
"""So many first words of a period's name are enough: “6 thang 2022” means “6 tháng đầu năm 2022”."""


def plain_words(text: str) -> str:
    """The words of ``text`` without marks and punctuation, a space around each.

    >>> plain_words("BC_PAPI (xã Tân Lập), 06 tháng")
    ' bc papi xa tan lap 6 thang '
    """
    words = re.findall(r"[a-z]+|[0-9]+", bare_letters(text))
    return f" {' '.join(word.lstrip('0') or '0' for word in words)} " if words else " "


@dataclass(frozen=True)
class Names:
    """The names of all units and periods as plain words, the longest first, with what they mean."""

    units: tuple[tuple[str, frozenset[str]], ...] = field(repr=False)
    periods: tuple[tuple[str, str], ...]
    whole: Mapping[str, str] = field(hash=False)
    """The whole name of each period, by id, as plain words."""

    def units_in(self, text: str) -> frozenset[str]:
        """The units that ``text`` names; a name that several bear counts for each of them."""
        left = plain_words(text)
        found: set[str] = set()
        for name, unit_ids in self.units:
            if name in left:
                found |= unit_ids
                left = left.replace(name, "  ")
        return frozenset(found)

    def periods_in(self, text: str, own: Period) -> frozenset[str]:
        """The periods that ``text`` names in place of ``own``; none where it names ``own`` as well.

        A period whose name is part of ``own``'s (the year of its half) says less than that, and nothing
        else.
        """
        left = plain_words(text)
        found: set[str] = set()
        for name, period_id in self.periods:
            if name in left:
                found.add(period_id)
                left = left.replace(name, "  ")
        own_name = plain_words(own.name)
        others = {each for each in found if each != own.period_id and self.whole[each] not in own_name}
        longer = {each for each in others if own_name in self.whole[each]}
        return frozenset(longer if own.period_id in found else others)


def names_of(plan: PlanFile, reference: Reference) -> Names:
    """What may name a unit or a period of the plan."""
    means: dict[str, set[str]] = {}
    for unit_id, name in _unit_names(reference):
        means.setdefault(plain_words(name), set()).add(unit_id)
    by_length = sorted(means.items(), key=lambda item: (-len(item[0]), item[0]))
    return Names(
        tuple((name, frozenset(unit_ids)) for name, unit_ids in by_length if name.strip()),
        tuple(_period_names(plan.periods)),
        {period.period_id: plain_words(period.name) for period in plan.periods},
    )


def _unit_names(reference: Reference) -> list[tuple[str, str]]:
    """Unit and name: id, full name, that without its first word, aliases that can mean nothing else."""
    found: list[tuple[str, str]] = []
    for row in reference.units.itertuples():
        tail = str(row.unit_name).partition(" ")[2]
        found += [(str(row.unit_id), str(row.unit_id)), (str(row.unit_id), str(row.unit_name))]
        if " " in tail:
            found.append((str(row.unit_id), tail))
    aliases = reference.unit_aliases[["unit_id", "alias"]].dropna()
    for unit_id, alias in aliases.itertuples(index=False):
        if len(plain_words(str(alias)).split()) >= SURE_WORDS:
            found.append((str(unit_id), str(alias)))
    return found


def _period_names(periods: Sequence[Period]) -> list[tuple[str, str]]:
    """Plain words and period: name, id if no mere number, first words where no other period has them."""
    whole = [(plain_words(period.name), period.period_id) for period in periods]
    ids = [
        (plain_words(each.period_id), each.period_id) for each in periods if not each.period_id.isdecimal()
    ]
    short = []
    for name, period_id in whole:
        first = f" {' '.join(name.split()[:PERIOD_WORDS])} "
        if not any(first in other for other, other_id in whole if other_id != period_id):
            short.append((first, period_id))
    return sorted({*whole, *ids, *short}, key=lambda named: (-len(named[0]), named))
