"""What a later revision of a unit's report changed, answer by answer.

Both revisions are read from the reports that were accepted, as they lie among the submissions; nothing that
was built is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from types import MappingProxyType

import pandas as pd

from papibook.data.edition.carried import with_carried_lines
from papibook.data.edition.receipt import GIVEN, Receipt, counted, counted_on, in_use
from papibook.data.edition.receipts import lines_by_unit
from papibook.data.edition.report_in_use import read_in_use
from papibook.data.report.answers import Difference, answer_text, answers_of, difference
from papibook.data.report.report import ReportRead
from papibook.data.report.rules import UnitRules
from papibook.data.workbook.kept import KeptWorkbooks
from papibook.ground.paths import Project
from papibook.model.answers import FIGURE_ANSWERS, TASK_ANSWERS
from papibook.model.layout import REVISION_REASON
from papibook.model.outcomes import ACCEPTED, RESTORED, WITHDRAWN
from papibook.model.sources import read_sources
from papibook.model.tables import REVISED

NEW, UNREADABLE, GONE = "new", "unreadable", "withdrawn"
"""What happened to a whole report."""

_NOBODY: Mapping[str, str] = MappingProxyType({})

ReadLines = Callable[[tuple[Receipt, ...]], "ReportRead | None"]

_ANSWERS = {
    "task": ("task_id", TASK_ANSWERS),
    "figure": ("indicator_id", FIGURE_ANSWERS),
}


@dataclass(frozen=True)
class Step:
    """A unit's report in use, to the one that is in use later.

    Each is one accepted line with those that were merged into it; empty where there was none. ``since``: what
    was accepted, withdrawn or restored after the old one, up to the new, in that order.
    """

    unit_id: str
    old: tuple[Receipt, ...]
    new: tuple[Receipt, ...]
    since: tuple[Receipt, ...]

    @property
    def last(self) -> Receipt:
        """The line that made the new one."""
        return self.since[-1]


@dataclass(frozen=True)
class Revised:
    """What one step changed: ``change`` of the answers, None where a side of it is none or cannot be read;
    ``rows``, schema REVISED."""

    step: Step
    change: Difference | None
    rows: pd.DataFrame


def revision_steps(receipts: pd.DataFrame, through: Mapping[str, str] = _NOBODY) -> tuple[Step, ...]:
    """From each report in use to the unit's next, by unit and time: as reports arrived and were withdrawn.

    ``through``: of each unit that reports through another its sender, whose steps it has
    (papibook.model.groups.carriers).
    """
    steps = []
    for unit_id, lines in sorted(with_carried_lines(lines_by_unit(receipts), through).items()):
        moves = _moves(lines)
        former: tuple[Receipt, ...] = ()
        for count, line in enumerate(moves, start=1):
            used = in_use(counted(moves[:count]))
            if used != former and count > 1:
                steps.append(Step(unit_id, former, used, (line,)))
            former = used
    return tuple(steps)


def _moves(lines: Iterable[Receipt]) -> list[Receipt]:
    """The lines that can change what is in use, by the moment from which they do."""
    moves = (line for line in lines if line.outcome in (ACCEPTED, WITHDRAWN, RESTORED))
    return sorted(moves, key=lambda line: (line.received_at, line.revision, line.number))


def edition_steps(
    receipts: pd.DataFrame, earlier: date, later: date, through: Mapping[str, str] = _NOBODY
) -> tuple[Step, ...]:
    """From what an edition closed on ``earlier`` read to what one closed on ``later`` reads, if another."""
    steps = []
    for unit_id, lines in sorted(with_carried_lines(lines_by_unit(receipts), through).items()):
        old, new = (in_use(counted_on(lines, day)) for day in (earlier, later))
        if old != new:
            arrived = [line for line in _moves(lines) if line.received_at.date() <= later]
            since = [line for line in arrived if line.received_at.date() > earlier]
            steps.append(Step(unit_id, old, new, tuple(since)))
    return tuple(steps)


def revised_answers(
    project: Project, period_id: str, steps: Sequence[Step], rules: Mapping[str, UnitRules]
) -> pd.DataFrame:
    """Every answer that the steps changed (schema REVISED)."""
    parts = [each.rows for each in revised(project, period_id, steps, rules)]
    return REVISED.coerce(pd.concat(parts, ignore_index=True)) if parts else REVISED.empty()


def revised(
    project: Project, period_id: str, steps: Sequence[Step], rules: Mapping[str, UnitRules]
) -> tuple[Revised, ...]:
    """What each step changed.

    A first report changes nothing: it is one row of kind ``report``. So is a step to no report, and one of
    which one side cannot be read as a report.
    """
    readers = {step.unit_id: cache(partial(_read, project, rules[step.unit_id])) for step in steps}
    done = []
    for step in steps:
        read = readers[step.unit_id]
        change, rows = _changed(step, read)
        records = [{"period_id": period_id, **_facts(step, read), **row} for row in rows]
        done.append(Revised(step, change, REVISED.coerce(REVISED.from_records(records))))
    return tuple(done)


def _changed(step: Step, read: ReadLines) -> tuple[Difference | None, list[dict[str, object]]]:
    if not step.old or not step.new:
        return None, [{"kind": "report", "field": NEW if step.new else GONE}]
    old, new = read(step.old), read(step.new)
    if old is None or new is None:
        return None, [{"kind": "report", "field": UNREADABLE}]
    return difference(answers_of(old), answers_of(new)), list(changed_answers(old, new))


def _facts(step: Step, read: ReadLines) -> dict[str, object]:
    """Of the step: whose it is, from which revision to which, when and why."""
    sent = [line for line in step.since if line.is_accepted] if step.old and step.new else []
    reasons = [said_reasons(read((line,)) for line in sent)]
    reasons += [line.reason for line in step.since if not line.is_accepted]
    return {
        "unit_id": step.unit_id,
        "old_revision": step.old[-1].revision if step.old else None,
        "new_revision": step.new[-1].revision if step.new else None,
        "received_at": step.last.received_at,
        "reason": "; ".join(dict.fromkeys(reason for reason in reasons if reason)) or None,
        "file": step.new[-1].file if step.new else None,
    }


def changed_answers(old: ReportRead, new: ReportRead) -> Iterable[dict[str, object]]:
    """kind, subject_id, field, old, new and, of the new side, note, sheet and row; if merged the file."""
    for kind, (key, names) in _ANSWERS.items():
        before, after = (
            {str(row[key]): row for row in (read.tasks if kind == "task" else read.figures)}
            for read in (old, new)
        )
        for subject in sorted({*before, *after}):
            one, other = before.get(subject, {}), after.get(subject, {})
            places = read_sources(other.get("sources"))
            for name in (*names, "is_refused"):
                was, now = answer_text(one.get(name)), answer_text(other.get(name))
                if was != now:
                    place = {"sheet": other.get("sheet"), "row": other.get("row")}
                    if source := places.get(name):
                        place = {"file": source.file, "sheet": source.sheet, "row": source.row}
                    yield {
                        "kind": kind,
                        "subject_id": subject,
                        "field": name,
                        "old": was or None,
                        "new": now or None,
                        "note": other.get("note"),
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


def _read(project: Project, rules: UnitRules, lines: tuple[Receipt, ...]) -> ReportRead | None:
    """The report; None where a file of it cannot be read. Whose it is was settled when it was taken in."""
    read = KeptWorkbooks.of(project).read
    report = read_in_use(project, [replace(line, codes=(*line.codes, GIVEN)) for line in lines], rules, read)
    return None if any(finding.code == "file.unreadable" for finding in report.findings) else report
