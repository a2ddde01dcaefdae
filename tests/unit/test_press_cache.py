"""The cache of pages: what is stored comes back as it was; nothing in it is ever needed; it prunes itself."""

import os
from pathlib import Path

import nbformat
import pytest

from papibook.press.cache import PageCache
from papibook.press.finish import FinishedPage
from papibook.press.jobs import PageJob

JOB = PageJob("communes/xa-a", "commune", "Xã A", {"unit_id": "xa-a"})
DIGEST = "ab" * 32


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


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b'{"format": 1}', b"\xff\xfe"])
def test_a_broken_value_is_no_page(tmp_path: Path, broken: bytes) -> None:
    cache = PageCache(tmp_path)
    cache.write(DIGEST, page())
    next(tmp_path.rglob("*.json")).write_bytes(broken)
    assert cache.read(DIGEST) is None


def test_a_value_is_never_seen_half_written(tmp_path: Path) -> None:
    cache = PageCache(tmp_path)
    cache.write(DIGEST, page())
    cache.write(DIGEST, page("again"))
    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".json"]


def test_pruning_takes_the_oldest_and_never_what_was_just_used(tmp_path: Path) -> None:
    cache = PageCache(tmp_path)
    digests = [f"{number:02d}" * 32 for number in range(4)]
    for age, digest in enumerate(digests):
        cache.write(digest, page())
        os.utime(next((tmp_path / digest[:2]).iterdir()), (1000 + age, 1000 + age))
    size = next((tmp_path / digests[0][:2]).iterdir()).stat().st_size
    cache.prune({digests[0]}, kept_bytes=2 * size)
    kept = [digest for digest in digests if cache.read(digest) is not None]
    assert kept == [digests[0], digests[3]]
