"""Commands and their options. Each calls the function of the same name and tells what came of it."""

import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from papibook import __version__
from papibook.cli.diff import diff_command
from papibook.cli.ending import ended, speak_utf8
from papibook.cli.follow_up import follow_up_command
from papibook.cli.many import build_many_command
from papibook.cli.show import show_summary
from papibook.cli.status import status_command
from papibook.cli.usage import UsageError, help_classes, is_help, told
from papibook.cli.watch import watch
from papibook.cli.workers import WORKERS
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project, find_project
from papibook.ground.texts import LANGUAGES, say

COMMANDS: tuple[str, ...] = ("forms", "receive", "status", "diff", "follow-up", "check")
COMMANDS += ("build", "build-many", "preview", "demo", "clean")


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point of ``papibook``; always ends in :class:`SystemExit`."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    speak_utf8()
    lang = _language(given)
    raise SystemExit(ended(lambda: _run(given, lang), lang=lang, debug="--debug" in given))


def _run(given: list[str], lang: str) -> int:
    try:
        code = make_app(lang)(args=given, prog_name="papibook", standalone_mode=False)
    except UsageError as err:
        if is_help(err):
            typer.echo(str(err), err=True)
            return ConfigError.exit_code
        raise told(err, given, COMMANDS) from err
    return code if isinstance(code, int) else 0


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

    group_class, command_class = help_classes(t)
    app = typer.Typer(
        cls=group_class,
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

    @app.command(cls=command_class, help=t("Write a form for each unit to fill in, as an Excel workbook."))
    def forms(
        edition: Annotated[str, edition_argument],
        out: Annotated[Path, typer.Option("--out", help=t("The folder that the forms are written to."))],
        unit: Annotated[
            list[str] | None,
            typer.Option("--unit", help=t("Only for this unit (id or name); may be given more than once.")),
        ] = None,
        project: Annotated[Path | None, project_option] = None,
        lang_: Annotated[str, lang_option] = lang,
        debug: Annotated[bool, debug_option] = False,
    ) -> None:
        _refuse_other_language(lang_)
        from papibook.data.forms import write_forms

        console = Console(highlight=False)
        with watch(console, lang) as progress:
            written = write_forms(_project(project), edition, out.absolute(), unit or [], progress)
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

    @app.command(
        cls=command_class,
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
            str, typer.Option("--unit", help=t("Whose report it is, where it does not say so itself."))
        ] = "",
        period: Annotated[
            str, typer.Option("--period", help=t("For which period it is, where it does not say so itself."))
        ] = "",
        project: Annotated[Path | None, project_option] = None,
        lang_: Annotated[str, lang_option] = lang,
        debug: Annotated[bool, debug_option] = False,
    ) -> None:
        _refuse_other_language(lang_)
        from papibook.cli.receive import moment_now, read_moment, receiving, show_answers
        from papibook.data.examine import open_desk
        from papibook.data.inbox import zone_of
        from papibook.data.intake import Order, receive
        from papibook.data.plan import plan_folder, read_plan
        from papibook.data.plan_file import read_plan_file
        from papibook.data.recognise import Said
        from papibook.data.reference import read_reference
        from papibook.data.returns import write_returns

        place = _project(project)
        now = moment_now(zone_of(read_plan_file(plan_folder(place) / "plan.yml").timezone))
        moment = read_moment(received_at, now) if received_at else None
        order = Order(now, moment, sender, Said(unit, period))
        console = Console(highlight=False)
        with receiving(console, lang) as progress:
            answers = receive(place, files, order, workers=os.cpu_count() or 1, progress=progress)
            desk = open_desk(place, read_plan(place), read_reference(place))
            answers = write_returns(desk, answers, partial(progress, "return"))
        show_answers(console, answers, lang)
        if all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
            from papibook.cli.receive_ask import ask_and_receive

            answers = ask_and_receive(console, place, answers, order, lang)
        if not all(answer.is_good for answer in answers):
            raise SystemExit(3)

    shared: dict[str, object] = {
        "edition": edition_argument,
        "project": project_option,
        "lang": lang_option,
        "debug": debug_option,
    }
    app.command(
        "status", cls=command_class, help=t("Tell who owes a report, who has sent it, and what is to do.")
    )(status_command(t, lang, shared, _refuse_other_language, _project))
    app.command(
        "diff", cls=command_class, help=t("Show what later revisions of the units' reports changed.")
    )(diff_command(t, lang, shared, _refuse_other_language, _project))
    app.command(
        "follow-up",
        cls=command_class,
        help=t("Mark a figure for follow-up or resolve it; alone: list what is marked and what is proposed."),
    )(follow_up_command(t, lang, shared, _refuse_other_language, _project))

    @app.command(cls=command_class, help=t("Check every report of the period and show all findings at once."))
    def check(
        edition: Annotated[str, edition_argument],
        project: Annotated[Path | None, project_option] = None,
        lang_: Annotated[str, lang_option] = lang,
        debug: Annotated[bool, debug_option] = False,
    ) -> None:
        _refuse_other_language(lang_)
        from papibook.cli.findings import show_check
        from papibook.data.dataset import read_dataset, require_reports

        dataset = read_dataset(_project(project), edition)
        findings = dataset.periods[dataset.edition.period.period_id].findings
        has_errors = show_check(Console(highlight=False), findings, edition, lang)
        require_reports(dataset)
        if has_errors:
            raise SystemExit(3)

    @app.command(cls=command_class, help=t("Build the edition: HTML book, PDF and data files."))
    def build(
        edition: Annotated[str, edition_argument],
        workers: Annotated[
            int, typer.Option("--workers", min=1, max=64, help=t("Pages made at the same time."))
        ] = WORKERS,
        executor: Annotated[
            str,
            typer.Option("--executor", help=t("Where pages are made: local or dask."), metavar="local|dask"),
        ] = "local",
        scheduler: Annotated[
            str | None,
            typer.Option("--scheduler", help=t("Address of the Dask scheduler: tcp://host:8786.")),
        ] = None,
        explain: Annotated[
            bool, typer.Option("--explain", help=t("Only say which pages would be run, and why."))
        ] = False,
        project: Annotated[Path | None, project_option] = None,
        lang_: Annotated[str, lang_option] = lang,
        debug: Annotated[bool, debug_option] = False,
    ) -> None:
        _refuse_other_language(lang_)
        _require_scheduler(executor, scheduler)
        from papibook.press.record import unchanged_edition

        console = Console(highlight=False)
        place = _project(project)
        if explain:
            from papibook.cli.explain import show_explained
            from papibook.press.explain import explain_edition

            show_explained(console, explain_edition(place, edition), lang)
            return
        summary = unchanged_edition(place, edition)
        if summary is not None:
            console.print(say("cli", "Nothing has changed since the last build.", lang=lang))
            show_summary(console, summary, place, [], lang)
            return
        from papibook.press.kernels import kernels_ahead

        with nullcontext() if scheduler else kernels_ahead():
            from papibook.press.build import build_edition
            from papibook.press.run import page_pool

            with (
                page_pool(workers=workers, scheduler=scheduler) as pool,
                watch(console, lang) as progress,
            ):
                summary = build_edition(place, edition, progress, pool=pool)
        show_summary(console, summary, place, progress.seconds(), lang)
        if summary.failed:
            raise SystemExit(4)

    app.command(
        "build-many",
        cls=command_class,
        help=t(
            "Build the edition of many districts, a project folder each, and a page that joins their books."
        ),
    )(
        build_many_command(
            t,
            lang,
            {"edition": edition_argument, "lang": lang_option, "debug": debug_option},
            _check_given,
        )
    )

    @app.command(
        cls=command_class,
        help=t("Show the HTML in the browser and make it again whenever something is saved."),
    )
    def preview(
        edition: Annotated[str, edition_argument],
        port: Annotated[
            int, typer.Option("--port", min=0, max=65535, help=t("Port of the address; 0: any that is free."))
        ] = 0,
        open_: Annotated[bool, typer.Option("--open", help=t("Open the browser."))] = False,
        project: Annotated[Path | None, project_option] = None,
        lang_: Annotated[str, lang_option] = lang,
        debug: Annotated[bool, debug_option] = False,
    ) -> None:
        _refuse_other_language(lang_)
        from papibook.cli.preview import run_preview

        console = Console(highlight=False)
        run_preview(console, _project(project), edition, port=port, is_opened=open_, lang=lang)

    @app.command(
        cls=command_class,
        help=t("Write made-up submissions for every period of the plan, to try the program with."),
    )
    def demo(
        seed: Annotated[int, typer.Option("--seed", help=t("The same number gives the same files."))] = 426,
        communes: Annotated[
            int | None,
            typer.Option(
                "--communes",
                min=1,
                max=20_000,
                help=t("How many communes the plan has; some invented if need be. Changes units.csv."),
            ),
        ] = None,
        project: Annotated[Path | None, project_option] = None,
        lang_: Annotated[str, lang_option] = lang,
        debug: Annotated[bool, debug_option] = False,
    ) -> None:
        _refuse_other_language(lang_)
        from papibook.data.demo import write_demo

        console = Console(highlight=False)
        with watch(console, lang) as progress:

            def told(done: int, total: int, what: str) -> None:
                if done == 1:
                    progress.stage("demo", total)
                progress.step(what)

            made = write_demo(_project(project), seed=seed, communes=communes, progress=told)
        console.print(
            say(
                "cli",
                "{files} workbooks written for the periods {periods}.",
                lang=lang,
                files=made.n_workbooks,
                periods=", ".join(made.period_ids),
            )
        )

    @app.command(cls=command_class, help=t("Remove what build made. Data are never touched."))
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


def _check_given(lang: str, executor: str, scheduler: str | None) -> None:
    _refuse_other_language(lang)
    _require_scheduler(executor, scheduler)


def _require_scheduler(executor: str, scheduler: str | None) -> None:
    """Refuse what ``--executor`` and ``--scheduler`` do not mean together."""
    if executor not in ("local", "dask"):
        raise ConfigError("Unknown executor {name}; there are: local, dask.", name=executor)
    if executor == "dask" and scheduler is None:
        raise ConfigError("With --executor dask, give the scheduler's address: --scheduler tcp://host:8786.")
    if executor == "local" and scheduler is not None:
        raise ConfigError("--scheduler is for a Dask cluster: add --executor dask, or leave it out.")


def _refuse_other_language(lang: str) -> None:
    if lang not in LANGUAGES:
        raise ConfigError(
            "Unknown language {name}; there are: {known}.", name=lang, known=", ".join(LANGUAGES)
        )


def _project(folder: Path | None) -> Project:
    if folder is None:
        try:
            folder = Path.cwd()
        except FileNotFoundError:
            raise ConfigError(
                "The folder you are in is no longer there. Go to the project's folder."
            ) from None
    return find_project(folder)
