"""``papibook packs``: for each recipient of a built edition a folder and a ZIP with its parts."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from papibook.cli.told.shared import Shared, project_at
from papibook.ground.texts import say


def add_packs(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(
        "packs",
        cls=shared.command,
        help=t("Put together what each recipient gets of a built edition, as a folder and a ZIP."),
    )
    def packs(
        edition: Annotated[str, shared.edition],
        to: Annotated[
            Path | None,
            typer.Option(
                "--to", help=t("The folder; default: bao-cao/goi-EDITION in the project."), metavar="DIR"
            ),
        ] = None,
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        from papibook.data.edition.dataset import read_dataset
        from papibook.data.letters.recipients import recipients_of
        from papibook.press.letters.packs import write_packs

        place = project_at(project)
        dataset = read_dataset(place, edition)
        recipients = recipients_of(place, dataset.plan, dataset.reference.units)
        folder = (to or place.root / "bao-cao" / f"goi-{dataset.edition.edition_id}").absolute()
        written = write_packs(place.root, dataset, recipients, folder)
        told = say(
            "cli",
            "{packs} packs in {folder}, {files} files in all; each also as a ZIP. Sizes and SHA-256: {list}.",
            lang=lang,
            packs=len(written.packs),
            folder=str(folder),
            files=sum(written.packs.values()),
            list="danh-muc.csv",
        )
        Console(highlight=False).print(told, soft_wrap=True, markup=False)
