"""Where the pages of a build are made: on this computer, or on a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from papibook.press.pages.pool import PagePool, local_pool


@contextmanager
def page_pool(*, workers: int, scheduler: str | None = None) -> Iterator[PagePool]:
    """Pages made here, or by the workers of the Dask cluster at ``scheduler``.

    Raises:
        ConfigError: the cluster cannot be used; the message says why and what to do.
    """
    if scheduler is None:
        with local_pool(workers) as pool:
            yield pool
        return
    from papibook.press.pages.cluster import dask_pool  # needs an extra that few install

    with dask_pool(scheduler) as pool:
        yield pool
