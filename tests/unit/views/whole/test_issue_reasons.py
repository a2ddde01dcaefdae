"""What was open when an edition was issued stands on its quality page, with the office's reason."""

from __future__ import annotations

from papibook.model.inline import text_of
from papibook.model.tables import FINDINGS, ISSUE_REASONS
from papibook.views.common.display import Html, Stack, Table
from papibook.views.quality import issue_reasons

FOUND = FINDINGS.from_records(
    [{"code": "info.missing", "message": "“Ngày ký” còn trống.", "severity": "warning", "unit_id": "xa-a"}]
)


def test_each_reason_stands_with_what_it_is_for() -> None:
    given = [
        {"subject": "info.missing", "why": "Đã nhắc <hai lần>"},
        {"subject": "deadline", "why": "Sở đã đồng ý"},
    ]
    shown = issue_reasons(ISSUE_REASONS.from_records(given), FOUND)
    assert isinstance(shown, Stack)
    table = shown.parts[1]
    assert isinstance(table, Table)
    rows = [[text_of(cell.content) for cell in row.cells] for row in table.rows]
    assert rows == [
        ["Thời hạn của kế hoạch không thể giữ đúng", "Sở đã đồng ý"],
        ["“Ngày ký” còn trống.", "Đã nhắc <hai lần>"],
    ]


def test_without_a_reason_nothing_stands_there() -> None:
    assert issue_reasons(ISSUE_REASONS.empty(), FOUND) == Html("")
