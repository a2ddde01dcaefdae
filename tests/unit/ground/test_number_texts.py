"""Numbers as readers and files have them."""

from __future__ import annotations

import ast
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import papibook
from papibook.ground.numbers import all_digits, format_number, round_half_up

PACKAGE = Path(papibook.__file__).parent
FLOATS = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (0.125, 2, "0,13"),
        (-0.125, 2, "-0,13"),
        (2.675, 2, "2,68"),
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (0.25, 1, "0,3"),
        (1e30, 2, "1" + ".000" * 10 + ",00"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: float, decimals: int, shown: str) -> None:
    assert format_number(value, decimals) == shown
    assert round_half_up(value, decimals) == float(shown.replace(".", "").replace(",", "."))


@settings(deadline=None)
@given(FLOATS, st.integers(0, 6))
def test_no_number_is_moved_by_more_than_half_a_place(value: float, decimals: int) -> None:
    written = Fraction(repr(value))
    shown = Fraction(format_number(value, decimals).replace(".", "").replace(",", "."))
    assert abs(shown - written) <= Fraction(1, 2 * 10**decimals)
    assert round_half_up(value, decimals) == float(shown)


@settings(deadline=None)
@given(FLOATS)
def test_all_digits_give_the_number_back(value: float) -> None:
    text = all_digits(value)
    assert float(text) == value
    assert set(text) <= set("-0123456789.")


@pytest.mark.parametrize("layer", ["data", "measures", "views"])
def test_figures_are_rounded_in_one_place(layer: str) -> None:
    """Python and pandas round halves to even: 0.125 to 0.12."""
    found = [
        f"{path.relative_to(PACKAGE).as_posix()}:{node.lineno}"
        for path in sorted((PACKAGE / layer).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id == "round" and len(node.args) == 2)
            or (isinstance(node.func, ast.Attribute) and node.func.attr == "round")
        )
    ]
    assert found == []
