"""The pages of an edition: a page whose key is in the cache is taken from it, the others are run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import nbformat

from papibook.data.edition.dataset import Dataset
from papibook.data.given.plan_text import item_documents
from papibook.ground.paths import Project
from papibook.ground.texts import say
from papibook.model.layout import ILLUSTRATIVE_BANNER
from papibook.press.pages.finish import failed_page
from papibook.press.pages.page_cache import CachedPage, PageCache
from papibook.press.pages.pool import PagePool, run_jobs
from papibook.press.pages.still_cache import StillCache
from papibook.press.pages.stills import PRINT_FONT
from papibook.press.pages.work import PageResult, PageWork, program_here
from papibook.press.progress import Progress
from papibook.press.recipe.file_names import file_names
from papibook.press.recipe.jobs import PageJob
from papibook.press.recipe.keys import Key, page_key
from papibook.press.recipe.templates import Template, notebook_bytes


@dataclass(frozen=True)
class MadePages:
    """Finished pages by page_id in job order, those that failed, and each page's key.

    ``n_run``: how many were not in the cache.
    """

    finished: Mapping[str, CachedPage] = field(hash=False)
    failed: tuple[PageResult, ...]
    keys: Mapping[str, Key] = field(hash=False)
    n_run: int

    @property
    def noise(self) -> tuple[str, ...]:
        """What notebooks said besides their views, with the page's name."""
        return tuple(f"{page_id}: {text}" for page_id, page in self.finished.items() for text in page.noise)


def page_context(dataset: Dataset) -> dict[str, str]:
    """What finishing a page takes besides the executed notebook: the font, and what the page may link to."""
    plan = dataset.plan.file
    documents = item_documents(plan, dataset.plan.solutions, dataset.plan.texts)
    of_solutions = [documents[item] for item in dataset.plan.solutions["solution_id"] if item in documents]
    names = {
        "plan": next(iter(of_solutions), "plan/index"),
        **{f"plan {item}": document for item, document in documents.items()},
        **file_names(dataset.edition.edition_id),
    }
    # A file that was downloaded has left the page, whose banner says that its figures are made up.
    mark = f"-{say('press', 'made-up (in file names)')}" if plan.data_status == "illustrative" else ""
    made_up = ILLUSTRATIVE_BANNER if plan.data_status == "illustrative" else ""
    return {"font": plan.print.font or PRINT_FONT, "csv_mark": mark, "made_up": made_up, **names}


def page_keys(
    jobs: Sequence[PageJob],
    templates: Mapping[str, Template],
    slices: Path,
    context: Mapping[str, str],
) -> dict[str, Key]:
    """Each page's key, by page_id."""
    return {
        job.page_id: page_key(
            job, templates[job.template], slices, context=_marked(context, templates[job.template])
        )
        for job in jobs
    }


def _marked(context: Mapping[str, str], template: Template) -> Mapping[str, str]:
    """``context`` of a page of ``template``: what shows nothing that units reported bears no mark.

    A page's parts bear one only where not all of the page does.
    """
    marks = {"csv_mark": template.shows_reports, "made_up": template.is_mixed}
    return {name: value if marks.get(name, True) else "" for name, value in context.items()}


def make_pages(
    project: Project,
    jobs: Sequence[PageJob],
    templates: Mapping[str, Template],
    bench: Path,
    progress: Progress,
    *,
    context: Mapping[str, str],
    pool: PagePool,
    deadline_seconds: float,
) -> MadePages:
    """Every page of the edition from ``bench/slices``; a page that fails is not cached."""
    cache, stills = PageCache.of(project), StillCache.of(project)
    keys = page_keys(jobs, templates, bench / "slices", context)
    found = {job.page_id: cache.read(keys[job.page_id].digest) for job in jobs}
    to_run = [job for job in jobs if found[job.page_id] is None]
    failed: dict[str, PageResult] = {}

    def keep(result: PageResult) -> None:
        page_id = result.job.page_id
        if result.page is None:
            failed[page_id] = result
        else:
            found[page_id] = cache.write(keys[page_id].digest, result.page)
        progress.step(page_id)

    if to_run:
        progress.stage("pages", len(to_run))
        stills.folder.mkdir(parents=True, exist_ok=True)
        works = page_works(to_run, templates, bench / "slices", context, deadline_seconds)
        run_jobs((replace(work, stills=str(stills.folder)) for work in works), pool, on_done=keep)
    cache.prune({key.digest for key in keys.values()})
    stills.prune()
    return MadePages(
        finished={page_id: page for page_id, page in found.items() if page is not None},
        failed=tuple(failed[job.page_id] for job in to_run if job.page_id in failed),
        keys=keys,
        n_run=len(to_run),
    )


def page_works(
    jobs: Iterable[PageJob],
    templates: Mapping[str, Template],
    slices: Path,
    context: Mapping[str, str],
    deadline_seconds: float,
) -> Iterator[PageWork]:
    """What each page is made from, read when its turn comes."""
    for job in jobs:
        template = templates[job.template]
        names = [name.format(**job.parameters) for name in template.slices]
        paths = {name: slices / f"{name}.json" for name in names}
        yield PageWork(
            job,
            notebook_bytes(template.path),
            # The page itself says which slice it misses.
            {name: path.read_bytes() for name, path in paths.items() if path.is_file()},
            _marked(context, template),
            deadline_seconds,
            program_here(),
        )


def write_pages(made: MadePages, folder: Path, values: Path) -> None:
    """Write every page below ``folder``, with its files under ``_static``; failed ones say so.

    Their tables and charts as values go to ``values``.
    """
    values.mkdir(parents=True, exist_ok=True)
    for page_id, page in made.finished.items():
        _write(folder / f"{page_id}.ipynb", page.notebook.encode())
        _write(values / f"{page_id}.json", page.values.encode())
        for name, content in page.files.items():
            _write(folder / "_static" / name, content)
    for result in made.failed:
        text = nbformat.writes(failed_page(result.job, result.problem))
        _write(folder / f"{result.job.page_id}.ipynb", text.encode())


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
