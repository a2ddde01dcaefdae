"""What many tests read is made once in a run, and whatever builds a whole edition stays out of make check."""

from pathlib import Path

import pytest
from made_once import made_once

BUILT = {"built", "built_year", "built_small", "case"}


def test_it_is_made_for_the_first_and_found_by_the_others(tmp_path_factory: pytest.TempPathFactory) -> None:
    def make(folder: Path) -> None:
        (folder / "a").write_text("made")
        times.append(folder)

    times: list[Path] = []
    folders = [made_once(tmp_path_factory, "of-a-test", make) for _ in range(3)]
    assert len(times) == 1
    assert {(folder / "a").read_text() for folder in folders} == {"made"}


def test_what_could_not_be_made_is_not_tried_again(tmp_path_factory: pytest.TempPathFactory) -> None:
    def make(folder: Path) -> None:
        raise ValueError("no data")

    with pytest.raises(ValueError, match="no data"):
        made_once(tmp_path_factory, "never", make)
    with pytest.raises(AssertionError, match="could not make never"):
        made_once(tmp_path_factory, "never", make)


def test_tests_of_whole_editions_are_slow(request: pytest.FixtureRequest) -> None:
    quick = [item for item in request.session.items if item.get_closest_marker("slow") is None]
    assert [item.nodeid for item in quick if BUILT & set(getattr(item, "fixturenames", ()))] == []
