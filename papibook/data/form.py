"""Write the workbook that a unit fills in: empty as a form, or filled in.

What stands on which sheet is declared in :mod:`papibook.model.layout`, for this writer and for the reader.
The same :class:`FilledForm` gives the same bytes: the document's date comes from the form, and XlsxWriter
dates everything inside the file the same. Text is always written as text, so that an answer that begins
with ``=`` never becomes a formula.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pandas as pd
import xlsxwriter

from papibook.data.form_sheets import Formats, Head, write_identity, write_info, write_rows
from papibook.model import layout


@dataclass(frozen=True)
class FilledForm:
    """What one unit's workbook holds for one period.

    Attributes:
        info: answers of the information sheet by field name (papibook.model.layout.INFO_FIELDS): text,
            a date, or True/False for yes/no; a field left out stays blank.
        tasks: columns named as in papibook.model.layout.TASK_COLUMNS; ``written_status`` holds a code.
        figures: columns named as in papibook.model.layout.FIGURE_COLUMNS; ``value`` holds a number, or
            True/False for yes/no; ``reason_code`` a code. Codes are written as the words of the layout,
            anything else as it is.
        made_on: the document's date.
    """

    plan_id: str
    period_id: str
    period_name: str
    unit_id: str
    unit_name: str
    is_illustrative: bool
    info: Mapping[str, object]
    tasks: pd.DataFrame
    figures: pd.DataFrame
    made_on: date


def form_digest(form: FilledForm) -> str:
    """A digest of what the form asks, whatever is answered: tells which form a unit was given."""
    asked = [form.plan_id, form.period_id, form.unit_id, layout.FORM_VERSION]
    for frame, columns in ((form.tasks, layout.TASK_COLUMNS), (form.figures, layout.FIGURE_COLUMNS)):
        names = [column.name for column in columns if not column.is_input]
        asked.append(frame.reindex(columns=names).to_csv(index=False, lineterminator="\n"))
    return hashlib.sha256("\x1f".join(asked).encode()).hexdigest()[:16]


def write_workbook(target: Path | BinaryIO, form: FilledForm) -> None:
    """Write ``form`` as XLSX to a file or an open binary stream."""
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": "Times New Roman", "font_size": 11},
    }
    book = xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, options)
    book.set_properties(
        {
            "title": f"Báo cáo kế hoạch {form.plan_id}, {form.period_name}: {form.unit_name}",
            "subject": layout.ILLUSTRATIVE_BANNER if form.is_illustrative else "",
            "created": datetime.combine(form.made_on, time()),
        }
    )
    formats = Formats(book)
    head = partial(
        Head,
        under=f"{form.unit_name} · {form.period_name} · Kế hoạch {form.plan_id}",
        banner=layout.ILLUSTRATIVE_BANNER if form.is_illustrative else "",
    )
    answers = {**form.info, "unit_name": form.unit_name, "period_name": form.period_name}
    write_info(book.add_worksheet(layout.INFO_SHEET), formats, head("THÔNG TIN BÁO CÁO"), answers)
    write_rows(
        book.add_worksheet(layout.TASKS_SHEET),
        formats,
        head("TIẾN ĐỘ THỰC HIỆN NHIỆM VỤ"),
        layout.TASK_COLUMNS,
        form.tasks,
    )
    write_rows(
        book.add_worksheet(layout.FIGURES_SHEET),
        formats,
        head("SỐ LIỆU CÁC CHỈ TIÊU"),
        layout.FIGURE_COLUMNS,
        form.figures,
    )
    identity = dict(
        zip(
            layout.IDENTITY_FIELDS,
            (form.plan_id, form.period_id, form.unit_id, layout.FORM_VERSION, form_digest(form)),
            strict=True,
        )
    )
    write_identity(book.add_worksheet(layout.IDENTITY_SHEET), formats, identity, head("").banner)
    book.close()
