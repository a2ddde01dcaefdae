"""The report's own deadline: what the plan asks for, and whether the data are closed in time for it."""

from __future__ import annotations

from collections.abc import Sequence

from papibook.data.export.calendar import rule_words
from papibook.ground.numbers import format_date
from papibook.model.plan import Edition, PlanFile


def deadline_sentence(plan: PlanFile, edition: Edition, receivers: Sequence[str]) -> str:
    """When the report is due, and whether that is kept; nothing where the plan sets no deadline.

    It is that of the first of ``receivers`` that has one, else the period's first. Of a later revision only
    the deadline is said.
    """
    deadlines = edition.period.deadlines
    own = next((each for name in receivers for each in deadlines if each.to_whom == name), None)
    deadline = own or next(iter(deadlines), None)
    if deadline is None:
        return ""
    due = (
        f"Theo mục {deadline.item} Kế hoạch số {plan.number}, báo cáo này gửi {deadline.to_whom} "
        f"{rule_words(deadline)}."
    )
    if edition.revision:
        return due
    closed = format_date(edition.data_closed_on)
    if edition.data_closed_on < deadline.last_day:
        return f"{due} Việc tiếp nhận báo cáo của các đơn vị kết thúc ngày {closed}, trong thời hạn này."
    return (
        f"{due} Do tiếp nhận báo cáo của các đơn vị đến hết ngày {closed}, báo cáo được gửi sau thời hạn này."
    )
