"""``papibook demo``: made-up submissions to try the program with."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from papibook.cli.shared import Shared, project_at
from papibook.cli.told.watch import watch
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
        communes: Annotated[
            int | None,
            typer.Option(
                "--communes",
                min=1,
                max=20_000,
                help=t("How many communes the plan has; some invented if need be. Changes units.csv."),
                metavar="N",
            ),
        ] = None,
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        from papibook.demo.write import write_demo

        console = Console(highlight=False)
        with watch(console, lang) as progress:

            def told(done: int, total: int, what: str) -> None:
                if done == 1:
                    progress.stage("demo", total)
                progress.step(what)

            made = write_demo(project_at(project), seed=seed, communes=communes, progress=told)
        console.print(
            say(
                "cli",
                "{files} workbooks written for the periods {periods}.",
                lang=lang,
                files=made.n_workbooks,
                periods=", ".join(made.period_ids),
            )
        )
