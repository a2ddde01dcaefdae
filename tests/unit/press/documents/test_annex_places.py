"""Where an outline names annexes: one table, or all of a page that a plan may not have."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from official_documents import TABLE

from papibook.press.documents.outline import AnnexPlace
from papibook.press.documents.report import BuiltEdition, annexes_of
from papibook.press.pages.values import values_text

PLACES = (
    AnnexPlace("quality/table-submissions", "Tình hình gửi báo cáo", 1),
    AnnexPlace("annexes/serves/*", "Kết quả phục vụ chỉ số khác", 2),
)


def edition(folder: Path, **pages: dict[str, str]) -> BuiltEdition:
    for page, tables in pages.items():
        path = folder / "values" / f"{page.replace('__', '/')}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        values = {name: replace(TABLE, table_id=name, caption=caption) for name, caption in tables.items()}
        path.write_text(values_text(values), encoding="utf-8")
    return BuiltEdition(folder)


def test_each_index_that_the_plan_serves_is_an_annex_numbered_on(tmp_path: Path) -> None:
    serves = {"table-serves-1": "PAR INDEX", "table-serves-2": "SIPAS"}
    built = edition(tmp_path, quality={"table-submissions": "Ai đã gửi"}, annexes__serves=serves)
    assert [(annex.name, annex.title) for annex in annexes_of(PLACES, built)] == [
        ("Phụ lục I", "Tình hình gửi báo cáo"),
        ("Phụ lục II", "Kết quả phục vụ chỉ số khác: PAR INDEX"),
        ("Phụ lục III", "Kết quả phục vụ chỉ số khác: SIPAS"),
    ]


def test_a_plan_that_serves_no_other_index_has_no_such_annex(tmp_path: Path) -> None:
    built = edition(tmp_path, quality={"table-submissions": "Ai đã gửi"})
    assert [annex.name for annex in annexes_of(PLACES, built)] == ["Phụ lục"]
    assert built.has_page("annexes/serves")
    assert not built.has_page("annexes/servs")
