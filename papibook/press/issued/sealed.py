"""An issued edition, frozen outside of ``_build``: whole or not at all, and nothing changes it afterwards.

::

    sealed/2022-S1/internal/     what its readers get; its manifest names every file with its digest
    sealed/2022-S1/inputs.zip    what it was made from, so that it can be made again; never published
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.ground.whole_folder import copy_folder, remove_folder
from papibook.model.life import Step
from papibook.press.edition.manifest import file_digests
from papibook.press.issued.fingerprint import fingerprint_of, made_from

MANIFEST = "manifest.json"
INPUTS = "inputs.zip"
FORMAT = 1
_DAY = (1980, 1, 1, 0, 0, 0)
"""Of every entry of the ZIP file: the same inputs are the same bytes."""


@dataclass(frozen=True)
class SealedSet:
    """``audience``: who may read it; ``site``: the built HTML with downloads; ``manifest``: of the build."""

    audience: str
    site: Path
    manifest: Mapping[str, object]


def sealed_folder(project: Project, edition_id: str) -> Path:
    """Where an issued edition lies."""
    return project.root / "sealed" / edition_id


def seal(project: Project, issue: Step, sets: Iterable[SealedSet], inputs: Mapping[str, Path]) -> Path:
    """Freeze an edition; returns its folder. Only its owner can make it writable again.

    ``inputs``: the files of the project, by name, that it was made from.

    Raises:
        ConfigError: it is sealed already.
        OSError: the disk is full, or the folder cannot be written to; then nothing is left.
    """
    home = sealed_folder(project, issue.edition_id)
    if home.exists():
        raise ConfigError(
            "{folder} is there already: the edition {edition} was issued. What was issued is never changed; "
            "replace it with “papibook edition {edition} --replace”.",
            folder=str(home),
            edition=issue.edition_id,
        )
    home.parent.mkdir(exist_ok=True)
    fresh = home.with_name(f".new-{issue.edition_id}")
    remove_folder(fresh)  # of a run that was killed
    try:
        fresh.mkdir()
        _write_zip(fresh / INPUTS, inputs)
        inputs_sha256 = hashlib.sha256((fresh / INPUTS).read_bytes()).hexdigest()
        for each in sets:
            _write_set(fresh / each.audience, issue, each, inputs_sha256)
        _make_read_only(fresh)
        fresh.rename(home)
    except BaseException:  # also Ctrl-C
        remove_folder(fresh)
        raise
    return home


def _write_set(folder: Path, issue: Step, given: SealedSet, inputs_sha256: str) -> None:
    copy_folder(given.site, folder)
    source = made_from(given.manifest)
    value = {
        "format": FORMAT,
        "audience": given.audience,
        "issued": {
            name: str(cell)
            for name, cell in asdict(issue).items()
            if name in ("made_on", "number", "made_by")
        },
        "made_from": source,
        "fingerprint": fingerprint_of(source),
        "inputs_sha256": inputs_sha256,
        "libraries": given.manifest["libraries"],
        "files": file_digests(folder),
    }
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


def _write_zip(path: Path, files: Mapping[str, Path]) -> None:
    """The same files give the same bytes, whatever their times and rights are."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, files[name].read_bytes())


def _make_read_only(folder: Path) -> None:
    for place, folders, files in os.walk(folder, topdown=False):
        for name in (*files, *folders):
            path = Path(place, name)
            path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
