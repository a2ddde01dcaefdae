"""No heading on a page skips a level, whoever wrote it."""

from __future__ import annotations

from papibook.press.pages.headings import HeadingLevels


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
