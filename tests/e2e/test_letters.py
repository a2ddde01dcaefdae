"""What an office sends of a built edition: packs, and what the public is told."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
from cases import Case
from lxml import html as lxml_html
from pdf_text import PdfText, packed

from papibook.data.edition.dataset import Dataset, read_dataset
from papibook.data.letters.recipients import PUBLIC_PARTS, Recipient, recipients_of
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.press.documents.report import BuiltEdition
from papibook.press.letters.offered import documents_of
from papibook.press.letters.packs import LIST, write_packs
from papibook.press.letters.publicity import SPOKEN_WORDS
from tests.support.decree30 import pdf_faults

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def dataset(case: Case) -> Dataset:
    return read_dataset(Project(case.edition.parents[2]), case.period_id)


def test_the_documents_of_a_build_are_on_its_cover_and_are_made_the_same_again(
    case: Case, dataset: Dataset
) -> None:
    html, name = case.edition / "html", case.period_id
    page = lxml_html.parse(str(html / "book/pages/index.html"))
    links = page.xpath("//ul[contains(@class, 'pb-documents')]//a")
    files = {
        Path(link.get("href")).name: ((html / "book/pages" / link.get("href")).resolve(), link.text_content())
        for link in links
    }
    public = {"niem-yet": "docx pdf", "truyen-thanh": "txt", "cong-thong-tin": "html"}
    kinds = {"bao-cao": "docx pdf", "phu-luc": "xlsx", **public}
    assert set(files) == {f"{stem}-{name}.{kind}" for stem, each in kinds.items() for kind in each.split()}
    plan, project = dataset.plan.file, Project(case.edition.parents[2])
    made = documents_of(project.root, plan, dataset.edition, BuiltEdition(case.edition))
    for file, (path, said) in files.items():
        assert path.read_bytes() == made[file]
        assert f"{round(len(made[file]) / 1000)} KB" in said
    execution = lxml_html.parse(str(html / "book/pages/execution.html"))
    shown = execution.xpath("//ul[contains(@class, 'pb-documents')]//a/@href")
    assert {Path(each).name for each in shown} == {each for each in files if each.startswith(tuple(public))}


def chosen(case: Case, dataset: Dataset) -> list[Recipient]:
    """All but most of the units: those that are alike cost time and tell nothing."""
    root = case.edition.parents[2]
    everyone = recipients_of(Project(root), dataset.plan, dataset.reference.units)
    units = [each for each in everyone if each.parts == ("unit",)]
    return [*(each for each in everyone if each.parts != ("unit",)), *units[:2], *units[-2:]]


def test_packs_are_whole_listed_and_the_same_again(case: Case, dataset: Dataset, tmp_path: Path) -> None:
    root, folder = case.edition.parents[2], tmp_path / "packs"
    recipients = chosen(case, dataset)
    write_packs(root, dataset, recipients, folder)
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    rows = list(csv.DictReader((folder / LIST).read_text(encoding="utf-8-sig").splitlines()))
    assert {row["tep"] for row in rows} == set(files) - {LIST}
    for row in rows:
        assert int(row["kich_thuoc_byte"]) == len(files[row["tep"]])
        assert row["sha256"] == hashlib.sha256(files[row["tep"]]).hexdigest()
    for each in recipients:
        packed_files = zipfile.ZipFile(io.BytesIO((folder / f"{each.recipient_id}.zip").read_bytes()))
        assert {name: packed_files.read(name) for name in packed_files.namelist()} == {
            name: data for name, data in files.items() if name.startswith(f"{each.recipient_id}/")
        }
    for path in folder.rglob("*.pdf"):
        assert pdf_faults(path) == [], path.name
    write_packs(root, dataset, recipients, folder)
    assert {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    } == files
    edited = next(folder.rglob("tom-tat-*.docx"))
    edited.write_bytes(b"edited by the office")
    with pytest.raises(ConfigError, match="tom-tat"):
        write_packs(root, dataset, recipients, folder)
    assert edited.read_bytes() == b"edited by the office"

    units = dataset.reference.units
    texts = (dataset.reference.indicators, dataset.plan.tasks)
    catalogue = packed(" ".join(frame.to_csv() for frame in texts))  # who gives a figure, who helps
    contact = packed(dataset.plan.file.contact or "")
    for each in recipients:
        if each.parts == ("unit",):
            said = ""
            for path in sorted((folder / each.recipient_id).glob("*.pdf")):
                with pikepdf.open(path) as pdf:
                    said += PdfText(pdf).whole().replace(contact, "")
                    assert len(pdf.pages) == 1 or not path.name.startswith("niem-yet")
            others = units.loc[units["unit_id"] != each.recipient_id, ["unit_id", "unit_name"]]
            names = [packed(name) for _, name in others.itertuples(index=False)]
            assert [name for name in names if name in said and name not in catalogue] == []
            assert packed(each.name) in said
            assert [
                path.name
                for path in (folder / each.recipient_id).iterdir()
                if each.recipient_id not in path.name
            ] == [LIST]

    public = next(each for each in recipients if each.parts == PUBLIC_PARTS)
    indicators = dataset.reference.indicators
    hidden = indicators.loc[~indicators["is_public"].fillna(False), "indicator_name"]
    for path in (folder / public.recipient_id).iterdir():
        if path.suffix == ".pdf":
            with pikepdf.open(path) as pdf:
                assert len(pdf.pages) == 1
                told = PdfText(pdf).whole()
        elif path.suffix in (".txt", ".html"):
            told = packed(path.read_text(encoding="utf-8"))
        else:
            continue
        assert [name for name in hidden if packed(name) in told] == []
    (aloud,) = (path.read_text(encoding="utf-8") for path in folder.glob("*/truyen-thanh-*.txt"))
    assert SPOKEN_WORDS[0] <= len(aloud.split()) <= SPOKEN_WORDS[1]
    assert re.findall(r"[0-9%]", aloud) == []
    (short,) = folder.glob("*/tom-tat-*.pdf")
    with pikepdf.open(short) as pdf:
        assert len(pdf.pages) == 2
