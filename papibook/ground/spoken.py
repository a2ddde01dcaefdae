"""Numbers as they are read aloud in Vietnamese: for texts that somebody reads into a microphone."""

from __future__ import annotations

import re

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu", "tỷ")
_DAY = re.compile(r"\b(?:ngày )?(\d{1,2})/(\d{1,2})/(\d{4})\b")
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?( ?%)?")
_RATIO = re.compile(r"(?<=\d)/(?=\d)")


def number_words(number: int) -> str:
    """``21`` is “hai mươi mốt”, ``105`` “một trăm linh năm”, ``2022`` “hai nghìn không trăm hai mươi hai”."""
    if number < 0:
        return f"âm {number_words(-number)}"
    if number >= 1000 ** len(_GROUPS):
        raise ValueError(f"nobody reads {number} aloud")
    parts: list[str] = []
    for place in range(len(_GROUPS) - 1, -1, -1):
        group = number // 1000**place % 1000
        if group:
            parts.append(f"{_group(group, is_first=not parts)} {_GROUPS[place]}".rstrip())
    return " ".join(parts) or _DIGITS[0]


def _group(number: int, *, is_first: bool) -> str:
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = [] if is_first and not hundreds else [f"{_DIGITS[hundreds]} trăm"]
    if tens == 1:
        words.append("mười")
    elif tens:
        words.append(f"{_DIGITS[tens]} mươi")
    elif ones and words:
        words.append("linh")
    if ones:
        words.append(_ones(ones, tens))
    return " ".join(words)


def _ones(ones: int, tens: int) -> str:
    if tens > 1 and ones in (1, 4):
        return "mốt" if ones == 1 else "tư"
    return "lăm" if tens and ones == 5 else _DIGITS[ones]


def spoken(text: str) -> str:
    """``text`` with every number in words, in the way in which the package writes numbers.

    >>> spoken("đạt 89,2% (1.205/1.351) đến ngày 05/6/2022")
    'đạt tám mươi chín phẩy hai phần trăm (một nghìn hai trăm linh năm trên một nghìn ba trăm năm mươi mốt) \
đến ngày mùng năm tháng sáu năm hai nghìn không trăm hai mươi hai'
    """
    return _NUMBER.sub(_number, _RATIO.sub(" trên ", _DAY.sub(_day, text)))


def _number(match: re.Match[str]) -> str:
    whole = number_words(int(match[1].replace(".", "")))
    # Two places and more are read digit by digit.
    places = " ".join(_DIGITS[int(digit)] for digit in match[2]) if match[2] else ""
    return whole + (f" phẩy {places}" if places else "") + (" phần trăm" if match[3] else "")


def _day(match: re.Match[str]) -> str:
    day, month, year = (int(part) for part in match.groups())
    first = "mùng " if day <= 10 else ""
    month_word = "tư" if month == 4 else number_words(month)
    return f"ngày {first}{number_words(day)} tháng {month_word} năm {number_words(year)}"
