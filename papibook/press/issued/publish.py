"""Copies issued sets into a static site. Builds nothing, changes no issued file, keeps what others put there.

Readers never see half of an edition: each folder is copied aside, proved, and put in place in one step. A run
that is killed leaves the former pages in place, and the next one finishes it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from papibook.ground.errors import BookError, ConfigError
from papibook.ground.paths import Project
from papibook.ground.whole_file import write_whole
from papibook.ground.whole_folder import copy_folder, exchange, remove_folder, restore
from papibook.press.issued.sealed import MANIFEST, sealed_folder
from papibook.press.issued.site import LATEST, IssuedEdition, entry_page, issued_edition, newest, script
from papibook.press.issued.verified import verify

RECORD = "papibook-site.json"
_FRESH, _PARKED, _LOCK = ".papibook-new", ".papibook-old-", ".papibook-lock"
_NAME = re.compile(r"[A-Za-z0-9-]+(\.[0-9]+)?", re.ASCII)
_FILES = ("index.html", "404.html", "editions.js", ".nojekyll")
_OF_PROJECT = ("data", "book", "notebooks", "sealed", "_build", "documents", ".git", ".venv")


@dataclass(frozen=True)
class Change:
    """What becomes of one name in the site."""

    kind: Literal["new", "same", "replaced"]
    name: str
    n_files: int = 0


@dataclass(frozen=True)
class Published:
    """``changes`` in the order in which they are made; ``editions``: all that the site has afterwards."""

    changes: tuple[Change, ...]
    editions: tuple[IssuedEdition, ...]


def publish(
    project: Project, edition_id: str, site: Path, *, audience: str = "internal", is_dry: bool = False
) -> Published:
    """Put an issued edition into the site in the folder ``site``; ``is_dry``: only say what would change.

    Raises:
        ConfigError: the edition is not issued, not for that audience, or no longer as issued; the folder is
            not a site of that audience, or one in which this must not write.
        BookError: somebody else publishes there.
        OSError: the disk is full, or the folder cannot be written to; the former pages are still in place.
    """
    source = sealed_folder(project, edition_id) / audience
    if not source.is_dir():
        raise ConfigError(
            "The edition {edition} has not been issued for this audience: {folder} is not there.",
            edition=edition_id,
            folder=str(source),
        )
    _refuse_changed(source)
    site = site.absolute()
    _refuse_place(project, site)
    if is_dry:
        return _planned(source, site, audience)
    site.mkdir(parents=True, exist_ok=True)
    with _lock(site):
        planned = _planned(source, site, audience)
        _tidy_up(site)
        _write_record(site, audience, [each.edition_id for each in planned.editions])
        for change in planned.changes:
            if change.kind == "same":
                continue
            if change.name == f"{edition_id}/":
                _put(source, site / edition_id)
            elif change.name == f"{LATEST}/":
                _put(site / newest(planned.editions).edition_id, site / LATEST)
            else:
                write_whole(site / change.name, _texts(planned.editions)[change.name].encode())
    return planned


def _planned(source: Path, site: Path, audience: str) -> Published:
    given = issued_edition(source)
    known = _known(site, audience)
    if not _NAME.fullmatch(given.edition_id) or given.edition_id == LATEST:
        raise ConfigError("“{found}” is no name of an edition.", found=given.edition_id)
    if given.edition_id not in known:
        for name in (given.edition_id, *([] if known else [LATEST, *_FILES])):
            if (site / name).exists() or (site / name).is_symlink():
                raise ConfigError(
                    "{path} is there and was not published by papibook. Name another folder with --to, or "
                    "move it away.",
                    path=str(site / name),
                )
    others = [each for name, each in known.items() if name != given.edition_id]
    editions = tuple(sorted([*others, given], key=lambda each: each.age))
    last = newest(editions)
    changes = [
        _folder_change(source, site / given.edition_id, f"{given.edition_id}/"),
        _folder_change(source if last is given else site / last.edition_id, site / LATEST, f"{LATEST}/"),
        *(_file_change(site / name, name, text) for name, text in _texts(editions).items()),
    ]
    return Published(tuple(changes), editions)


def _folder_change(source: Path, place: Path, name: str) -> Change:
    count = sum(1 for path in source.rglob("*") if path.is_file())
    if not place.exists():
        return Change("new", name, count)
    is_same = (place / MANIFEST).is_file() and (place / MANIFEST).read_bytes() == (
        source / MANIFEST
    ).read_bytes()
    return Change("same" if is_same and verify(place)[0].is_whole else "replaced", name, count)


def _file_change(path: Path, name: str, text: str) -> Change:
    if not path.exists():
        return Change("new", name, 1)
    return Change("same" if path.read_bytes() == text.encode() else "replaced", name, 1)


def _texts(editions: tuple[IssuedEdition, ...]) -> dict[str, str]:
    """The files that join the editions, in the order in which they are written."""
    return {
        "editions.js": script(editions),
        "index.html": entry_page(editions),
        "404.html": entry_page(editions, is_lost=True),
        ".nojekyll": "",
    }


def _put(source: Path, home: Path) -> None:
    """A copy of a set at ``home`` in one step; what was there is removed afterwards."""
    fresh, parked = home.with_name(_FRESH), home.with_name(f"{_PARKED}{home.name}")
    copy_folder(source, fresh)
    _refuse_changed(fresh)  # whoever wrote into the source meanwhile publishes nothing
    exchange(fresh, home, parked=parked)
    remove_folder(fresh)


def _refuse_changed(folder: Path) -> None:
    for found in verify(folder):
        if not found.is_whole:
            names = (*found.changed, *found.missing, *found.added)
            raise ConfigError(
                "{folder} is not as it was issued ({names}). Restore it from a copy; see “papibook verify”.",
                folder=str(folder),
                names=", ".join(names[:5]) or MANIFEST,
            )


def _refuse_place(project: Project, site: Path) -> None:
    """Refuse to write where data, texts or issued editions lie, or through a link to elsewhere."""
    real, root = site.resolve(), project.root.resolve()
    inside = real.relative_to(root).parts if real.is_relative_to(root) else None
    if root.is_relative_to(real) or (inside and inside[0] in _OF_PROJECT):
        raise ConfigError(
            "{folder} belongs to the project or holds it. Name a folder for the site alone with --to.",
            folder=str(site),
        )
    if site.exists() and not site.is_dir():
        raise ConfigError("{folder} is no folder. Name one with --to.", folder=str(site))
    for path in site.iterdir() if site.is_dir() else ():
        if path.is_symlink() and (path.name in (LATEST, *_FILES, RECORD) or _NAME.fullmatch(path.name)):
            raise ConfigError(
                "{path} is a link, and what is written to it would go elsewhere. Remove it.", path=str(path)
            )


def _known(site: Path, audience: str) -> dict[str, IssuedEdition]:
    """The editions that were published there before and still are.

    Raises:
        ConfigError: the site is for another audience, or its record cannot be read.
    """
    path = site / RECORD
    if not path.exists():
        return {}
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        names, whose = list(value["editions"]), value["audience"]
    except (ValueError, KeyError, TypeError):
        raise ConfigError("{file} cannot be read. Publish to an empty folder.", file=str(path)) from None
    if whose != audience:
        raise ConfigError(
            "{folder} is a site for another audience ({found}). Each has a site of its own.",
            folder=str(site),
            found=whose,
        )
    there = (name for name in names if _NAME.fullmatch(str(name)) and (site / name / MANIFEST).is_file())
    return {name: issued_edition(site / name) for name in there}


def _write_record(site: Path, audience: str, names: list[str]) -> None:
    """First of all: after a kill the next run knows by it what it may replace."""
    value = {"audience": audience, "editions": sorted(names), "format": 1}
    write_whole(site / RECORD, (json.dumps(value, indent=1, sort_keys=True) + "\n").encode())


def _tidy_up(site: Path) -> None:
    """Of runs that were killed."""
    for parked in site.glob(f"{_PARKED}*"):
        restore(site / parked.name.removeprefix(_PARKED), parked=parked)
    remove_folder(site / _FRESH)
    for name in (*_FILES, RECORD):
        for half in site.glob(f".{name}.*.part"):
            half.unlink()


@contextmanager
def _lock(site: Path) -> Iterator[None]:
    lock = FileLock(site / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise BookError(
            "Another run of papibook publishes to {folder}. Wait until it has ended.", folder=str(site)
        ) from None
    try:
        yield
    finally:
        (site / _LOCK).unlink(missing_ok=True)
        lock.release()
