"""Cells as people in Vietnam type them: what is clear is read, what is not is never guessed."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from papibook.data.workbook.old_encodings import TCVN3, VNI, old_encoding
from papibook.data.workbook.readings import (
    read_choice,
    read_day,
    read_number,
    read_percent,
    read_text,
    read_yes_no,
    show_number,
)


@pytest.mark.parametrize(
    ("cell", "value"),
    [("1.234,5", 1234.5), ("1.234.567", 1234567), ("12,5", 12.5), (" 45 ", 45), ("-3", -3), ("0,5", 0.5),
     ("0,125", 0.125), ("1234,567", 1234.567), ("\u22123", -3)],
)  # fmt: skip
def test_clean_number_as_text_is_read_and_marked(cell: str, value: float) -> None:
    reading = read_number(cell)
    assert (reading.value, reading.was_text) == (value, True)


@pytest.mark.parametrize(
    "cell",
    ["12.5", "1,234", "1.234", "1.23,4", "khoảng 50", "45/50", "12 hộ", "--3", "nan", "1e3", "٣",
     "0912345678", "007", "85%",
     True, date(2022, 4, 3)],
)  # fmt: skip
def test_what_may_mean_two_things_is_unclear(cell: object) -> None:
    assert read_number(cell).is_unclear  # type: ignore[arg-type]


def test_dots_can_only_group_where_numbers_are_whole() -> None:
    assert read_number("1.234", is_whole=True).value == 1234


def test_number_cell_is_read_without_a_mark() -> None:
    assert read_number(12.5).value == 12.5
    assert not read_number(0.0).was_text
    assert read_number(0.0).value == 0


@pytest.mark.parametrize("cell", ["", "  ", "\u00a0", "\u200b\n"])
def test_empty_looking_cell_is_blank_not_zero(cell: str) -> None:
    for reading in (read_number(cell), read_day(cell), read_percent(cell), read_yes_no(cell)):
        assert reading.is_blank
        assert reading.value is None


@pytest.mark.parametrize(
    ("cell", "value"), [(85.0, 85), ("85%", 85), ("85 %", 85), ("99,5", 99.5), (0.0, 0), (100, 100)]
)
def test_percentages_are_from_0_to_100(cell: object, value: float) -> None:
    assert read_percent(cell).value == value  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", [0.85, "0,85", 101, -1, "cao", "%%"])
def test_share_between_0_and_1_or_beyond_100_is_unclear(cell: object) -> None:
    assert read_percent(cell).is_unclear  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["31/05/2022", "31/5/2022", "31-5-2022", "31.05.2022", "2022-05-31"])
def test_day_as_text_is_read_day_first_and_marked(cell: str) -> None:
    reading = read_day(cell)
    assert (reading.value, reading.was_text) == (date(2022, 5, 31), True)


@pytest.mark.parametrize(
    "cell",
    [
        "31/02/2022",
        "05/31/2022",
        "5/31/22",
        "31/5/222",
        "31/5/2",
        "5/2022",
        "cuối tháng 5",
        True,
        2022.0,
        31.0,
        20220531.0,
        "2022",
        "20220531",
        -44712.0,
        float("nan"),
        float("inf"),
        36525.0,
        73051.0,
    ],
)
def test_day_that_is_none_is_unclear(cell: object) -> None:
    assert read_day(cell).is_unclear  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["31/5/22", "31-05-22", "31.5.22", 44712, 44712.0, 44712.75, "44712"])
def test_day_that_lost_its_century_or_its_format_is_read_and_marked(cell: object) -> None:
    reading = read_day(cell)  # type: ignore[arg-type]
    assert (reading.value, reading.was_text) == (date(2022, 5, 31), True)


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    assert read_day(44712 - 1462, is_1904=True).value == date(2022, 5, 31)
    assert [read_day(n).value for n in (36526, 73050)] == [date(2000, 1, 1), date(2099, 12, 31)]
    first, last = 36526 - 1462, 73050 - 1462
    assert [read_day(n, is_1904=True).value for n in (first, last)] == [date(2000, 1, 1), date(2099, 12, 31)]
    assert read_day(first - 1, is_1904=True).is_unclear


def test_time_of_day_of_a_date_is_dropped() -> None:
    assert read_day(datetime(2022, 5, 31, 23, 59)).value == date(2022, 5, 31)


def test_choice_is_found_whatever_its_case_spaces_and_composition() -> None:
    words = {"done": "Hoàn thành"}
    assert read_choice("  HOÀN   thành ", words).value == "done"
    assert read_choice("Hoa\u0300n tha\u0300nh", words).value == "done"
    assert read_choice("Hoàn thành 50%", words).is_unclear


def test_yes_and_no_are_words_or_ticks() -> None:
    assert read_yes_no("có").value == "yes"
    assert read_yes_no(False).value == "no"
    assert read_yes_no("x").is_unclear
    assert read_yes_no(1.0).is_unclear


def test_text_is_composed_trimmed_and_free_of_control_characters() -> None:
    assert read_text(" Vi\u0065\u0323\u0302t\x00\x07\r\nNam\u202e ") == "Việt\nNam"
    assert read_text(45.0) == "45"
    assert read_text(datetime(2022, 5, 3)) == "03/05/2022"


def test_numbers_are_shown_with_a_decimal_comma() -> None:
    assert [show_number(n) for n in (12.0, 12.5, -0.25)] == ["12", "12,5", "-0,25"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Hoµn thµnh", TCVN3), ("§ang thùc hiÖn", TCVN3), ("Ch­a b¾t ®Çu", TCVN3), ("Kh«ng ¸p dông", TCVN3),
        ("ThiÕu c¸n bé", TCVN3), ("Hoaøn thaønh", VNI), ("Ñang thöïc hieän", VNI), ("Chöa baét ñaàu", VNI),
        ("Khoâng aùp duïng", VNI),
        ("Thiếu cán bộ", ""), ("KHOẢN CHI ĐẶC THÙ", ""), ("hoà giải, khoẻ, uỷ quyền, quý", ""),
        ("Hoa\u0300n tha\u0300nh", ""), ("10 µg/l, 5 µm, 3×4 m, 5 °C ± 2", ""), ("§5, © 2022", ""),
        ("Müller", ""),
        ("« trích » Samsung®", ""), ("TB số 5/TB-UBND", ""), ("", ""),
    ],
)  # fmt: skip
def test_encodings_of_the_nineties_are_recognised(text: str, encoding: str) -> None:
    assert old_encoding(text) == encoding


@pytest.mark.parametrize(
    ("cell", "value"), [("1,234.5", 1234.5), ("1,234,567", 1234567), ("-12,345.25", -12345.25)]
)
def test_number_grouped_the_english_way_can_mean_one_thing_only(cell: str, value: float) -> None:
    reading = read_number(cell)
    assert (reading.value, reading.was_text) == (value, True)


@pytest.mark.parametrize(
    ("cell", "measure", "value"),
    [("12 cuộc", "cuộc", 12), ("12 Cuộc", "buổi", 12), ("7 tin, bài", "tin, bài", 7),
     ("7 bài", "tin, bài", 7), ("1.250 (hồ sơ)", "hồ sơ", 1250)],
)  # fmt: skip
def test_what_is_counted_may_stand_behind_the_number(cell: str, measure: str, value: float) -> None:
    reading = read_number(cell, is_whole=True, measure=measure)
    assert (reading.value, reading.was_text) == (value, True)


@pytest.mark.parametrize(
    ("cell", "measure"), [("12 hộ", "cuộc"), ("12%", "%"), ("cuộc", "cuộc"), ("12 cuộc", "")]
)
def test_other_words_behind_a_number_leave_it_unclear(cell: str, measure: str) -> None:
    assert read_number(cell, is_whole=True, measure=measure).is_unclear
