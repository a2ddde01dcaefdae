"""A clerk at the form: which cells are hers, what she types into them, what she meant by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
from forms import INFO
from openpyxl.worksheet.worksheet import Worksheet

from papibook.model.layout import (
    FIGURE_COLUMNS,
    FIGURES_SHEET,
    INFO_SHEET,
    MISSING_REASONS,
    TASK_COLUMNS,
    TASKS_SHEET,
    WRITTEN_STATUSES,
    SheetColumn,
)

Answers = dict[str, tuple[str, object]]
STATES = tuple(WRITTEN_STATUSES)
DONE_ON = date(2022, 4, 15)


@dataclass(frozen=True)
class Entry:
    """One answer: where it stands, what is typed, the value that the product must read."""

    sheet: str
    cell: str
    row_id: str
    column: str
    typed: str
    meant: object


def entries(form: Path) -> list[Entry]:
    """Answers to everything that the form asks, of every kind that it can take."""
    book = openpyxl.load_workbook(form)
    return [
        *_info_entries(book[INFO_SHEET]),
        *_rows(book[TASKS_SHEET], TASK_COLUMNS, _task_answers),
        *_rows(book[FIGURES_SHEET], FIGURE_COLUMNS, _figure_answers),
    ]


def _info_entries(sheet: Worksheet) -> Iterator[Entry]:
    fields = {info.label: info for info in INFO if info.is_input}
    for label, answer, *_ in sheet.iter_rows():
        info = fields.get(str(label.value))
        if info is None:
            continue
        typed, meant = {
            "day": ("2022-06-01", "2022-06-01"),
            "yes_no": ("Có", "yes"),
            "text": (f"Trả lời cho {info.name}", f"Trả lời cho {info.name}"),
        }[info.kind]
        yield Entry(INFO_SHEET, answer.coordinate, info.name, info.name, typed, meant)


def _rows(
    sheet: Worksheet,
    columns: tuple[SheetColumn, ...],
    answers: Callable[[int, dict[str, bool], bool], Answers],
) -> Iterator[Entry]:
    lists = [rule.sqref for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    number = 0
    for row in sheet.iter_rows():
        cells = {column.name: cell for column, cell in zip(columns, row, strict=True)}
        is_open = {name: not cell.protection.locked for name, cell in cells.items()}
        if not any(is_open.values()):
            continue
        is_chosen = "value" in cells and any(cells["value"].coordinate in places for places in lists)
        for name, (typed, meant) in answers(number, is_open, is_chosen).items():
            yield Entry(sheet.title, cells[name].coordinate, str(row[0].value), name, typed, meant)
        number += 1


def _task_answers(number: int, is_open: dict[str, bool], is_chosen: bool) -> Answers:
    state = STATES[number % len(STATES)]
    given: Answers = {"written_status": (WRITTEN_STATUSES[state], state)}
    if state == "done":
        document = f"KH số {number}/KH-UBND ngày 15/4/2022; gửi kèm danh sách niêm yết tại bản, tiểu khu"
        given["percent_done"] = ("100", 100.0)
        given["completed_date"] = (DONE_ON.isoformat(), DONE_ON)
        given["result_text"] = (document, document)
    elif state == "in_progress":
        given["percent_done"] = (str(40 + number), 40.0 + number)
        given["difficulty"] = ("=1+1?", "=1+1?")
    elif state == "not_applicable":
        given["reason"] = ("Không phát sinh tại đơn vị", "Không phát sinh tại đơn vị")
    return given


def _figure_answers(number: int, is_open: dict[str, bool], is_chosen: bool) -> Answers:
    if number % 7 == 3:
        return {
            "reason_code": (MISSING_REASONS["other"], "other"),
            "note": ("Đang rà soát", "Đang rà soát"),
        }
    if is_open["numerator"]:
        return {"numerator": (str(number), float(number)), "denominator": ("1250", 1250.0)}
    return {"value": ("Không", 0.0)} if is_chosen else {"value": (str(17 * number), 17.0 * number)}
