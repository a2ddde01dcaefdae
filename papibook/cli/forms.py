"""``papibook forms``: an Excel workbook for each unit to fill in."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from papibook.cli.told.shared import Shared, project_at
from papibook.cli.told.watch import watch
from papibook.ground.texts import say


def add_forms(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(cls=shared.command, help=t("Write a form for each unit to fill in, as an Excel workbook."))
    def forms(
        edition: Annotated[str, shared.edition],
        out: Annotated[
            Path, typer.Option("--out", help=t("The folder that the forms are written to."), metavar="DIR")
        ],
        unit: Annotated[
            list[str] | None,
            typer.Option(
                "--unit",
                help=t("Only for this unit (name, short name or id); may be given more than once."),
                metavar="UNIT",
            ),
        ] = None,
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        from papibook.data.forms.write import write_forms

        console = Console(highlight=False)
        with watch(console, lang) as progress:
            written = write_forms(project_at(project), edition, out.absolute(), unit or [], progress)
        console.print(
            say(
                "cli",
                "{files} forms written to {folder}; {prefilled} of them hold an earlier report's answers.",
                lang=lang,
                files=len(written.files),
                folder=str(out),
                prefilled=written.n_prefilled,
            ),
            soft_wrap=True,
            markup=False,
        )
        if written.saved:
            told = say(
                "cli",
                "{count} forms were left as they are, because they were saved after they were handed out, "
                "perhaps filled in: {files}",
                lang=lang,
                count=len(written.saved),
                files=", ".join(written.saved),
            )
            console.print(told, soft_wrap=True, markup=False)
