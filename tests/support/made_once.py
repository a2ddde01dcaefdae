"""What takes long to make and is only read: made once in a run, by the process that needs it first."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder ``name`` of this run, filled by ``make``; other processes of the run wait for it.

    It belongs to all of them: a test that changes something does so in a copy.
    """
    root = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:  # a worker's own folder lies in that of the run
        root = root.parent
    folder = root / name
    made = root / f"{name}.made"
    with FileLock(root / f"{name}.lock"):
        if not made.exists():
            assert not folder.exists(), f"another process of this run could not make {name}"
            folder.mkdir()
            make(folder)
            made.touch()
    return folder
