"""One unit's own part: its results, and what is asked of it next. Nothing of other units stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from papibook.model.plan import Edition, PlanFile
from papibook.press.documents.content import Annex, DocumentContent, Paragraph, numbered_annexes
from papibook.press.documents.report import BuiltEdition, drawn_up, in_words
from papibook.views.common.words import within_sentence

_TABLES = {
    "table-tasks": "Nhiệm vụ chủ trì",
    "table-figures": "Số liệu",
    "table-target-gaps": "Còn thiếu so với chỉ tiêu giao",
    "table-lifting-jobs": "Việc cần làm tiếp",
}
"""Of the unit's page: those that hold its own rows alone."""


def unit_sheet(
    plan: PlanFile, edition: Edition, built: BuiltEdition, unit: tuple[str, str], asked: str
) -> DocumentContent:
    """The sheet of ``unit`` (its page and name). ``asked``: what its report still asks of it, or nothing."""
    page, name = unit
    annexes = tuple(_annexes(built, page))
    period = within_sentence(edition.period.name)
    told = [line for line in asked.splitlines() if line.strip()]
    said = told or [
        f"Báo cáo {period} của đơn vị đã được tổng hợp; không có nội dung phải bổ sung, chỉnh sửa."
    ]
    subject = f"{name}: kết quả thực hiện Kế hoạch số {plan.number} {period}"
    return replace(
        drawn_up(plan, edition.data_closed_on, "PHIẾU KẾT QUẢ", subject),
        body=tuple(Paragraph((line,)) for line in said),
        annexes=annexes,
    )


def _annexes(built: BuiltEdition, page: str) -> Iterator[Annex]:
    found = [
        (title, table)
        for name, title in _TABLES.items()
        if (table := built.table(f"{page}/{name}")) is not None and table.rows
    ]
    yield from numbered_annexes([(title, replace(in_words(table), caption=title)) for title, table in found])
