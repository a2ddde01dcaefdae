"""Real and made-up reports never mix; a form that nobody has touched since it was handed out is no report."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from forms import Form, good_form
from handed_in import Office

from papibook.cli.app import main
from papibook.data.edition.dataset import load_dataset
from papibook.data.forms.write import write_forms
from papibook.ground.errors import DataRefusedError
from papibook.model.layout import (
    FIGURES_SHEET,
    IDENTITY_SHEET,
    ILLUSTRATIVE_BANNER,
    INFO_SHEET,
    TASKS_SHEET,
)

LATER = datetime(2022, 6, 3)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def _becomes(office: Office, status: str) -> None:
    path = office.project.plans / "1-KH-2022" / "plan.yml"
    text = path.read_text(encoding="utf-8")
    for word in ("illustrative", "real"):
        text = text.replace(f"data_status: {word}", f"data_status: {status}")
    path.write_text(text, encoding="utf-8")


class _Quiet:
    def stage(self, name: str, total: int | None) -> None: ...

    def step(self, what: str) -> None: ...


def _form(office: Office, period_id: str = "2022-S1") -> Path:
    """The unit's form as ``papibook forms`` hands it out now."""
    folder = office.root / f"forms-{period_id}"
    write_forms(office.project, period_id, folder, ["xa-a"], _Quiet())
    return folder / f"xa-a_{period_id}.xlsx"


def _filled(path: Path, **changes: object) -> Path:
    """The form with these cells of the sheet of figures (I101's value) or of information changed, saved."""
    book = openpyxl.load_workbook(path)
    for name, value in changes.items():
        sheet = book[{"I101": FIGURES_SHEET, "T": TASKS_SHEET}.get(name, INFO_SHEET)]
        wanted = {"I101": "I101", "T": "T1.1-02"}.get(name, "Người lập")
        row = next(row for row in range(1, 60) if sheet.cell(row, 1).value == wanted)
        sheet.cell(row, {"I101": 8, "T": 6}.get(name, 2)).value = value
    book.save(path)
    return path


# Kinds of data.


def _made_up(sheet: str) -> Form:
    form = good_form("xa-a")
    form.cells[sheet][1, 0] = ILLUSTRATIVE_BANNER
    return form


@pytest.mark.parametrize("sheet", [INFO_SHEET, TASKS_SHEET, FIGURES_SHEET, IDENTITY_SHEET])
def test_a_real_project_refuses_a_report_with_one_made_up_sheet(office: Office, sheet: str) -> None:
    _becomes(office, "real")
    form = good_form("xa-a")
    place = (1, 3) if sheet == IDENTITY_SHEET else (1, 0)
    form.cells[sheet][place] = ILLUSTRATIVE_BANNER
    answer = office.one(office.letter("a.xlsx", form))
    assert (answer.outcome, [each.code for each in answer.findings]) == ("refused", ["identity.made_up"])
    assert answer.findings[0].sheet == sheet
    assert office.reports() == {}


@pytest.mark.parametrize(
    ("own", "form_of", "code"),
    [("real", "illustrative", "identity.made_up"), ("illustrative", "real", "identity.real")],
)
def test_a_form_says_of_which_kind_its_project_was(office: Office, own: str, form_of: str, code: str) -> None:
    _becomes(office, form_of)
    path = _filled(_form(office), I101=5)
    _becomes(office, own)
    answer = office.one(path)
    assert (answer.outcome, [each.code for each in answer.findings]) == ("refused", [code])
    _becomes(office, form_of)
    assert office.one(path).outcome == "accepted"


def test_a_real_project_takes_forms_of_before_that_say_nothing(office: Office) -> None:
    _becomes(office, "real")
    assert office.one(office.letter("a.xlsx", good_form("xa-a"))).outcome == "accepted"


@pytest.mark.parametrize("command", ["check", "build"])
def test_check_and_build_refuse_a_real_project_that_holds_made_up_reports(
    office: Office, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    office.receive(office.letter("a.xlsx", _made_up(FIGURES_SHEET)))
    office.receive(office.letter("b.xlsx", good_form("xa-b")))
    load_dataset(office.project, "2022-S1")
    _becomes(office, "real")
    if command == "build":
        with pytest.raises(DataRefusedError, match="1 reports are made up"):
            load_dataset(office.project, "2022-S1")
        return
    with pytest.raises(SystemExit) as caught:
        main(["check", "2022-S1", "--project", str(office.project.root)])
    said = capsys.readouterr()
    assert caught.value.code == 3
    assert "Có 1 báo cáo là số liệu minh họa" in said.err
    assert "xa-a.r1.xlsx" in said.err


def test_made_up_half_years_reports_stop_the_real_year_too(office: Office) -> None:
    office.receive(office.letter("a.xlsx", _made_up(TASKS_SHEET)))
    office.receive(office.letter("b.xlsx", good_form("xa-b", "2022")), received_at=datetime(2022, 12, 1))
    _becomes(office, "real")
    with pytest.raises(DataRefusedError, match="made up"):
        load_dataset(office.project, "2022")


# A form nobody has touched.


def _reported(office: Office) -> None:
    office.receive(office.letter("own.xlsx", good_form("xa-a")))
    (office.post / "own.xlsx").unlink()


@pytest.mark.parametrize("is_saved_again", [False, True])
def test_a_prefilled_form_unchanged_since_it_was_handed_out_is_no_report(
    office: Office, is_saved_again: bool
) -> None:
    _reported(office)
    path = _form(office)
    if is_saved_again:
        _filled(path)
    answer = office.one(path, now=LATER)
    assert (answer.outcome, [each.code for each in answer.reasons]) == ("refused", ["report.unchanged"])
    assert list(office.reports()) == ["xa-a.r1.xlsx"]


@pytest.mark.parametrize(
    "change", [{"I101": 13}, {"I101": 0}, {"T": "Hoàn thành"}, {"by": "Người lập B"}, {"I101": "12 buổi"}]
)
def test_any_change_makes_a_prefilled_form_a_report(office: Office, change: dict[str, object]) -> None:
    _reported(office)
    answer = office.one(_filled(_form(office), **change), now=LATER)
    assert "report.unchanged" not in [each.code for each in answer.reasons]


def test_a_years_form_that_only_carries_the_half_year_is_no_report(office: Office) -> None:
    _reported(office)
    december = datetime(2022, 12, 1)
    answer = office.one(_form(office, "2022"), now=december)
    assert (answer.outcome, [each.code for each in answer.reasons]) == ("refused", ["report.unchanged"])
    assert office.one(_filled(_form(office, "2022"), I101=20), now=december).outcome == "accepted"


def test_a_form_written_with_days_numbers_and_yes_or_no_reads_as_it_was_written(office: Office) -> None:
    form = good_form("xa-a")
    form.figure("I103", value="Không")
    form.figure("I101", value="", reason_code="Chưa tổng hợp được", note="  hai   dấu cách ")
    form.task("T1.1-02", percent_done=12.5, difficulty="=1+1", completed_date=date(2022, 5, 1))
    office.receive(office.letter("own.xlsx", form))
    (office.post / "own.xlsx").unlink()
    answer = office.one(_filled(_form(office)), now=LATER)
    assert [each.code for each in answer.reasons] == ["report.unchanged"]
