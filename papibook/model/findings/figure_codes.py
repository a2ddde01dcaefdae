"""Codes of the figures' sheet."""

from __future__ import annotations

from papibook.model.findings.code import asked_error, error, note, warning

FIGURE_CODES = (
    error(
        "indicator.unknown", "row",
        "The indicator code “{found}” is not in the catalogue.",
        "Correct the code as it stands in the form; the nearest one is {hint}.",
        "“I10” for “I101”",
    ),
    error(
        "indicator.duplicate", "row",
        "Indicator {subject} stands more than once, first in {first}.",
        "Keep one row for the indicator and delete the others.",
        "a row was copied",
    ),
    warning(
        "indicator.not_owed",
        "Indicator {subject} is not asked of this unit in this period; the entry was not used.",
        "Delete the entry.",
        "an annual figure in the report of a shorter period",
    ),
    error(
        "figure.not_a_number", "row",
        "“{found}” in the column “{header}” is not clearly a number.",
        "Write digits only, for example 1234 or 12,5.",
        "“khoảng 50”, “12.5”",
    ),
    error(
        "figure.no_digits", "row",
        "“{found}” in the column “{header}” is no number.",
        "Write the number. If there was none, write 0; if it is not known, leave the cell empty and choose a "
        "reason.",
        "“x”, “…”, “–”",
    ),
    asked_error(
        "figure.two_meanings", "row",
        "“{found}” in the column “{header}” may mean {one} or {other}.",
        "Write the number without a dot or comma between thousands, for example 1250; decimals after a "
        "comma.",
        "“1,250”",
    ),
    note(
        "figure.none_as_zero",
        "“{found}” in the column “{header}” was read as 0.",
        "Write 0 next time. If the number is not known, leave the cell empty and choose a reason.",
        "“Không phát sinh trong kỳ”",
    ),
    note(
        "figure.number_as_text",
        "The text “{found}” in the column “{header}” was read as the number {read}.",
        "Enter it as a number next time.",
        "“1.234,5” as text",
    ),
    error(
        "figure.not_whole", "row",
        "{found} in the column “{header}” must be a whole number.",
        "Write a whole number; this indicator counts cases, people or things.",
        "12,5 people",
    ),
    error(
        "figure.out_of_range", "row",
        "{found} is outside of what is possible ({range}).",
        "Check the figure and correct it.",
        "−3 meetings",
    ),
    error(
        "figure.far_from_usual", "row",
        "{found} in the column “{header}” is far from usual: {usual} is what this unit or its like report, "
        "and up to {most} is taken as it is. It stays out of the totals until it is confirmed.",
        "Correct the figure, or confirm it with an explanation.",
        "9999999 meetings where the other units had five",
        is_confirmable=True,
    ),
    error(
        "figure.far_alone", "row",
        "{found} in the column “{header}” is greater than {most}, and there is nothing to compare it with. "
        "It stays out of the totals until it is confirmed.",
        "Correct the figure, or confirm it with an explanation.",
        "9999999 meetings of the only unit that reports them",
        is_confirmable=True,
    ),
    error(
        "figure.numerator_exceeds_denominator", "row",
        "The numerator {numerator} is greater than the denominator {denominator}.",
        "Check both: the numerator is a part of the denominator.",
        "120 of 100 files",
    ),
    error(
        "figure.zero_denominator", "row",
        "The denominator is 0, but the numerator is {part}.",
        "Write the denominator. If there was none, the numerator is 0 too.",
        "820 of 0 files",
    ),
    error(
        "figure.part_missing", "row",
        "Only one of numerator and denominator is given; “{header}” is empty.",
        "Fill in both, or neither with a reason.",
        "numerator 12, denominator empty",
    ),
    error(
        "figure.below_contained", "row",
        "“{header}” is {found}, less than {before} in the report of {period}, which this period contains.",
        "Figures add up from the start of the period. Correct this figure or that of {period}.",
        "40 in the year after 55 in its first half",
    ),
    warning(
        "figure.missing_without_reason",
        "Indicator {subject} has neither a figure nor a reason for its absence.",
        "Fill in the figure, or choose a reason.",
        "the row was left empty",
        is_confirmable=False,
    ),
    error(
        "figure.reason_unknown", "row",
        "“{found}” is not one of the reasons that can be chosen.",
        "Choose one of: {known}.",
        "“chưa có”",
    ),
    warning(
        "figure.reason_with_value",
        "There is a figure and also a reason for its absence (“{found}”); the figure was used.",
        "Delete one of them.",
        "12 with “Chưa tổng hợp được”",
    ),
    warning(
        "figure.reason_without_note",
        "The reason is “{found}”, but the note says nothing more.",
        "Write the reason in the column of notes.",
        "“Lý do khác” with an empty note",
        is_confirmable=False,
    ),
    error(
        "figure.value_in_wrong_column", "row",
        "“{found}” stands in the column “{header}”, which is not used for this indicator.",
        "Use the columns {wanted} for this indicator.",
        "a percentage in “Giá trị” where numerator and denominator are asked",
    ),
    warning(
        "figure.small_sample",
        "The figure stands on {found} answers only, fewer than {least}.",
        "Say so when using it; ask more people next time.",
        "a survey with 12 valid answers",
    ),
    warning(
        "figure.missing_row",
        "The row of indicator {subject} is missing from the sheet “{sheet}”.",
        "Put the row back from the form and fill it in.",
        "a row was deleted",
        is_confirmable=False,
    ),
)  # fmt: skip
