"""What a command waits for before its first word: libraries that only kernels need stay out of it."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("papibook.press.edition.build", ("altair",)),
        ("papibook.cli", ("altair", "pandas", "pydantic", "nbformat", "jupyter_client")),
    ],
)
def test_importing_it_does_not_import(module: str, heavy: tuple[str, ...]) -> None:
    code = f"import sys, {module}; print(*sorted(set({heavy!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
