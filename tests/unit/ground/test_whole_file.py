"""Files that stand whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from papibook.ground.whole_file import whole_file, write_whole


def test_a_write_that_fails_half_way_leaves_the_former_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_whole(path, b"former")
    for reason in (OSError("disk full"), KeyboardInterrupt()):
        with pytest.raises(type(reason)):
            _fail(path, reason)
        assert path.read_bytes() == b"former"
        assert [each.name for each in tmp_path.iterdir()] == ["a.csv"]


def test_a_file_written_anew_can_be_read_by_all(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.csv", b"x", is_durable=True)
    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == 0o644


def test_a_name_as_long_as_names_may_be_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 251 + ".csv")
    write_whole(path, b"x")
    assert path.read_bytes() == b"x"


def _fail(path: Path, reason: BaseException) -> None:
    with whole_file(path) as file:
        file.write(b"half")
        raise reason
