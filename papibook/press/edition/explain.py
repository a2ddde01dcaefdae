"""Which pages a build would run, and why, down to the files, the code and the libraries that changed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from papibook.data.edition.dataset import Dataset, load_dataset
from papibook.data.given.plan import check_text
from papibook.ground.paths import Project
from papibook.measures.counted import count_all
from papibook.model.groups import carriers
from papibook.press.edition.book_source import edition_jobs
from papibook.press.edition.freeze import freeze
from papibook.press.edition.lineage import ChangedFile, changed_files, is_behind, units_that_differ
from papibook.press.edition.record import BuildRecord, read_record
from papibook.press.pages.make import page_context, page_keys
from papibook.press.pages.page_cache import PageCache
from papibook.press.recipe.inputs import Inputs, read_inputs
from papibook.press.recipe.jobs import PageJob
from papibook.press.recipe.keys import Key
from papibook.press.recipe.templates import Template, read_templates

_COUNTING = ("ground/", "model/", "data/", "measures/", "locale/", "press/edition/freeze.py")
"""Code of the package that makes slices."""

Kind = Literal["never_made", "not_kept", "data", "template", "code", "library", "setting"]


@dataclass(frozen=True)
class RunReason:
    """Why a page is run.

    ``what`` names the slice, the library or the setting (title, parameters, font …). ``files`` of the project
    or of the package (from ``papibook/`` on), are those that changed. ``former`` and ``now`` are values.
    """

    kind: Kind
    what: str = ""
    files: tuple[ChangedFile, ...] = ()
    former: str = ""
    now: str = ""


@dataclass(frozen=True)
class PageToRun:
    """A page that is not in the cache, with at least one reason."""

    page_id: str
    why: tuple[RunReason, ...]


@dataclass(frozen=True)
class Explained:
    """What ``build`` would do: run these of ``n_pages`` pages; make the book again for ``book`` files.

    ``units``: names of units by unit_id, to tell slices by.
    """

    n_pages: int
    to_run: tuple[PageToRun, ...]
    book: tuple[ChangedFile, ...]
    units: Mapping[str, str]


def explain_edition(project: Project, edition_id: str) -> Explained:
    """What ``build`` would run now, and why. Changes nothing.

    Raises:
        ConfigError, DataRefusedError: as ``build`` does.
    """
    inputs = read_inputs(project, edition_id)
    dataset = load_dataset(project, edition_id)
    check_text(dataset.plan)
    jobs = edition_jobs(dataset)
    templates = read_templates(project.notebooks, jobs)
    cache = PageCache.of(project)
    record = read_record(project, edition_id)
    with tempfile.TemporaryDirectory(prefix="papibook-") as folder:
        slices = Path(folder)
        freeze(dataset, count_all(dataset), slices)
        keys = page_keys(jobs, templates, slices, page_context(dataset))
        teller = _Teller(
            record,
            inputs,
            tuple(dataset.periods),
            project.edition(edition_id) / "slices",
            slices,
            carriers(dataset.reference.units),
        )
        to_run = tuple(
            PageToRun(job.page_id, teller.reasons(job, templates[job.template], keys[job.page_id]))
            for job in jobs
            if cache.read(keys[job.page_id].digest) is None
        )
    return Explained(len(jobs), to_run, teller.book_files(), _unit_names(dataset))


def _unit_names(dataset: Dataset) -> dict[str, str]:
    units = dataset.reference.units
    return dict(zip(units["unit_id"], units["unit_name"], strict=True))


class _Teller:
    """Knows what changed since the build on record, and tells it of one page after the other."""

    def __init__(
        self,
        record: BuildRecord | None,
        inputs: Inputs,
        periods: tuple[str, ...],
        former_slices: Path,
        slices: Path,
        through: Mapping[str, str],
    ) -> None:
        self._through = through
        self._record = record
        self._periods = periods
        self._former_slices = former_slices
        self._slices = slices
        self._files = changed_files(record.inputs.files, inputs.files) if record else ()
        self._code = changed_files(record.inputs.code, inputs.code) if record else ()
        self._told: dict[str, RunReason] = {}

    def book_files(self) -> tuple[ChangedFile, ...]:
        """Changed files that only the book reads."""
        read = ("book/", "_config.yml", "_toc.yml")
        return tuple(file for file in self._files if file.path.startswith(read))

    def reasons(self, job: PageJob, template: Template, key: Key) -> tuple[RunReason, ...]:
        former = self._record.pages.get(job.page_id) if self._record else None
        if former is None:
            return (RunReason("never_made"),)
        found = tuple(self._reasons(template, key, former))
        return found or (RunReason("not_kept"),)

    def _reasons(self, template: Template, key: Key, former: Mapping[str, str]) -> Iterator[RunReason]:
        for part in key.differences(former):
            kind, _, what = part.partition(" ")
            was, now = former.get(part, ""), key.parts.get(part, "")
            match kind:
                case "slice":
                    yield self._slice_reason(what)
                case "template":
                    path = f"notebooks/{template.path.name}"
                    files = tuple(file for file in self._files if file.path == path)
                    yield RunReason("template", template.name, files or (ChangedFile(path, "changed"),))
                case "code":
                    yield RunReason("code", files=_in_package(self._code))
                case "library":
                    yield RunReason("library", what, former=was, now=now)
                case _:
                    yield RunReason("setting", what or kind, former=was, now=now)

    def _slice_reason(self, name: str) -> RunReason:
        if name not in self._told:
            file = f"{name}.json"
            units = units_that_differ(self._former_slices / file, self._slices / file)
            if units is not None:  # rows of a unit may come from the workbook of another
                units |= {self._through[unit_id] for unit_id in units if unit_id in self._through}
            behind = tuple(each for each in self._files if is_behind(each.path, name, self._periods, units))
            # No file: the same reports are read or counted in another way.
            counting = tuple(each for each in self._code if each.path.startswith(_COUNTING))
            self._told[name] = RunReason("data", name, behind or _in_package(counting))
        return self._told[name]


def _in_package(files: tuple[ChangedFile, ...]) -> tuple[ChangedFile, ...]:
    return tuple(ChangedFile(f"papibook/{file.path}", file.change) for file in files)
