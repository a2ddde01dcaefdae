"""Values by key: typed, never needed, never believed when they are not whole (more in test_page_cache)."""

from __future__ import annotations

from pathlib import Path

import pytest

from papibook.ground.kept_values import Codec, KeptValues, digest_of


def _number(plain: object) -> complex:
    real, imaginary = plain  # type: ignore[misc]
    return complex(real, imaginary)


NUMBERS: Codec[complex] = Codec(1, lambda number: [number.real, number.imag], _number)
KEY = digest_of({"a": 1})


def test_a_value_comes_back_as_its_type(tmp_path: Path) -> None:
    KeptValues(tmp_path, NUMBERS).write(KEY, 2 + 1j)
    assert KeptValues(tmp_path, NUMBERS).read(KEY) == 2 + 1j


def test_a_value_of_another_shape_is_none(tmp_path: Path) -> None:
    KeptValues(tmp_path, NUMBERS).write(KEY, 2 + 1j)
    assert KeptValues(tmp_path, Codec(2, NUMBERS.to_plain, NUMBERS.from_plain)).read(KEY) is None


@pytest.mark.parametrize("plain", [None, 1, [], ["a", "b"], {"real": 1}, [1, 2, 3]])
def test_what_the_codec_does_not_know_is_none(tmp_path: Path, plain: object) -> None:
    KeptValues(tmp_path, Codec[object](1, lambda value: value, lambda value: value)).write(KEY, plain)
    assert KeptValues(tmp_path, NUMBERS).read(KEY) is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    values = KeptValues(tmp_path / "file", NUMBERS)
    values.write(KEY, 1j)
    assert values.read(KEY) is None
    values.prune()
