"""``papibook issue``: freezes an edition that is signed; ``--submit``: marks it as lying with who signs."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from papibook.cli.told.shared import Shared, project_at
from papibook.ground.errors import ConfigError
from papibook.ground.texts import say


def add_issue(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(
        cls=shared.command,
        help=t("Issue a built edition under the number of its signed report; nothing changes it later."),
    )
    def issue(
        edition: Annotated[str, shared.edition],
        number: Annotated[
            str,
            typer.Option(
                "--number", help=t("Number and sign of the signed report: 12/BC-UBND."), metavar="NUMBER"
            ),
        ] = "",
        day: Annotated[
            str, typer.Option("--date", help=t("The day on which it was signed: 2022-06-09."), metavar="DAY")
        ] = "",
        by: Annotated[
            str,
            typer.Option(
                "--by", help=t("Who issues it: a post or an office, no person's name."), metavar="WHO"
            ),
        ] = "",
        submitted: Annotated[
            bool, typer.Option("--submit", help=t("Only mark it as submitted for signature."))
        ] = False,
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        from papibook.cli.life.edition import show_life
        from papibook.cli.told.moments import now_of, read_moment
        from papibook.press.issued.issue import issue as issue_edition
        from papibook.press.issued.issue import submit

        place, console = project_at(project), Console(highlight=False, soft_wrap=True)
        now = now_of(place)
        if submitted and (number or day):
            raise ConfigError("--submit: number and day come with the signature; leave them out.")
        if submitted:
            submit(place, edition, by, now.date())
            show_life(console, place, edition, lang)
            return
        if not day:
            raise ConfigError("--date: give the day on which the report was signed, such as 2022-06-09.")
        signed_on = read_moment(day, now, "--date").date()
        home = issue_edition(place, edition, number, signed_on, by)
        show_life(console, place, edition, lang)
        console.print(
            say("issued", "It lies in {folder}. Keep a copy elsewhere.", lang=lang, folder=str(home)),
            markup=False,
        )
