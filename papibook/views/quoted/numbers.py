"""Numbers in a text that can be figures. Days, years, numbers of documents and of items are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DOCUMENTS = (
    "Kế hoạch|Quyết định|Nghị định|Nghị quyết|Công văn|Chỉ thị|Thông tư|Thông báo|Luật|Văn bản|Báo cáo"
)
_NUMBERED = (
    "mục|điểm|khoản|điều|chương|phần|phụ lục|biểu|mẫu|nội dung|giải pháp|mức độ|cấp độ|mức|bước|lần|thứ|khóa"
)
_NO_FIGURES = (
    r"https?://\S+|\S+@\S+",
    r"^\s*(?:#+\s*)?(?:\d+[.)])+\s",  # numbers of headings and lists
    r"\b[A-ZĐ]+\d[\w.-]*",  # codes: T1.1-02
    r"\b\d+(?:/\d{4})?/[A-ZĐ][\wĐ-]*",  # 13/2018/NĐ-CP
    rf"\b(?:{_DOCUMENTS})\s+số\s+\d+",
    r"\b\d{1,2}/\d{1,2}/\d{4}\b",
    r"\b\d{1,2}/\d{4}\b",
    r"\b(?:ngày|đến|trước|sau|từ|hạn)\s+\d{1,2}/\d{1,2}\b",
    r"\bngày\s+\d{1,2}(?:\s+tháng\s+\d{1,2})?(?:\s+năm\s+\d{4})?\b",
    r"\b\d+\s+tháng\b|\btháng\s+\d{1,2}\b|\bquý\s+\d\b",
    r"\b(?:năm\s+|giai đoạn\s+)?(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?\b(?![.,]\d|\s*%)",
    r"\b\d+\s*(?:giờ|h)\b\s*\d*|\b24/(?:7|24)\b",
    r"\b0\d{8,10}\b",
    rf"\b(?:{_NUMBERED})\s+(?:số\s+)?\d+(?:\.\d+)*(?:\s*(?:,|;|và|đến|-)\s*\d+(?:\.\d+)*)*(?!\s*%)",
    r"\b\d+(?:\.\d{1,2}\b|\.\d{4,})(?:\.\d+)*",  # items: 1.1, 1.2.3
)
"""What looks like a number and is none."""
_SKIPPED = re.compile("|".join(_NO_FIGURES), re.IGNORECASE | re.MULTILINE)
_NUMBER = re.compile(r"(?<![\w.,{])(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?(?![\w}]|[.,]\d)")
_HOLE = re.compile(r"\{([a-z][a-z_]*)\}")
_KINDS = (
    ("percent", r"\s*%"),
    ("points", r"\s*điểm (?:phần trăm|%)"),
    ("obligation", r"\s*đầu việc"),
    ("indicator", r"\s*chỉ tiêu"),
    ("day", r"\s*ngày"),
    ("unit", r"\s*(?:cơ quan|đơn vị|địa phương|phòng|ban)\b"),
)
"""What a number counts, by the words behind it."""

_OF = re.compile(r"^\s*(?:/|trong|trên)\s*(?:tổng số\s*)?\d[\d.]*")
"""“12 trong 15 xã”: what the whole counts, the part counts too."""


@dataclass(frozen=True)
class Quoted:
    """A number of a text, or a hole of it. ``kind``: what it counts; empty: the text does not say."""

    line: int
    written: str
    value: float = 0.0
    decimals: int = 0
    kind: str = ""
    hole: str = ""


def quoted_in(text: str) -> Iterator[Quoted]:
    """The numbers and holes of ``text``, line by line."""
    for number, line in enumerate(text.split("\n"), start=1):
        for hole in _HOLE.finditer(line):
            yield Quoted(number, hole[0], hole=hole[1])
        plain = _SKIPPED.sub(lambda found: " " * len(found[0]), line)
        plain = re.sub(r"(?<=\d)/(?=\d)", " / ", plain)
        for found in _NUMBER.finditer(plain):
            yield _number(number, found, plain[found.end() :])


def _number(line: int, found: re.Match[str], behind: str) -> Quoted:
    whole, decimals = found[1].replace(".", ""), found[2] or ""
    behind = _OF.sub("", behind)
    kind = next((kind for kind, words in _KINDS if re.match(words, behind)), "")
    value = float(f"{whole}.{decimals}") if decimals else float(whole)
    return Quoted(line, found[0] + ("%" if kind == "percent" else ""), value, len(decimals), kind)


def filled(text: str, values: dict[str, str]) -> str:
    """``text`` with the values of its holes; a hole that nothing is for stays."""
    return _HOLE.sub(lambda found: values.get(found[1], found[0]), text)
