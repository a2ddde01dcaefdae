"""``papibook publish``: issued editions as a static site."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from papibook.cli.told.shared import Shared, project_at
from papibook.ground.texts import say

_KINDS = {"new": "new: {name} ({count} files)", "same": "as it is: {name}", "replaced": "replaced: {name}"}
"""msgids of ``issued``."""


def add_publish(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(
        cls=shared.command,
        help=t("Put an issued edition into a static site that holds all of them; nothing is built."),
    )
    def publish(
        edition: Annotated[str, shared.edition],
        to: Annotated[Path, typer.Option("--to", help=t("The site's folder."), metavar="DIR")],
        dry_run: Annotated[
            bool, typer.Option("--dry-run", help=t("Only say what would be written."))
        ] = False,
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        from papibook.press.issued.publish import publish as publish_edition

        done = publish_edition(project_at(project), edition, to, is_dry=dry_run)
        console = Console(highlight=False, soft_wrap=True)
        for change in done.changes:
            told = say("issued", _KINDS[change.kind], lang=lang, name=change.name, count=change.n_files)
            console.print(told, markup=False)
        if dry_run:
            console.print(say("issued", "Nothing was written.", lang=lang), markup=False)
            return
        warning = say("issued", "It holds everything: do not put it where the public reads.", lang=lang)
        console.print(warning, markup=False)
        console.print(str(to / "index.html"), markup=False)
