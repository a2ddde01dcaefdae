"""The program of the server: import once, fork a kernel for every request, report how each one ended.

It runs by its path in the interpreter of the kernel specification, so it needs nothing but the standard
library (and ipykernel in the forks). It must never start a thread, an event loop or a ZeroMQ context: a fork
inherits them broken.

One socket connects it to the program that started it. When that closes, because `stop_server` closed it or
because the program died in whatever way, the server kills its kernels with all their children, removes their
folders and ends. A server that has had no kernel for the idle time ends too. Should the server itself be
killed, ipykernel's parent poller ends the kernels within a second.

Arguments: number of the control socket, idle time in seconds, modules to import.

Messages:
    control socket, one packet each: → path of the kernel's folder, with three files (channel, stdout,
        stderr); ← once, when ready: ``{"failed": {module: error}}``.
    channel, one JSON line each: → `cwd`, `env`, `argv`, `umask`, `limits`, `processors`; ← `pid` or `errno`
        and `path` from the kernel, `ready` when its sockets listen, then `exit` from the server.
"""

import atexit
import contextlib
import gc
import importlib
import importlib.util
import json
import os
import resource
import selectors
import shutil
import signal
import socket
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple


class _Fork(NamedTuple):
    """A running kernel as the server knows it."""

    channel: socket.socket
    folder: str


class _NewFork(NamedTuple):
    """What a fork has before it has read which kernel it is to be."""

    channel: socket.socket
    stdout: int
    stderr: int
    server_pid: int


def main() -> None:
    control = socket.socket(fileno=int(sys.argv[1]))
    idle_seconds = float(sys.argv[2])
    preload = sys.argv[3:]
    if not sys.flags.safe_path:
        del sys.path[0]  # this file's folder, which no kernel started with -m would see
    before = dict(os.environ)
    failed = _import_all(preload)
    launcher = importlib.util.find_spec("ipykernel_launcher")
    program = launcher.origin if launcher and launcher.origin else "ipykernel_launcher"
    # Objects of the imported modules stay out of the kernels' collections, which would copy their pages.
    gc.collect()
    gc.freeze()
    with contextlib.suppress(ConnectionError):  # the program that wanted it may have ended meanwhile
        control.send(json.dumps({"failed": failed}).encode())
    fork = _serve(control, idle_seconds)
    if fork is not None:
        _run_kernel(fork, program, before)
        _leave()


def _import_all(names: Sequence[str]) -> dict[str, str]:
    """Import the modules, and call ``module:function`` where one is named; return what failed, and why.

    The caller reports them; a kernel that imports one fails as it would anyway.
    """
    failed = {}
    for name in names:
        try:
            module, _, function = name.partition(":")
            imported = importlib.import_module(module)
            if function:
                getattr(imported, function)()
        except Exception as error:  # noqa: BLE001 - a module may raise anything; the others are imported all the same
            failed[name] = f"{type(error).__name__}: {error}"[:200]
    return failed


def _serve(control: socket.socket, idle_seconds: float) -> _NewFork | None:
    """Fork on request until the control socket closes or nobody asks; return None in the server."""
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
        ready = [key.fileobj for key, _ in selector.select(None if forks else idle_seconds)]
        if not ready:
            break
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
                return _NewFork(channel, files[1], files[2], server_pid)
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
        # Before its setsid a new fork is in the server's own group, which killpg of its pid doesn't know.
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(OSError):
                kill(pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            os.waitpid(pid, 0)
        shutil.rmtree(fork.folder, ignore_errors=True)


def _run_kernel(fork: _NewFork, program: str, before: Mapping[str, str]) -> None:
    """Become the kernel that the channel describes, say so, and run until it is shut down."""
    # Before its number is sent: who signals the kernel's group must not reach the server's.
    os.setsid()
    with fork.channel, fork.channel.makefile("rwb") as stream:
        line = stream.readline()
        if not line:
            return
        request = json.loads(line)
        error = _enter(fork, request, before)
        stream.write(json.dumps(error or {"pid": os.getpid()}).encode() + b"\n")
        stream.flush()
        if error:
            sys.exit(1)
        os.environ["JPY_PARENT_PID"] = str(fork.server_pid)
        # A fork keeps the state of numpy's generator; the one of `random` renews itself.
        if "numpy.random" in sys.modules:
            sys.modules["numpy.random"].seed()
        sys.argv = [program, *request["argv"]]
        from ipykernel.kernelapp import IPKernelApp

        app: Any = IPKernelApp.instance(parent_handle=fork.server_pid)
        app.initialize(request["argv"])
        # A client that connects before the sockets exist tries again only after a tenth of a second.
        stream.write(json.dumps({"ready": True}).encode() + b"\n")
    if os.getppid() != fork.server_pid:
        sys.exit(1)  # the server has died: the parent poller would take the new parent for it
    app.start()
    # A shutdown stops this loop before the control thread has flushed its last answer. The exit handler of
    # ipykernel then closes the stream and waits for that thread: one kernel in thirty hung here.
    app.control_thread.stop()
    app.control_thread.join(timeout=2)


def _leave() -> None:
    """End as every program does, with exit handlers, but without clearing the modules.

    Clearing them copies the memory that this process shares with the server: half of the time that an empty
    notebook takes.
    """
    threading._shutdown()  # type: ignore[attr-defined]  # waits for the notebook's own threads
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        with contextlib.suppress(OSError, ValueError):
            if stream is not None:
                stream.flush()
    os._exit(0)


def _enter(fork: _NewFork, request: Mapping[str, Any], before: Mapping[str, str]) -> dict[str, object]:
    """Take the kernel's files, environment, limits and folder; return what the operating system refused."""
    os.dup2(fork.stdout, 1)
    os.dup2(fork.stderr, 2)
    os.close(fork.stdout)
    os.close(fork.stderr)
    # Only what differs from the server's environment before its imports: what these have set stays.
    env = request["env"]
    for name in {*before, *env}:
        if name not in env:
            os.environ.pop(name, None)
        elif env[name] != before.get(name):
            os.environ[name] = env[name]
    time.tzset()
    if request["umask"] is not None:
        os.umask(request["umask"])
    os.sched_setaffinity(0, request["processors"])
    for number, limits in request["limits"].items():
        if list(resource.getrlimit(int(number))) != limits:
            resource.setrlimit(int(number), limits)
    try:
        os.chdir(request["cwd"])
    except OSError as error:
        return {"errno": error.errno, "path": request["cwd"]}
    return {}


if __name__ == "__main__":
    main()
