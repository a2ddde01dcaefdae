"""The real command line on a copied project: a whole edition, the same bytes twice, nothing half-made."""

import csv
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import altair as alt
import pikepdf
import pytest
from lxml import html as lxml_html
from pdf_tables import broken_places, tagged_tables
from projects import Built, papibook
from pypdf import PdfReader
from shown import broken_links

from papibook.data.edition.dataset import read_dataset
from papibook.ground.paths import Project

pytestmark = pytest.mark.slow


def pages_of(edition: Path) -> list[Path]:
    found = sorted((edition / "html" / "book").rglob("*.html"))
    assert len(found) > 44  # the pages and the plan's parts
    return found


def outline_of(entries: list[Any]) -> list[str]:
    """The titles of a PDF's outline, in order, at whatever depth."""
    nested = (outline_of(entry) if isinstance(entry, list) else [entry.title] for entry in entries)
    return [title for titles in nested for title in titles]


def test_the_command_ends_with_where_the_html_and_the_pdf_are(built: Built) -> None:
    lines = [line for line in built.said.splitlines() if line.strip()]
    html, pdf = lines[-2].split()[-1], lines[-1].split()[-1]
    assert Path(html).is_file()
    assert Path(pdf).read_bytes().startswith(b"%PDF")


def test_the_command_counts_pages_units_and_findings(built: Built) -> None:
    assert re.search(r"Đơn vị đã báo cáo\s+27/29", built.said)
    assert re.search(r"Lỗi số liệu\s+2 lỗi", built.said)
    assert "…" in built.said.splitlines()[0]


def test_what_the_build_has_read_is_not_read_again(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []
    monkeypatch.setattr("papibook.data.workbook.kept.workbook_of", read.append)
    assert len(read_dataset(Project(built.project), "2022-S1").current.figures) > 0
    assert read == []


def test_every_unit_and_dimension_has_its_page(built: Built) -> None:
    names = {
        path.relative_to(built.edition / "html/book/pages").as_posix()
        for path in pages_of(built.edition)
        if "pages" in path.parts
    }
    assert len([name for name in names if name.startswith("communes/")]) == 15
    assert len([name for name in names if name.startswith("departments/")]) == 14
    assert len([name for name in names if name.startswith("dimensions/")]) == 8
    assert {
        "index.html",
        "district.html",
        "comparison.html",
        "papi.html",
        "quality.html",
        "follow-up.html",
        "tasks.html",
        "indicators.html",
    } <= names


def test_units_stand_in_one_order_in_contents_tables_and_print(built: Built) -> None:
    with (built.project / "data/reference/units.csv").open(encoding="utf-8", newline="") as file:
        ordered = sorted(csv.DictReader(file), key=lambda unit: int(unit["sort_order"]))
    communes = [unit for unit in ordered if unit["unit_group"] == "communes"]
    names = [unit["unit_name"] for unit in communes]
    assert names != sorted(names)
    page = lxml_html.parse(str(built.edition / "html/book/pages/district.html"))
    linked = page.xpath("//nav[contains(@class, 'bd-links')]//a[contains(@href, 'communes/')]/@href")
    assert [Path(link).stem for link in linked] == [unit["unit_id"] for unit in communes]
    (pdf,) = (built.edition / "print").glob("*.pdf")
    assert [title for title in outline_of(PdfReader(pdf).outline) if title in names] == names


def test_every_row_heading_of_the_html_is_one_in_the_pdf(built: Built) -> None:
    said = {"row": 0, "rowgroup": 0}
    for path in (built.edition / "html" / "book").rglob("*.html"):
        for heading in lxml_html.parse(path).xpath("//article//tbody//th"):
            said[heading.get("scope")] += 1
    with pikepdf.open(next((built.edition / "print").glob("*.pdf"))) as pdf:
        assert broken_places(pdf) == []
        tables = tagged_tables(pdf)
    for table in tables:
        cells = {cell for row in table for cell in row.cells}
        assert not {"TH Row", "TD listed"} <= cells  # of a list of headings, rows' would be missing
    rows = [row for table in tables for row in table]
    assert {cell for row in rows if row.part == "THead" for cell in row.cells} == {"TH Column"}
    below = [row.cells for row in rows if row.part != "THead"]
    assert {cell for row in below for cell in row} <= {"TH Row", "TD", "TD listed"}
    assert max(row.count("TH Row") for row in below) == 1
    assert sum(row.count("TH Row") for row in below) == said["row"] + said["rowgroup"]
    assert below.count(("TH Row",)) == said["rowgroup"] > 0


def test_no_page_shows_an_object_a_trace_or_an_unfilled_text(built: Built) -> None:
    for path in pages_of(built.edition):
        text = lxml_html.fromstring(path.read_bytes()).text_content()
        for trace in ("object at 0x", "Traceback", "<bound method", "NaT", "nan%", "<NA>"):
            assert trace not in text, f"{trace} on {path.name}"
        assert not re.search(
            r"\{[a-z_]+\}",
            re.sub(r"<script.*?</script>", "", text, flags=re.S)
            .split("Mã tạo trang này")[0]
            .split('"$schema"')[0],
        ), path.name


def test_links_between_pages_lead_somewhere(built: Built) -> None:
    assert broken_links(built.edition / "html", pages_of(built.edition)) == []


def test_no_page_names_anything_outside_itself_to_load(built: Built) -> None:
    for path in pages_of(built.edition):
        tree = lxml_html.fromstring(path.read_bytes())
        for source in tree.xpath(
            "//script/@src | //img/@src | //link[@rel!='canonical']/@href | //iframe/@src"
        ):
            assert "://" not in source, f"{path.name} loads {source}"
            assert not source.startswith("//"), f"{path.name} loads {source}"


def test_every_chart_has_its_picture_and_alt_text(built: Built) -> None:
    count = 0
    for path in pages_of(built.edition):
        for image in lxml_html.fromstring(path.read_bytes()).xpath("//img[@class='pb-chart-still']"):
            count += 1
            assert (path.parent / image.get("src")).is_file()
            assert len(image.get("alt")) > 20
    assert count > 60


def test_every_chart_is_as_the_schema_wants_it(built: Built) -> None:
    count = 0
    for path in pages_of(built.edition):
        for script in lxml_html.fromstring(path.read_bytes()).xpath("//script[@class='pb-chart-spec']"):
            count += 1
            alt.LayerChart.validate(json.loads(script.text))
    assert count > 60


@pytest.mark.stress  # of a small project: test_rebuild.py
def test_two_builds_give_the_same_bytes(built: Built, tmp_path: Path) -> None:
    again = tmp_path / "elsewhere"
    shutil.copytree(built.project, again, ignore=shutil.ignore_patterns("_build", "pages"))
    done = papibook(again, "build", "2022-S1", "--workers", "1")
    assert done.returncode == 0, done.stderr
    first = json.loads((built.edition / "manifest.json").read_text())
    second = json.loads((again / "_build/editions/2022-S1/manifest.json").read_text())
    differ = {name for name in first["files"] if first["files"][name] != second["files"].get(name)}
    assert differ == set()
    assert first == second


def test_the_manifest_names_no_folder_of_this_machine(built: Built) -> None:
    for path in built.edition.rglob("*"):
        if path.suffix in (".json", ".html", ".ipynb", ".js", ".csv"):
            assert str(built.project) not in path.read_text(encoding="utf-8", errors="replace"), path


def test_names_and_phones_of_persons_reach_no_output(built: Built) -> None:
    texts = {
        path: path.read_text(encoding="utf-8", errors="replace")
        for path in built.edition.rglob("*")
        if path.suffix in (".json", ".html", ".ipynb", ".csv")
    }
    for path in built.edition.rglob("*.xlsx"):
        with zipfile.ZipFile(path) as book:
            texts[path] = "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    assert {path.suffix for path in texts} == {".json", ".html", ".ipynb", ".csv", ".xlsx"}
    for path, text in texts.items():
        assert "0000 000 000" not in text, path
        assert not re.search(r"Người (lập|duyệt) [A-Z]\b", text), path
