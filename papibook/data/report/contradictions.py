"""What a report says in one place held against what it says in another, by the rules that are data.

Rows that are missing, empty or kept out by an error say nothing, so nothing contradicts them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from papibook.data.report.places import Entry, Origin, TableSheet
from papibook.model.answers import PARTS
from papibook.model.findings import Finding
from papibook.model.rules import ALL, BEGUN, DONE, YES, Rule, is_broken

CODES = {"warning": "rule.contradiction", "note": "rule.unlikely"}
"""The finding that a broken rule of that severity gives."""
_COLUMNS = {DONE: "written_status", BEGUN: "written_status", YES: "value", ALL: "numerator"}
"""The column of a part that is none itself."""

Rows = list[dict[str, object]]


@dataclass(frozen=True)
class AnswerRules:
    """The rules that every report is held against; ``names``: of each task and indicator."""

    rules: tuple[Rule, ...]
    names: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True)
class CheckedSheet:
    """A sheet of a report that could be read: its table and the rows made of it."""

    table: TableSheet
    rows: Rows


def check_contradictions(
    tasks: CheckedSheet | None, figures: CheckedSheet | None, rules: AnswerRules, origin: Origin
) -> list[Finding]:
    """One finding for each rule that the rows (schemas WRITTEN_TASKS, WRITTEN_FIGURES) break."""
    answers = {**_answers(tasks, "task_id"), **_answers(figures, "indicator_id")}
    rows = {subject: answer.row for subject, answer in answers.items()}
    return [_finding(rule, answers, rules.names, origin) for rule in rules.rules if is_broken(rule, rows)]


@dataclass(frozen=True)
class _Answer:
    row: Mapping[str, object] = field(hash=False)
    entry: Entry

    def place(self, part: str) -> tuple[str, str]:
        """The address of what was said, and what stands there; which number, where a row has two."""
        column = _COLUMNS.get(part, part)
        found = self.entry.text(column)
        if part == ALL:
            found = f"{found}/{self.entry.text('denominator')}"
        elif part in PARTS:
            found = f"{self.entry.table.headers[part]}: {found}"
        return self.entry.at(column), found


def _answers(sheet: CheckedSheet | None, key: str) -> dict[str, _Answer]:
    if sheet is None:
        return {}
    return {
        str(row[key]): _Answer(row, Entry(sheet.table, int(str(row["row"])) - 1, str(row[key])))
        for row in sheet.rows
        if not row["is_refused"]
    }


def _finding(rule: Rule, answers: Mapping[str, _Answer], names: Mapping[str, str], origin: Origin) -> Finding:
    left, right = answers[rule.left.subject_id], answers[rule.right.subject_id]
    (cell, found), (other_cell, other_found) = left.place(rule.left.part), right.place(rule.right.part)
    return origin.finding(
        CODES[rule.severity],
        sheet=left.entry.table.sheet.name,
        cell=cell,
        subject=rule.left.subject_id,
        found=found,
        name=names[rule.left.subject_id],
        other=rule.right.subject_id,
        other_name=names[rule.right.subject_id],
        other_found=other_found,
        other_sheet=right.entry.table.sheet.name,
        other_cell=other_cell,
        words=rule.words,
    )
