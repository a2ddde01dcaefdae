"""Chance for the synthetic submissions, keyed by what it decides.

Every draw has a generator of its own, seeded by stable words (unit, task, indicator …), never by the order
of calls: one more unit or task changes nothing for the others.
"""

from __future__ import annotations

import hashlib
import math
from random import Random


def keyed(seed: int, *words: object) -> Random:
    """A generator that depends on ``seed`` and ``words`` alone."""
    text = "\x1f".join(str(word) for word in (seed, *words))
    return Random(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big"))


def clamp(value: float, low: float, high: float) -> float:
    """``value``, or the bound that it lies beyond."""
    return max(low, min(high, value))


def draw_count(chance: Random, mean: float) -> int:
    """A Poisson count; for a large mean its normal approximation."""
    if mean <= 0:
        return 0
    if mean > 60:
        return max(0, round(chance.gauss(mean, math.sqrt(mean))))
    limit, product, count = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count


def draw_share(chance: Random, total: int, rate: float) -> int:
    """How many of ``total`` succeed at ``rate``: binomial, never outside 0 to ``total``."""
    if total > 200:
        spread = math.sqrt(total * rate * (1 - rate))
        return int(clamp(round(chance.gauss(total * rate, spread)), 0, total))
    return sum(chance.random() < rate for _ in range(total))
