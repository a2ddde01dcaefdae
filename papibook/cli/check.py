"""``papibook check``: all findings of a period's reports at once, or what a plan asks for."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from papibook.cli.told.shared import Shared, project_at
from papibook.ground.errors import ConfigError
from papibook.ground.numbers import format_date
from papibook.ground.paths import Project
from papibook.ground.texts import say

if TYPE_CHECKING:
    import pandas as pd

    from papibook.data.given.plan import Plan
    from papibook.data.given.reference import Reference
    from papibook.ground.problems import Problem
    from papibook.model.plan import Edition


def add_check(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(
        cls=shared.command,
        help=t(
            "Check every report of the period and show all findings at once; with --plan, the plan itself."
        ),
    )
    def check(
        edition: Annotated[
            str | None,
            typer.Argument(
                help=t("Edition, as plan.yml names its periods: 2022-S1, 2022 …"), metavar="EDITION"
            ),
        ] = None,
        plan: Annotated[
            bool,
            typer.Option(
                "--plan", help=t("The plan's text and tables, and a page of who owes what by when.")
            ),
        ] = False,
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        console = Console(highlight=False, soft_wrap=True)
        if plan:
            _check_plan(console, project_at(project), edition, lang)
        elif edition is None:
            raise ConfigError("papibook check needs an edition (2022-S1), or --plan.")
        else:
            _check_reports(console, project_at(project), edition, lang)


def _check_reports(console: Console, project: Project, edition: str, lang: str) -> None:
    from papibook.cli.told.findings import show_check
    from papibook.data.edition.dataset import read_dataset, require_reports
    from papibook.data.given.plan import check_text
    from papibook.data.review.plan_warnings import plan_warnings
    from papibook.model.as_of import LAST_DAY

    dataset = read_dataset(project, edition, as_of=LAST_DAY)
    _check_contents(project, dataset.plan, dataset.reference)
    findings = dataset.periods[dataset.edition.period.period_id].findings
    warnings = [*plan_warnings(dataset.edition), *_quoted(project, edition, dataset.commentary)]
    has_errors = show_check(console, findings, warnings, edition, lang)
    require_reports(dataset)
    check_text(dataset.plan)
    if not dataset.current.is_read:
        _show_next(console, dataset.edition, lang)
    if has_errors:
        raise SystemExit(3)


def _quoted(project: Project, edition: str, commentary: "pd.DataFrame") -> "list[Problem]":
    """What is wrong with numbers of the office's commentary; of new texts it is kept what they are now."""
    from papibook.data.edition.dataset import read_dataset
    from papibook.data.edition.kept_quotes import keep_quotes
    from papibook.measures.counted import count_all
    from papibook.press.edition.freeze import quoted_frames
    from papibook.views.quoted import commentary_problems, has_quotes, judge_commentary, quotes_to_keep

    if not has_quotes(commentary):
        return []
    dataset = read_dataset(project, edition)  # as the edition knows it: these are the figures beside the text
    if not dataset.current.is_read:
        return []
    frames = quoted_frames(dataset, count_all(dataset))
    quotes = judge_commentary(dataset.commentary, dataset.kept_quotes, frames)
    kept = quotes_to_keep(dataset.commentary, dataset.kept_quotes, quotes)
    with suppress(OSError):  # the project may be one that can only be read
        keep_quotes(project, dataset.edition.period.period_id, kept)
    return commentary_problems(quotes)


def _check_contents(project: Project, plan: "Plan", reference: "Reference") -> None:
    """The units' pages must be in the book."""
    from papibook.press.book.project_files import check_groups_listed

    pages = reference.shown_units["page_id"].dropna()
    groups = reference.groups["group_id"]
    check_groups_listed(project.root, [*map(str, pages)], groups, plan.file.plan_id)


def _tell_own_files(console: Console, project: Project, lang: str) -> None:
    """Which templates and texts are the project's own, and whether the package's are others by now."""
    from papibook.ground.taken import own_files

    for own in own_files(project.root):
        if not own.is_changed:
            told = "{file} says what papibook's own does; it can be deleted."
        elif not own.version:
            told = "{file} is the project's own; it does not say which version it was based on."
        elif own.has_moved:
            told = (
                "{file} is the project's own, based on papibook {version}; papibook's has changed since. "
                "Compare them."
            )
        else:
            told = "{file} is the project's own, based on papibook {version}."
        console.print(say("cli", told, lang=lang, file=own.name, version=own.version), markup=False)


def _show_next(console: Console, edition: "Edition", lang: str) -> None:
    """Of a period without any report: that this is good, and what comes next."""
    console.print(
        say(
            "cli",
            "No report of {period} has been accepted yet; the plan and its tables are good. Next: papibook "
            "forms {period} --out DIR writes the units' forms, papibook receive FILE takes in what they send "
            "(due by the end of {day}); papibook build {period} makes the book of the plan alone meanwhile.",
            lang=lang,
            period=edition.period.period_id,
            day=", ".join(format_date(day) for day in edition.period.deadline_days),
        ),
        markup=False,
    )


def _check_plan(console: Console, project: Project, edition: str | None, lang: str) -> None:
    """The plan that has the period ``edition``; without one, the project's."""
    from papibook.data.given.plan import catalogue_of, check_plan, check_text, read_plan
    from papibook.data.given.reference import read_reference
    from papibook.data.given.units_of import reference_of
    from papibook.data.review.plan_review import plan_remarks, who_owes
    from papibook.press.edition.sign_off import write_sign_off

    given, reference = read_plan(project, edition and edition.partition(".")[0]), read_reference(project)
    reference = catalogue_of(given, reference)
    check_plan(given, reference)
    _check_contents(project, given, reference)
    reference = reference_of(reference, given.file.periods[-1])
    remarks, owed = plan_remarks(given, reference), who_owes(given, reference)
    for number, remark in enumerate(remarks, start=1):
        console.print(f"{number:>3}. {remark.text(lang)}", markup=False)
    check_text(given)
    _tell_own_files(console, project, lang)
    page = write_sign_off(project, given, reference)
    console.print(
        say(
            "cli",
            "Plan {number}: text and tables agree. {solutions} solutions, {tasks} tasks, {units} units that "
            "report; {remarks} remarks.",
            lang=lang,
            number=given.file.number,
            solutions=len(given.solutions),
            tasks=len(given.tasks),
            units=sum(len(each.units) for each in owed),
            remarks=len(remarks),
        ),
        markup=False,
    )
    console.print(
        say("cli", "Who owes what by when, to sign: {page}", lang=lang, page=str(page)), markup=False
    )
    first = given.file.periods[0].period_id
    console.print(
        say(
            "cli", "Next: papibook forms {period} --out DIR writes the units' forms.", lang=lang, period=first
        ),
        markup=False,
    )
