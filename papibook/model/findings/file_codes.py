"""Codes of files, sheets, columns, rows and the information sheet."""

from __future__ import annotations

from papibook.model.findings.code import ask, error, note, warning

FILE_CODES = (
    error(
        "file.unreadable", "file",
        "The file cannot be read: {cause}.",
        "To mend it: {cure}",
        "a Word file renamed to .xlsx",
    ),
    error(
        "file.unrecognised_unit", "file",
        "The report names “{found}” as its unit, which is no unit that reports on this plan.",
        "Use the form made for your unit and do not change the name of the unit in it.",
        "a unit of another place, one tone mark away",
    ),
    error(
        "file.hash_differs", "file",
        "The file is not the one that was received: it differs from the copy recorded in receipt {receipt}.",
        "Put the received file back from data/inbox/{sha256}. A correction comes in as a new revision.",
        "someone corrected a number in data/submissions by hand",
    ),
    error(
        "file.missing", "file",
        "Receipt {receipt} was accepted, but its file is not there.",
        "Put the received file back from data/inbox/{sha256} under the name {file}.",
        "the file was moved or deleted",
    ),
    error(
        "file.not_in_receipts", "file",
        "The file lies among the reports but stands in no receipt, so nobody knows when it came.",
        "Hand any file in with papibook receive: it writes the lost receipt of a file of data/inbox again. A "
        "file that nobody received is moved out of the folder.",
        "a file copied into data/submissions by hand",
    ),
    ask(
        "file.foreign_typing",
        "The report seems to have been typed in a program set to English (United States), where 12.000 "
        "becomes 12 and 5/6 becomes 6 May. These cells show it: {cells}. Other numbers and days may be wrong "
        "without a sign.",
        "Set the region of the program to Vietnam, or write numbers without dots, then check every number "
        "and day and send the report again.",
        "2.500 that became 2,5 in a count, in a file whose language is en-US",
    ),
    error(
        "sheet.missing", "sheet",
        "The sheet “{sheet}” is missing; nothing of it was read.",
        "Do not rename or delete sheets; copy the entries into a fresh form.",
        "“Nhiệm vụ” was deleted",
    ),
    warning(
        "sheet.renamed",
        "The sheet “{wanted}” has the name “{sheet}” here. It was known by what is in it, and read.",
        "Give the sheet its name “{wanted}” again.",
        "“Nhiệm vụ” was renamed to “Sheet1”",
    ),
    warning(
        "sheet.hidden",
        "The sheet “{sheet}” is hidden. Its entries were read all the same.",
        "Unhide the sheet and see whether its entries are meant.",
        "“Số liệu” was hidden before sending",
    ),
    error(
        "column.missing", "sheet",
        "The sheet “{sheet}” has no column {header}; the headings were looked for in row {rows}. Nothing of "
        "the sheet was read.",
        "Do not rename or delete columns; copy the entries into a fresh form.",
        "“Tình trạng” was renamed to “Ghi chú”",
    ),
    warning(
        "sheet.blank",
        "Nothing is filled in on the sheet “{sheet}”: {n} answers are owed.",
        "Fill in the whole sheet, from {cell} on, and send the report again.",
        "only the sheet of tasks was filled in",
        is_confirmable=False,
    ),
    warning(
        "sheet.units_silent",
        "Nothing is filled in for {n} units that report through this one: {names}. They count as not having "
        "reported.",
        "Fill in the rows of these units, on the sheets of tasks and figures, and send the report again.",
        "the office filled in its own rows and left those of eighteen residential groups empty",
        is_confirmable=False,
    ),
    error(
        "row.other_unit", "row",
        "Row {row} is of “{found}”, which does not report through this unit. Nothing of it was read.",
        "Write into the rows of the form only. A unit that does not report through this one sends its own "
        "report.",
        "the figures of a residential group of the next ward, pasted below the own ones",
    ),
    note(
        "column.headings_apart",
        "The headings of the sheet “{sheet}” stand in several rows ({rows}). The table was read below them.",
        "Leave the headings in one row next time.",
        "“Số liệu trong kỳ” merged over “Tử số”, “Mẫu số” and “Giá trị”",
    ),
    error(
        "sheet.shifted", "sheet",
        "From row {row} on, the answers of the sheet “{sheet}” stand {n} rows {direction}. Nothing of the "
        "sheet was read.",
        "Move the answers back to their rows (cut and paste them all at once) and send the report again.",
        "cells inserted above the first answer, so that all slide down a row",
    ),
    error(
        "sheet.shifted_columns", "sheet",
        "From row {row} on, the answers of the sheet “{sheet}” stand {n} columns {direction}. Nothing of the "
        "sheet was read.",
        "Move the answers back to their columns (cut and paste them all at once) and send the report again.",
        "a block pasted one column to the right",
    ),
    error(
        "sheet.column_shifted", "sheet",
        "From row {row} on, the answers in the column “{header}” of the sheet “{sheet}” stand {n} rows "
        "{direction}. Nothing of the sheet was read.",
        "Move the answers of this column back to their rows (cut and paste them all at once) and send the "
        "report again.",
        "the column of numerators pasted one row too low",
    ),
    warning(
        "sheet.report_beside",
        "Another table stands to the right of the unit's own in the sheet “{sheet}”. It was not read; the "
        "unit's own was.",
        "Delete what stands beside the table. If it is the right one, put it in the place of the first.",
        "another commune's table pasted beside the own",
    ),
    warning(
        "sheet.second_report",
        "Another report stands below the first, in the sheets {places} (the row where it begins). It was not "
        "read; the rows above it were.",
        "Delete the rows from there on. If they are another unit's, that unit sends its own report.",
        "a table pasted below the table",
    ),
    warning(
        "sheet.other_unit",
        "Rows of the report of {other} stand below the unit's own, in the sheets {places} (the row where "
        "they begin). They were not read; the rows above them were.",
        "Delete the rows from there on; {other} sends its own report.",
        "a neighbour's table pasted below",
    ),
    note(
        "sheet.numbers_as_text",
        "{n} cells of the sheet “{sheet}” hold numbers or days as texts, from {cell} (“{found}”) on. They "
        "were read: {read}.",
        "Enter numbers as numbers and days as dates next time, in cells that are not formatted as text.",
        "the whole column was formatted as text",
    ),
    note(
        "row.total",
        "Row {row} is a total. It was left alone; totals are worked out from the answers.",
        "Nothing has to be done; leave out totals next time.",
        "“Tổng cộng” below the table",
    ),
    error(
        "column.duplicate", "sheet",
        "The column “{header}” stands twice in the sheet “{sheet}”; nothing of the sheet was read.",
        "Keep the column that holds the right entries and remove the other.",
        "a copied column was left beside the first",
    ),
    warning(
        "identity.missing",
        "The form does not say for which plan, period and unit it was made (hidden sheet “{sheet}”).",
        "Use the form that was sent to you rather than a workbook made by hand.",
        "the entries were copied into a new workbook",
    ),
    error(
        "identity.wrong_plan", "file",
        "The form belongs to plan {found}; reports are due on plan {wanted}.",
        "Fill in the form of this year's plan and send it again.",
        "the form of last year's plan",
    ),
    error(
        "identity.wrong_period", "file",
        "The form is for the period {found}; the report is filed under {wanted}.",
        "Fill in the form of this period and send it again.",
        "the form of one period sent as the report of another",
    ),
    error(
        "identity.wrong_unit", "file",
        "The form is that of {found}, but the report was received from {wanted}.",
        "Fill in your own unit's form and send it again.",
        "a neighbour's form",
    ),
    error(
        "identity.made_up", "file",
        "The report is made up (“{found}”), but the data of this project are real; nothing of it was "
        "read.",
        "Fill in the form of the real project. If a whole project of made-up data is meant to become real, "
        "empty data/submissions and data/inbox first.",
        "an exercise sent as the report",
    ),
    error(
        "identity.real", "file",
        "The report was filled in on the form of a project of real data, but this project's data are made "
        "up; nothing of it was read.",
        "Hand it in to the project of the real reports.",
        "the real report received into the exercise",
    ),
    warning(
        "identity.unit_name",
        "The unit is written “{found}”, which is no unit that reports; the form was made for {wanted}.",
        "Write “{wanted}”. If the report is another unit's, fill in that unit's own form.",
        "another unit's name in the form",
    ),
    warning(
        "sheet.copy",
        "The sheet “{sheet}” holds the table of “{wanted}” under another name. It was not read.",
        "Write everything into the sheet “{wanted}” and delete this one; if there is no “{wanted}”, give "
        "this sheet that name.",
        "“Số liệu (2)”, a copy that was filled in by mistake",
    ),
    warning(
        "column.hidden",
        "The column “{header}” is hidden. Its entries were read all the same.",
        "Unhide the column and see whether its entries are meant.",
        "“Giá trị” was hidden before sending",
    ),
    warning(
        "text.old_encoding",
        "The text “{found}” is in the old encoding {encoding} and can only be read with its font.",
        "Convert it to Unicode (UniKey: Ctrl+Shift+F6), or type it again in Times New Roman.",
        "“Hoµn thµnh”, typed for the font .VnTime",
        is_confirmable=False,
    ),
    note(
        "file.macros",
        "The workbook is one with macros (.xlsm). They were neither run nor kept in what goes back.",
        "Save the report as an Excel workbook without macros (.xlsx).",
        "the report was saved as .xlsm",
    ),
    error(
        "cell.error_value", "row",
        "The cell shows the error {found}.",
        "Write the value itself in place of the formula.",
        "#REF! after a row was deleted; #SPILL!; Err:502 of LibreOffice",
    ),
    error(
        "cell.struck_out", "row",
        "A part of the cell is struck out: “{stands}” stands, “{found}” is struck out. Nothing of it was "
        "read.",
        "Delete what is struck out, so that only the answer stands in the cell.",
        "12 struck out before 15",
    ),
    error(
        "cell.all_struck_out", "row",
        "“{found}” is struck out, so it is no answer.",
        "Write the answer, or take away the strike-through if “{found}” is meant.",
        "a figure that is struck out, and no other in its place",
    ),
    note(
        "cell.struck_left_out",
        "What is struck out (“{found}”) was left out; “{stands}” was read.",
        "Delete what is struck out next time.",
        "a word struck out in a remark",
    ),
    error(
        "cell.raised", "row",
        "“{raised}” is raised or lowered, as a footnote or an exponent is; the cell says “{found}”. "
        "Nothing of it was read.",
        "Write the number alone; what belongs to a footnote goes into the notes.",
        "54 with a raised 1, which reads as 541",
    ),
    error(
        "row.struck_out", "row",
        "Row {row} is struck out. Nothing of it was read.",
        "Take away the strike-through if the row is meant; if it does not apply, say so in the row.",
        "a row that was struck out instead of answered",
    ),
    error(
        "cell.too_long", "row",
        "The cell holds {n} letters, more than the {limit} that an answer may have. Nothing of it was read.",
        "Write a short answer, and send the rest as a document of its own.",
        "a whole document pasted into a cell",
    ),
    warning(
        "cell.text_box",
        "“{name}” has no answer; a text box beside it says “{found}”. What stands in a text box is not read.",
        "Write the answer into the cell and delete the text box.",
        "a number in a text box on top of its cell",
    ),
    note(
        "sheet.text_box",
        "A text box lies on the sheet “{sheet}”. What stands in a text box is not read.",
        "Write what is meant as an answer into a cell.",
        "a remark in a text box beside the table",
    ),
    error(
        "cell.formula_without_value", "row",
        "The cell holds a formula whose result was not saved.",
        "Open the file in Excel, let it calculate, save it, or write the value itself.",
        "a file made by a program that does not calculate",
    ),
    error(
        "cell.merged", "row",
        "The cell is merged with {range}, so it is not clear to which row its entry belongs.",
        "Unmerge the cells and write an entry in each.",
        "one result merged over three tasks",
    ),
    warning(
        "row.hidden",
        "Row {row} is hidden. Its entries were read all the same.",
        "Unhide the row and see whether its entries are meant.",
        "a row left hidden by a filter",
    ),
    error(
        "row.without_id", "row",
        "Row {row} has entries, but there is no code in the column “{header}”.",
        "Write the code of the task or indicator, or move the entries to its row.",
        "a row inserted below a task",
    ),
    note(
        "info.persons_missing",
        "The sheet “{sheet}” does not say who made and who approved the report ({label}).",
        "Fill it in next time.",
        "“Người duyệt” was left empty",
    ),
    warning(
        "info.missing",
        "“{label}” is not filled in.",
        "Fill it in on the sheet “{sheet}”.",
        "no number of the unit's own plan",
        is_confirmable=False,
    ),
    error(
        "info.date_invalid", "row",
        "“{label}”: “{found}” is not a date.",
        "Write the date as day/month/year, for example 31/05/2022.",
        "“cuối tháng 5”",
    ),
    error(
        "info.date_impossible", "row",
        "“{label}”: the day {read} cannot be; the years {first} to {last} are possible.",
        "Correct the day and the year.",
        "20/01/1900, which is what becomes of the number 20",
    ),
    note(
        "info.date_as_text",
        "“{label}”: “{found}” was read as the date {read}.",
        "Enter it as a date next time.",
        "“31/05/2022” as text",
    ),
    error(
        "yes_no.unknown", "row",
        "“{found}” is neither Có nor Không.",
        "Choose Có or Không.",
        "“đang làm”",
    ),
    note(
        "yes_no.in_words",
        "“{found}” was read as {read}.",
        "Choose Có or Không next time, and write what else there is to say in the notes.",
        "“Có (1 trạm)”",
    ),
)  # fmt: skip
