"""The words that readers must not meet, and what is said in their place (design, section 1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

FORBIDDEN = {
    r"(?<!chính )(?<!ngân )(?<!danh )(?<!sổ )sách(?! nhiễu)": "báo cáo này",
    r"ấn bản": "Báo cáo 6 tháng đầu năm 2022, phát hành lần đầu; báo cáo này",
    r"nhiệm vụ được giao": "đầu việc",
    r"trễ hạn": "hoàn thành quá hạn",
    r"khóa số liệu": "ngừng nhận báo cáo",
    r"mức giao|mức phấn đấu": "chỉ tiêu giao",
    r"từ chối": "trả lại",
    r"\bz =|\(z\)": "the distance in words",
    r"thứ hạng (?:PAPI )?chính thức": "thứ hạng tính lại",
    r"xếp thứ \{rank|(?<!thứ )hạng \{rank": "hạng tính lại",
    r"phòng, ban, đơn vị|phòng, ban và cơ quan|các phòng, ban(?!,)": "phòng, ban, cơ quan",
    r"chưa có kỳ so sánh": "chưa có số liệu cùng kỳ để so sánh",
}


def forbidden_words(text: str) -> Iterator[tuple[str, str]]:
    """Each forbidden word in ``text`` with what stands around it, and what is said instead."""
    flat = " ".join(text.split())
    for pattern, instead in FORBIDDEN.items():
        for found in re.finditer(pattern, flat, re.IGNORECASE):
            yield flat[max(0, found.start() - 30) : found.end() + 30], instead
