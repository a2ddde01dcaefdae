"""The catalogue of finding codes: severity, effect, what is wrong, what to do, an example.

Messages and cures are msgids of the ``findings`` catalogue. Holes: file, sheet, cell, found, subject, unit,
and the values that the check gives. ``docs/codes.md`` is made from this list.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FindingCode:
    """One kind of finding.

    ``scope``: what an error keeps out of the totals (file: the whole report; sheet; row).
    Warnings and notes keep nothing out.
    """

    code: str
    severity: str
    scope: str
    message: str
    cure: str
    example: str


def _error(code: str, scope: str, message: str, cure: str, example: str) -> FindingCode:
    return FindingCode(code, "error", scope, message, cure, example)


def _warning(code: str, message: str, cure: str, example: str) -> FindingCode:
    return FindingCode(code, "warning", "none", message, cure, example)


def _note(code: str, message: str, cure: str, example: str) -> FindingCode:
    return FindingCode(code, "note", "none", message, cure, example)


_FILES = (
    _error(
        "file.unreadable", "file",
        "The file cannot be read: {cause}.",
        "Open the file (instead of a CSV file: the form that it was made from) in Excel or LibreOffice, save "
        "it as XLSX without a password and send it again.",
        "a Word file renamed to .xlsx",
    ),
    _error(
        "file.unrecognised_unit", "file",
        "The report names “{found}” as its unit, which is no unit of this district that reports.",
        "Use the form made for your unit and do not change the name of the unit in it.",
        "“Xã Chiềng Hặc” (a commune of another district)",
    ),
    _error(
        "file.hash_differs", "file",
        "The file is not the one that was received: it differs from the copy recorded in receipt {receipt}.",
        "Put the received file back from data/inbox/{sha256}. A correction comes in as a new revision.",
        "someone corrected a number in data/submissions by hand",
    ),
    _error(
        "file.missing", "file",
        "Receipt {receipt} was accepted, but its file is not there.",
        "Put the received file back from data/inbox/{sha256} under the name {file}.",
        "the file was moved or deleted",
    ),
    _error(
        "file.not_in_receipts", "file",
        "The file lies among the reports but stands in no receipt, so nobody knows when it came.",
        "Record it in receipts.csv, or move it out of the folder.",
        "a file copied into data/submissions by hand",
    ),
    _error(
        "sheet.missing", "sheet",
        "The sheet “{sheet}” is missing; nothing of it was read.",
        "Do not rename or delete sheets; copy the entries into a fresh form.",
        "“Nhiệm vụ” was deleted",
    ),
    _warning(
        "sheet.renamed",
        "The sheet “{wanted}” has the name “{sheet}” here. It was known by what is in it, and read.",
        "Give the sheet its name “{wanted}” again.",
        "“Nhiệm vụ” was renamed to “Sheet1”",
    ),
    _warning(
        "sheet.hidden",
        "The sheet “{sheet}” is hidden. Its entries were read all the same.",
        "Unhide the sheet and see whether its entries are meant.",
        "“Số liệu” was hidden before sending",
    ),
    _error(
        "column.missing", "sheet",
        "The sheet “{sheet}” has no column “{header}”; nothing of the sheet was read.",
        "Do not rename or delete columns; copy the entries into a fresh form.",
        "“Tình trạng” was renamed to “Ghi chú”",
    ),
    _error(
        "column.duplicate", "sheet",
        "The column “{header}” stands twice in the sheet “{sheet}”; nothing of the sheet was read.",
        "Keep the column that holds the right entries and remove the other.",
        "a copied column was left beside the first",
    ),
    _warning(
        "identity.missing",
        "The form does not say for which plan, period and unit it was made (hidden sheet “{sheet}”).",
        "Use the form that was sent to you rather than a workbook made by hand.",
        "the entries were copied into a new workbook",
    ),
    _error(
        "identity.wrong_plan", "file",
        "The form belongs to plan {found}; reports are due on plan {wanted}.",
        "Fill in the form of this year's plan and send it again.",
        "the form of last year's plan",
    ),
    _error(
        "identity.wrong_period", "file",
        "The form is for the period {found}; the report is filed under {wanted}.",
        "Fill in the form of this period and send it again.",
        "the half-year's form sent as the year's report",
    ),
    _error(
        "identity.wrong_unit", "file",
        "The form is that of {found}, but the report was received from {wanted}.",
        "Fill in your own unit's form and send it again.",
        "the neighbouring commune's form",
    ),
    _warning(
        "sheet.copy",
        "The sheet “{sheet}” holds the table of “{wanted}” under another name. It was not read.",
        "Write everything into the sheet “{wanted}” and delete this one; if there is no “{wanted}”, give "
        "this sheet that name.",
        "“Số liệu (2)”, a copy that was filled in by mistake",
    ),
    _warning(
        "column.hidden",
        "The column “{header}” is hidden. Its entries were read all the same.",
        "Unhide the column and see whether its entries are meant.",
        "“Giá trị” was hidden before sending",
    ),
    _warning(
        "text.old_encoding",
        "The text “{found}” is in the old encoding {encoding} and can only be read with its font.",
        "Convert it to Unicode (UniKey: Ctrl+Shift+F6), or type it again in Times New Roman.",
        "“Hoµn thµnh”, typed for the font .VnTime",
    ),
    _note(
        "file.macros",
        "The workbook is one with macros (.xlsm). They were neither run nor kept in what goes back.",
        "Save the report as an Excel workbook without macros (.xlsx).",
        "the report was saved as .xlsm",
    ),
    _error(
        "cell.error_value", "row",
        "The cell shows the error {found}.",
        "Write the value itself in place of the formula.",
        "#REF! after a row was deleted",
    ),
    _error(
        "cell.formula_without_value", "row",
        "The cell holds a formula whose result was not saved.",
        "Open the file in Excel, let it calculate, save it, or write the value itself.",
        "a file made by a program that does not calculate",
    ),
    _error(
        "cell.merged", "row",
        "The cell is merged with {range}, so it is not clear to which row its entry belongs.",
        "Unmerge the cells and write an entry in each.",
        "one result merged over three tasks",
    ),
    _warning(
        "row.hidden",
        "Row {row} is hidden. Its entries were read all the same.",
        "Unhide the row and see whether its entries are meant.",
        "a row left hidden by a filter",
    ),
    _error(
        "row.without_id", "row",
        "Row {row} has entries, but there is no code in the column “{header}”.",
        "Write the code of the task or indicator, or move the entries to its row.",
        "a row inserted below a task",
    ),
    _warning(
        "info.missing",
        "“{label}” is not filled in.",
        "Fill it in on the sheet “{sheet}”.",
        "no number of the unit's own plan",
    ),
    _error(
        "info.date_invalid", "row",
        "“{label}”: “{found}” is not a date.",
        "Write the date as day/month/year, for example 31/05/2022.",
        "“cuối tháng 5”",
    ),
    _note(
        "info.date_as_text",
        "“{label}”: “{found}” was read as the date {read}.",
        "Enter it as a date next time.",
        "“31/05/2022” as text",
    ),
    _error(
        "yes_no.unknown", "row",
        "“{found}” is neither Có nor Không.",
        "Choose Có or Không.",
        "“đang làm”",
    ),
)  # fmt: skip

_TASKS = (
    _error(
        "task.unknown", "row",
        "The task code “{found}” is not in the plan.",
        "Correct the code as it stands in the form; the nearest one is {hint}.",
        "“T1.1-1” for “T1.1-01”",
    ),
    _error(
        "task.duplicate", "row",
        "Task {subject} stands more than once, first in {first}.",
        "Keep one row for the task and delete the others.",
        "a row was copied",
    ),
    _error(
        "task.not_owed", "row",
        "Task {subject} is not given to this unit to lead.",
        "Delete the entry; the unit in the lead reports it.",
        "a task of Phòng Tư pháp in a commune's report",
    ),
    _warning(
        "task.row_missing",
        "The row of task {subject} is missing from the sheet “{sheet}”.",
        "Put the row back from the form and fill it in.",
        "a row was deleted",
    ),
    _error(
        "progress.unknown_status", "row",
        "“{found}” is not one of the states that can be chosen.",
        "Choose one of: {known}.",
        "“gần xong”",
    ),
    _warning(
        "progress.blank_status",
        "No state is given for task {subject}.",
        "Choose one of: {known}.",
        "the cell was left empty",
    ),
    _error(
        "progress.percent_invalid", "row",
        "“{found}” cannot be read as a percentage from 0 to 100.",
        "Write a number from 0 to 100 without the sign %, decimals after a comma: 85 for 85 %, not 0,85.",
        "850; 0,85 for 85 %",
    ),
    _note(
        "progress.percent_as_text",
        "The text “{found}” was read as {read} %.",
        "Enter it as a number next time.",
        "“85%” as text",
    ),
    _warning(
        "progress.percent_conflict",
        "The task is reported as done, but the share done is {found} %.",
        "Correct the state or the percentage.",
        "“Hoàn thành” with 95 %",
    ),
    _error(
        "progress.date_invalid", "row",
        "“{found}” is not a date.",
        "Write the date as day/month/year, for example 31/05/2022.",
        "“31/02/2022”, “cuối quý I”",
    ),
    _note(
        "progress.date_as_text",
        "“{found}” was read as the date {read}.",
        "Enter it as a date next time.",
        "“31/05/2022” as text",
    ),
    _error(
        "progress.date_after_cutoff", "row",
        "The day of completion {found} lies after the end of the period, {cutoff}.",
        "Correct the date; if the task was done later, report it as in progress.",
        "15/06/2022 in the half-year's report",
    ),
    _warning(
        "progress.date_before_start",
        "The day of completion {found} lies before the start of the period, {start}.",
        "See whether the year of the date is right.",
        "15/03/2021 for 15/03/2022",
    ),
    _error(
        "progress.done_without_date", "row",
        "The task is reported as done, but no day of completion is given.",
        "Write the day of completion.",
        "“Hoàn thành” with an empty date",
    ),
    _error(
        "progress.done_without_product", "row",
        "The task is reported as done, but no product or document is named.",
        "Write the product, with number and date of the document.",
        "“Hoàn thành” with an empty result",
    ),
    _error(
        "progress.not_applicable_without_reason", "row",
        "The task is reported as not applicable without a reason.",
        "Write why it does not apply.",
        "“Không áp dụng” with an empty reason",
    ),
    _warning(
        "progress.date_without_done",
        "A day of completion ({found}) is given, but the task is not reported as done.",
        "Correct the state or delete the date.",
        "“Đang thực hiện” with a date",
    ),
)  # fmt: skip

_FIGURES = (
    _error(
        "indicator.unknown", "row",
        "The indicator code “{found}” is not in the catalogue.",
        "Correct the code as it stands in the form; the nearest one is {hint}.",
        "“I10” for “I101”",
    ),
    _error(
        "indicator.duplicate", "row",
        "Indicator {subject} stands more than once, first in {first}.",
        "Keep one row for the indicator and delete the others.",
        "a row was copied",
    ),
    _warning(
        "indicator.not_owed",
        "Indicator {subject} is not asked of this unit in this period; the entry was not used.",
        "Delete the entry.",
        "an annual figure in the half-year's report",
    ),
    _error(
        "figure.not_a_number", "row",
        "“{found}” in the column “{header}” is not clearly a number.",
        "Write digits only, for example 1234 or 12,5.",
        "“khoảng 50”, “12.5”",
    ),
    _note(
        "figure.number_as_text",
        "The text “{found}” in the column “{header}” was read as the number {read}.",
        "Enter it as a number next time.",
        "“1.234,5” as text",
    ),
    _error(
        "figure.not_whole", "row",
        "{found} in the column “{header}” must be a whole number.",
        "Write a whole number; this indicator counts cases, people or things.",
        "12,5 people",
    ),
    _error(
        "figure.out_of_range", "row",
        "{found} is outside of what is possible ({range}).",
        "Check the figure and correct it.",
        "−3 meetings",
    ),
    _error(
        "figure.numerator_exceeds_denominator", "row",
        "The numerator {numerator} is greater than the denominator {denominator}.",
        "Check both: the numerator is a part of the denominator.",
        "120 of 100 files",
    ),
    _error(
        "figure.part_missing", "row",
        "Only one of numerator and denominator is given; “{header}” is empty.",
        "Fill in both, or neither with a reason.",
        "numerator 12, denominator empty",
    ),
    _error(
        "figure.below_half_year", "row",
        "“{header}” is {found} for the whole year, less than {half} in the half-year's report.",
        "The year's figures include the first half-year. Correct this figure or that of the half-year.",
        "40 in the year after 55 in the half-year",
    ),
    _warning(
        "figure.missing_without_reason",
        "Indicator {subject} has neither a figure nor a reason for its absence.",
        "Fill in the figure, or choose a reason.",
        "the row was left empty",
    ),
    _error(
        "figure.reason_unknown", "row",
        "“{found}” is not one of the reasons that can be chosen.",
        "Choose one of: {known}.",
        "“chưa có”",
    ),
    _warning(
        "figure.reason_with_value",
        "There is a figure and also a reason for its absence (“{found}”); the figure was used.",
        "Delete one of them.",
        "12 with “Chưa tổng hợp được”",
    ),
    _warning(
        "figure.reason_without_note",
        "The reason is “{found}”, but the note says nothing more.",
        "Write the reason in the column of notes.",
        "“Lý do khác” with an empty note",
    ),
    _error(
        "figure.value_in_wrong_column", "row",
        "“{found}” stands in the column “{header}”, which is not used for this indicator.",
        "Use the columns {wanted} for this indicator.",
        "a percentage in “Giá trị” where numerator and denominator are asked",
    ),
    _warning(
        "figure.small_sample",
        "The figure stands on {found} answers only, fewer than {least}.",
        "Say so when using it; ask more people next time.",
        "a survey with 12 valid answers",
    ),
    _warning(
        "figure.missing_row",
        "The row of indicator {subject} is missing from the sheet “{sheet}”.",
        "Put the row back from the form and fill it in.",
        "a row was deleted",
    ),
)  # fmt: skip

CATALOGUE: tuple[FindingCode, ...] = (*_FILES, *_TASKS, *_FIGURES)

CODES: dict[str, FindingCode] = {kind.code: kind for kind in CATALOGUE}

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
