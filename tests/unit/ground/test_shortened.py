"""A shortened text never ends, or begins, in the middle of a word or number."""

from __future__ import annotations

from papibook.ground.shortened import shortened


def test_what_fits_stays() -> None:
    assert shortened("Gọi 0987", 8) == shortened("Gọi 0987", 8, from_end=True) == "Gọi 0987"


def test_a_number_that_would_be_cut_is_left_out_whole() -> None:
    assert shortened("Gọi anh 0987 654 321 để hẹn", 14) == "Gọi anh…"
    assert shortened("số 0987 654 321 của anh", 14, from_end=True) == "…của anh"
