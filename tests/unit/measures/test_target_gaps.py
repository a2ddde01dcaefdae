"""How much is still to be done for a target: the least that meets it exactly, and never a made-up count."""

from __future__ import annotations

import math
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from measured_frames import count, edition, figures, indicator, indicators, ratio, targets, units

from papibook import measures as m
from papibook.ground.numbers import round_half_up


def district_gap(catalogue: dict[str, object], target: float, *rows: dict[str, object]) -> pd.DataFrame:
    known = indicators(catalogue)
    district = m.district_figures(figures(*rows), known, targets({"target": target}), units())
    return m.target_gaps(district, known)


def whole(**changes: object) -> dict[str, object]:
    return indicator(**{"is_integer_parts": True, "numerator_may_exceed": False, **changes})


def test_six_more_answers_are_missing() -> None:
    gap = district_gap(whole(), 80, ratio("xa-1", 4, 9), ratio("xa-2", 6, 10)).iloc[0]

    assert (gap["done"], gap["of"], gap["needed"], gap["missing"]) == (10, 19, 16, 6)
    assert (gap["value"], gap["target"], gap["points"]) == (52.6, 80, 27.4)


@pytest.mark.parametrize(
    ("kind", "direction", "target", "values", "expected"),
    [
        ("yes_no", "higher", 100, [1, 0, 0], (1, 3, 3, 2)),
        ("yes_no", "higher", 60, [1, 0, 0], (1, 3, 2, 1)),
        ("yes_no", "lower", 0, [1, 0, 1], (2, 3, 0, 2)),
        ("count", "lower", 0, [3, 0, 4], (7, None, 0, 7)),
        ("count", "higher", 20, [3, 0, 4], (7, None, 20, 13)),
    ],
)
def test_counts_and_yes_or_no(
    kind: str, direction: str, target: float, values: list[float], expected: tuple[float | None, ...]
) -> None:
    rows = [count(f"xa-{n}", value) for n, value in enumerate(values, 1)]
    gap = district_gap(whole(kind=kind, direction=direction, decimals=0), target, *rows).iloc[0]

    found = [None if math.isnan(gap[name]) else gap[name] for name in ("done", "of", "needed", "missing")]
    assert found == list(expected)


def test_one_unit_that_has_to_say_yes_misses_one() -> None:
    known = indicators(whole(kind="yes_no", decimals=0))
    own = figures(count("xa-1", 0), count("xa-2", 1))
    asked = targets({"target": 90})
    district = m.district_figures(own, known, asked, units())
    rows = m.unit_figures(own, known, asked, district, edition())

    gaps = m.target_gaps(rows, known)

    assert gaps[["unit_id", "done", "needed", "missing"]].to_numpy().tolist() == [["xa-1", 0, 1, 1]]


@pytest.mark.parametrize(
    ("direction", "target", "done", "of", "needed"),
    [
        ("higher", 10, 590, 6_070, 607),  # 604 of 6.070 is 9,95 %, shown as 10,0
        ("higher", 92, 90_000, 108_625, 99_935),
        ("higher", 95, 9_000, 9_583, 9_104),
        ("higher", 0.1, 0, 3_000, 3),
        ("lower", 10, 700, 6_079, 607),
        ("lower", 0.1, 9, 3_000, 3),
    ],
)
def test_what_is_needed_meets_the_target_before_rounding(
    direction: str, target: float, done: int, of: int, needed: int
) -> None:
    gap = district_gap(whole(direction=direction), target, ratio("xa-1", done, of)).iloc[0]

    assert (gap["needed"], gap["missing"]) == (needed, abs(needed - done))


def test_kilometres_are_no_whole_number() -> None:
    gap = district_gap(
        whole(is_integer_parts=False), 50, ratio("xa-1", 10.4, 30.0), ratio("xa-2", 1.0, 4.5)
    ).iloc[0]

    assert gap["needed"] == 17.3  # 17.25 / 34.5 = 50 %
    assert gap["missing"] == 5.9


def test_what_the_denominator_cannot_give_is_told_in_points_alone() -> None:
    gap = district_gap(whole(), 101, ratio("xa-1", 4, 5)).iloc[0]
    exceeding = district_gap(whole(numerator_may_exceed=True), 101, ratio("xa-1", 4, 5)).iloc[0]

    assert pd.isna(gap["needed"])
    assert pd.isna(gap["missing"])
    assert gap["points"] == 21
    assert exceeding["needed"] == 6


def test_what_is_met_missing_or_not_judged_has_no_gap() -> None:
    assert district_gap(whole(), 80, ratio("xa-1", 4, 5)).empty
    assert district_gap(whole(), 80, ratio("xa-1", 0, 0)).empty
    assert district_gap(whole(direction="neutral"), 80, ratio("xa-1", 1, 5)).empty


def percent_shown(part: float, of: float, decimals: int) -> float:
    return round_half_up(100 * part / of, decimals)


CASES = some.lists(
    some.tuples(
        some.integers(1, 3_000_000).flatmap(lambda of: some.tuples(some.integers(0, of), some.just(of))),
        some.integers(0, 1000).map(lambda tenths: tenths / 10),
        some.integers(0, 2),
        some.sampled_from(["higher", "lower"]),
    ),
    min_size=10,
    max_size=40,
)


@settings(max_examples=10, deadline=None)  # each example is many figures
@given(CASES)
def test_with_what_is_needed_the_target_is_met_and_with_one_less_it_is_not(
    cases: list[tuple[tuple[int, int], float, int, str]],
) -> None:
    ids = [f"I{place}" for place in range(len(cases))]
    known = indicators(
        *(
            whole(indicator_id=name, decimals=decimals, direction=direction)
            for name, (_, _, decimals, direction) in zip(ids, cases, strict=True)
        )
    )
    own = figures(*(ratio("xa-1", *parts, indicator_id=n) for n, (parts, *_) in zip(ids, cases, strict=True)))
    asked = targets(
        *({"indicator_id": n, "target": target} for n, (_, target, *_) in zip(ids, cases, strict=True))
    )
    gaps = m.target_gaps(m.district_figures(own, known, asked, units()), known).set_index("indicator_id")

    for name, ((done, of), target, decimals, direction) in zip(ids, cases, strict=True):
        towards = 1 if direction == "higher" else -1
        wanted = towards * round_half_up(target, decimals)

        assert (name not in gaps.index) == (towards * percent_shown(done, of, decimals) >= wanted)
        if name in gaps.index:
            needed, missing = gaps.loc[name, ["needed", "missing"]]
            exact = Fraction(str(round_half_up(target, decimals)))
            assert towards * Fraction(100 * int(needed), of) >= towards * exact
            assert towards * Fraction(100 * int(needed - towards), of) < towards * exact
            assert missing == towards * (needed - done) > 0
            assert 0 <= needed <= of
