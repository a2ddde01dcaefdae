"""Run jobs on an executor of `concurrent.futures`: threads of this process, or the workers of a cluster.

Threads serve here because a kernel is a process already, and so is the chart converter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass

from papibook.press.pages.converter import close_converter
from papibook.press.pages.kernels import close_kernels, kernels_here, try_warm_up
from papibook.press.pages.work import PageResult, PageWork, run_page
from papibook.press.recipe.jobs import PageJob

_CHECK_SECONDS = 5.0


@dataclass(frozen=True)
class PagePool:
    """Where pages are made; several builds may share one.

    Attributes:
        at_once: how many it works on at the same time.
        given_up: what it raises for a page whose workers died again and again.
        check: called while nothing comes back; raises when nothing will.
    """

    executor: Executor
    at_once: int
    given_up: tuple[type[Exception], ...] = ()
    check: Callable[[], None] = lambda: None


@contextmanager
def local_pool(workers: int) -> Iterator[PagePool]:
    """Pages made here, so many at once. The kernel server starts at once, while the caller reads data.

    However this ends, no kernel runs afterwards.
    """
    kernels = kernels_here()
    pool = ThreadPoolExecutor(max_workers=workers)
    pool.submit(try_warm_up)
    try:
        yield PagePool(pool, workers)
    except BaseException:
        # Ctrl-C, or a fault of ours: nothing may go on running behind the caller's back.
        kernels.stop_all()
        raise
    finally:
        pool.shutdown(cancel_futures=True)
        close_kernels()
        close_converter()


def run_jobs(works: Iterable[PageWork], pool: PagePool, *, on_done: Callable[[PageResult], None]) -> None:
    """Make every page; ``works`` is drawn from as places become free, so that few are in memory.

    ``on_done`` is called in this thread as pages end, in no fixed order.
    """
    waiting = iter(works)
    pending: dict[Future[PageResult], PageJob] = {}
    try:
        while True:
            # As many again stand ready, so that no worker waits for this thread.
            while len(pending) < 2 * pool.at_once and (work := next(waiting, None)) is not None:
                pending[pool.executor.submit(run_page, work)] = work.job
            if not pending:
                return
            done, _ = wait(pending, timeout=_CHECK_SECONDS, return_when=FIRST_COMPLETED)
            for future in done:
                job = pending.pop(future)
                try:
                    result = future.result()
                except pool.given_up as err:
                    result = PageResult(job, None, "died", f"{type(err).__name__}: {err}")
                on_done(result)
            if not done:
                pool.check()
    finally:
        for future in pending:
            future.cancel()
