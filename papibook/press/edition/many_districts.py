"""One edition of many districts, each a project folder of its own: built one after another.

The kernels' pool is shared by all of them. A district that fails or is refused stops no other; what became of
each is a value, so that the command line and the index page say the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from papibook.data.given.plan import read_plan
from papibook.ground.errors import ConfigError, PageError, PapibookError, cause_of
from papibook.ground.paths import Project
from papibook.press.edition.build import build_edition
from papibook.press.edition.record import BuildSummary, read_record, unchanged_edition
from papibook.press.pages.pool import PagePool


@dataclass(frozen=True)
class District:
    """What became of one district.

    Attributes:
        name: from plan.yml; the folder's name where that cannot be read.
        summary: of the edition in place; an older one where ``error`` says why there is no newer.
        error: why the edition was not built.
        is_built: False where nothing had changed, or it failed.
    """

    project: Project
    name: str
    summary: BuildSummary | None
    error: PapibookError | None = None
    is_built: bool = False

    @property
    def exit_code(self) -> int:
        """As if the district had been built alone."""
        if self.error is not None:
            return self.error.exit_code
        return PageError.exit_code if self.summary and self.summary.failed else 0


class Quiet:
    """Progress of one district, which nobody follows: the districts themselves are counted."""

    def stage(self, name: str, total: int | None) -> None:
        pass

    def step(self, what: str) -> None:
        pass


def build_many(
    folders: Iterable[Path],
    edition_id: str,
    *,
    pool: PagePool,
    on_done: Callable[[District], None],
) -> tuple[District, ...]:
    """Build ``edition_id`` in each of ``folders``, however often it is named; ``on_done`` is told of each.

    All of them make their pages in ``pool``.
    """
    districts = []
    for folder in distinct(folders):
        district = _build_one(folder, edition_id, pool)
        districts.append(district)
        on_done(district)
    return tuple(districts)


def distinct(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Each folder once, as an absolute path without links, in the order given."""
    return tuple(dict.fromkeys(folder.resolve() for folder in folders))


def worst(districts: Sequence[District]) -> int:
    """The exit code of the whole: the highest of all."""
    return max((district.exit_code for district in districts), default=0)


def _build_one(folder: Path, edition_id: str, pool: PagePool) -> District:
    project = Project(folder)
    error: PapibookError | None = None
    is_built = False
    try:
        _require_project(project)
        if unchanged_edition(project, edition_id) is None:
            build_edition(project, edition_id, Quiet(), pool=pool)
            is_built = True
    except PapibookError as err:
        error = err
    except OSError as err:
        error = PapibookError(
            "{file}: could not be read or written ({cause}). The edition in place is as it was. "
            "Make room or get the right to write there, then try again.",
            file=str(err.filename or folder),
            cause=cause_of(err),
        )
    except Exception as err:  # noqa: BLE001  a fault that one district's data bring out must not stop the others
        error = PapibookError(
            "The program itself has a fault ({cause}). The edition in place is as it was. Run the command "
            "again with --debug and send what it says to whoever maintains papibook.",
            cause=f"{type(err).__name__}: {err}"[:300],
        )
    record = read_record(project, edition_id)
    return District(project, _name(project), record.summary if record else None, error, is_built)


def _name(project: Project) -> str:
    try:
        return read_plan(project).file.place.name
    except (PapibookError, OSError):
        return project.root.name


def _require_project(project: Project) -> None:
    if not (project.root / "_config.yml").is_file() or not project.plans.is_dir():
        raise ConfigError(
            "{folder} is not a papibook project: no _config.yml with data/plans beside it. "
            "Leave it out, or name the project's own folder.",
            folder=str(project.root),
        )


def facts_in_place(project: Project, edition_id: str) -> dict[str, object]:
    """What the manifest of the edition in place says of it; nothing where there is none."""
    try:
        text = (project.edition(edition_id) / "manifest.json").read_text(encoding="utf-8")
        return dict(json.loads(text)["edition"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}
