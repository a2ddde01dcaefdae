"""Values by key in a folder: what every cache under ``_build/cache`` stands on.

What is stored under a key never changes, so two builds may read and write at once: a value is written aside
and renamed into place, and whoever comes second replaces it by the same bytes. A value carries its key and
the digest of its bytes; one that is cut off, altered or put under a wrong name counts as none. Nothing here
is ever needed: a missing value only means that its thing is made again.

Using a value renews its file's time. Age is counted from the value used last, not from the clock.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from papibook.ground.whole_file import write_whole

KEPT_BYTES = 256 * 2**20
"""Above this the values that were not used lately go, oldest first."""
KEPT_SECONDS = 366 * 86400
"""What was not used for a year goes: by then every period has had its two editions."""
IN_USE_SECONDS = 3600
"""What was used or written within the last hour stays: another build may be about to read it."""

_NO_VALUE = (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)


Value = TypeVar("Value")


@dataclass(frozen=True)
class Codec(Generic[Value]):
    """How a value becomes plain (what JSON can hold) and a value again.

    ``form``: a number for the shape of what is plain; another shape is another number. ``from_plain`` may get
    whatever somebody put into a file: it raises ValueError, KeyError, TypeError, AttributeError or
    OverflowError where that is no such value, and does nothing else with it.
    """

    form: int
    to_plain: Callable[[Value], Any]
    from_plain: Callable[[Any], Value]


def digest_of(value: Mapping[str, object]) -> str:
    """One sha256 over a mapping of plain values: the key of what is made from them alone."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class KeptValues(Generic[Value]):
    """Values by key (a sha256 in hex), in ``folder``, which need not be there."""

    def __init__(self, folder: Path, codec: Codec[Value]) -> None:
        self.folder = folder
        self._codec = codec

    def read(self, key: str) -> Value | None:
        """The value, or None."""
        path = self._path(key)
        try:
            head, body = path.read_bytes().split(b"\n", 1)
            if json.loads(head) != self._head(key, body):
                return None
            value = self._codec.from_plain(json.loads(body))
        except _NO_VALUE:
            return None
        with suppress(OSError):  # a read-only cache serves as well
            os.utime(path)
        return value

    def write(self, key: str, value: Value) -> None:
        """Keep ``value``; where nothing can be written, nothing is kept."""
        body = json.dumps(self._codec.to_plain(value), ensure_ascii=False).encode()
        path = self._path(key)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, json.dumps(self._head(key, body)).encode() + b"\n" + body)

    def prune(self, used: Collection[str] = (), *, kept_bytes: int = KEPT_BYTES) -> None:
        """Remove what is too old, then the oldest until the rest fits ``kept_bytes``.

        What the latest build used (``used``) stays, and what any build used lately, however large both are.
        """
        found = sorted(self._stored())
        now = max((at for at, _, _ in found), default=0.0)
        size = sum(n_bytes for _, _, n_bytes in found)
        for at, path, n_bytes in found:
            age = now - at
            is_wanted = age <= KEPT_SECONDS and size <= kept_bytes and path.suffix != ".part"
            if path.stem not in used and age > IN_USE_SECONDS and not is_wanted:
                size -= n_bytes
                with suppress(OSError):
                    path.unlink()

    def _stored(self) -> Iterator[tuple[float, Path, int]]:
        """When each file was used last, where it is and its size; others may be removing files meanwhile."""
        for path in self.folder.glob("*/*"):
            with suppress(OSError):
                told = path.stat()
                yield told.st_mtime, path, told.st_size

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"

    def _head(self, key: str, body: bytes) -> dict[str, object]:
        return {"format": self._codec.form, "key": key, "sha256": hashlib.sha256(body).hexdigest()}
