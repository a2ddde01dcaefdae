"""A report that contradicts itself about whose it is, or for when, waits until the office has decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from forms import Form, good_form, make_project, write_form
from handed_in import NOW, Office

from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.data.intake.doubts import Arrived, _named_in_head, doubts
from papibook.data.intake.examine import ExamineContext, Examined, FileToExamine, examine, open_context
from papibook.data.intake.inbox import kept_file
from papibook.data.intake.intake import ONE_MAIL
from papibook.data.intake.named import names_of, plain_words
from papibook.data.intake.recognise import NOTHING_STATED, Stated, known_units
from papibook.data.report.rules import rules_by_unit
from papibook.data.workbook.cells import read_workbook
from papibook.ground.paths import Project
from papibook.model.layout import FIGURE_COLUMNS, FIGURES_SHEET, INFO_SHEET, TASKS_SHEET

SHIPPED = Project(Path(__file__).resolve().parents[4])
PLAN = "Kế hoạch số 1/KH"
TODAY = NOW.date()


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> ExamineContext:
    project = make_project(tmp_path_factory.mktemp("plan") / "project")
    path = project.reference / "indicators.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    for like, fresh in (("I106", "I107"), ("I106", "I108"), ("I105", "I109")):
        lines.append(next(line for line in lines if line.startswith(f"{like},")).replace(like, fresh))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    project.inbox.mkdir(parents=True)
    return open_context(project, read_plan(project), read_reference(project))


@dataclass(frozen=True)
class Desk:
    """Looks at a report as an intake does, and writes nothing down."""

    context: ExamineContext

    def look(
        self,
        form: Form,
        *,
        name: str = "new.xlsx",
        sender: str = "",
        day: date = TODAY,
        said: Stated = NOTHING_STATED,
    ) -> Examined:
        write_form(form, kept_file(self.context.project, "0" * 64))
        task = FileToExamine("0" * 64, name, said, Arrived(name, sender, day))
        return examine(self.context, task)

    def asked(self, form: Form, *codes: str, **options: object) -> Examined:
        """What is known of a report that is asked about by these codes, and until then kept out."""
        found = self.look(form, **options)  # type: ignore[arg-type]
        assert [each.code for each in found.reasons] == list(codes)
        assert all(each.is_asked for each in found.reasons)
        # Until whose it is has been said, nothing can be read; else the office can take it over as it stands.
        assert found.is_readable == bool(found.unit_id and found.period_id)
        for lang in ("vi", "en"):
            assert all("{" not in each.text(lang) for each in found.reasons)
        return found


@pytest.fixture
def desk(context: ExamineContext) -> Desk:
    return Desk(context)


def _changed(unit_id: str = "xa-a", period_id: str = "2022-S1") -> Form:
    form = good_form(unit_id, period_id)
    form.figure("I101", value=13)
    return form


def _headed(sheet: str, line: str) -> Form:
    form = _changed()
    form.cells[sheet][1, 0] = line
    return form


# Sheets headed with another unit or period.


@pytest.mark.parametrize("sheet", [INFO_SHEET, TASKS_SHEET, FIGURES_SHEET])
def test_every_sheet_is_asked_about_by_itself_with_its_cell(desk: Desk, sheet: str) -> None:
    found = desk.asked(_headed(sheet, f"Xã B · Năm 2022 · {PLAN}"), "unit.in_sheet", "period.in_sheet")
    for each in found.reasons:
        assert (each.facts["sheet"], each.facts["cell"]) == (sheet, "A2")
        assert f"“{sheet}”" in each.text()
        assert "A2" in each.text()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (f"Xã B · 6 tháng đầu năm 2022 · {PLAN}", "unit.in_sheet"),
        (f"Xã Hoàn Toàn Khác · 6 tháng đầu năm 2022 · {PLAN}", "unit.in_sheet"),
        ("BIỂU SỐ LIỆU CỦA PHÒNG X", "unit.in_sheet"),
        (f"Xã A · Năm 2022 · {PLAN}", "period.in_sheet"),
        (f"Xã A · 6 tháng đầu năm 2021 · {PLAN}", "period.in_sheet"),
        ("Báo cáo - Năm 2022", "period.in_sheet"),
        ("Xã A · 6 tháng đầu năm 2022 · Kế hoạch số 9/KH", "period.plan_in_sheet"),
    ],
)
def test_a_head_that_names_another_unit_period_or_plan_is_asked_about(
    desk: Desk, line: str, code: str
) -> None:
    desk.asked(_headed(FIGURES_SHEET, line), code)


@pytest.mark.parametrize(
    "line",
    [
        f"Xã A · 6 tháng đầu năm 2022 · {PLAN}",
        "UBND XÃ A · 6 THÁNG ĐẦU NĂM 2022 · kế hoạch số 1/KH",
        f"xã  a · 06 tháng đầu năm 2022 · {PLAN}",
        "Kính gửi: Phòng X",
        "Nơi nhận: Phòng X; Xã B",
        "Thực hiện Kế hoạch nâng cao chỉ số năm 2022",
        "Xã A (giáp xã B)",
        "Biểu số 1",
    ],
)
def test_its_own_head_or_a_line_that_names_nobody_is_no_doubt(desk: Desk, line: str) -> None:
    assert desk.look(_headed(FIGURES_SHEET, line)).reasons == ()


def test_a_foreign_sheet_replaces_nothing_until_the_office_has_said_whose_it_is(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.receive(office.letter("own.xlsx", good_form("xa-a")))
    form = _headed(FIGURES_SHEET, f"Xã B · Năm 2022 · {PLAN}")
    path = office.letter("new.xlsx", form)
    for said in ({}, {"unit": "xa-a"}, {"period": "2022-S1"}):
        assert office.one(path, **said).is_asked
        assert list(office.reports()) == ["xa-a.r1.xlsx"]
    accepted = office.one(path, unit="xa-a", period="2022-S1")
    assert (accepted.outcome, accepted.receipt.revision) == ("accepted", 2)
    form.figure("I507", numerator=20, denominator=24)
    later = office.one(office.letter("later.xlsx", form), unit="xa-a", period="2022-S1")
    assert later.compared is not None, "what was accepted is not doubted again"
    assert [finding.code for finding in later.compared.new] == ["figure.small_sample"]


# Rows that another unit, or another period, owes.


def _with_figures(form: Form, ids: list[str]) -> Form:
    form.cells[FIGURES_SHEET] = {
        (2, position): column.header for position, column in enumerate(FIGURE_COLUMNS, start=1)
    }
    for row, each in enumerate(ids, start=3):
        form.cells[FIGURES_SHEET][row, 1] = each
        form.figure(each, value=7)
    return form


@pytest.mark.parametrize("ids", [["I106", "I107", "I108"], ["I101", "I106", "I107"], ["I106", "I107"]])
def test_a_sheet_of_rows_that_another_unit_owes_is_asked_about(desk: Desk, ids: list[str]) -> None:
    found = desk.asked(_with_figures(good_form("xa-a"), ids), "unit.rows")
    assert found.reasons[0].facts["found"] == "Phòng X"
    assert "I106" in found.reasons[0].text()


@pytest.mark.parametrize("ids", [["I101", "I102", "I106"], ["I106"], ["I101"]])
def test_a_row_too_many_or_too_few_is_a_finding_and_no_doubt(desk: Desk, ids: list[str]) -> None:
    found = desk.look(_with_figures(good_form("xa-a"), ids))
    assert found.reasons == ()
    assert found.findings


HALF = ["I101", "I102", "I103", "I104", "I507"]


@pytest.mark.parametrize(
    ("own", "rows", "day"),
    [("2022-S1", [*HALF, "I105", "I109"], NOW.date()), ("2022", HALF, date(2022, 12, 1))],
)
def test_a_sheet_with_the_rows_of_the_other_periods_form_is_asked_about(
    desk: Desk, own: str, rows: list[str], day: date
) -> None:
    found = desk.asked(_with_figures(good_form("xa-a", own), rows), "period.rows", day=day)
    assert found.reasons[0].facts["ids"] == "I105, I109"


def test_one_cause_is_said_once(desk: Desk) -> None:
    form = _with_figures(good_form("xa-a"), ["I106", "I107", "I108"])
    form.cells[FIGURES_SHEET][0, 1] = f"Phòng X · 6 tháng đầu năm 2022 · {PLAN}"
    desk.asked(form, "unit.in_sheet")


# The unit's and the period's own cells, with the hidden sheet intact.


@pytest.mark.parametrize("name", ["Xã Ạ", "UBND xã Á", "Xa A", "XÃ Ă", "xã â."])
def test_a_slip_in_the_units_cell_is_a_finding_there_that_names_the_unit(desk: Desk, name: str) -> None:
    form = _changed()
    cell = form.put(INFO_SHEET, "", "unit_name", name)
    (finding,) = desk.look(form).findings
    assert (finding.code, finding.sheet, finding.cell) == ("identity.unit_name", INFO_SHEET, cell)
    assert finding.found == name
    assert "Xã A" in finding.cure()


@pytest.mark.parametrize("name", ["Xã Chiềng Hoa", "Huyện Thử", "Tòa án", "Phường 3", "?"])
def test_a_foreign_name_in_the_units_cell_is_asked_about(desk: Desk, name: str) -> None:
    form = _changed()
    form.put(INFO_SHEET, "", "unit_name", name)
    assert name in desk.asked(form, "unit.contradicted").reasons[0].text()
    assert desk.look(form, said=Stated("xa-a")).reasons == ()


@pytest.mark.parametrize(
    "name", ["6 tháng đầu năm 2021", "Năm 2021", "Quý II năm 2022", "9 tháng năm 2022", "2019"]
)
def test_a_foreign_name_in_the_periods_cell_is_asked_about(desk: Desk, name: str) -> None:
    form = _changed()
    form.put(INFO_SHEET, "", "period_name", name)
    desk.asked(form, "period.other_named")
    assert desk.look(form, said=Stated(period_id="2022-S1")).reasons == ()


@pytest.mark.parametrize(
    "name",
    ["6 tháng cuối năm 2022", "6 tháng sau năm 2022", "06 THÁNG CUỐI NĂM 2022", "6 tháng giữa năm 2022",
     "6 thang cuoi nam 2022"],
)  # fmt: skip
def test_another_half_of_the_year_is_no_slip_of_the_periods_name(desk: Desk, name: str) -> None:
    form = _changed()
    form.put(INFO_SHEET, "", "period_name", name)
    desk.asked(form, "period.other_named")


@pytest.mark.parametrize("name", ["", "06 tháng đầu năm 2022", "6 thang dau nam 2022", "6 tháng năm 2022"])
def test_the_period_in_other_words_is_no_doubt(desk: Desk, name: str) -> None:
    form = _changed()
    form.put(INFO_SHEET, "", "period_name", name)
    assert desk.look(form).reasons == ()


# The file's name and its sender.


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Bao cao (Xa B).xlsx", "unit.file_name"),
        ("BC_Phong_X.xlsx", "unit.file_name"),
        ("xa-b_2022-S1.xlsx", "unit.file_name"),
        ("xa-b_2022.xlsx", "unit.file_name"),
        ("xa-a_2022.xlsx", "period.file_name"),
    ],
)
def test_a_file_name_that_contradicts_the_form_is_asked_about(desk: Desk, name: str, code: str) -> None:
    desk.asked(_changed(), code, name=name)


@pytest.mark.parametrize("name", ["BC 6 thang 2022.xlsx", "Báo cáo 06 tháng.xlsx", "xa-a_2022-S1.xlsx"])
def test_a_years_form_under_the_half_years_name_is_asked_about(desk: Desk, name: str) -> None:
    desk.asked(_changed("xa-a", "2022"), "period.file_name", name=name, day=date(2022, 12, 1))


@pytest.mark.parametrize(
    "name",
    ["Báo cáo xã A.xlsx", "PAPI năm 2022 (xa a).xlsx", "xa-a_2022-S1.xlsx", "1.xlsx", "Xã A, xã B.xlsx"],
)
def test_a_file_name_that_agrees_or_says_nothing_is_no_doubt(desk: Desk, name: str) -> None:
    assert desk.look(_changed(), name=name).reasons == ()


@pytest.mark.parametrize(
    "sender", ["van-thu@xa-b.vi-du.invalid", "UBND xã B", "Phòng X", "xa-b", "Xa B, chuyen"]
)
def test_a_sender_that_is_another_unit_is_asked_about(desk: Desk, sender: str) -> None:
    assert sender in desk.asked(_changed(), "unit.sender", sender=sender).reasons[0].text()
    assert desk.look(_changed(), sender=sender, said=Stated("xa-a")).reasons == ()


@pytest.mark.parametrize("sender", ["", "van-thu@xa-a.vi-du.invalid", "UBND xã A", "Bưu điện", "Zalo"])
def test_a_sender_that_agrees_or_is_no_unit_is_no_doubt(desk: Desk, sender: str) -> None:
    assert desk.look(_changed(), sender=sender).reasons == ()


def test_who_brings_many_files_is_no_sign_of_whose_they_are(tmp_path: Path) -> None:
    office = Office(tmp_path)
    first = office.letter("first.xlsx", good_form("xa-a"))
    assert [each.code for each in office.one(first, sender="Phòng X").reasons] == ["unit.sender"]
    for number in range(ONE_MAIL):
        form = _changed()
        form.figure("I101", value=20 + number)
        office.letter(f"{number}.xlsx", form)
    asked = [each.code for answer in office.receive(sender="Phòng X") for each in answer.reasons]
    assert "unit.sender" not in asked


# The period's end.


@pytest.mark.parametrize("day", [date(2022, 6, 3), date(2022, 1, 5), date(2022, 11, 10), date(2022, 8, 1)])
def test_a_form_whose_period_ends_well_after_it_came_is_asked_about(desk: Desk, day: date) -> None:
    form = _changed("xa-a", "2022")
    assert "30/11/2022" in desk.asked(form, "period.not_ended", day=day).reasons[0].text()
    assert desk.look(form, day=day, said=Stated(period_id="2022")).reasons == ()


@pytest.mark.parametrize("day", [date(2022, 11, 30), date(2022, 11, 28), date(2022, 12, 5)])
def test_a_form_that_comes_about_the_cut_off_is_normal(desk: Desk, day: date) -> None:
    assert desk.look(_changed("xa-a", "2022"), day=day).reasons == ()


# Names in lines of text, and what ships.


def test_the_longest_name_wins_and_capitals_marks_and_signs_count_for_nothing() -> None:
    names = names_of(read_plan(SHIPPED).file, read_reference(SHIPPED))
    assert plain_words("BC_PAPI (xã Tân Lập), 06 tháng") == " bc papi xa tan lap 6 thang "
    assert names.units_in("Bao cao Thi tran Nong truong Moc Chau") == {"thi-tran-nong-truong-moc-chau"}
    assert names.units_in("THỊ TRẤN MỘC CHÂU") == {"thi-tran-moc-chau"}
    assert names.units_in("van-thu@xa-chieng-hac.vi-du.invalid") == {"xa-chieng-hac"}
    assert names.units_in("Công an, văn phòng và thanh tra cùng đi") == frozenset()


@pytest.mark.parametrize(
    ("line", "is_own"),
    [
        ("UBND xã Chiềng Khừa", False),
        ("UBND XÃ CHIỀNG SƠN", False),
        ("Ủy ban nhân dân xã Chiềng Khừa", False),
        ("UBND xã Chiềng Hặc", True),
        ("UBND xã Chiềng Hăcs", True),
    ],
)
def test_the_name_of_another_unit_is_no_slip_of_its_own(line: str, is_own: bool) -> None:
    plan, reference = read_plan(SHIPPED), read_reference(SHIPPED)
    known, period = known_units(plan, reference), plan.file.periods[0]
    found = list(_named_in_head(line, "xa-chieng-hac", period, known))
    assert found == ([] if is_own else [("unit.in_sheet", line)])


@pytest.mark.parametrize("period_id", ["2022-S1", "2022"])
def test_no_shipped_report_is_doubted(period_id: str) -> None:
    plan, reference = read_plan(SHIPPED), read_reference(SHIPPED)
    context = open_context(SHIPPED, plan, reference)
    period = next(period for period in plan.file.periods if period.period_id == period_id)
    rules = {each.period_id: rules_by_unit(plan, reference, each, None) for each in plan.file.periods}
    files = sorted((SHIPPED.submissions / period_id).glob("*.xlsx"))
    assert len(files) > 25
    for path in files:
        unit_id = path.name.partition(".")[0]
        arrived = Arrived("", "", period.cutoff_on)
        found = doubts(
            read_workbook(path), unit_id, period, arrived, context.known, lambda each: rules[each.period_id]
        )
        assert list(found) == [], path.name
