"""How large and how capable the synthetic units are (``demo/data/profiles.csv``).

Populations start from the 2009 census where it is known and are then invented: no unit's figures of 2022
are public. Nothing here is an observation.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from papibook.demo.chance import clamp, keyed
from papibook.demo.tables import LEVELS, PROFILES, rows_of

GROWTH_SINCE_2009 = 1.19


@dataclass(frozen=True)
class Profile:
    """A synthetic unit. ``strength`` runs from about -2.3 (weak) to 1.5 (strong).

    ``is_place``: it has inhabitants, and no office only; ``seat``: where its files lie; ``foreign``: words of
    levels that its plan knows nothing of.
    """

    unit_id: str
    is_place: bool
    seat: str
    foreign: frozenset[str]
    population: int
    households: int
    n_villages: int
    dossiers_per_half: int
    strength: float


def make_profile(
    seed: int, unit_id: str, *, is_place: bool, seat: str, foreign: frozenset[str], model_id: str
) -> Profile:
    """The profile of one unit, its numbers from its id alone; ``model_id``: whose strength it has."""
    chance = keyed(seed, "profile", unit_id)
    census = _known(unit_id, "census_2009") or chance.randint(3000, 7000)
    strength = _known(model_id, "strength")
    population = round(census * GROWTH_SINCE_2009 * chance.uniform(0.96, 1.05))
    return Profile(
        unit_id=unit_id,
        is_place=is_place,
        seat=seat,
        foreign=foreign,
        population=population,
        households=round(population / chance.uniform(4.0, 4.6)),
        n_villages=round(clamp(population / chance.uniform(420, 560), 6, 30)),
        dossiers_per_half=round(population * chance.uniform(0.075, 0.115)),
        strength=clamp(chance.gauss(0, 0.4), -0.6, 0.6) if strength is None else strength,
    )


def chance_on_time(profile: Profile, dimension_id: str) -> float:
    """How likely ``profile`` finishes a task of that dimension by its date."""
    levels = _levels()
    level = levels.get(dimension_id, levels["other"])
    return clamp(level + 0.15 * profile.strength, 0.12, 0.97)


@cache
def _levels() -> dict[str, float]:
    return {row["dimension_id"]: row["on_time"] for row in rows_of(LEVELS)}


def _known(unit_id: str, fact: str) -> float | None:
    return _profiles().get(unit_id, {}).get(fact)


@cache
def _profiles() -> dict[str, dict[str, float | None]]:
    return {row["unit_id"]: row for row in rows_of(PROFILES)}
