"""The machine and the libraries that figures were taken with: a figure without them says nothing."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

import psutil

from benchmarks.results import Result

LIBRARIES: tuple[str, ...] = ("papermill", "nbclient", "ipykernel", "pandas", "altair", "vl-convert-python")
LIBRARIES += ("jupyter-book", "sphinx", "typst", "distributed")


def machine_result() -> Result:
    """The first object of the results: its ``what`` names the machine."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    facts = [
        _processor(),
        f"{cores} cores",
        f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}",
        *(f"{name} {version(name)}" for name in LIBRARIES),
    ]
    return Result("machine", ", ".join(facts), None, "", None, None, None)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
