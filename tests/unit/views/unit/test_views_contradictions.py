"""Answers of a unit's report that contradict each other, on its page."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pandas as pd
from lxml import html as lxml_html
from views_frames import (
    ESCAPED,
    HOSTILE,
    dimensions,
    district_figures,
    edition,
    figure,
    figures,
    indicators,
    obligation,
    obligations,
    tasks,
)

from papibook import measures as m
from papibook import views as v
from papibook.model.findings import Finding, to_frame
from papibook.model.tables import TARGETS
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


def test_both_rows_of_a_contradiction_bear_its_mark_on_the_page_and_in_the_file() -> None:
    found = to_frame([replace(FOUND, subject_id="T1.1-01")])
    owed = obligations(obligation("T1.1-01", "overdue"), obligation("T1.2-01", "overdue"))
    of_tasks = v.unit_tasks(owed, tasks(), dimensions(), found, edition())
    rows = m.unit_figures(
        figures(figure("I102", 1.0)), indicators(), TARGETS.empty(), district_figures(), edition()
    )
    of_figures = v.unit_figures(rows, indicators(), dimensions(), found, edition())
    assert isinstance(of_figures, Table)
    for table, own, other in ((of_tasks, "T1.1-01", "I102"), (of_figures, "I102", "T1.1-01")):
        marked = [
            row.text_content()
            for row in lxml_html.fromstring(table.html).xpath("//tbody/tr")
            if f"≠ mâu thuẫn với {other}" in row.text_content()
        ]
        assert [own in text for text in marked] == [True]
        lines = pd.read_csv(StringIO(table.csv)).set_index(table.csv.split(",")[0])["contradicts"]
        assert lines.dropna().to_dict() == {own: other}
        assert "không thể cùng đúng" in " ".join(map(str, table.notes))


def test_an_unlikely_pair_bears_no_mark() -> None:
    found = to_frame([replace(FOUND, subject_id="T1.1-01", code="rule.unlikely")])
    table = v.unit_tasks(
        obligations(obligation("T1.1-01", "overdue")), tasks(), dimensions(), found, edition()
    )
    assert "≠" not in table.html


def test_without_contradictions_nothing_is_shown() -> None:
    assert v.unit_contradictions(to_frame([])) == Html("")
