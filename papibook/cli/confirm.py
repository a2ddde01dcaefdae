"""``papibook confirm``: what is asked about the reports, and the office's word that it is right."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from papibook.cli.told.shared import Shared, project_at
from papibook.ground.errors import ConfigError
from papibook.ground.texts import say

if TYPE_CHECKING:
    from papibook.data.edition.questions import Question


def add_confirm(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(
        "confirm",
        cls=shared.command,
        help=t(
            "List what is asked about the reports and may be right all the same; with --line and "
            "--explanation: confirm it."
        ),
    )
    def confirm(
        edition: Annotated[str, shared.edition],
        line: Annotated[
            list[int] | None,
            typer.Option("--line", help=t("This line of the list is right; may be repeated."), metavar="N"),
        ] = None,
        explanation: Annotated[
            str,
            typer.Option("--explanation", help=t("Why; it is printed with the figure."), metavar="TEXT"),
        ] = "",
        by: Annotated[
            str,
            typer.Option(
                "--by", help=t("Who confirmed it: a post or an office, no person's name."), metavar="WHO"
            ),
        ] = "",
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        from papibook.cli.told.moments import moment_now
        from papibook.data.edition.dataset import read_dataset
        from papibook.data.edition.questions import confirm as write
        from papibook.data.edition.questions import questions
        from papibook.data.intake.inbox import zone_of

        place, console = project_at(project), Console(highlight=False)
        dataset = read_dataset(place, edition)
        asked = questions(place, dataset)
        names = {
            str(unit_id): str(name)
            for unit_id, name in dataset.reference.units[["unit_id", "unit_name"]].itertuples(index=False)
        }
        if not line:
            if explanation or by:
                raise ConfigError("Name the lines with --line.")
            _show(console, asked, names, edition, lang)
            return
        today = moment_now(zone_of(dataset.plan.file.timezone)).date()
        for each in write(place, asked, line, explanation, by, today):
            _show_line(console, each, lang)


def _show(
    console: Console, asked: "Sequence[Question]", names: dict[str, str], edition: str, lang: str
) -> None:
    for unit_id, of_unit in groupby(asked, key=lambda each: each.finding.unit_id):
        console.print(f"\n[bold]{escape(names.get(unit_id, unit_id))}[/]", soft_wrap=True)
        for each in of_unit:
            _show_line(console, each, lang)
    console.print()
    told = say(
        "status",
        "{edition}: {count} lines, {open} without an explanation.",
        lang=lang,
        edition=edition,
        count=len(asked),
        open=sum(each.is_open for each in asked),
    )
    console.print(told, soft_wrap=True, markup=False)


def _show_line(console: Console, each: "Question", lang: str) -> None:
    finding = each.finding
    place = " ".join(part for part in (finding.sheet, finding.cell, finding.subject_id) if part)
    style = "yellow" if each.is_open else "dim"
    console.print(
        f"{each.number:>4} [{style}]{escape(place)}[/] {escape(finding.text(lang))}", soft_wrap=True
    )
