"""``papibook persons``: the review list of personal texts, and the office's answers to its lines."""

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
    import pandas as pd

    from papibook.data.edition.persons import ReviewLine

_KINDS = {
    "phone": "phone",
    "identity": "identity card",
    "email": "e-mail",
    "address": "home address",
    "name": "name",
}


def add_persons(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(
        "persons",
        cls=shared.command,
        help=t(
            "List phone numbers, identity cards, addresses and names in the reports; with --keep or --mask: "
            "say what is published of them."
        ),
    )
    def persons(
        edition: Annotated[str, shared.edition],
        keep: Annotated[
            list[int] | None,
            typer.Option("--keep", help=t("This line of the list stays; may be repeated."), metavar="N"),
        ] = None,
        mask: Annotated[
            list[int] | None,
            typer.Option("--mask", help=t("This line of the list is hidden; may be repeated."), metavar="N"),
        ] = None,
        reason: Annotated[
            str,
            typer.Option(
                "--reason", help=t("Why; needed where a number or an address is to stay."), metavar="TEXT"
            ),
        ] = "",
        by: Annotated[
            str,
            typer.Option(
                "--by", help=t("Who decided: a post or an office, no person's name."), metavar="WHO"
            ),
        ] = "",
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        from papibook.cli.told.moments import moment_now
        from papibook.data.edition.dataset import read_unmasked
        from papibook.data.edition.persons import answer_lines, review_list
        from papibook.data.intake.inbox import zone_of

        place, console = project_at(project), Console(highlight=False)
        written, decisions = read_unmasked(place, edition)
        lines, units = review_list(written, decisions), written.reference.units
        answers = [*((number, "keep") for number in keep or ()), *((number, "mask") for number in mask or ())]
        if not answers:
            if reason or by:
                raise ConfigError("Name the lines with --keep or --mask.")
            _show(console, lines, units, edition, lang)
            return
        twice = sorted({*(keep or ())} & {*(mask or ())})
        if twice:
            raise ConfigError("Line {number} cannot be kept and hidden.", number=twice[0])
        today = moment_now(zone_of(written.plan.file.timezone)).date()
        for line in answer_lines(place, lines, answers, reason, by, today):
            _show_line(console, line, lang)


def _show(
    console: Console, lines: "Sequence[ReviewLine]", units: "pd.DataFrame", edition: str, lang: str
) -> None:
    names = units.set_index("unit_id")["unit_name"]

    def t(message: str, **values: object) -> str:
        return say("persons", message, lang=lang, **values)

    for is_published, part in groupby(lines, key=lambda line: line.is_published):
        if not is_published:
            console.print("\n" + escape(t("Named by the report itself, on no page; no answer is needed:")))
        for unit_id, of_unit in groupby(part, key=lambda line: line.unit_id):
            name = str(names.get(unit_id, unit_id)) if unit_id else t("The office's own words")
            console.print(f"\n[bold]{escape(name)}[/]", soft_wrap=True)
            for line in of_unit:
                _show_line(console, line, lang)
    console.print()
    console.print(
        t(
            "{edition}: {count} lines, {open} without an answer.",
            edition=edition,
            count=len(lines),
            open=sum(line.is_open for line in lines),
        ),
        soft_wrap=True,
    )


def _show_line(console: Console, line: "ReviewLine", lang: str) -> None:
    """Number, kind, text, how it stands; then where it stands and what is around it."""

    def t(message: str, **values: object) -> str:
        return say("persons", message, lang=lang, **values)

    state = t("hidden") if line.is_hidden else t("shown") if line.is_published else t("on no page")
    if line.answer:
        state = t("to stay") if line.answer == "keep" else t("to be hidden")
        state += f": {line.reason}" if line.reason else ""
    style = "yellow" if line.is_open else "dim"
    console.print(
        f"{line.number:>4} [{style}]{escape(t(_KINDS[line.kind]))}[/] [bold]{escape(line.text)}[/] "
        f"[{style}]({escape(state)})[/]",
        soft_wrap=True,
    )
    more = t(", {count} places", count=line.n_places) if line.n_places > 1 else ""
    around = f"{line.before}{line.text}{line.after}".strip() if line.is_published else ""
    told = f"{line.period_id}, {line.place}{more}" + (f": {around}" if around != line.text and around else "")
    console.print(f"     [dim]{escape(told)}[/]", soft_wrap=True)
