"""Every finding code. ``docs/codes.md`` is made from this list."""

from __future__ import annotations

from papibook.model.findings.code import FindingCode
from papibook.model.findings.figure_codes import FIGURE_CODES
from papibook.model.findings.file_codes import FILE_CODES
from papibook.model.findings.person_codes import PERSON_CODES
from papibook.model.findings.rule_codes import RULE_CODES
from papibook.model.findings.task_codes import TASK_CODES

CATALOGUE: tuple[FindingCode, ...] = (*FILE_CODES, *TASK_CODES, *FIGURE_CODES, *PERSON_CODES, *RULE_CODES)

CODES: dict[str, FindingCode] = {kind.code: kind for kind in CATALOGUE}

CONTRADICTION = "rule.contradiction"
"""Of two answers one is wrong."""
CONTRADICTIONS = tuple(kind.code for kind in RULE_CODES)
"""What a report gives where two of its answers do not agree."""

CAUSES = (
    "the file is empty",
    "it is larger than 20 MB",
    "it is protected by a password",
    "it is in the old format of Excel 97-2003 (.xls)",
    "it is a binary workbook (.xlsb)",
    "it is an OpenDocument spreadsheet (.ods)",
    "it is a text file, such as CSV or a saved web page",
    "it is not an Excel workbook (.xlsx)",
    "the file is damaged",
    "it unpacks to far more data than a report holds",
    "it has more than 5000 rows or 200 columns; delete the stray cells far below or beside the table",
    "it contains XML definitions that a report must not have",
    "its XML is nested deeper than that of any report",
    "the file cannot be opened",
)
"""Why a file is ``file.unreadable``; texts of the ``findings`` catalogue."""
