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

KINDS = {
    "file": "The file",
    "sheet": "A sheet",
    "column": "A column",
    "row": "A row",
    "cell": "A cell",
    "text": "A text",
    "identity": "Whose report it is",
    "info": "The information sheet",
    "task": "A task",
    "progress": "A task's progress",
    "indicator": "An indicator",
    "figure": "A figure",
    "yes_no": "A yes or no",
    "person": "Personal data",
    "rule": "Answers held against each other",
}
"""What the first part of a code is about; texts of the ``findings`` catalogue."""

CONTRADICTION = "rule.contradiction"
"""Of two answers one is wrong."""
CONTRADICTIONS = tuple(kind.code for kind in RULE_CODES)
"""What a report gives where two of its answers do not agree."""

_SAVE_AS = "Open it, choose File, Save As, type Excel Workbook (.xlsx), and send that file."
_FILL_IN = (
    "Fill in the report's form, the Excel file (.xlsx), and send that file; a signed copy may be sent along."
)
_FRESH = "Copy the entries into a fresh form and send that."

CURES: dict[str, str] = {
    "the file is empty": "Send the file again; nothing of it has arrived.",
    "it is larger than 20 MB": "Delete pictures from the workbook, save it and send it again.",
    "it is protected by a password": "Take the password away (File, Info, Protect Workbook), save the "
    "file and send it again.",
    "it is in the old format of Excel 97-2003 (.xls)": _SAVE_AS,
    "it is a binary workbook (.xlsb)": _SAVE_AS,
    "it is an OpenDocument spreadsheet (.ods)": _SAVE_AS,
    "it is a spreadsheet of Apple Numbers (.numbers)": "In Numbers choose File, Export To, Excel, and send "
    "that file (.xlsx).",
    "it is a text document of Word or LibreOffice": _FILL_IN,
    "it is a PDF document": _FILL_IN,
    "it is a picture": _FILL_IN,
    "it is a packed file (RAR, 7z, GZ)": "Unpack it and hand in the files in it, or pack them as ZIP.",
    "it is a text file, such as CSV or a saved web page": "Open the form that it was made from, save it as "
    "XLSX and send that.",
    "it is not an Excel workbook (.xlsx)": _FILL_IN,
    "the file is damaged": "Open the file where it was filled in. If it opens, save it as XLSX under another "
    "name and send that; if not, fill in a fresh form.",
    "it unpacks to far more data than a report holds": _FRESH,
    "it has more than 5000 rows or 200 columns; delete the stray cells far below or beside the table": (
        "Delete all rows below the table and all columns beside it, save the file and send it again."
    ),
    "it contains XML definitions that a report must not have": _FRESH,
    "its XML is nested deeper than that of any report": _FRESH,
    "the file cannot be opened": "See whether the file is there and may be read, then try again.",
}
"""What to do about each cause of ``file.unreadable``; both are texts of the ``findings`` catalogue."""

CAUSES = tuple(CURES)
"""Why a file is ``file.unreadable``."""

TEXT_BOX = "cell.text_box"
BLANK_SHEET = "sheet.blank"
UNITS_SILENT = "sheet.units_silent"
"""Of units that report through the sender its workbook says nothing."""
SHIFTED = ("sheet.shifted", "sheet.shifted_columns", "sheet.column_shifted")
"""Answers stand some rows or columns off: those of one unit, where the workbook carries several."""
NO_ANSWER = (
    "figure.missing_without_reason",
    "figure.missing_row",
    "progress.blank_status",
    "task.row_missing",
)
"""An answer is missing; of a sheet that holds none at all, BLANK_SHEET says so once."""
"""A missing answer that stands in a text box."""
