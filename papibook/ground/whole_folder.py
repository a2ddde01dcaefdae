"""Folders that are replaced whole: copied aside, put in place in one step, removed with all in them."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Container
from functools import cache
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_CANNOT = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM, errno.EXDEV})
"""What a kernel or a file system answers that cannot exchange two names."""


def exchange(fresh: Path, home: Path, *, parked: Path) -> None:
    """Put the folder ``fresh`` at ``home``; a folder that was there is at ``fresh`` afterwards.

    Linux does it in one step: at every moment there is a whole folder at ``home``. Elsewhere ``home`` is
    first renamed to ``parked``; after a kill before the next rename, :func:`restore` puts it back.
    """
    if not home.exists():
        fresh.rename(home)
        return
    if _exchanged(fresh, home):
        return
    home.rename(parked)
    try:
        fresh.rename(home)
    except BaseException:  # also Ctrl-C
        if not home.exists():
            parked.rename(home)
        raise
    parked.rename(fresh)


def restore(home: Path, *, parked: Path) -> None:
    """Undo an :func:`exchange` that was killed before its end: put ``parked`` back, or remove it."""
    if parked.exists():
        remove_folder(parked) if home.exists() else parked.rename(home)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the system gave each folder the other's name."""
    renameat2 = _renameat2()
    if renameat2 is None:
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


@cache
def _renameat2() -> ctypes._NamedFuncPointer | None:
    if sys.platform != "linux":
        return None
    function = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if function is not None:
        function.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    return function


def copy_folder(
    source: Path, target: Path, *, leave_out: Container[str] = (), leave_out_here: Container[str] = ()
) -> None:
    """Copy the files below ``source`` to ``target``.

    Files and folders with a name in ``leave_out`` are not copied, however deep they lie; those with a name
    in ``leave_out_here`` are not where they lie in ``source`` itself.

    Only names and bytes are copied: the copy of a read-only folder must be writable, or it could not be
    removed.
    """
    target.mkdir(exist_ok=True)
    for path in source.iterdir():
        if path.name in leave_out or path.name in leave_out_here:
            continue
        if path.is_dir():
            copy_folder(path, target / path.name, leave_out=leave_out)
        else:
            shutil.copyfile(path, target / path.name)


def remove_folder(path: Path) -> None:
    """Remove ``path``, if it is there, and all in it, read-only folders too; of a link only the link.

    Raises:
        OSError: something in it cannot be removed; ``filename`` is its path, which rmtree does not give.
    """
    if path.is_symlink():
        path.unlink()
        return
    places = []
    for place, folders, files in os.walk(path):
        places.append(Path(place))
        if places[-1].stat().st_mode & 0o700 != 0o700:
            places[-1].chmod(0o700)
        for name in files + [name for name in folders if (places[-1] / name).is_symlink()]:
            (places[-1] / name).unlink()
    for emptied in reversed(places):
        emptied.rmdir()
