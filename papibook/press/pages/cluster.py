"""Pages made by the workers of a Dask cluster. Only this module knows `distributed` (extra ``[dask]``).

Work and page travel as values, so workers share no folder with us. Each keeps a kernel server of its own
until it closes. A worker that dies is made up for by Dask, which gives its pages to others.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from papibook.ground.errors import ConfigError
from papibook.press.pages.converter import close_converter
from papibook.press.pages.kernels import close_kernels, try_warm_up
from papibook.press.pages.pool import PagePool
from papibook.press.pages.work import program_here, require_same_program

try:
    from distributed import Client, KilledWorker, WorkerPlugin
    from distributed.comm.addressing import get_address_host_port
except ImportError as err:
    raise ConfigError(
        "Pages can be made on a Dask cluster only with the extra “dask”: pip install 'papibook[dask]'."
    ) from err

CONNECT_SECONDS = 10
"""How long the scheduler may take to answer."""

WORKERLESS_SECONDS = 60.0
"""How long a build waits for workers when the last one has gone."""


@contextmanager
def dask_pool(scheduler: str) -> Iterator[PagePool]:
    """Pages made by the workers of the cluster at ``scheduler`` (``tcp://host:8786``).

    Raises:
        ConfigError: nobody answers there, it has no workers, or they run another version of the program.
    """
    try:
        get_address_host_port(scheduler)  # a client that was given no address cannot be closed, and says so
        client = Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as err:
        raise ConfigError(
            "No Dask scheduler answers at {address}. Start one (dask scheduler), or give its address as "
            "--scheduler tcp://host:8786.",
            address=scheduler,
        ) from err
    with client:
        threads = client.nthreads()
        if not threads:
            raise ConfigError(
                "The Dask scheduler at {address} has no workers. Start some: dask worker {address}.",
                address=scheduler,
            )
        for other in _programs(client).values():
            require_same_program(other)
        # One for each version of the program: a second build must not take the kernels from the first.
        client.register_plugin(_OwnKernels(), name=f"papibook-{program_here()['papibook']}")
        yield PagePool(
            client.get_executor(pure=False),
            at_once=sum(threads.values()),
            given_up=(KilledWorker,),
            check=_Attendance(client, scheduler).check,
        )


def _programs(client: Client) -> Mapping[str, Mapping[str, str]]:
    try:
        found: Mapping[str, Mapping[str, str]] = client.run(program_here)
    except ImportError as err:
        raise ConfigError(
            "The workers of the Dask cluster have no papibook. Install the same papibook with the same "
            "libraries (requirements.lock) on every worker, then build again."
        ) from err
    return found


class _OwnKernels(WorkerPlugin):
    """A worker's kernel server: started when the worker is found, ended with it."""

    idempotent = True

    def setup(self, worker: Any) -> None:
        threading.Thread(target=try_warm_up, daemon=True).start()

    def teardown(self, worker: Any) -> None:
        close_kernels()
        close_converter()


class _Attendance:
    """Whether there is anybody to wait for."""

    def __init__(self, client: Client, scheduler: str) -> None:
        self.client = client
        self.scheduler = scheduler
        self.seen = time.monotonic()

    def check(self) -> None:
        """Raise when the scheduler, or all workers, have been gone for too long."""
        with suppress(OSError, ValueError):
            if self.client.status == "running" and self.client.nthreads():
                self.seen = time.monotonic()
        if time.monotonic() - self.seen > WORKERLESS_SECONDS:
            raise ConfigError(
                "The Dask cluster at {address} has had no workers for {seconds} seconds. Pages that were "
                "made are kept: start workers and build again.",
                address=self.scheduler,
                seconds=round(WORKERLESS_SECONDS),
            )
