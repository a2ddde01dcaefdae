"""The form of a department through which two communes report, while it is filled in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl

from papibook.data.forms.write import write_forms
from papibook.ground.paths import Project
from papibook.model.layout import FIGURES_SHEET, INFO_SHEET, TASKS_SHEET

SENDER = "phong-x"
NAMES = {"phong-x": "Phòng X", "xa-a": "Xã A", "xa-b": "Xã B"}


class Quiet:
    def stage(self, name: str, total: int | None) -> None: ...
    def step(self, what: str) -> None: ...


class Sent:
    """A form that was handed out, while it is filled in."""

    def __init__(self, project: Project, folder: Path) -> None:
        write_forms(project, "2022-S1", folder, [], Quiet())
        (self.path,) = folder.glob("*.xlsx")
        self.book = openpyxl.load_workbook(self.path)

    def put(self, sheet: str, unit_id: str, code: str, **answers: object) -> None:
        page = self.book[sheet]
        (header,) = (row for row in page.iter_rows() if row[0].value == "Tên đơn vị")
        columns = {cell.value: cell.column for cell in header}
        (row,) = (row for row in page.iter_rows() if (row[0].value, row[1].value) == (NAMES[unit_id], code))
        for name, value in answers.items():
            page.cell(row[0].row, columns[name.replace("_", " ")], value)

    def clear(self, sheet: str, unit_id: str, code: str) -> None:
        """Empty the answers of a row of figures."""
        page = self.book[sheet]
        (row,) = (row for row in page.iter_rows() if (row[0].value, row[1].value) == (NAMES[unit_id], code))
        for cell in row[6:10]:
            cell.value = None

    def say(self, label: str, value: object) -> None:
        (row,) = (row for row in self.book[INFO_SHEET].iter_rows() if row[0].value == label)
        row[1].value = value

    def fill_in(self, *unit_ids: str) -> None:
        for label, value in (
            ("Người lập", "A"),
            ("Người duyệt", "B"),
            ("Ngày lập báo cáo", date(2022, 6, 1)),
        ):
            self.say(label, value)
        self.put(TASKS_SHEET, SENDER, "T2.1-01", Tình_trạng="Chưa bắt đầu")
        self.put(FIGURES_SHEET, SENDER, "I106", Giá_trị=7.5)
        for place, unit_id in enumerate(unit_ids, start=1):
            self.put(TASKS_SHEET, unit_id, "T1.1-01", Tình_trạng="Đang thực hiện")
            self.put(TASKS_SHEET, unit_id, "T1.1-02", Tình_trạng="Đang thực hiện")
            self.put(FIGURES_SHEET, unit_id, "I101", Giá_trị=10 * place)
            self.put(FIGURES_SHEET, unit_id, "I102", Tử_số=place, Mẫu_số=4)
            self.put(FIGURES_SHEET, unit_id, "I103", Giá_trị="Có")
            self.put(FIGURES_SHEET, unit_id, "I507", Tử_số=40, Mẫu_số=50)
            self.say(f"{NAMES[unit_id]}: Khó khăn, vướng mắc chung", f"Thiếu người {place}")

    def bytes(self) -> bytes:
        self.book.save(self.path)
        return self.path.read_bytes()
