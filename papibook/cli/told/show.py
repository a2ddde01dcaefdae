"""What commands tell at their end: a build's summary, an error. Light to import."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from papibook.ground.errors import PapibookError
from papibook.ground.numbers import format_number
from papibook.ground.paths import Project
from papibook.ground.texts import say
from papibook.press.edition.record import BuildSummary

FAILURES = {
    "raised": "Page {page} failed: {detail}",
    "hung": "Page {page} failed: a cell ran past its deadline and was stopped.",
    "died": "Page {page} failed: its kernel died; perhaps the memory is full.",
}
"""What is told of a failed page, by its problem; msgids of ``cli``."""


def show_error(console: Console, error: PapibookError, lang: str) -> None:
    """One message that names what is wrong and what to do; no trace."""
    console.print(
        f"[bold red]{escape(say('cli', 'Error:', lang=lang))}[/] {escape(error.text(lang))}", soft_wrap=True
    )


def show_summary(
    console: Console,
    summary: BuildSummary,
    project: Project,
    seconds: Iterable[tuple[str, float]],
    lang: str,
) -> None:
    """The end of a build: counts, times, failed pages, and where the HTML and the PDF are."""

    def t(message: str, **values: object) -> str:
        return escape(say("cli", message, lang=lang, **values))

    durations = list(seconds)
    made = summary.made if durations else 0
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_row(t("Edition"), summary.edition_id)
    table.add_row(
        t("Pages"),
        t(
            "{pages}, {made} of them made now (PDF: {pdf_pages})",
            pages=summary.pages,
            made=made,
            pdf_pages=summary.pdf_pages,
        ),
    )
    table.add_row(
        t("Units that reported"),
        t("{reported} of {expected}", reported=summary.units_reported, expected=summary.units_expected),
    )
    table.add_row(
        t("Findings"),
        t(
            "{errors} errors, {warnings} warnings, {notes} notes",
            errors=summary.findings["error"],
            warnings=summary.findings["warning"],
            notes=summary.findings["note"],
        ),
    )
    for name, duration in durations:
        table.add_row(escape(name), t("{seconds} s", seconds=format_number(duration, 1)))
    console.print()
    console.print(table)
    if summary.findings["error"]:
        console.print(
            t(
                "Rows with errors stay out of the totals, see the quality page or: papibook check {edition}",
                edition=summary.edition_id,
            ),
            soft_wrap=True,
        )
    for warning in summary.plan_warnings:
        console.print("[yellow]" + escape(warning.text(lang)) + "[/]", soft_wrap=True)
    for result in summary.failed:
        console.print(
            "[bold red]"
            + t(FAILURES[result.problem], page=result.page_id, detail=" ".join(result.detail.split())[:600])
            + "[/]",
            soft_wrap=True,
        )
    if summary.failed:
        folder = project.edition(summary.edition_id) / "failed"
        console.print(
            t("The failing cell is marked in the notebooks of {folder}", folder=folder), soft_wrap=True
        )
    for text in summary.noise:
        console.print(
            "[yellow]" + t("A page printed something that readers do not see: {text}", text=text) + "[/]",
            soft_wrap=True,
        )
    if summary.left_out:
        text = t(
            "Not in the book, because _toc.yml does not list them: {pages}. Links to them lead nowhere.",
            pages=", ".join(summary.left_out),
        )
        console.print(f"[yellow]{text}[/]", soft_wrap=True)
    if summary.unmade_documents:
        text = t("The edition offers no documents: {problem}", problem=summary.unmade_documents)
        console.print("[yellow]" + escape(text) + "[/]", soft_wrap=True)
    for text in summary.book_warnings:
        console.print("[yellow]" + escape(text) + "[/]", soft_wrap=True)
    console.print()
    console.print(f"HTML  {summary.html(project)}", soft_wrap=True, markup=False)
    for path in summary.pdfs(project):
        console.print(f"PDF   {path}", soft_wrap=True, markup=False)
