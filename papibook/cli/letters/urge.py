"""``papibook urge``: the letter that urges who owes a report, an answer or an overdue task."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from papibook.cli.told.shared import Shared, project_at
from papibook.ground.numbers import format_date
from papibook.ground.texts import say

if TYPE_CHECKING:
    from papibook.press.letters.urging import Owing


def add_urge(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(
        "urge",
        cls=shared.command,
        help=t("Write the letter that urges who owes something, and a text for each unit; record it."),
    )
    def urge(
        edition: Annotated[str, shared.edition],
        today: Annotated[
            str,
            typer.Option(
                "--today", help=t("As it stood at the end of that day; default: today."), metavar="DAY"
            ),
        ] = "",
        out: Annotated[
            Path | None,
            typer.Option("--out", help=t("The folder; default: bao-cao in the project."), metavar="DIR"),
        ] = None,
        dry_run: Annotated[
            bool, typer.Option("--dry-run", help=t("Only tell who would be urged; write and record nothing."))
        ] = False,
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        from papibook.cli.told.moments import now_of, read_day
        from papibook.cli.told.reminders import refuse_foreign, write_reminders
        from papibook.data.edition.dataset import read_dataset
        from papibook.data.letters.urgings import add_urgings, urgings_file
        from papibook.press.documents.write import write_document
        from papibook.press.letters.urging import owing_on, urging_letter

        place = project_at(project)
        day = read_day(today) if today else now_of(place).date()
        dataset = read_dataset(place, edition, as_of=day)
        owing = owing_on(dataset, day)
        console = Console(highlight=False)
        _tell(console, owing, lang)
        if dry_run or owing.asked.empty:
            return
        plan, name = dataset.plan.file, f"{dataset.edition.period.period_id}-{day.isoformat()}"
        folder = (out or place.root / "bao-cao").absolute()
        texts = folder / f"don-doc-{name}"
        refuse_foreign(texts)
        letter = urging_letter(plan, dataset.edition, owing)
        written = write_document(place.root, plan, letter, folder, f"cong-van-don-doc-{name}")
        write_reminders(texts, owing.texts)
        added = add_urgings(place, dataset.plan, owing.asked, day)
        told = say(
            "cli",
            "{word}: number, day, signature and seal are left open. {pdf}: {pages} pages.",
            lang=lang,
            word=str(written.word),
            pdf=str(written.pdf),
            pages=written.pages,
        )
        console.print(told, soft_wrap=True, markup=False)
        told = say(
            "cli",
            "A text for each unit: {folder}. Recorded in {ledger}: {added} units urged on {day}.",
            lang=lang,
            folder=str(texts),
            ledger=str(urgings_file(place)),
            added=added,
            day=format_date(day),
        )
        console.print(told, soft_wrap=True, markup=False)


def _tell(console: Console, owing: "Owing", lang: str) -> None:
    """A line a unit: what it is urged to do."""
    from papibook.model.groups import carriers

    names, through = owing.units.set_index("unit_id")["short_name"], carriers(owing.units)
    asked = {
        "send": "send the report",
        "mend": "mend the report",
        "fill": "fill in what is missing",
        "nothing": "",
    }
    for row in owing.asked.itertuples():
        parts = [say("cli", asked[str(row.asked)], lang=lang)] if asked[str(row.asked)] else []
        parts += [say("cli", "{n} overdue tasks", lang=lang, n=row.n_overdue)] if row.n_overdue else []
        unit = names[row.unit_id]
        if row.unit_id in through:
            sender = names[through[row.unit_id]]
            unit = say("cli", "{unit} (through {sender})", lang=lang, unit=unit, sender=sender)
        console.print(f"{unit}: {'; '.join(parts)}", soft_wrap=True, markup=False)
    if owing.asked.empty:
        console.print(
            say("cli", "Nobody owes anything that is due: there is nothing to urge.", lang=lang),
            soft_wrap=True,
        )
