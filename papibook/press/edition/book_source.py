"""The source tree that Jupyter Book reads: the project's own text beside the edition's generated pages."""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterable
from pathlib import Path

from papibook.data.edition.dataset import Dataset
from papibook.data.given.plan_text import CONTENTS, FOLDER, MANY, contents_file, text_folder
from papibook.ground.errors import ConfigError
from papibook.ground.numbers import format_date
from papibook.ground.paths import Project
from papibook.ground.shipped import PAGES, shipped_file
from papibook.ground.texts import say
from papibook.ground.vietnamese import composed
from papibook.ground.whole_folder import copy_folder
from papibook.measures.counted import Counted, deadline_table
from papibook.model.edition import edition_row
from papibook.model.layout import ILLUSTRATIVE_BANNER
from papibook.press.edition.statements import edition_texts
from papibook.press.recipe.inputs import BY_BUILDS, BY_PROGRAMS
from papibook.press.recipe.jobs import PageJob, page_jobs
from papibook.views.common.standing_lines import marked_line, standing_lines, with_remark
from papibook.views.common.words import edition_name, sentence_case, within_sentence
from papibook.views.district import unmet_deadlines


def copy_source(project: Project, source: Path, plan_id: str) -> Path:
    """Copy the hand-written text and Jupyter Book's files to ``source``; returns the folder for pages.

    Pages of no one plan that the project lacks are the package's. Of several plans' texts it is the plan's
    own alone, as ``book/plan``.

    Raises:
        ConfigError: ``book/`` is missing.
    """
    source.mkdir(parents=True)
    files = {"_config.yml": project.root / "_config.yml", CONTENTS: contents_file(project, plan_id)}
    for name, path in files.items():
        (source / name).write_bytes(composed(path.read_bytes()))
    if not project.book.is_dir():
        raise ConfigError(
            "{file} is missing in {folder}. Restore it from the project.",
            file="book/",
            folder=str(project.root),
        )
    here = {*BY_BUILDS, MANY}
    own = text_folder(project, plan_id)
    if own.parent.name == MANY:  # this plan's text alone is in its book
        here |= {FOLDER}
    copy_folder(project.book, source / "book", leave_out=BY_PROGRAMS, leave_out_here=here)
    if own.parent.name == MANY:
        copy_folder(own, source / "book" / FOLDER, leave_out=BY_PROGRAMS, leave_out_here={CONTENTS})
    for name in PAGES:
        if not (source / name).exists() and (shipped := shipped_file(name)):
            shutil.copyfile(shipped, source / name)
    pages = source / "book" / "pages"
    pages.mkdir()
    return pages


def edition_facts(dataset: Dataset) -> dict[str, object]:
    """What every page may say of the edition it belongs to; plain values for JSON."""
    plan, edition = dataset.plan.file, dataset.edition
    illustrative = plan.data_status == "illustrative"
    return {
        "edition_id": edition.edition_id,
        "period_id": edition.period.period_id,
        "period_name": edition.period.name,
        "edition_name": edition_name(edition.period.name, edition.revision),
        "revision": edition.revision,
        "starts_on": edition.period.starts_on.isoformat(),
        "cutoff_on": edition.period.cutoff_on.isoformat(),
        "data_closed_on": edition.data_closed_on.isoformat(),
        "cutoff_text": format_date(edition.period.cutoff_on),
        "data_status": plan.data_status,
        "later_data": list(plan.later_data),
        "place_name": plan.place.name,
        "plan_number": plan.number,
        "banner": ILLUSTRATIVE_BANNER if illustrative else None,
    }


def edition_title(dataset: Dataset) -> str:
    """The cover's heading."""
    return say(
        "press",
        "Report on plan {number}, {period}",
        number=dataset.plan.file.number,
        period=within_sentence(dataset.edition.period.name),
    )


def edition_jobs(dataset: Dataset) -> tuple[PageJob, ...]:
    """Every page of the edition."""
    return page_jobs(
        dataset.reference.dimensions,
        dataset.reference.shown_units,
        edition_title=edition_title(dataset),
        whole_title=sentence_case(dataset.plan.file.place.words.whole),
        silent=dataset.silent,
        serves_others=len(dataset.plan.serves) > 0,
        has_index=len(dataset.plan.own_index) > 0,
    )


def write_edition_facts(
    dataset: Dataset,
    counted: Counted,
    jobs: Iterable[PageJob],
    pages: Path,
    made_up_pages: Collection[str],
) -> None:
    """``edition.json``, with the pages in order, and ``standing.json``: what the plan's text shows.

    ``made_up_pages``: documents that bear the banner; one whose parts are marked is not among them.
    """
    period_id = dataset.edition.period.period_id
    obligations = counted.obligations[counted.obligations["period_id"] == period_id]
    reports = counted.reports[counted.reports["period_id"] == period_id]
    plan = dataset.plan
    lines = standing_lines(
        obligations,
        plan.solutions,
        reports,
        dataset.reference.shown_units,
        plan.file.items_outside_solutions,
        plan.checklists,
    )
    if plan.file.data_status == "illustrative":
        lines = {item: marked_line(line) for item, line in lines.items()}
    for item, remark in unmet_deadlines(deadline_table(dataset), edition_row(counted.edition)).items():
        if item in lines:
            lines[item] = with_remark(lines[item], remark)
    # An item that owes nothing and asks nobody stands there too: the text says nothing of it, and knows it.
    known = {outside.item: lines.get(outside.item) for outside in plan.file.items_outside_solutions}
    edition = {
        **edition_facts(dataset),
        **edition_texts(dataset),
        "pages": [job.page_id for job in jobs],
        "made_up_pages": sorted(made_up_pages),
    }
    for name, value in (("edition.json", edition), ("standing.json", {**lines, **known})):
        text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
        (pages / name).write_text(text + "\n", encoding="utf-8", newline="\n")
