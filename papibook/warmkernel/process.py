"""A kernel, which is not a child of this process, with what provisioners use of `subprocess.Popen`."""

import asyncio
import contextlib
import json
import os
import select
import signal
import socket
import threading
from collections.abc import Mapping
from typing import Any

_START_SECONDS = 60.0
"""How long a fork may take to become a kernel."""


class WarmKernelError(RuntimeError):
    """The server could not be started, or a kernel could not."""


class ForkedProcess:
    """A forked kernel; the server reports its end over the channel on which it was started."""

    stdin = stdout = stderr = None  # what LocalProvisioner closes at the end, were they pipes

    def __init__(self, pid: int, channel: socket.socket) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._channel = channel
        self._lock = threading.Lock()

    @classmethod
    def start(cls, channel: socket.socket, request: Mapping[str, object]) -> "ForkedProcess":
        """Send a new fork the kernel it is to be and wait until that kernel listens.

        Raises:
            ConnectionError: its server died.
            WarmKernelError: it died itself.
            OSError: it could not enter its working folder.
        """
        channel.settimeout(_START_SECONDS)
        channel.sendall(json.dumps(request).encode() + b"\n")
        answer = _read_line(channel)
        if "errno" in answer:
            number = int(answer["errno"])
            raise OSError(number, os.strerror(number), answer["path"])
        pid: int | None = answer.get("pid")
        if pid is not None:
            try:
                answer = _read_line(channel)
            except TimeoutError:
                _kill_group(pid)
                raise
        if pid is not None and "ready" in answer:
            channel.setblocking(False)
            return cls(pid, channel)
        if "exit" in answer:
            raise WarmKernelError(f"The kernel ended while starting, with code {answer['exit']}.")
        if pid is not None:
            _kill_group(pid)
        raise ConnectionResetError("The kernel server ended while a kernel was starting.")

    def poll(self) -> int | None:
        """The exit code, negative for a signal; None while the kernel runs."""
        with self._lock:
            if self.returncode is None and _is_readable(self._channel, 0):
                answer = _read_line(self._channel)
                self._channel.close()
                if "exit" in answer:
                    self.returncode = int(answer["exit"])
                else:
                    # The server was killed. Its kernels end by themselves soon, but nobody learns how.
                    _kill_group(self.pid)
                    self.returncode = -signal.SIGKILL
            return self.returncode

    def wait(self) -> int:
        """Block until the kernel has ended."""
        while (code := self.poll()) is None:
            _is_readable(self._channel, None)
        return code

    async def ended(self, seconds: float) -> bool:
        """Wait at most ``seconds`` for the end; return whether it has come."""
        if self.poll() is None:
            loop = asyncio.get_running_loop()
            readable = asyncio.Event()
            loop.add_reader(self._channel, readable.set)
            try:
                await asyncio.wait_for(readable.wait(), seconds)
            except TimeoutError:
                return False
            finally:
                loop.remove_reader(self._channel)
        return self.poll() is not None

    def send_signal(self, signum: int) -> None:
        """Signal the kernel unless it has ended: its number may be another's by now."""
        if self.poll() is None:
            os.kill(self.pid, signum)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the kernel."""
        self.send_signal(signal.SIGKILL)


def _kill_group(pid: int) -> None:
    with contextlib.suppress(OSError):
        os.killpg(pid, signal.SIGKILL)


def _is_readable(channel: socket.socket, seconds: float | None) -> bool:
    """Whether a line or the end can be read; waits at most ``seconds`` for it, or with None for ever."""
    poll = select.poll()  # not select(), which can't take descriptors above 1023
    poll.register(channel, select.POLLIN)
    return bool(poll.poll(None if seconds is None else seconds * 1000))


def _read_line(channel: socket.socket) -> dict[str, Any]:
    """One JSON line and not a byte more: another call reads the next. Empty when the channel is closed."""
    line = bytearray()
    with contextlib.suppress(ConnectionError):
        while (byte := channel.recv(1)) not in (b"", b"\n"):
            line += byte
    answer: dict[str, Any] = json.loads(line) if line else {}
    return answer
