"""``papibook demo``: made-up submissions to try the program with."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from papibook.cli.told.shared import Shared, project_at
from papibook.cli.told.watch import watch
from papibook.ground.errors import ConfigError
from papibook.ground.texts import say


def add_demo(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(
        cls=shared.command,
        help=t("Write made-up submissions for every period of the plan, to try the program with."),
    )
    def demo(
        seed: Annotated[
            int, typer.Option("--seed", help=t("The same number gives the same files."), metavar="N")
        ] = 426,
        enlarge: Annotated[
            str | None,
            typer.Option(
                "--enlarge",
                help=t(
                    "How many units of a group report, as communes=75; some invented if need be. "
                    "Changes units.csv."
                ),
                metavar="GROUP=N",
            ),
        ] = None,
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        from papibook.demo.write import write_demo

        wanted = None if enlarge is None else _group_and_number(enlarge)
        console = Console(highlight=False)
        with watch(console, lang) as progress:

            def told(done: int, total: int, what: str) -> None:
                if done == 1:
                    progress.stage("demo", total)
                progress.step(what)

            made = write_demo(project_at(project), seed=seed, enlarge=wanted, progress=told)
        console.print(
            say(
                "cli",
                "{files} workbooks written for the periods {periods}.",
                lang=lang,
                files=made.n_workbooks,
                periods=", ".join(made.period_ids),
            )
        )


MOST = 20_000
"""So many units at most; nobody has more."""


def _group_and_number(text: str) -> tuple[str, int]:
    """``communes=75`` as the group and the number.

    Raises:
        ConfigError: it is written otherwise, or the number is out of range.
    """
    group, _, number = text.partition("=")
    if not (group and number.isascii() and number.isdigit() and 1 <= int(number) <= MOST):
        raise ConfigError(
            "--enlarge: “{found}” is not a group of groups.csv and a number from 1 to {most}, "
            "as communes=75.",
            found=text,
            most=str(MOST),
        )
    return group, int(number)
