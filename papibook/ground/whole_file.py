"""Files that stand whole or not at all: whoever reads one meanwhile gets the former bytes or the new ones."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def whole_file(path: Path, *, is_durable: bool = False) -> Iterator[IO[bytes]]:
    """A file to write to, renamed to ``path`` when the block ends well; else ``path`` stays as it was.

    The folder must exist. ``is_durable``: the bytes are forced to the disk first, so that not even a power
    cut leaves half of them.

    Raises:
        OSError: the folder cannot be written to, or the disk is full.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=".part")
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            if is_durable:
                file.flush()
                os.fsync(file.fileno())
        aside.chmod(0o644)  # mkstemp lets nobody else read
        aside.replace(path)
    except BaseException:  # also Ctrl-C: no half file stays
        aside.unlink(missing_ok=True)
        raise


def write_whole(path: Path, content: bytes, *, is_durable: bool = False) -> None:
    """Write ``content`` to ``path`` in one step; see :func:`whole_file`."""
    with whole_file(path, is_durable=is_durable) as file:
        file.write(content)
