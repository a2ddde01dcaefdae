"""Files that stand whole or not at all."""

from __future__ import annotations

import os
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


@pytest.mark.skipif(os.name != "posix", reason="other systems have no umask")
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_has_the_mode_that_the_umask_asks_for(tmp_path: Path, umask: int, mode: int) -> None:
    former = os.umask(umask)
    try:
        write_whole(tmp_path / "a.csv", b"x", is_durable=True)
    finally:
        os.umask(former)
    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == mode


@pytest.mark.skipif(os.name != "posix", reason="other systems have no modes")
@pytest.mark.parametrize("mode", [0o600, 0o664, 0o444])
def test_a_file_written_again_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"former")
    path.chmod(mode)
    write_whole(path, b"x")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"x", mode)


@pytest.mark.parametrize("name", ["a" * 251 + ".csv", "ế" * 83 + ".csv"])
def test_a_name_as_long_as_names_may_be_is_written(tmp_path: Path, name: str) -> None:
    write_whole(tmp_path / name, b"x")
    assert (tmp_path / name).read_bytes() == b"x"


def _fail(path: Path, reason: BaseException) -> None:
    with whole_file(path) as file:
        file.write(b"half")
        raise reason
