"""Documents on the cover: with kind and size, once, whatever an earlier build had put there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from papibook.data.edition.dataset import edition_of
from papibook.data.given.plan import read_plan
from papibook.ground.paths import Project
from papibook.press.documents.deadline import deadline_sentence
from papibook.press.letters.offered import offer_documents, with_documents

ROOT = Path(__file__).resolve().parents[4]
COVER = '<p>…</p><ul class="pb-downloads"><li>PDF</li></ul><p>…</p>'
FILES = {"bao-cao-2022-S1.docx": b"x" * 45_200, "truyen-thanh-2022-S1.txt": b"x"}


def test_each_file_is_linked_with_kind_and_size_behind_the_downloads() -> None:
    linked = with_documents(COVER, FILES, '<ul class="pb-downloads">')
    assert linked.startswith(COVER.removesuffix("<p>…</p>"))
    assert (
        'href="../../_static/files/bao-cao-2022-S1.docx" download>Báo cáo chính thức (Word, 45 KB)</a>'
        in linked
    )
    assert "Bản tin truyền thanh (TXT, 1 KB)" in linked
    again = with_documents(linked, {"bao-cao-2022-S1.pdf": b"x" * 1_250_000}, '<ul class="pb-downloads">')
    assert "docx" not in again
    assert "(PDF, 1,3 MB)" in again
    assert with_documents(again, {}, '<ul class="pb-downloads">') == COVER


def test_a_file_that_is_shared_with_another_edition_is_not_written_to(tmp_path: Path) -> None:
    files, pages = tmp_path / "html/_static/files", tmp_path / "html/book/pages"
    for folder in (files, pages):
        folder.mkdir(parents=True)
    (pages / "index.html").write_text(COVER, encoding="utf-8")
    (pages / "execution.html").write_text("<h1>IV</h1>", encoding="utf-8")
    (files / "bao-cao-2022-S1.docx").write_bytes(b"of another edition")
    for path in (files / "bao-cao-2022-S1.docx", pages / "index.html"):
        (tmp_path / path.name).hardlink_to(path)
    offer_documents(tmp_path, FILES)
    assert (tmp_path / "bao-cao-2022-S1.docx").read_bytes() == b"of another edition"
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == COVER
    assert (files / "bao-cao-2022-S1.docx").read_bytes() == FILES["bao-cao-2022-S1.docx"]
    part = (pages / "execution.html").read_text(encoding="utf-8")
    assert "truyen-thanh" in part  # for the public
    assert "bao-cao" not in part


@pytest.mark.parametrize(
    ("closed", "said"),
    [
        (date(2022, 6, 3), "trong thời hạn này"),
        (date(2022, 6, 4), "sau thời hạn này"),
        (date(2022, 6, 8), "đến hết ngày 08/6/2022, báo cáo được gửi sau thời hạn này"),
    ],
)
def test_the_report_says_its_deadline_and_whether_it_is_kept(closed: date, said: str) -> None:
    plan = read_plan(Project(ROOT)).file
    period = plan.periods[0].model_copy(update={"data_closed_on": closed})
    changed = plan.model_copy(update={"periods": (period, *plan.periods[1:])})
    told = deadline_sentence(changed, edition_of(changed, "2022-S1"), ("Sở Nội vụ tỉnh Sơn La",))
    assert told.startswith(
        "Theo mục IV.1.2 Kế hoạch số 426/KH-UBND, báo cáo này gửi Sở Nội vụ tỉnh Sơn La trước ngày 05/6/2022"
    )
    assert told.endswith(f"{said}.")
    chairman = deadline_sentence(changed, edition_of(changed, "2022-S1"), ("Chủ tịch Ủy ban nhân dân huyện",))
    assert "trước ngày 10/6/2022" in chairman
    assert deadline_sentence(changed.model_copy(), edition_of(changed, "2022-S1"), ()) == told
