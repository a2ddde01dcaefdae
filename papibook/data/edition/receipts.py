"""Receipts: when a report came, and which revision an edition reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from papibook.data.edition.receipt import (
    Receipt,
    counted,
    counted_on,
    in_use,
    receipts_of,
    submission_file,
)
from papibook.data.given.constraints import constraint_problems
from papibook.data.given.csv_table import scan_csv
from papibook.data.workbook.cells import sha256_of
from papibook.ground.numbers import format_date
from papibook.ground.paths import Project
from papibook.ground.problems import Problem, problem, refuse_tables
from papibook.model.findings import Finding
from papibook.model.outcomes import ACCEPTED
from papibook.model.tables import CHOSEN, RECEIPTS


def accepted_files(receipts: pd.DataFrame) -> list[str]:
    """The place of each accepted report, in the order of the accepted lines of RECEIPTS."""
    accepted = receipts[receipts["outcome"] == ACCEPTED]
    columns = (accepted[name] for name in ("period_id", "unit_id", "revision", "findings"))
    return [
        submission_file(str(period_id), str(unit_id), int(revision), _codes(findings))
        for period_id, unit_id, revision, findings in zip(*columns, strict=True)
    ]


def _codes(findings: object) -> list[str]:
    return findings.split(";") if isinstance(findings, str) else []


def read_receipts(project: Project, period_id: str, *, starts_on: date | None = None) -> pd.DataFrame:
    """The receipts of a period (schema RECEIPTS); none where nobody has reported yet.

    ``starts_on``: the first day of the period; a report of it that came earlier is a slip of the year.

    Raises:
        RefusedTablesError: receipts.csv is broken, or missing beside reports.
    """
    folder = project.submissions / period_id
    if not (folder / "receipts.csv").exists() and not _reports_in(folder):
        return RECEIPTS.empty()
    receipts, problems = scan_csv(folder / "receipts.csv", RECEIPTS, name=f"{period_id}/receipts.csv")
    refuse_tables(problems or _problems(receipts, period_id, starts_on))
    return receipts.assign(sha256=receipts["sha256"].str.lower())


def _reports_in(folder: Path) -> list[Path]:
    """Files of the folder except its receipts and what editors and systems leave behind."""
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and path.name != "receipts.csv" and not is_leftover(path.name)
    )


def is_leftover(name: str) -> bool:
    """Whether a file of that name is one that an editor or a system left behind."""
    folded = name.casefold()
    return folded.startswith((".", "~$", "~wr")) or folded.endswith(_UNFINISHED) or folded in _OF_SYSTEMS


_OF_SYSTEMS = ("thumbs.db", "ehthumbs.db", "desktop.ini")
_UNFINISHED = (".tmp", ".lnk", ".part", ".crdownload")


def _problems(receipts: pd.DataFrame, period_id: str, starts_on: date | None) -> Iterator[Problem]:
    name = f"{period_id}/receipts.csv"
    yield from constraint_problems(receipts, RECEIPTS, file=name)
    accepted = receipts[receipts["outcome"] == ACCEPTED]
    for column in ("unit_id", "period_id", "revision", "received_at", "sha256"):
        for receipt_id in accepted.loc[accepted[column].isna(), "receipt_id"]:
            yield problem(
                "{file}: “{row}” has no {column}. It must be filled in.",
                file=name,
                row=receipt_id,
                column=column,
            )
    for row in accepted[accepted["period_id"].ne(period_id).fillna(False)].itertuples():
        yield problem(
            "{file}: receipt “{row}” belongs to the period {found}. Move it there.",
            file=name,
            row=row.receipt_id,
            found=row.period_id,
        )
    for row in accepted[accepted["revision"].lt(1).fillna(False)].itertuples():
        yield problem(
            "{file}: “{row}” has the revision {found}. The first report is revision 1.",
            file=name,
            row=row.receipt_id,
            found=row.revision,
        )
    early = accepted["received_at"] < pd.Timestamp(starts_on or date.min)
    for row in accepted[early].itertuples():
        yield problem(
            "{file}: “{row}” was received on {found}, before the period began on {day}. Correct the year.",
            file=name,
            row=row.receipt_id,
            found=format_date(row.received_at.date()),
            day=format_date(starts_on or date.min),
        )
    key = ["unit_id", "revision"]
    for row in accepted[accepted.duplicated(key)].dropna(subset=key).itertuples():
        yield problem(
            "{file}: revision {found} of {unit} was accepted twice. Give the later one the next number.",
            file=name,
            found=row.revision,
            unit=row.unit_id,
        )


def lines_by_unit(receipts: pd.DataFrame) -> dict[str, list[Receipt]]:
    """The lines of RECEIPTS of each unit, in their order; those that name none are left out."""
    found: dict[str, list[Receipt]] = {}
    for period_id, rows in receipts.groupby("period_id", sort=False):
        for line in receipts_of(rows, str(period_id)):
            if line.unit_id:
                found.setdefault(line.unit_id, []).append(line)
    return found


def reports_in_use(receipts: pd.DataFrame, closed_on: date) -> Mapping[str, tuple[Receipt, ...]]:
    """The report of each unit that an edition closed on that day reads: one accepted line, and those whose
    reports were merged into it; units without one are left out."""
    used = {
        unit_id: in_use(counted_on(lines, closed_on)) for unit_id, lines in lines_by_unit(receipts).items()
    }
    return {unit_id: lines for unit_id, lines in sorted(used.items()) if lines}


def chosen_revisions(receipts: pd.DataFrame, closed_on: date) -> pd.DataFrame:
    """Which revision of each unit is read, and which waits (schema CHOSEN).

    Read is what had arrived last by the end of the day ``closed_on``, local time, of the accepted reports
    that had not been withdrawn by then. A later correction does not make a unit late: on time is decided by
    the first accepted revision.
    """
    records: list[dict[str, object]] = []
    for unit_id, lines in sorted(lines_by_unit(receipts).items()):
        read, known = counted_on(lines, closed_on), counted(lines)
        later = [line for line in known if line.received_at.date() > closed_on]
        if not read and not later:
            continue
        first = min(line.received_at for line in (*read, *later))
        record: dict[str, object] = {"unit_id": unit_id, "first_received_at": first}
        if read:
            last = read[-1]
            record |= {"revision": last.revision, "received_at": last.received_at, "file": last.file}
        if later:
            record |= {
                "waiting_revision": later[-1].revision,
                "waiting_received_at": later[-1].received_at,
            }
        records.append(record)
    return CHOSEN.from_records(records)


def check_receipts(
    project: Project, period_id: str, receipts: pd.DataFrame, *, recorded: pd.DataFrame | None = None
) -> list[Finding]:
    """Files without receipts, receipts without files, files that differ from what was received.

    ``recorded``: all lines of the period, where ``receipts`` are only those known on a day.
    """
    folder = project.submissions / period_id
    present = {f"data/submissions/{period_id}/{path.name}": path for path in _reports_in(folder)}
    findings = []
    accepted = receipts[receipts["outcome"] == ACCEPTED]
    for row, file in zip(accepted.itertuples(), accepted_files(receipts), strict=True):
        unit_id, values = str(row.unit_id), {"receipt": str(row.receipt_id), "sha256": str(row.sha256)}
        if file not in present:
            findings.append(Finding("file.missing", unit_id, period_id, file, values=values))
        elif sha256_of(present[file]) != row.sha256:
            findings.append(Finding("file.hash_differs", unit_id, period_id, file, values=values))
    findings += [
        Finding("file.not_in_receipts", period_id=period_id, file=file)
        for file in sorted(set(present) - set(accepted_files(receipts if recorded is None else recorded)))
    ]
    return findings
