"""``papibook preview``: its options."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from papibook.cli.told.shared import Shared, project_at


def add_preview(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(
        cls=shared.command,
        help=t("Show the HTML in the browser and make it again whenever something is saved."),
    )
    def preview(
        edition: Annotated[str, shared.edition],
        port: Annotated[
            int,
            typer.Option(
                "--port", min=0, max=65535, help=t("Port of the address; 0: any that is free."), metavar="N"
            ),
        ] = 0,
        open_: Annotated[bool, typer.Option("--open", help=t("Open the browser."))] = False,
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        from papibook.cli.preview import run_preview

        console = Console(highlight=False)
        run_preview(console, project_at(project), edition, port=port, is_opened=open_, lang=lang)
