"""Which pages a build would run, and why: the parts of their keys that differ from the build before."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from papibook.data.dataset import load_dataset
from papibook.ground.paths import Project
from papibook.measures.counted import count_all
from papibook.press.cache import PageCache
from papibook.press.freeze import freeze
from papibook.press.jobs import page_jobs
from papibook.press.pages import page_context, page_keys
from papibook.press.record import read_record
from papibook.press.source import edition_title
from papibook.press.templates import read_templates


@dataclass(frozen=True)
class PageToRun:
    """A page that is not in the cache; ``why`` names the parts that differ, none for a page without past."""

    page_id: str
    why: tuple[str, ...]


def explain_edition(project: Project, edition_id: str) -> tuple[int, tuple[PageToRun, ...]]:
    """The number of pages of the edition, and those that ``build`` would run now. Changes nothing.

    Raises:
        ConfigError, DataRefusedError: as ``build`` does.
    """
    dataset = load_dataset(project, edition_id)
    title = edition_title(dataset)
    jobs = page_jobs(dataset.reference.dimensions, dataset.reference.units, edition_title=title)
    templates = read_templates(project.notebooks, jobs)
    with tempfile.TemporaryDirectory(prefix="papibook-") as folder:
        freeze(dataset, count_all(dataset), Path(folder))
        keys = page_keys(jobs, templates, Path(folder), page_context(dataset))
    cache = PageCache.of(project)
    record = read_record(project, edition_id)
    former = record.pages if record else {}
    missing = [job.page_id for job in jobs if cache.read(keys[job.page_id].digest) is None]
    return len(jobs), tuple(
        PageToRun(page_id, keys[page_id].differences(former[page_id]) if page_id in former else ())
        for page_id in missing
    )
