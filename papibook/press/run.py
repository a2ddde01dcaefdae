"""Run jobs: papermill puts in the parameters, nbclient runs the cells, one fresh kernel a page.

Our part is only how a kernel starts: forked from a warm server where that works, else the stock kernel.
A page that raises, dies or hangs ends alone; the others go on.
"""

from __future__ import annotations

import logging
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill import execute_notebook
from papermill.exceptions import PapermillExecutionError

from papibook.press.jobs import PageJob
from papibook.press.templates import Template
from papibook.warmkernel import install_kernelspec, start_server, stop_server, warm_available

# What goes wrong on a page is told once, as its result.
logging.getLogger("papermill").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class PageResult:
    """What became of a job: the executed notebook's path, or why it failed.

    ``problem`` is empty for a good page, else ``raised``, ``died`` or ``hung``; ``detail`` says more.
    """

    job: PageJob
    path: Path
    problem: str = ""
    detail: str = ""
    cell: str = ""


def run_jobs(
    jobs: Iterable[PageJob],
    templates: Mapping[str, Template],
    *,
    folder: Path,
    workers: int,
    deadline_seconds: float,
    on_done: Callable[[PageResult], None],
) -> list[PageResult]:
    """Run every job on ``folder/slices``; executed notebooks go to ``folder/runs``.

    Each page runs in a folder of its own that holds the slices its template declares and no other.

    ``on_done`` is called in this thread as pages end, in no fixed order. The result is in job order.
    """
    ordered = list(jobs)
    results: dict[str, PageResult] = {}
    with _kernels() as kernels, ThreadPoolExecutor(max_workers=workers) as pool:
        pending: set[Future[PageResult]] = {
            pool.submit(_run_job, job, templates[job.template], folder, deadline_seconds, kernels)
            for job in ordered
        }
        try:
            while pending:
                done, pending = wait(pending, return_when=FIRST_COMPLETED)
                for future in done:
                    result = future.result()
                    results[result.job.page_id] = result
                    on_done(result)
        except BaseException:
            # Ctrl-C, or a fault of ours: nothing may go on running behind the caller's back.
            for future in pending:
                future.cancel()
            kernels.stop_all()
            raise
    return [results[job.page_id] for job in ordered]


class Kernels:
    """Where kernels come from, and those alive right now, so that all of them can be ended at once."""

    def __init__(self, home: Path, kernel_name: str) -> None:
        self.home = home
        self.kernel_name = kernel_name
        self._pids: dict[str, int] = {}
        self._lock = threading.Lock()
        self._stopped = False

    def note(self, key: str, pid: int | None) -> None:
        """The kernel of page ``key`` runs as ``pid``, or (None) has ended."""
        with self._lock:
            if pid is None:
                self._pids.pop(key, None)
                return
            self._pids[key] = pid
            if self._stopped:
                _kill(pid)

    def stop_all(self) -> None:
        """End every kernel, and every one that still starts."""
        with self._lock:
            self._stopped = True
            for pid in self._pids.values():
                _kill(pid)


def _kill(pid: int) -> None:
    with suppress(OSError):
        os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))


PRELOAD = ("papibook.data.slices", "papibook.measures", "papibook.views")
"""What every template imports, besides pandas and Altair."""


@contextmanager
def _kernels() -> Iterator[Kernels]:
    """Kernels for one build: forked from a warm server where that works, else the stock kernel."""
    # Unix socket paths are limited to about 107 bytes: a short folder of our own, not the project's.
    _remove_orphans()
    home = Path(tempfile.mkdtemp(prefix=f"pb-{os.getpid()}-"))
    try:
        if warm_available():
            start_server(preload=PRELOAD)
            yield Kernels(home, install_kernelspec(home, preload=PRELOAD))
        else:
            yield Kernels(home, "python3")
    finally:
        stop_server()
        shutil.rmtree(home, ignore_errors=True)


def _remove_orphans() -> None:
    """Folders of builds that were killed before they could tidy up."""
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


def _kernel_manager_class(kernels: Kernels, key: str) -> type[AsyncKernelManager]:
    """A kernel manager for one page: private sockets, and its process known to ``kernels`` while it lives.

    nbclient makes the manager itself and shuts it down itself only when it is given a class, not an instance.
    """

    class PageKernelManager(AsyncKernelManager):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self.kernel_spec_manager = KernelSpecManager()
            self.kernel_spec_manager.kernel_dirs.append(str(kernels.home / "kernels"))
            if os.name == "posix":
                # TCP ports are picked, freed and bound again by the kernel: two at once can collide.
                place = Path(tempfile.mkdtemp(prefix="k", dir=kernels.home))
                self.transport = "ipc"
                self.ip = str(place / "s")
                self.connection_file = str(place / "c.json")

        async def post_start_kernel(self, **options: Any) -> None:  # type: ignore[override]  # untyped
            await super().post_start_kernel(**options)
            pid = getattr(self.provisioner, "pid", None)
            kernels.note(key, pid if isinstance(pid, int) else None)

    return PageKernelManager


def _room(job: PageJob, template: Template, folder: Path) -> Path:
    """A folder for this page's kernel that holds the slices its template declares, and no other."""
    room = folder / "rooms" / job.page_id
    for name in template.slices:
        path = Path("slices") / f"{name.format(**job.parameters)}.json"
        if not (folder / path).is_file():
            continue  # the page itself says which slice it misses
        (room / path).parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(folder / path, room / path)
        except OSError:  # a file system without hard links
            shutil.copy2(folder / path, room / path)
    room.mkdir(parents=True, exist_ok=True)
    return room


def _run_job(
    job: PageJob, template: Template, folder: Path, deadline_seconds: float, kernels: Kernels
) -> PageResult:
    output = folder / "runs" / f"{job.page_id}.ipynb"
    output.parent.mkdir(parents=True, exist_ok=True)
    room = _room(job, template, folder)
    try:
        execute_notebook(
            str(template.path),
            str(output),
            parameters={"slices": "slices", **job.parameters},
            kernel_name=kernels.kernel_name,
            language="python",
            progress_bar=False,
            execution_timeout=deadline_seconds,
            start_timeout=max(60, int(deadline_seconds)),
            kernel_manager_class=_kernel_manager_class(kernels, job.page_id),
            # Not papermill's cwd: that changes the folder of this whole process, under all threads.
            resources={"metadata": {"path": str(room)}},
        )
    except PapermillExecutionError as err:
        return PageResult(job, output, "raised", f"{err.ename}: {err.evalue}", str(err.exec_count))
    except CellTimeoutError as err:
        return PageResult(job, output, "hung", str(err))
    except DeadKernelError as err:
        return PageResult(job, output, "died", str(err))
    except (RuntimeError, OSError) as err:
        return PageResult(job, output, "died", f"{type(err).__name__}: {err}")
    finally:
        kernels.note(job.page_id, None)
        # nbclient leaves this thread's loop open for a next call; a closed one is replaced by jupyter_core.
        ensure_event_loop().close()
    return PageResult(job, output)
