"""Checks of the sheet of tasks: each row against the plan, the period and itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from papibook.data.report.explanations import shortened
from papibook.data.report.places import Entry, Origin, TableSheet, cell_findings, column_findings
from papibook.data.report.shifted import shifted
from papibook.data.report.table_rows import entries
from papibook.data.workbook.readings import (
    Reading,
    read_day,
    read_progress,
    show_day,
    show_number,
)
from papibook.ground.similar import did_you_mean
from papibook.model.findings import ERROR, Finding
from papibook.model.layout import WRITTEN_STATUSES
from papibook.model.plan import Period

KNOWN_STATUSES = ", ".join(WRITTEN_STATUSES.values())

Rows = list[dict[str, object]]


@dataclass(frozen=True)
class TaskRules:
    """What the tasks of one unit's report are checked against.

    ``needs_product``: for every task of the plan, whether "done" must name a product. ``issued_on``: the
    day of the plan.
    """

    period: Period
    issued_on: date
    needs_product: Mapping[str, bool] = field(hash=False)
    owed: Collection[str] = field(hash=False)


def check_tasks(table: TableSheet, rules: TaskRules, origin: Origin) -> tuple[Rows, list[Finding]]:
    """The rows of schema WRITTEN_TASKS, one a task, and all findings of the sheet."""
    sheet = table.sheet.name
    listed, findings = entries(table, list(rules.needs_product), origin)
    owed = [each for each in listed if each.id in rules.owed]
    moved = shifted(table, owed, lambda entry: _fit(entry, rules.needs_product[entry.id]), origin)
    if moved is not None:
        return [], [moved]
    findings += column_findings(table, origin)
    rows: dict[str, dict[str, object]] = {}
    first: dict[str, Entry] = {}
    for entry in listed:
        where = {"sheet": sheet, "cell": entry.at("task_id"), "subject": entry.id}
        if entry.id not in rules.needs_product:
            hint = did_you_mean(entry.id, sorted(rules.needs_product), cutoff=0.0) or "–"
            findings.append(origin.finding("task.unknown", **where, found=entry.id, hint=hint))
        elif entry.id in first:
            firsts = first[entry.id].at("task_id")
            findings.append(origin.finding("task.duplicate", **where, found=entry.id, first=firsts))
            rows[entry.id]["is_refused"] = True
        elif entry.id not in rules.owed:
            if any(entry.text(name) for name in list(table.columns)[1:]):
                findings.append(origin.finding("task.not_owed", **where, found=entry.id))
        else:
            first[entry.id] = entry
            rows[entry.id], found = _check_row(entry, rules, origin)
            findings += found
    findings += [
        origin.finding("task.row_missing", sheet=sheet, subject=task_id)
        for task_id in sorted(set(rules.owed) - set(first))
    ]
    return list(rows.values()), findings


def _fit(entry: Entry, needs_product: bool) -> int:
    """Whether a state stands there, as every task has one, and beside it what it asks for."""
    status = read_progress(entry.cell("written_status"), entry.cell("percent_done"))[0].value
    if not status:
        return -any(entry.text(name) for name in ("written_status", "percent_done", "completed_date"))
    is_done, product = status == "done", bool(entry.text("result_text"))
    lacks = is_done and needs_product and not product
    return int(
        not lacks
        and is_done == bool(entry.text("completed_date"))
        and not (status == "not_started" and product)
    )


def _check_row(entry: Entry, rules: TaskRules, origin: Origin) -> tuple[dict[str, object], list[Finding]]:
    findings = cell_findings(entry, origin)
    status, percent = read_progress(entry.cell("written_status"), entry.cell("percent_done"))
    day = read_day(entry.cell("completed_date"), is_1904=entry.table.sheet.is_1904)
    if not any(finding.severity == ERROR for finding in findings):
        # A cell that could not be read looks blank; what follows from that would only mislead.
        findings += _progress_findings(entry, status, percent, origin)
        findings += _day_findings(entry, status, day, rules, origin)
        findings += _content_findings(entry, status, rules, origin)
    texts = {name: entry.text(name) or None for name in ("result_text", "reason", "difficulty", "proposal")}
    row: dict[str, object] = {
        "unit_id": origin.unit_id,
        "task_id": entry.id,
        "written_status": status.value,
        "percent_done": percent.value,
        "completed_date": day.value,
        **texts,
        "explanation": shortened(entry.text("explanation")) or None,
        "is_refused": any(finding.severity == ERROR for finding in findings),
        "file": origin.file,
        "sheet": entry.table.sheet.name,
        "row": entry.row + 1,
    }
    return row, findings


def _at(entry: Entry, name: str) -> dict[str, str]:
    return {"sheet": entry.table.sheet.name, "cell": entry.at(name), "subject": entry.id}


def _progress_findings(
    entry: Entry, status: Reading[str], percent: Reading[float], origin: Origin
) -> list[Finding]:
    findings = []
    at_status, at_percent = _at(entry, "written_status"), _at(entry, "percent_done")
    if status.is_blank:
        findings.append(origin.finding("progress.blank_status", **at_status, known=KNOWN_STATUSES))
    elif status.is_unclear:
        found = entry.text("written_status")
        findings.append(
            origin.finding("progress.unknown_status", **at_status, found=found, known=KNOWN_STATUSES)
        )
    elif status.was_text and status.value is not None:
        found, read = entry.text("written_status"), WRITTEN_STATUSES[status.value]
        if not entry.text("percent_done") and percent.value is not None:
            read += f", {show_number(percent.value)} %"
        findings.append(origin.finding("progress.status_in_words", **at_status, found=found, read=read))
    written = entry.text("percent_done")
    if percent.is_unclear:
        findings.append(origin.finding("progress.percent_invalid", **at_percent, found=written))
    elif percent.value is not None:
        if percent.was_text:
            read = show_number(percent.value)
            findings.append(
                origin.finding("progress.percent_as_text", **at_percent, found=written, read=read)
            )
        if status.value == "done" and percent.value < 100:
            found = show_number(percent.value)
            findings.append(origin.finding("progress.percent_conflict", **at_percent, found=found))
    return findings


def _day_findings(
    entry: Entry, status: Reading[str], day: Reading[date], rules: TaskRules, origin: Origin
) -> list[Finding]:
    where, period = _at(entry, "completed_date"), rules.period
    is_done = status.value == "done"
    if day.is_blank:
        return [origin.finding("progress.done_without_date", **where)] if is_done else []
    if day.value is None:
        return [origin.finding("progress.date_invalid", **where, found=entry.text("completed_date"))]
    findings = []
    found, start = show_day(day.value), show_day(period.starts_on)
    if day.value < min(period.starts_on, rules.issued_on):
        return [origin.finding("progress.date_impossible", **where, found=found, start=start)]
    if day.was_text:
        written = entry.text("completed_date")
        findings.append(origin.finding("progress.date_as_text", **where, found=written, read=found))
    if not is_done and not status.is_unclear:
        findings.append(origin.finding("progress.date_without_done", **where, found=found))
    elif day.value > period.cutoff_on:
        cutoff = show_day(period.cutoff_on)
        findings.append(origin.finding("progress.date_after_cutoff", **where, found=found, cutoff=cutoff))
    if day.value < period.starts_on:
        findings.append(origin.finding("progress.date_before_start", **where, found=found, start=start))
    return findings


def _content_findings(entry: Entry, status: Reading[str], rules: TaskRules, origin: Origin) -> list[Finding]:
    if status.value == "done" and rules.needs_product[entry.id] and not entry.text("result_text"):
        return [origin.finding("progress.done_without_product", **_at(entry, "result_text"))]
    if status.value == "not_applicable" and not entry.text("reason"):
        return [origin.finding("progress.not_applicable_without_reason", **_at(entry, "reason"))]
    return []
