"""receipts.csv and cells as Excel and hurried people leave them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from forms import Inbox, good_form, make_project

from papibook.data.edition.period import PeriodData, check_period
from papibook.data.edition.receipts import check_receipts, read_receipts
from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.data.workbook.readings import read_choice, read_text, read_yes_no
from papibook.ground.paths import Project
from papibook.ground.problems import RefusedTablesError
from papibook.model.layout import FIGURES_SHEET, WRITTEN_STATUSES

STARTS_ON = date(2021, 12, 1)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = make_project(tmp_path)
    Inbox(made).receive("xa-a", good_form("xa-a"))
    return made


def checked(project: Project) -> PeriodData:
    plan, reference = read_plan(project), read_reference(project)
    period = plan.file.period("2022-S1")
    assert period is not None
    return check_period(project, plan, reference, period, period.data_closed_on, contained=None)


def spoil(project: Project, change: Callable[[bytes], bytes]) -> None:
    path = project.submissions / "2022-S1" / "receipts.csv"
    path.write_bytes(change(path.read_bytes()))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data.replace(b",", b";"), "các ô cách nhau bằng “;”"),
        (lambda data: data.replace(b",", b"\t"), "các ô cách nhau bằng “Tab”"),
        (lambda data: b"", "không có nội dung"),
        (lambda data: data + b'"abc,\n', "dấu nháy kép thừa"),
        (lambda data: data.replace(b",1,2022", b",0,2022"), "Báo cáo đầu tiên là lần 1"),
        (lambda data: data.replace(b",1,2022", b",1,2020"), "trước ngày bắt đầu kỳ báo cáo 01/12/2021"),
    ],
)
def test_spoilt_receipts_are_one_message_that_names_the_period(
    project: Project, change: Callable[[bytes], bytes], said: str
) -> None:
    spoil(project, change)
    with pytest.raises(RefusedTablesError) as caught:
        read_receipts(project, "2022-S1", starts_on=STARTS_ON)
    text = caught.value.text("vi")
    assert "2022-S1/receipts.csv" in text
    assert said in text
    assert len(text.splitlines()) == 1


def test_what_excel_adds_to_receipts_does_no_harm(project: Project) -> None:
    spoil(project, lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))
    assert len(read_receipts(project, "2022-S1", starts_on=STARTS_ON)) == 1


def test_a_checksum_in_capitals_is_the_same_checksum(project: Project) -> None:
    receipts = read_receipts(project, "2022-S1")
    sha = str(receipts["sha256"].iloc[0])
    spoil(project, lambda data: data.replace(sha.encode(), sha.upper().encode()))
    assert check_receipts(project, "2022-S1", read_receipts(project, "2022-S1")) == []


def test_what_windows_leaves_in_a_folder_is_no_report(project: Project) -> None:
    for name in ("Thumbs.db", "desktop.ini"):
        (project.submissions / "2022-S1" / name).write_bytes(b"x")
    assert checked(project).findings.empty


@pytest.mark.parametrize("written", ["Hoan thanh", "Hòan thành", "HOÀN THÀNH.", "hoàn  thành"])
def test_a_status_without_marks_is_read_where_it_can_mean_one_thing(written: str) -> None:
    assert read_choice(written, WRITTEN_STATUSES).value == "done"


@pytest.mark.parametrize("written", ["đã xong", "x", "Hoàn thành 80%", "1"])
def test_a_status_of_other_words_stays_unclear(written: str) -> None:
    assert read_choice(written, WRITTEN_STATUSES).is_unclear


def test_yes_and_no_are_read_without_marks() -> None:
    assert (read_yes_no("khong").value, read_yes_no("CO").value) == ("no", "yes")


def test_two_choices_of_the_same_letters_are_not_guessed() -> None:
    assert read_choice("ma", {"a": "má", "b": "mà"}).is_unclear


def test_a_duration_is_shown_without_english_words() -> None:
    assert read_text(timedelta(days=1, hours=2, minutes=5)) == "26:05"


def test_a_number_beyond_all_measure_is_an_error_and_stays_out(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    form = good_form("xa-a")
    form.put(FIGURES_SHEET, "I101", "value", 1e300)
    Inbox(project).receive("xa-a", form)
    data = checked(project)
    assert list(data.findings["code"]) == ["figure.out_of_range"]
    assert bool(data.figures.set_index("indicator_id").loc["I101", "is_refused"])
