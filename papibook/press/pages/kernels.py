"""Kernels for pages: forked from a warm server where that works, else the stock kernel.

Everything they leave on disk lies in one folder that bears its owner's process number, so that the next build
removes it should the owner have been killed.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager

from papibook.views.common.by_hand import PRESS
from papibook.warmkernel import (
    WarmKernelClient,
    WarmKernelError,
    install_kernelspec,
    start_server,
    stop_server,
    warm_available,
)

PRELOAD: tuple[str, ...] = ("papibook.data.slices.page", "papibook.measures", "papibook.views")
PRELOAD += ("papibook.press.pages.warmup:warm_up",)
"""What every template imports, besides pandas and Altair, and what a page would be the first to do."""


class PageKernel:
    """The kernel of one page: its process while it lives, and whether it had to be ended.

    It lives ``seconds`` at most, counted from its start: the first one also waits for the server's imports.
    """

    def __init__(self, seconds: float) -> None:
        self._lock = threading.Lock()
        self._clock = threading.Timer(seconds, self.end)
        self._clock.daemon = True
        self._pid: int | None = None
        self.ended = False

    def started(self, pid: int | None) -> None:
        """It runs as ``pid``; if it was ended before that, it is ended now."""
        with self._lock:
            self._pid = pid
            if self.ended:
                self._kill()
            else:
                self._clock.start()

    def end(self) -> None:
        """Kill it with the processes it started, or as soon as it starts."""
        with self._lock:
            self.ended = True
            self._kill()

    def gone(self) -> None:
        """It has ended: its number may soon be another's."""
        with self._lock:
            self._pid = None
            self._clock.cancel()

    def _kill(self) -> None:
        if self._pid is not None:
            with suppress(OSError):
                # Each kernel leads a process group; elsewhere than on POSIX there are none.
                getattr(os, "killpg", os.kill)(self._pid, getattr(signal, "SIGKILL", signal.SIGTERM))


class Kernels:
    """Where this process's kernels come from, and those alive now, so that all can be ended at once."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._alive: set[PageKernel] = set()
        self._lock = threading.Lock()
        self._stopped = False
        if warm_available():
            self.kernel_name = install_kernelspec(home, preload=PRELOAD, private=home)
        else:
            self.kernel_name = "python3"
        specs = KernelSpecManager()
        specs.kernel_dirs.append(str(home / "kernels"))
        self._spec: KernelSpec = specs.get_kernel_spec(self.kernel_name)
        self._spec.env = {**self._spec.env, PRESS: "1"}

    @contextmanager
    def one(self, seconds: float) -> Iterator[PageKernel]:
        """A kernel to be, for at most so long: then it is killed, whatever it does."""
        kernel = PageKernel(seconds)
        with self._lock:
            self._alive.add(kernel)
            if self._stopped:
                kernel.end()
        try:
            yield kernel
        finally:
            kernel.gone()
            with self._lock:
                self._alive.discard(kernel)

    def manager_class(self, kernel: PageKernel) -> type[AsyncKernelManager]:
        """A kernel manager for one page: private sockets, its process made known to ``kernel``.

        nbclient makes the manager and shuts it down only when it is given a class, not an instance.
        """
        home, spec = self.home, self._spec

        class PageKernelManager(AsyncKernelManager):
            def __init__(self, *arguments: Any, **options: Any) -> None:
                super().__init__(*arguments, **options)
                self._kernel_spec = spec  # found once, not by every page anew
                self.client_factory = WarmKernelClient
                if os.name == "posix" and self.kernel_name == "python3":
                    # TCP ports are picked, freed and bound again by the kernel: two at once can collide.
                    place = Path(tempfile.mkdtemp(prefix="k", dir=home))
                    self.transport = "ipc"
                    self.ip = str(place / "s")
                    self.connection_file = str(place / "c.json")

            async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]  # untyped
                await super().start_kernel(**options)
                pid = getattr(self.provisioner, "pid", None)
                kernel.started(pid if isinstance(pid, int) else None)

        return PageKernelManager

    def stop_all(self) -> None:
        """End every kernel, and every one that still starts."""
        with self._lock:
            self._stopped = True
            for kernel in self._alive:
                kernel.end()


_here: Kernels | None = None
_here_lock = threading.Lock()


def kernels_here() -> Kernels:
    """The kernels of this process, made at the first call; :func:`close_kernels` ends them."""
    global _here
    with _here_lock:
        if _here is None:
            _remove_orphans()
            # Unix socket paths are limited to about 107 bytes: a short folder, not the project's.
            _here = Kernels(Path(tempfile.mkdtemp(prefix=f"pb-{os.getpid()}-")))
        return _here


def warm_up() -> None:
    """Start the kernel server now, so that it imports while this process does something else."""
    kernels_here()
    if warm_available():
        start_server(preload=PRELOAD)


def try_warm_up() -> None:
    """As :func:`warm_up`; if it fails, a page that needs the server will meet it again, and tell."""
    with suppress(WarmKernelError, OSError):
        warm_up()


@contextmanager
def kernels_ahead() -> Iterator[None]:
    """The kernel server starts now, while the caller still imports what a build needs.

    It imports as long as the caller does, on another core. However this ends, no kernel runs afterwards.
    """

    starting = threading.Thread(target=try_warm_up, daemon=True)
    starting.start()
    try:
        yield
    finally:
        starting.join()
        close_kernels()


def close_kernels() -> None:
    """End the kernels of this process with their server, and remove their folder."""
    global _here
    with _here_lock:
        kernels, _here = _here, None
    if kernels is not None:
        kernels.stop_all()
        stop_server()
        shutil.rmtree(kernels.home, ignore_errors=True)


def _remove_orphans() -> None:
    """Folders of processes that were killed before they could tidy up."""
    if os.name != "posix":  # elsewhere signal 0 ends a process
        return
    for folder in Path(tempfile.gettempdir()).glob("pb-*-*"):
        pid = folder.name.split("-")[1]
        try:
            if pid.isdecimal() and folder.stat().st_uid == os.getuid():
                os.kill(int(pid), 0)
        except ProcessLookupError:
            shutil.rmtree(folder, ignore_errors=True)
        except (OSError, OverflowError):
            continue  # gone meanwhile, or somebody else's
