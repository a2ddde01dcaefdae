"""The folder that forms are handed out from: it appears whole or not at all, and nothing filled in is lost.

A hidden list in the folder says what was written there. A form whose bytes are no longer those of the list
was opened and saved, so it may be filled in and is never replaced.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from papibook.data.given.csv_table import read_csv, write_csv
from papibook.ground.errors import ConfigError
from papibook.ground.whole_folder import exchange, restore
from papibook.model.frames import Schema, columns

LIST = ".forms.csv"

WRITTEN_FORMS = Schema(
    "written_forms",
    columns(file="text", sha256="text: of the form as it was written"),
    ("file",),
)


@contextmanager
def fresh_folder(target: Path) -> Iterator[Path]:
    """A folder aside that becomes ``target`` when all went well; until then ``target`` stays as it is.

    What ``target`` holds beside what was written aside is carried over. If the machine stops while the folder
    is replaced, there is a whole one, or the next call puts the former one back.

    Raises:
        ConfigError: ``target`` is a file, or a folder that was not made by this command.
    """
    if not target.name:
        raise ConfigError(
            "{folder} holds other files. Name a new or empty folder for the forms.", folder=target
        )
    bench, parked = (target.with_name(f".{target.name}.{word}") for word in ("new", "old"))
    target.parent.mkdir(parents=True, exist_ok=True)
    restore(target, parked=parked)
    _refuse_foreign(target)
    shutil.rmtree(bench, ignore_errors=True)
    bench.mkdir()
    try:
        yield bench
        if target.exists():
            for path in target.iterdir():
                if path.is_file() and not (bench / path.name).exists():
                    shutil.copy2(path, bench / path.name)
        exchange(bench, target, parked=parked)
    finally:
        shutil.rmtree(bench, ignore_errors=True)


def _refuse_foreign(target: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise ConfigError("{folder} is a file. Name a folder for the forms.", folder=str(target))
    if any(target.iterdir()) and not (target / LIST).is_file():
        raise ConfigError(
            "{folder} holds other files. Name a new or empty folder for the forms.", folder=str(target)
        )
    if any(path.is_dir() for path in target.iterdir()):
        raise ConfigError(
            "{folder} holds other folders. Name a new or empty folder for the forms.", folder=str(target)
        )


def listed(folder: Path) -> dict[str, str]:
    """The forms written to the folder, with their checksums as they were written."""
    path = folder / LIST
    if not path.is_file():
        return {}
    return {str(row.file): str(row.sha256) for row in read_csv(path, WRITTEN_FORMS).itertuples()}


def saved_since(folder: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Those of ``names`` that lie in the folder otherwise than they were written: perhaps filled in."""
    if not folder.is_dir():
        return ()
    written = listed(folder)
    return tuple(
        name
        for name in sorted(names)
        if (folder / name).is_file() and checksum((folder / name).read_bytes()) != written.get(name)
    )


def checksum(content: bytes) -> str:
    """The checksum that the list records."""
    return hashlib.sha256(content).hexdigest()


def write_list(bench: Path, former: Mapping[str, str], fresh: Mapping[str, str]) -> None:
    """Record the new forms beside those that stay."""
    records: list[dict[str, object]] = [
        {"file": file, "sha256": sha256} for file, sha256 in ({**former, **fresh}).items()
    ]
    write_csv(WRITTEN_FORMS.from_records(records), bench / LIST, WRITTEN_FORMS)
