"""Answers of a unit's report that contradict each other, on its page."""

from __future__ import annotations

from lxml import html as lxml_html
from views_frames import ESCAPED, HOSTILE

from papibook import views as v
from papibook.model.findings import Finding, to_frame
from papibook.views.common.display import Html, Table

FOUND = Finding(
    "rule.contradiction",
    "xa-a",
    "2022-S1",
    "data/submissions/2022-S1/xa-a.r1.xlsx",
    "Nhiệm vụ",
    "F9",
    "T1.1-02",
    HOSTILE,
    {
        "name": "Công khai số điện thoại",
        "other": "I102",
        "other_name": "Công khai liên hệ",
        "other_found": "Có",
        "other_sheet": "Số liệu",
        "other_cell": "H8",
        "words": "Cùng một việc.",
    },
)


def test_a_contradiction_is_shown_with_both_answers_and_their_cells() -> None:
    blank = Finding("progress.blank_status", "xa-a", "2022-S1", subject_id="T1", values={"known": "…"})
    shown = v.unit_contradictions(to_frame([FOUND, blank]))
    assert isinstance(shown, Table)
    assert ESCAPED in shown.html
    row = lxml_html.fromstring(shown.html).xpath("//tbody/tr")
    assert len(row) == 1
    text = row[0].text_content()
    for said in (
        "ô F9",
        "ô H8",
        "Công khai số điện thoại",
        "Công khai liên hệ",
        "Cùng một việc.",
        "sửa ô ghi sai",
    ):
        assert said in text


def test_without_contradictions_nothing_is_shown() -> None:
    assert v.unit_contradictions(to_frame([])) == Html("")
