"""Files written as a whole folder at once: nobody sees half of it, and none of an earlier run is left."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from papibook.ground.errors import ConfigError
from papibook.ground.whole_folder import exchange


def refuse_foreign_files(folder: Path, marker: str) -> None:
    """Refuse a folder that holds anything but files whose first line is ``marker``.

    Raises:
        ConfigError: something of somebody else's would be lost, or a file stands in the folder's place.
    """
    if not folder.exists():
        return
    foreign = [folder.name] if not folder.is_dir() else sorted(_foreign(folder, marker))
    if foreign:
        raise ConfigError(
            "{folder} holds other files ({name}), which would be replaced. Name a new or empty folder.",
            folder=str(folder),
            name=foreign[0],
        )


def _foreign(folder: Path, marker: str) -> list[str]:
    return [
        path.name
        for path in folder.iterdir()
        if not path.is_file() or path.is_symlink() or _first_line(path) != marker
    ]


def _first_line(path: Path) -> str:
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        return file.readline(200).rstrip("\r\n")


def write_folder(folder: Path, texts: Mapping[str, str], *, marker: str) -> None:
    """Write ``texts`` by file name to ``folder``, in the place of those of an earlier run.

    Each begins with the line ``marker``. UTF-8 with the mark that Windows editors look for.

    Raises:
        ConfigError: the folder holds other files.
    """
    refuse_foreign_files(folder, marker)
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        fresh = aside / "new"
        fresh.mkdir()
        for name, text in texts.items():
            (fresh / name).write_text(f"{marker}\n{text}", encoding="utf-8-sig", newline="\r\n")
        exchange(fresh, folder, parked=aside / "old")
    finally:
        shutil.rmtree(aside, ignore_errors=True)
