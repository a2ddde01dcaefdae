"""``papibook build-many``: the command, its progress and what it tells at its end."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from papibook.cli.told.shared import WORKERS, Shared, require_scheduler
from papibook.cli.told.watch import watch
from papibook.ground.numbers import NONE_MARK, format_number, format_percent
from papibook.ground.texts import say

if TYPE_CHECKING:
    from papibook.press.edition.many_districts import District


def add_build_many(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(
        "build-many",
        cls=shared.command,
        help=t("Build the edition of many places, a project folder each, and a page that joins their books."),
    )
    def build_many(
        edition: Annotated[str, shared.edition],
        folders: Annotated[
            list[Path], typer.Argument(help=t("Project folders of the places."), metavar="DIR…")
        ],
        out: Annotated[
            Path, typer.Option("--out", help=t("Folder for the page that joins the books."), metavar="DIR")
        ],
        workers: Annotated[int, shared.workers] = WORKERS,
        executor: Annotated[str, shared.executor] = "local",
        scheduler: Annotated[str | None, shared.scheduler] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        require_scheduler(executor, scheduler)
        from papibook.press.edition.many_districts import build_many, distinct, worst
        from papibook.press.edition.many_index import make_room, write_index
        from papibook.press.edition.pools import page_pool

        console = Console(highlight=False)
        make_room(out, distinct(folders))
        with (
            page_pool(workers=workers, scheduler=scheduler) as pool,
            watch(console, lang) as progress,
        ):
            progress.stage("districts", len(distinct(folders)))
            started = time.monotonic()

            def told(district: "District") -> None:
                nonlocal started
                seconds, started = time.monotonic() - started, time.monotonic()
                _show_done(console, district, seconds, lang)
                progress.step(district.name)

            districts = build_many(folders, edition, pool=pool, on_done=told)
        page = write_index(districts, edition, out)
        _show_table(console, districts, lang)
        console.print(say("cli", "Index {path}", lang=lang, path=page), soft_wrap=True, markup=False)
        if code := worst(districts):
            raise SystemExit(code)


def _show_done(console: Console, district: "District", seconds: float, lang: str) -> None:
    """One line when a district is done, with the reason where it failed."""
    if district.error is not None:
        console.print(
            f"[bold red]{escape(district.name)}:[/] {escape(district.error.text(lang))}", soft_wrap=True
        )
        return
    summary = district.summary
    if summary is None or not district.is_built:
        line = say("cli", "{name}: nothing has changed", lang=lang, name=district.name)
    elif summary.failed:
        count = len(summary.failed)
        line = say("cli", "{name}: {count} pages failed", lang=lang, name=district.name, count=count)
    else:
        line = say(
            "cli",
            "{name}: built, {pages} pages, {seconds} s",
            lang=lang,
            name=district.name,
            pages=summary.pages,
            seconds=format_number(seconds, 1),
        )
    console.print(line, soft_wrap=True, markup=False)


def _show_table(console: Console, districts: "Sequence[District]", lang: str) -> None:
    """All districts: what became of each, with its figures."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("Place", "", "Units that reported", "Share on time", "Findings"):
        table.add_column(escape(say("cli", name, lang=lang)))
    for district in districts:
        summary = district.summary
        cells = [NONE_MARK] * 3
        if summary is not None:
            cells = [
                f"{summary.units_reported}/{summary.units_expected}",
                format_percent(summary.share_on_time_pct, 1, missing=NONE_MARK),
                "/".join(str(summary.findings[severity]) for severity in ("error", "warning", "note")),
            ]
        table.add_row(escape(district.name), escape(say("cli", _word(district), lang=lang)), *cells)
    console.print()
    console.print(table)
    console.print()


def _word(district: "District") -> str:
    if district.error is not None:
        return "failed"
    if district.exit_code:
        return "pages failed"
    return "built" if district.is_built else "unchanged"
