"""What tests share with whoever runs after them in the same process, and whether it is as it was."""

import asyncio
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from warm_kernels import children, wait_until

OF_PYTEST = ("PYTEST_CURRENT_TEST",)


@dataclass(frozen=True)
class Surroundings:
    """Values by name (the working folder, each variable, …), threads that hold the process, its children."""

    values: dict[str, object]
    threads: frozenset[threading.Thread]
    children: frozenset[int]

    def changes(self, *, patience: float = 10) -> list[str]:
        """What is not as it was; threads and children that are ending get ``patience`` seconds for it."""
        wait_until(lambda: not (_threads() - self.threads or _children() - self.children), seconds=patience)
        now = surroundings()
        return [
            *(
                f"{name}: {self.values.get(name)!r} → {now.values.get(name)!r}"
                for name in sorted(self.values.keys() | now.values.keys())
                if self.values.get(name) != now.values.get(name)
            ),
            *(f"thread {thread.name}" for thread in now.threads - self.threads),
            *(f"child {_program(pid)}" for pid in now.children - self.children),
        ]


def surroundings() -> Surroundings:
    """As they are now, in this process."""
    umask = os.umask(0o77)
    os.umask(umask)
    variables = {f"variable {name}": value for name, value in os.environ.items() if name not in OF_PYTEST}
    values = {"working folder": Path.cwd(), "umask": umask, "running event loop": _running_loop()}
    return Surroundings(variables | values, _threads(), _children())


@contextmanager
def kept(*, threads_too: bool = True) -> Iterator[None]:
    """What runs inside leaves the surroundings as they are; threads and children also, if so asked."""
    before = surroundings()
    yield
    if not threads_too:
        now = surroundings()
        before = replace(before, threads=now.threads, children=now.children)
    assert not (changes := before.changes()), f"left behind: {changes}"


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _threads() -> frozenset[threading.Thread]:
    return frozenset(thread for thread in threading.enumerate() if not thread.daemon)


def _children() -> frozenset[int]:
    return frozenset(children(os.getpid())) if Path("/proc/self/task").is_dir() else frozenset()


def _program(pid: int) -> str:
    try:
        return f"{pid} {Path(f'/proc/{pid}/cmdline').read_text().replace(chr(0), ' ')[:300]}"
    except OSError:
        return str(pid)
