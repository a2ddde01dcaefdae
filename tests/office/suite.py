"""The office suite as a test uses it: started once, given a workbook and things to do, ended by its id."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DRIVER = Path(__file__).with_name("driver.py")
PYTHON = "/usr/bin/python3"
"""The system's Python: the suite's bridge (Debian's python3-uno) is made for no other."""


def missing() -> str:
    """What is not installed; empty where all is there."""
    if shutil.which("soffice") is None:
        return "libreoffice-calc-nogui"
    if not Path(PYTHON).exists():
        return PYTHON
    asked = subprocess.run([PYTHON, "-c", "import uno"], capture_output=True, check=False, timeout=60)
    return "" if asked.returncode == 0 else "python3-uno"


@dataclass(frozen=True)
class Office:
    """A suite that is running."""

    address: str

    def work(self, file: Path, *steps: list[Any], timeout: float = 400) -> list[Any]:
        """Open ``file``, take the steps of :mod:`driver` in order, close it; the results."""
        order = {"connect": self.address, "file": str(file), "steps": list(steps)}
        done = subprocess.run(
            [PYTHON, str(DRIVER)],
            input=json.dumps(order),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
            env={key: value for key, value in os.environ.items() if not key.startswith("PYTHON")},
        )
        assert done.returncode == 0, done.stderr
        return list(json.loads(done.stdout))


@contextmanager
def running_office(folder: Path) -> Iterator[Office]:
    """A suite with a profile of its own in ``folder``."""
    name = f"papibook-{os.getpid()}-{folder.name}"  # a former suite of ours may still be ending
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        f"--accept=pipe,name={name};urp",
    ]
    with (folder / "soffice.log").open("wb") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield Office(f"pipe,name={name}")
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(20)
