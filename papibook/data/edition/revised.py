"""What a later revision of a unit's report changed, answer by answer.

Both revisions are read from the reports that were accepted, as they lie among the submissions; nothing that
was built is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import pandas as pd

from papibook.data.edition.receipt import GIVEN, Receipt, counted, counted_on, in_use
from papibook.data.edition.receipts import lines_by_unit, reports_in_use
from papibook.data.edition.report_in_use import read_in_use
from papibook.data.report.answers import answer_text
from papibook.data.report.report import ReportRead
from papibook.data.report.rules import UnitRules
from papibook.data.workbook.kept import KeptWorkbooks
from papibook.ground.paths import Project
from papibook.model.answers import FIGURE_ANSWERS, TASK_ANSWERS
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
    """A unit's report in use, to the one that is in use later.

    Each is one accepted line with those that were merged into it; ``old`` is empty where there was none.
    ``since``: what was accepted after the old one, up to the new.
    """

    unit_id: str
    old: tuple[Receipt, ...]
    new: tuple[Receipt, ...]
    since: tuple[Receipt, ...]


def revision_steps(receipts: pd.DataFrame) -> tuple[Step, ...]:
    """From each report in use to the unit's next, by unit and arrival."""
    steps = []
    for unit_id, lines in sorted(lines_by_unit(receipts).items()):
        arrived = counted(lines)
        for count in range(1, len(arrived)):
            old, new = in_use(arrived[:count]), in_use(arrived[: count + 1])
            steps.append(Step(unit_id, old, new, (arrived[count],)))
    return tuple(steps)


def edition_steps(receipts: pd.DataFrame, earlier: date, later: date) -> tuple[Step, ...]:
    """From what an edition closed on ``earlier`` read to what one closed on ``later`` reads, if another."""
    before, now = (reports_in_use(receipts, day) for day in (earlier, later))
    lines = lines_by_unit(receipts)
    steps = []
    for unit_id, new in now.items():
        old = before.get(unit_id, ())
        if old != new:
            arrived = counted_on(lines[unit_id], later)
            before_it = (old[-1].received_at, old[-1].revision) if old else (datetime.min, 0)
            since = [line for line in arrived if (line.received_at, line.revision) > before_it]
            steps.append(Step(unit_id, old, new, tuple(since)))
    return tuple(steps)


def revised_answers(
    project: Project, period_id: str, steps: Sequence[Step], rules: Mapping[str, UnitRules]
) -> pd.DataFrame:
    """Every answer that the steps changed (schema REVISED).

    A first report changes nothing: it is one row of kind ``report``. So is a step of which one side cannot be
    read as a report.
    """
    records: list[dict[str, object]] = []
    known: dict[tuple[Receipt, ...], ReportRead | None] = {}

    def read(lines: tuple[Receipt, ...]) -> ReportRead | None:
        if lines not in known:
            known[lines] = _read(project, lines, rules[lines[-1].unit_id])
        return known[lines]

    for step in steps:
        facts: dict[str, object] = {
            "period_id": period_id,
            "unit_id": step.unit_id,
            "old_revision": step.old[-1].revision if step.old else None,
            "new_revision": step.new[-1].revision,
            "received_at": step.new[-1].received_at,
            "file": step.new[-1].file,
        }
        if not step.old:
            records.append({**facts, "kind": "report", "field": NEW})
            continue
        old, new = read(step.old), read(step.new)
        if old is None or new is None:
            records.append({**facts, "kind": "report", "field": UNREADABLE})
        else:
            facts["reason"] = said_reasons(read((line,)) for line in step.since)
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
                was, now = answer_text(one.get(name)), answer_text(other.get(name))
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


def _read(project: Project, lines: Sequence[Receipt], rules: UnitRules) -> ReportRead | None:
    """The report; None where a file of it cannot be read. Whose it is was settled when it was taken in."""
    read = KeptWorkbooks.of(project).read
    report = read_in_use(project, [replace(line, codes=(*line.codes, GIVEN)) for line in lines], rules, read)
    return None if any(finding.code == "file.unreadable" for finding in report.findings) else report
