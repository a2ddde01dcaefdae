"""A form goes out, is filled in with LibreOffice as a clerk does it, and is read again."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from clerk import Entry, entries
from projects import copy_project
from suite import Office

from papibook.data.edition.dataset import read_dataset
from papibook.data.edition.receipt import submission_file
from papibook.data.forms.write import form_name, write_forms
from papibook.data.given.csv_table import write_csv
from papibook.data.workbook.cells import sha256_of
from papibook.ground.paths import Project
from papibook.measures.counted import count_all
from papibook.measures.reports import completeness
from papibook.model.layout import FIGURES_SHEET, GUIDE_SHEET, INFO_SHEET, TASKS_SHEET
from papibook.model.tables import RECEIPTS

pytestmark = [pytest.mark.slow, pytest.mark.office]

UNITS = ("xa-chieng-son", "phong-noi-vu")
PERIOD = "2022-S1"
SHEETS = (GUIDE_SHEET, INFO_SHEET, TASKS_SHEET, FIGURES_SHEET)


class Quiet:
    """Nobody watches."""

    def stage(self, name: str, total: int | None) -> None:
        """Not shown."""

    def step(self, what: str) -> None:
        """Not shown."""


@dataclass(frozen=True)
class Desk:
    """A project that nobody has reported to yet, and its forms."""

    project: Project
    forms: Path

    def form(self, unit_id: str) -> Path:
        """The unit's empty form."""
        return self.forms / form_name(unit_id, PERIOD)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("desk")
    project = Project(copy_project(folder / "project"))
    shutil.rmtree(project.submissions)
    write_forms(project, PERIOD, folder / "forms", UNITS, Quiet())
    return Desk(project, folder / "forms")


@dataclass(frozen=True)
class Sent:
    """A form as it came back from the clerk's machine."""

    unit_id: str
    entries: tuple[Entry, ...]
    typed: tuple[bool, ...]
    guide: dict[str, list[object]]
    file: Path


@pytest.fixture(scope="module", params=UNITS)
def sent(request: pytest.FixtureRequest, office: Office, desk: Desk, tmp_path_factory) -> Sent:
    """A unit's form with every question answered, saved by the suite as .xlsx and as .ods."""
    folder = tmp_path_factory.mktemp("sent")
    asked = [entry for entry in entries(desk.form(request.param)) if entry.typed]
    file = folder / "back.xlsx"
    typed, cells, _, _ = office.work(
        desk.form(request.param),
        ["type", [[entry.sheet, entry.cell, entry.typed] for entry in asked]],
        ["cells", GUIDE_SHEET],
        ["save", str(file), "xlsx"],
        ["save", str(folder / "back.ods"), "ods"],
    )
    return Sent(request.param, tuple(asked), tuple(typed), _rows(cells), file)


def _rows(cells: list[dict[str, object]]) -> dict[str, list[object]]:
    """A sheet's rows as they are shown, by their first cell."""
    rows: dict[str, list[object]] = {}
    for cell in cells:
        rows.setdefault(str(cell["at"]).lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), []).append(cell["text"])
    return {str(row[0]): row[1:] for row in rows.values() if row[0]}


def receive(desk: Desk, sent: Sent) -> None:
    """Accept the file as the only report of the period."""
    shutil.rmtree(desk.project.submissions, ignore_errors=True)
    place = desk.project.root / submission_file(PERIOD, sent.unit_id, 1)
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(sent.file, place)
    receipt = {
        "receipt_id": "R1",
        "unit_id": sent.unit_id,
        "period_id": PERIOD,
        "revision": 1,
        "received_at": pd.Timestamp("2022-06-01T09:00:00"),
        "sha256": sha256_of(place),
        "outcome": "accepted",
    }
    write_csv(RECEIPTS.from_records([receipt]), place.parent / "receipts.csv", RECEIPTS)


def test_every_answer_can_be_typed(sent: Sent) -> None:
    refused = [entry.cell for entry, took in zip(sent.entries, sent.typed, strict=True) if not took]
    assert len(sent.entries) > 20
    assert refused == []


def test_the_counter_reaches_a_hundred_percent_while_it_is_typed(sent: Sent) -> None:
    assert sent.guide["ĐÃ ĐỦ, có thể gửi."]
    for name in ("Cộng", "Thông tin bắt buộc (trang “Thông tin”)"):
        owed, answered, missing, share, *_ = sent.guide[name]
        assert (answered, missing) == (owed, "0")
        assert str(share).replace(",", ".") == "100.0"


def test_what_comes_back_is_read_as_it_was_typed_without_a_finding(sent: Sent, desk: Desk) -> None:
    receive(desk, sent)
    dataset = read_dataset(desk.project, PERIOD)
    data = dataset.current
    # What was typed is arbitrary and may contradict itself; how it was read is what counts here.
    misread = data.findings[~data.findings["code"].str.startswith("rule.")]
    assert misread[["code", "cell", "found"]].to_dict("records") == []
    tasks, figures = data.tasks.set_index("task_id"), data.figures.set_index("indicator_id")
    info = data.info.set_index("field")["value"]
    personal = {"prepared_by", "approved_by", "phone"}
    for entry in sent.entries:
        if entry.sheet == INFO_SHEET:
            read = entry.meant if entry.column in personal else info[entry.column]
        else:
            read = (tasks if entry.sheet == TASKS_SHEET else figures).loc[entry.row_id, entry.column]
        if isinstance(read, pd.Timestamp):
            read = read.date()
        assert read == entry.meant, entry
    reports = completeness(count_all(dataset).reports).set_index("unit_id")
    assert reports.loc[sent.unit_id, "complete_pct"] == 100


def test_saved_by_the_suite_it_still_asks_the_same(sent: Sent, desk: Desk) -> None:
    before, after = openpyxl.load_workbook(desk.form(sent.unit_id)), openpyxl.load_workbook(sent.file)
    assert after.sheetnames == before.sheetnames
    for name in SHEETS:
        locked = [
            {
                cell.coordinate
                for row in book[name].iter_rows()
                for cell in row
                if not cell.protection.locked and cell.row <= before[name].max_row
            }
            for book in (before, after)
        ]
        assert locked[0] == locked[1], name
        assert after[name].protection.sheet
        kinds = [
            {rule.type for rule in book[name].data_validations.dataValidation} for book in (before, after)
        ]
        assert kinds[0] == kinds[1], name
        assert bool(before[name].conditional_formatting) == bool(after[name].conditional_formatting)
    assert after["_papibook"].sheet_state != "visible"


def test_all_that_is_locked_stays_and_only_that(office: Office, desk: Desk) -> None:
    form = desk.form(UNITS[0])
    for name, cells in zip(SHEETS, office.work(form, *(["cells", name] for name in SHEETS)), strict=True):
        locked = [[name, cell["at"]] for cell in cells if cell["is_locked"] and cell["kind"] != "empty"]
        answers = [[name, cell["at"]] for cell in cells if not cell["is_locked"]]
        assert [cell["at"] for cell in cells if cell["is_formula"] and not cell["is_locked"]] == []
        typed = [[*answer, "1"] for answer in answers]
        overtyped = [[*place, "1"] for place in locked]
        erased, over, took, gone = office.work(
            form, ["erase", locked], ["type", overtyped], ["type", typed], ["erase", answers]
        )
        assert not any(erased), name
        assert not any(over), name
        assert len(locked) > 10
        assert all(took), name
        assert all(gone), name


def test_saved_results_are_those_that_the_suite_calculates(office: Office, tmp_path: Path) -> None:
    project = Project(copy_project(tmp_path / "project"))
    write_forms(project, "2022", tmp_path / "forms", ("xa-chieng-hac", "phong-noi-vu"), Quiet())
    reports = [
        *sorted((tmp_path / "forms").glob("*.xlsx")),
        *sorted((project.submissions / PERIOD).glob("*.r2.xlsx")),
    ]
    assert len(reports) == 4
    for report in reports:
        saved = openpyxl.load_workbook(report, data_only=True)
        _, *sheets = office.work(report, ["calculate"], *(["cells", name] for name in SHEETS))
        for name, cells in zip(SHEETS, sheets, strict=True):
            for cell in (cell for cell in cells if cell["is_formula"]):
                was = saved[name][cell["at"]].value
                now = cell["value"] if isinstance(was, (int, float)) else cell["text"]
                assert cell["error"] == 0
                assert now == (pytest.approx(was) if isinstance(was, float) else was), (
                    report,
                    name,
                    cell["at"],
                )


def test_a_row_grows_with_a_long_answer(office: Office, desk: Desk) -> None:
    asked = next(entry for entry in entries(desk.form(UNITS[0])) if entry.column == "result_text")
    row = int(asked.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1
    (before,), _, (after,) = office.work(
        desk.form(UNITS[0]),
        ["heights", asked.sheet, [row]],
        ["type", [[asked.sheet, asked.cell, "KH số 12/KH-UBND ngày 15/4/2022; " * 12]]],
        ["heights", asked.sheet, [row]],
    )
    assert after > 2 * before
