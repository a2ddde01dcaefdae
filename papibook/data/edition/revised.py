"""What a later revision of a unit's report changed, answer by answer.

Both revisions are read from the reports that were accepted, as they lie among the submissions; nothing that
was built is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from pathlib import PurePosixPath

import pandas as pd

from papibook.data.edition.receipts import ACCEPTED, accepted_files, chosen_revisions
from papibook.data.report.places import Origin
from papibook.data.report.report import ReportRead, check_report, open_report
from papibook.data.report.rules import UnitRules
from papibook.data.workbook.kept import KeptWorkbooks
from papibook.ground.paths import Project
from papibook.model.answers import FIGURE_ANSWERS, TASK_ANSWERS
from papibook.model.findings import Finding
from papibook.model.layout import REVISION_REASON
from papibook.model.tables import REVISED

NEW, UNREADABLE = "new", "unreadable"
"""What happened to a whole report."""

_ANSWERS = {
    "task": ("task_id", TASK_ANSWERS),
    "figure": ("indicator_id", FIGURE_ANSWERS),
}


@dataclass(frozen=True)
class Step:
    """A unit's report from one revision to a later one; ``old`` is 0 where there was none.

    ``files``: the reports from ``old`` to ``new``, those between them included.
    """

    unit_id: str
    old: int
    new: int
    received_at: pd.Timestamp
    files: tuple[str, ...]


def revision_steps(receipts: pd.DataFrame) -> tuple[Step, ...]:
    """From each accepted revision to the unit's next, by unit."""
    accepted = _accepted(receipts)
    return tuple(
        Step(str(unit_id), int(old.revision), int(new.revision), new.received_at, (old.file, new.file))
        for unit_id, rows in accepted.groupby("unit_id", sort=True)
        for old, new in pairwise(rows.itertuples())
    )


def edition_steps(receipts: pd.DataFrame, earlier: date, later: date) -> tuple[Step, ...]:
    """From what an edition closed on ``earlier`` read to what one closed on ``later`` reads, if another."""
    old, new = (
        chosen_revisions(receipts, day).dropna(subset=["revision"]).set_index("unit_id")
        for day in (earlier, later)
    )
    before = old["revision"].to_dict()
    accepted = _accepted(receipts)
    steps = []
    for row in new.itertuples():
        first, last = int(before.get(row.Index, 0)), int(row.revision)
        if first != last:
            sent = accepted[(accepted["unit_id"] == row.Index) & accepted["revision"].between(first, last)]
            steps.append(Step(str(row.Index), first, last, row.received_at, tuple(sent["file"])))
    return tuple(steps)


def _accepted(receipts: pd.DataFrame) -> pd.DataFrame:
    accepted = receipts[receipts["outcome"] == ACCEPTED].assign(file=accepted_files(receipts))
    return accepted.sort_values(["unit_id", "revision"], kind="stable")


def revised_answers(
    project: Project, period_id: str, steps: Sequence[Step], rules: Mapping[str, UnitRules]
) -> pd.DataFrame:
    """Every answer that the steps changed (schema REVISED).

    A first report changes nothing: it is one row of kind ``report``. So is a step of which one side cannot be
    read as a report.
    """
    records: list[dict[str, object]] = []
    for step in steps:
        facts: dict[str, object] = {
            "period_id": period_id,
            "unit_id": step.unit_id,
            "old_revision": step.old or None,
            "new_revision": step.new,
            "received_at": step.received_at,
            "file": step.files[-1],
        }
        if not step.old:
            records.append({**facts, "kind": "report", "field": NEW})
            continue
        reports = [_read(project, period_id, step.unit_id, file, rules) for file in step.files]
        old, new = reports[0], reports[-1]
        if old is None or new is None:
            records.append({**facts, "kind": "report", "field": UNREADABLE})
        else:
            facts["reason"] = said_reasons(reports[1:])
            records += [{**facts, **changed} for changed in changed_answers(old, new)]
    return REVISED.coerce(REVISED.from_records(records))


def changed_answers(old: ReportRead, new: ReportRead) -> Iterable[dict[str, object]]:
    """kind, subject_id, field, old, new and, of the new side, note, sheet and row."""
    for kind, (key, names) in _ANSWERS.items():
        before, after = (
            {str(row[key]): row for row in (read.tasks if kind == "task" else read.figures)}
            for read in (old, new)
        )
        for subject in sorted({*before, *after}):
            one, other = before.get(subject, {}), after.get(subject, {})
            place = {"note": other.get("note"), "sheet": other.get("sheet"), "row": other.get("row")}
            for name in (*names, "is_refused"):
                was, now = _text(one.get(name)), _text(other.get(name))
                if was != now:
                    yield {
                        "kind": kind,
                        "subject_id": subject,
                        "field": name,
                        "old": was or None,
                        "new": now or None,
                        **place,
                    }


def said_reasons(reports: Iterable[ReportRead | None]) -> str | None:
    """Why the unit sent these reports, in its own words; forms before the third version do not ask."""
    said = (
        str(row["value"])
        for report in reports
        if report is not None
        for row in report.info
        if row["field"] == REVISION_REASON
    )
    return "; ".join(dict.fromkeys(said)) or None


def _read(
    project: Project, period_id: str, unit_id: str, file: str, rules: Mapping[str, UnitRules]
) -> ReportRead | None:
    origin = Origin(unit_id, period_id, file, is_given=True)
    workbook = open_report(project.root / PurePosixPath(file), origin, KeptWorkbooks.of(project).read)
    return None if isinstance(workbook, Finding) else check_report(workbook, rules[unit_id], origin)


def _text(value: object) -> str:
    """An answer as the tables write it: days ISO, numbers in their shortest form; empty for none."""
    match value:
        case None | False:
            return ""
        case True:
            return "true"
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return str(value)
