"""``papibook clean``: what build made is removed."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from papibook.cli.shared import Shared, project_at
from papibook.ground.texts import say


def add_clean(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(cls=shared.command, help=t("Remove what build made. Data are never touched."))
    def clean(
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        from papibook.press.edition.editions import clean as remove_built

        removed = remove_built(project_at(project))
        console = Console(highlight=False)
        for path in removed:
            console.print(say("cli", "Removed: {path}", lang=lang, path=str(path)), soft_wrap=True)
        if not removed:
            console.print(say("cli", "Nothing to remove.", lang=lang))
