"""``docs/codes.md``: every code that stands in data or answers, in English and Vietnamese."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from papibook.ground.texts import say
from papibook.model.findings.catalogue import CATALOGUE, CURES
from papibook.model.findings.code import FindingCode
from papibook.model.layout import MISSING_REASONS, WRITTEN_STATUSES
from papibook.model.outcomes import (
    ACCEPTED,
    EXPLAINED,
    MERGE,
    REFUSED,
    REPLACE,
    RESTORED,
    RETURNED,
    SUPERSEDED,
    WAITING,
    WITHDRAWN,
)

_INTRO = """\
# Codes · Danh mục mã

What stands in `receipts.csv`, in CSV files and in the answers of `papibook receive` and `papibook check`.
This page is made from the code (`papibook.model.findings.codes_page`); a test compares. Words in braces are
filled in.

*Các mã dùng trong sổ tiếp nhận (`receipts.csv`), trong tệp CSV và trong trả lời của `papibook receive`,
`papibook check`. Trang này được lập từ mã nguồn. Chữ trong ngoặc nhọn được thay bằng nội dung cụ thể.*

- [Findings · Lỗi, cảnh báo, lưu ý](#findings)
- [Why a file was not taken over · Vì sao tệp chưa được tiếp nhận](#reasons)
- [What became of a file · Kết quả tiếp nhận](#outcomes)
- [States of a task, reasons for a missing figure · Tình trạng nhiệm vụ, lý do không có số liệu](#words)

<a id="findings"></a>

An **error** keeps something out of every total until it is mended: the whole report (*file*), one of its
sheets (*sheet*), or one task or figure (*row*). A **warning** keeps nothing out, but asks for a look.
A **note** says how something was read. Every code has a broken report in `tests/support/broken_workbooks.py`.

***Lỗi*** *làm cho cả báo cáo (file), một trang tính (sheet) hoặc một dòng nhiệm vụ, số liệu (row) không được
tính vào số tổng hợp cho đến khi sửa.* ***Cảnh báo*** *vẫn được tính nhưng cần xem lại.* ***Lưu ý*** *cho biết
nội dung được đọc thế nào.*

| code · mã | severity · mức | keeps out · không tính |
|---|---|---|
"""

_REASONS = """\
<a id="reasons"></a>

## Why a file was not taken over · Vì sao tệp chưa được tiếp nhận

| code · mã | | meaning · nội dung |
|---|---|---|
"""

_OUTCOMES = """\
<a id="outcomes"></a>

## What became of a file · Kết quả tiếp nhận

| code · mã | English | Tiếng Việt |
|---|---|---|
"""

_WORDS = """\
<a id="words"></a>

## States of a task, reasons for a missing figure · Tình trạng nhiệm vụ, lý do không có số liệu

| code · mã | English | Tiếng Việt |
|---|---|---|
"""

SEVERITIES = {"error": "lỗi", "warning": "cảnh báo", "note": "lưu ý"}
SCOPES = {"file": "cả báo cáo", "sheet": "trang tính", "row": "dòng", "none": "–"}
OUTCOME_WORDS = {
    ACCEPTED: ("accepted", "đã tiếp nhận"),
    REFUSED: ("refused", "trả lại"),
    WAITING: ("waits for the office's decision", "chờ quyết định"),
    SUPERSEDED: (
        "kept, not in use: it came before the report in use",
        "lưu, không dùng: đến trước báo cáo đang dùng",
    ),
    EXPLAINED: (
        "a list with explanations; read beside the unit's reports",
        "danh sách có giải trình, đọc cùng báo cáo của đơn vị",
    ),
    WITHDRAWN: ("withdrawn by the office", "đã rút"),
    RESTORED: ("counts again", "dùng lại sau khi rút"),
    RETURNED: ("sent back after waiting", "trả lại sau khi chờ quyết định"),
    REPLACE: ("takes the place of the report before it", "thay toàn bộ"),
    MERGE: ("what it fills in replaces, the rest stays", "gộp"),
    "identity.given": ("the office said whose report it is", "văn phòng xác định đơn vị, kỳ báo cáo"),
}


_CAUSES = """\
`{cause}` and `{cure}` in `file.unreadable` are one of these:
"""


def codes_page(reasons: Mapping[str, str], asked: Collection[str]) -> str:
    """The page as Markdown.

    ``reasons``: why a file is not taken over, by code, as msgids of ``intake``; ``asked``: those that wait
    for the office.
    """
    rows = "".join(
        f"| [`{kind.code}`](#{_anchor(kind)}) | {kind.severity} · {SEVERITIES[kind.severity]} "
        f"| {_scope(kind)} |\n"
        for kind in CATALOGUE
    )
    causes = "".join(
        f"- {cause}: {say('findings', cause)}. {cure} *{say('findings', cure)}*\n"
        for cause, cure in CURES.items()
    )
    return f"{_INTRO}{rows}\n{_CAUSES}\n{causes}\n" + "\n".join(
        [*(_section(kind) for kind in CATALOGUE), _reasons(reasons, asked), _outcomes(), _words()]
    )


def _reasons(reasons: Mapping[str, str], asked: Collection[str]) -> str:
    rows = (
        f"| `{code}` | {_becomes(code, asked)} | {message}<br>*{say('intake', message)}* |\n"
        for code, message in reasons.items()
    )
    return _REASONS + "".join(rows)


def _becomes(code: str, asked: Collection[str]) -> str:
    if code in asked:
        return "waits · chờ quyết định"
    return "kept · lưu, không dùng" if code.startswith("revision.") else "not taken in · không tiếp nhận"


def _outcomes() -> str:
    rows = (f"| `{code}` | {english} | {words} |\n" for code, (english, words) in OUTCOME_WORDS.items())
    return _OUTCOMES + "".join(rows)


def _words() -> str:
    rows = (
        f"| `{code}` | {code.replace('_', ' ')} | {words} |\n"
        for code, words in {**WRITTEN_STATUSES, **MISSING_REASONS}.items()
    )
    return _WORDS + "".join(rows)


def _anchor(kind: FindingCode) -> str:
    return kind.code.replace(".", "")


def _scope(kind: FindingCode) -> str:
    return "–" if kind.scope == "none" else f"{kind.scope} · {SCOPES[kind.scope]}"


def _section(kind: FindingCode) -> str:
    return (
        f"## {kind.code}\n\n"
        f"{kind.severity.capitalize()}. {kind.message} {kind.cure}\n\n"
        f"*{say('findings', kind.message)} {say('findings', kind.cure)}*\n\n"
        f"Example: {kind.example}\n"
    )
