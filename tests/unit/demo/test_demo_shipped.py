"""The synthetic submissions that come with the project."""

from __future__ import annotations

import csv
import json
import shutil
import unicodedata
from pathlib import Path

import openpyxl
import pytest

from papibook.data.edition.dataset import read_dataset
from papibook.demo.faults import faults_of
from papibook.demo.sentences import sentences_of
from papibook.demo.write import write_demo
from papibook.ground.paths import Project
from papibook.model.findings import CONTRADICTIONS

pytestmark = pytest.mark.slow

DATA = Path(__file__).parents[3] / "data"


def receipts(period_id: str) -> list[dict[str, str]]:
    with (DATA / "submissions" / period_id / "receipts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def units() -> dict[str, dict[str, str]]:
    with (DATA / "reference" / "units.csv").open(encoding="utf-8", newline="") as file:
        return {row["unit_id"]: row for row in csv.DictReader(file) if row["is_reporting"] == "true"}


def bytes_by_place(data: Path) -> dict[str, bytes]:
    files = (path for folder in ("submissions", "inbox") for path in (data / folder).rglob("*"))
    return {path.relative_to(data).as_posix(): path.read_bytes() for path in files if path.is_file()}


def test_shipped_workbooks_are_what_the_generator_writes_today(tmp_path: Path):
    for name in ("reference", "plans"):
        shutil.copytree(DATA / name, tmp_path / "data" / name)
    write_demo(Project(tmp_path))
    made, shipped = bytes_by_place(tmp_path / "data"), bytes_by_place(DATA)
    assert set(made) == set(shipped)
    different = [place for place in made if made[place] != shipped[place]]
    assert not different, "run `papibook demo` after a change of the plan or the reference tables"


def test_thirteen_of_fifteen_communes_have_reported_by_the_closing_day_eleven_in_time():
    communes = {unit_id for unit_id, unit in units().items() if unit["unit_group"] == "communes"}
    first = {row["unit_id"]: row["received_at"][:10] for row in reversed(receipts("2022-S1"))}
    days = [day for unit_id, day in first.items() if unit_id in communes]
    assert len(communes) == 15
    assert sum(day <= "2022-06-08" for day in days) == 13
    assert sum(day <= "2022-06-02" for day in days) == 11


def test_all_units_but_one_department_have_reported_the_year_one_late():
    first = {row["unit_id"]: row["received_at"][:10] for row in receipts("2022")}
    silent = set(units()) - set(first)
    assert [units()[unit_id]["unit_group"] for unit_id in silent] == ["departments"]
    assert sum(day > "2022-12-02" for day in first.values()) == 1
    assert all(day <= "2022-12-08" for day in first.values())


@pytest.mark.parametrize(("period_id", "kind"), [("2022-S1", "half_year"), ("2022", "year")])
def test_answers_contradict_each_other_where_it_is_meant_and_nowhere_else(period_id: str, kind: str):
    found = read_dataset(Project(DATA.parent), period_id).current.findings
    found = found[found["code"].isin(CONTRADICTIONS)]
    sides = {
        (row.unit_id, frozenset({row.subject_id, json.loads(row.values)["other"]}), row.code)
        for row in found.itertuples()
    }
    meant = [fault for fault in faults_of(kind).cells if fault.is_contradiction]
    assert meant
    assert len(sides) == len(meant)
    for fault in meant:
        assert any(
            unit_id == fault.unit_id and fault.subject_id in both and code == fault.code
            for unit_id, both, code in sides
        ), fault


def test_no_person_can_be_known_from_a_workbook():
    for path in sorted((DATA / "submissions").rglob("*.xlsx"))[::6]:
        sheet = openpyxl.load_workbook(path)["Thông tin"]
        info = {row[0]: row[1] for row in sheet.iter_rows(max_col=2, values_only=True)}
        assert str(info["Người lập"]).startswith("Người lập ")
        assert info["Điện thoại"] == "0000 000 000"
    senders = [row["sender"] for period in ("2022-S1", "2022") for row in receipts(period)]
    assert all(sender.endswith(".invalid") for sender in senders)


def test_shipped_submissions_are_small():
    files = [path for folder in ("submissions", "inbox") for path in (DATA / folder).rglob("*")]
    assert sum(path.stat().st_size for path in files if path.is_file()) < 3_000_000


def test_sentences_are_varied_and_nfc():
    pools = [pool for kind in ("difficulty", "proposal") for pool in sentences_of(kind).values()]
    sentences = {text for pool in pools for text in pool}
    assert len(sentences) >= 30
    assert all(unicodedata.is_normalized("NFC", text) and text.endswith(".") for text in sentences)
