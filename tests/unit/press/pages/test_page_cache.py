"""The cache of pages: what is stored comes back as it was; nothing in it is ever needed; it prunes itself."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from papibook.ground.kept_values import KEPT_SECONDS
from papibook.press.pages.finish import FinishedPage
from papibook.press.pages.page_cache import PageCache
from papibook.press.recipe.jobs import PageJob

JOB = PageJob("communes/xa-a", "unit", "Xã A", {"unit_id": "xa-a"})
DIGEST = "ab" * 32
HOUR = 3600
NOW = 1_700_000_000


def page(text: str = "x") -> FinishedPage:
    notebook = nbformat.v4.new_notebook(cells=[])
    notebook.metadata["title"] = text
    return FinishedPage(
        JOB, notebook, {"charts/a.svg": b"<svg/>", "csv/b.csv": b"\xef\xbb\xbfa\r\n"}, ("noise",)
    )


def test_a_page_comes_back_as_it_was_written(tmp_path: Path) -> None:
    cache = PageCache(tmp_path)
    written = cache.write(DIGEST, page())
    assert cache.read(DIGEST) == written
    assert written.files == page().files


def test_an_unknown_key_is_no_page(tmp_path: Path) -> None:
    assert PageCache(tmp_path).read(DIGEST) is None


def test_a_broken_value_is_no_page(tmp_path: Path) -> None:
    cache = PageCache(tmp_path)
    cache.write(DIGEST, page())
    path = stored(tmp_path, DIGEST)
    whole = path.read_bytes()
    altered = whole.replace(b"noise", b"nois3", 2)
    for broken in (b"", b"{", b"[]", b"{}\n{}", b"\xff\xfe\n", whole[:-1], whole[: len(whole) // 2], altered):
        path.write_bytes(broken)
        assert cache.read(DIGEST) is None, broken[:60]
    path.write_bytes(whole)
    assert cache.read(DIGEST) is not None


def test_a_value_under_a_wrong_name_is_no_page(tmp_path: Path) -> None:
    cache = PageCache(tmp_path)
    other = "cd" * 32
    cache.write(DIGEST, page())
    (tmp_path / other[:2]).mkdir()
    shutil.copy2(stored(tmp_path, DIGEST), tmp_path / other[:2] / f"{other}.json")
    assert cache.read(other) is None


def test_a_broken_value_is_made_good_by_the_next_write(tmp_path: Path) -> None:
    cache = PageCache(tmp_path)
    written = cache.write(DIGEST, page())
    stored(tmp_path, DIGEST).write_bytes(b"broken")
    cache.write(DIGEST, page())
    assert cache.read(DIGEST) == written


def test_a_value_is_never_seen_half_written(tmp_path: Path) -> None:
    cache = PageCache(tmp_path)
    cache.write(DIGEST, page())
    cache.write(DIGEST, page("again"))
    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".json"]


@pytest.mark.slow
def test_many_processes_write_read_and_prune_one_cache_at_once(tmp_path: Path) -> None:
    started = [
        subprocess.Popen([sys.executable, "-c", BUSY, str(tmp_path), str(number)], stderr=subprocess.PIPE)
        for number in range(4)
    ]
    for process in started:
        _, said = process.communicate(timeout=200)
        assert process.returncode == 0, said.decode()
    cache = PageCache(tmp_path)
    assert all(cache.read(f"{number:02d}" * 32) is not None for number in range(8))
    assert not list(tmp_path.rglob("*.part"))


BUSY = """
import sys
from pathlib import Path
import nbformat
from papibook.press.pages.page_cache import PageCache
from papibook.press.pages.finish import FinishedPage
from papibook.press.recipe.jobs import PageJob

cache = PageCache(Path(sys.argv[1]))
for turn in range(160):
    digest = f"{(turn + int(sys.argv[2])) % 8:02d}" * 32
    page = FinishedPage(PageJob("a", "a", "A"), nbformat.v4.new_notebook(), {"a.svg": digest.encode() * 500})
    written = cache.write(digest, page)
    assert cache.read(digest).files == written.files
    cache.prune({digest}, kept_bytes=1)
"""


def test_pruning_takes_the_oldest_first_and_never_what_was_just_used(tmp_path: Path) -> None:
    cache, digests = cache_of_ages(tmp_path, 4 * HOUR, 3 * HOUR, 2 * HOUR, 0)
    size = stored(tmp_path, digests[0]).stat().st_size
    cache.prune({digests[0]}, kept_bytes=3 * size)
    assert left(cache, digests) == [digests[0], digests[2], digests[3]]


def test_pruning_leaves_what_another_build_may_be_using(tmp_path: Path) -> None:
    cache, digests = cache_of_ages(tmp_path, 2 * HOUR, HOUR // 2, 0)
    cache.prune(set(), kept_bytes=1)
    assert left(cache, digests) == digests[1:]


def test_what_was_not_used_for_long_goes_however_small_the_cache_is(tmp_path: Path) -> None:
    cache, digests = cache_of_ages(tmp_path, KEPT_SECONDS + HOUR, KEPT_SECONDS - HOUR, 0)
    cache.prune(set())
    assert left(cache, digests) == digests[1:]


def test_reading_a_value_makes_it_young_again(tmp_path: Path) -> None:
    cache, digests = cache_of_ages(tmp_path, 3 * HOUR, 2 * HOUR)
    assert cache.read(digests[0]) is not None
    cache.prune(set(), kept_bytes=1)
    assert left(cache, digests) == digests[:1]


def test_what_a_killed_build_left_half_written_goes_and_what_is_being_written_stays(tmp_path: Path) -> None:
    cache, digests = cache_of_ages(tmp_path, 0)
    folder = stored(tmp_path, digests[0]).parent
    fresh, orphan = folder / "a.part", folder / "b.part"
    for path, age in ((fresh, 10), (orphan, 2 * HOUR)):
        path.write_text("half")
        set_age(path, age)
    cache.prune(set())
    assert fresh.exists()
    assert not orphan.exists()


def stored(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / f"{digest}.json"


def set_age(path: Path, seconds: int) -> None:
    os.utime(path, (NOW - seconds, NOW - seconds))


def cache_of_ages(folder: Path, *ages: int) -> tuple[PageCache, list[str]]:
    """A cache with one value per age (seconds since its last use)."""
    cache = PageCache(folder)
    digests = [f"{number:02d}" * 32 for number in range(len(ages))]
    for age, digest in zip(ages, digests, strict=True):
        cache.write(digest, page())
        set_age(stored(folder, digest), age)
    return cache, digests


def left(cache: PageCache, digests: list[str]) -> list[str]:
    return [digest for digest in digests if cache.read(digest) is not None]
