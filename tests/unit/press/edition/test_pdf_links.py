"""The PDFs that the HTML book offers for download."""

from __future__ import annotations

import os
from pathlib import Path

from papibook.press.edition.pdf_links import COVER, offer_pdfs, with_volumes

LINK = '<li><a href="../../_static/files/a.pdf" download>Bản in (PDF)</a></li>'
BOTH = (
    '<li><a href="../../_static/files/a.pdf" download>Bản in (PDF)</a><span class="pb-volumes"> · '
    '<a href="../../_static/files/a-tap-2.pdf" download>Tập 2</a></span></li>'
)


def test_the_further_volumes_stand_behind_the_first() -> None:
    assert with_volumes(LINK, ["a.pdf", "a-tap-2.pdf"]) == BOTH


def test_a_book_in_one_volume_changes_nothing() -> None:
    assert with_volumes(LINK, ["a.pdf"]) == LINK


def test_links_of_an_earlier_build_give_way() -> None:
    assert with_volumes(BOTH, ["a.pdf", "a-tap-2.pdf"]) == BOTH
    assert with_volumes(BOTH, ["a.pdf"]) == LINK


def test_all_pdfs_are_offered_and_a_cover_shared_with_another_edition_stays_as_it_is(tmp_path: Path) -> None:
    finished, other = tmp_path / "edition", tmp_path / "other.html"
    cover = finished / "html" / COVER
    for folder in (cover.parent, finished / "print"):
        folder.mkdir(parents=True)
    other.write_text(LINK, encoding="utf-8")
    os.link(other, cover)
    for name in ("a.pdf", "a-tap-2.pdf"):
        (finished / "print" / name).write_text(name)
    offer_pdfs(finished, ["a.pdf", "a-tap-2.pdf"])
    assert cover.read_text(encoding="utf-8") == BOTH
    assert other.read_text(encoding="utf-8") == LINK
    assert sorted(path.name for path in (finished / "html/_static/files").iterdir()) == [
        "a-tap-2.pdf",
        "a.pdf",
    ]
