"""The workbook that a unit fills in, declared once for the reader, the generator and the forms.

Guidance first, then information, tasks, figures, and a hidden sheet that says whose form it is. A column is
found by its header text, a field of the information sheet by its label, so that inserted rows and moved
columns are read right. The guidance is never read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FORM_VERSION = "4"
"""Of the forms that are handed out; those of every earlier version are read as well."""

GUIDE_SHEET = "Hướng dẫn"
INFO_SHEET = "Thông tin"
TASKS_SHEET = "Nhiệm vụ"
FIGURES_SHEET = "Số liệu"
IDENTITY_SHEET = "_papibook"

FORM_HEAD_MARK = "·"
FORM_HEAD_PARTS = 3
"""The line above each table of the form: unit, period and plan, so parted."""

ADDRESSEES = ("gửi", "nơi nhận")
"""A heading with one of these words names whom the report goes to, not whose it is."""


@dataclass(frozen=True)
class SheetColumn:
    """A column of a sheet.

    ``name`` is the column in the frame, ``header`` what stands in the workbook, ``kind`` one of
    text, percent, number, day, status, yes_no_or_number, reason, previous (the last period's figure),
    check (what the row still lacks, as a formula); ``is_input`` whether the unit fills it in; ``since``:
    the first version of the form that has it.
    """

    name: str
    header: str
    kind: str
    is_input: bool
    width: int
    since: int = 1


TASK_COLUMNS: tuple[SheetColumn, ...] = (
    SheetColumn("task_id", "Mã nhiệm vụ", "text", False, 9),
    SheetColumn("solution_id", "Mục kế hoạch", "text", False, 8),
    SheetColumn("title", "Nhiệm vụ", "text", False, 34),
    SheetColumn("product", "Sản phẩm yêu cầu", "text", False, 19),
    SheetColumn("due_text", "Thời hạn", "text", False, 12),
    SheetColumn("written_status", "Tình trạng", "status", True, 13),
    SheetColumn("percent_done", "Tỷ lệ hoàn thành (%)", "percent", True, 9),
    SheetColumn("completed_date", "Ngày hoàn thành", "day", True, 11),
    SheetColumn("result_text", "Kết quả, số văn bản", "text", True, 26),
    SheetColumn("reason", "Lý do không áp dụng", "text", True, 17),
    SheetColumn("difficulty", "Khó khăn, vướng mắc", "text", True, 24),
    SheetColumn("proposal", "Kiến nghị, đề xuất", "text", True, 24),
    SheetColumn("check", "Kiểm tra", "check", False, 19),
    SheetColumn("explanation", "Giải trình", "text", True, 24, since=4),
)

FIGURE_COLUMNS: tuple[SheetColumn, ...] = (
    SheetColumn("indicator_id", "Mã chỉ tiêu", "text", False, 9),
    SheetColumn("indicator_name", "Chỉ tiêu", "text", False, 34),
    SheetColumn("unit_measure", "Đơn vị tính", "text", False, 9),
    SheetColumn("definition", "Cách tính", "text", False, 46),
    SheetColumn("previous", "Kỳ trước", "previous", False, 13),
    SheetColumn("numerator", "Tử số", "number", True, 11),
    SheetColumn("denominator", "Mẫu số", "number", True, 11),
    SheetColumn("value", "Giá trị", "yes_no_or_number", True, 11),
    SheetColumn("reason_code", "Lý do không có số liệu", "reason", True, 20),
    SheetColumn("note", "Ghi chú", "text", True, 26),
    SheetColumn("check", "Kiểm tra", "check", False, 19),
    SheetColumn("explanation", "Giải trình", "text", True, 24, since=4),
)
"""``explanation``: why an answer that is asked about is right all the same."""


UNIT_COLUMN = SheetColumn("unit_name", "Tên đơn vị", "text", False, 19)
"""Whose row it is: first on both sheets of rows, in the form of a unit that others report through."""


def table_columns(columns: tuple[SheetColumn, ...], version: str) -> tuple[SheetColumn, ...]:
    """Those that the form of that version has."""
    return tuple(column for column in columns if column.since <= int(version))


@dataclass(frozen=True)
class InfoField:
    """A line of the information sheet: label in column A, answer in column B, ``hint`` in column C.

    ``kind``: text, day, yes_no. ``since``: the first version of the form that has it.
    """

    name: str
    label: str
    kind: str
    is_input: bool = True
    since: int = 1
    is_required: bool = False
    hint: str = ""


_OF_THE_REPORT = (
    InfoField("unit_name", "Đơn vị", "text", False),
    InfoField("period_name", "Kỳ báo cáo", "text", False),
    InfoField("prepared_by", "Người lập", "text", is_required=True),
    InfoField("approved_by", "Người duyệt", "text", is_required=True),
    InfoField("phone", "Điện thoại", "text"),
    InfoField("reported_date", "Ngày lập báo cáo", "day", is_required=True),
    InfoField("revision_reason", "Lý do điều chỉnh so với lần gửi trước", "text", since=3),
)
_GENERAL = (
    InfoField("general_difficulty", "Khó khăn, vướng mắc chung", "text"),
    InfoField("general_proposal", "Kiến nghị, đề xuất chung", "text"),
)

INFO_FIELDS: tuple[InfoField, ...] = (*_OF_THE_REPORT, *_GENERAL)
"""What every form asks, whatever the plan; a plan may ask for more (schema CHECKLISTS)."""

REVISION_REASON = "revision_reason"
"""Why the answers differ from the report sent before; a first report leaves it empty."""

GIVEN_NAMES = ("prepared_by", "approved_by")
"""Fields that name persons: asked for, and never a reason to send a report back."""

PERSONAL_FIELDS = ("prepared_by", "approved_by", "phone")
"""Names and phones of persons: checked, kept in the workbook, never on a page."""


def info_fields(checklist: Sequence[InfoField] = (), version: str = FORM_VERSION) -> tuple[InfoField, ...]:
    """The lines of the information sheet, in their order, as that version of the form has them.

    ``checklist``: what the plan asks the unit besides (papibook.data.given.checklists).
    """
    lines = (*_OF_THE_REPORT, *checklist, *_GENERAL)
    return tuple(info for info in lines if info.since <= int(version))


def part_fields(checklist: Sequence[InfoField] = ()) -> tuple[InfoField, ...]:
    """The lines of the information sheet that are asked of a unit which reports through another.

    ``checklist``: what the plan asks that unit.
    """
    return (*checklist, *_GENERAL)


def label_of(unit_name: str, info: InfoField) -> str:
    """The label of such a line: it names the unit."""
    return f"{unit_name}: {info.label}"


IDENTITY_FIELDS = (
    "plan_id", "period_id", "unit_id", "form_version", "form_digest", "data_status", "prefilled",
)  # fmt: skip
"""The hidden sheet: name in column A, value in column B. Version 3 has ``data_status``, and ``prefilled``
where something was filled in before (papibook.data.report.handed_out)."""

WRITTEN_STATUSES = {
    "not_started": "Chưa bắt đầu",
    "in_progress": "Đang thực hiện",
    "done": "Hoàn thành",
    "not_applicable": "Không áp dụng",
}

MISSING_REASONS = {
    "not_collected": "Chưa tổng hợp được",
    "no_occurrence": "Không phát sinh trong kỳ",
    "not_competent": "Không thuộc thẩm quyền",
    "awaiting_agency": "Chờ cơ quan khác cung cấp",
    "other": "Lý do khác (ghi ở cột Ghi chú)",
}

OTHER_REASON = "other"
"""The reason that asks for a note."""

YES, NO = "Có", "Không"

ILLUSTRATIVE_BANNER = "SỐ LIỆU MINH HỌA"
