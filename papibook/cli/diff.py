"""``papibook diff``: what later revisions of the units' reports changed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from papibook.cli.shared import Shared, project_at
from papibook.ground.errors import ConfigError
from papibook.ground.numbers import NONE_MARK, format_date, has_clock
from papibook.ground.paths import Project
from papibook.ground.texts import say

if TYPE_CHECKING:
    import pandas as pd

    from papibook.data.edition.dataset import Dataset
    from papibook.model.plan import Edition


def add_diff(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(
        "diff", cls=shared.command, help=t("Show what later revisions of the units' reports changed.")
    )
    def diff(
        edition: Annotated[str, shared.edition],
        unit: Annotated[
            str, typer.Option("--unit", help=t("Only this unit: its name, short name or id."), metavar="UNIT")
        ] = "",
        against: Annotated[
            str,
            typer.Option(
                "--against",
                help=t("An earlier edition of the period; default: each revision against the one before."),
                metavar="EDITION",
            ),
        ] = "",
        csv: Annotated[
            Path | None, typer.Option("--csv", help=t("Also write the table to this file."), metavar="FILE")
        ] = None,
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        from papibook.data.edition.dataset import edition_of, read_dataset
        from papibook.data.export.excel_csv import write_table
        from papibook.data.given.reference import find_unit
        from papibook.model.as_of import LAST_DAY

        place = project_at(project)
        dataset = read_dataset(place, edition, as_of=LAST_DAY)
        earlier = edition_of(dataset.plan.file, against) if against else None
        unit_id = find_unit(unit, dataset.reference) if unit else ""
        revised = _revised(place, dataset, earlier, unit_id)
        named = _with_sender(revised, dataset)
        show_diff(Console(highlight=False), named, dataset, lang)
        if csv is not None:
            write_table(csv, named)


def _revised(project: Project, dataset: "Dataset", earlier: "Edition | None", unit_id: str) -> "pd.DataFrame":
    from papibook.data.edition.revised import edition_steps, revised_answers, revision_steps
    from papibook.data.persons import masked_frame, read_decisions
    from papibook.data.report.rules import rules_by_unit
    from papibook.model.plan import half_year_of

    edition, receipts = dataset.edition, dataset.current.receipts
    if earlier is None:
        steps = revision_steps(receipts)
    elif earlier.period != edition.period or earlier.data_closed_on >= edition.data_closed_on:
        raise ConfigError(
            "--against: {found} is no earlier edition of the period {period}.",
            found=earlier.edition_id,
            period=edition.period.period_id,
        )
    else:
        steps = edition_steps(receipts, earlier.data_closed_on, edition.data_closed_on)
    half = half_year_of(dataset.plan.file, edition.period)
    written = dataset.periods[half.period_id].figures if half else None
    rules = rules_by_unit(dataset.plan, dataset.reference, edition.period, written)
    wanted = [step for step in steps if step.unit_id in rules and step.unit_id in (unit_id or step.unit_id,)]
    revised = revised_answers(project, edition.period.period_id, wanted, rules)
    return masked_frame(revised, read_decisions(project, dataset.plan, dataset.reference))


def _with_sender(revised: "pd.DataFrame", dataset: "Dataset") -> "pd.DataFrame":
    """Who sent the new revision, which the office may see and no page tells."""
    receipts = dataset.current.receipts
    accepted = receipts[receipts["outcome"] == "accepted"].rename(columns={"revision": "new_revision"})
    keys = ["unit_id", "new_revision"]
    named = revised.merge(
        accepted[[*keys, "receipt_id", "sender"]], on=keys, how="left", validate="many_to_one"
    )
    return named.merge(
        dataset.reference.units[["unit_id", "unit_name"]], on="unit_id", how="left", validate="many_to_one"
    )


def show_diff(console: Console, revised: "pd.DataFrame", dataset: "Dataset", lang: str) -> None:
    """Step by step: unit, revisions, when, from whom, why; then each answer and what stood there before."""
    from papibook.views.common.answer_words import said_answer, said_field

    def t(message: str, **values: object) -> str:
        return say("status", message, lang=lang, **values)

    kinds = dataset.reference.indicators.set_index("indicator_id")["kind"].to_dict()
    rows = revised.astype(object).where(revised.notna(), None)
    for _, step in rows.groupby(["unit_id", "new_revision"], sort=False):
        first = step.iloc[0]
        console.print(
            f"[bold]{escape(first['unit_name'])}[/], "
            + escape(
                t(
                    "revision {old} → {new}, received {day} {time} from {sender} (receipt {receipt})",
                    old=first["old_revision"] or NONE_MARK,
                    new=first["new_revision"],
                    day=format_date(first["received_at"]),
                    time=f"{first['received_at']:%H:%M}" if has_clock(first["received_at"]) else "",
                    sender=first["sender"] or NONE_MARK,
                    receipt=first["receipt_id"],
                )
            ),
            soft_wrap=True,
        )
        if first["kind"] != "report":
            why = first["reason"] or t("not given")
            console.print("  " + escape(t("Reason given by the unit: {reason}", reason=why)), soft_wrap=True)
        table = Table(box=None, padding=(0, 1, 0, 2))
        for head in (t("Of"), t("Answer"), t("Before"), t("Now"), t("Unit's note")):
            table.add_column(head)
        for row in step.to_dict("records"):
            kind = kinds.get(row["subject_id"], "")
            cells = (said_answer(row["field"], row[name] or "", kind) or NONE_MARK for name in ("old", "new"))
            told = (row["subject_id"] or "", said_field(row["field"], lang), *cells, row["note"] or "")
            table.add_row(*(escape(text) for text in told))
        console.print(table)
        console.print()
    answers = revised[revised["kind"] != "report"]
    console.print(
        t(
            "{n} answers changed in the reports of {units} units.",
            n=len(answers),
            units=answers["unit_id"].nunique(),
        ),
        soft_wrap=True,
    )
