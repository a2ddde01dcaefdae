"""The order of magnitude of each indicator in the synthetic submissions.

``base`` says what a ratio's denominator is made of, ``amount`` how much of it; see
:func:`papibook.demo.figures.half_year_base`. All numbers are invented.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """How an indicator's synthetic figures are drawn.

    Attributes:
        base: villages, households, population, dossiers, people_1000 (events per 1 000 people and
            half-year), km, tons, events (a number per half-year), fixed (a number that does not move).
        amount: multiple of the base.
        rate: typical share (ratios) or chance of "yes".
        slope: what one step of the unit's strength adds to the rate; for counts the relative gain.
        gain: what the second half of the year adds to the rate.
    """

    base: str
    amount: float
    rate: float = 1.0
    slope: float = 0.04
    gain: float = 0.02


SCALES = {
    "I101": Scale("events", 9, slope=0.25),
    "I102": Scale("fixed", 1, 0.86, 0.10, 0.10),
    "I103": Scale("people_1000", 0.12, 0.80, 0.05),
    "I104": Scale("people_1000", 3.6, 0.83, 0.07, 0.06),
    "I105": Scale("villages", 1, 0.97, 0.02, 0.01),
    "I106": Scale("events", 3, 0.75, 0.08),
    "I201": Scale("people_1000", 1.1, 0.94, 0.03),
    "I202": Scale("events", 8, slope=0.20),
    "I203": Scale("households", 1, 0.135, -0.055, 0.0),
    "I204": Scale("households", 1, 0.095, -0.025, 0.0),
    "I205": Scale("villages", 1, 0.95, 0.04, 0.03),
    "I206": Scale("villages", 1, 0.87, 0.06, 0.06),
    "I207": Scale("fixed", 1, 0.93, 0.05, 0.05),
    "I208": Scale("people_1000", 0.6, 0.82, 0.06),
    "I209": Scale("villages", 1, 0.75, 0.09, 0.09),
    "I210": Scale("events", 4, 0.85),
    "I301": Scale("people_1000", 0.8, 0.90, 0.05),
    "I302": Scale("events", 1.5, slope=0.25),
    "I303": Scale("events", 6, 0.74, 0.07),
    "I304": Scale("events", 2.6, slope=0.25),
    "I305": Scale("fixed", 9, 0.55, 0.08, 0.30),
    "I306": Scale("fixed", 1, 0.95, 0.04, 0.04),
    "I307": Scale("people_1000", 5.5, slope=0.10),
    "I308": Scale("people_1000", 1.3, 0.77, 0.05),
    "I401": Scale("events", 6, slope=0.20),
    "I402": Scale("fixed", 1, 0.80, 0.10),
    "I403": Scale("events", 0.22, slope=0.0),
    "I404": Scale("events", 12, 1.0, 0.0, 0.0),
    "I405": Scale("events", 3.5, slope=0.10),
    "I501": Scale("dossiers", 0.96, 0.958, 0.015, 0.01),
    "I502": Scale("fixed", 4.5, slope=-0.45),
    "I503": Scale("events", 1450, 0.905, 0.0, 0.02),
    "I504": Scale("events", 65, 0.94, 0.0, 0.02),
    "I505": Scale("fixed", 128, 0.972, 0.015, 0.02),
    "I506": Scale("events", 5, 0.75, 0.08),
    "I507": Scale("events", 62, 0.87, 0.03, 0.02),
    "I508": Scale("dossiers", 1, 0.085, 0.03, 0.04),
    "I601": Scale("population", 1, 0.918, 0.018, 0.015),
    "I602": Scale("fixed", 1, 0.80, 0.12, 0.04),
    "I603": Scale("fixed", 4, 0.58, 0.10, 0.10),
    "I604": Scale("population", 0.008, 0.82, 0.05, 0.02),
    "I605": Scale("households", 1, 0.968, 0.015, 0.006),
    "I606": Scale("km", 2.3, 0.60, 0.09, 0.03),
    "I607": Scale("households", 1, 0.915, 0.03, 0.015),
    "I608": Scale("villages", 1, 0.73, 0.07),
    "I609": Scale("events", 38, slope=0.0),
    "I701": Scale("events", 5, slope=0.25),
    "I702": Scale("fixed", 40, 0.38, 0.0, 0.50),
    "I703": Scale("tons", 1, 0.56, 0.10, 0.03),
    "I704": Scale("events", 2.4, 0.66, 0.08),
    "I801": Scale("fixed", 1, 0.55, 0.15, 0.20),
    "I802": Scale("events", 11, slope=0.30),
    "I803": Scale("dossiers", 0.72, 0.22, 0.07, 0.12),
    "I804": Scale("villages", 1, 0.87, 0.06, 0.03),
    "I805": Scale("people_1000", 1.4, 0.83, 0.05, 0.05),
}

FALLBACK = Scale("events", 10, 0.8)
"""For an indicator of another plan's catalogue."""

DAYS_PER_HALF = 182
"""Days of a half-year, for tons of waste."""

KG_PER_PERSON_AND_DAY = 0.52

NOTES = {
    "I601": "Theo số liệu của Bảo hiểm xã hội huyện",
    "I703": "Khối lượng phát sinh là số ước tính theo dân số",
}
YEAR_NOTES = {
    "I203": "Số sơ bộ tại ngày chốt số liệu",
    "I204": "Số sơ bộ tại ngày chốt số liệu",
    "I803": "Từ 15/8/2022 tính theo dịch vụ công toàn trình và một phần",
}
