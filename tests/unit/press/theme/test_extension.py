"""The Sphinx extension: standing lines, edition file, colours as in the model, no word left in English."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from papibook.ground.texts import LOCALE_FOLDER, say
from papibook.model.status import BY_ID, STATUSES
from papibook.press.theme.extension import (
    HTML_FOLDER,
    STATIC_FOLDER,
    body_class,
    read_edition,
    window_title,
)
from papibook.press.theme.standing_directive import read_standing, standing_html
from papibook.views.common.theme import SCREEN_FONTS

ENTRY = {
    "status": "overdue",
    "sign": "!",
    "text": "12/15 đầu việc đúng hạn · 3 quá hạn",
    "page": "dimensions/1",
    "anchor": "solution-1-1",
}


def test_standing_shows_sign_sentence_and_link() -> None:
    line = standing_html(ENTRY, "../pages/dimensions/1.html#solution-1-1")
    assert '<span class="pb-sign pb-overdue" aria-hidden="true">!</span>' in line
    assert "12/15 đầu việc đúng hạn · 3 quá hạn" in line
    assert 'href="../pages/dimensions/1.html#solution-1-1"' in line
    assert 'data-page="dimensions/1" data-anchor="solution-1-1"' in line


def test_standing_escapes_what_it_is_given() -> None:
    line = standing_html({**ENTRY, "text": "<script>x</script>", "anchor": '"><b>'}, '"><b>')
    assert "<script>" not in line
    assert "<b>" not in line


def test_standing_without_edition_says_so() -> None:
    assert "Chưa dựng báo cáo nào." in standing_html(None, None, is_built=False)


def test_standing_without_entry_says_there_are_no_figures() -> None:
    assert "Chưa có số liệu cho mục này." in standing_html(None, None)


def test_standing_without_page_in_the_book_has_no_link() -> None:
    assert "<a " not in standing_html(ENTRY, None)


def test_unknown_status_never_becomes_a_class() -> None:
    assert "x y" not in standing_html({**ENTRY, "status": "x y"}, None)


def test_absent_files_mean_no_edition(tmp_path: Path) -> None:
    assert read_edition(tmp_path) == {}
    assert read_standing(tmp_path / "standing.json") is None


def test_edition_is_read_from_beside_the_pages(tmp_path: Path) -> None:
    (tmp_path / "book" / "pages").mkdir(parents=True)
    (tmp_path / "book" / "pages" / "edition.json").write_text(json.dumps({"edition_id": "2022-S1"}))
    assert read_edition(tmp_path) == {"edition_id": "2022-S1"}


@pytest.mark.parametrize(
    ("pagename", "kind"),
    [
        ("book/pages/index", "pb-cover"),
        ("book/plan/part-2", "pb-plan"),
        ("book/pages/communes/xa-chieng-son", "pb-communes"),
        ("book/pages/quality", "pb-quality"),
        ("search", "pb-search"),
    ],
)
def test_pages_are_told_apart_by_their_body(pagename: str, kind: str) -> None:
    assert body_class(pagename).split() == ["pb-page", kind]


def test_a_window_is_named_by_page_period_place_and_book() -> None:
    edition = {"period_name": "6 tháng đầu năm 2022", "place_name": "Huyện Mộc Châu"}
    assert window_title("Xã Chiềng Sơn", "Kế hoạch PAPI", edition) == (
        "Xã Chiềng Sơn – 6 tháng đầu năm 2022 – Huyện Mộc Châu – Kế hoạch PAPI"
    )
    cover = "Báo cáo kết quả, 6 tháng đầu năm 2022"
    assert window_title(cover, "Kế hoạch PAPI", edition) == f"{cover} – Huyện Mộc Châu – Kế hoạch PAPI"
    assert window_title("Phương pháp", "Kế hoạch PAPI", {}) == "Phương pháp – Kế hoạch PAPI"


def test_stylesheet_has_the_colours_of_the_model() -> None:
    css = (STATIC_FOLDER / "papibook.css").read_text(encoding="utf-8")
    found = dict(re.findall(r"--pb-([a-z_]+): (#[0-9a-f]{6});", css))
    coloured = {status.id: status.fill.lower() for status in STATUSES if status.fill != "#FFFFFF"}
    assert coloured.items() <= found.items()
    for status in BY_ID.values():
        rules = re.findall(rf"^(.*)\.pb-{status.id}(?: \{{|,)$", css, re.MULTILINE)
        assert rules == [":is(.pb-status, .pb-sign)"]  # a page named overdue is not set on its colour


def test_still_pictures_name_the_fonts_of_the_pages() -> None:
    css = (STATIC_FOLDER / "papibook.css").read_text(encoding="utf-8")
    assert f"--pb-sans: {SCREEN_FONTS};" in css


def test_static_files_name_no_other_site() -> None:
    for path in STATIC_FOLDER.iterdir():
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "://" not in text.replace("file://", ""), path.name


def test_every_word_of_the_templates_has_a_vietnamese_text() -> None:
    words = {
        match.replace("\\'", "'")
        for path in HTML_FOLDER.rglob("*.html")
        for match in re.findall(r"_\('((?:[^'\\]|\\.)+)'\)", path.read_text(encoding="utf-8"))
    }
    assert words
    for word in words:
        assert say("press_book", word) != word, word


def test_catalogue_is_compiled() -> None:
    folder = LOCALE_FOLDER / "vi" / "LC_MESSAGES"
    assert (folder / "press_book.mo").is_file()
