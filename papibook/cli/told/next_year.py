"""``papibook new --next-year``: the plan of the year after, in a project."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.ground.problems import Problem
from papibook.ground.texts import say
from papibook.starter.answers import Answers
from papibook.starter.following.plan import Given
from papibook.starter.following.write import write_next_plan
from papibook.starter.write import TO_LOOK_AT

_TAKEN = ("plan", "units", "tasks")


def make_next_year(console: Console, project: Project, given: Answers, lang: str) -> None:
    """Make it in ``project``, and say what is to be filled in.

    Raises:
        ConfigError: the plan is there already, or a file can't be read.
    """
    known = {name: getattr(given, name) for name in _TAKEN}
    others = [f"--{name}" for name, value in vars(given).items() if value is not None and name not in known]
    if others:
        raise ConfigError(
            "{options} cannot be given with --next-year: that is as in the plan before. --plan, --units and "
            "--tasks can be.",
            options=", ".join(others),
        )
    made = write_next_plan(project, Given(**known))
    tables = f"data/plans/{made.plan_id}"
    console.print(
        say(
            "cli",
            "{folder}: the plan of the year after {before}, with {solutions} solutions and {tasks} tasks. "
            "Nothing of the plan before was changed.",
            lang=lang,
            folder=tables,
            before=made.before,
            solutions=made.n_solutions,
            tasks=made.n_tasks,
        ),
        markup=False,
    )
    tell_problems(console, made.problems, lang)
    console.print(
        say(
            "cli",
            "{count} things are to be filled in or looked at; they stand in {file} too. Then run “papibook "
            "check --plan”.",
            lang=lang,
            count=len(made.problems),
            file=f"{tables}/{TO_LOOK_AT}",
        ),
        markup=False,
    )


def tell_problems(console: Console, problems: Sequence[Problem], lang: str) -> None:
    """Each on a line with its number."""
    for number, found in enumerate(problems, start=1):
        console.print(f"{number:>4}. {found.text(lang)}", markup=False)
