"""Clear entries are read, and said; what may mean two things is asked; what cannot be is kept out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from checked import changed, row_of, told
from forms import good_form

from papibook.data.workbook.cells import a1
from papibook.data.workbook.clear_words import says_none
from papibook.model.findings import CODES
from papibook.model.layout import FIGURES_SHEET, INFO_SHEET, TASKS_SHEET


def _figure(folder: Path, value: object, row: str = "I101", name: str = "value"):  # type: ignore[no-untyped-def]
    cell = a1(*good_form().place(FIGURES_SHEET, row, name))
    read = changed(lambda form: form.figure(row, **{name: value}), folder)
    return row_of(read, row), [code for code, place in told(read) if place == cell]


def _task(folder: Path, row: str = "T1.1-01", **answers: object):  # type: ignore[no-untyped-def]
    name, *_ = answers
    cell = a1(*good_form().place(TASKS_SHEET, row, name))
    read = changed(lambda form: form.task(row, **answers), folder)
    return row_of(read, row), [code for code, place in told(read) if place == cell]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        pytest.param("12 ", 12, id="blank behind"),
        pytest.param("1\u00a0250", 1250, id="Word's blank between thousands"),
        pytest.param("1 250 000", 1250000, id="blanks between thousands"),
        pytest.param("\u200712\u202f", 12, id="narrow blanks around"),
        pytest.param("02", 2, id="leading zero"),
        pytest.param("12.0", 12, id="dot and no decimals"),
        pytest.param("12,00", 12, id="comma and no decimals"),
        pytest.param("12.", 12, id="full stop"),
        pytest.param("１２", 12, id="full-width digits"),
        pytest.param("'12", 12, id="apostrophe in front"),
        pytest.param("1’250", 1250, id="apostrophe between thousands"),
        pytest.param("1\u202f250", 1250, id="narrow blank between thousands"),
    ],
)
def test_clear_number_is_read_and_noted(written: str, number: float, tmp_path: Path) -> None:
    row, codes = _figure(tmp_path, written)
    assert (row["value"], row["is_refused"]) == (number, False)
    assert codes == ["figure.number_as_text"]


@pytest.mark.parametrize(
    "written",
    ["Không", "không có", "Không phát sinh", "Không phát sinh trong kỳ", "0 (không phát sinh)",
     "Chưa phát sinh", "không có cuộc nào", "Ko", "ko có", "Trong kỳ không phát sinh", "Kỳ này không có",
     "Không phát sinh kỳ này", "Không (0)", "Đơn vị không phát sinh"],
)  # fmt: skip
def test_words_for_none_are_zero_in_a_count_and_noted(written: str, tmp_path: Path) -> None:
    row, codes = _figure(tmp_path, written)
    assert (row["value"], row["is_refused"]) == (0, False)
    assert codes[0] == "figure.none_as_zero"


@pytest.mark.parametrize(
    ("written", "measure"),
    [
        ("Không có tin, bài", "tin, bài"),
        ("không có tin bài", "tin, bài"),
        ("Không có cuộc nào", "cuộc"),
        ("không có buổi", "cuộc"),
        ("Không có lượt", "lượt"),
    ],
)
def test_what_is_counted_may_stand_behind_words_for_none(written: str, measure: str) -> None:
    assert says_none(written, measure)


def test_words_for_none_are_zero_over_a_denominator_and_no_denominator(tmp_path: Path) -> None:
    row, codes = _figure(tmp_path, "Không", "I102", "numerator")
    assert (row["numerator"], row["denominator"], codes) == (0, 50, ["figure.none_as_zero"])
    row, codes = _figure(tmp_path, "Không", "I102", "denominator")
    assert (row["denominator"], codes) == (None, ["figure.no_digits"])


@pytest.mark.parametrize(
    ("numerator", "denominator"),
    [("Không", "Không"), ("không phát sinh", 0), (0, "Không có"), ("Ko", "0"), ("không", "không phát sinh")],
)
def test_words_for_none_in_both_parts_are_0_of_0(
    numerator: object, denominator: object, tmp_path: Path
) -> None:
    read = changed(lambda form: form.figure("I102", numerator=numerator, denominator=denominator), tmp_path)
    row = row_of(read, "I102")
    assert (row["numerator"], row["denominator"], row["is_refused"]) == (0, 0, False)
    assert "figure.none_as_zero" in [code for code, _ in told(read)]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("Không phát sinh", "no_occurrence"),
        ("lý do khác", "other"),
        ("Chưa tổng hợp", "not_collected"),
        ("CHO CO QUAN KHAC", "awaiting_agency"),
        ("Không thuộc thẩm quyền", "not_competent"),
    ],
)
def test_reason_is_known_by_its_first_words(written: str, reason: str, tmp_path: Path) -> None:
    read = changed(lambda form: form.figure("I101", value="", reason_code=written, note="Sổ ghi"), tmp_path)
    assert (row_of(read, "I101")["reason_code"], read.findings) == (reason, [])


@pytest.mark.parametrize("written", ["Không", "Chưa", "Không thuộc ai", "Lý", "Không phát s"])
def test_reason_that_may_be_several_or_none_is_asked(written: str, tmp_path: Path) -> None:
    read = changed(lambda form: form.figure("I101", value="", reason_code=written, note="Sổ ghi"), tmp_path)
    assert "figure.reason_unknown" in [code for code, _ in told(read)]


@pytest.mark.parametrize(
    ("numerator", "denominator"),
    [(1e308, 1e308), (1e300, 1.0), (0, 1e308), (1e14, 1e14), (1e308, 0)],
)
def test_number_beyond_all_limits_in_a_share_is_a_finding(
    numerator: float, denominator: float, tmp_path: Path
) -> None:
    read = changed(lambda form: form.figure("I102", numerator=numerator, denominator=denominator), tmp_path)
    assert {code for code, _ in told(read)} - {"rule.contradiction"} == {"figure.out_of_range"}
    assert row_of(read, "I102")["is_refused"]


def test_words_for_none_beside_a_reason_leave_the_reason(tmp_path: Path) -> None:
    read = changed(
        lambda form: form.figure("I101", value="Không", reason_code="Không phát sinh trong kỳ"), tmp_path
    )
    assert (row_of(read, "I101")["value"], row_of(read, "I101")["reason_code"]) == (None, "no_occurrence")
    assert not read.findings


@pytest.mark.parametrize("written", ["x", "…", "-", "–", "...", "chưa có số liệu"])
def test_sign_in_place_of_a_number_is_told_of_0_and_of_the_reasons(written: str, tmp_path: Path) -> None:
    row, codes = _figure(tmp_path, written)
    assert (row["value"], row["is_refused"], codes) == (None, True, ["figure.no_digits"])
    assert "ghi 0" in changed(lambda form: form.figure("I101", value=written), tmp_path).findings[0].cure()


@pytest.mark.parametrize("written", ["1,250", "12,000", "1,000", "1\u00a0,250", "999,999"])
def test_comma_before_three_digits_is_asked(written: str, tmp_path: Path) -> None:
    row, codes = _figure(tmp_path, written.replace("\u00a0", ""))
    assert (row["value"], row["is_refused"], codes) == (None, True, ["figure.two_meanings"])
    assert CODES["figure.two_meanings"].is_asked


@pytest.mark.parametrize(
    ("row", "numerator", "denominator"),
    [("I102", 45, 0), ("I102", 1, 0.0), ("I102", 45, "0"), ("I102", 45, "0,0"), ("I507", 80, 0)],
)
def test_denominator_of_0_under_a_numerator_is_one_finding_at_the_denominator(
    row: str, numerator: object, denominator: object, tmp_path: Path
) -> None:
    read = changed(lambda form: form.figure(row, numerator=numerator, denominator=denominator), tmp_path)
    errors = [place for place in told(read) if CODES[place[0]].severity == "error"]
    assert errors == [("figure.zero_denominator", a1(*good_form().place(FIGURES_SHEET, row, "denominator")))]
    assert row_of(read, row)["is_refused"]


def test_0_of_0_is_no_fault(tmp_path: Path) -> None:
    assert not changed(lambda form: form.figure("I102", numerator=0, denominator=0), tmp_path).findings


@pytest.mark.parametrize(
    "written",
    ["15 / 3 / 2022", "15/3/2022.", "15\u20133\u20132022", "ngày 15/03/2022", "ngày 15 tháng 3 năm 2022",
     "15 - 3 - 2022", "15.3.2022", "2022-03-15 00:00:00", "15/3/2022 08:30", "2022/3/15", "2022-3-15",
     "15 tháng ba năm 2022", "15-thg 3-22", "'15/3/2022"],
)  # fmt: skip
def test_clear_day_is_read_and_noted(written: str, tmp_path: Path) -> None:
    row, codes = _task(tmp_path, completed_date=written)
    assert (row["completed_date"], codes) == (date(2022, 3, 15), ["progress.date_as_text"])


@pytest.mark.parametrize("written", ["15/3", "tháng 3/2022", "15/3/2022 và 20/3/2022", "khoảng 15/3/2022"])
def test_unclear_day_stays_unclear(written: str, tmp_path: Path) -> None:
    row, codes = _task(tmp_path, completed_date=written)
    assert (row["completed_date"], codes) == (None, ["progress.date_invalid"])


@pytest.mark.parametrize(
    "day",
    [
        date(1900, 1, 20),
        date(2002, 4, 21),
        date(2012, 3, 15),
        date(2021, 3, 15),
        date(2021, 11, 30),
        "15/3/12",
    ],
)
def test_day_that_cannot_be_keeps_the_task_from_being_done(day: object, tmp_path: Path) -> None:
    row, codes = _task(tmp_path, completed_date=day)
    assert (row["is_refused"], codes) == (True, ["progress.date_impossible"])


@pytest.mark.parametrize(
    "day", [date(1900, 1, 20), date(2012, 2, 20), date(2002, 2, 20), "20/2/12", date(2052, 2, 20)]
)
def test_day_of_the_units_own_plan_that_cannot_be_is_not_taken(day: object, tmp_path: Path) -> None:
    read = changed(lambda form: form.put(INFO_SHEET, "", "own_plan_date", day), tmp_path)
    assert [code for code, _ in told(read)] == ["info.date_impossible"]
    assert "own_plan_date" not in {row["field"] for row in read.info}


@pytest.mark.parametrize(
    "written",
    [
        "Đã hoàn thành",
        "Hoàn thành 100%",
        "đã hoàn thành (100%)",
        "Hoàn thành xong",
        "Đã hoàn thành, đạt 100%",
        "Hoàn thành đúng hạn",
        "Đã xong",
    ],
)
def test_state_in_other_words_is_read_and_noted(written: str, tmp_path: Path) -> None:
    row, codes = _task(tmp_path, written_status=written)
    assert (row["written_status"], codes) == ("done", ["progress.status_in_words"])


@pytest.mark.parametrize(
    ("written", "percent"),
    [
        ("Đang thực hiện 50%", 50),
        ("đang thực hiện (50 %)", 50),
        ("Đang triển khai, đạt 12,5%", 12.5),
        ("Đang thực hiện - 50%", 50),
        ("Đã thực hiện được 7%", 7),
    ],
)
def test_percentage_beside_the_state_is_read_with_it_and_noted(
    written: str, percent: float, tmp_path: Path
) -> None:
    row, codes = _task(tmp_path, "T1.1-02", written_status=written, percent_done="")
    assert (row["written_status"], row["percent_done"]) == ("in_progress", percent)
    assert (row["is_refused"], codes) == (False, ["progress.status_in_words"])


def test_answer_says_how_state_and_percentage_were_read(tmp_path: Path) -> None:
    read = changed(
        lambda form: form.task("T1.1-02", written_status="Đang thực hiện 50%", percent_done=""), tmp_path
    )
    (finding,) = read.findings
    assert finding.text("vi") == "“Đang thực hiện 50%” được đọc là “Đang thực hiện, 50 %”."


@pytest.mark.parametrize(
    ("percent", "code"), [(50, "progress.status_in_words"), (60, "progress.unknown_status")]
)
def test_two_percentages_of_a_task_must_agree(percent: float, code: str, tmp_path: Path) -> None:
    row, codes = _task(tmp_path, "T1.1-02", written_status="Đang thực hiện 50%", percent_done=percent)
    assert (codes, row["percent_done"], row["is_refused"]) == ([code], percent, percent == 60)


@pytest.mark.parametrize(
    "written",
    ["Đang thực hiện 0%", "Đang thực hiện 100%", "Đang thực hiện khoảng 50%", "Chưa thực hiện 50%",
     "Đang thực hiện 50", "Hoàn thành 50%"],
)  # fmt: skip
def test_percentage_that_leaves_a_doubt_is_not_read(written: str, tmp_path: Path) -> None:
    row, codes = _task(tmp_path, "T1.1-02", written_status=written, percent_done="")
    assert (row["written_status"], row["percent_done"]) == (None, None)
    assert codes == ["progress.unknown_status"]


@pytest.mark.parametrize(
    "written", ["Hoàn thành 80%", "Cơ bản hoàn thành", "Chưa hoàn thành", "Sắp hoàn thành", "Đã thực hiện"]
)
def test_state_that_is_not_sure_is_not_read(written: str, tmp_path: Path) -> None:
    row, codes = _task(tmp_path, written_status=written)
    assert (row["written_status"], codes) == (None, ["progress.unknown_status"])


@pytest.mark.parametrize(
    ("written", "value"),
    [("Có (1 trạm)", 1), ("Có, 2 điểm", 1), ("Đã có", 1), ("Chưa có", 0), ("Không (chưa có kinh phí)", 0)],
)
def test_yes_or_no_with_a_remark_is_read_and_noted(written: str, value: float, tmp_path: Path) -> None:
    row, codes = _figure(tmp_path, written, "I103")
    assert (row["value"], codes) == (value, ["yes_no.in_words"])


@pytest.mark.parametrize(
    "written", ["Có, nhưng chưa dùng", "Có (không thường xuyên)", "Không, đã có", "Sắp có", "Có / Không"]
)
def test_yes_or_no_that_is_in_doubt_is_not_read(written: str, tmp_path: Path) -> None:
    row, codes = _figure(tmp_path, written, "I103")
    assert (row["value"], codes) == (None, ["yes_no.unknown"])
