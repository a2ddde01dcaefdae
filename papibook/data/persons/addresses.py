"""Home addresses in a text: what follows a word of residence, and every address with a number of a house.

A village or commune by itself is none, nor is where a number of households lives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from papibook.data.persons.numbers import Span

ADDRESS = "address"

UPPER = "".join(sign for sign in map(chr, range(0x41, 0x1F00)) if sign.isupper())
_NAME = rf"(?:[{UPPER}][^\W\d_]*|\d+[A-Za-z]?(?:/\d+)*)(?:\s(?:[{UPPER}][^\W\d_]*|\d+[A-Za-z]?))*"
_PLACE = (
    r"(?i:tổ dân phố|tổ|khu phố|khu|tiểu khu|tk|xóm|thôn|bản|ấp|buôn|làng|đường|phố|phường|xã|thị trấn"
    r"|huyện|quận|thị xã|thành phố|tp|tỉnh|ngõ|ngách|hẻm|kiệt)"
)
_HOUSE = (
    rf"(?i:số nhà|nhà số|sn)[\s:.]*\d+[A-Za-z]?(?:[/\-]\d+)*"
    rf"|(?i:số|nhà)\s\d+[A-Za-z]?(?:/\d+)*"
    rf"(?=,?\s(?:(?i:ngõ|ngách|hẻm|kiệt|đường|phố|tổ|tiểu khu|tk|bản|thôn)\s[{UPPER}\d]))"
    rf"|(?i:ngõ|ngách|hẻm)\s\d+(?:/\d+)*(?=,?\s(?i:đường|phố|ngõ|tổ)\s[{UPPER}\d])"
)
_PART = rf"{_PLACE}\.?\s{_NAME}"
_MORE = rf"(?:\s?[,\-]?\s?(?:{_PART}|{_HOUSE}))*"
_RESIDENCE = (
    r"(?i:(?<!\w)(?:thường trú|tạm trú|trú|ngụ|cư trú|chỗ ở|nơi ở|nhà riêng|hộ khẩu|địa chỉ nhà)"
    r"(?:\s(?:tại|ở|hiện nay|thường trú|số))*)[\s:]*"
)
_ADDRESS_OF = r"(?i:(?<!\w)địa chỉ)\s?(?i::|là|ở|tại)\s?"
_RESIDING = re.compile(
    rf"(?:{_RESIDENCE}|{_ADDRESS_OF})(?P<address>(?:{_HOUSE}|{_PART}|\d+[A-Za-z]?(?:/\d+)*\s[{UPPER}][^\W\d_]*"
    rf"(?:\s[{UPPER}][^\W\d_]*)*){_MORE})"
)
_HOUSE_ADDRESS = re.compile(rf"(?<!\w)(?P<address>(?:{_HOUSE}){_MORE})")
_HINT = re.compile(r"trú|ngụ|ở|nhà|khẩu|chỉ|sn|số|ngõ|ngách|hẻm", re.I)
_OF_DOCUMENTS = re.compile(
    r"(?:định|quyết|hoạch|cáo|văn|báo|lệnh|luật|mẫu|biểu|lục|khoản|điều|mục|stt|tt|kênh)\s$", re.I
)
_OF_MANY = re.compile(r"\d[\d.]*\s+(?:hộ|người|công dân|nhân khẩu|lao động)[^,.;\n]{0,25}$", re.I)


def find_addresses(text: str) -> Iterator[Span]:
    """Home addresses of a plain text; spans may overlap."""
    if not _HINT.search(text):
        return
    for match in _RESIDING.finditer(text):
        if not _OF_MANY.search(text[max(0, match.start() - 45) : match.start()]):
            yield ADDRESS, *match.span("address")
    for match in _HOUSE_ADDRESS.finditer(text):
        if not _OF_DOCUMENTS.search(text[max(0, match.start() - 8) : match.start()]):
            yield ADDRESS, *match.span("address")
