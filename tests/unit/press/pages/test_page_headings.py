"""No heading on a page skips a level, whoever wrote it."""

from __future__ import annotations

from nbformat import NotebookNode

from papibook.press.pages.headings import HeadingLevels, without_bare_headings


def test_a_views_heading_right_below_the_title_is_of_the_second_level() -> None:
    levels = HeadingLevels()
    levels.markdown("(page-district)=\n# Toàn huyện")
    assert levels.html("<h3>Đánh giá</h3><p>#</p><h3 id='a'>Nguyên nhân</h3>") == (
        "<h2>Đánh giá</h2><p>#</p><h2 id='a'>Nguyên nhân</h2>"
    )


def test_levels_below_a_section_stay_as_they_are() -> None:
    levels = HeadingLevels()
    levels.markdown("# Trang\n\n## Mục")
    text = "<h3>Một</h3><h4>Hai</h4><h3>Ba</h3><hr>"
    assert levels.html(text) == text


def test_text_that_looks_like_a_heading_is_left_alone() -> None:
    assert HeadingLevels().html("<p>&lt;h4&gt; <hr></p>") == "<p>&lt;h4&gt; <hr></p>"


def cell(source: str, kind: str = "markdown") -> NotebookNode:
    return NotebookNode(cell_type=kind, source=source)


def test_a_heading_under_which_nothing_stands_goes_and_takes_none_with_it() -> None:
    shown = cell("v.show()", "code")
    cells = [
        cell("# Trang"),
        cell("## Trống"),
        cell("## Chỉ có mục trống"),
        cell("### Trống nốt"),
        cell("## Có mục con"),
        cell("### Đầy"),
        shown,
        cell("## Có lời\n\nMột câu."),
        cell('<hr class="x">\n\n## Trống ở cuối'),
    ]
    kept = [each.source for each in without_bare_headings(cells)]
    assert kept == ["# Trang", "## Có mục con", "### Đầy", "v.show()", "## Có lời\n\nMột câu."]


def test_a_page_with_nothing_on_it_keeps_its_title() -> None:
    assert [each.source for each in without_bare_headings([cell("# Trang"), cell("## Trống")])] == ["# Trang"]
