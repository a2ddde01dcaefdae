"""Two communes report through a department: one workbook, the rows and figures of each."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from forms import Inbox, good_form, make_project, report_through

from papibook.data.edition.period import PeriodData, check_period
from papibook.data.forms.write import write_forms
from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.ground.paths import Project
from papibook.model.layout import FIGURES_SHEET, INFO_SHEET, TASKS_SHEET

SENDER = "phong-x"
OF_EACH = [("xa-a", "I101"), ("xa-b", "I101"), ("phong-x", "I106")]
NAMES = {"phong-x": "Phòng X", "xa-a": "Xã A", "xa-b": "Xã B"}


class Quiet:
    def stage(self, name: str, total: int | None) -> None: ...
    def step(self, what: str) -> None: ...


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = make_project(tmp_path / "project")
    report_through(project, SENDER, "xa-a", "xa-b")
    return project


class Sent:
    """A form that was handed out, while it is filled in."""

    def __init__(self, project: Project, folder: Path) -> None:
        write_forms(project, "2022-S1", folder, [], Quiet())
        (self.path,) = folder.glob("*.xlsx")
        self.book = openpyxl.load_workbook(self.path)

    def put(self, sheet: str, unit_id: str, code: str, **answers: object) -> None:
        page = self.book[sheet]
        (header,) = (row for row in page.iter_rows() if row[0].value == "Tên đơn vị")
        columns = {cell.value: cell.column for cell in header}
        (row,) = (row for row in page.iter_rows() if (row[0].value, row[1].value) == (NAMES[unit_id], code))
        for name, value in answers.items():
            page.cell(row[0].row, columns[name.replace("_", " ")], value)

    def say(self, label: str, value: object) -> None:
        (row,) = (row for row in self.book[INFO_SHEET].iter_rows() if row[0].value == label)
        row[1].value = value

    def fill_in(self, *unit_ids: str) -> None:
        for label, value in (
            ("Người lập", "A"),
            ("Người duyệt", "B"),
            ("Ngày lập báo cáo", date(2022, 6, 1)),
        ):
            self.say(label, value)
        self.put(TASKS_SHEET, SENDER, "T2.1-01", Tình_trạng="Chưa bắt đầu")
        self.put(FIGURES_SHEET, SENDER, "I106", Giá_trị=7.5)
        for place, unit_id in enumerate(unit_ids, start=1):
            self.put(TASKS_SHEET, unit_id, "T1.1-01", Tình_trạng="Đang thực hiện")
            self.put(TASKS_SHEET, unit_id, "T1.1-02", Tình_trạng="Đang thực hiện")
            self.put(FIGURES_SHEET, unit_id, "I101", Giá_trị=10 * place)
            self.put(FIGURES_SHEET, unit_id, "I102", Tử_số=place, Mẫu_số=4)
            self.put(FIGURES_SHEET, unit_id, "I103", Giá_trị="Có")
            self.put(FIGURES_SHEET, unit_id, "I507", Tử_số=40, Mẫu_số=50)
            self.say(f"{NAMES[unit_id]}: Khó khăn, vướng mắc chung", f"Thiếu người {place}")

    def bytes(self) -> bytes:
        self.book.save(self.path)
        return self.path.read_bytes()


def checked(project: Project, closed_on: date | None = None) -> PeriodData:
    plan, reference = read_plan(project), read_reference(project)
    period = plan.file.period("2022-S1")
    assert period is not None
    return check_period(project, plan, reference, period, closed_on or period.data_closed_on, contained=None)


def test_one_form_is_handed_out_with_the_rows_of_each_unit(project: Project, tmp_path: Path) -> None:
    sent = Sent(project, tmp_path / "forms")
    assert sent.path.name == "phong-x_2022-S1.xlsx"
    rows = [
        [cell.value for cell in row[:2]]
        for row in sent.book[TASKS_SHEET].iter_rows(min_row=5)
        if row[1].value
    ]
    assert rows == [
        ["Tên đơn vị", "Mã nhiệm vụ"],
        ["Phòng X", "T2.1-01"],
        ["Xã A", "T1.1-01"],
        ["Xã A", "T1.1-02"],
        ["Xã B", "T1.1-01"],
        ["Xã B", "T1.1-02"],
    ]
    assert sent.book[TASKS_SHEET].protection.sheet
    assert "Có 2 đơn vị báo cáo qua đơn vị mình" in "".join(
        str(row[0].value) for row in sent.book["Hướng dẫn"].iter_rows()
    )


def test_each_unit_has_its_own_figures_tasks_and_words(project: Project, tmp_path: Path) -> None:
    sent = Sent(project, tmp_path / "forms")
    sent.fill_in("xa-a", "xa-b")
    Inbox(project).receive(SENDER, sent.bytes())
    data = checked(project)
    figures = data.figures.set_index(["unit_id", "indicator_id"])
    assert figures["value"].loc[[("xa-a", "I101"), ("xa-b", "I101"), ("phong-x", "I106")]].tolist() == [
        10,
        20,
        7.5,
    ]
    assert figures["row"].loc[("xa-b", "I101")] > figures["row"].loc[("xa-a", "I101")]
    assert set(data.tasks["unit_id"]) == {"phong-x", "xa-a", "xa-b"}
    said = data.info[data.info["field"] == "general_difficulty"].set_index("unit_id")["value"]
    assert said.to_dict() == {"xa-a": "Thiếu người 1", "xa-b": "Thiếu người 2"}
    assert list(data.chosen["unit_id"]) == ["phong-x", "xa-a", "xa-b"]
    assert data.chosen["file"].nunique() == 1
    errors = data.findings[data.findings["severity"] == "error"]
    assert errors.empty, errors[["code", "cell"]].to_string()


def test_an_error_keeps_out_the_row_of_its_unit_alone_and_names_it(project: Project, tmp_path: Path) -> None:
    sent = Sent(project, tmp_path / "forms")
    sent.fill_in("xa-a", "xa-b")
    sent.put(FIGURES_SHEET, "xa-b", "I102", Tử_số=9)
    Inbox(project).receive(SENDER, sent.bytes())
    data = checked(project)
    refused = data.figures[data.figures["is_refused"]]
    assert list(zip(refused["unit_id"], refused["indicator_id"], strict=True)) == [("xa-b", "I102")]
    (finding,) = data.findings[data.findings["severity"] == "error"].to_dict("records")
    assert (finding["unit_id"], finding["sheet"], finding["cell"]) == ("xa-b", FIGURES_SHEET, "G16")


def test_a_unit_whose_rows_are_blank_has_not_reported(project: Project, tmp_path: Path) -> None:
    sent = Sent(project, tmp_path / "forms")
    sent.fill_in("xa-a")
    Inbox(project).receive(SENDER, sent.bytes())
    data = checked(project)
    assert list(data.chosen["unit_id"]) == ["phong-x", "xa-a"]
    (silent,) = data.findings[data.findings["code"] == "sheet.units_silent"].to_dict("records")
    assert silent["unit_id"] == SENDER
    assert "Xã B" in silent["message"]
    assert "xa-b" not in set(data.findings["unit_id"])


def test_answers_that_stand_off_keep_out_one_unit(project: Project, tmp_path: Path) -> None:
    sent = Sent(project, tmp_path / "forms")
    sent.fill_in("xa-a", "xa-b")
    page = sent.book[FIGURES_SHEET]
    rows = [row[0].row for row in page.iter_rows() if row[0].value == "Xã B" and row[1].value]
    for column in range(7, 11):  # the answers of Xã B slide down by one
        column_of = [page.cell(row, column).value for row in rows]
        for row, value in zip(rows, [None, *column_of[:-1]], strict=True):
            page.cell(row, column).value = value
    Inbox(project).receive(SENDER, sent.bytes())
    data = checked(project)
    shifted = data.findings[data.findings["code"].str.startswith("sheet.shifted")]
    assert list(shifted["unit_id"]) == ["xa-b"]
    assert set(data.figures["unit_id"]) == {"phong-x", "xa-a"}


def test_a_form_of_before_is_read_as_before(project: Project) -> None:
    Inbox(project).receive(SENDER, good_form(SENDER))
    data = checked(project)
    assert list(data.figures["unit_id"]) == [SENDER]
    assert list(data.chosen["unit_id"]) == [SENDER]
    assert set(data.findings["code"]) == {"sheet.units_silent"}


def test_a_report_that_a_unit_sent_itself_counts_before_its_part(project: Project, tmp_path: Path) -> None:
    sent = Sent(project, tmp_path / "forms")
    sent.fill_in("xa-a", "xa-b")
    inbox = Inbox(project)
    inbox.receive(SENDER, sent.bytes())
    inbox.receive("xa-a", good_form("xa-a"))
    figures = checked(project).figures.set_index(["unit_id", "indicator_id"])
    assert figures["value"].loc[[("xa-a", "I101"), ("xa-b", "I101")]].tolist() == [12, 20]


def test_a_correction_of_one_unit_is_merged_into_what_was_sent(project: Project, tmp_path: Path) -> None:
    sent, later = Sent(project, tmp_path / "forms"), Sent(project, tmp_path / "again")
    sent.fill_in("xa-a", "xa-b")
    later.put(FIGURES_SHEET, "xa-b", "I101", Giá_trị=77)
    inbox = Inbox(project)
    inbox.receive(SENDER, sent.bytes())
    content = later.bytes()
    inbox.path(SENDER, 2).write_bytes(content)
    inbox.record(
        unit_id=SENDER, revision=2, received_at=datetime(2022, 6, 2, 9), takes="merge",
        sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    figures = checked(project).figures.set_index(["unit_id", "indicator_id"])
    assert figures["value"].loc[[("xa-a", "I101"), ("xa-b", "I101"), ("phong-x", "I106")]].tolist() == [
        10,
        77,
        7.5,
    ]
    assert figures["file"].loc[("xa-b", "I101")].endswith("phong-x.r2.xlsx")
    assert figures["file"].loc[("xa-a", "I101")].endswith("phong-x.r1.xlsx")
