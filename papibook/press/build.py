"""Build an edition: the whole flow from data to a published book, all of it or nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path

import pandas as pd

from papibook.data.dataset import Dataset, load_dataset
from papibook.data.export import write_tidy
from papibook.ground.paths import Project
from papibook.ground.texts import say
from papibook.measures.counted import Counted, count_all
from papibook.model.layout import ILLUSTRATIVE_BANNER
from papibook.press.book import build_html, build_single, write_vega_bundle
from papibook.press.freeze import freeze
from papibook.press.jobs import page_jobs
from papibook.press.manifest import manifest_text
from papibook.press.printed import PrintMeta, build_pdf
from papibook.press.progress import Progress
from papibook.press.run import PageResult, run_jobs
from papibook.press.shelf import show_pages, swap_in, workbench
from papibook.press.source import (
    copy_source,
    edition_facts,
    edition_title,
    file_names,
    write_edition_facts,
    write_pages,
)
from papibook.press.stills import PRINT_FONT
from papibook.press.templates import read_templates


@dataclass(frozen=True)
class BuildOptions:
    """``workers``: notebooks run at once; deadlines in seconds, for one cell and for Jupyter Book."""

    workers: int = 2
    page_deadline: float = 120.0
    book_deadline: float = 900.0


@dataclass(frozen=True)
class BuildSummary:
    """What a build made, for the CLI to tell."""

    edition_id: str
    html: Path
    pdf: Path
    folder: Path
    pages: int
    pdf_pages: int
    units_reported: int
    units_expected: int
    findings: Mapping[str, int] = field(hash=False)
    failed: tuple[PageResult, ...] = ()
    noise: tuple[str, ...] = ()
    book_warnings: tuple[str, ...] = ()


def build_edition(
    project: Project, edition_id: str, progress: Progress, *, options: BuildOptions | None = None
) -> BuildSummary:
    """Build edition ``edition_id`` and swap it in.

    A page that fails becomes a page that says so; any other failure leaves the last good edition untouched.

    Raises:
        ConfigError: plan.yml, the edition's name, a template.
        DataRefusedError: plan or reference tables are broken, or no submission can be read.
        BookError: Jupyter Book, pandoc or Typst failed; or another build is running.
    """
    options = options or BuildOptions()
    progress.stage("data", None)
    dataset = load_dataset(project, edition_id)
    counted = count_all(dataset)
    jobs = page_jobs(
        dataset.reference.dimensions, dataset.reference.units, edition_title=edition_title(dataset)
    )
    templates = read_templates(project.notebooks, jobs)
    with workbench(project, edition_id) as bench:
        freeze(dataset, counted, bench / "slices")
        progress.stage("pages", len(jobs))
        results = run_jobs(
            jobs,
            templates,
            folder=bench,
            workers=options.workers,
            deadline_seconds=options.page_deadline,
            on_done=lambda result: progress.step(result.job.page_id),
        )
        progress.stage("finish", len(jobs))
        names = file_names(edition_id)
        source = bench / "source"
        pages = copy_source(project, source)
        noise: list[str] = []
        font = dataset.plan.file.print.font or PRINT_FONT
        for page in write_pages(results, pages, names, font=font):
            noise += [f"{page.job.page_id}: {text}" for text in getattr(page, "noise", ())]
            progress.step(page.job.page_id)
        write_edition_facts(dataset, counted, pages)
        write_vega_bundle(pages / "_static" / "vega-bundle.js")
        write_tidy(
            _room_for(pages / "_static" / "files" / names["xlsx"]),
            _tidy_tables(dataset, counted),
            edition={key: str(value) for key, value in edition_facts(dataset).items() if value is not None},
            is_illustrative=dataset.plan.file.data_status == "illustrative",
        )
        # Sphinx writes dates from this: the day the data were closed, never the clock.
        closed = int(datetime.combine(dataset.edition.data_closed_on, time(), UTC).timestamp())
        logs = _emptied(
            project.root / "_build" / "logs" / edition_id
        )  # outside the bench: wanted after a failure
        progress.stage("html", None)
        html = build_html(
            source, bench / "html", log=logs / "html.log", timeout=options.book_deadline, moment=closed
        )
        progress.stage("print", None)
        single = build_single(
            source, bench / "single", log=logs / "print.log", timeout=options.book_deadline, moment=closed
        )
        finished = bench / "edition"
        pdf = _room_for(finished / "print" / names["pdf"])
        printed = build_pdf(single.folder, pdf, _print_meta(project, dataset), work=bench / "print")
        progress.stage("publish", None)
        shutil.copytree(html.folder, finished / "html")
        shutil.copy2(pdf, _room_for(finished / "html" / "_static" / "files" / names["pdf"]))
        shutil.copytree(pages, finished / "pages")
        shutil.copytree(bench / "slices", finished / "slices")
        failed = tuple(result for result in results if result.problem)
        _keep_failed_notebooks(failed, finished / "failed")
        text = manifest_text(
            edition=edition_facts(dataset),
            dataset_digest=dataset.digest,
            jobs=jobs,
            failed=[result.job.page_id for result in failed],
            folder=finished,
        )
        (finished / "manifest.json").write_text(text, encoding="utf-8", newline="\n")
        home = swap_in(project, edition_id, finished)
        show_pages(project, home / "pages")
    period_id = dataset.edition.period.period_id
    reports = counted.reports[counted.reports["period_id"] == period_id]
    return BuildSummary(
        edition_id=edition_id,
        html=home / "html" / "index.html",
        pdf=home / "print" / names["pdf"],
        folder=home,
        pages=len(jobs),
        pdf_pages=printed.pages,
        units_reported=int((reports["report_status"] != "not_reported").sum()),
        units_expected=len(reports),
        findings=_by_severity(counted.findings, period_id),
        failed=failed,
        noise=tuple(noise),
        book_warnings=tuple(html.warnings),
    )


def _room_for(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _by_severity(findings: pd.DataFrame, period_id: str) -> dict[str, int]:
    counts = findings.loc[findings["period_id"] == period_id, "severity"].value_counts()
    return {severity: int(counts.get(severity, 0)) for severity in ("error", "warning", "note")}


def _tidy_tables(dataset: Dataset, counted: Counted) -> dict[str, pd.DataFrame]:
    public = dataset.reference.indicators
    return {
        "obligations": counted.obligations,
        "figures": counted.figures,
        "reports": counted.reports,
        "remarks": counted.remarks,
        "findings": counted.findings,
        "district_figures": counted.district_figures,
        "units": dataset.reference.units,
        "dimensions": dataset.reference.dimensions,
        "solutions": dataset.plan.solutions,
        "tasks": dataset.plan.tasks,
        "targets": dataset.plan.targets,
        "indicators": public,
        "papi_scores": dataset.reference.papi_scores,
    }


def _print_meta(project: Project, dataset: Dataset) -> PrintMeta:
    plan, edition = dataset.plan.file, dataset.edition
    settings = plan.print
    facts = edition_facts(dataset)
    return PrintMeta(
        title=edition_title(dataset),
        subtitle=plan.title,
        edition_line=say(
            "press",
            "Edition {edition}, data up to {day}",
            edition=edition.edition_id,
            day=str(facts["cutoff_text"]),
        ),
        banner=ILLUSTRATIVE_BANNER if plan.data_status == "illustrative" else None,
        day=edition.data_closed_on,
        issuer=plan.issuer,
        place=plan.place,
        plan_number=plan.number,
        font=settings.font,
        font_folder=project.root / settings.font_folder if settings.font_folder else None,
    )


def _keep_failed_notebooks(failed: Iterable[PageResult], folder: Path) -> None:
    """The failed notebooks with the failing cell marked, for whoever mends the template."""
    for result in failed:
        if result.path.is_file():
            shutil.copy2(result.path, _room_for(folder / f"{result.job.page_id}.ipynb"))
