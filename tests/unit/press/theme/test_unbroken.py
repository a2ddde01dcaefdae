"""What a line never ends in is kept whole, and nothing of the text changes."""

from __future__ import annotations

import re

import pytest
from lxml import html as lxml_html

from papibook.press.theme.unbroken import unbroken


def kept(body: str) -> list[str]:
    root = lxml_html.fromstring(f"<div>{unbroken(body)}</div>")
    return [node.text_content() for node in root.find_class("pb-nowrap")]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Kế hoạch số 426/KH-UBND, mục 1", ["426/KH-UBND"]),
        ("Nghị định số 42/2022/NĐ-CP; Quyết định 1085/QĐ-TTg", ["42/2022/NĐ-CP", "1085/QĐ-TTg"]),
        ("Luật 10/2022/QH15 và Nghị quyết 06-NQ/TU", ["10/2022/QH15", "06-NQ/TU"]),
        ("nhiệm vụ T1.3-03, nhiệm kỳ 2021-2026", ["T1.3-03", "2021-2026"]),
        (
            "đến ngày 31/5/2022, trong tháng 10/2022 của năm 2022",
            ["ngày 31/5/2022", "tháng 10/2022", "năm 2022"],
        ),
        ("đạt 92,5 %; cao hơn 1,2 điểm; muộn 5 ngày", ["92,5 %", "1,2 điểm", "5 ngày"]),
        ("13/15 xã; a/b; ngày càng nhiều", []),
    ],
)
def test_numbers_of_documents_dates_and_numbers_with_their_unit_are_kept_whole(
    text: str, whole: list[str]
) -> None:
    assert kept(f"<p>{text}</p>") == whole


def test_a_figure_is_kept_with_the_word_behind_it() -> None:
    body = '<p>Trong <span data-figure="n/2022-S1/all/all">45</span> đầu việc đến hạn</p>'
    assert kept(body) == ["45 đầu"]


def test_cells_of_tables_keep_numbers_alone() -> None:
    assert kept("<table><tr><td>KH số 55/KH-PNV ngày 31/5/2022</td></tr></table>") == ["55/KH-PNV"]


def test_text_code_and_scripts_stay_as_they_are() -> None:
    body = (
        '<p title="426/KH-UBND">a 426/KH-UBND &lt;b&gt; ngày 31/5/2022</p><!-- 426/KH-UBND -->'
        '<pre><code>"426/KH-UBND"</code></pre><script>"426/KH-UBND"</script><p>5 ngày</p>'
    )
    made = unbroken(body)
    assert re.sub(r'<span class="pb-nowrap">([^<]*)</span>', r"\1", made) == body
    assert made.count("pb-nowrap") == 3
