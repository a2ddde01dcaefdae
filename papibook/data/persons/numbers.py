"""Phone numbers, numbers of identity cards and e-mail addresses in a text.

A number without a word beside it counts where its form alone says what it is: a leading 0 and as many digits
as a phone or a card has. Amounts, dates, numbers of documents and codes look alike and are known by what
stands around them. Where both are possible it is found: the office can still say that it stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from papibook.data.persons.plain import without_dates

PHONE, IDENTITY, EMAIL = "phone", "identity", "email"

Span = tuple[str, int, int]
"""Kind, first place, place behind the last."""

_GAP = r"(?:[ .\-\u200b]{0,3}|\)[ .\-]{0,2})"
_END = r"(?!\d)(?!/(?-i:[A-ZĐ]){2})(?!/\d{4}/)"
"""A number of a document goes on with a slash and capitals."""

_MOBILE = (
    rf"\(?(?:0|(?<![^\W\d_])[Oo]){_GAP}"
    rf"(?:3{_GAP}[2-9]|5{_GAP}[25689]|7{_GAP}[06-9]|8{_GAP}[1-9]|9{_GAP}\d)(?:{_GAP}\d){{7}}"
)
_LANDLINE = rf"\(?02\d(?:{_GAP}\d){{7,8}}"
_ABROAD = rf"\(?(?:\+|(?<!\d)00){_GAP}\d(?:{_GAP}(?:\(0\))?\d){{8,13}}"
_WITHOUT_PLUS = r"84[ \-]?[35789](?:[ \-]?\d){8}"
_SERVICE = r"1[89]00[ .]?\d{4}(?:\d{2})?"
_COMMAS = r"0\d{2,3},\d{3},\d{3,4}"

_PHONES = re.compile(
    rf"(?<!\d)(?:{_MOBILE}|{_LANDLINE}|{_COMMAS}|(?P<amount>{_ABROAD}|{_WITHOUT_PLUS}|{_SERVICE})){_END}"
)
_LEADING_ZERO = re.compile(r"(?<!\d)(?<!\d[.,])0\d{2,}(?:[ .\-]\d{3,})*" + _END)
_NINE = re.compile(r"(?<![\w.,/\-])[1-9]\d{8}(?![\w/]|[.,]\d)")

_NUMBER = rf"\(?\d(?:{_GAP}\d)"
_PHONE_WORDS = (
    r"(?<!\w)(?:s?đt(?:dđ)?|điện thoại|di động|zalo|viber|hotline|đường dây nóng|tổng đài|tel|phone|mobile"
    r"|fax|số máy)(?!\w)"
)
_NAMED_PHONE = re.compile(
    rf"{_PHONE_WORDS}[^\d.;\n]{{0,30}}?\.?:?\s?(?P<number>{_NUMBER}{{5,11}}){_END}", re.I
)
_NEXT_PHONE = re.compile(rf"(?:\s?[,/;\-]\s?|\s+(?:hoặc|và|hay)\s+)(?P<number>{_NUMBER}{{5,11}}){_END}", re.I)
_SHORT_PHONE = re.compile(
    r"(?<!\w)(?:hotline|đường dây nóng|tổng đài)(?:\s+(?:số|là))?[\s:]*(?P<number>1\d{2,4})"
    r"(?=\s*(?:[.,;)\n]|$)(?!\d)|\s+(?:của|để|và|là|hoặc|hay|đã|hoạt|tỉnh|huyện|cho|tại|trên|với|tiếp)(?!\w))",
    re.I,
)
_IDENTITY_WORDS = (
    r"(?<!\w)(?:cccd|cmnd|cmtnd|cmt|căn cước(?: công dân)?|chứng minh(?: nhân dân| thư)?|số định danh"
    r"|mã định danh|hộ chiếu)(?!\w)"
)
_NAMED_IDENTITY = re.compile(
    rf"{_IDENTITY_WORDS}[^\d;\n]{{0,25}}?(?P<number>(?<!\w)[A-Z]\d{{7,8}}|{_NUMBER}{{8,11}}){_END}", re.I
)
_EMAIL = re.compile(
    r"[^\s@<>()\[\],;:\"“”'‘’]{1,64}\s?(?:@|\(at\)|\[at\]|(?<=\s)a còng(?=\s))\s?"
    r"[A-Za-z][\w\-]*(?:\.[\w\-]+)*",
    re.I,
)

_OF_AMOUNTS = re.compile(
    r"\s*(?:đồng|đ|vnđ|vnd|triệu|tỷ|nghìn|ngàn|%|m2|m²|ha|km|tấn|kg|người|hộ|lượt|cuộc|trường hợp"
    r"|hồ sơ|thẻ)(?!\w)",
    re.I,
)
_BEFORE_AMOUNTS = re.compile(
    r"(?:kinh phí|số tiền|tổng số|dự toán|trị giá|giá trị|thu|chi|ngân sách|nộp)[^\d;.\n]{0,20}$", re.I
)
_BEFORE_CODES = re.compile(
    r"(?:(?<!\w)mã(?! định)(?: (?:hồ sơ|dự án|kế hoạch|đơn vị|chương)| số(?: thuế| doanh nghiệp| dự án)?)?"
    r"|(?<!\w)mst|biên nhận|số hiệu|số hồ sơ)(?: số| là)?[\s:.\-]*$",
    re.I,
)
_GROUPED_AMOUNT = re.compile(r"\+?\d{1,3}(?:\.\d{3})+")


def find_numbers(text: str) -> Iterator[Span]:
    """Phones, identity cards and e-mail addresses of a plain text; spans may overlap."""
    if "@" in text or "(at)" in text or "[at]" in text or "còng" in text:
        for match in _EMAIL.finditer(text):
            yield EMAIL, match.start(), match.end()
    if not any(sign.isdigit() for sign in text):
        return
    bare = without_dates(text)
    yield from _named(bare)
    for match in _PHONES.finditer(bare):
        is_amount = match["amount"] and (
            _is_amount(bare, match.start(), match.end())
            or (_GROUPED_AMOUNT.fullmatch(match.group()) and not match.group().startswith("+84"))
        )
        if not is_amount and not _is_code(bare, match.start()):
            yield PHONE, match.start(), match.end()
    for match in _LEADING_ZERO.finditer(bare):
        yield from _by_length(bare, match)
    for match in _NINE.finditer(bare):
        number = match.group()
        if not (
            number.endswith("000")
            or _is_amount(bare, match.start(), match.end())
            or _is_code(bare, match.start())
        ):
            yield IDENTITY, match.start(), match.end()


def _named(text: str) -> Iterator[Span]:
    """Numbers that a word before them names."""
    for match in _NAMED_IDENTITY.finditer(text):
        if not _OF_AMOUNTS.match(text, match.end()):
            yield IDENTITY, *match.span("number")
    for match in _NAMED_PHONE.finditer(text):
        found: re.Match[str] | None = match
        while found is not None and not _OF_AMOUNTS.match(text, found.end()):
            yield PHONE, *found.span("number")
            found = _NEXT_PHONE.match(text, found.end())
    for match in _SHORT_PHONE.finditer(text):
        yield PHONE, *match.span("number")


def _by_length(text: str, match: re.Match[str]) -> Iterator[Span]:
    """Groups of digits from a leading 0: twelve are an identity card, ten or eleven a phone, nine a card."""
    ends, total = {}, 0
    for group in re.finditer(r"\d+", match.group()):
        total += len(group.group())
        ends[total] = match.start() + group.end()
    if 12 in ends:
        yield IDENTITY, match.start(), ends[12]
    elif not _is_code(text, match.start()):
        for count, kind in ((11, PHONE), (10, PHONE), (9, IDENTITY)):
            if count in ends:
                yield kind, match.start(), ends[count]
                return


def _is_amount(text: str, start: int, end: int) -> bool:
    return bool(_OF_AMOUNTS.match(text, end) or _BEFORE_AMOUNTS.search(text[max(0, start - 45) : start]))


def _is_code(text: str, start: int) -> bool:
    return bool(_BEFORE_CODES.search(text[max(0, start - 45) : start]))
