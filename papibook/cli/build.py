"""``papibook build``: an edition with its HTML book, PDF and data files; ``clean``: without them again."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from papibook.cli.told.shared import WORKERS, Shared, project_at, require_scheduler
from papibook.cli.told.show import show_summary
from papibook.cli.told.watch import watch
from papibook.ground.texts import say


def add_build(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(cls=shared.command, help=t("Build the edition: HTML book, PDF and data files."))
    def build(
        edition: Annotated[str, shared.edition],
        workers: Annotated[int, shared.workers] = WORKERS,
        executor: Annotated[str, shared.executor] = "local",
        scheduler: Annotated[str | None, shared.scheduler] = None,
        explain: Annotated[
            bool, typer.Option("--explain", help=t("Only say which pages would be run, and why."))
        ] = False,
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        require_scheduler(executor, scheduler)
        from papibook.press.edition.record import unchanged_edition

        console = Console(highlight=False)
        place = project_at(project)
        if explain:
            from papibook.cli.told.explain import show_explained
            from papibook.press.edition.explain import explain_edition

            show_explained(console, explain_edition(place, edition), lang)
            return
        summary = unchanged_edition(place, edition)
        if summary is not None:
            console.print(say("cli", "Nothing has changed since the last build.", lang=lang))
            show_summary(console, summary, place, [], lang)
            return
        from papibook.press.pages.kernels import kernels_ahead

        with nullcontext() if scheduler else kernels_ahead():
            from papibook.press.edition.build import build_edition
            from papibook.press.edition.pools import page_pool

            with (
                page_pool(workers=workers, scheduler=scheduler) as pool,
                watch(console, lang) as progress,
            ):
                summary = build_edition(place, edition, progress, pool=pool)
        show_summary(console, summary, place, progress.seconds(), lang)
        if summary.failed:
            raise SystemExit(4)


def add_clean(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(cls=shared.command, help=t("Remove what build made. Data are never touched."))
    def clean(
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        from papibook.press.edition.editions import clean as remove_built

        removed = remove_built(project_at(project))
        console = Console(highlight=False)
        for path in removed:
            console.print(say("cli", "Removed: {path}", lang=lang, path=str(path)), soft_wrap=True)
        if not removed:
            console.print(say("cli", "Nothing to remove.", lang=lang))
