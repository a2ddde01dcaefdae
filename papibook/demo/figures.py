"""Synthetic figures of one unit for one period.

A flow is drawn half-year by half-year and added up, so that a year contains its half in numerator and
denominator each; a stock stands on the same base in both periods and its share moves a little.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from papibook.demo.chance import clamp, draw_count, draw_share, keyed
from papibook.demo.place_words import is_at_home
from papibook.demo.profiles import Profile
from papibook.demo.scales import DAYS_PER_HALF, KG_PER_PERSON_AND_DAY, Scale, scale_of
from papibook.demo.spans import Part, Span
from papibook.demo.tables import REASONS, rows_of

MISSING_CHANCE = {"half_year": 0.045, "year": 0.012}
OPTIONAL_CHANCE = 0.7


@dataclass(frozen=True)
class FigureAnswer:
    """One answered row of the figures sheet; ``value`` is True/False for yes/no, text where typed as text."""

    numerator: float | None = None
    denominator: float | None = None
    value: float | bool | str | None = None
    reason_code: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class DemoIndicator:
    """What the generator needs to know of an indicator."""

    indicator_id: str
    kind: str
    period_type: str
    is_core: bool
    is_integer_parts: bool

    @property
    def scale(self) -> Scale:
        """How its figures are drawn."""
        return scale_of(self.indicator_id)


@dataclass(frozen=True)
class DrawnFigure:
    """What all draws of one figure have in common."""

    seed: int
    unit_id: str
    indicator_id: str
    year: int

    def chance(self, part: object) -> Random:
        """The generator of one part of the figure."""
        return keyed(self.seed, self.unit_id, self.indicator_id, self.year, part)


def figure_answer(seed: int, profile: Profile, indicator: DemoIndicator, span: Span) -> FigureAnswer:
    """What ``profile`` answers for ``indicator``, with its gaps: a reason instead, or nothing if optional."""
    draw = DrawnFigure(seed, profile.unit_id, indicator.indicator_id, span.year)
    if not indicator.is_core and draw.chance("optional").random() > OPTIONAL_CHANCE:
        return FigureAnswer()
    chance = draw.chance(f"gap {span.kind}")
    if indicator.is_core and chance.random() < MISSING_CHANCE[span.kind]:
        may_not_occur = indicator.scale.base in ("people_1000", "events")
        known = [row for row in rows_of(REASONS) if may_not_occur or row["reason_code"] != "no_occurrence"]
        reason = chance.choices(known, [row["weight"] for row in known])[0]
        return FigureAnswer(reason_code=reason["reason_code"], note=_at_home(reason["note"], profile))
    return figure_value(seed, profile, indicator, span)


def figure_value(seed: int, profile: Profile, indicator: DemoIndicator, span: Span) -> FigureAnswer:
    """The figure itself, without gaps."""
    draw = DrawnFigure(seed, profile.unit_id, indicator.indicator_id, span.year)
    note = _at_home(indicator.scale.note_of(span.kind), profile)
    if indicator.kind == "yes_no":
        rate = _rate(indicator.scale, profile, span.parts[-1].half, 0.0)
        return FigureAnswer(value=draw.chance("level").random() < rate, note=note)
    if indicator.kind == "count":
        return FigureAnswer(value=float(_count(draw, profile, indicator, span.parts)), note=note)
    numerator, denominator = _parts(draw, profile, indicator, span.parts)
    return FigureAnswer(numerator=numerator, denominator=denominator, note=note)


def _at_home(note: str | None, profile: Profile) -> str | None:
    return note if note and is_at_home(note, profile.foreign) else None


def half_year_base(chance: Random, profile: Profile, scale: Scale) -> float:
    """The denominator of one half-year, or of a day for a stock, in the scale's base."""
    match scale.base:
        case "villages":
            return profile.n_villages
        case "households":
            return profile.households * scale.amount
        case "population":
            return profile.population * scale.amount
        case "dossiers":
            return profile.dossiers_per_half * scale.amount
        case "people_1000":
            return draw_count(chance, profile.population / 1000 * scale.amount)
        case "km":
            return round(profile.n_villages * scale.amount * chance.uniform(0.9, 1.1), 1)
        case "tons":
            return round(profile.population * KG_PER_PERSON_AND_DAY * DAYS_PER_HALF / 1000, 1)
        case "events":
            return draw_count(chance, scale.amount)
        case _:
            return scale.amount


def _rate(scale: Scale, profile: Profile, half: int, noise: float) -> float:
    gained = scale.gain if half == 2 else 0.0
    return clamp(scale.rate + scale.slope * profile.strength + gained + noise, 0.01, 1.0)


def _count(draw: DrawnFigure, profile: Profile, indicator: DemoIndicator, parts: tuple[Part, ...]) -> int:
    scale = indicator.scale
    factor = max(0.15, 1 + scale.slope * profile.strength)
    if scale.base == "people_1000":
        factor *= profile.population / 1000
    if not profile.is_place and indicator.indicator_id == "I802":
        factor *= 6  # the plan's own media publish several times what a unit does
    if indicator.period_type != "flow_cumulative":
        return draw_count(draw.chance(parts[-1].key), scale.amount * factor)
    return sum(int(draw_count(draw.chance(part.key), scale.amount * factor) * part.share) for part in parts)


def _parts(
    draw: DrawnFigure, profile: Profile, indicator: DemoIndicator, parts: tuple[Part, ...]
) -> tuple[float, float]:
    """Numerator and denominator: halves added up for a flow, the last day's for a stock."""
    scale = indicator.scale
    noise = draw.chance("level").gauss(0, 0.025) if scale.rate < 1 else 0.0
    if indicator.period_type == "flow_cumulative" and scale.base != "fixed":
        made = [_made(draw.chance(part.key), profile, indicator, part, noise) for part in parts]
        return round(sum(top for top, _ in made), 1), round(sum(bottom for _, bottom in made), 1)
    base = half_year_base(draw.chance("base"), profile, scale)
    if scale.base in ("households", "population") and parts[-1].half == 2:
        base *= 1.004
    bottom = float(round(base)) if indicator.is_integer_parts else round(base, 1)
    top = bottom * _rate(scale, profile, parts[-1].half, noise)
    return (float(round(top)) if indicator.is_integer_parts else round(top, 1)), bottom


def _made(
    chance: Random, profile: Profile, indicator: DemoIndicator, part: Part, noise: float
) -> tuple[float, float]:
    base = half_year_base(chance, profile, indicator.scale) * part.share
    rate = _rate(indicator.scale, profile, part.half, noise)
    if not indicator.is_integer_parts:
        bottom = round(base * chance.uniform(0.97, 1.03), 1)
        return round(bottom * clamp(rate, 0, 0.98), 1), bottom
    total = round(base)
    return float(draw_share(chance, total, rate)), float(total)
