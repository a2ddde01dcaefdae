"""``papibook new``: a project from a plan's text and two tables."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from papibook.cli.told.ending import INTERRUPTED
from papibook.cli.told.shared import Shared, project_at
from papibook.ground.errors import ConfigError
from papibook.ground.problems import Problem, RefusedFileError, problem
from papibook.ground.similar import did_you_mean
from papibook.ground.texts import say

if TYPE_CHECKING:
    from papibook.starter.answers import Answers


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
            Path | None,
            typer.Argument(
                help=t(
                    "The new project's folder; it must not hold anything. With --next-year: the project; "
                    "left out, the one you are in."
                ),
                metavar="DIR",
            ),
        ] = None,
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
        next_year: Annotated[
            bool,
            typer.Option(
                "--next-year",
                help=t(
                    "In a project: the next year's plan beside this one, from its own files or a year on."
                ),
            ),
        ] = False,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        from papibook.cli.told.ask_new import ask_answers, can_ask
        from papibook.cli.told.next_year import make_next_year, tell_problems
        from papibook.starter.answers import Answers, answers_file, forget_answers, kept_answers
        from papibook.starter.periods import HABITS
        from papibook.starter.write import refuse_full, write_project

        console = Console(highlight=False, soft_wrap=True)
        given = Answers(level, place, parent, periods, year, plan, units, tasks, like)
        if next_year:
            _refuse_wrong(given, lang)
            make_next_year(console, project_at(folder), given, lang)
            return
        if folder is None:
            raise ConfigError("papibook new needs the new folder (DIR), or --next-year in a project.")
        folder = folder.absolute()
        refuse_full(folder)
        answers = kept_answers(folder).completed(given.at_home())
        _refuse_wrong(answers, lang)
        if answers.missing():
            if not can_ask():
                raise ConfigError(
                    "papibook new also needs {missing}. At a terminal it asks for them.",
                    missing=", ".join(answers.missing()),
                )
            try:
                answers = ask_answers(console, folder, answers, lang)
            except KeyboardInterrupt:
                kept = answers_file(folder)
                told = "Stopped; nothing was made. The same command goes on where it stopped ({file})."
                console.print(f"\n{say('cli', told, lang=lang, file=kept.name)}", markup=False)
                raise SystemExit(INTERRUPTED) from None
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
        tell_problems(console, made.problems, lang)
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
                "Next: in {file} look at the periods' dates and write who signs (signer), then run “papibook "
                "check --plan” in that folder.",
                lang=lang,
                file=next(name for name in made.files if name.endswith("/plan.yml")),
            ),
            markup=False,
        )


def _refuse_wrong(answers: "Answers", lang: str) -> None:
    """Refuse, all at once, answers that no project can be made from."""
    from papibook.cli.told.ask_new import HABIT_NAMES, LEVEL_NAMES
    from papibook.starter.answers import YEARS

    wrong = [
        *_unknown("--level", answers.level, LEVEL_NAMES, lang),
        *_unknown("--periods", answers.periods, HABIT_NAMES, lang),
        *(
            problem("{option}: it is empty.", option=f"--{name}")
            for name in ("place", "parent")
            if (said := getattr(answers, name)) is not None and not said.strip()
        ),
        *(
            problem("{option}: there is no file {file}.", option=f"--{name}", file=str(path))
            for name in ("plan", "units", "tasks")
            if (path := getattr(answers, name)) is not None and not path.is_file()
        ),
    ]
    if answers.year is not None and answers.year not in YEARS:
        wrong.append(
            problem(
                "--year: {year} is no year from {first} to {last}.",
                year=answers.year,
                first=YEARS[0],
                last=YEARS[-1],
            )
        )
    if answers.like is not None and not (answers.like / "data" / "reference").is_dir():
        wrong.append(problem("--like: {folder} is no project (no data/reference).", folder=str(answers.like)))
    if wrong:
        raise RefusedFileError("Options are wrong.", problems=tuple(wrong))


def _unknown(option: str, value: str | None, names: Mapping[str, str], lang: str) -> list[Problem]:
    if value is None or value in names:
        return []
    return [
        problem(
            "{option}: “{found}” is not one of {known}.",
            hint=did_you_mean(value, names),
            option=option,
            found=value,
            known=", ".join(f"{word} ({say('cli', name, lang=lang)})" for word, name in names.items()),
        )
    ]
