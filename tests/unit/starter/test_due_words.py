"""When a task is due, from the words that plans use."""

from __future__ import annotations

from datetime import date

import pytest

from papibook.starter.due_words import Due, read_due


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("trước 15/6", date(2026, 6, 14)),
        ("Trước ngày 15/06/2026", date(2026, 6, 14)),
        ("Trước ngày 01/3", date(2026, 2, 28)),
        ("Chậm nhất ngày 20/02/2022", date(2022, 2, 20)),
        ("15.6.2026", date(2026, 6, 15)),
        ("Quý I/2026", date(2026, 3, 31)),
        ("Quý 3", date(2026, 9, 30)),
        ("Tháng 9/2026", date(2026, 9, 30)),
        ("tháng 02", date(2026, 2, 28)),
        ("6 tháng đầu năm", date(2026, 6, 30)),
        ("trong năm 2026", date(2026, 12, 31)),
        ("Năm 2025", date(2025, 12, 31)),
    ],
)
def test_one_day(words: str, day: date) -> None:
    assert read_due(words, 2026) == (Due("date", day),)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("hằng tháng", "each_month"),
        ("01 tháng/lần", "each_month"),
        ("Hàng quý", "each_quarter"),
        ("03 tháng/lần", "each_quarter"),
        ("06 tháng/lần", "each_half_year"),
        ("2 lần/năm", "each_half_year"),
        ("hằng năm", "each_year"),
        ("Thường xuyên", "each_period"),
        ("Khi phát sinh", "event"),
        ("Kịp thời", "event"),
        ("theo quy định", "event"),
    ],
)
def test_how_often(words: str, kind: str) -> None:
    assert read_due(words, 2026) == (Due(kind),)


def test_several_dates_are_several() -> None:
    assert [(due.day, due.name) for due in read_due("quý II, quý IV", 2026)] == [
        (date(2026, 6, 30), "quý II"),
        (date(2026, 12, 31), "quý IV"),
    ]
    assert [due.day for due in read_due("Quý I, III năm 2026", 2026)] == [
        date(2026, 3, 31),
        date(2026, 9, 30),
    ]
    assert [due.name for due in read_due("tháng 3, tháng 9", 2026)] == ["tháng 3", "tháng 9"]


@pytest.mark.parametrize("words", ["", "tuần tới", "31/2", "32/13", "tháng 13", "sớm", "1/2026"])
def test_what_is_not_understood_is_nothing(words: str) -> None:
    assert read_due(words, 2026) == ()
