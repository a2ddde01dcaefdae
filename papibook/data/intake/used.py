"""What the report of a unit that is in use answers."""

from __future__ import annotations

from collections.abc import Sequence

from papibook.data.edition.receipt import Receipt
from papibook.data.intake.examine import ExamineContext, read_used, rules_of
from papibook.data.intake.sent import all_answers
from papibook.data.report.answers import Answers


def answers_in_use(context: ExamineContext, used: Sequence[Receipt]) -> Answers:
    """The answers of the report in use; none where there is no report or it cannot be read."""
    if not used:
        return {}
    period_id = used[-1].period_id
    rules = rules_of(context, used[-1].unit_id, period_id)
    parts = {
        name: read_used(context, used, rules_of(context, unit_id, period_id))
        for unit_id, name in rules.carried.items()
    }
    return all_answers(read_used(context, used, rules), parts)
