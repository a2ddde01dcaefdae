"""The command line: its commands, and what every ending of one comes to."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from papibook import __version__
from papibook.cli.build import add_build, add_clean
from papibook.cli.check import add_check
from papibook.cli.confirm import add_confirm
from papibook.cli.decide import add_decide
from papibook.cli.demo import add_demo
from papibook.cli.diff import add_diff
from papibook.cli.follow_up import add_follow_up
from papibook.cli.forms import add_forms
from papibook.cli.letters.calendar import add_calendar
from papibook.cli.letters.packs import add_packs
from papibook.cli.letters.urge import add_urge
from papibook.cli.life.edition import add_edition
from papibook.cli.life.issue import add_issue
from papibook.cli.life.publish import add_publish
from papibook.cli.life.verify import add_verify
from papibook.cli.many import add_build_many
from papibook.cli.new import add_new
from papibook.cli.persons import add_persons
from papibook.cli.preview_command import add_preview
from papibook.cli.receive_command import add_receive
from papibook.cli.report import add_report
from papibook.cli.status import add_status
from papibook.cli.take import add_take
from papibook.cli.told.ending import ended, speak_utf8
from papibook.cli.told.shared import Shared, shared_options
from papibook.cli.told.usage import UsageError, command_first, help_classes, is_help
from papibook.cli.withdraw import add_withdraw
from papibook.ground.errors import ConfigError
from papibook.ground.texts import LANGUAGES, say

_COMMANDS: dict[str, Callable[[typer.Typer, Shared], None]] = {
    "forms": add_forms,
    "receive": add_receive,
    "decide": add_decide,
    "withdraw": add_withdraw,
    "status": add_status,
    "diff": add_diff,
    "follow-up": add_follow_up,
    "persons": add_persons,
    "confirm": add_confirm,
    "check": add_check,
    "build": add_build,
    "report": add_report,
    "urge": add_urge,
    "calendar": add_calendar,
    "packs": add_packs,
    "edition": add_edition,
    "issue": add_issue,
    "verify": add_verify,
    "publish": add_publish,
    "build-many": add_build_many,
    "preview": add_preview,
    "new": add_new,
    "take": add_take,
    "demo": add_demo,
    "clean": add_clean,
}
"""In the order that the help lists them."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point of ``papibook``; always ends in :class:`SystemExit`."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    speak_utf8()
    lang = _language(given)
    raise SystemExit(ended(lambda: _run(given, lang), lang=lang, debug="--debug" in given))


def _run(given: list[str], lang: str) -> int:
    try:
        code = make_app(lang)(args=command_first(given), prog_name="papibook", standalone_mode=False)
    except UsageError as err:
        if not is_help(err):
            raise
        typer.echo(str(err), err=True)
        return ConfigError.exit_code
    return code if isinstance(code, int) else 0


def _language(arguments: Sequence[str]) -> str:
    """The language asked for last, read ahead because the help texts are made in it too."""
    chosen = os.environ.get("PAPIBOOK_LANG", "vi")
    for word, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if word.startswith("--lang="):
            chosen = word[7:]
        elif word == "--lang":
            chosen = following
    return chosen if chosen in LANGUAGES else "vi"


def make_app(lang: str) -> typer.Typer:
    """The application with its help in ``lang``."""

    def t(message: str) -> str:
        return say("cli", message, lang=lang)

    group_class, command_class = help_classes(t)
    app = typer.Typer(
        cls=group_class,
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        help=t("Turn the units' reports on the plan into the semi-annual report book."),
    )

    def version(asked: bool) -> None:
        if asked:
            typer.echo(f"papibook {__version__}")
            raise typer.Exit

    shared = shared_options(t, lang, command_class)

    @app.callback()
    def root(
        version: Annotated[
            bool,
            typer.Option("--version", callback=version, is_eager=True, help=t("Show the version and end.")),
        ] = False,
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        """These options stand here for the help; :func:`command_first` gives them to the command."""

    for add in _COMMANDS.values():
        add(app, shared)
    return app
