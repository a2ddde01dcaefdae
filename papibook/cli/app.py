"""Commands and their options. Each calls the function of the same name and tells what came of it."""

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from papibook import __version__
from papibook.cli.show import show_check, show_error, show_summary
from papibook.cli.watch import watch
from papibook.ground.errors import ConfigError, PapibookError
from papibook.ground.paths import Project, find_project
from papibook.ground.texts import LANGUAGES, say

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point of ``papibook``; always ends in :class:`SystemExit`."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    lang = _language(given)
    debug = "--debug" in given
    errors = Console(stderr=True, highlight=False)
    try:
        make_app(lang)(args=given, prog_name="papibook", standalone_mode=True)
    except PapibookError as err:
        if debug:
            traceback.print_exc()
        show_error(errors, err, lang)
        raise SystemExit(err.exit_code) from None
    except KeyboardInterrupt:
        errors.print(say("cli", "Stopped. Nothing was changed.", lang=lang))
        raise SystemExit(INTERRUPTED) from None


def _language(arguments: Sequence[str]) -> str:
    """The language asked for, read ahead because the help texts are made in it too."""
    for position, word in enumerate(arguments):
        if word == "--lang" and position + 1 < len(arguments):
            return arguments[position + 1] if arguments[position + 1] in LANGUAGES else "vi"
        if word.startswith("--lang="):
            return word[7:] if word[7:] in LANGUAGES else "vi"
    chosen = os.environ.get("PAPIBOOK_LANG", "vi")
    return chosen if chosen in LANGUAGES else "vi"


def make_app(lang: str) -> typer.Typer:
    """The application with its help in ``lang``."""

    def t(message: str) -> str:
        return say("cli", message, lang=lang)

    app = typer.Typer(
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        help=t("Turn the units' reports on the plan into the semi-annual report book."),
    )
    edition_argument = typer.Argument(
        help=t("Edition, as plan.yml names its periods: 2022-S1, 2022 …"), metavar="EDITION"
    )
    project_option = typer.Option("--project", help=t("The project's folder; default: the one you are in."))
    lang_option = typer.Option("--lang", help=t("Language of messages: vi or en."), metavar="vi|en")
    debug_option = typer.Option("--debug", help=t("Show the program's own trace when something fails."))

    def version(asked: bool) -> None:
        if asked:
            typer.echo(f"papibook {__version__}")
            raise typer.Exit

    @app.callback()
    def root(
        version: Annotated[
            bool,
            typer.Option("--version", callback=version, is_eager=True, help=t("Show the version and end.")),
        ] = False,
    ) -> None:
        pass

    @app.command(help=t("Check every report of the period and show all findings at once."))
    def check(
        edition: Annotated[str, edition_argument],
        project: Annotated[Path | None, project_option] = None,
        lang_: Annotated[str, lang_option] = lang,
        debug: Annotated[bool, debug_option] = False,
    ) -> None:
        _refuse_other_language(lang_)
        from papibook.data.dataset import load_dataset

        dataset = load_dataset(_project(project), edition)
        findings = dataset.periods[dataset.edition.period.period_id].findings
        has_errors = show_check(Console(highlight=False), findings, edition, lang)
        if has_errors:
            raise SystemExit(3)

    @app.command(help=t("Build the edition: HTML book, PDF and data files."))
    def build(
        edition: Annotated[str, edition_argument],
        workers: Annotated[
            int, typer.Option("--workers", min=1, max=64, help=t("Pages made at the same time."))
        ] = (os.cpu_count() or 2),
        project: Annotated[Path | None, project_option] = None,
        lang_: Annotated[str, lang_option] = lang,
        debug: Annotated[bool, debug_option] = False,
    ) -> None:
        _refuse_other_language(lang_)
        from papibook.press.build import BuildOptions, build_edition

        console = Console(highlight=False)
        with watch(console, lang) as progress:
            summary = build_edition(
                _project(project), edition, progress, options=BuildOptions(workers=workers)
            )
        show_summary(console, summary, progress.seconds(), lang)
        if summary.failed:
            raise SystemExit(4)

    @app.command(help=t("Write made-up submissions for every period of the plan, to try the program with."))
    def demo(
        seed: Annotated[int, typer.Option("--seed", help=t("The same number gives the same files."))] = 426,
        project: Annotated[Path | None, project_option] = None,
        lang_: Annotated[str, lang_option] = lang,
        debug: Annotated[bool, debug_option] = False,
    ) -> None:
        _refuse_other_language(lang_)
        from papibook.data.demo import write_demo

        console = Console(highlight=False)
        with watch(console, lang) as progress:
            progress.stage("demo", None)
            made = write_demo(_project(project), seed=seed)
        console.print(
            say(
                "cli",
                "{files} workbooks written for the periods {periods}.",
                lang=lang,
                files=made.n_workbooks,
                periods=", ".join(made.period_ids),
            )
        )

    @app.command(help=t("Remove what build made. Data are never touched."))
    def clean(
        project: Annotated[Path | None, project_option] = None,
        lang_: Annotated[str, lang_option] = lang,
        debug: Annotated[bool, debug_option] = False,
    ) -> None:
        _refuse_other_language(lang_)
        from papibook.press.shelf import clean as remove_built

        removed = remove_built(_project(project))
        console = Console(highlight=False)
        for path in removed:
            console.print(say("cli", "Removed: {path}", lang=lang, path=str(path)), soft_wrap=True)
        if not removed:
            console.print(say("cli", "Nothing to remove.", lang=lang))

    return app


def _refuse_other_language(lang: str) -> None:
    if lang not in LANGUAGES:
        raise ConfigError(
            "Unknown language {lang}; there are: {known}.", lang=lang, known=", ".join(LANGUAGES)
        )


def _project(folder: Path | None) -> Project:
    return find_project(folder if folder is not None else Path.cwd())
