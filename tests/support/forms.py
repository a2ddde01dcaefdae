"""A small project in a folder, and reports for it: plan, reference tables, workbooks, receipts."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pandas as pd
import xlsxwriter

from papibook.data.edition.receipt import submission_file
from papibook.data.given.csv_table import read_csv, write_csv
from papibook.data.workbook.cells import a1
from papibook.ground.paths import Project
from papibook.model.layout import (
    FIGURE_COLUMNS,
    FIGURES_SHEET,
    IDENTITY_SHEET,
    INFO_SHEET,
    TASK_COLUMNS,
    TASKS_SHEET,
    InfoField,
    info_fields,
)
from papibook.model.tables import (
    CHECKLISTS,
    DIMENSIONS,
    INDICATORS,
    PAPI_SCORES,
    RECEIPTS,
    SOLUTIONS,
    SUBDIMENSIONS,
    TARGETS,
    TASKS,
    UNIT_ALIASES,
    UNITS,
)

PLAN_YML = """\
plan_id: 1-KH-2022
number: 1/KH
title: Kế hoạch thử
short_title: Thử
issued_on: 2022-02-18
issuer: Ủy ban nhân dân huyện Thử
signed_at: Thử
place:
  name: Huyện Thử
  level: district
  code: "999"
  unit_id: huyen-thu
  parent: {name: Tỉnh Thử, level: province, code: "99"}
  papi_name: Thử
signer: {post: CHỦ TỊCH, name: Người Ký}
data_status: illustrative
timezone: "+07:00"
items_outside_solutions: [{item: IV.1.1, title: Kế hoạch của đơn vị}]
periods:
  - period_id: 2022-S1
    name: 6 tháng đầu năm 2022
    kind: half_year
    starts_on: 2021-12-01
    cutoff_on: 2022-05-31
    data_closed_on: 2022-06-08
    unit_deadline: {on: 2022-06-02, source: đề xuất}
    revisions: [{number: 1, data_closed_on: 2022-06-20}]
  - period_id: "2022"
    name: Năm 2022
    kind: year
    cumulates: [2022-S1]
    starts_on: 2021-12-01
    cutoff_on: 2022-11-30
    data_closed_on: 2022-12-08
    unit_deadline: {on: 2022-12-02, source: đề xuất}
"""

CHECKLIST = (
    InfoField("own_plan_number", "Số kế hoạch của đơn vị", "text", is_required=True),
    InfoField("own_plan_date", "Ngày ban hành kế hoạch", "day", is_required=True),
    *(InfoField(f"own_plan_dimension_{n}", f"Kế hoạch có nội dung {n}", "yes_no") for n in range(1, 9)),
    InfoField("own_plan_results", "Kế hoạch xác định rõ kết quả", "yes_no"),
    InfoField("own_plan_dates", "Kế hoạch xác định rõ mốc thời gian", "yes_no"),
    InfoField("own_plan_lead", "Kế hoạch xác định rõ cơ quan chủ trì", "yes_no"),
)
"""What item IV.1.1 of the small plan asks every unit."""
INFO = info_fields(CHECKLIST)

RULES_CSV = """\
left,relation,right,condition,severity,words
T1.1-01,implies,I101,,warning,Đã công khai thì số ít nhất là 1.
I101,implies,T1.1-02 begun,,note,Đã có buổi tuyên truyền thì việc đã bắt đầu.
"""

_UNITS = [
    ("xa-a", "Xã A", "xa", "communes", True),
    ("xa-b", "Xã B", "xa", "communes", True),
    ("phong-x", "Phòng X", "phong_chuyen_mon", "departments", True),
    ("toa-an", "Tòa án", "tu_phap", "asked", False),
    ("huyen-thu", "Huyện Thử", "cap_tren", "other", False),
]

_INDICATORS = [
    # id, kind, period_type, reporters, is_core, whole, may_exceed, min, max
    ("I101", "count", "flow_cumulative", "communes", True, True, False, 0, None),
    ("I102", "ratio", "flow_cumulative", "communes", True, True, False, 0, 100),
    ("I103", "yes_no", "stock_at_cutoff", "communes", True, True, False, None, None),
    ("I104", "ratio", "stock_at_cutoff", "communes", False, False, True, 0, 150),
    ("I105", "count", "annual_only", "communes", True, True, False, 0, None),
    ("I106", "count", "stock_at_cutoff", "phong-x", True, False, False, 0, None),
    ("I507", "ratio", "flow_cumulative", "communes", True, True, False, 0, 100),
]


def make_project(root: Path) -> Project:
    """The small plan with two communes and one department in ``root``; nobody has reported yet."""
    for name, content in _files_of_a_project().items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    project = Project(root)
    project.submissions.mkdir()
    return project


def report_through(project: Project, sender: str, *unit_ids: str) -> None:
    """From now on these units report through ``sender``."""
    path = project.reference / "units.csv"
    units = read_csv(path, UNITS)
    units["reports_through"] = units["reports_through"].mask(units["unit_id"].isin(unit_ids), sender)
    write_csv(units, path, UNITS)


@cache
def _files_of_a_project() -> dict[str, bytes]:
    """Made once for hundreds of tests."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _write_project(Project(root))
        return {
            path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
        }


def _write_project(project: Project) -> None:
    plan = project.plans / "1-KH-2022"
    for folder in (project.reference, plan):
        folder.mkdir(parents=True)
    (project.root / "_config.yml").write_text("title: Thử\n", encoding="utf-8")
    (plan / "plan.yml").write_text(PLAN_YML, encoding="utf-8")
    tables = {
        project.reference / "dimensions.csv": (
            DIMENSIONS,
            [{"dimension_id": d, "dimension_name": f"Nội dung {d}", "short_name": f"ND {d}"} for d in "12"],
        ),
        project.reference / "subdimensions.csv": (
            SUBDIMENSIONS,
            [{"subdimension_id": "1.1", "dimension_id": "1", "subdimension_name": "Tri thức"}],
        ),
        project.reference / "units.csv": (UNITS, list(_unit_records())),
        project.reference / "unit_aliases.csv": (
            UNIT_ALIASES,
            [{"alias": "UBND xã A", "unit_id": "xa-a", "added_by": "test", "reason": "thử"}],
        ),
        project.reference / "indicators.csv": (INDICATORS, list(_indicator_records())),
        project.reference / "papi_scores.csv": (
            PAPI_SCORES,
            [
                {
                    "year": 2021,
                    "dimension_id": "1",
                    "score": 5.1,
                    "is_break": False,
                    "published_on": pd.Timestamp("2022-05-10"),
                }
            ],
        ),
        plan / "solutions.csv": (
            SOLUTIONS,
            [
                {"solution_id": "1.1", "dimension_id": "1", "title": "Một", "sort_order": 1},
                {"solution_id": "2.1", "dimension_id": "2", "title": "Hai", "sort_order": 2},
            ],
        ),
        plan / "tasks.csv": (TASKS, list(_task_records())),
        plan / "targets.csv": (
            TARGETS,
            [{"indicator_id": "I102", "period_id": "2022-S1", "target": 90.5, "is_proposed": True}],
        ),
        plan / "checklists.csv": (
            CHECKLISTS,
            [
                {
                    "item": "IV.1.1",
                    "field": info.name,
                    "label": info.label,
                    "kind": info.kind,
                    "is_required": info.is_required,
                    "sort_order": place,
                }
                for place, info in enumerate(CHECKLIST, start=1)
            ],
        ),
    }
    for path, (schema, records) in tables.items():
        write_csv(schema.from_records(records), path, schema)
    (plan / "rules.csv").write_text(RULES_CSV, encoding="utf-8")


def _unit_records() -> Iterable[dict[str, object]]:
    for order, (unit_id, name, kind, group, reports) in enumerate(_UNITS, start=1):
        yield {
            "unit_id": unit_id,
            "unit_code": "03985" if unit_id == "xa-a" else None,
            "unit_name": name,
            "short_name": name,
            "unit_kind": kind,
            "unit_group": group,
            "parent_id": None if unit_id == "huyen-thu" else "huyen-thu",
            "is_reporting": reports,
            "sort_order": order,
        }


def _indicator_records() -> Iterable[dict[str, object]]:
    for code, kind, period_type, reporters, is_core, whole, exceed, least, greatest in _INDICATORS:
        yield {
            "indicator_id": code,
            "indicator_name": f"Chỉ tiêu {code}",
            "short_name": code,
            "dimension_id": "1",
            "solution_ids": "1.1",
            "unit_measure": "%",
            "kind": kind,
            "direction": "higher",
            "period_type": period_type,
            "reporter_ids": reporters,
            "total_of": reporters,
            "decimals": 0,
            "value_min": least,
            "value_max": greatest,
            "numerator_may_exceed": exceed,
            "is_integer_parts": whole,
            "is_core": is_core,
            "is_public": True,
        }


def _task_records() -> Iterable[dict[str, object]]:
    shared = {"is_request": False, "is_proposed": True, "support": None}
    yield {
        "task_id": "T1.1-01", "solution_id": "1.1", "dimension_id": "1", "title": "Công khai",
        "lead": "communes",
        "due_kind": "date", "due_date": datetime(2022, 3, 31), "needs_product": True, **shared,
    }  # fmt: skip
    yield {
        "task_id": "T1.1-02", "solution_id": "1.1", "dimension_id": "1", "title": "Tuyên truyền",
        "lead": "communes", "due_kind": "each_period", "needs_product": False, **shared,
    }  # fmt: skip
    yield {
        "task_id": "T2.1-01", "solution_id": "2.1", "dimension_id": "2", "title": "Kiểm tra",
        "lead": "phong-x",
        "due_kind": "event", "needs_product": False, **shared,
    }  # fmt: skip


@dataclass
class Form:
    """A report as cells that a test may change before it is written.

    ``cells[sheet][(row, column)]``; ``hidden_rows`` and ``merged`` by sheet; ``formulas``: cells with a
    formula and no saved result; ``errors``: cells with an error value; ``boxes``: text boxes.
    """

    cells: dict[str, dict[tuple[int, int], object]]
    hidden_rows: set[tuple[str, int]] = field(default_factory=set)
    hidden_sheets: set[str] = field(default_factory=set)
    hidden_columns: set[tuple[str, int]] = field(default_factory=set)
    merged: list[tuple[str, int, int, int, int]] = field(default_factory=list)
    boxes: list[tuple[str, int, int, str]] = field(default_factory=list)

    def place(self, sheet: str, row_id: str, name: str) -> tuple[int, int]:
        """Where the answer ``name`` of a task, an indicator or the information sheet stands."""
        if sheet == INFO_SHEET:
            label = next(info.label for info in INFO if info.name == name)
            return next((r, c + 1) for (r, c), value in self.cells[sheet].items() if value == label)
        columns = TASK_COLUMNS if sheet == TASKS_SHEET else FIGURE_COLUMNS
        header = next(column.header for column in columns if column.name == name)
        column = next(c for (_, c), value in self.cells[sheet].items() if value == header)
        row = next(r for (r, _), value in self.cells[sheet].items() if value == row_id)
        return row, column

    def put(self, sheet: str, row_id: str, name: str, value: object) -> str:
        """Write an answer; its address."""
        place = self.place(sheet, row_id, name)
        self.cells[sheet][place] = value
        return a1(*place)

    def task(self, task_id: str, **answers: object) -> None:
        for name, value in answers.items():
            self.put(TASKS_SHEET, task_id, name, value)

    def figure(self, indicator_id: str, **answers: object) -> None:
        for name, value in answers.items():
            self.put(FIGURES_SHEET, indicator_id, name, value)

    def add_row(self, sheet: str, row_id: str, **answers: object) -> int:
        """A further row under the table; its number from 0."""
        row = max(r for r, _ in self.cells[sheet]) + 1
        self.cells[sheet][row, 1] = row_id
        for name, value in answers.items():
            self.put(sheet, row_id, name, value) if row_id else None
        return row

    def drop_row(self, sheet: str, row_id: str) -> None:
        row = next(r for (r, _), value in self.cells[sheet].items() if value == row_id)
        self.cells[sheet] = {place: value for place, value in self.cells[sheet].items() if place[0] != row}


class Formula(str):
    """A cell with a formula whose result was not saved."""


class Percentage(float):
    """A number in a cell that shows it as a percentage."""


class Rich(tuple[tuple[str, str], ...]):
    """A text of parts; each with how it looks: nothing, ``struck``, ``raised`` or ``lowered``."""


@dataclass(frozen=True)
class Struck:
    """A value that the cell's own style strikes out."""

    value: object


@dataclass(frozen=True)
class American:
    """A day in a cell that shows the month before it."""

    day: date


class ErrorValue(str):
    """A cell that shows an error."""


def good_form(unit_id: str = "xa-a", period_id: str = "2022-S1") -> Form:
    """A report without anything to find. Tables begin in column B under a title and an empty row."""
    is_commune = unit_id.startswith("xa-")
    info: dict[tuple[int, int], object] = {(0, 0): "BÁO CÁO"}
    answers = {
        "unit_name": {unit[0]: unit[1] for unit in _UNITS}[unit_id],
        "period_name": "6 tháng đầu năm 2022" if period_id == "2022-S1" else "Năm 2022",
        "prepared_by": "Người lập A", "approved_by": "Người duyệt A", "phone": "0000 000 000",
        "reported_date": date(2022, 6, 1), "own_plan_number": "12/KH-UBND",
        "own_plan_date": date(2022, 2, 20),
        "own_plan_dimension_1": "Có", "general_difficulty": "Thiếu cán bộ",
    }  # fmt: skip
    for row, item in enumerate(INFO, start=2):
        info[row, 0], info[row, 1] = item.label, answers.get(item.name, "")
    identity = {"plan_id": "1-KH-2022", "period_id": period_id, "unit_id": unit_id, "form_version": "1"}
    form = Form(
        {
            INFO_SHEET: info,
            TASKS_SHEET: _table(TASK_COLUMNS, ["T1.1-01", "T1.1-02"] if is_commune else ["T2.1-01"]),
            FIGURES_SHEET: _table(
                FIGURE_COLUMNS,
                (["I101", "I102", "I103"] + (["I105"] if period_id == "2022" else []) + ["I507"])
                if is_commune
                else ["I106"],
            ),
            IDENTITY_SHEET: {
                (row, column): cell
                for row, pair in enumerate(identity.items())
                for column, cell in enumerate(pair)
            },
        }
    )
    if is_commune:
        form.task("T1.1-01", written_status="Hoàn thành", percent_done=100, completed_date=date(2022, 3, 15),
                  result_text="TB số 5/TB-UBND")  # fmt: skip
        form.task("T1.1-02", written_status="Đang thực hiện", percent_done=50)
        form.figure("I101", value=12)
        form.figure("I102", numerator=45, denominator=50)
        form.figure("I103", value="Có")
        form.figure("I507", numerator=80, denominator=100)
        if period_id == "2022":
            form.figure("I105", value=3)
    else:
        form.task("T2.1-01", written_status="Chưa bắt đầu")
        form.figure("I106", value=7.5)
    return form


def _table(columns: Iterable, ids: list[str]) -> dict[tuple[int, int], object]:  # type: ignore[type-arg]
    cells: dict[tuple[int, int], object] = {(0, 1): "BIỂU SỐ LIỆU"}
    for position, column in enumerate(columns, start=1):
        cells[2, position] = column.header
    for row, row_id in enumerate(ids, start=3):
        cells[row, 1] = row_id
    return cells


def write_form(form: Form, path: Path) -> None:
    """``form`` as an XLSX file."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    percentage = book.add_format({"num_format": "0%"})
    looks = {
        "struck": book.add_format({"font_strikeout": True}),
        "raised": book.add_format({"font_script": 1}),
        "lowered": book.add_format({"font_script": 2}),
    }
    plain = book.add_format({"italic": True})
    american = book.add_format({"num_format": "m/d/yyyy"})
    for name, cells in form.cells.items():
        sheet = book.add_worksheet(name)
        for hidden_sheet, row in form.hidden_rows:
            if hidden_sheet == name:
                sheet.set_row(row, None, None, {"hidden": True})
        for hidden_sheet, column in form.hidden_columns:
            if hidden_sheet == name:
                sheet.set_column(column, column, None, None, {"hidden": True})
        if name in form.hidden_sheets or name == IDENTITY_SHEET:
            sheet.hide() if name in form.hidden_sheets else sheet.very_hidden()
        for (row, column), value in cells.items():
            if isinstance(value, Rich):
                parts = [each for text, look in value for each in (looks.get(look, plain), text)]
                sheet.write_rich_string(row, column, *parts)
            elif isinstance(value, Struck) and isinstance(value.value, str):
                sheet.write_string(row, column, value.value, looks["struck"])
            elif isinstance(value, Struck):
                sheet.write_number(row, column, value.value, looks["struck"])
            elif isinstance(value, American):
                moment = datetime(value.day.year, value.day.month, value.day.day)
                sheet.write_datetime(row, column, moment, american)
            elif isinstance(value, ErrorValue):
                sheet.write_formula(row, column, "=1/0", None, str(value))
            elif isinstance(value, Formula):
                sheet.write_formula(row, column, str(value), None, "")
            elif isinstance(value, date):
                sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)
            elif isinstance(value, bool):
                sheet.write_boolean(row, column, value)
            elif isinstance(value, Percentage):
                sheet.write_number(row, column, value, percentage)
            elif isinstance(value, (int, float)):
                sheet.write_number(row, column, value)
            elif value not in ("", None):
                sheet.write_string(row, column, str(value))
        for merged_sheet, *area in form.merged:
            if merged_sheet == name:
                top, left, bottom, right = area
                sheet.merge_range(top, left, bottom, right, cells.get((top, left), ""))
        for boxed, row, column, text in form.boxes:
            if boxed == name:
                sheet.insert_textbox(row, column, text)
    book.close()


@dataclass
class Inbox:
    """Receives reports into the submissions of a project and keeps their receipts."""

    project: Project
    period_id: str = "2022-S1"
    records: list[dict[str, object]] = field(default_factory=list)

    def path(self, unit_id: str, revision: int = 1) -> Path:
        return self.project.root / submission_file(self.period_id, unit_id, revision)

    def receive(
        self, unit_id: str, form: Form | bytes, *, revision: int = 1, at: str = "2022-06-01T09:00:00"
    ) -> Path:
        """An accepted report: its file, and its line in receipts.csv."""
        path = self.path(unit_id, revision)
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(form, bytes):
            path.write_bytes(form)
        else:
            write_form(form, path)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        self.record(unit_id=unit_id, revision=revision, received_at=datetime.fromisoformat(at), sha256=digest)
        return path

    def record(self, **receipt: object) -> None:
        line = {
            "receipt_id": f"R{len(self.records) + 1:03d}",
            "period_id": self.period_id,
            "outcome": "accepted",
        }
        self.records.append({**line, **receipt})
        folder = self.project.submissions / self.period_id
        folder.mkdir(parents=True, exist_ok=True)
        write_csv(RECEIPTS.from_records(self.records), folder / "receipts.csv", RECEIPTS)
