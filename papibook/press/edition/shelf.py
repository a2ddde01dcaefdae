"""Editions on disk: built aside, then swapped in whole.

An edition's folder is replaced by two renames. If the machine stops between them, the next start finds the
old folder under its parked name and puts it back; so there is always a whole edition or none, never a half.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from papibook.ground.errors import BookError
from papibook.ground.paths import Project
from papibook.ground.whole_file import write_whole

LATEST = "latest.txt"


@contextmanager
def workbench(project: Project, edition_id: str, *, is_patient: bool = False) -> Iterator[Path]:
    """A private folder beside the editions to build in; gone afterwards, whatever happens.

    One build at a time in a project, previews included: a second one is told so, or waits (``is_patient``).
    """
    project.editions.mkdir(parents=True, exist_ok=True)
    with _alone(project, is_patient=is_patient):
        _restore_parked(project)
        bench = project.editions / f".new-{edition_id}"
        shutil.rmtree(bench, ignore_errors=True)
        bench.mkdir()
        try:
            yield bench
        finally:
            shutil.rmtree(bench, ignore_errors=True)


@contextmanager
def _alone(project: Project, *, is_patient: bool = False) -> Iterator[None]:
    lock = FileLock(project.root / "_build" / ".lock")
    try:
        lock.acquire(timeout=-1 if is_patient else 0)
    except Timeout:
        raise BookError(
            "Another build is running in this project ({folder}). Wait until it has ended, then try again.",
            folder=str(project.root),
        ) from None
    try:
        yield
    finally:
        lock.release()


def _restore_parked(project: Project) -> None:
    for parked in project.editions.glob(".old-*"):
        home = project.editions / parked.name.removeprefix(".old-")
        if home.exists():
            shutil.rmtree(parked, ignore_errors=True)
        else:
            parked.rename(home)


def swap_in(project: Project, edition_id: str, finished: Path) -> Path:
    """Make ``finished`` the edition ``edition_id``; the former one is removed only afterwards."""
    home, parked = project.edition(edition_id), project.editions / f".old-{edition_id}"
    if home.exists():
        home.rename(parked)
    try:
        finished.rename(home)
    except BaseException:  # also Ctrl-C: there is always a whole edition
        if parked.exists() and not home.exists():
            parked.rename(home)
        raise
    shutil.rmtree(parked, ignore_errors=True)
    write_whole(project.editions / LATEST, f"{edition_id}\n".encode())
    return home


def show_pages(project: Project, pages: Path) -> None:
    """Copy an edition's pages to ``book/pages``, so that ``jupyter-book build .`` works in the project."""
    fresh, former = project.book / ".pages-new", project.book / ".pages-old"
    for leftover in (fresh, former):
        shutil.rmtree(leftover, ignore_errors=True)
    try:
        shutil.copytree(pages, fresh)
        if project.pages.exists():
            project.pages.rename(former)
        fresh.rename(project.pages)
    except BaseException:
        if former.exists() and not project.pages.exists():
            former.rename(project.pages)
        raise
    finally:
        for leftover in (fresh, former):
            shutil.rmtree(leftover, ignore_errors=True)


def clean(project: Project) -> list[Path]:
    """Remove everything that ``build`` made; returns what was removed. Data are never touched.

    Raises:
        BookError: a build is running.
    """
    if (project.root / "_build").is_dir():
        with _alone(project):
            pass  # the lock itself is among what is removed
    made = [path for path in (project.root / "_build", project.pages) if path.exists()]
    for path in made:
        shutil.rmtree(path)
    return made
