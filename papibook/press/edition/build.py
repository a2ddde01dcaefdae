"""Build an edition: the whole flow from data to a published book, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

import pandas as pd

from papibook.data.edition.dataset import Dataset, load_dataset
from papibook.data.export.tidy import write_tidy
from papibook.data.given.plan import check_text
from papibook.data.review.plan_warnings import plan_warnings
from papibook.data.workbook.kept import KeptWorkbooks
from papibook.ground.numbers import round_half_up
from papibook.ground.paths import Project
from papibook.ground.texts import say
from papibook.measures.counted import Counted, count_all
from papibook.measures.follow_up import proposed
from papibook.measures.precision import SHARE_DECIMALS
from papibook.measures.standing import standing
from papibook.model.edition import edition_row
from papibook.model.layout import ILLUSTRATIVE_BANNER
from papibook.press.book.client import BookProcess, book_process
from papibook.press.book.project_files import check_project_files
from papibook.press.book.vega_bundle import vega_bundle
from papibook.press.documents.report import BuiltEdition
from papibook.press.edition.book_source import (
    copy_source,
    edition_facts,
    edition_jobs,
    edition_title,
    write_edition_facts,
)
from papibook.press.edition.books import MadeBooks, make_books
from papibook.press.edition.editions import put_in_place, staging
from papibook.press.edition.freeze import freeze
from papibook.press.edition.manifest import manifest_text
from papibook.press.edition.pdf_links import offer_pdfs
from papibook.press.edition.record import BuildRecord, BuildSummary, FailedPage, read_record, write_record
from papibook.press.letters.offered import Offered, made_documents, offer_documents
from papibook.press.pages.make import MadePages, make_pages, page_context, write_pages
from papibook.press.pages.pool import PagePool, local_pool
from papibook.press.pages.work import PageResult
from papibook.press.printing.pdf import PrintMeta
from papibook.press.progress import Progress
from papibook.press.recipe.file_names import file_names
from papibook.press.recipe.inputs import read_inputs, texts_digest
from papibook.press.recipe.jobs import PageJob
from papibook.press.recipe.templates import Template, read_templates
from papibook.views.common.words import edition_name


@dataclass(frozen=True)
class BuildOptions:
    """``workers``: notebooks run at once; deadlines in seconds, for one page and for Jupyter Book.

    ``is_draft``: only the HTML is wanted, for a preview: no PDF, ``book/pages`` stays, and another build that
    is running is waited for.
    """

    workers: int = 2
    page_deadline: float = 120.0
    book_deadline: float = 900.0
    is_draft: bool = False


def build_edition(
    project: Project,
    edition_id: str,
    progress: Progress,
    *,
    options: BuildOptions | None = None,
    pool: PagePool | None = None,
) -> BuildSummary:
    """Build edition ``edition_id`` and put it in place.

    Pages whose key is in the cache are not run again; the book and the print edition are taken over from the
    edition in place where what they are made from has not changed. A page that fails becomes a page that says
    so; any other failure leaves the last good edition untouched.

    Pages are made in ``pool``, which several builds may share; by default in one of this build's own.

    Raises:
        ConfigError: plan.yml, the edition's name, a template, _config.yml or _toc.yml.
        DataRefusedError: plan or reference tables are broken, or no submission can be read.
        BookError: Jupyter Book or Typst failed; or another build is running.
    """
    options = options or BuildOptions()
    with ExitStack() as opened:
        # It imports what it needs while the data are read and the notebooks run.
        process = opened.enter_context(book_process())
        put_vega_bundle = opened.enter_context(vega_bundle(project))
        own = pool or opened.enter_context(local_pool(options.workers))
        return _build_edition(project, edition_id, progress, process, own, options, put_vega_bundle)


def _build_edition(
    project: Project,
    edition_id: str,
    progress: Progress,
    process: BookProcess,
    pool: PagePool,
    options: BuildOptions,
    put_vega_bundle: Callable[[Path], None],
) -> BuildSummary:
    progress.stage("data", None)
    inputs = read_inputs(project, edition_id)  # first: what is saved meanwhile counts for the next build
    workbooks = KeptWorkbooks.of(project)
    workbooks.make_room()
    dataset = load_dataset(project, edition_id)
    check_text(dataset.plan)
    counted = count_all(dataset)
    jobs = edition_jobs(dataset)
    templates = read_templates(project.notebooks, jobs)
    left_out = check_project_files(
        project.root,
        [job.page_id for job in jobs],
        dataset.reference.groups["group_id"],
        dataset.plan.file.plan_id,
    )
    names = file_names(edition_id)
    with staging(project, edition_id, is_draft=options.is_draft) as staged:
        workbooks.prune()
        freeze(dataset, counted, staged / "slices")
        with ThreadPoolExecutor(max_workers=1) as aside:
            # Written while kernels run the pages.
            tidy = aside.submit(_write_tidy, staged / names["xlsx"], dataset, counted)
            pages = make_pages(
                project,
                jobs,
                templates,
                staged,
                progress,
                context=page_context(dataset),
                pool=pool,
                deadline_seconds=options.page_deadline,
            )
            tidy.result()
        source = staged / "source"
        shown = copy_source(project, source, dataset.plan.file.plan_id)
        write_pages(pages, shown, staged / "values")
        made_up = _made_up_jobs(dataset, jobs, templates)
        wholly = [job for job in made_up if not templates[job.template].is_mixed]
        write_edition_facts(dataset, counted, jobs, shown, _documents(wholly))
        put_vega_bundle(shown / "_static" / "vega-bundle.js")
        (staged / names["xlsx"]).rename(_room_for(shown / "_static" / "files" / names["xlsx"]))
        finished = staged / "edition"
        progress.stage("book", 2)
        books = make_books(
            project,
            source,
            staged / "values",
            finished,
            None if options.is_draft else _print_meta(project, dataset, _documents(made_up)),
            process,
            progress,
            pdf_name=names["pdf"],
            former=read_record(project, edition_id),
            home=project.edition(edition_id),
            deadline=options.book_deadline,
            left_out=left_out,
            # Sphinx writes dates from this: the day the data were closed, never the clock.
            moment=int(datetime.combine(dataset.edition.data_closed_on, time(), UTC).timestamp()),
        )
        progress.stage("publish", None)
        shown.rename(finished / "pages")
        (staged / "slices").rename(finished / "slices")
        (staged / "values").rename(finished / "values")
        documents = Offered({})
        if not options.is_draft:
            offer_pdfs(finished, books.pdf_names)
            plan, built = dataset.plan.file, BuiltEdition(finished)
            documents = made_documents(project, plan, dataset.edition, built)
            offer_documents(finished, documents.files)
        _keep_failed_notebooks(pages.failed, finished / "failed")
        manifest = manifest_text(
            edition=edition_facts(dataset),
            dataset_digest=dataset.digest,
            texts_digest=texts_digest(inputs),
            jobs=jobs,
            failed=[result.job.page_id for result in pages.failed],
            folder=finished,
        )
        (finished / "manifest.json").write_text(manifest, encoding="utf-8", newline="\n")
        summary = _summary(dataset, counted, pages, books, left_out, documents.problem)
        write_record(
            BuildRecord(
                inputs=inputs,
                summary=summary,
                pages={page_id: key.parts for page_id, key in pages.keys.items()},
                book=books.book_key.parts,
                printed=books.print_key.parts,
            ),
            finished,
        )
        put_in_place(project, edition_id, finished, is_draft=options.is_draft)
    return summary


def _summary(
    dataset: Dataset,
    counted: Counted,
    pages: MadePages,
    books: MadeBooks,
    left_out: tuple[str, ...],
    unmade: str,
) -> BuildSummary:
    period_id = dataset.edition.period.period_id
    reports = counted.reports[counted.reports["period_id"] == period_id]
    return BuildSummary(
        edition_id=dataset.edition.edition_id,
        pages=len(pages.keys),
        made=pages.n_run,
        pdf_name=books.pdf_names[0],
        pdf_pages=books.pdf_pages,
        more_pdfs=books.pdf_names[1:],
        units_reported=int((reports["report_status"] != "not_reported").sum()),
        units_expected=len(reports),
        findings=_by_severity(counted.findings, period_id),
        share_on_time_pct=_share_on_time(counted.obligations, period_id),
        failed=tuple(FailedPage(page.job.page_id, page.problem, page.detail) for page in pages.failed),
        noise=pages.noise,
        book_warnings=books.warnings,
        plan_warnings=plan_warnings(dataset.edition),
        left_out=left_out,
        unmade_documents=unmade,
    )


def _room_for(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _share_on_time(obligations: pd.DataFrame, period_id: str) -> float | None:
    shares = standing(obligations[obligations["period_id"] == period_id], ("period_id",))["share_on_time_pct"]
    return None if shares.dropna().empty else round_half_up(float(shares.iloc[0]), SHARE_DECIMALS)


def _by_severity(findings: pd.DataFrame, period_id: str) -> dict[str, int]:
    counts = findings.loc[findings["period_id"] == period_id, "severity"].value_counts()
    return {severity: int(counts.get(severity, 0)) for severity in ("error", "warning", "note")}


def _write_tidy(path: Path, dataset: Dataset, counted: Counted) -> None:
    write_tidy(
        path,
        _tidy_tables(dataset, counted),
        edition={key: str(value) for key, value in edition_facts(dataset).items() if value is not None},
        is_illustrative=dataset.plan.file.data_status == "illustrative",
    )


_OPTIONAL = ("checklists", "checklist_answers", "serves", "directives", "own_index")


def _tidy_tables(dataset: Dataset, counted: Counted) -> dict[str, pd.DataFrame]:
    tables = {
        "obligations": counted.obligations,
        "figures": counted.figures,
        # Of the two columns on what waits an edition knows nothing; they serve the office's status.
        "reports": counted.reports.drop(columns=["waiting_revision", "waiting_received_at"]),
        "remarks": counted.remarks,
        "checklist_answers": counted.checklist_answers,
        "findings": counted.findings,
        "district_figures": counted.district_figures,
        "revised": dataset.revised,
        "follow_up": dataset.follow_up,
        "proposed": proposed(
            counted.figures,
            dataset.reference.indicators,
            dataset.reference.units,
            edition_row(counted.edition),
        ),
        "units": dataset.reference.units,
        "dimensions": dataset.reference.dimensions,
        "solutions": dataset.plan.solutions,
        "tasks": dataset.plan.tasks,
        "targets": dataset.plan.targets,
        "checklists": dataset.plan.checklists,
        "serves": dataset.plan.serves,
        "directives": dataset.directives,
        "own_index": dataset.plan.own_index,
        "indicators": dataset.reference.indicators,
        "papi_scores": dataset.reference.papi_scores,
    }
    # What a plan need not have is no sheet where it has none.
    return {name: frame for name, frame in tables.items() if name not in _OPTIONAL or len(frame)}


def _made_up_jobs(
    dataset: Dataset, jobs: Iterable[PageJob], templates: Mapping[str, Template]
) -> list[PageJob]:
    """The pages that show made-up figures."""
    if dataset.plan.file.data_status != "illustrative":
        return []
    return [job for job in jobs if templates[job.template].shows_reports]


def _documents(jobs: Iterable[PageJob]) -> tuple[str, ...]:
    """Pages as documents of the book."""
    return tuple(f"book/pages/{job.page_id}" for job in jobs)


def _print_meta(project: Project, dataset: Dataset, made_up_pages: tuple[str, ...]) -> PrintMeta:
    plan, edition = dataset.plan.file, dataset.edition
    settings = plan.print
    facts = edition_facts(dataset)
    return PrintMeta(
        title=edition_title(dataset),
        subtitle=plan.title,
        edition_line=say(
            "press",
            "{edition}; data up to {day}",
            edition=edition_name(edition.period.name, edition.revision),
            day=str(facts["cutoff_text"]),
        ),
        edition_id=edition.edition_id,
        banner=ILLUSTRATIVE_BANNER if plan.data_status == "illustrative" else None,
        made_up_pages=made_up_pages,
        day=edition.data_closed_on,
        issuer=plan.issuer,
        place=plan.signed_at,
        plan_number=plan.number,
        font=settings.font,
        font_folder=project.root / settings.font_folder if settings.font_folder else None,
    )


def _keep_failed_notebooks(failed: Iterable[PageResult], folder: Path) -> None:
    """Write the failed notebooks, with the failing cell marked, so that the template can be mended."""
    for result in failed:
        if result.notebook:
            path = _room_for(folder / f"{result.job.page_id}.ipynb")
            path.write_text(result.notebook, encoding="utf-8", newline="\n")
