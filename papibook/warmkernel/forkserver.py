"""The program of the server: import once, fork a kernel for every request, report how each one ended.

It runs by its path in the interpreter of the kernel specification, so it needs nothing but the standard
library (and ipykernel in the forks). It must never start a thread, an event loop or a ZeroMQ context: forks
inherit them dead.

Its only tie to the program that started it is one socket. When that closes, because `stop_server` closed it
or because the program died in whatever way, the server kills its kernels with all their children, removes
their folders and ends. Should the server itself be killed, ipykernel's parent poller ends the kernels within
a second.

Messages:
    control socket, one packet each: → path of the kernel's folder, with three files (channel, stdout,
        stderr); ← once, when ready: ``{"failed": {module: error}}``.
    channel, one JSON line each: → `cwd`, `env`, `argv`; ← `pid` or `errno` and `path` from the kernel,
        `ready` when its sockets listen, then `exit` from the server.
"""

import atexit
import contextlib
import gc
import importlib
import importlib.util
import json
import os
import random
import selectors
import shutil
import signal
import socket
import sys
import threading
import time
from collections.abc import Sequence
from typing import Any, NamedTuple


class _Fork(NamedTuple):
    """A running kernel as the server knows it."""

    channel: socket.socket
    folder: str


class _Birth(NamedTuple):
    """What a newborn kernel holds before it knows who it is."""

    channel: socket.socket
    stdout: int
    stderr: int
    server_pid: int


def main() -> None:
    control = socket.socket(fileno=int(sys.argv[1]))
    preload = sys.argv[2:]
    if not sys.flags.safe_path:
        del sys.path[0]  # this file's folder, which no kernel started with -m would see
    failed = _import_all(preload)
    launcher = importlib.util.find_spec("ipykernel_launcher")
    program = launcher.origin if launcher and launcher.origin else "ipykernel_launcher"
    # Objects of the imported modules stay out of the kernels' collections, which would copy their pages.
    gc.collect()
    gc.freeze()
    with contextlib.suppress(ConnectionError):  # the program that wanted it may have ended meanwhile
        control.send(json.dumps({"failed": failed}).encode())
    birth = _serve(control)
    if birth is not None:
        _run_kernel(birth, program)
        _leave()


def _import_all(names: Sequence[str]) -> dict[str, str]:
    """Import the modules, and call ``module:function`` where one is named.

    Those that fail are the caller's to report, and the kernels' to fail on again.
    """
    failed = {}
    for name in names:
        try:
            module, _, function = name.partition(":")
            imported = importlib.import_module(module)
            if function:
                getattr(imported, function)()
        except Exception as error:  # noqa: BLE001 - a module may raise anything; no kernel should miss the others
            failed[name] = f"{type(error).__name__}: {error}"[:200]
    return failed


def _serve(control: socket.socket) -> _Birth | None:
    """Fork on request until the control socket closes; return None in the server, a birth in each kernel."""
    server_pid = os.getpid()
    forks: dict[int, _Fork] = {}
    wake_read, wake_write = os.pipe()
    os.set_blocking(wake_read, False)
    os.set_blocking(wake_write, False)
    for signum in (signal.SIGCHLD, signal.SIGTERM):
        signal.signal(signum, lambda *_: None)
    signal.set_wakeup_fd(wake_write)
    selector = selectors.DefaultSelector()
    selector.register(control, selectors.EVENT_READ)
    selector.register(wake_read, selectors.EVENT_READ)
    while True:
        ready = [key.fileobj for key, _ in selector.select()]
        if wake_read in ready:
            signals = os.read(wake_read, 4096)
            _reap(forks)
            if signal.SIGTERM in signals:
                break
        if control in ready:
            message, files, _, _ = socket.recv_fds(control, 4096, 3)
            if not message:
                break
            channel = socket.socket(fileno=files[0])
            pid = os.fork()
            if pid == 0:
                signal.set_wakeup_fd(-1)
                for signum in (signal.SIGCHLD, signal.SIGTERM):
                    signal.signal(signum, signal.SIG_DFL)
                selector.close()
                os.close(wake_read)
                os.close(wake_write)
                control.close()
                for fork in forks.values():
                    fork.channel.close()
                return _Birth(channel, files[1], files[2], server_pid)
            os.close(files[1])
            os.close(files[2])
            forks[pid] = _Fork(channel, os.fsdecode(message))
    _end(forks)
    return None


def _reap(forks: dict[int, _Fork]) -> None:
    """Collect every child that has ended and tell the owner of its kernel."""
    while forks:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        fork = forks.pop(pid, None)
        if fork is not None:
            line = json.dumps({"exit": os.waitstatus_to_exitcode(status)}).encode() + b"\n"
            with contextlib.suppress(OSError), fork.channel:
                fork.channel.sendall(line, socket.MSG_DONTWAIT)


def _end(forks: dict[int, _Fork]) -> None:
    """Kill the kernels that are left, with the processes that they started, and remove their folders."""
    for pid, fork in forks.items():
        # Before its setsid the newborn is in the server's own group, which killpg of its pid doesn't know.
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(OSError):
                kill(pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            os.waitpid(pid, 0)
        shutil.rmtree(fork.folder, ignore_errors=True)


def _run_kernel(birth: _Birth, program: str) -> None:
    """Become the kernel that the channel describes, say so, and run until it is shut down."""
    # Its number is sent only when the group exists, so that nobody signals the server's group instead.
    os.setsid()
    with birth.channel, birth.channel.makefile("rwb") as stream:
        line = stream.readline()
        if not line:
            return
        request = json.loads(line)
        error = _enter(birth, request["cwd"], request["env"])
        stream.write(json.dumps(error or {"pid": os.getpid()}).encode() + b"\n")
        stream.flush()
        if error:
            sys.exit(1)
        os.environ["JPY_PARENT_PID"] = str(birth.server_pid)
        _reseed()
        sys.argv = [program, *request["argv"]]
        from ipykernel.kernelapp import IPKernelApp

        app: Any = IPKernelApp.instance(parent_handle=birth.server_pid)
        app.initialize(request["argv"])
        # Who connects before a Unix socket exists tries again only after a tenth of a second.
        stream.write(json.dumps({"ready": True}).encode() + b"\n")
    if os.getppid() != birth.server_pid:
        sys.exit(1)  # the server has died since: the parent poller would take its successor for it
    app.start()
    # Shutdown stops this thread's loop before the control thread has flushed its last answer, and the exit
    # handler closes what it flushes to, then waits for it: one kernel in thirty hung here until killed.
    app.control_thread.stop()
    app.control_thread.join(timeout=2)


def _leave() -> None:
    """End as every program does, exit handlers and all, but leave the memory to the operating system.

    The interpreter would take every module apart, and so copy the pages that this process shares with the
    server: half of what an empty notebook costs.
    """
    threading._shutdown()  # type: ignore[attr-defined]  # waits for the notebook's own threads
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        with contextlib.suppress(OSError, ValueError):
            if stream is not None:
                stream.flush()
    os._exit(0)


def _enter(birth: _Birth, cwd: str, env: dict[str, str]) -> dict[str, object]:
    """Take on the kernel's files, folder and environment; return what the operating system refused."""
    os.dup2(birth.stdout, 1)
    os.dup2(birth.stderr, 2)
    os.close(birth.stdout)
    os.close(birth.stderr)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    try:
        os.chdir(cwd)
    except OSError as error:
        return {"errno": error.errno, "path": cwd}
    return {}


def _reseed() -> None:
    """Give the kernel random states of its own: numpy's isn't renewed by a fork."""
    random.seed()
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random is not None:
        numpy_random.seed()


if __name__ == "__main__":
    main()
