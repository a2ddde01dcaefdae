"""What commands tell at their end: findings, a build's summary, an error."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

import pandas as pd
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from papibook.ground.errors import PapibookError
from papibook.ground.numbers import format_number
from papibook.ground.texts import say
from papibook.model.findings import ERROR, NOTE, WARNING, Finding, from_frame

if TYPE_CHECKING:  # the press is slow to import, and `check` does not need it
    from papibook.press.build import BuildSummary

SEVERITY_STYLE = {"error": "bold red", "warning": "yellow", "note": "dim"}


def show_error(console: Console, error: PapibookError, lang: str) -> None:
    """One message that names what is wrong and what to do; no trace."""
    console.print(
        f"[bold red]{escape(say('cli', 'Error:', lang=lang))}[/] {escape(error.text(lang))}", soft_wrap=True
    )


def show_check(console: Console, findings: pd.DataFrame, edition: str, lang: str) -> bool:
    """All findings, file by file; True where one of them is an error."""
    found = from_frame(findings)
    for file, of_file in groupby(found, key=lambda finding: finding.file):
        console.print(f"\n[bold]{escape(file)}[/]", soft_wrap=True)
        for finding in of_file:
            _show_finding(console, finding, lang)
    counts = {severity: sum(f.severity == severity for f in found) for severity in (ERROR, WARNING, NOTE)}
    console.print()
    console.print(
        say(
            "cli",
            "{edition}: {errors} errors, {warnings} warnings, {notes} notes.",
            lang=lang,
            edition=edition,
            errors=counts[ERROR],
            warnings=counts[WARNING],
            notes=counts[NOTE],
        ),
        soft_wrap=True,
    )
    return counts[ERROR] > 0


def _show_finding(console: Console, finding: Finding, lang: str) -> None:
    place = " ".join(part for part in (finding.sheet, finding.cell) if part)
    style = SEVERITY_STYLE[finding.severity]
    word = say("cli", finding.severity, lang=lang)
    console.print(
        f"  [{style}]{escape(word)}[/] {escape(place)} [dim]{escape(finding.code)}[/]", soft_wrap=True
    )
    console.print(f"    {escape(finding.text(lang))}", soft_wrap=True)
    console.print(f"    → {escape(finding.cure(lang))}", soft_wrap=True)


def show_summary(
    console: Console, summary: BuildSummary, seconds: Iterable[tuple[str, float]], lang: str
) -> None:
    """The end of a build: counts, times, failed pages, and where the HTML and the PDF are."""

    def t(message: str, **values: object) -> str:
        return escape(say("cli", message, lang=lang, **values))

    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_row(t("Edition"), summary.edition_id)
    table.add_row(
        t("Pages"), t("{pages} (PDF: {pdf_pages})", pages=summary.pages, pdf_pages=summary.pdf_pages)
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
    for name, duration in seconds:
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
    for result in summary.failed:
        console.print(
            "[bold red]"
            + t("Page {page} failed: {detail}", page=result.job.page_id, detail=result.detail)
            + "[/]",
            soft_wrap=True,
        )
    for warning in summary.book_warnings:
        console.print("[yellow]" + escape(warning) + "[/]", soft_wrap=True)
    console.print()
    console.print(f"HTML  {summary.html}", soft_wrap=True, markup=False)
    console.print(f"PDF   {summary.pdf}", soft_wrap=True, markup=False)
