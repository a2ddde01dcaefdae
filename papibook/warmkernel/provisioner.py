"""The provisioner: as jupyter_client's local one, but kernels are forks with a private folder of sockets."""

import asyncio
import contextlib
import os
import re
import shutil
import subprocess
import tempfile
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import List, Unicode

from papibook.warmkernel.process import ForkedProcess, WarmKernelError
from papibook.warmkernel.servers import ServerKind, fork_kernel

_LAUNCHER = "ipykernel_launcher"

_SOCKET_PATH_BYTES = 107
"""Longest path of a Unix socket on Linux (unix(7): 108 with the closing null byte)."""

_EXIT_SECONDS = 1.0
"""How long to wait for a requested end; after that jupyter_client looks every tenth of a second."""


class WarmKernelProvisioner(LocalProvisioner):
    """Starts IPython kernels as forks of a server that has imported them.

    Connection file and sockets lie in a folder that only this user can enter, one for each kernel: no ports,
    which are chosen, freed and bound again while other kernels do the same, and no socket files in the
    working folder.
    """

    preload = List(Unicode(), help="Modules that the server imports besides the usual ones.").tag(config=True)
    private = Unicode(help="Where each kernel's private folder goes; by default with temporary files.").tag(
        config=True
    )

    process: ForkedProcess | None = None  # type: ignore[assignment]  # not a Popen
    _folder: str | None = None
    _remove_folder: "weakref.finalize[..., Any] | None" = None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Give the kernel its folder and sockets, then prepare as the local provisioner does."""
        manager = self.parent
        if manager is None:
            raise WarmKernelError("A warm kernel is started by a kernel manager.")
        if self._folder is None:  # at a restart the clients are still connected to the sockets' paths
            self._folder = _private_folder(self.private)
            self._remove_folder = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
            manager.transport = "ipc"
            manager.cache_ports = False
            manager.ip = f"{self._folder}/s"
            manager.connection_file = f"{self._folder}/kernel.json"
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork the kernel; its process group exists when this returns."""
        options = self._scrub_kwargs(kwargs)
        executable, flags, arguments = _parse_command(cmd)
        env: dict[str, str] = options.pop("env")
        cwd = str(Path(options.pop("cwd", None) or ".").absolute())
        stdout, stderr = options.pop("stdout", None), options.pop("stderr", None)
        if options:
            raise TypeError(f"A warm kernel can't be started with: {', '.join(sorted(options))}")
        request = {"cwd": cwd, "env": env, "argv": arguments, **_inherited()}
        kind = ServerKind.of(executable, flags, self.preload, env)
        assert self._folder is not None
        try:
            # In a thread: the server's imports take seconds, and the loop has other work. Not in one of the
            # loop's own: in a fork of this program those don't run, but the loop waits for them.
            with (
                _output_file(stdout) as out,
                _output_file(stderr, stdout=out) as err,
                ThreadPoolExecutor(1) as thread,
            ):
                forked = thread.submit(
                    fork_kernel, kind, folder=self._folder, request=request, stdout=out, stderr=err
                )
                self.process = await asyncio.wrap_future(forked)
        except BaseException:
            self._drop_folder()
            raise
        self.pid = self.pgid = self.process.pid
        self.cwd = cwd
        return self.connection_info

    async def shutdown_requested(self, restart: bool = False) -> None:
        """Notice the end at once: the manager looks every tenth of a second."""
        if self.process is not None:
            await self.process.ended(_EXIT_SECONDS)

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel and notice its end at once."""
        await super().kill(restart)
        await self.shutdown_requested(restart)

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the folder, unless a restarted kernel will use it again."""
        await super().cleanup(restart)
        if not restart:
            self._drop_folder()

    def _drop_folder(self) -> None:
        if self._remove_folder is not None:
            self._remove_folder()
        self._folder = self._remove_folder = None


def _inherited() -> dict[str, object]:
    """What a kernel inherits from this program as it is now, not from the server started some time ago."""
    import resource  # not on Windows

    limits = {getattr(resource, name) for name in dir(resource) if name.startswith("RLIMIT_")}
    # os.umask can't read without setting, which other threads would notice.
    umask = re.search(r"^Umask:\s*(\d+)", Path("/proc/self/status").read_text(), re.MULTILINE)
    return {
        "umask": int(umask[1], 8) if umask else None,
        "limits": {number: resource.getrlimit(number) for number in sorted(limits)},
        "processors": sorted(os.sched_getaffinity(0)),
    }


def _private_folder(wanted: str) -> str:
    """A new folder that only this user can enter, with a path short enough for sockets."""
    for parent in dict.fromkeys([wanted or tempfile.gettempdir(), "/tmp", "/var/tmp"]):
        with contextlib.suppress(OSError):
            folder = tempfile.mkdtemp(prefix="warmkernel-", dir=parent)
            if len(os.fsencode(f"{folder}/s-0")) <= _SOCKET_PATH_BYTES:
                return folder
            Path(folder).rmdir()
    raise WarmKernelError("No temporary folder has a path short enough for Unix sockets; set TMPDIR.")


def _parse_command(cmd: list[str]) -> tuple[str, list[str], list[str]]:
    """Interpreter, its flags, and the kernel's arguments, from the command that the stock kernel would be."""
    executable, *rest = cmd
    if "-m" not in rest or rest[rest.index("-m") + 1 :][:1] != [_LAUNCHER]:
        raise WarmKernelError(f"The kernel specification doesn't run {_LAUNCHER}: {' '.join(cmd)}")
    at = rest.index("-m")
    return executable, rest[:at], rest[at + 2 :]


@contextlib.contextmanager
def _output_file(target: Any, *, stdout: int | None = None) -> Iterator[int]:
    """A descriptor for one of the kernel's streams, given as to `subprocess`; by default the null device."""
    if target == subprocess.PIPE:
        raise ValueError("A warm kernel can't write to a pipe of its manager; give it a file.")
    if target == subprocess.STDOUT and stdout is not None:
        yield stdout
    elif target is None or target == subprocess.DEVNULL:
        null = os.open(os.devnull, os.O_RDWR)
        try:
            yield null
        finally:
            os.close(null)
    else:
        yield target if isinstance(target, int) else target.fileno()
