"""``papibook receive``: its options, and the steps of an intake."""

import os
import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from papibook.cli.told.shared import Shared, project_at


def add_receive(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(
        cls=shared.command,
        help=t("Take in what units sent: keep every file, check it, accept or refuse it with a receipt."),
    )
    def receive(
        files: Annotated[
            list[Path], typer.Argument(help=t("Workbooks, folders or ZIP files."), metavar="FILE…")
        ],
        received_at: Annotated[
            str, typer.Option("--received-at", help=t("When they came; default: now."), metavar="MOMENT")
        ] = "",
        sender: Annotated[str, typer.Option("--from", help=t("Who sent them."), metavar="WHO")] = "",
        unit: Annotated[
            str,
            typer.Option(
                "--unit", help=t("Whose report it is, where it does not say so itself."), metavar="UNIT"
            ),
        ] = "",
        period: Annotated[
            str,
            typer.Option(
                "--period",
                help=t("For which period it is, where it does not say so itself."),
                metavar="PERIOD",
            ),
        ] = "",
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        from papibook.cli.receive import receiving, show_answers
        from papibook.cli.told.moments import now_of, read_moment
        from papibook.data.given.plan import read_plan
        from papibook.data.given.reference import read_reference
        from papibook.data.intake.examine import open_context
        from papibook.data.intake.intake import HandIn, receive
        from papibook.data.intake.recognise import Stated
        from papibook.data.intake.unanswered import answered, untold_answers
        from papibook.data.returns.write import write_returns

        place = project_at(project)
        now = now_of(place)
        moment = read_moment(received_at, now) if received_at else None
        order = HandIn(now, moment, sender, Stated(unit, period))
        console = Console(highlight=False)
        with receiving(console, lang) as progress:
            answers = receive(place, files, order, workers=os.cpu_count() or 1, progress=progress)
            context = open_context(place, read_plan(place), read_reference(place))
            answers = (*answers, *untold_answers(context, answers))
            try:
                answers = write_returns(context, answers, partial(progress, "return"))
            except OSError:  # a full disk: what was found is told all the same, and again by the next intake
                show_answers(console, answers, lang)
                raise
        show_answers(console, answers, lang)
        answered(place)
        if all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
            from papibook.cli.receive_ask import ask_and_receive

            answers = ask_and_receive(console, place, answers, order, lang)
        if not all(answer.is_good for answer in answers):
            raise SystemExit(3)
