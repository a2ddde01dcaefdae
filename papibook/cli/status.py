"""``papibook status``: who owes a report, who has sent it, and what each has to do."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from papibook.cli.told.shared import Shared, project_at
from papibook.ground.numbers import NONE_MARK, format_date, format_moment, format_percent, has_clock
from papibook.ground.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from papibook.data.decisions import Waiting
    from papibook.model.plan import Edition

STYLES = {"send": "bold red", "mend": "red", "fill": "yellow", "check": "yellow", "nothing": "green"}


def add_status(app: typer.Typer, shared: Shared) -> None:
    """Add the command to ``app``."""
    t, lang = shared.t, shared.lang

    @app.command(
        "status", cls=shared.command, help=t("Tell who owes a report, who has sent it, and what is to do.")
    )
    def status(
        edition: Annotated[str, shared.edition],
        today: Annotated[
            str,
            typer.Option(
                "--today", help=t("As it stood at the end of that day; default: today."), metavar="DAY"
            ),
        ] = "",
        csv: Annotated[
            Path | None, typer.Option("--csv", help=t("Also write the table to this file."), metavar="FILE")
        ] = None,
        remind: Annotated[
            Path | None,
            typer.Option(
                "--remind",
                help=t("Folder for a reminder to each unit that has something to do."),
                metavar="DIR",
            ),
        ] = None,
        project: Annotated[Path | None, shared.project] = None,
        lang_: Annotated[str, shared.language] = lang,
        debug: Annotated[bool, shared.debug] = False,
    ) -> None:
        from papibook.cli.told.moments import moment_now, read_day
        from papibook.cli.told.reminders import refuse_foreign, write_reminders
        from papibook.data.decisions import waiting_files
        from papibook.data.edition.dataset import read_dataset
        from papibook.data.export.excel_csv import write_table
        from papibook.data.given.plan import plan_in_force
        from papibook.data.intake.inbox import zone_of
        from papibook.measures.counted import count_all, tables_of_office
        from papibook.measures.submission import submission_status, urged
        from papibook.model.edition import edition_row
        from papibook.views.office.reminders import reminders

        place = project_at(project)
        if remind is not None:
            refuse_foreign(remind)
        zone = zone_of(plan_in_force(place).timezone)
        day = read_day(today) if today else moment_now(zone).date()
        dataset = read_dataset(place, edition, as_of=day)
        counted = count_all(dataset)
        tables = tables_of_office(dataset, counted)
        now = submission_status(
            tables, dataset.edition.period.period_id, min(day, dataset.edition.data_closed_on)
        )
        now = urged(now, dataset.urgings[dataset.urgings["period_id"] == dataset.edition.period.period_id])
        waiting = tuple(
            each
            for each in waiting_files(place)
            if each.receipt.period_id in (dataset.edition.period.period_id, "")
            and each.receipt.received_at.date() <= day
        )
        console = Console(highlight=False)
        show_status(console, now, tables["units"], dataset.edition, day, lang)
        show_waiting(console, waiting, lang)
        if csv is not None:
            write_table(csv, _for_file(now, tables["units"], waiting))
        if remind is not None:
            texts = reminders(
                now, tables, edition_row(counted.edition), day, contact=dataset.plan.file.contact or ""
            )
            write_reminders(remind, texts)
            told = say("status", "{n} reminders in {folder}", lang=lang, n=len(texts), folder=remind)
            console.print(told, soft_wrap=True, markup=False)


def show_status(
    console: Console,
    status: "pd.DataFrame",
    units: "pd.DataFrame",
    edition: "Edition",
    as_of: date,
    lang: str,
) -> None:
    """A line a unit, those who need action first, then what followed letters, then the sums.

    Units whose rows one workbook has that has not come are one line.
    """
    from papibook.views.quality.status import urged_words

    def t(message: str, **values: object) -> str:
        return say("status", message, lang=lang, **values)

    names = dict(zip(units["unit_id"], units["short_name"], strict=True))
    table = Table(box=None, padding=(0, 1, 0, 0))
    table.add_column(t("Unit"))
    table.add_column(t("To do"))
    table.add_column(t("First sent"), no_wrap=True)
    table.add_column(t("Deadline"), no_wrap=True)
    for head in (t("Rev."), t("Complete"), t("E/W/N")):
        table.add_column(head, justify="right", no_wrap=True)
    silent = status.loc[status["to_do"] == "send", "reports_through"].value_counts()
    listed = set[str]()
    for row in status.astype(object).where(status.notna(), None).to_dict("records"):
        sender, name = row["reports_through"], names[row["unit_id"]]
        if row["to_do"] == "send" and sender is not None and silent[sender] > 1:
            name = t("{n} units", n=silent[sender])
            if sender in listed:
                continue
            listed.add(sender)
        table.add_row(
            escape(name),
            f"[{STYLES[row['to_do']]}]{escape(_to_do(row, names, lang))}[/]",
            _moment(row["first_received_at"]),
            escape(_against(row, lang)),
            NONE_MARK if row["revision"] is None else str(row["revision"]),
            format_percent(row["complete_pct"], 1, missing=NONE_MARK),
            NONE_MARK
            if row["revision"] is None
            else f"{row['n_errors']}/{row['n_warnings']}/{row['n_notes']}",
        )
    console.print(table)
    console.print(f"[dim]{escape(t('E/W/N: errors, warnings and notes that are open.'))}[/]")
    console.print()
    for row in status[status["urged_on"].notna()].astype(object).to_dict("records"):
        console.print(
            f"{escape(str(names[row['unit_id']]))}: {escape(urged_words(row, lang))}", soft_wrap=True
        )
    counts = status["report_status"].value_counts()
    console.print(
        t(
            "{edition}, end of {day}: {sent} of {units} units have sent ({late} of them late), {silent} have "
            "not. {errors} have errors to correct, {missing} answers are missing.",
            edition=edition.edition_id,
            day=format_date(as_of),
            units=len(status),
            sent=len(status) - int(counts.get("not_reported", 0)),
            late=int(counts.get("late", 0)),
            silent=int(counts.get("not_reported", 0)),
            errors=int((status["n_errors"] > 0).sum()),
            missing=int(status["n_missing"].sum()),
        ),
        soft_wrap=True,
    )
    carried = status[status["reports_through"].notna()]
    if len(carried):
        told = t(
            "{units} units report through {senders}: {workbooks} workbooks are expected, {come} have come.",
            units=len(carried),
            senders=", ".join(names[sender] for sender in carried["reports_through"].unique()),
            workbooks=len(status) - len(carried),
            come=int(status.loc[status["reports_through"].isna(), "revision"].notna().sum()),
        )
        console.print(told, soft_wrap=True)
    for deadline in edition.period.deadline_days:
        _tell_deadline(console, edition, deadline, as_of, lang)


def _tell_deadline(console: Console, edition: "Edition", deadline: date, as_of: date, lang: str) -> None:
    def t(message: str, **values: object) -> str:
        return say("status", message, lang=lang, **values)

    if as_of > edition.data_closed_on:
        told = t(
            "Deadline {day}. The data were closed at the end of {closed}; days are counted until then.",
            day=format_date(deadline),
            closed=format_date(edition.data_closed_on),
        )
        console.print(told, soft_wrap=True)
        return
    left = (deadline - as_of).days
    told = (
        t("Deadline {day}: {n} days left.", day=format_date(deadline), n=left)
        if left >= 0
        else t("Deadline {day}: passed {n} days ago.", day=format_date(deadline), n=-left)
    )
    closed = t("The data are closed at the end of {day}.", day=format_date(edition.data_closed_on))
    console.print(f"{told} {closed}", soft_wrap=True)


def show_waiting(console: Console, files: "Sequence[Waiting]", lang: str) -> None:
    """The files that wait for the office: since when, what of the answers in use each would lose and change,
    and the command that decides."""
    from papibook.data.returns.message import change_words

    if not files:
        return
    console.print()
    told = say("status", "{n} files wait for your decision:", lang=lang, n=len(files))
    console.print(f"[bold]{escape(told)}[/]", soft_wrap=True)
    for each in files:
        receipt = each.receipt
        told = say(
            "status",
            "{unit}: file “{name}”, since {moment} (receipt {receipt})",
            lang=lang,
            unit=each.unit_name or "?",
            name=receipt.original_name or "?",
            moment=format_moment(receipt.received_at),
            receipt=receipt.receipt_id,
        )
        console.print(f"  {escape(told)}", soft_wrap=True)
        if each.used is not None and each.replace is not None:
            console.print(f"    {escape(change_words(each.replace, lang))}", soft_wrap=True)
        told = say(
            "intake",
            "To decide: papibook decide {receipt} merge|replace|refuse --reason …",
            lang=lang,
            receipt=receipt.receipt_id,
        )
        console.print(f"    {escape(told)}", soft_wrap=True)


def _to_do(row: dict[str, Any], names: "Mapping[str, str]", lang: str) -> str:
    def t(message: str, **values: object) -> str:
        return say("status", message, lang=lang, **values)

    if row["to_do"] == "send":
        told = t("send the report")
        if row["asked_at"] is not None:
            told = t("none: its file of {day} waits for your decision", day=format_date(row["asked_at"]))
        elif row["waiting_revision"] is not None:
            told = t("sent after the data were closed; waits")
        elif row["refused_at"] is not None:
            told = t("send again: the file of {day} was refused", day=format_date(row["refused_at"]))
        if row["reports_through"] is not None:
            return t("through {sender}: {what}", sender=names[row["reports_through"]], what=told)
        return told
    parts = [t("correct {n} errors", n=row["n_errors"])] if row["n_errors"] else []
    opposed = row["n_contradictions"]
    parts += [t("settle {n} contradictions", n=opposed)] if opposed else []
    parts += [t("fill in {n} answers", n=row["n_missing"])] if row["n_missing"] else []
    unusual = row["n_to_check"]
    parts += [t("look again at {n} answers, or explain them", n=unusual)] if unusual else []
    if row["asked_at"] is not None:
        parts.append(t("its file of {day} waits for your decision", day=format_date(row["asked_at"])))
    return "; ".join(parts) or t("nothing")


def _against(row: dict[str, Any], lang: str) -> str:
    def t(message: str, **values: object) -> str:
        return say("status", message, lang=lang, **values)

    days = row["days_late"]
    if row["report_status"] == "not_reported":
        return t("{n} days over", n=days) if days > 0 else t("{n} days left", n=-days)
    if days > 0:
        return t("{n} days late", n=days)
    return t("{n} days early", n=-days) if days < 0 else t("on time")


def _moment(value: Any) -> str:
    if value is None:
        return NONE_MARK
    return f"{value:%d/%m %H:%M}" if has_clock(value) else f"{value:%d/%m}"


def _for_file(status: "pd.DataFrame", units: "pd.DataFrame", waiting: "Sequence[Waiting]") -> "pd.DataFrame":
    """The table; of each unit's files that wait how many answers in use they would lose and change."""
    names = units[["unit_id", "unit_name"]]
    for column in ("lost", "changed"):
        counts: dict[str, int] = {}
        for each in waiting:
            if each.used is not None and each.replace is not None:
                number = len(getattr(each.replace, column))
                counts[each.used.unit_id] = counts.get(each.used.unit_id, 0) + number
        status = status.assign(**{f"n_{column}": status["unit_id"].map(counts).astype("Int64")})
    named = names.merge(status.drop(columns=["file"]), on="unit_id", how="right", validate="one_to_one")
    first = ["period_id", "unit_id", "unit_name", "to_do"]
    return named[[*first, *(name for name in named.columns if name not in first)]]
