"""``papibook calendar``: the plan's deadlines as calendars, for the office and for each unit."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from papibook.cli.told.shared import Shared, project_at
from papibook.ground.texts import say


def add_calendar(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(
        "calendar",
        cls=shared.command,
        help=t("Write the plan's deadlines as calendars (.ics), for the office and for each unit."),
    )
    def calendar(
        to: Annotated[
            Path | None,
            typer.Option("--to", help=t("The folder; default: bao-cao/lich in the project."), metavar="DIR"),
        ] = None,
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        from papibook.data.export.calendar import OFFICE, write_calendars
        from papibook.data.given.plan import catalogue_of, check_plan, read_plan
        from papibook.data.given.reference import read_reference

        place = project_at(project)
        plan = read_plan(place)
        reference = catalogue_of(plan, read_reference(place))
        check_plan(plan, reference)
        folder = (to or place.root / "bao-cao" / "lich").absolute()
        written = write_calendars(plan, reference, folder)
        told = say(
            "cli",
            "{files} calendars in {folder}; {changed} of them are new or changed. The office's is {office}, "
            "with {entries} days.",
            lang=lang,
            files=len(written.entries),
            folder=str(folder),
            changed=written.n_changed,
            office=f"{OFFICE}.ics",
            entries=written.entries[OFFICE],
        )
        Console(highlight=False).print(told, soft_wrap=True, markup=False)
