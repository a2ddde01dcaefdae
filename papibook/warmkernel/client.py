"""The client: a kernel is ready when it answers, not after a fifth of a second of silence."""

import time
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient

_PATIENCE = 0.2
"""Seconds to wait for the broadcast of an answer before asking again: the subscription may have come late."""


class WarmKernelClient(AsyncKernelClient):
    """jupyter_client's own client, without its wait of 0.2 seconds before every notebook.

    That one reads the broadcasts before the first cell until none comes for so long. But a kernel says when
    it has sent all broadcasts of a request: it becomes idle.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers and its broadcasts arrive here.

        Raises:
            RuntimeError: it died, or did not answer within ``timeout`` seconds.
        """
        until = time.monotonic() + timeout if timeout is not None else float("inf")
        while not await self._answers():
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > until:
                raise RuntimeError(f"Kernel didn't respond in {timeout:.0f} seconds")

    async def _answers(self) -> bool:
        asked = self.kernel_info()
        try:
            reply = await self.shell_channel.get_msg(timeout=1)
            while not _is_idle_after(asked, await self.iopub_channel.get_msg(timeout=_PATIENCE)):
                pass
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True


def _is_idle_after(asked: str, message: dict[str, Any]) -> bool:
    return bool(
        message["msg_type"] == "status"
        and message["content"]["execution_state"] == "idle"
        and message["parent_header"].get("msg_id") == asked
    )
