"""``papibook preview``: build, serve, watch, tell, until stopped."""

from __future__ import annotations

import time
import webbrowser

from rich.console import Console
from rich.markup import escape

from papibook.cli.told.ending import as_told
from papibook.cli.told.shared import WORKERS
from papibook.cli.told.show import FAILURES, show_error
from papibook.cli.told.watch import watch
from papibook.ground.numbers import format_number
from papibook.ground.paths import Project
from papibook.ground.texts import say
from papibook.press.edition.record import BuildSummary
from papibook.press.pages.pool import PagePool, local_pool
from papibook.press.preview.server import Site, Told, served
from papibook.press.preview.watch import build_preview, html_of, saves


def run_preview(
    console: Console, project: Project, edition_id: str, *, port: int, is_opened: bool, lang: str
) -> None:
    """Serve the edition's HTML and make it again whenever something is saved, until Ctrl-C.

    Raises:
        ConfigError: the port cannot be had.
    """
    site = Site(html_of(project, edition_id), project.edition(edition_id) / "print")
    try:
        with served(site, port) as address, local_pool(WORKERS) as pool:
            console.print(
                say("cli", "Preview: {address}  (Ctrl-C ends it)", lang=lang, address=address), soft_wrap=True
            )
            if is_opened:
                webbrowser.open(address)
            for _ in saves(project, edition_id):
                site.tell(_built(console, project, edition_id, pool, site.told, lang))
    except KeyboardInterrupt:
        console.print(say("cli", "The preview has ended.", lang=lang))


def _built(
    console: Console, project: Project, edition_id: str, pool: PagePool, former: Told, lang: str
) -> Told:
    """What browsers are told after one build; where it fails, the former version stays in place."""
    began = time.monotonic()
    try:
        with watch(console, lang) as progress:
            summary, version = build_preview(project, edition_id, progress, pool)
    except Exception as err:  # noqa: BLE001  a file that vanishes, or a fault of ours, must not end the preview
        error = as_told(err)
        show_error(console, error, lang)
        return Told(former.version, (error.text(lang),))
    told = say(
        "cli",
        "Ready: {made} of {pages} pages made now, {seconds} s. Open pages reload by themselves.",
        lang=lang,
        made=summary.made,
        pages=summary.pages,
        seconds=format_number(time.monotonic() - began, 1),
    )
    console.print(told, soft_wrap=True)
    problems = _problems(summary, lang)
    for problem in problems:
        console.print(f"[bold red]{escape(problem)}[/]", soft_wrap=True)
    return Told(version, problems)


def _problems(summary: BuildSummary, lang: str) -> tuple[str, ...]:
    return tuple(
        say(
            "cli",
            FAILURES[page.problem],
            lang=lang,
            page=page.page_id,
            detail=" ".join(page.detail.split())[:600],
        )
        for page in summary.failed
    )
