"""What comes in of units that report through another: taken in, held against before, sent back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from carried import SENDER, Sent
from desk import Desk
from forms import good_form, make_project, report_through
from handed_in import Office

from papibook.data.forms.workbook import write_workbook
from papibook.data.forms.write import Forms
from papibook.data.intake.answers import ACCEPTED, REFUSED, WAITING
from papibook.data.report.explanations import LIST_SHEET
from papibook.ground.errors import ConfigError
from papibook.model.layout import FIGURES_SHEET, TASKS_SHEET

LATER = datetime(2022, 6, 2, 10)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    office = Office(tmp_path)
    report_through(office.project, SENDER, "xa-a", "xa-b")
    return Desk(office)


def filled_in(desk: Desk, *unit_ids: str, folder: str = "forms") -> Sent:
    sent = Sent(desk.office.project, desk.office.root / folder)
    sent.fill_in(*unit_ids)
    return sent


def test_the_answer_says_of_how_many_units_a_file_has_rows(desk: Desk) -> None:
    answer = desk.take(filled_in(desk, "xa-a", "xa-b").bytes())
    assert (answer.outcome, answer.n_carried) == (ACCEPTED, 2)
    assert answer.receipt is not None
    assert answer.receipt.unit_id == SENDER


def test_a_carried_units_own_workbook_is_refused_with_whom_it_reports_through(desk: Desk) -> None:
    answer = desk.take(good_form("xa-a"))
    assert answer.outcome == REFUSED
    assert [each.code for each in answer.reasons] == ["unit.through"]
    assert "Xã A, đơn vị báo cáo qua Phòng X" in answer.reasons[0].text()
    with pytest.raises(ConfigError, match="reports through phong-x"):
        desk.take(good_form("xa-a"), "b.xlsx", unit="xa-a")


def test_a_revision_without_the_answers_of_one_unit_waits_and_says_whose(desk: Desk) -> None:
    assert desk.take(filled_in(desk, "xa-a", "xa-b").bytes()).outcome == ACCEPTED
    later = filled_in(desk, "xa-a", folder="again")
    for code in ("I101", "I102", "I103", "I507"):
        later.clear(FIGURES_SHEET, "xa-b", code)
    answer = desk.take(later.bytes(), "b.xlsx", now=LATER)
    assert answer.outcome == WAITING
    assert [each.code for each in answer.reasons] == ["revision.loses"]
    assert "Xã B: I101" in answer.reasons[0].text()
    assert "Xã A" not in answer.reasons[0].text()


def test_a_form_that_comes_back_as_it_was_handed_out_is_no_report(desk: Desk) -> None:
    desk.take(filled_in(desk, "xa-a", "xa-b").bytes())
    again = Sent(desk.office.project, desk.office.root / "again")
    answer = desk.take(again.bytes(), "b.xlsx", now=LATER)
    assert [each.code for each in answer.reasons] == ["report.unchanged"]


def test_what_goes_back_names_the_unit_and_what_is_explained_is_of_that_unit(desk: Desk) -> None:
    sent = filled_in(desk, "xa-a", "xa-b")
    for unit_id in ("xa-a", "xa-b"):
        sent.put(
            TASKS_SHEET, unit_id, "T1.1-02", Tình_trạng="Hoàn thành", Ngày_hoàn_thành=datetime(2021, 12, 5)
        )
        sent.put(TASKS_SHEET, unit_id, "T1.1-02", **{"Tỷ_lệ_hoàn_thành_(%)": 90})
    answer = desk.take(sent.bytes())
    book = desk.book(answer)
    page = book[LIST_SHEET]
    lines = [row for row in page.iter_rows(min_row=7) if row[0].value]
    conflicts = {str(row[4].value).split(":")[0]: row for row in lines if "90" in str(row[4].value)}
    assert set(conflicts) == {"Xã A", "Xã B"}
    conflicts["Xã B"][6].value = "Đúng như vậy"
    place = desk.office.root / "back.xlsx"
    book.save(place)
    again = desk.take(place.read_bytes(), "b.xlsx", now=LATER)
    explained = {each.unit_id for each in again.findings if each.explanation == "Đúng như vậy"}
    assert explained == {"xa-b"}


def test_a_row_of_a_unit_that_is_not_carried_goes_back_with_its_cell(desk: Desk) -> None:
    sent = filled_in(desk, "xa-a", "xa-b")
    page = sent.book[FIGURES_SHEET]
    (row,) = (row for row in page.iter_rows() if (row[0].value, row[1].value) == ("Xã B", "I101"))
    row[0].value = "Xã Z"
    answer = desk.take(sent.bytes())
    (finding,) = (each for each in answer.findings if each.code == "row.other_unit")
    assert (finding.sheet, finding.cell) == (FIGURES_SHEET, row[0].coordinate)
    assert f"Dòng {row[0].row} ghi của “Xã Z”" in desk.text(answer)
    assert finding.cure() in desk.book(answer)[FIGURES_SHEET][row[0].coordinate].comment.text


def test_forms_of_others_do_not_change(tmp_path: Path) -> None:
    """To the byte: they name no unit in their rows, whoever reports through whom elsewhere."""
    made = []
    for name, carried in (("without", ()), ("with", ("xa-b",))):
        project = make_project(tmp_path / name)
        report_through(project, SENDER, *carried)
        path = tmp_path / f"{name}.xlsx"
        write_workbook(path, Forms.read(project, "2022-S1").form("xa-a"))
        made.append(path.read_bytes())
    assert made[0] == made[1]
    assert openpyxl.load_workbook(path)[TASKS_SHEET]["A5"].value == "Mã nhiệm vụ"
