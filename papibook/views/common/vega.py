"""Altair as ``alt``, imported when the first chart is made.

Kernels have imported it before they start. The command line and the press read the views for their words
only, and would wait a quarter of a second for it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import altair as alt
else:

    class _Altair:
        def __getattr__(self, name: str) -> Any:
            return getattr(import_module("altair"), name)

    alt = _Altair()

__all__ = ["alt"]
