"""Entries that a person reads without asking, brought to the plain form that the readings know.

Only what can mean one thing is changed: "1 250" with Word's space, "02", "12.0", "12 cuộc" where cuộc is what
is counted, "31 / 3 / 2022", "Đã hoàn thành". Whoever uses these says in the answer how the entry was read.
"""

from __future__ import annotations

import re
import unicodedata

from papibook.ground.vietnamese import fold, without_marks

_SPACED = re.compile(r"([+-]?[1-9]\d{0,2})((?: \d{3})+|(?:['’]\d{3})+)(,\d+)?", re.ASCII)
"""Thousands apart by blanks, or by apostrophes as some programs set them."""
_LEADING_ZERO = re.compile(r"0(\d{1,2})", re.ASCII)  # 02, 012; a longer one may be a phone number
_NO_DECIMALS = re.compile(r"([+-]?(?:0|[1-9]\d{0,14}))(?:[.,]0{1,2}|\.)", re.ASCII)
"""12.0, 12.00, “12.”; 12.000 is twelve thousand."""

_WHEN = r"(trong )?(ky|quy|nam|6 thang dau nam)( nay| bao cao)?"
_NONE = (
    rf"(({_WHEN}|don vi),? )?((khong|ko)( co| xay ra)?|(khong|ko|chua) (co )?phat sinh)"
    rf"( \w+( \w+)? nao)?( {_WHEN})?"
)
_ZERO = re.compile(rf"{_NONE}( ?\(0\))?|0 ?[(\[–-]? ?({_NONE})[)\]]?", re.ASCII)

_MONTHS = {
    word: number
    for number, words in enumerate(
        ("một giêng", "hai", "ba", "tư bốn", "năm", "sáu", "bảy bẩy", "tám", "chín", "mười"), start=1
    )
    for word in words.split()
} | {"mười một": 11, "mười hai": 12, "chạp": 12}
_WORDED_DAY = re.compile(
    rf"(\d{{1,2}})[ /-]*(?:tháng|thg) ?(\d{{1,2}}|{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
    r"(?:,? năm | ?[/-] ?)(\d{4}|\d{2})",
    re.ASCII,
)
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"


def plain_number(text: str, measure: str = "") -> str:
    """``text`` without what does not change the number; ``measure``: what is counted ("cuộc", "tin, bài").

    >>> plain_number("1\u00a0250"), plain_number("02"), plain_number("12 cuộc", "cuộc")
    ('1250', '2', '12')
    """
    text = _without_measure(_one_line(text), measure)
    if match := _SPACED.fullmatch(text):
        return match[1] + re.sub(r"[ '’]", "", match[2]) + (match[3] or "")
    if match := _LEADING_ZERO.fullmatch(text):
        return match[1]
    if match := _NO_DECIMALS.fullmatch(text):
        return match[1]
    return text


def _without_measure(text: str, measure: str) -> str:
    """``text`` without what is counted, where that stands behind other words."""
    for word in _words_for(measure):
        ending = fold(text).removesuffix(")").rstrip()
        if ending.endswith(fold(word)) and (rest := text[: len(ending) - len(word)].rstrip(" (")):
            return rest
    return text


_MEETINGS = ("buổi", "cuộc")
"""Two words for the same: a meeting is counted in either."""


def _words_for(measure: str) -> tuple[str, ...]:
    """How the measure may stand behind a number; a sign such as % changes what the number means."""
    parts = re.split(r"\s*[,/]\s*", measure)
    words = tuple(word for word in (measure, " ".join(parts), *parts) if any(map(str.isalpha, word)))
    return (*words, *_MEETINGS) if measure in _MEETINGS else words


def says_none(text: str, measure: str = "") -> bool:
    """Whether ``text`` says that there was none: "Không", "không phát sinh trong kỳ", "0 (không có)".

    ``measure``: what is counted; it may stand behind the words ("không có tin, bài").
    """
    return _ZERO.fullmatch(without_marks(_without_measure(_one_line(text), measure))) is not None


def plain_day(text: str) -> str:
    """``text`` as day/month/year without blanks, dashes of Word, "ngày" and a full stop at the end.

    >>> plain_day("31 / 3 / 2022"), plain_day("06/5/2022."), plain_day("ngày 31 tháng 3 năm 2022")
    ('31/3/2022', '06/5/2022', '31/3/2022')
    """
    text = fold(_one_line(text)).removeprefix("ngày").strip().rstrip(".,;").rstrip()
    text = re.sub(r",?[ t]\d{1,2}:\d{2}(:\d{2})?$", "", text)
    if match := _WORDED_DAY.fullmatch(text):
        return f"{match[1]}/{_MONTHS.get(match[2], match[2])}/{match[3]}"
    return re.sub(r"\s*([/.\-])\s*", r"\1", text)


_SMALL = ("<super>", "<sub>")
_OTHER_SIGNS = (*_SMALL, "<circle>", "<fraction>")


def _one_line(text: str) -> str:
    """Full-width digits, blanks of any width and dashes of any length as those of the keyboard.

    A raised digit stays one: "12¹" is 12 with a footnote. The apostrophe that tells a spreadsheet that text
    follows is left out.
    """
    text = "".join(
        sign if _kind_of(sign) in _OTHER_SIGNS else unicodedata.normalize("NFKC", sign) for sign in text
    )
    text = unicodedata.normalize("NFC", text).translate(dict.fromkeys(map(ord, _DASHES), "-"))
    return " ".join(text.split()).lstrip("'’‘` ")


def small_signs(text: str) -> str:
    """The raised and lowered digits in ``text``, which are signs of their own.

    >>> small_signs("12¹"), small_signs("12")
    ('¹', '')
    """
    return "".join(sign for sign in text if _kind_of(sign) in _SMALL)


def _kind_of(sign: str) -> str:
    """How Unicode says that the sign differs from plainer ones: ``<super>``, ``<wide>``; else empty."""
    return "" if sign.isascii() else unicodedata.decomposition(sign).partition(" ")[0]


_STATUSES = {
    "done": re.compile(
        r"(da )?hoan thanh( xong| (dung|truoc|qua|sau) (thoi )?han)?( \(?100 ?%\)?)?"
        r"|(da )?hoan thanh,? dat 100 ?%|(da )?(thuc hien )?xong"
    ),
    "in_progress": re.compile(
        r"(van )?dang (lam|thuc hien|trien khai|trien khai thuc hien|tiep tuc thuc hien)"
    ),
    "not_started": re.compile(r"chua (thuc hien|trien khai|trien khai thuc hien|bat dau thuc hien)"),
}


def clear_status(text: str) -> str:
    """The state (a key of WRITTEN_STATUSES) that other words than the form's surely mean; empty where unsure.

    >>> clear_status("Đã hoàn thành"), clear_status("Hoàn thành 100%"), clear_status("Hoàn thành 80%")
    ('done', 'done', '')
    """
    bare = without_marks(_one_line(text))
    return next((status for status, words in _STATUSES.items() if words.fullmatch(bare)), "")


_IN_PART = re.compile(
    r"(?:van |da )?(?:dang )?(?:tiep tuc )?(?:thuc hien|trien khai|trien khai thuc hien)(?: duoc|,? dat)?"
    r" ?[-:,]? ?\(?([1-9]\d?(?:,\d{1,2})?) ?%\)?"
)


def percent_in_progress(text: str) -> str:
    """The percentage behind words that say a task is in progress, without its sign; empty for none.

    >>> percent_in_progress("Đang thực hiện 50%"), percent_in_progress("Đang thực hiện (đạt khoảng 50%)")
    ('50', '')
    """
    match = _IN_PART.fullmatch(without_marks(_one_line(text)))
    return match[1] if match else ""


_YES = re.compile(r"(da )?co( roi)?")
_NO = re.compile(r"chua( co)?|khong co")
_REMARK = re.compile(r"(co|khong) ?(?:\(([^()]*)\)|[,;:-] ?([^()]*))")
_DOUBT = re.compile(r"\b(nhung|sap|du kien|dang|gan|mot phan)\b")


def clear_yes_no(text: str) -> str:
    """``yes`` or ``no`` where the answer has a remark or other words that do not put it in doubt.

    >>> clear_yes_no("Có (1 trạm)"), clear_yes_no("Chưa có"), clear_yes_no("Có, nhưng chưa dùng")
    ('yes', 'no', '')
    """
    bare = without_marks(_one_line(text))
    if _YES.fullmatch(bare):
        return "yes"
    if _NO.fullmatch(bare):
        return "no"
    match = _REMARK.fullmatch(bare)
    remark = match and (match[2] or match[3] or "")
    if not match or not remark or _DOUBT.search(remark):
        return ""
    if match[1] == "co":
        return "" if re.search(r"\b(chua|khong)\b", remark) else "yes"
    return "" if re.search(r"\bda\b|(?<!khong )(?<!chua )\bco\b", remark) else "no"
