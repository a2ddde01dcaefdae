"""The brief for the leadership: two pages, from the same values as the report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from papibook.ground.numbers import roman
from papibook.model.inline import Inline
from papibook.model.plan import Edition, PlanFile
from papibook.model.table import RowGroup, TableValue
from papibook.press.documents.content import Block, DocumentContent, Heading, Paragraph
from papibook.press.documents.report import BuiltEdition, drawn_up, in_words, subject_of
from papibook.press.documents.told import told_of
from papibook.press.letters.publicity import how_it_stands
from papibook.press.letters.results import results_of

_OVERDUE = "overdue/table-overdue"
_MOST_ROWS, _MOST_LINES = 6, 3
"""What fits on two pages."""


def brief(plan: PlanFile, edition: Edition, built: BuiltEdition) -> DocumentContent:
    """How it stands, what is overdue, what is to be decided, what comes next."""
    head = drawn_up(plan, edition.data_closed_on, "BÁO CÁO TÓM TẮT", subject_of(plan, edition))
    return replace(head, body=tuple(_body(edition, built)))


def _body(edition: Edition, built: BuiltEdition) -> Iterator[Block]:
    results = results_of(built.slices)
    whole, _ = told_of(built.slices)
    yield Heading(1, "I. Kết quả chung")
    yield Paragraph((how_it_stands(edition, results),))
    yield in_words(results.dimension_table)
    late = built.table(_OVERDUE)
    if late is not None and late.rows:
        yield Heading(1, "II. Quá hạn, chưa hoàn thành")
        yield in_words(_first_rows(late))
        if len(late.rows) > _MOST_ROWS:
            yield Paragraph((f"Toàn bộ {len(late.rows)} dòng có trong phụ lục của báo cáo.",))
    lists = whole.lists
    parts = {
        "Nội dung xin ý kiến chỉ đạo": lists.get("office", ()),
        "Việc cần làm tiếp": lists.get("next", ()),
        "Kiến nghị của các đơn vị": lists.get("proposals", ()),
    }
    for number, (title, entries) in enumerate(((t, e) for t, e in parts.items() if e), start=3):
        yield Heading(1, f"{roman(number)}. {title}")
        yield from _items(entries)


def _items(entries: object) -> Iterator[Block]:
    lines: Iterator[Inline] = iter(entries)  # type: ignore[call-overload]
    yield from (Paragraph(line, is_item=True) for line in islice(lines, _MOST_LINES))


def _first_rows(table: TableValue) -> TableValue:
    """The first rows; those are late longest. Without notes on marks that they do not show."""
    left, groups = _MOST_ROWS, []
    for group in table.groups:
        rows = group.rows[:left]
        left -= len(rows)
        if rows:
            groups.append(RowGroup(group.heading, rows))
    return replace(table, groups=tuple(groups), notes=())
