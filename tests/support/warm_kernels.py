"""Start warm kernels in a test, ask them things, and see what of them is left."""

import contextlib
import gc
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.manager import KernelManager
from jupyter_core.utils import ensure_event_loop
from nbclient import NotebookClient

from papibook.warmkernel import KERNEL_NAME, install_kernelspec, stop_server

PATIENCE = 60
"""Seconds for what takes less than one on an idle machine."""


@contextlib.contextmanager
def warm_kernels(folder: Path, *, preload: tuple[str, ...] = ()) -> Iterator[None]:
    """Clients in this process find the warm kernel; afterwards its servers are ended."""
    install_kernelspec(folder, preload=preload)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(folder))
        yield
        stop_server()
        close_loop()
        gc.collect()  # what clients leave to the collector warns here and not in another test


def notebook(*sources: str) -> Any:
    cells = [nbformat.v4.new_code_cell(source, id=f"c{number}") for number, source in enumerate(sources)]
    metadata = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    return nbformat.v4.new_notebook(cells=cells, metadata=metadata)


def run(*sources: str, kernel: str = KERNEL_NAME, **options: Any) -> list[str]:
    """What each cell printed."""
    nb = notebook(*sources)
    NotebookClient(nb, kernel_name=kernel, timeout=PATIENCE, **options).execute()
    return ["".join(output.get("text", "") for output in cell.outputs).strip() for cell in nb.cells]


def run_in_thread(*sources: str, **options: Any) -> list[str]:
    """The same in a thread of a pool, whose event loop nbclient leaves open for a next call."""
    try:
        return run(*sources, **options)
    finally:
        close_loop()


def close_loop() -> None:
    """End the event loop that nbclient leaves in this thread, and its threads."""
    loop = ensure_event_loop()
    loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()


@contextlib.contextmanager
def started(**options: Any) -> Iterator[tuple[KernelManager, Any]]:
    manager = KernelManager(kernel_name=KERNEL_NAME)
    manager.start_kernel(**options)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=PATIENCE)
        yield manager, client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def evaluate(client: Any, expression: str) -> str:
    reply = client.execute("", user_expressions={"x": expression}, reply=True, timeout=PATIENCE)
    text: str = reply["content"]["user_expressions"]["x"]["data"]["text/plain"]
    return text


def children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(FileNotFoundError):  # a thread that ended meanwhile
            found += [int(number) for number in (task / "children").read_text().split()]
    return found


def open_files(pid: int | str = "self") -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def processes_marked(mark: str) -> list[int]:
    """Processes with ``mark`` in the environment of their program, and their forks, whoever has them now."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid():
            with contextlib.suppress(OSError):
                if mark.encode() in (folder / "environ").read_bytes():
                    found.append(int(folder.name))
    return found


def sockets_under(folder: Path) -> list[str]:
    """Paths of Unix sockets below ``folder`` that some process still holds open."""
    lines = Path("/proc/net/unix").read_text().splitlines()
    return [line.split()[-1] for line in lines if line.split()[-1].startswith(f"{folder}/")]


def wait_until(condition: Callable[[], bool], *, seconds: float = PATIENCE) -> bool:
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.05)
    return condition()
