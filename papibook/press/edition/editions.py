"""Editions on disk: built aside, then put in place whole, and with them the pages that ``book/`` shows.

After the edition itself, ``book/pages`` and ``latest.txt`` are replaced. A build that is killed in between
leaves that undone; :func:`finish` does it later.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from papibook.ground.errors import BookError, cause_of
from papibook.ground.paths import Project
from papibook.ground.whole_file import write_whole
from papibook.ground.whole_folder import copy_folder, exchange, remove_folder, restore
from papibook.press.edition.products import (
    LATEST,
    are_pages_shown,
    latest_file,
    parked_pages,
    staged_pages,
    write_stamps,
)


@contextmanager
def staging(project: Project, edition_id: str, *, is_draft: bool = False) -> Iterator[Path]:
    """A private folder beside the editions to build in; removed afterwards, whatever happens.

    One build at a time in a project, previews included. While another one runs, a draft waits for its end.

    Raises:
        BookError: another build is running.
        OSError: ``book/`` cannot be written to, or what an earlier build left cannot be removed.
    """
    with locked(project, is_patient=is_draft):
        project.editions.mkdir(exist_ok=True)
        _remove_leftovers(project)
        if not is_draft and project.book.is_dir():
            staged_pages(project).mkdir()  # a folder that cannot be written to is found now, not at the end
            staged_pages(project).rmdir()
        folder = project.editions / f".new-{edition_id}"
        folder.mkdir()
        try:
            yield folder
        finally:
            with suppress(OSError):  # the next build says so, before it begins
                _remove_leftovers(project)


@contextmanager
def locked(project: Project, *, is_patient: bool = False) -> Iterator[None]:
    """Nobody else builds or issues meanwhile.

    Raises:
        BookError: somebody does; ``is_patient`` waits for the end of it.
    """
    lock = FileLock(_lock_file(project))  # makes the folder, too
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


def _lock_file(project: Project) -> Path:
    return project.root / "_build" / ".lock"


def _remove_leftovers(project: Project) -> None:
    """Of builds that were killed; a folder parked while it was replaced is put back."""
    restore(project.pages, parked=parked_pages(project))
    remove_folder(staged_pages(project))
    for parked in project.editions.glob(".old-*"):
        restore(project.edition(parked.name.removeprefix(".old-")), parked=parked)
    for staged in project.editions.glob(".new-*"):
        remove_folder(staged)
    for half in project.editions.glob(f".{LATEST}.*"):
        half.unlink()


def put_in_place(project: Project, edition_id: str, finished: Path, *, is_draft: bool = False) -> None:
    """Make ``finished``, a folder in the staging folder, the edition ``edition_id``.

    Unless it is a draft, its pages come into ``book/pages``, so that ``jupyter-book build .`` works there.
    The former edition is left at ``finished``.
    """
    if not is_draft:
        copy_folder(finished / "pages", staged_pages(project))
    parked = project.editions / f".old-{edition_id}"
    exchange(finished, project.edition(edition_id), parked=parked)
    if not is_draft:
        _show_pages(project, edition_id)


def finish(project: Project, edition_id: str) -> None:
    """Do what a killed build has left to do after it put ``edition_id`` in place.

    Raises:
        BookError: another build is running.
    """
    with locked(project):
        _remove_leftovers(project)
        if not are_pages_shown(project, edition_id):
            copy_folder(project.edition(edition_id) / "pages", staged_pages(project))
            _show_pages(project, edition_id)
            _remove_leftovers(project)


def _show_pages(project: Project, edition_id: str) -> None:
    exchange(staged_pages(project), project.pages, parked=parked_pages(project))
    write_whole(latest_file(project), f"{edition_id}\n".encode())
    write_stamps(project, edition_id)


def clean(project: Project) -> list[Path]:
    """Remove everything that ``build`` made; returns what was removed. Data are never touched.

    Raises:
        BookError: a build is running; or something could not be removed, after all else was.
    """
    made = [path for path in (project.root / "_build", project.pages) if path.exists()]
    if _lock_file(project).parent.is_dir():
        with locked(project):
            _remove_made(project)
    else:
        _remove_made(project)
    return made


def _remove_made(project: Project) -> None:
    build = project.root / "_build"
    below = [path for path in build.iterdir() if path != _lock_file(project)] if build.is_dir() else []
    failed: list[OSError] = []
    for path in (*below, project.pages, staged_pages(project), parked_pages(project)):
        try:
            remove_folder(path) if path.is_dir() else path.unlink(missing_ok=True)
        except OSError as err:
            failed.append(err)
    if failed:
        raise BookError(
            "{file}: could not be removed ({cause}). Close the programs that use it, or get the right to "
            "write there, then try again.",
            file=str(failed[0].filename),
            cause=cause_of(failed[0]),
        )
    # Last and still locked: a build that waits for the lock sees that its file is gone, and makes it anew.
    with suppress(OSError):  # Windows removes no file that is open; an empty lock does no harm
        _lock_file(project).unlink(missing_ok=True)
        build.rmdir()
