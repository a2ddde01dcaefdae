"""A program of ours that runs beside this one and answers lines of JSON: the chart converter, Typst."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def start_child(program: Path) -> subprocess.Popen[str]:
    """The Python file ``program`` in a process of its own; whoever starts it ends it."""
    # -P: the modules that stand beside the file are not what its imports mean.
    # A session of its own: Ctrl-C reaches only whoever waits here, and ends it.
    return subprocess.Popen(
        [sys.executable, "-P", str(program)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
