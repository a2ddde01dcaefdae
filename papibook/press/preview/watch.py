"""Preview: an edition's HTML made again whenever something it is built from is saved.

Previews have a folder of their own, so the edition that was built, with its PDF, stays as it is; the cache of
pages is shared. What was saved is found by comparing inputs; the system's word of a save only wakes us up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import watchfiles

from papibook.ground.paths import Project
from papibook.press.edition.build import BuildOptions, build_edition
from papibook.press.edition.record import BuildSummary
from papibook.press.pages.pool import PagePool
from papibook.press.progress import Progress
from papibook.press.recipe.inputs import GENERATED, Inputs, read_inputs

_WATCHED = ("data", "notebooks", "book", "_config.yml", "_toc.yml")
_QUIET_MS = 200
"""A save is over when nothing more was written for so long: programs write in several steps."""
_LOOK_AGAIN_MS = 5000
"""Network drives tell nobody of changes, and an editor may put a new file in a watched one's place."""


def preview_project(project: Project) -> Project:
    """The same project with previews where editions are."""
    return Project(project.root, editions_folder="previews")


def build_preview(
    project: Project, edition_id: str, progress: Progress, pool: PagePool
) -> tuple[BuildSummary, str]:
    """Build the HTML for a preview; the summary, and a version that names the bytes that are now in place.

    ``pool`` stays open from one save to the next: its kernel server takes seconds to start.

    Raises:
        PapibookError: as :func:`papibook.press.edition.build.build_edition`; the preview in place stays.
    """
    previews = preview_project(project)
    summary = build_edition(previews, edition_id, progress, options=BuildOptions(is_draft=True), pool=pool)
    manifest = (previews.edition(edition_id) / "manifest.json").read_bytes()
    return summary, hashlib.sha256(manifest).hexdigest()[:16]


def saves(project: Project, edition_id: str) -> Iterator[Inputs]:
    """The inputs as they are, and again each time they are others. Never ends by itself."""
    former: Inputs | None = None
    while True:
        try:
            now = read_inputs(project, edition_id)
        except OSError:  # a file that is being replaced; its new state comes with the next look
            now = former or Inputs(edition_id, {}, {}, {})
        if now != former:
            former = now
            yield now
        else:
            _wait(project)


def _wait(project: Project) -> None:
    """Until a file was saved, or for a while."""
    paths = [path for name in _WATCHED if (path := project.root / name).exists()]
    ignored = (*watchfiles.DefaultFilter.ignore_dirs, *GENERATED)
    looks = watchfiles.watch(
        *paths,
        watch_filter=watchfiles.DefaultFilter(ignore_dirs=ignored),
        step=_QUIET_MS,
        rust_timeout=_LOOK_AGAIN_MS,
        yield_on_timeout=True,
    )
    next(looks)


def html_of(project: Project, edition_id: str) -> Path:
    """Where a preview's HTML stands."""
    return preview_project(project).edition(edition_id) / "html"
