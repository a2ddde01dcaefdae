"""What code is seen is kept, and never kept past a change."""

from pathlib import Path

import pytest

from papibook.press.recipe import code_cache, inputs
from papibook.press.recipe.code_cache import CodeCache
from papibook.press.recipe.code_seen import code_seen

ASKED = (("from papibook.views import unit_head",), ("papibook.press.pages.stills",))


@pytest.fixture
def cache(tmp_path: Path) -> CodeCache:
    return CodeCache(tmp_path / "code")


def parsed(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Told for every time that the package is read."""
    times: list[object] = []

    def told(*asked: object) -> frozenset[str]:
        times.append(asked)
        return code_seen(*ASKED)

    monkeypatch.setattr(code_cache, "code_seen", told)
    return times


def test_it_tells_what_reading_the_package_tells_and_reads_it_once(
    cache: CodeCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = parsed(monkeypatch)
    assert cache.seen(*ASKED) == cache.seen(*ASKED) == code_seen(*ASKED)
    assert len(times) == 1


def test_another_line_anywhere_in_the_package_is_read_anew(
    cache: CodeCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = parsed(monkeypatch)
    cache.seen(*ASKED)
    changed = {**inputs.package_files(), "cli/app.py": "other"}
    monkeypatch.setattr(code_cache, "package_files", lambda: changed)
    cache.seen(*ASKED)
    cache.seen(*ASKED)
    assert len(times) == 3, "and what is not the package on disk is not kept"


def test_a_broken_value_counts_as_none(cache: CodeCache, monkeypatch: pytest.MonkeyPatch) -> None:
    times = parsed(monkeypatch)
    cache.seen(*ASKED)
    assert cache.folder is not None
    for path in cache.folder.rglob("*.json"):
        path.write_text("{}\n{}")
    assert cache.seen(*ASKED) == code_seen(*ASKED)
    assert len(times) == 2
