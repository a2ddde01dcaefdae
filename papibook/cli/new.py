"""``papibook new``: a project from a plan's text and two tables."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from papibook.cli.shared import Shared
from papibook.ground.errors import ConfigError
from papibook.ground.problems import RefusedFileError, problem
from papibook.ground.similar import did_you_mean
from papibook.ground.texts import say


def add_new(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    def option(name: str, told: str, metavar: str) -> typer.models.OptionInfo:
        made: typer.models.OptionInfo = typer.Option(name, help=t(told), metavar=metavar)
        return made

    @app.command(
        cls=shared.command,
        help=t("Make a project of your own plan: from its text, a list of units and a list of tasks."),
    )
    def new(
        folder: Annotated[
            Path,
            typer.Argument(help=t("The new project's folder; it must not hold anything."), metavar="DIR"),
        ],
        plan: Annotated[Path | None, option("--plan", "The plan's text, .docx or .txt.", "FILE")] = None,
        units: Annotated[Path | None, option("--units", "The list of units, .xlsx or .csv.", "FILE")] = None,
        tasks: Annotated[Path | None, option("--tasks", "The list of tasks, .xlsx or .csv.", "FILE")] = None,
        level: Annotated[
            str | None, option("--level", "Whose plan it is: province, district, commune, ward …", "LEVEL")
        ] = None,
        place: Annotated[str | None, option("--place", "The place's name in full.", "NAME")] = None,
        parent: Annotated[
            str | None, option("--parent", "The province that it belongs to, in full.", "NAME")
        ] = None,
        periods: Annotated[
            str | None, option("--periods", "Reporting periods: half-years, quarters or decree-09.", "HABIT")
        ] = None,
        year: Annotated[int | None, option("--year", "The plan's year.", "YEAR")] = None,
        like: Annotated[
            Path | None,
            option("--like", "A project whose groups, indicators and scores are taken.", "DIR"),
        ] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        from papibook.cli.told.ask_new import ask_answers, can_ask
        from papibook.starter.answers import Answers, forget_answers, kept_answers
        from papibook.starter.periods import HABITS
        from papibook.starter.units import LEVELS
        from papibook.starter.write import write_project

        console = Console(highlight=False, soft_wrap=True)
        folder = folder.absolute()
        kept = kept_answers(folder)
        given = Answers(level, place, parent, periods, year, plan, units, tasks, like)
        answers = kept.completed(given)
        _refuse_unknown("--level", answers.level, LEVELS)
        _refuse_unknown("--periods", answers.periods, HABITS)
        if answers.missing():
            if not can_ask():
                raise ConfigError(
                    "papibook new also needs {missing}. At a terminal it asks for them.",
                    missing=", ".join(answers.missing()),
                )
            answers = ask_answers(console, folder, answers, lang)
        made = write_project(folder, replace(answers, periods=answers.periods or HABITS[0]))
        forget_answers(folder)
        console.print(
            say(
                "cli",
                "{folder}: {solutions} solutions, {units} units, {tasks} tasks, {indicators} indicators.",
                lang=lang,
                folder=str(folder),
                solutions=made.n_solutions,
                units=made.n_units,
                tasks=made.n_tasks,
                indicators=made.n_indicators,
            ),
            markup=False,
        )
        for number, found in enumerate(made.problems, start=1):
            console.print(f"{number:>4}. {found.text(lang)}", markup=False)
        if made.problems:
            console.print(
                say(
                    "cli",
                    "{count} things could not be placed; they stand in can-xem.txt of the project too.",
                    lang=lang,
                    count=len(made.problems),
                ),
                markup=False,
            )
        console.print(
            say(
                "cli",
                "Next: look at the periods' dates in plan.yml, then “papibook check --plan” in that folder.",
                lang=lang,
            ),
            markup=False,
        )


def _refuse_unknown(option: str, value: str | None, known: tuple[str, ...]) -> None:
    if value is not None and value not in known:
        found = problem(
            "{option}: “{found}” is not one of {known}.",
            hint=did_you_mean(value, known),
            option=option,
            found=value,
            known=", ".join(known),
        )
        raise RefusedFileError("A file that the office keeps has problems.", problems=(found,))
