"""What the codes in the data are called: English texts of the catalogue ``views``, by column and code."""

from __future__ import annotations

from collections.abc import Mapping

STATUS = {
    "done_on_time": "done on time",
    "done_late": "done late",
    "in_progress": "in progress",
    "overdue": "overdue",
    "due_at_cutoff": "not done, due on the cut-off day",
    "not_done_in_period": "not done in the period",
    "not_due": "not yet due",
    "not_reported": "not reported",
    "not_applicable": "not applicable",
    "on_track": "on track",
    "partly": "partly on track",
    "behind": "behind",
}
REPORT = {"on_time": "reported on time", "late": "reported late", "not_reported": "has not reported"}
REASON = {
    "not_collected": "not collected yet",
    "no_occurrence": "no case in the period",
    "not_competent": "outside the unit's competence",
    "awaiting_agency": "waiting for another agency's data",
    "other": "another reason",
}
FIGURE = {
    "value": "has a figure",
    "not_applicable": "not applicable",
    "missing": "no figure",
    "refused": "left out because of an error",
    "not_reported": "not reported",
}
TARGET = {"met": "met", "not_met": "not met", "none": "no target set"}
DIRECTION = {"better": "better", "worse": "worse", "same": "unchanged", "neutral": "", "none": ""}
DIRECTIVE = {
    "document": "document",
    "meeting": "meeting",
    "inspection": "inspection",
    "urging": "urging",
    "conclusion": "conclusion",
}
CONCLUSION = {
    "done": "done",
    "done_late": "done late",
    "overdue": "overdue",
    "open": "under way, within its time",
    "open_undated": "under way, no day was set",
}

CODE_WORDS: Mapping[str, Mapping[str, str]] = {
    "status": {
        **STATUS,
        **REPORT,
        "not_reported": STATUS["not_reported"],
        "compared": "compared",
        "no_comparable": "no comparable period",
    },
    "status_id": STATUS,
    "report_status": REPORT,
    "obs_status": FIGURE,
    "reason_code": REASON,
    "target_status": TARGET,
    "direction_of_change": DIRECTION | {"neutral": "not judged", "none": "not judged"},
    "written_status": {
        "not_started": "not started",
        "in_progress": "under way",
        "done": "done",
        "not_applicable": "not applicable",
    },
    "severity": {"error": "error", "warning": "warning", "note": "note"},
    "kind": {
        "count": "a count",
        "ratio": "a ratio",
        "yes_no": "yes or no",
        "difficulty": "Difficulties",
        "proposal": "Proposals",
        "task": "Task",
        "figure": "Indicator",
        "report": "the whole report",
        "text": "text",
        "day": "a day",
        **DIRECTIVE,
    },
    "standing": CONCLUSION,
    "direction": {
        "higher": "higher is better",
        "lower": "lower is better",
        "neutral": "not judged",
        "context": "for context",
    },
    "period_type": {
        "flow_cumulative": "counted from the start of the year",
        "stock_at_cutoff": "as it stands at the cut-off",
        "annual_only": "of the whole year only",
    },
    "due_kind": {
        "date": "by a date",
        "each_period": "in each period",
        "each_month": "in each month",
        "each_quarter": "in each quarter",
        "each_half_year": "in each half-year",
        "each_year": "in each year",
        "event": "when something happens",
    },
    "basis": {
        "comparable": "with the comparable period",
        "difference": "the rest of the period with the period that it contains",
        "cutoff": "this cut-off with the one before",
        "none": "no comparable period",
    },
    "rule": {
        "outlier": "far from the other units",
        "change": "great change",
        "before": "before that day",
        "not_later_than": "on that day at the latest",
    },
    "to_do": {
        "send": "to send its report",
        "mend": "to correct its report",
        "fill": "to complete its report",
        "nothing": "nothing to do",
    },
    "field": {
        "is_refused": "left out because of an error",
        "new": "a new report",
        "unreadable": "cannot be read",
        "withdrawn": "withdrawn",
    },
}
"""Columns of exported data with codes. Beside a code its words stand in a column of their own."""
