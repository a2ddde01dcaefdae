"""Units and tasks from an office's own lists: by headings, leads by any of their names, the rest told."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from papibook.ground.errors import ConfigError
from papibook.starter.headed_table import Heading, read_headed
from papibook.starter.tasks import Tasks, dimension_of, item_names, read_tasks
from papibook.starter.units import Units, read_units

UNITS = """Tên đơn vị;Tên gọi khác
Văn phòng HĐND và UBND;VP
Phòng Kinh tế, Hạ tầng và Đô thị;
Phòng Văn hóa - Xã hội;VHXH
Ban Chỉ huy Quân sự phường;
Tổ dân phố 1;
Bản Nà Sản;
"""
ITEMS = item_names({"1.1": "1.1", "1.10": "1.10"}, ("III.1",), "II")
HEAD = "Mục;Nhiệm vụ;Cơ quan chủ trì;Thời hạn;Cơ quan phối hợp\n"


def units_of(folder: Path, text: str = UNITS, level: str = "ward") -> Units:
    (folder / "units.csv").write_text(text, encoding="utf-8")
    return read_units(folder / "units.csv", level)


def tasks_of(folder: Path, *rows: str) -> Tasks:
    (folder / "tasks.csv").write_text(HEAD + "\n".join(rows), encoding="utf-8")
    return read_tasks(folder / "tasks.csv", units_of(folder), ITEMS, 2026)


def test_units_get_ids_short_names_and_groups(tmp_path: Path) -> None:
    units = units_of(tmp_path)
    assert [(each.unit_id, each.group_id) for each in units.units] == [
        ("van-phong-hdnd-va-ubnd", "offices"),
        ("phong-kinh-te-ha-tang-va-do-thi", "offices"),
        ("phong-van-hoa-xa-hoi", "offices"),
        ("ban-chi-huy-quan-su-phuong", "offices"),
        ("to-dan-pho-1", "villages"),
        ("ban-na-san", "villages"),
    ]
    assert [group.group_id for group in units.groups] == ["offices", "villages"]
    assert units.problems == ()


def test_communes_lose_their_kind_in_short_names(tmp_path: Path) -> None:
    units = units_of(tmp_path, "Đơn vị\nXã Tân Lập\nPhường 3\n", "province")
    assert [each.short_name for each in units.units] == ["Tân Lập", "Phường 3"]
    assert "UBND xã Tân Lập" in units.units[0].aliases


def test_a_group_of_the_list_is_taken_or_made(tmp_path: Path) -> None:
    text = "Tên đơn vị;Nhóm\nSở Y tế;Sở, ban, ngành\nTrường A;Trường học\n"
    units = units_of(tmp_path, text, "province")
    assert [each.group_id for each in units.units] == ["departments", "truong-hoc"]
    assert {group.group_id for group in units.groups} == {"departments", "truong-hoc"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Tên đơn vị\nXã A\nxã a\n", "stands there twice"),
        ("Tên đơn vị\nXã Ba\nXã Bà\n", "stands there twice"),
        ("Tên đơn vị;Tên gọi khác\nXã A;HQ\nXã B;HQ\n", "may mean"),
        ("Tên đơn vị;Báo cáo qua\nXã A;Xã Z\n", "does not have"),
        ("Tên đơn vị;Màu\nXã A;đỏ\n", "not used"),
    ],
)
def test_what_is_wrong_in_the_list_of_units_is_told(text: str, told: str, tmp_path: Path) -> None:
    problems = units_of(tmp_path, text, "province").problems
    assert len(problems) == 1
    assert told in problems[0].text("en")
    assert "units.csv" in problems[0].text("vi")


def test_an_alias_of_two_means_neither(tmp_path: Path) -> None:
    units = units_of(tmp_path, "Tên đơn vị;Tên gọi khác\nXã A;HQ\nXã B;HQ\n", "province")
    assert "HQ" not in units.units[1].aliases


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("VP", ["van-phong-hdnd-va-ubnd"]),
        ("van phong hdnd va ubnd", ["van-phong-hdnd-va-ubnd"]),
        ("Phòng Kinh tế, Hạ tầng và Đô thị", ["phong-kinh-te-ha-tang-va-do-thi"]),
        (
            "Phòng Kinh tế, Hạ tầng và Đô thị, VHXH",
            ["phong-kinh-te-ha-tang-va-do-thi", "phong-van-hoa-xa-hoi"],
        ),
        ("VP và Phòng Văn hóa – Xã hội", ["van-phong-hdnd-va-ubnd", "phong-van-hoa-xa-hoi"]),
        ("VP\nVHXH", ["van-phong-hdnd-va-ubnd", "phong-van-hoa-xa-hoi"]),
        ("Các phòng, cơ quan, đơn vị", ["offices"]),
        ("các tổ dân phố", ["villages"]),
        ("Các cơ quan, đơn vị", ["offices", "villages"]),
    ],
)
def test_leads_are_found(words: str, meant: list[str], tmp_path: Path) -> None:
    (tmp_path / "tasks.xlsx").unlink(missing_ok=True)
    book = Workbook()
    book.active.append(["Mục", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"])  # type: ignore[union-attr]
    book.active.append(["1.1", "Việc", words, "hằng quý"])  # type: ignore[union-attr]
    book.save(tmp_path / "tasks.xlsx")
    read = read_tasks(tmp_path / "tasks.xlsx", units_of(tmp_path), ITEMS, 2026)
    assert read.problems == ()
    assert list(read.tasks[0].lead) == meant


def test_items_ids_and_due_dates(tmp_path: Path) -> None:
    read = tasks_of(tmp_path, "1.1;A;VP;15/6", "mục II.1.1;B;VP;quý II, quý IV", "III.1;C;VP;Thường xuyên")
    assert [(each.task_id, each.item, each.title) for each in read.tasks] == [
        ("T1.1-01", "1.1", "A"),
        ("T1.1-02", "1.1", "B (quý II)"),
        ("T1.1-03", "1.1", "B (quý IV)"),
        ("TIII.1-01", "III.1", "C"),
    ]
    assert read.tasks[0].due.day == datetime.date(2026, 6, 15)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("9.9;A;VP;15/6", "no item “9.9”"),
        ("1.1;A;Phòng Lạ;15/6", "neither a unit"),
        ("1.1;A;VP;tuần tới", "no due date"),
        ("1.1;;VP;15/6", "“Nhiệm vụ” is empty"),
    ],
)
def test_a_row_that_cannot_be_placed_is_told_and_the_rest_is_made(
    row: str, told: str, tmp_path: Path
) -> None:
    read = tasks_of(tmp_path, row, "1.1;Tốt;VP;hằng quý")
    assert [each.title for each in read.tasks] == ["Tốt"]
    assert told in "\n".join(problem.text("en") for problem in read.problems)
    assert "tasks.csv" in read.problems[0].text("vi")


def test_a_strange_supporter_leaves_the_task(tmp_path: Path) -> None:
    read = tasks_of(tmp_path, "1.1;A;VP;15/6;Phòng Lạ")
    assert (len(read.tasks), len(read.problems)) == (1, 1)


def test_headings_stand_anywhere_near_the_top_in_any_case(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["DANH SÁCH ĐƠN VỊ"])
    sheet.append([])
    sheet.append(["stt", "TÊN ĐƠN VỊ"])
    sheet.append([1, "Xã A"])
    sheet.append(["", "Tổng"])
    book.save(tmp_path / "a.xlsx")
    rows, problems = read_headed(tmp_path / "a.xlsx", (Heading("name", ("Tên đơn vị",), is_required=True),))
    assert [row.text("name") for row in rows] == ["Xã A", "Tổng"]
    assert problems == ()


@pytest.mark.parametrize("content", [b"", "Cột lạ\nx\n".encode(), "Tên đơn vị".encode("utf-16")])
def test_a_table_without_its_headings_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(ConfigError):
        read_units(tmp_path / "a.csv", "ward")


def filled(path: Path, rows: list[list[object]], *merged: str) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    for area in merged:
        book.active.merge_cells(area)  # type: ignore[union-attr]
    book.save(path)
    return path


def test_a_list_as_offices_set_it(tmp_path: Path) -> None:
    """Title rows, sections, merged cells and the headings again: none of them is a unit."""
    rows = [
        ["DANH SÁCH", None, None],
        ["TT", "Tên cơ quan, đơn vị (1)", "Báo cáo qua"],
        ["I", "Các phòng, trung tâm", None],
        [1, "Phòng A", None],
        ["II", "Các tổ dân phố", None],
        [2, "Khu 1", "Phòng A"],
        [3, "Khu 2", None],
        ["TT", "Tên cơ quan, đơn vị (1)", "Báo cáo qua"],
        [4, "Khu 3", None],
    ]
    path = filled(tmp_path / "u.xlsx", rows, "A1:C1", "B3:C3", "C6:C7")
    units = read_units(path, "ward")
    assert [(each.name, each.group_id, each.through) for each in units.units] == [
        ("Phòng A", "offices", ""),
        ("Khu 1", "villages", "phong-a"),
        ("Khu 2", "villages", "phong-a"),
        ("Khu 3", "villages", ""),
    ]
    assert units.problems == ()


def test_a_heading_over_two_rows(tmp_path: Path) -> None:
    rows = [
        ["Mục", "Nhiệm vụ", "Cơ quan", None, "Thời hạn"],
        [None, None, "Chủ trì", "Phối hợp", None],
        ["1.1", "A", "VP", "VHXH", "15/6"],
        [None, "B", "VHXH", None, "hằng quý"],
    ]
    path = filled(tmp_path / "t.xlsx", rows, "A1:A2", "B1:B2", "C1:D1", "E1:E2", "A3:A4")
    read = read_tasks(path, units_of(tmp_path), ITEMS, 2026)
    assert read.problems == ()
    assert [(each.item, each.title) for each in read.tasks] == [("1.1", "A"), ("1.1", "B")]


def of_item(item: object, folder: Path, items: dict[str, str]) -> Tasks:
    rows = [["Mục", "Nhiệm vụ", "Chủ trì", "Thời hạn"], [item, "A", "VP", datetime.date(2026, 6, 15)]]
    return read_tasks(filled(folder / "t.xlsx", rows), units_of(folder), items, 2026)


def test_an_item_that_excel_made_a_number_of(tmp_path: Path) -> None:
    read = of_item(2.1, tmp_path, item_names({"2.1": "2.1"}, (), "II"))
    assert [(each.item, each.due.day) for each in read.tasks] == [("2.1", datetime.date(2026, 6, 15))]


@pytest.mark.parametrize(
    ("item", "told"),
    [(1.1, "1.1 and 1.10 as one number"), (datetime.date(2026, 1, 1), "the date 01/01/2026")],
)
def test_an_item_that_excel_changed_is_not_guessed(item: object, told: str, tmp_path: Path) -> None:
    read = of_item(item, tmp_path, ITEMS)
    assert read.tasks == ()
    assert [told in problem.text("en") for problem in read.problems] == [True]


def test_a_table_that_lacks_headings_says_which(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Mục;Việc;Chủ trì\n1.1;A;VP\n", encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        read_tasks(tmp_path / "a.csv", units_of(tmp_path), ITEMS, 2026)
    told = refused.value.text("vi")
    assert "“Nhiệm vụ” / “Nội dung công việc”" in told
    assert "“Thời hạn”" in told
    assert "“Mục”" not in told


NAMES = {"Thủ tục hành chính công": "5", "Công khai, minh bạch trong việc ra quyết định": "2"}


@pytest.mark.parametrize(
    ("words", "dimension"),
    [
        ("Nội dung “Thủ tục hành chính công”", "5"),
        ("5. Khác", "5"),
        ("Công khai, minh bạch: niêm yết", "2"),
        ("Công khai", "2"),
        ("Công", None),
        ("Quản trị", None),
        ("9", None),
    ],
)
def test_a_dimension_is_found_by_name_or_number(words: str, dimension: str | None) -> None:
    assert dimension_of(words, NAMES) == dimension
