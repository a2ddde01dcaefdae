"""A book too long for one PDF, in volumes."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import print_sample
import pypdf
import pytest

from papibook.model.table import RowGroup, ShownColumn, TableValue
from papibook.press.printing.pdf import PrintedVolume, build_pdf
from papibook.press.printing.values import size_of
from papibook.press.printing.volumes import PrintedPage, PrintedPart, in_volumes

UNITS = 6


def _page(name: str, size: int) -> PrintedPage:
    return PrintedPage(name, size, name)


def _book(*sizes: int, common: int = 100) -> list[PrintedPart]:
    communes = [_page(f"book/pages/communes/{number}", size) for number, size in enumerate(sizes)]
    return [
        PrintedPart("", [_page("", common)], is_cover=True),
        PrintedPart("Xã", communes),
        PrintedPart("Ban", [_page("book/pages/departments/a", 10)]),
        PrintedPart("Phụ lục", [_page("book/methods", common)]),
    ]


def _names(volumes: list[list[PrintedPart]]) -> list[list[str]]:
    return [[page.name.rsplit("/", 1)[-1] for part in parts for page in part.pages] for parts in volumes]


def test_a_book_that_fits_is_one_volume_in_its_order() -> None:
    assert _names(in_volumes(_book(100, 100), 410)) == [["", "0", "1", "a", "methods"]]


def test_only_pages_of_units_leave_the_first_volume_and_fill_the_others_evenly() -> None:
    assert _names(in_volumes(_book(*[100] * 7), 400)) == [
        ["", "0", "1", "methods"],
        ["2", "3", "4"],
        ["5", "6", "a"],
    ]


def test_a_part_that_left_a_volume_is_not_named_in_it() -> None:
    first, second = in_volumes(_book(100, 100), 300)
    assert [part.name for part in first] == ["", "Xã", "Phụ lục"]
    assert [part.name for part in second] == ["Xã", "Ban"]


def test_where_the_rest_fills_the_first_volume_all_units_leave_it() -> None:
    assert _names(in_volumes(_book(100, 100, common=500), 400)) == [["", "methods"], ["0", "1", "a"]]


def test_a_page_larger_than_a_volume_is_printed_all_the_same() -> None:
    names = _names(in_volumes(_book(100, 5000, 100), 400))
    assert names == [["", "0", "methods"], ["1"], ["2", "a"]]


def test_cells_weigh_more_than_their_letters() -> None:
    table = lxml.html.fragments_fromstring("<table><tr><td>ab</td><td></td></tr></table>")
    assert size_of(table, {}) > size_of(lxml.html.fragments_fromstring("<p>ab</p>"), {}) == 2


def test_a_table_weighs_the_same_whether_it_is_a_value_or_prose() -> None:
    value = TableValue("t", "C", (ShownColumn("a", "H"),), (RowGroup((), (print_sample.row("ab"),)),), (), "")
    blocks = lxml.html.fragments_fromstring(
        "<table><tr><th>H</th></tr><tr><td>ab</td></tr><caption>C</caption></table>"
    )
    stands = lxml.html.fragments_fromstring("<table data-value='table-t'></table>")
    assert size_of(stands, {"table-t": value}) == size_of(blocks, {})


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[PrintedVolume, ...]]:
    """A book of three volumes: the common part, and two with three units each."""
    root = tmp_path_factory.mktemp("volumes")
    return root / "out", _print(root)


def _print(root: Path) -> tuple[PrintedVolume, ...]:
    html = print_sample.write_units(root / "html", UNITS)
    meta = print_sample.meta(volume_size=150)
    volumes = print_sample.documents(html, limit=meta.volume_size)
    return build_pdf(volumes, root / "out" / "book.pdf", meta, work=root / "work")


def _text(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


def test_volumes_stand_side_by_side_and_every_unit_in_one(
    printed: tuple[Path, tuple[PrintedVolume, ...]],
) -> None:
    folder, volumes = printed
    assert [volume.name for volume in volumes] == ["book.pdf", "book-tap-2.pdf", "book-tap-3.pdf"]
    assert [volume.pages for volume in volumes] == [
        len(pypdf.PdfReader(folder / volume.name).pages) for volume in volumes
    ]
    bookmarks = [
        [item.title for item in _flat(pypdf.PdfReader(folder / volume.name).outline)] for volume in volumes
    ]
    assert "Các xã" not in bookmarks[0]
    assert bookmarks[1:] == [
        ["Các xã", "Xã số 1", "Xã số 2", "Xã số 3"],
        ["Các xã", "Xã số 4", "Xã số 5", "Xã số 6"],
    ]


def _flat(items: list[object]) -> list[pypdf.generic.Destination]:
    return [each for item in items for each in (_flat(item) if isinstance(item, list) else [item])]


def test_a_cover_says_which_volume_it_is_and_what_the_volume_holds(
    printed: tuple[Path, tuple[PrintedVolume, ...]],
) -> None:
    folder, volumes = printed
    covers = [pypdf.PdfReader(folder / volume.name).pages[0].extract_text() for volume in volumes]
    assert "TẬP 1\nPhần kế hoạch\nPhần kết quả\nKế hoạch số" in covers[0]
    assert "TẬP 2\nCác xã: Xã số 1 – Xã số 3\nKế hoạch số" in covers[1]
    contents = pypdf.PdfReader(folder / volumes[1].name).pages[1].extract_text()
    assert "Tập 1: Phần kế hoạch; Phần kết quả\nTập 3: Các xã: Xã số 4 – Xã số 6" in contents


def test_a_link_leads_within_its_volume_or_names_the_other(
    printed: tuple[Path, tuple[PrintedVolume, ...]],
) -> None:
    folder, volumes = printed
    text = _text(folder / volumes[1].name)
    assert "trước; huyện" not in text
    assert "Xã số 1 trước; sau; huyện (Tập 1)" in text
    assert "Xã số 3 trước; sau (Tập 3); huyện (Tập 1)" in text
    assert _n_links(folder / volumes[1].name) == 4


def _n_links(path: Path) -> int:
    pages = pypdf.PdfReader(path).pages
    notes = [note.get_object() for page in pages[2:] for note in page.get("/Annots", [])]
    return len(notes)


def test_a_link_in_a_table_is_text(tmp_path: Path) -> None:
    (document,) = print_sample.documents(print_sample.write_units(tmp_path, UNITS))
    assert document.text.count("[ô],") == UNITS


def test_two_builds_of_volumes_give_the_same_bytes(
    printed: tuple[Path, tuple[PrintedVolume, ...]], tmp_path: Path
) -> None:
    folder, volumes = printed
    assert _print(tmp_path) == volumes
    assert [(folder / volume.name).read_bytes() for volume in volumes] == [
        (tmp_path / "out" / volume.name).read_bytes() for volume in volumes
    ]
