"""Letters without marks: what names and queries are compared by."""

from __future__ import annotations

import pytest

from papibook.ground.vietnamese import bare_letters

LETTERS = "ăâđêôơưĂÂĐÊÔƠƯáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"


def test_marks_and_case_fold_away() -> None:
    assert bare_letters("Kế Hoạch nâng cao") == "ke hoach nang cao"


def test_d_with_stroke_folds_to_d_in_both_cases() -> None:
    assert bare_letters("Đường đi") == "duong di"


@pytest.mark.parametrize("letter", LETTERS)
def test_every_vietnamese_letter_folds_to_ascii(letter: str) -> None:
    assert bare_letters(letter).isascii()
    assert len(bare_letters(letter)) == 1
