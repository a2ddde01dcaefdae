"""``papibook edition``: where an edition stands, what is to be settled, what comes next."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from papibook.cli.told.shared import Shared, project_at
from papibook.ground.errors import ConfigError
from papibook.ground.numbers import format_date
from papibook.ground.paths import Project
from papibook.ground.texts import say


def add_edition(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(
        cls=shared.command,
        help=t("Show where an edition stands and what comes next; give reasons; open its replacement."),
    )
    def edition(
        edition: Annotated[str, shared.edition],
        reason: Annotated[
            str,
            typer.Option("--reason", help=t("For which line of the checklist; its name."), metavar="NAME"),
        ] = "",
        why: Annotated[
            str, typer.Option("--why", help=t("Why it is issued all the same."), metavar="TEXT")
        ] = "",
        replace: Annotated[
            str,
            typer.Option(
                "--replace",
                help=t("Open the edition that replaces this one; say why."),
                metavar="TEXT",
            ),
        ] = "",
        closed_on: Annotated[
            str,
            typer.Option(
                "--closed-on",
                help=t("With --replace: until when reports are read; default: today."),
                metavar="DAY",
            ),
        ] = "",
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        from papibook.cli.told.moments import now_of, read_moment
        from papibook.press.issued.issue import give_reason, open_revision

        place, console = project_at(project), Console(highlight=False, soft_wrap=True)
        now = now_of(place)
        today = now.date()
        if bool(reason) != bool(why):
            raise ConfigError("--reason and --why go together: what the reason is for, and the reason.")
        if closed_on and not replace:
            raise ConfigError("--closed-on goes with --replace.")
        if replace:
            day = read_moment(closed_on, None, "--closed-on").date() if closed_on else today
            fresh = open_revision(place, edition, replace, day, today)
            said = say(
                "issued",
                "{edition} is open: it reads what comes until {day}. Next: papibook build {edition}",
                lang=lang,
                edition=fresh,
                day=format_date(day),
            )
            console.print(said, markup=False)
            return
        if reason:
            give_reason(place, edition, reason, why, today)
        show_life(console, place, edition, lang)


def show_life(console: Console, project: Project, edition_id: str, lang: str) -> None:
    """State, what was done, what is to be settled, the next step."""
    from papibook.data.edition.dataset import plan_of_edition
    from papibook.data.given.editions import read_life
    from papibook.model.life import DEADLINE
    from papibook.press.issued.checklist import checklist

    def t(message: str, **values: object) -> str:
        return say("issued", message, lang=lang, **values)

    def show(text: str, style: str = "") -> None:
        console.print(text, markup=False, style=style or None)

    _, edition = plan_of_edition(project, edition_id)
    life = read_life(project)
    state = life.state(edition_id)
    show(t("Edition {edition}: {state}.", edition=edition_id, state=t(STATES[state])), "bold")
    step = life.issue(edition_id)
    if step is not None:
        show(
            t(
                "Issued as {number} on {day}. Fingerprint: {fingerprint}.",
                number=step.number,
                day=format_date(step.made_on),
                fingerprint=step.fingerprint,
            )
        )
        later = life.replaced_by(edition_id)
        if later is not None:
            show(t("Replaced by {edition}: {number}.", edition=later.edition_id, number=later.number))
        else:
            show(t("To replace it: papibook edition {edition} --replace WHY", edition=edition_id))
        return
    found = checklist(project, edition, life)
    for item in found.items:
        mark = "✓" if not item.is_open else "✗" if item.kind == "blocks" else "?"
        cure = f" {say('findings', item.cure, lang=lang)}" if item.cure and item.is_open else ""
        name = f"{item.subject}: " if item.subject == DEADLINE else ""
        show(f"{mark} {name}{item.said.text(lang)}{cure}")
        if item.reason:
            show("  " + t("Reason given: {reason}", reason=item.reason))
    if any(item.kind == "blocks" for item in found.open_items):
        show(t("Next: settle what is marked ✗."))
    elif found.open_items:
        subject = found.open_items[0].subject
        show(
            t(
                "Next: give a reason for each line marked ?, such as: papibook edition {edition} --reason "
                "{subject} --why TEXT",
                edition=edition_id,
                subject=subject,
            )
        )
    else:
        show(
            t(
                "Next: papibook issue {edition} --number NUMBER --date DAY, once it is signed.",
                edition=edition_id,
            )
        )


STATES = {
    "prepared": "being prepared",
    "submitted": "submitted for signature",
    "issued": "issued",
    "replaced": "replaced",
}
"""msgids of ``issued``."""
