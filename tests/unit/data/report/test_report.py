"""Every finding code has a broken report that gives it at its place; reports do not stop each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_workbooks import CASES, cell_of
from forms import Inbox, good_form, make_project

from papibook.data.edition.period import PeriodData, check_period
from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.ground.paths import Project
from papibook.model.findings import CODES


def _check(project: Project, period_id: str = "2022-S1") -> PeriodData:
    plan, reference = read_plan(project), read_reference(project)
    half = None
    if period_id == "2022":
        half = _check(project)
    period = plan.file.period(period_id)
    assert period is not None
    return check_period(project, plan, reference, period, period.data_closed_on, contained=half)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


def test_every_code_has_a_broken_report() -> None:
    assert set(CASES) == set(CODES)


def test_a_report_without_faults_gives_no_findings(project: Project) -> None:
    inbox = Inbox(project)
    for unit_id in ("xa-a", "xa-b", "phong-x"):
        inbox.receive(unit_id, good_form(unit_id))
    data = _check(project)
    assert data.findings.empty, data.findings[["code", "cell", "found"]].to_string()
    assert list(data.tasks["task_id"]) == ["T2.1-01", "T1.1-01", "T1.1-02", "T1.1-01", "T1.1-02"]
    assert not data.tasks["is_refused"].any()
    row = data.figures.set_index(["unit_id", "indicator_id"]).loc[("xa-a", "I102")]
    assert (row["numerator"], row["denominator"], row["row"]) == (45, 50, 5)


@pytest.mark.parametrize("code", sorted(CODES))
def test_broken_report_gives_its_code_at_its_place(code: str, project: Project) -> None:
    case = CASES[code]
    if case.period_id == "2022":
        Inbox(project).receive("xa-a", good_form("xa-a"))
    inbox = Inbox(project, case.period_id)
    form = good_form("xa-a", case.period_id)
    cell = ""
    if case.name or case.address:
        case.change(form)
        cell = cell_of(case, form)
    else:
        case.change(form)
    inbox.receive("xa-a", form)
    case.after(inbox)

    data = _check(project, case.period_id)

    assert set(data.findings["code"]) == {code, *case.also}, data.findings[
        ["code", "cell", "found"]
    ].to_string()
    finding = data.findings[data.findings["code"] == code].iloc[0]
    place = [
        ("" if value is None or value != value else value) for value in finding[["sheet", "cell"]].fillna("")
    ]
    assert place == [case.sheet, cell]
    assert finding["severity"] == CODES[code].severity
    assert "{" not in finding["message"] + finding["cure"]
    _assert_effect(code, data, str(finding["subject_id"]))


def _assert_effect(code: str, data: PeriodData, subject: str) -> None:
    """Errors keep out what their scope says, warnings and notes nothing."""
    refused = {*data.tasks.loc[data.tasks["is_refused"], "task_id"]} | {
        *data.figures.loc[data.figures["is_refused"], "indicator_id"]
    }
    scope = CODES[code].scope
    if scope == "none":
        assert not refused
    elif scope == "file" and code != "file.not_in_receipts":
        assert data.tasks.empty
        assert data.figures.empty
    elif scope == "sheet":
        assert data.tasks.empty or data.figures.empty
    elif code.startswith(("progress", "figure", "cell", "yes_no")) or code.endswith("duplicate"):
        assert refused == {subject}


def test_one_broken_file_does_not_stop_the_others(project: Project) -> None:
    inbox = Inbox(project)
    inbox.receive("xa-a", b"not a workbook")
    form = good_form("xa-b")
    form.task("T1.1-01", completed_date="")
    form.figure("I102", numerator=99)
    inbox.receive("xa-b", form)
    inbox.receive("phong-x", good_form("phong-x"))
    data = _check(project)
    assert list(data.findings["code"]) == [
        "file.unreadable",
        "progress.done_without_date",
        "figure.numerator_exceeds_denominator",
    ] or list(data.findings["code"]) == [
        "file.unreadable",
        "figure.numerator_exceeds_denominator",
        "progress.done_without_date",
    ]
    assert set(data.tasks["unit_id"]) == {"xa-b", "phong-x"}
    assert list(data.chosen["unit_id"]) == ["phong-x", "xa-a", "xa-b"]


def test_two_checks_give_the_same_frames(project: Project) -> None:
    inbox = Inbox(project)
    for unit_id in ("xa-b", "xa-a"):
        form = good_form(unit_id)
        form.figure("I101", value="khoảng 50")
        inbox.receive(unit_id, form)
    first, second = _check(project), _check(project)
    assert first.findings.equals(second.findings)
    assert first.tasks.equals(second.tasks)
    assert list(first.findings["unit_id"]) == ["xa-a", "xa-b"]


def test_columns_may_move_and_rows_may_be_inserted(project: Project) -> None:
    form = good_form("xa-a")
    for sheet in ("Nhiệm vụ", "Số liệu"):
        form.cells[sheet] = {
            (row + 4, 14 - column): value for (row, column), value in form.cells[sheet].items()
        }
    Inbox(project).receive("xa-a", form)
    data = _check(project)
    assert data.findings.empty
    assert data.figures.set_index("indicator_id").loc["I101", "row"] == 8


def test_headings_and_signatures_are_no_entries(project: Project) -> None:
    form = good_form("xa-a")
    row = max(r for r, _ in form.cells["Số liệu"])
    form.cells["Số liệu"][row + 2, 6] = "NGƯỜI LẬP BIỂU"
    form.cells["Số liệu"][row + 2, 1] = "Nơi nhận: Phòng Nội vụ"
    form.cells["Nhiệm vụ"][1, 1] = "Nội dung 1. Tham gia"
    Inbox(project).receive("xa-a", form)
    assert _check(project).findings.empty


def test_missing_is_never_zero(project: Project) -> None:
    form = good_form("xa-a")
    form.figure("I101", value="", reason_code="Chưa tổng hợp được")
    form.figure("I102", numerator=0, denominator=0)
    Inbox(project).receive("xa-a", form)
    data = _check(project)
    figures = data.figures.set_index("indicator_id")
    assert data.findings.empty
    assert figures["value"].isna()["I101"]
    assert figures.loc["I101", "reason_code"] == "not_collected"
    assert figures.loc["I102", "numerator"] == 0


def test_text_of_a_unit_is_kept_as_it_was_written(project: Project) -> None:
    form = good_form("xa-a")
    hostile = '=HYPERLINK("x") <script>alert(1)</script> {{unit}} {found} Ti\u1ebfng Vi\u0065\u0323\u0302t'
    form.task("T1.1-01", difficulty=hostile)
    form.task("T1.1-02", written_status=hostile)
    Inbox(project).receive("xa-a", form)
    data = _check(project)
    assert data.tasks["difficulty"].dropna().item().endswith("{found} Tiếng Việt")
    assert "{found} Tiếng Việt" in data.findings["found"].item()
    assert "<script>" in data.findings["message"].item()


def test_names_of_persons_do_not_leave_the_workbook(project: Project) -> None:
    Inbox(project).receive("xa-a", good_form("xa-a"))
    data = _check(project)
    assert {"own_plan_number", "general_difficulty"} <= set(data.info["field"])
    assert not set(data.info["field"]) & {"prepared_by", "approved_by", "phone"}
    assert data.info.set_index("field").loc["own_plan_date", "value"] == "2022-02-20"


def test_a_finding_quotes_no_person_whom_the_first_sheet_names(project: Project) -> None:
    form = good_form("xa-a")
    form.put("Thông tin", "", "prepared_by", "Lò Văn Lập")
    form.put("Thông tin", "", "phone", "0912 345 678")
    form.put("Nhiệm vụ", "T1.1-01", "written_status", "hỏi Lò Văn Lập")
    form.put("Số liệu", "I101", "value", "0912 345 678")
    Inbox(project).receive("xa-a", form)
    findings = _check(project).findings

    assert findings["found"].tolist() == ["hỏi …", "…", "[số điện thoại đã ẩn]"]
    told = findings[["message", "cure", "values"]].to_string()
    assert "Lập" not in told
    assert "0912" not in told


def test_a_refused_half_year_figure_bounds_nothing(project: Project) -> None:
    half = good_form("xa-a")
    half.figure("I101", value=99.5)
    Inbox(project).receive("xa-a", half)
    Inbox(project, "2022").receive("xa-a", good_form("xa-a", "2022"))
    assert _check(project, "2022").findings.empty


def test_denominator_of_the_year_is_compared_for_itself(project: Project) -> None:
    Inbox(project).receive("xa-a", good_form("xa-a"))
    year = good_form("xa-a", "2022")
    year.figure("I102", numerator=45, denominator=49)
    year.figure("I103", value="Không")
    Inbox(project, "2022").receive("xa-a", year)
    findings = _check(project, "2022").findings
    assert list(findings["code"]) == ["figure.below_contained"]
    assert findings["cell"].item() == "H5"


def test_identity_falls_back_on_the_names_of_the_first_sheet(project: Project) -> None:
    form = good_form("xa-a")
    form.cells.pop("_papibook")
    form.put("Thông tin", "", "unit_name", "UBND  XÃ a")
    Inbox(project).receive("xa-a", form)
    assert list(_check(project).findings["code"]) == ["identity.missing"]
