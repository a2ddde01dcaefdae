"""``papibook diff``: what later revisions of the units' reports changed."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from papibook.cli.told.shared import Shared, project_at
from papibook.ground.errors import ConfigError
from papibook.ground.numbers import NONE_MARK, format_date, has_clock
from papibook.ground.paths import Project
from papibook.ground.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from papibook.data.edition.dataset import Dataset
    from papibook.data.edition.revised import Revised
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
        steps = _steps(place, dataset, earlier, unit_id)
        show_diff(Console(highlight=False), steps, dataset, lang)
        if csv is not None:
            write_table(csv, _for_file(steps, dataset))


def _steps(
    project: Project, dataset: "Dataset", earlier: "Edition | None", unit_id: str
) -> "tuple[Revised, ...]":
    from papibook.data.edition.revised import edition_steps, revised, revision_steps
    from papibook.data.persons import masked_frame, read_decisions
    from papibook.data.report.rules import rules_by_unit
    from papibook.model.groups import carriers
    from papibook.model.plan import contained_in

    edition, receipts = dataset.edition, dataset.current.receipts
    through = carriers(dataset.reference.units)
    if earlier is None:
        steps = revision_steps(receipts, through)
    elif earlier.period != edition.period or earlier.data_closed_on >= edition.data_closed_on:
        raise ConfigError(
            "--against: {found} is no earlier edition of the period {period}.",
            found=earlier.edition_id,
            period=edition.period.period_id,
        )
    else:
        steps = edition_steps(receipts, earlier.data_closed_on, edition.data_closed_on, through)
    inner = contained_in(dataset.plan.file, edition.period)
    written = dataset.periods[inner.period_id].floors if inner else None
    rules = rules_by_unit(dataset.plan, dataset.reference, edition.period, written)
    wanted = [step for step in steps if step.unit_id in rules and step.unit_id in (unit_id or step.unit_id,)]
    decisions = read_decisions(project, dataset.plan, dataset.reference)
    return tuple(
        replace(each, rows=masked_frame(each.rows, decisions))
        for each in revised(project, edition.period.period_id, wanted, rules)
        if each.step.unit_id == each.step.last.unit_id or len(each.rows) - (each.change is None)
    )


def _for_file(steps: "tuple[Revised, ...]", dataset: "Dataset") -> "pd.DataFrame":
    """All rows, with the receipt behind each and who sent it, which the office may see and no page tells."""
    import pandas as pd

    from papibook.model.tables import REVISED

    parts = [
        each.rows.assign(receipt_id=each.step.last.receipt_id, sender=each.step.last.sender) for each in steps
    ]
    names = [*REVISED.empty().columns, "receipt_id", "sender"]
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=names)
    return rows.merge(
        dataset.reference.units[["unit_id", "unit_name"]], on="unit_id", how="left", validate="many_to_one"
    )


def show_diff(console: Console, steps: "tuple[Revised, ...]", dataset: "Dataset", lang: str) -> None:
    """Step by step: unit, revisions, when, from whom, why; how many answers are lost and changed; then each
    answer and what stood there before."""

    def t(message: str, **values: object) -> str:
        return say("status", message, lang=lang, **values)

    names = dataset.reference.units.set_index("unit_id")["unit_name"]
    kinds = dataset.reference.indicators.set_index("indicator_id")["kind"].to_dict()
    for each in steps:
        told = f"[bold]{escape(str(names[each.step.unit_id]))}[/], {escape(_head(each, lang))}"
        console.print(told, soft_wrap=True)
        for line in _why(each, lang):
            console.print(f"  {escape(line)}", soft_wrap=True)
        console.print(_answers_table(each, kinds, lang))
        console.print()
    changes = [each.change for each in steps if each.change is not None]
    console.print(
        t(
            "{changed} answers changed, {lost} lost, {added} added in the reports of {units} units.",
            changed=sum(len(change.changed) for change in changes),
            lost=sum(len(change.lost) for change in changes),
            added=sum(len(change.added) for change in changes),
            units=len({each.step.unit_id for each in steps if each.change is not None}),
        ),
        soft_wrap=True,
    )


def _head(each: "Revised", lang: str) -> str:
    """From which revision to which, and by what."""
    step, line = each.step, each.step.last
    facts = {
        "old": step.old[-1].revision if step.old else NONE_MARK,
        "new": step.new[-1].revision if step.new else NONE_MARK,
        "which": line.revision,
        "day": format_date(line.received_at.date()),
        "time": f"{line.received_at:%H:%M}" if has_clock(line.received_at) else "",
        "sender": line.sender or NONE_MARK,
        "receipt": line.receipt_id,
    }

    def t(message: str) -> str:
        return say("status", message, lang=lang, **facts)

    match line.outcome:
        case "withdrawn":
            return t("revision {old} → {new}: revision {which} withdrawn on {day} {time} (receipt {receipt})")
        case "restored":
            return t("revision {old} → {new}: revision {which} restored on {day} {time} (receipt {receipt})")
        case _:
            return t("revision {old} → {new}, received {day} {time} from {sender} (receipt {receipt})")


def _why(each: "Revised", lang: str) -> "Iterator[str]":
    """The reason that is given, then how many answers are kept, changed, added and lost."""
    from papibook.data.returns.message import change_words

    reasons = [str(reason) for reason in each.rows["reason"].dropna().unique()[:1]]
    if not each.step.last.is_accepted:
        yield say("status", "Reason given by the office: {reason}", lang=lang, reason=each.step.last.reason)
    elif each.step.old and each.change is not None:
        why = reasons[0] if reasons else say("status", "not given", lang=lang)
        yield say("status", "Reason given by the unit: {reason}", lang=lang, reason=why)
    if each.change is not None:
        yield change_words(each.change, lang)


def _answers_table(each: "Revised", kinds: "dict[str, str]", lang: str) -> Table:
    from papibook.views.common.answer_words import said_answer, said_field

    def t(message: str) -> str:
        return say("status", message, lang=lang)

    table = Table(box=None, padding=(0, 1, 0, 2))
    for head in (t("Of"), t("Answer"), t("Before"), t("Now"), t("Unit's note")):
        table.add_column(head)
    for row in each.rows.astype(object).where(each.rows.notna(), None).to_dict("records"):
        kind = kinds.get(row["subject_id"], "")
        cells = (said_answer(row["field"], row[name] or "", kind) or NONE_MARK for name in ("old", "new"))
        told = (row["subject_id"] or "", said_field(row["field"], lang), *cells, row["note"] or "")
        table.add_row(*(escape(text) for text in told))
    return table
