"""Reminders: a plain text for each unit that owes something or has errors, ready to paste into a message.

Always in Vietnamese; nothing of one unit's stands in another's.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from papibook.ground.numbers import format_date
from papibook.ground.texts import say
from papibook.ground.vietnamese import fold
from papibook.measures.periods import of_period
from papibook.measures.submission import NOTHING, SEND, unanswered
from papibook.model.findings import BLANK_SHEET, UNITS_SILENT
from papibook.model.layout import FIGURES_SHEET, TASKS_SHEET
from papibook.views.common import words
from papibook.views.common.edition import EditionRow
from papibook.views.common.rows import Row, rows_of


def heading() -> str:
    """The first line of every reminder."""
    return say("status", "REMINDER TO REPORT")


def reminders(
    status: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
    edition: EditionRow,
    as_of: date,
    *,
    contact: str = "",
    late: pd.DataFrame | None = None,
) -> dict[str, str]:
    """unit_id → text, without its :func:`heading`, for every unit that has something to do.

    What units have to do that report through another is said to that one, unit by unit.

    Args:
        status: result of papibook.measures.submission_status.
        tables: by the names of their schemas: units, tasks, indicators, obligations, figures, findings.
        contact: whom a unit asks about its report, as plan.yml names it.
        late: overdue tasks to name (of papibook.measures.overdue); left out, none is named.
    """
    period_id = str(edition.period_id)
    findings = of_period(tables["findings"], period_id)
    missing = unanswered(of_period(tables["obligations"], period_id), of_period(tables["figures"], period_id))
    names = dict(
        zip(
            [*tables["tasks"]["task_id"], *tables["indicators"]["indicator_id"]],
            [*tables["tasks"]["title"], *tables["indicators"]["indicator_name"]],
            strict=True,
        )
    )
    units = tables["units"].set_index("unit_id")
    addressed = units["addressed_as"].fillna(units["unit_name"])
    texts = {}
    tasks = {} if late is None else {str(unit_id): rows for unit_id, rows in late.groupby("unit_id")}
    carried = status[status["reports_through"].notna()]
    is_told = (status["to_do"] != NOTHING) | status["unit_id"].isin(list(tasks))
    asked = {*status.loc[is_told, "reports_through"].dropna()}
    is_told |= status["unit_id"].isin(asked)
    for row in rows_of(status[is_told & status["reports_through"].isna()]):
        unit_id = str(row["unit_id"])
        parts = carried[carried["reports_through"] == unit_id]
        lines = _head(row, str(addressed[unit_id]), edition, as_of)
        if row["to_do"] == SEND:
            lines += _not_sent(row, as_of)
            lines += _not_sent_of_parts(parts, units["unit_name"])
        else:
            lines += _sent(row)
            lines += _in_report(unit_id, findings, missing, names)
            lines += _of_parts(parts, units["unit_name"], findings, missing, names)
        lines += _late(tasks.get(unit_id))
        for each in parts["unit_id"]:
            if each in tasks:
                lines += [_rows_of_unit(str(units["unit_name"][each])), *_late(tasks[each])]
        is_done = row["to_do"] == NOTHING and (parts["to_do"] == NOTHING).all()
        lines += _end(row, edition, as_of) if not is_done else []
        lines += [say("returns", "Questions: {contact}.", contact=contact)] if contact else []
        texts[unit_id] = "\n".join(lines) + "\n"
    return texts


def _in_report(
    unit_id: str, findings: pd.DataFrame, missing: pd.DataFrame, names: Mapping[str, str]
) -> list[str]:
    """What is to be mended, filled in and looked at again of one unit."""
    own, gaps = (frame[frame["unit_id"] == unit_id] for frame in (findings, missing))
    is_gap = own["subject_id"].isin(gaps["subject_id"])
    errors = own[own["severity"] == "error"]
    is_blank = own["code"] == BLANK_SHEET
    is_other = own["code"] == UNITS_SILENT  # said below, unit by unit
    warnings = own[(own["severity"] == "warning") & ~is_gap & ~is_blank & ~is_other]
    return [
        *_cells(errors, names, say("status", "Cells to correct ({n}):")),
        *_missing(gaps, own[is_gap], own[is_blank], names),
        *_cells(warnings, names, say("status", "Please look at these again ({n}):")),
    ]


def _rows_of_unit(name: str) -> str:
    return say("status", "In the rows of {unit}:", unit=name)


def _not_sent_of_parts(parts: pd.DataFrame, unit_names: pd.Series) -> list[str]:
    """Whose rows the workbook that has not come is to have too."""
    if parts.empty:
        return []
    listed = ", ".join(str(unit_names[unit_id]) for unit_id in parts["unit_id"])
    told = say(
        "status",
        "The same file also has the rows of {n} units that report through yours: {names}.",
        n=len(parts),
        names=listed,
    )
    return [told, ""]


def _of_parts(
    parts: pd.DataFrame,
    unit_names: pd.Series,
    findings: pd.DataFrame,
    missing: pd.DataFrame,
    names: Mapping[str, str],
) -> list[str]:
    """What is to be done in the rows of the units that report through the one that is written to."""
    silent = [str(unit_names[unit_id]) for unit_id in parts.loc[parts["to_do"] == SEND, "unit_id"]]
    lines = []
    if silent:
        told = say(
            "status",
            "The rows of {n} units that report through yours are not filled in: {names}.",
            n=len(silent),
            names=", ".join(silent),
        )
        lines += [told, ""]
    for unit_id in parts.loc[~parts["to_do"].isin((SEND, NOTHING)), "unit_id"]:
        lines.append(_rows_of_unit(str(unit_names[unit_id])))
        lines += _in_report(str(unit_id), findings, missing, names)
    return lines


def _head(row: Row, unit_name: str, edition: EditionRow, as_of: date) -> list[str]:
    deadline = pd.Timestamp(row["deadline_on"])
    left = (deadline - pd.Timestamp(as_of)).days
    told = say("status", "Deadline: the end of {day}.", day=format_date(deadline))
    if left >= 0:
        told += " " + (
            say("status", "{n} days are left.", n=left) if left else say("status", "That is today.")
        )
    elif row["to_do"] == SEND and pd.Timestamp(as_of) <= pd.Timestamp(edition.data_closed_on):
        told += " " + say("status", "It passed {n} days ago.", n=-left)
    about = say(
        "status",
        "About: report on plan {plan}, period {period}",
        plan=edition.plan_number,
        period=words.within_sentence(edition.period_name),
    )
    return ["", say("status", "To: {unit}", unit=unit_name), about, told, ""]


def _not_sent(row: Row, as_of: date) -> list[str]:
    lines = [
        say("status", "By the end of {day} no report of your unit was accepted.", day=format_date(as_of))
    ]
    if not words.is_missing(row["asked_at"]):
        lines.append(_looked_at(row))
    elif not words.is_missing(row["refused_at"]):
        lines.append(
            say(
                "status",
                "The file that came on {day} could not be taken as a report.",
                day=format_date(row["refused_at"]),
            )
        )
    if not words.is_missing(row["waiting_revision"]):
        lines.append(
            say(
                "status",
                "Your report of {day} came after the data were closed; it waits for the next edition.",
                day=format_date(row["waiting_received_at"]),
            )
        )
    owed = say(
        "status",
        "Your unit reports on {tasks} tasks and {figures} figures.",
        tasks=words.int_of(row["tasks_owed"]),
        figures=words.int_of(row["figures_owed"]),
    )
    return [*lines, owed, ""]


def _sent(row: Row) -> list[str]:
    told = say(
        "status",
        "Your report was received on {day} (revision {n}). Thank you.",
        day=format_date(row["received_at"]),
        n=words.int_of(row["revision"]),
    )
    days = words.int_of(row["days_late"])
    if days > 0:
        told += " " + say("status", "It came {n} days late.", n=days)
    told += "" if words.is_missing(row["asked_at"]) else f" {_looked_at(row)}"
    return [told, ""]


def _looked_at(row: Row) -> str:
    return say(
        "status",
        "Your file of {day} is still being looked at and is not used yet.",
        day=format_date(row["asked_at"]),
    )


def _cells(findings: pd.DataFrame, names: Mapping[str, str], title: str) -> list[str]:
    if findings.empty:
        return []
    lines = [title.format(n=len(findings))]
    for row in rows_of(findings):
        place = _place(words.text_of(row["sheet"]), words.text_of(row["cell"]))
        subject = words.text_of(row["subject_id"])
        name = _one_line(names.get(subject, ""))
        about = f"{subject} “{name}”: " if name else ""
        lines.append(f"- {place}{about}{_one_line(row['message'])} {_one_line(row['cure'])}".rstrip())
    return [*lines, ""]


def _place(sheet: str, cell: str) -> str:
    if sheet and cell:
        return say("status", "Sheet “{sheet}”, cell {cell}: ", sheet=sheet, cell=cell)
    return say("status", "Sheet “{sheet}”: ", sheet=sheet) if sheet else ""


def _missing(
    missing: pd.DataFrame, findings: pd.DataFrame, blank: pd.DataFrame, names: Mapping[str, str]
) -> list[str]:
    """What is missing, with its cell where a finding names it; a sheet that is all blank is one line."""
    if missing.empty:
        return []
    count = len(missing)
    told = [f"- {_one_line(row['message'])}" for row in rows_of(blank)]
    sheets = {TASKS_SHEET: "task", FIGURES_SHEET: "figure"}
    whole = [kind for name, kind in sheets.items() if fold(name) in map(fold, blank["sheet"].dropna())]
    missing = missing[~missing["kind"].isin(whole)]
    places = {
        row["subject_id"]: _place(words.text_of(row["sheet"]), words.text_of(row["cell"]))
        for row in rows_of(findings)
    }
    kinds = {"task": say("status", "Task {id}: {name}"), "figure": say("status", "Figure {id}: {name}")}
    lines = [
        f"- {places.get(subject_id, '')}"
        + kinds[kind].format(id=subject_id, name=_one_line(names.get(subject_id, "")))
        for kind, subject_id in missing[["kind", "subject_id"]].itertuples(index=False)
    ]
    return [say("status", "Still missing ({n}):", n=count), *told, *lines, ""]


def _late(tasks: pd.DataFrame | None) -> list[str]:
    """The unit's overdue tasks, and what it is asked to do about them."""
    if tasks is None:
        return []
    lines = [
        "- "
        + say(
            "status",
            "{name}: due on {day}",
            name=f"{row['task_id']} “{_one_line(row['title'])}”",
            day=format_date(row["due_date"]),
        )
        for row in rows_of(tasks)
    ]
    asked = say(
        "status", "Please complete these tasks, and say why they are late and when they will be done."
    )
    return [say("status", "Tasks overdue and not done ({n}):", n=len(tasks)), *lines, asked, ""]


def _end(row: Row, edition: EditionRow, as_of: date) -> list[str]:
    closed = pd.Timestamp(edition.data_closed_on)
    if pd.Timestamp(as_of) > closed:
        return [
            say(
                "status",
                "The data of this period were closed on {day}; what comes now goes into the next edition.",
                day=format_date(closed),
            )
        ]
    if not words.is_missing(row["asked_at"]):
        return [
            say(
                "status",
                "If a file was sent back to you, please correct it and send it again. The data are closed at "
                "the end of {day}.",
                day=format_date(closed),
            )
        ]
    if row["to_do"] == SEND:
        return [
            say(
                "status",
                "Please fill in the form and send it. The data are closed at the end of {day}.",
                day=format_date(closed),
            )
        ]
    return [
        say(
            "status",
            "Please correct the file that you sent and send the whole file again. The data are closed at the "
            "end of {day}.",
            day=format_date(closed),
        )
    ]


def _one_line(text: object) -> str:
    return " ".join(words.text_of(text).split())
