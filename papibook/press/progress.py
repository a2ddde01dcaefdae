"""How the press tells what it is doing. The CLI decides how to show it; the press never prints."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Receives what happens, in order, in the caller's thread."""

    def stage(self, name: str, total: int | None) -> None:
        """A stage begins; ``total`` steps, or None where steps cannot be counted."""

    def step(self, what: str) -> None:
        """One step of the stage is done."""
