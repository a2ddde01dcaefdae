"""A report's answers as people read them: the words of the form, numbers and days as officials write them."""

from __future__ import annotations

from datetime import date

from papibook.ground.numbers import format_date, format_number
from papibook.ground.texts import say
from papibook.model.layout import FIGURE_COLUMNS, MISSING_REASONS, NO, TASK_COLUMNS, WRITTEN_STATUSES, YES

_COLUMNS = {column.name: column for column in (*TASK_COLUMNS, *FIGURE_COLUMNS)}


def said_field(field: str, lang: str = "vi") -> str:
    """The form's own header of a column; what happened to a whole row or report in words."""
    match field:
        case "is_refused":
            return say("status", "left out because of an error", lang=lang)
        case "new":
            return say("status", "first report", lang=lang)
        case "withdrawn":
            return say("status", "report withdrawn", lang=lang)
        case "unreadable":
            return say("status", "one of the two revisions cannot be read", lang=lang)
        case _:
            return _COLUMNS[field].header


def said_answer(field: str, text: str, kind: str = "") -> str:
    """``text`` of schema REVISED; ``kind`` of the indicator, which tells yes from 1."""
    if not text:
        return ""
    if field == "is_refused":
        return YES if text == "true" else NO
    if field == "written_status":
        return WRITTEN_STATUSES.get(text, text)
    if field == "reason_code":
        return MISSING_REASONS.get(text, text)
    if kind == "yes_no" and field == "value":
        return YES if text == "1" else NO
    match _COLUMNS[field].kind:
        case "number" | "yes_no_or_number":
            return format_number(float(text), len(text.partition(".")[2]))
        case "day":
            return format_date(date.fromisoformat(text))
        case _:
            return " ".join(text.split())
