"""Codes of answers that contradict each other, by the rules that are data."""

from __future__ import annotations

from papibook.model.findings.code import note, warning

RULE_CODES = (
    warning(
        "rule.contradiction",
        "Two answers contradict each other: {subject} “{name}” says “{found}”, {other} “{other_name}” says "
        "“{other_found}” (sheet “{other_sheet}”, cell {other_cell}). {words}",
        "Compare both cells with your documents and correct the one that is wrong.",
        "“Chưa bắt đầu” beside the indicator about the same fact with “Có”",
    ),
    note(
        "rule.unlikely",
        "Two answers seldom stand together: {subject} “{name}” says “{found}”, {other} “{other_name}” says "
        "“{other_found}” (sheet “{other_sheet}”, cell {other_cell}). {words}",
        "See whether both cells are right; if they are, nothing has to be changed.",
        "a task in progress, all of whose parts are reported as there",
    ),
)
