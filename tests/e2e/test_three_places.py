"""Books of three invented places, made by ``papibook new``: none of another's words, numbers that agree."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest
from agreeing import disagreeing, written_differently
from independent import Given, Obligation, Row, obligations, read_given, share
from independent_changes import add_up, as_printed, is_known
from independent_figures import Figure, figures
from lxml import html as lxml_html
from projects import Built
from shown import broken_links, csv_behind, text_of
from three_places import FORMER, MERGED_ON

from tests.support.decree30 import pdf_faults, word_faults

EVERYWHERE = r"426[/-]KH(?:-UBND)?|Mộc Châu|Sơn La|IV\.1\.1|tám|eight"
FOREIGN = {
    "ward": r"huyện|thị trấn|sở|xã|bản(?=[ ,.;]*(?:ở|vùng|chưa|có|thấp))|nửa năm|6 tháng",
    "province": r"huyện|thị trấn|phòng (?:nội vụ|tài chính|tài nguyên|văn hóa)|quý [IV]+(?! năm)|9 tháng",
    "district": r"sở|đặc khu|phường|quý I|9 tháng",
}
"""Of each place: words of places, bodies and periods of another kind."""
OWN = re.compile(
    r"xã hội|cấp xã|y tế xã|cơ sở|trụ sở|quý II, quý IV|\(quý IV?I?\)|Quý I[IV]+"
    r"|6 tháng đầu năm|0?6 tháng(?: một lần|/lần)",
    re.IGNORECASE,
)
"""What law or the place's own tables call so."""


@pytest.fixture(scope="session", params=["ward", "province", "district"])
def place(request: pytest.FixtureRequest) -> tuple[str, Built]:
    return request.param, request.getfixturevalue(request.param)


def foreign(name: str, text: str) -> list[str]:
    """Words of another place, each with what stands around it."""
    flat = OWN.sub("…", " ".join(unicodedata.normalize("NFC", text).split()))
    words = re.finditer(rf"(?<![\w-])(?:{EVERYWHERE}|{FOREIGN[name]})(?![\w-])", flat, re.IGNORECASE)
    return [flat[max(0, found.start() - 40) : found.end() + 20] for found in words]


def pages_of(built: Built) -> list[Path]:
    return sorted((built.edition / "html/book").rglob("*.html"))


def said_on(path: Path) -> str:
    """The whole page: its frame, its text, and what stands in place of pictures."""
    root = lxml_html.fromstring(path.read_bytes())
    for hidden in root.xpath("//script | //style | //*[@class='pb-code']"):
        hidden.drop_tree()
    told = [each for name in ("alt", "title", "aria-label") for each in root.xpath(f"//@{name}")]
    return "\n".join([text_of(root), *told])


def files_of(built: Built) -> Iterator[tuple[str, str]]:
    """CSV files and the workbook."""
    for path in sorted((built.edition / "html/_static/csv").glob("*.csv")):
        yield path.name, path.read_text(encoding="utf-8-sig")
    (workbook,) = (built.edition / "html/_static/files").glob("so-lieu-*.xlsx")
    with closing(openpyxl.load_workbook(workbook, read_only=True)) as book:
        for sheet in book:
            cells = (
                str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None
            )
            yield f"{workbook.name} {sheet.title}", "\n".join(cells)


@pytest.mark.parametrize(
    ("name", "text", "n"),
    [
        ("ward", "UBND phường; trụ sở, bảo hiểm xã hội, ngân sách cấp xã, 06 tháng/lần", 0),
        ("ward", "Toàn huyện, các xã; 8 nội dung; Sở Nội vụ", 3),
        ("province", "Phòng Nội vụ và các xã, thị trấn; quý II, quý IV", 2),
        ("district", "Sở Nội vụ; cơ sở; Sơn\nLa", 2),
    ],
)
def test_the_search_finds_what_it_is_for(name: str, text: str, n: int) -> None:
    assert len(foreign(name, text)) == n


@pytest.mark.slow
def test_no_page_speaks_of_another_kind_of_place(place: tuple[str, Built]) -> None:
    name, built = place
    found = {path.stem: words for path in pages_of(built) if (words := foreign(name, said_on(path)))}
    assert found == {}


@pytest.mark.slow
def test_no_file_speaks_of_another_kind_of_place(place: tuple[str, Built]) -> None:
    name, built = place
    files = dict(files_of(built))
    assert len(files) > 40
    assert {file: words for file, text in files.items() if (words := foreign(name, text))} == {}


@pytest.mark.slow
@pytest.mark.parametrize(
    "place", ["ward", "district", pytest.param("province", marks=pytest.mark.stress)], indirect=True
)
def test_the_printed_book_speaks_of_no_other_kind_of_place(place: tuple[str, Built]) -> None:
    name, built = place
    first = min((built.edition / "print").glob("*.pdf"), key=lambda path: len(path.name))
    sheets = [sheet.extract_text() for sheet in pypdf.PdfReader(first).pages]
    assert len(sheets) > 60
    assert {number: words for number, text in enumerate(sheets, 1) if (words := foreign(name, text))} == {}


@pytest.mark.slow
def test_the_official_report_keeps_the_paper_rules_and_speaks_of_no_other_place(
    place: tuple[str, Built],
) -> None:
    name, built = place
    (word,) = (built.edition / "html/_static/files").glob("bao-cao-2*.docx")
    assert word_faults(word.read_bytes()) == []
    assert pdf_faults(word.with_suffix(".pdf")) == []
    document = docx.Document(str(word))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    text = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    assert len(text) > 5000
    assert foreign(name, text) == []


@pytest.mark.slow
def test_every_page_is_named_by_its_own_place_and_period(place: tuple[str, Built]) -> None:
    name, built = place
    of = {
        "ward": ("Phường Hoa Ban", "Quý I năm 2026"),
        "province": ("Tỉnh Sơn Bình", "6 tháng đầu năm 2026"),
        "district": ("Huyện Nà Lim", "Năm 2023"),
    }[name]
    titles = [lxml_html.fromstring(path.read_bytes()).findtext(".//title") or "" for path in pages_of(built)]
    lacking = [title for title in titles if not all(word.lower() in title.lower() for word in of)]
    assert lacking == []
    assert [title for title in titles if "2022" in title] == []


@pytest.mark.slow
def test_a_figure_reads_alike_wherever_it_stands(place: tuple[str, Built]) -> None:
    found, compared = disagreeing(place[1].edition)
    assert found == []
    assert compared > 50
    differently, n_figures = written_differently(place[1].edition)
    assert differently == {}
    assert n_figures > 50


@pytest.mark.slow
def test_links_lead_somewhere(place: tuple[str, Built]) -> None:
    assert broken_links(place[1].edition / "html", pages_of(place[1])) == []


@pytest.mark.slow
def test_every_unit_that_reports_has_a_page(place: tuple[str, Built]) -> None:
    built = place[1]
    given = read_given(built.project, built.edition.name)
    reporting = {unit_id for unit_id, unit in given.units.items() if unit["is_reporting"] == "true"}
    assert reporting <= {path.stem for path in pages_of(built)}
    assert len(reporting) == {"ward": 24, "province": 87, "district": 6}[place[0]]


@pytest.fixture(scope="module")
def years(district: Built) -> tuple[Given, Given]:
    """2022 as it is known when the data of 2023 are closed, and 2023."""
    now = read_given(district.project, "2023")
    return replace(read_given(district.project, "2022"), closed_on=now.closed_on), now


def former(unit_id: str) -> tuple[str, ...]:
    return FORMER.get(unit_id, (unit_id,))


def check_moves(rows: list[Row], key: str, then: list[Obligation], now: list[Obligation], told: str) -> None:
    for row in rows:
        before, after = (
            share([duty for duty in owed if str(getattr(duty, key)) in members])
            for owed, members in ((then, former(row[told])), (now, (row[told],)))
        )
        assert (int(row["previous_n_on_time"]), int(row["previous_n_counted"])) == before
        assert (int(row["n_on_time"]), int(row["n_counted"])) == after
        shares = [Fraction(100 * on_time, counted) for on_time, counted in (before, after)]
        assert Fraction(row["change"]) == as_printed(shares[1], 1) - as_printed(shares[0], 1), row[told]


@pytest.mark.slow
def test_shares_on_time_are_compared_with_those_of_the_former_units(
    district: Built, years: tuple[Given, Given]
) -> None:
    then, now = obligations(years[0], "2022"), obligations(years[1], "2023")
    units = csv_behind(district.edition, "comparison", "moves-table-communes")
    assert [row["unit_id"] for row in units] == ["xa-ban-lim", "xa-na-san", "thi-tran-phieng-xanh"]
    assert [int(row["previous_n_counted"]) for row in units] == [10, 5, 5]
    check_moves(units, "unit_id", then, now, "unit_id")
    check_moves(
        csv_behind(district.edition, "comparison", "moves-table-departments"), "unit_id", then, now, "unit_id"
    )
    dimensions = csv_behind(district.edition, "comparison", "moves-dimensions")
    named = [{**row, "dimension_id": row["name"].partition(".")[0]} for row in dimensions]
    assert [row["dimension_id"] for row in named] == ["1", "2", "3", "5"]
    check_moves(named, "dimension_id", then, now, "dimension_id")


def pair(years: tuple[Given, Given], unit_id: str, indicator_id: str) -> tuple[list[Figure], Figure] | None:
    """The former units' figures and the unit's own; None where one of them is not known or not one number."""
    old, new = figures(years[0], "2022"), figures(years[1], "2023")
    before = [old.get((each, indicator_id)) for each in former(unit_id)]
    own = new.get((unit_id, indicator_id))
    is_split = len(before) > 1 and years[1].indicators[indicator_id]["kind"] == "yes_no"
    if is_split or own is None or not is_known(own):
        return None
    known = [each for each in before if each is not None and is_known(each)]
    return (known, own) if len(known) == len(before) else None


@pytest.mark.slow
def test_figures_are_compared_with_the_sum_of_the_former_units(
    district: Built, years: tuple[Given, Given]
) -> None:
    shown = {row["indicator_id"]: row for row in csv_behind(district.edition, "comparison", "figure-moves")}
    compared = 0
    for indicator_id, indicator in years[1].indicators.items():
        pairs = [
            found
            for each in years[1].members(indicator["total_of"])
            if (found := pair(years, each, indicator_id))
        ]
        then = add_up([each for before, _ in pairs for each in before], indicator)
        now = add_up([own for _, own in pairs], indicator)
        row = shown.get(indicator_id)
        if then is None or now is None or indicator["kind"] == "yes_no":
            continue
        assert row is not None, indicator_id
        places = int(indicator["decimals"])
        assert as_printed(Fraction(row["previous"]), places) == as_printed(then, places), indicator_id
        assert as_printed(Fraction(row["value"]), places) == as_printed(now, places), indicator_id
        assert Fraction(row["change"]) == as_printed(now, places) - as_printed(then, places), indicator_id
        compared += 1
    assert compared > 25


@pytest.mark.slow
def test_the_merged_communes_page_compares_with_both(district: Built, years: tuple[Given, Given]) -> None:
    compared = 0
    for row in csv_behind(district.edition, "communes/xa-ban-lim", "figures"):
        indicator = years[1].indicators[row["indicator_id"]]
        found = pair(years, "xa-ban-lim", row["indicator_id"])
        if found is None:
            assert row["previous"] == "", row["indicator_id"]
            continue
        then, now = add_up(found[0], indicator), add_up([found[1]], indicator)
        if then is None or now is None:
            continue
        places = int(indicator["decimals"])
        assert as_printed(Fraction(row["previous"]), places) == as_printed(then, places)
        assert Fraction(row["change"]) == as_printed(now, places) - as_printed(then, places)
        compared += 1
    assert compared > 20


@pytest.mark.slow
def test_the_comparison_says_on_what_it_rests(district: Built) -> None:
    text = said_on(district.edition / "html/book/pages/comparison.html")
    day = "/".join(reversed(MERGED_ON.split("-")))
    assert f"Từ ngày {day}, đơn vị có thay đổi: với 1 đơn vị" in text
    assert "Kế hoạch số 32/KH-UBND" in text
