"""The annexes as a workbook: one marked table a sheet, numbers as numbers, heads on every printed page."""

from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl

from papibook.data.export.annexes import AnnexSheet, annexes_workbook
from papibook.model.figures import About
from papibook.model.table import Cell, RowGroup, ShownColumn, TableRow, TableValue

ABOUT = About("2026-Q1")


def number(text: str, value: float | None, decimals: int = 0) -> Cell:
    return Cell((text,), "number", (ABOUT.figure("n_on_time", value),), decimals)


def row(name: str, *cells: Cell) -> TableRow:
    return TableRow((Cell((name,), "heading"), *cells))


COLUMNS = (
    ShownColumn("unit", "Đơn vị"),
    ShownColumn("n", "Số", "number", "right", spanner="Đến hạn"),
    ShownColumn("share", "Tỷ lệ", "percent", "right"),
    ShownColumn("due", "Thời hạn", "date"),
    ShownColumn("part", "Số", "number", "right", spanner="Đến hạn"),
)
DUE = Cell(("20/02/2022",), "date", (ABOUT.figure("due_date", datetime(2022, 2, 20)),))
TABLE = TableValue(
    "overdue",
    "Quá hạn",
    COLUMNS,
    (
        RowGroup(
            ("Nhóm một",),
            (row("Phòng A", number("1.234", 1234), number("66,2%", 66.17647, 1), DUE, number("7/12", 7)),),
        ),
        RowGroup(
            ("Nhóm hai",),
            (row("=1+1", number("…", None), number("−", None), Cell(("khi phát sinh",)), number("0", 0)),),
        ),
    ),
    (("Nguồn: báo cáo của các đơn vị.",),),
    "unit\n",
)


def book(*tables: TableValue) -> openpyxl.Workbook:
    sheets = [
        AnnexSheet(f"Phụ lục {name}", "Các đầu việc quá hạn", "(Kèm theo Báo cáo)", table, name == "I")
        for name, table in zip(("I", "II"), tables, strict=False)
    ]
    data, again = (
        annexes_workbook(sheets, title="Báo cáo", remark="SỐ LIỆU MINH HỌA", day=date(2022, 6, 8))
        for _ in range(2)
    )
    assert data == again
    return openpyxl.load_workbook(io.BytesIO(data))


def test_a_figure_shown_alone_is_a_number_that_looks_as_in_the_document() -> None:
    sheet = book(TABLE)["Phụ lục I"]
    head, first, second = (next(sheet.iter_rows(min_row=at, max_row=at)) for at in (6, 7, 8))
    assert [cell.value for cell in head] == [
        *("Nhóm", "Đơn vị", "Đến hạn: Số", "Tỷ lệ", "Thời hạn", "Đến hạn: Số (5)"),
    ]
    assert [cell.value for cell in first] == [
        *("Nhóm một", "Phòng A", 1234, 66.17647, datetime(2022, 2, 20), "7/12"),
    ]
    assert [cell.number_format for cell in first[2:5]] == ["#,##0", '#,##0.0"%"', "dd/mm/yyyy"]
    assert [cell.value for cell in second] == ["Nhóm hai", "=1+1", "…", "−", "khi phát sinh", 0]
    assert second[1].data_type == "s", "what a unit wrote is never run"


def test_each_sheet_has_one_marked_table_and_says_its_head_on_every_page() -> None:
    made = book(TABLE, TABLE)
    for number, sheet in enumerate(made, start=1):
        assert list(sheet.tables) == [f"phu_luc_{number}"]
        assert sheet.tables[f"phu_luc_{number}"].ref == "A6:F8"
        assert not sheet.merged_cells.ranges
        assert sheet.print_title_rows == "$6:$6"
        assert sheet["A2"].value == "CÁC ĐẦU VIỆC QUÁ HẠN"
        assert sheet["A4"].value == "SỐ LIỆU MINH HỌA"
    assert [sheet.page_setup.orientation for sheet in made] == ["landscape", "portrait"]
