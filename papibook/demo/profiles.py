"""How large and how capable the synthetic units are.

Populations start from the 2009 census where it is known (facts behind the reference data) and are then
invented: no commune's figures of 2022 are public. Nothing here is an observation.
"""

from __future__ import annotations

from dataclasses import dataclass

from papibook.demo.chance import clamp, keyed

CENSUS_2009 = {
    "thi-tran-moc-chau": 10020,
    "thi-tran-nong-truong-moc-chau": 24342,
    "xa-chieng-son": 7706,
    "xa-quy-huong": 3829,
    "xa-na-muong": 4029,
    "xa-chieng-hac": 7016,
    "xa-hua-pang": 4387,
    "xa-chieng-khua": 2965,
    "xa-muong-sang": 5102,
    "xa-dong-sang": 4474,
    "xa-phieng-luong": 3107,
    "xa-long-sap": 3914,
    # Only their sum, 17 610, is known; the parts are invented.
    "xa-tan-lap": 8280,
    "xa-tan-hop": 5280,
    "xa-ta-lai": 4050,
}
GROWTH_SINCE_2009 = 1.19

STRENGTHS = {
    "thi-tran-nong-truong-moc-chau": 1.5,
    "xa-dong-sang": 1.3,
    "xa-long-sap": -2.3,
    "xa-na-muong": -1.9,
}
"""Two units that clearly do well, two that clearly do not; the others lie between."""

DIMENSION_LEVELS = {
    "1": 0.86,
    "2": 0.78,
    "3": 0.82,
    "4": 0.84,
    "5": 0.90,
    "6": 0.80,
    "7": 0.60,
    "8": 0.54,
}
"""Chance that an average unit finishes a task on time: the eight dimensions differ clearly."""
OTHER_LEVEL = 0.86


@dataclass(frozen=True)
class Profile:
    """A synthetic unit. ``strength`` runs from about -2.3 (weak) to 1.5 (strong)."""

    unit_id: str
    is_commune: bool
    population: int
    households: int
    n_villages: int
    dossiers_per_half: int
    strength: float


def make_profile(seed: int, unit_id: str, *, is_commune: bool, model_id: str | None = None) -> Profile:
    """The profile of one unit, from its id alone; ``model_id``: whose strength it has, if not its own."""
    chance = keyed(seed, "profile", unit_id)
    census = CENSUS_2009.get(unit_id) or chance.randint(3000, 7000)
    population = round(census * GROWTH_SINCE_2009 * chance.uniform(0.96, 1.05))
    return Profile(
        unit_id=unit_id,
        is_commune=is_commune,
        population=population,
        households=round(population / chance.uniform(4.0, 4.6)),
        n_villages=round(clamp(population / chance.uniform(420, 560), 6, 30)),
        dossiers_per_half=round(population * chance.uniform(0.075, 0.115)),
        strength=STRENGTHS.get(model_id or unit_id, clamp(chance.gauss(0, 0.4), -0.6, 0.6)),
    )


def chance_on_time(profile: Profile, dimension_id: str) -> float:
    """How likely ``profile`` finishes a task of that dimension by its date."""
    level = DIMENSION_LEVELS.get(dimension_id, OTHER_LEVEL)
    return clamp(level + 0.15 * profile.strength, 0.12, 0.97)
