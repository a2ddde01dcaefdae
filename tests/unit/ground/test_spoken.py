"""Numbers as they are read aloud."""

from __future__ import annotations

import pytest

from papibook.ground.spoken import number_words, spoken


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (110, "một trăm mười"),
        (1005, "một nghìn không trăm linh năm"),
        (2022, "hai nghìn không trăm hai mươi hai"),
        (12_345, "mười hai nghìn ba trăm bốn mươi lăm"),
        (1_000_000, "một triệu"),
        (3_004_000_020, "ba tỷ không trăm linh bốn triệu không trăm hai mươi"),
    ],
)
def test_whole_numbers(number: int, said: str) -> None:
    assert number_words(number) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("đạt 66,2%", "đạt sáu mươi sáu phẩy hai phần trăm"),
        ("0,05", "không phẩy không năm"),
        ("13/15 đơn vị", "mười ba trên mười lăm đơn vị"),
        ("1.205 hộ", "một nghìn hai trăm linh năm hộ"),
        ("hết ngày 05/6/2022", "hết ngày mùng năm tháng sáu năm hai nghìn không trăm hai mươi hai"),
        ("ngày 30/4/2021.", "ngày ba mươi tháng tư năm hai nghìn không trăm hai mươi mốt."),
        ("100,0%", "một trăm phẩy không phần trăm"),
        ("không có số", "không có số"),
    ],
)
def test_numbers_in_a_text(text: str, said: str) -> None:
    assert spoken(text) == said
