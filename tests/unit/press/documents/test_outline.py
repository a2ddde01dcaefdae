"""The outline is the office's: what it can't say is told with its line, all at once."""

from __future__ import annotations

import pytest

from papibook.ground.problems import RefusedFileError
from papibook.press.documents.outline import AnnexPlace, Each, Line, ListPlace, read_outline


def test_an_outline_is_read_in_order() -> None:
    text = """% a remark
# I. MỘT
Câu {n}.

:::{list} next
:::{each} dimension
## {number}
:::{list} figures
:::
:::{annex} quality/table-submissions Tình hình gửi báo cáo
"""
    assert read_outline(text, "bao-cao.md") == (
        Line("I. MỘT", 1, 2),
        Line("Câu {n}.", 0, 3),
        ListPlace("next", 5),
        Each((Line("{number}", 2, 7), ListPlace("figures", 8)), 6),
        AnnexPlace("quality/table-submissions", "Tình hình gửi báo cáo", 10),
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (":::{liste} next", 1),
        ("\n:::{each} unit\n:::", 2),
        ("a\n:::{annex} quality", 2),
        (":::{annex} quality/table-a", 1),
        (":::{each} dimension\na", 1),
        (":::", 1),
        (":::{each} dimension\n:::{annex} a/b C\n:::", 2),
    ],
)
def test_a_directive_that_there_is_not_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(RefusedFileError) as refused:
        read_outline(text, "bao-cao.md")
    assert f"bao-cao.md, line {line}: " in str(refused.value)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(RefusedFileError) as refused:
        read_outline(":::{x} a\n:::{y} b\n:::{each} dimension", "bao-cao.md")
    assert len(refused.value.problems) == 3
