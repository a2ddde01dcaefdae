"""``papibook follow-up``: marks a figure, resolves a mark, or lists what is marked and what is proposed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from papibook.cli.told.shared import Shared, project_at
from papibook.ground.errors import ConfigError
from papibook.ground.numbers import NONE_MARK, format_date, format_number
from papibook.ground.paths import Project
from papibook.ground.texts import say

if TYPE_CHECKING:
    import pandas as pd

    from papibook.data.edition.dataset import Dataset


def add_follow_up(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(
        "follow-up",
        cls=shared.command,
        help=t("Mark a figure for follow-up or resolve it; alone: list what is marked and what is proposed."),
    )
    def follow_up(
        edition: Annotated[str, shared.edition],
        unit: Annotated[
            str, typer.Option("--unit", help=t("The unit: its name, short name or id."), metavar="UNIT")
        ] = "",
        indicator: Annotated[
            str,
            typer.Option(
                "--indicator", help=t("The indicator's or the task's id: I304, T1.1-01."), metavar="ID"
            ),
        ] = "",
        note: Annotated[
            str, typer.Option("--note", help=t("What is to be followed up."), metavar="TEXT")
        ] = "",
        by: Annotated[
            str,
            typer.Option(
                "--by", help=t("Who follows it up: a post or an office, no person's name."), metavar="WHO"
            ),
        ] = "",
        solved: Annotated[bool, typer.Option("--solved", help=t("It is resolved."))] = False,
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        place, console = project_at(project), Console(highlight=False)
        if not (unit or indicator or note or solved or by):
            _show(console, place, edition, lang)
            return
        if not (unit and indicator):
            raise ConfigError("Name the unit with --unit and the indicator or task with --indicator.")
        if bool(note) == solved:
            raise ConfigError("Give either --note, to follow a figure up, or --solved.")
        _write(console, place, edition, (unit, indicator, note, by), lang)


def _write(
    console: Console, project: Project, edition_id: str, given: tuple[str, str, str, str], lang: str
) -> None:
    from papibook.cli.told.moments import moment_now
    from papibook.data.edition.dataset import plan_of_edition
    from papibook.data.given.follow_up import (
        Subject,
        add_mark,
        follow_up_file,
        read_follow_up,
        resolve_marks,
        write_marks,
    )
    from papibook.data.given.plan import catalogue_of
    from papibook.data.given.reference import find_unit, read_reference
    from papibook.data.intake.inbox import zone_of
    from papibook.ground.similar import did_you_mean

    unit, subject_id, note, by = given
    plan, edition = plan_of_edition(project, edition_id)
    reference, period = catalogue_of(plan, read_reference(project)), edition.period
    known = [*reference.indicators["indicator_id"], *plan.tasks["task_id"]]
    if subject_id not in known:
        raise ConfigError(
            "--indicator: “{found}” is no indicator and no task of the plan. Near to it: {hint}.",
            found=subject_id,
            hint=did_you_mean(subject_id, known) or NONE_MARK,
        )
    subject = Subject(period.period_id, find_unit(unit, reference), subject_id)
    marks = read_follow_up(project, plan, reference)
    today = moment_now(zone_of(plan.file.timezone)).date()
    marks = add_mark(marks, subject, note, by, today) if note else resolve_marks(marks, subject, today)
    write_marks(project, marks)
    done = "Followed up: {unit}, {subject} ({file})" if note else "Resolved: {unit}, {subject} ({file})"
    console.print(
        say(
            "status", done, lang=lang, unit=subject.unit_id, subject=subject_id, file=follow_up_file(project)
        ),
        soft_wrap=True,
        markup=False,
    )


def _show(console: Console, project: Project, edition_id: str, lang: str) -> None:
    from papibook.data.edition.dataset import read_dataset
    from papibook.measures.counted import count_all
    from papibook.measures.follow_up import proposed
    from papibook.model.edition import edition_row

    def t(message: str, **values: object) -> str:
        return escape(say("status", message, lang=lang, **values))

    dataset = read_dataset(project, edition_id)
    counted, reference = count_all(dataset), dataset.reference
    edition = edition_row(counted.edition)
    marks = dataset.follow_up[dataset.follow_up["period_id"] == edition.period_id]
    for mark in marks.sort_values("resolved_on", na_position="first", kind="stable").itertuples():
        is_open = mark.resolved_on != mark.resolved_on
        state = t("open") if is_open else t("resolved on {day}", day=format_date(mark.resolved_on))
        told = (
            f"{_unit(dataset, mark.unit_id)}, {mark.subject_id}: {mark.note} ({format_date(mark.marked_on)})"
        )
        console.print(f"[{'bold' if is_open else 'dim'}]{state}[/] {escape(told)}", soft_wrap=True)
    found = proposed(counted.figures, reference.indicators, reference.units, edition)
    marked = set(zip(marks["unit_id"], marks["subject_id"], strict=True))
    fresh = [each for each in found.itertuples() if (each.unit_id, each.indicator_id) not in marked]
    decimals = reference.indicators.set_index("indicator_id")["decimals"]
    for each in fresh:
        places = int(decimals[each.indicator_id])
        facts = {
            "value": format_number(each.obs_value, places),
            "other": format_number(each.compared_value, places),
        }
        why = (
            t("{value}, median of the units {other}", **facts)
            if each.rule == "outlier"
            else t("{value}, in the period before {other}", **facts)
        )
        told = f"{_unit(dataset, each.unit_id)}, {each.indicator_id}"
        console.print(f"[yellow]{t('proposed')}[/] {escape(told)}: {why}", soft_wrap=True)
    n_open = int(marks["resolved_on"].isna().sum())
    console.print(
        t(
            "{edition}: {open} followed up, {done} resolved, {proposed} proposed.",
            edition=edition_id,
            open=n_open,
            done=len(marks) - n_open,
            proposed=len(fresh),
        ),
        soft_wrap=True,
    )


def _unit(dataset: "Dataset", unit_id: object) -> str:
    units: pd.DataFrame = dataset.reference.units
    return str(units.set_index("unit_id").at[unit_id, "short_name"])
