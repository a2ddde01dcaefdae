"""``papibook take``: a template or text of the package, copied into the project to be changed."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from papibook import __version__
from papibook.cli.told.shared import Shared, project_at
from papibook.ground.taken import take as take_file
from papibook.ground.texts import say


def add_take(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(
        "take",
        cls=shared.command,
        help=t("Copy a template or text that comes with papibook into the project, to change it there."),
    )
    def take(
        name: Annotated[
            str, typer.Argument(help=t("The template or text: unit, summary, methods …"), metavar="NAME")
        ],
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        taken = take_file(project_at(project).root, name, __version__)
        told = "{file} is the project's own now, based on papibook {version}. Delete it to go back."
        Console(highlight=False, soft_wrap=True).print(
            say("cli", told, lang=lang, file=taken, version=__version__), markup=False
        )
