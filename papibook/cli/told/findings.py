"""Findings as ``papibook check`` tells them: file by file, with place, message and cure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import pandas as pd
from rich.console import Console
from rich.markup import escape

from papibook.ground.problems import Problem
from papibook.ground.texts import say
from papibook.model.findings import ERROR, NOTE, WARNING, Finding, from_frame

SEVERITY_STYLE = {"error": "bold red", "warning": "yellow", "note": "dim"}


def show_check(
    console: Console, findings: pd.DataFrame, plan_warnings: Sequence[Problem], edition: str, lang: str
) -> bool:
    """What the plan asks that cannot be, then all findings, file by file; True where one is an error."""
    found = from_frame(findings)
    style, word = SEVERITY_STYLE[WARNING], escape(say("cli", WARNING, lang=lang))
    for warning in plan_warnings:
        console.print(f"\n[{style}]{word}[/] {escape(warning.text(lang))}", soft_wrap=True)
    for file, of_file in groupby(found, key=lambda finding: finding.file):
        console.print(f"\n[bold]{escape(file)}[/]", soft_wrap=True)
        for finding in of_file:
            show_finding(console, finding, lang)
    counts = {severity: sum(f.severity == severity for f in found) for severity in (ERROR, WARNING, NOTE)}
    counts[WARNING] += len(plan_warnings)
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


def show_finding(console: Console, finding: Finding, lang: str, *, mark: str = "") -> None:
    """Severity, ``mark``, place and code, then what is wrong and what to do."""
    style = SEVERITY_STYLE[finding.severity]
    word = say("cli", finding.severity, lang=lang)
    marked = f"{word} [{mark}]" if mark else word
    place = "".join(f" {escape(part)}" for part in (finding.sheet, finding.cell) if part)
    console.print(f"  [{style}]{escape(marked)}[/]{place} [dim]{escape(finding.code)}[/]", soft_wrap=True)
    console.print(f"    {escape(finding.text(lang))}", soft_wrap=True)
    console.print(f"    → {escape(finding.cure(lang))}", soft_wrap=True)
