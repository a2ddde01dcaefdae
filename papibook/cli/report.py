"""``papibook report``: the official report of a built edition, as Word and PDF."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from papibook.cli.told.shared import Shared, project_at
from papibook.ground.texts import say


def add_report(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(
        cls=shared.command,
        help=t("Write the official report of a built edition, as Word to go on with and as PDF."),
    )
    def report(
        edition: Annotated[str, shared.edition],
        to: Annotated[
            str | None,
            typer.Option("--to", help=t("To whom; default: whom plan.yml names."), metavar="RECEIVER"),
        ] = None,
        out: Annotated[
            Path | None,
            typer.Option("--out", help=t("The folder; default: bao-cao in the project."), metavar="DIR"),
        ] = None,
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        from papibook.data.edition.dataset import edition_of
        from papibook.data.given.plan import read_plan
        from papibook.press.documents.write import write_report

        place = project_at(project)
        plan = read_plan(place).file
        folder = (out or place.root / "bao-cao").absolute()
        written = write_report(place.root, plan, edition_of(plan, edition), folder, receiver=to)
        console = Console(highlight=False, soft_wrap=True)
        if not written.is_new:
            console.print(say("cli", "Nothing has changed since it was written.", lang=lang), markup=False)
        told = say(
            "cli",
            "{word}: number, day, signature and seal are left open. {pdf}: {pages} pages.",
            lang=lang,
            word=str(written.word),
            pdf=str(written.pdf),
            pages=written.pages,
        )
        console.print(told, markup=False)
