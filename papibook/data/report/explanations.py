"""Why something that was asked about is right all the same: read from a report, and put beside its rows.

A unit explains in the list that went back to it with its workbook, or beside the row in the form; the office
explains with a command (papibook.data.given.confirmations). An explanation holds for its cause
(papibook.model.findings.Cause); beside a row it holds for whatever is asked about that row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from papibook.data.workbook.cells import Sheet, Workbook
from papibook.data.workbook.readings import read_text
from papibook.ground.vietnamese import fold
from papibook.model.findings import OF_UNIT, Cause, Finding

LIST_SHEET = "Nội dung cần sửa"
"""The sheet that goes in front of a returned workbook."""
LIST_ENDING = ".can-sua.xlsx"
"""Ending of the list that goes with a workbook without marks."""
LIST_MARK = "papibook"
"""Stands in the row of the list's headings, before its hidden columns."""
LIST_EXPLANATION = "Giải trình (nếu đúng như đã ghi)"
CAUSE_HEADERS = ("code", "subject_id", "part", "found")
"""Hidden columns of the list: the cause of each line."""
HEADER_ROWS = 12
LONGEST = 1000
"""Characters of an explanation that are kept."""


@dataclass(frozen=True)
class Explanations:
    """What was explained of one unit's report."""

    by_cause: Mapping[Cause, str] = field(default_factory=dict, hash=False)
    by_subject: Mapping[str, str] = field(default_factory=dict, hash=False)

    def of(self, finding: Finding) -> str:
        """Why what was found is right; empty where nobody has said so."""
        if not finding.kind.is_confirmable:
            return ""
        return self.by_cause.get(finding.cause) or self.by_subject.get(finding.subject_id, "")

    def __or__(self, other: Explanations) -> Explanations:
        """Both; where both explain the same, ``other``."""
        return Explanations({**self.by_cause, **other.by_cause}, {**self.by_subject, **other.by_subject})


NO_EXPLANATIONS = Explanations()


def explanations_in_list(workbook: Workbook, of_unit: str = "") -> Explanations:
    """What the unit wrote into the list of a returned workbook.

    ``of_unit``: of a workbook that carries several units, only what is of the one with that name; empty: only
    what is the sender's own.
    """
    found: dict[Cause, str] = {}
    for sheet in workbook.sheets.values():
        if fold(sheet.name).startswith(fold(LIST_SHEET)):
            found |= _in_list(sheet, of_unit)
    return Explanations(found)


def is_list(workbook: Workbook) -> bool:
    """Whether there is such a list in it."""
    return any(fold(sheet.name).startswith(fold(LIST_SHEET)) for sheet in workbook.sheets.values())


def _in_list(sheet: Sheet, of_unit: str) -> dict[Cause, str]:
    for row in range(min(HEADER_ROWS, len(sheet.rows))):
        headers = [read_text(cell) for cell in sheet.rows[row]]
        wanted = (LIST_EXPLANATION, *CAUSE_HEADERS)
        if all(header in headers for header in wanted):
            written, *cause = (headers.index(header) for header in wanted)
            unit = headers.index(OF_UNIT) if OF_UNIT in headers else None
            lines = [
                line
                for line in range(row + 1, len(sheet.rows))
                if of_unit == ("" if unit is None else read_text(sheet.cell(line, unit)))
            ]
            explained = {
                Cause(*(read_text(sheet.cell(line, column)) for column in cause)): shortened(
                    read_text(sheet.cell(line, written))
                )
                for line in lines
            }
            return {cause: text for cause, text in explained.items() if cause.code and text}
    return {}


def shortened(text: str) -> str:
    """One line of an explanation."""
    return " ".join(text.split())[:LONGEST]


def explain_rows(rows: Iterable[dict[str, object]], key: str, findings: Iterable[Finding]) -> None:
    """Write into each row (schema WRITTEN_TASKS or WRITTEN_FIGURES) all that was explained of it.

    Args:
        rows: with what the unit wrote beside them as ``explanation``.
        key: the column with the task or the indicator.
    """
    told: dict[str, dict[str, None]] = {}
    for finding in findings:
        for subject in (finding.subject_id, finding.values.get("other", "")):
            if subject and finding.explanation:
                told.setdefault(subject, {})[finding.explanation] = None
    for row in rows:
        own = row.get("explanation")
        texts = {**({own: None} if isinstance(own, str) and own else {}), **told.get(str(row[key]), {})}
        row["explanation"] = "; ".join(texts) or None
