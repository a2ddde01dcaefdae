"""Search folds Vietnamese marks, however they are written."""

from __future__ import annotations

import unicodedata

import pytest

from papibook.ground.vietnamese import bare_letters
from papibook.press.theme.search import SearchVietnamese

LETTERS = "ăâđêôơưĂÂĐÊÔƠƯáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"


@pytest.fixture
def language() -> SearchVietnamese:
    return SearchVietnamese({})


def test_marks_and_case_fold_away() -> None:
    assert bare_letters("Kế Hoạch nâng cao") == "ke hoach nang cao"


def test_d_with_stroke_folds_to_d_in_both_cases() -> None:
    assert bare_letters("Đường đi") == "duong di"


@pytest.mark.parametrize("letter", LETTERS)
def test_every_vietnamese_letter_folds_to_ascii(letter: str) -> None:
    assert bare_letters(letter).isascii()
    assert len(bare_letters(letter)) == 1


def test_composed_and_decomposed_text_give_the_same_words(language: SearchVietnamese) -> None:
    text = "Thị trấn Nông trường Mộc Châu"
    apart = unicodedata.normalize("NFD", text)
    assert language.split(apart) == language.split(text) == text.split()


def test_words_keep_their_marks_until_stemmed(language: SearchVietnamese) -> None:
    assert [language.stem(word) for word in language.split("Kế hoạch số 426/KH-UBND")] == [
        "ke", "hoach", "so", "426", "kh", "ubnd",
    ]  # fmt: skip


def test_short_syllables_are_indexed(language: SearchVietnamese) -> None:
    assert language.word_filter("xa")


def test_sphinx_takes_the_language_by_its_code() -> None:
    assert SearchVietnamese.lang == "vi"
    assert "var Stemmer" in SearchVietnamese.js_stemmer_code
    assert "var splitQuery" in SearchVietnamese.js_splitter_code
