"""A test that leaves something to the next is found out; one that gives everything back is not."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from surroundings import surroundings


@contextmanager
def other_folder() -> Iterator[None]:
    here = Path.cwd()
    os.chdir("/")
    yield
    os.chdir(here)


@contextmanager
def other_umask() -> Iterator[None]:
    former = os.umask(0)
    os.umask(former ^ 0o20)
    yield
    os.umask(former)


@contextmanager
def a_variable() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEFT", "1")
        yield


@contextmanager
def a_thread() -> Iterator[None]:
    end = threading.Event()
    thread = threading.Thread(target=end.wait, name="left")
    thread.start()
    yield
    end.set()
    thread.join()


@contextmanager
def a_child() -> Iterator[None]:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield
        process.communicate()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (other_folder, "working folder"),
        (other_umask, "umask"),
        (a_variable, "variable LEFT: None → '1'"),
        (a_thread, "thread left"),
        (a_child, "child "),
    ],
)
def test_what_is_left_is_named_until_it_is_gone(
    change: Callable[[], AbstractContextManager[None]], named: str
) -> None:
    before = surroundings()
    with change():
        (found,) = before.changes(patience=0)
        assert found.startswith(named)
    assert before.changes() == []


def test_a_loop_that_runs_on_is_named() -> None:
    before, loop = surroundings(), asyncio.new_event_loop()

    async def look() -> list[str]:
        return before.changes(patience=0)

    (found,) = loop.run_until_complete(look())
    loop.close()
    assert found.startswith("running event loop")
    assert before.changes() == []
