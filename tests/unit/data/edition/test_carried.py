"""Two communes report through a department: one workbook, the rows and figures of each."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from pathlib import Path

import pytest
from carried import SENDER, Sent
from forms import Inbox, good_form, make_project, report_through

from papibook.data.edition.period import PeriodData, check_period
from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.ground.paths import Project
from papibook.model.layout import FIGURES_SHEET, TASKS_SHEET

OF_EACH = [("xa-a", "I101"), ("xa-b", "I101"), ("phong-x", "I106")]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = make_project(tmp_path / "project")
    report_through(project, SENDER, "xa-a", "xa-b")
    return project


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


def test_a_unit_that_no_merged_report_fills_in_has_not_reported(project: Project, tmp_path: Path) -> None:
    sent, later = Sent(project, tmp_path / "forms"), Sent(project, tmp_path / "again")
    sent.fill_in("xa-a")
    later.put(FIGURES_SHEET, "xa-a", "I101", Giá_trị=77)
    inbox = Inbox(project)
    inbox.receive(SENDER, sent.bytes())
    content = later.bytes()
    inbox.path(SENDER, 2).write_bytes(content)
    inbox.record(
        unit_id=SENDER, revision=2, received_at=datetime(2022, 6, 2, 9), takes="merge",
        sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    data = checked(project)
    assert list(data.chosen["unit_id"]) == ["phong-x", "xa-a"]
    assert list(data.findings.loc[data.findings["code"] == "sheet.units_silent", "unit_id"]) == [SENDER]


def test_names_of_the_report_are_looked_for_in_the_words_of_a_unit_alone(
    project: Project, tmp_path: Path
) -> None:
    sent = Sent(project, tmp_path / "forms")
    sent.fill_in("xa-a", "xa-b")
    sent.say("Người lập", "Lò Thị Mẫu")
    sent.say("Xã B: Kiến nghị, đề xuất chung", "Giao Lò Thị Mẫu theo dõi")
    Inbox(project).receive(SENDER, sent.bytes())
    given = {
        unit_id: [name.text for name in read.given_names]
        for unit_id, read in checked(project).reports.items()
    }
    assert given == {"phong-x": ["Lò Thị Mẫu", "B"], "xa-a": [], "xa-b": ["Lò Thị Mẫu"]}
