"""Files that are replaced whole: who reads one meanwhile gets the former bytes or the new ones."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


@contextmanager
def whole_file(path: Path, *, is_durable: bool = False) -> Iterator[IO[bytes]]:
    """A file to write to, renamed to ``path`` when the block ends well; else ``path`` stays as it was.

    The folder must exist. A file that was at ``path`` hands its mode on; a new one gets the mode that the
    user's umask asks for. ``is_durable``: the bytes are forced to the disk first, so that not even a power
    cut leaves half of them.

    Raises:
        OSError: the folder cannot be written to, or the disk is full.
    """
    # 50 letters of up to four bytes leave room for the rest: a file's name has at most 255 bytes.
    aside = path.with_name(f".{path.name[:50]}.{secrets.token_hex(8)}.part")
    try:
        with aside.open("xb") as file:
            yield file
            if is_durable:
                file.flush()
                os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            shutil.copymode(path, aside)
        aside.replace(path)
    except BaseException:  # also Ctrl-C: no half file stays
        aside.unlink(missing_ok=True)
        raise


def write_whole(path: Path, content: bytes, *, is_durable: bool = False) -> None:
    """Write ``content`` to ``path`` in one step; see :func:`whole_file`."""
    with whole_file(path, is_durable=is_durable) as file:
        file.write(content)
