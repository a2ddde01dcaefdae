"""Servers as the program that uses them sees them: start, ask for a kernel, stop."""

import atexit
import json
import logging
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from papibook.warmkernel.process import ForkedProcess, WarmKernelError

PRELOAD = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "IPython",
    "pandas",
    "altair",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "IPython.utils.wildcard",
    "sqlite3",
    "tornado.platform.asyncio",
    "faulthandler",
)
"""What every server imports: the kernel, what it imports when it starts, pandas and Altair."""

START_SECONDS = 120.0
"""How long a server may take to import its modules, on a slow and busy machine."""

IDLE_SECONDS = 600.0
"""How long a server without kernels stays: it holds memory, and a new one is ready in two seconds."""

_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""A process that forks must have no threads, and figures must not depend on the number of cores."""

_READ_EARLY: tuple[str, ...] = ("PYTHON", "HOME", "LANG", "LC_", "LD_", "GLIBC_", "MALLOC_")  # read at start
_READ_EARLY += ("OMP_", "OPENBLAS_", "MKL_", "NPY_", "NUMPY_", "PANDAS_", "XDG_")  # when imported
"""How the names begin of variables that come too late for a fork: what they change has been done."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ServerKind:
    """What a server settles for all its kernels when it starts; kernels of one kind share a server."""

    executable: str
    flags: tuple[str, ...]
    preload: tuple[str, ...]
    environment: tuple[tuple[str, str], ...]

    @classmethod
    def of(
        cls, executable: str, flags: Sequence[str], preload: Sequence[str], env: Mapping[str, str]
    ) -> "ServerKind":
        """The kind that a kernel with this interpreter, these modules and this environment needs."""
        fixed = _ONE_THREAD | {name: value for name, value in env.items() if _is_read_early(name)}
        modules = tuple(dict.fromkeys([*PRELOAD, *preload]))
        return cls(executable, tuple(flags), modules, tuple(sorted(fixed.items())))


def _is_read_early(name: str) -> bool:
    if name == "PYTHONEXECUTABLE":  # jupyter_client keeps it from kernels
        return False
    return name.startswith(_READ_EARLY) or name.endswith("_NUM_THREADS")


class Server:
    """A running server: it ends when its socket is closed, or with this program."""

    def __init__(self, kind: ServerKind) -> None:
        others = {name: value for name, value in os.environ.items() if not _is_read_early(name)}
        others.pop("PYTHONEXECUTABLE", None)
        others["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # no advice to users of debuggers on the terminal
        program = str(Path(__file__).with_name("forkserver.py"))
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        arguments = [str(theirs.fileno()), str(IDLE_SECONDS), *kind.preload]
        try:
            with theirs:
                self._process = subprocess.Popen(
                    [kind.executable, *kind.flags, program, *arguments],
                    env=others | dict(kind.environment),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,  # Ctrl-C is for the program, which then ends its kernels
                )
            self._await_ready()
        except BaseException:
            self.stop()
            raise

    def _await_ready(self) -> None:
        self._control.settimeout(START_SECONDS)
        try:
            message = self._control.recv(1 << 16)
        except TimeoutError:
            seconds = f"{START_SECONDS:.0f} seconds"
            raise WarmKernelError(f"The kernel server wasn't ready after {seconds}.") from None
        except OSError as error:
            raise WarmKernelError(f"The kernel server ended while starting: {error}") from error
        if not message:
            code = self._process.wait()
            raise WarmKernelError(f"The kernel server ended while starting, with code {code}.")
        for name, reason in json.loads(message)["failed"].items():
            _log.warning("The kernel server could not import %s (%s); kernels will be slower.", name, reason)

    @property
    def alive(self) -> bool:
        """Whether the server still runs."""
        return self._process.poll() is None

    def fork(self, *, folder: str, request: Mapping[str, object], stdout: int, stderr: int) -> ForkedProcess:
        """A new kernel, already in its own process group, folder and environment.

        Raises:
            ConnectionError: the server is gone.
            WarmKernelError: the kernel ended at once.
            OSError: the kernel's working folder can't be entered.
        """
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                files = [theirs.fileno(), stdout, stderr]
                socket.send_fds(self._control, [os.fsencode(folder)], files)
            return ForkedProcess.start(ours, request)
        except BaseException:
            ours.close()
            raise

    def stop(self) -> None:
        """Close the socket and wait: the server ends its kernels first."""
        self._control.close()
        process = getattr(self, "_process", None)
        if process is None:
            return
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def forget(self) -> None:
        """Close the socket of a server that belongs to the process from which this one was forked."""
        self._control.close()
        self._process.returncode = 0  # not our child: Popen must not wait for it, nor warn


_servers: dict[ServerKind, Server] = {}
_lock = threading.Lock()


def server_for(kind: ServerKind) -> Server:
    """The running server of that kind, started if there is none; others wait while it starts."""
    with _lock:
        for other in [other for other, server in _servers.items() if not server.alive]:
            _servers.pop(other).stop()
        if kind not in _servers:
            if not _servers:
                atexit.register(stop_server)
            _servers[kind] = Server(kind)
        return _servers[kind]


def fork_kernel(
    kind: ServerKind, *, folder: str, request: Mapping[str, object], stdout: int, stderr: int
) -> ForkedProcess:
    """A new kernel from the server of that kind; a server found dead is replaced, once."""
    server = server_for(kind)
    try:
        return server.fork(folder=folder, request=request, stdout=stdout, stderr=stderr)
    except ConnectionError:
        server.stop()  # it may not look dead to the system yet
    try:
        return server_for(kind).fork(folder=folder, request=request, stdout=stdout, stderr=stderr)
    except ConnectionError as error:
        raise WarmKernelError(f"The kernel server can't start a kernel: {error}") from error


def start_server(*, preload: Sequence[str] = ()) -> None:
    """Start the server for kernels of this interpreter and environment, with these modules as well.

    Only saves time: the first kernel would start it. Names that can't be imported are logged as warnings.
    """
    server_for(ServerKind.of(sys.executable, (), preload, os.environ))


def stop_server() -> None:
    """End every server of this process, with all kernels that still run; nothing is left when it returns."""
    with _lock:
        while _servers:
            _servers.popitem()[1].stop()
        atexit.unregister(stop_server)


def _forget_servers() -> None:
    """In a forked child: the servers are the parent's, the lock may be held by a thread that isn't here."""
    global _lock
    _lock = threading.Lock()
    for server in _servers.values():
        server.forget()
    _servers.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_servers)
