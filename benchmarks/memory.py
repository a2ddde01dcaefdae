"""Peak memory of a command and everything it starts: the sum of PSS, where shared pages count once.

Forked kernels share most of their pages with the server they come from; a sum of RSS would count those pages
once for each of them.
"""

from __future__ import annotations

import threading
from contextlib import suppress

import psutil

_EVERY = 0.2


class PeakMemory:
    """Looks at a process and its descendants five times a second until stopped."""

    def __init__(self) -> None:
        self.peak = 0
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def watch(self, pid: int) -> None:
        """Start looking at process ``pid``."""
        self._thread = threading.Thread(target=self._look, args=[pid], daemon=True)
        self._thread.start()

    def gib(self) -> float:
        """Stop looking; the highest sum seen, in GiB."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        return self.peak / 2**30

    def _look(self, pid: int) -> None:
        while not self._stop.wait(_EVERY):
            self.peak = max(self.peak, total_pss(pid))


def total_pss(pid: int) -> int:
    """Bytes of all processes below ``pid``, itself included; those that end meanwhile count as nothing."""
    total = 0
    with suppress(psutil.Error):
        top = psutil.Process(pid)
        for process in (top, *top.children(recursive=True)):
            with suppress(psutil.Error):
                total += process.memory_full_info().pss
    return total
