"""Codes of the tasks' sheet."""

from __future__ import annotations

from papibook.model.findings.code import error, note, warning

TASK_CODES = (
    error(
        "task.unknown", "row",
        "The task code “{found}” is not in the plan.",
        "Correct the code as it stands in the form; the nearest one is {hint}.",
        "“T1.1-1” for “T1.1-01”",
    ),
    error(
        "task.duplicate", "row",
        "Task {subject} stands more than once, first in {first}.",
        "Keep one row for the task and delete the others.",
        "a row was copied",
    ),
    error(
        "task.not_owed", "row",
        "Task {subject} is not given to this unit to lead.",
        "Delete the entry; the unit in the lead reports it.",
        "another unit's task in a report",
    ),
    warning(
        "task.row_missing",
        "The row of task {subject} is missing from the sheet “{sheet}”.",
        "Put the row back from the form and fill it in.",
        "a row was deleted",
        is_confirmable=False,
    ),
    error(
        "progress.unknown_status", "row",
        "“{found}” is not one of the states that can be chosen.",
        "Choose one of: {known}.",
        "“gần xong”",
    ),
    note(
        "progress.status_in_words",
        "“{found}” was read as “{read}”.",
        "Choose the state from the list next time.",
        "“Đã hoàn thành”, “Hoàn thành 100%”",
    ),
    warning(
        "progress.blank_status",
        "No state is given for task {subject}.",
        "Choose one of: {known}.",
        "the cell was left empty",
        is_confirmable=False,
    ),
    error(
        "progress.percent_invalid", "row",
        "“{found}” cannot be read as a percentage from 0 to 100.",
        "Write a number from 0 to 100 without the sign %, decimals after a comma: 85 for 85 %, not 0,85.",
        "850; 0,85 for 85 %",
    ),
    note(
        "progress.percent_as_text",
        "The text “{found}” was read as {read} %.",
        "Enter it as a number next time.",
        "“85%” as text",
    ),
    warning(
        "progress.percent_conflict",
        "The task is reported as done, but the share done is {found} %.",
        "Correct the state or the percentage.",
        "“Hoàn thành” with 95 %",
    ),
    error(
        "progress.date_invalid", "row",
        "“{found}” is not a date.",
        "Write the date as day/month/year, for example 31/05/2022.",
        "“31/02/2022”, “cuối quý I”",
    ),
    note(
        "progress.date_as_text",
        "“{found}” was read as the date {read}.",
        "Enter it as a date next time.",
        "“31/05/2022” as text",
    ),
    error(
        "progress.date_after_cutoff", "row",
        "The day of completion {found} lies after the end of the period, {cutoff}.",
        "Correct the date; if the task was done later, report it as in progress.",
        "15/06/2022 in the half-year's report",
    ),
    error(
        "progress.date_impossible", "row",
        "The day of completion {found} cannot be: it lies before both the plan and the period, which began "
        "on {start}. The task does not count as done.",
        "Correct the day and the year.",
        "20/01/1900, which is what becomes of the number 20; 21/4/2002 for 21/4/2022",
    ),
    warning(
        "progress.date_before_start",
        "The day of completion {found} lies before the start of the period, {start}.",
        "See whether the year of the date is right.",
        "in a plan of several years a task that was done in the year before",
    ),
    error(
        "progress.done_without_date", "row",
        "The task is reported as done, but no day of completion is given.",
        "Write the day of completion.",
        "“Hoàn thành” with an empty date",
    ),
    error(
        "progress.done_without_product", "row",
        "The task is reported as done, but no product or document is named.",
        "Write the product, with number and date of the document.",
        "“Hoàn thành” with an empty result",
    ),
    error(
        "progress.not_applicable_without_reason", "row",
        "The task is reported as not applicable without a reason.",
        "Write why it does not apply.",
        "“Không áp dụng” with an empty reason",
    ),
    warning(
        "progress.date_without_done",
        "A day of completion ({found}) is given, but the task is not reported as done.",
        "Correct the state or delete the date.",
        "“Đang thực hiện” with a date",
    ),
)  # fmt: skip
