"""The charts' script: Vega, Vega-Lite and vega-embed in one file that loads nothing from elsewhere.

It takes two seconds to make, in which the converter holds Python's lock, and changes with its version only.
So it is made in a process of its own (``python -m papibook.press.book.vega_bundle FILE``) while data are
read and notebooks run, and kept under ``_build/cache``.
"""

from __future__ import annotations

import functools
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import vl_convert

from papibook.ground.paths import Project
from papibook.ground.whole_file import write_whole

_GLOBALS = "window.vegaEmbed = vegaEmbed;"
_ROOT = Path(__file__).resolve().parents[3]
"""Where ``python -m`` looks first: a project may hold a folder ``papibook`` of its own."""


@contextmanager
def vega_bundle(project: Project) -> Iterator[Callable[[Path], None]]:
    """A function that puts the bundle at a path; one that is not kept is begun at once."""
    kept = project.root / "_build" / "cache" / f"vega-bundle-{version('vl-convert-python')}.js"
    making = None if kept.is_file() else _begin(kept)

    def put(path: Path) -> None:
        if making is not None:
            making.wait()
        if not kept.is_file():
            write_vega_bundle(kept)  # what went wrong in the other process is told by this one
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(kept, path)

    try:
        yield put
    finally:
        if making is not None:
            making.kill()
            making.wait()
            for half in kept.parent.glob(f".{kept.name}.*.part"):
                half.unlink(missing_ok=True)


def write_vega_bundle(path: Path) -> None:
    """Write the bundle, which sets ``window.vegaEmbed``; it stands whole at ``path`` or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, _text().encode())


def _begin(kept: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "papibook.press.book.vega_bundle", str(kept.resolve())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        start_new_session=True,  # Ctrl-C reaches only whoever waits for it, and ends it
    )


@functools.cache
def _text() -> str:
    # Its top-level names (one is "_") clash with Sphinx's scripts unless they stay in a function.
    return f"(() => {{\n{vl_convert.javascript_bundle(snippet=_GLOBALS)}\n}})();\n"


if __name__ == "__main__":
    write_vega_bundle(Path(sys.argv[1]))
