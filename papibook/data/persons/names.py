"""Names of persons in a text: a title with a capitalised word behind it, or a surname with others behind it.

Many words of names are words of the language and of the map (Hoa, Bình, An); so a name needs a title or a
known surname before it, and nothing before that which makes it a place or a school. What is found goes to a
list that somebody looks through; nothing is masked by it alone.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from papibook.data.persons.addresses import UPPER
from papibook.data.persons.numbers import Span
from papibook.ground.vietnamese import fold

NAME = "name"
WORDS = Path(__file__).resolve().parent / "words"
MOST_WORDS = 5

_GAP = re.compile(r"[ \t]{1,2}")
_CAPITAL = re.compile(rf"[{UPPER}][^\W\d_]*\.?")
_TITLE = re.compile(
    r"(?<!\w)(?<!trẻ )(?:ông|bà|anh|chị|cô|chú|bác|cụ|em|cháu|đồng chí|đ/c|đ\.c)"
    r"(?:\s?[(/]\s?(?:ông|bà|anh|chị)\s?\)?)?[\s.:]+",
    re.I,
)
_POSTS = re.compile(
    r"(?:bí thư|chủ tịch|chủ nhiệm|chủ trì|phó|trưởng|giám đốc|ủy viên|uỷ viên|thường trực|đảng viên"
    r"|công an|cán bộ|công chức|viên chức|chuyên viên|thanh tra|chánh|kế toán|văn thư|đại biểu|hiệu trưởng"
    r"|hội trưởng|chi hội|đội trưởng|tổ trưởng|quân sự|lãnh đạo|nguyên|bản|xã|huyện|tỉnh|phường|thôn|tiểu khu"
    r"|thị trấn|điện thoại)(?!\w)"
)
_BEFORE_AREAS = re.compile(
    r"(?<!\w)(?:xã|phường|thị trấn|huyện|quận|tỉnh|thành phố|tp|bản|thôn|xóm|ấp|tổ|tiểu khu|khu)\.?\s$", re.I
)
"""A person may follow these too, as the words before or the second word shows ("Trưởng bản Lò Hặc")."""
_POSTS_OF_AREAS = re.compile(
    r"(?<!\w)(?:trưởng|phó|bí thư|chủ tịch|công an|quân sự|cán bộ|công chức)(?:\s\w+){0,3}\s\w+\.?\s$", re.I
)
_SECOND_WORDS = {"Văn", "Thị", "A", "VĂN", "THỊ"}
_BEFORE_OTHERS = re.compile(
    r"(?<!\w)(?:đường|phố|sông|núi|hồ|chợ|suối|cầu|đèo|đảo|vùng|trường|thpt|thcs|tiểu học|mầm non|nước|quỹ"
    r"|cửa khẩu|giải|chương trình|phong trào|học viện|bệnh viện|công ty|nhà máy|hợp tác xã|htx|tư tưởng|tết"
    r"|đạo đức|họ)\.?\s$",
    re.I,
)


@cache
def _column(file: str, name: str) -> frozenset[str]:
    with (WORDS / file).open(encoding="utf-8", newline="") as table:
        return frozenset(row[name] for row in csv.DictReader(table))


def surnames() -> frozenset[str]:
    """Known surnames; where each is known from stands beside it in words/surnames.csv."""
    return _column("surnames.csv", "surname")


def find_names(text: str, places: Collection[str] = ()) -> Iterator[Span]:
    """Names of a plain text, left to right, without their titles.

    ``places``: folded names of units and places, which are no persons.
    """
    taken = 0
    titles = {match.end(): match.start() for match in _TITLE.finditer(text)}
    heads = set(titles.values())
    for match in _CAPITAL.finditer(text):
        start = match.start()
        if start < taken or start in heads or (start and text[start - 1].isalnum()):
            continue
        title = titles.get(start)
        if title is None and not (match.group() in surnames() or _of_capitals(match.group())):
            continue
        before = start if title is None else title
        end, n_words = _name_end(text, start)
        found = text[start:end]
        if not n_words or (title is None and n_words < 2):
            taken = end
            continue
        ahead = text[max(0, before - 30) : before]
        is_area = _BEFORE_AREAS.search(ahead) and not (
            _POSTS_OF_AREAS.search(ahead) or {*found.split()[1:2]} & _SECOND_WORDS
        )
        if is_area or _BEFORE_OTHERS.search(ahead) or _is_other(text, (before, start), found, places):
            taken = end
            continue
        yield NAME, start, end
        taken = end


def _of_capitals(word: str) -> bool:
    return word.isupper() and len(word) > 1 and word.capitalize() in surnames()


def _name_end(text: str, start: int) -> tuple[int, int]:
    """Where the run of capitalised words ends that may be a name, and how many words it has."""
    end, n_words, place = start, 0, start
    while match := _CAPITAL.match(text, place):
        word = match.group()
        if _POSTS.match(fold(text[place : place + 20])):
            break
        if word.isupper() and len(word.rstrip(".")) > 1 and not (n_words == 0 or text[start:end].isupper()):
            break  # UBND and its like
        is_short = len(word) <= 2  # an initial
        end, n_words = (
            (match.end() if is_short and word.endswith(".") else place + len(word.rstrip("."))),
            n_words + 1,
        )
        if word.endswith(".") and not is_short:
            break
        gap = _GAP.match(text, match.end())
        if gap is None:
            break
        place = gap.end()
    return (end, n_words) if n_words <= MOST_WORDS else (end, 0)


def _is_other(text: str, starts: tuple[int, int], found: str, places: Collection[str]) -> bool:
    """Whether a place or an institution is meant; an abbreviation alone is nobody either.

    ``starts``: of the title, if any, and of the name: "Bà Rịa" begins with what looks like a title.
    """
    if fold(found) in places or (found.isupper() and len(found) > 2 and " " not in found):
        return True
    heads = [fold(text[start : start + 40]) for start in starts]
    phrases = _column("not_names.csv", "phrase")
    return any(re.match(rf"{re.escape(fold(phrase))}(?!\w)", head) for phrase in phrases for head in heads)
