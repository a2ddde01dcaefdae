"""``papibook withdraw``: a report that no longer counts, or counts again."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from papibook.cli.told.shared import Shared, project_at
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.ground.texts import say


def add_withdraw(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(
        "withdraw",
        cls=shared.command,
        help=t("Let an accepted report of a unit no longer count, or count again; nothing is deleted."),
    )
    def withdraw(
        unit: Annotated[str, typer.Argument(help=t("The unit: its name, short name or id."), metavar="UNIT")],
        revision: Annotated[
            int, typer.Option("--revision", min=1, help=t("Which of its reports."), metavar="N")
        ],
        reason: Annotated[str, typer.Option("--reason", help=t("Why."), metavar="TEXT")] = "",
        period: Annotated[
            str,
            typer.Option(
                "--period",
                help=t("For which period; default: the one for which it has reported."),
                metavar="PERIOD",
            ),
        ] = "",
        received_at: Annotated[
            str,
            typer.Option(
                "--received-at", help=t("From when on it counts no longer; default: now."), metavar="MOMENT"
            ),
        ] = "",
        undo: Annotated[bool, typer.Option("--undo", help=t("Let the report count again."))] = False,
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        from papibook.cli.told.moments import now_of, read_moment
        from papibook.data.decisions import withdraw
        from papibook.data.given.reference import find_unit, read_reference
        from papibook.data.intake.recognise import Stated
        from papibook.data.returns.message import change_words

        place = project_at(project)
        unit_id = find_unit(unit, read_reference(place))
        whose = Stated(unit_id, _period(place, unit_id, period))
        now = now_of(place)
        moment = read_moment(received_at, now) if received_at else now
        told = withdraw(place, whose, revision, reason, moment, undo=undo)

        def s(message: str, **values: object) -> str:
            return say("intake", message, lang=lang, **values)

        facts = {
            "unit": told.unit_name or unit_id,
            "period": whose.period_id,
            "revision": revision,
            "receipt": told.line.receipt_id,
        }
        console = Console(highlight=False)
        done = (
            s("{unit}, period {period}: revision {revision} counts again (receipt {receipt}).", **facts)
            if undo
            else s("{unit}, period {period}: revision {revision} is withdrawn (receipt {receipt}).", **facts)
        )
        console.print(done, soft_wrap=True, markup=False)
        if told.after is None:
            after = s("No report of the unit is in use now; it has not reported.")
        elif told.before == told.after:
            after = s("Revision {revision} is in use as before.", revision=told.after.revision)
        else:
            after = s("In use now: revision {revision}.", revision=told.after.revision)
        console.print(f"{after} {change_words(told.change, lang)}", soft_wrap=True, markup=False)
        if told.edition != whose.period_id:
            kept = s(
                "The data of {period} were closed before that; the edition {period} stays as it is.",
                period=whose.period_id,
            )
            console.print(kept, soft_wrap=True, markup=False)


def _period(project: Project, unit_id: str, period: str) -> str:
    """The period meant by its id; without one, the only period for which the unit has reported."""
    from papibook.data.edition.dataset import edition_of
    from papibook.data.edition.receipts import read_receipts
    from papibook.data.given.plan import read_plan
    from papibook.model.outcomes import ACCEPTED

    plan = read_plan(project).whole
    if period:
        return edition_of(plan, period).period.period_id
    reported = []
    for each in plan.periods:
        receipts = read_receipts(project, each.period_id, starts_on=each.starts_on)
        if ((receipts["unit_id"] == unit_id) & (receipts["outcome"] == ACCEPTED)).any():
            reported.append(each.period_id)
    if len(reported) != 1:
        raise ConfigError("Say for which period, with --period: {known}.", known=", ".join(reported) or "–")
    return reported[0]
