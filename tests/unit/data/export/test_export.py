"""The workbook with all tidy data, and CSV for Excel."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from papibook.data.export.excel_csv import csv_for_excel
from papibook.data.export.readable import column_title, names_of, readable_csv
from papibook.data.export.sheets import sheet_name
from papibook.data.export.tidy import write_tidy
from papibook.ground.texts import say
from papibook.model.code_words import CODE_WORDS
from papibook.model.findings import CODES, Finding, to_frame
from papibook.model.findings.catalogue import KINDS
from papibook.model.frames import Schema
from papibook.model.tables import (
    ALL,
    FIGURES,
    INDICATORS,
    RECEIPTS,
    REMARKS,
    REPORTS,
    STANDING,
    TASKS,
    UNITS,
    WRITTEN_INFO,
)
from papibook.views.common.behind import csv_text

EDITION = {
    "edition_id": "2022-S1",
    "edition_name": "Báo cáo 6 tháng đầu năm 2022, phát hành lần đầu",
    "period_name": "6 tháng đầu năm 2022",
    "data_closed_on": "2022-06-08",
}


def tables() -> dict[str, pd.DataFrame]:
    figure = {"period_id": "2022-S1", "unit_id": "xa-a", "indicator_id": "I101", "is_owed": True}
    report = {
        "period_id": "2022-S1",
        "unit_id": "xa-a",
        "received_at": datetime(2022, 6, 1, 8, 30),
        "deadline_on": datetime(2022, 6, 2),
    }
    remark = {"period_id": "2022-S1", "unit_id": "xa-a", "kind": "difficulty", "text": "=cmd|' /C calc'!A0"}
    return {
        "figures": FIGURES.from_records([{**figure, "numerator": 3.5, "denominator": float("nan")}]),
        "reports": REPORTS.from_records([report]),
        "remarks": REMARKS.from_records([remark]),
    }


def exported(folder: Path, data: dict[str, pd.DataFrame], is_illustrative: bool = True) -> openpyxl.Workbook:
    write_tidy(folder / "all.xlsx", data, edition=EDITION, is_illustrative=is_illustrative)
    return openpyxl.load_workbook(folder / "all.xlsx")


def _names(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for cell in sheet[4]]


def _first_row(sheet: Worksheet) -> dict[str, object]:
    return dict(zip(_names(sheet), (cell.value for cell in sheet[5]), strict=True))


def test_one_sheet_a_table_between_readme_and_codebook(tmp_path: Path):
    book = exported(tmp_path, tables())
    assert book.sheetnames == [
        "Đọc trước",
        "Số liệu của đơn vị",
        "Gửi báo cáo",
        "Khó khăn, kiến nghị",
        "Giải thích các cột",
    ]


def test_row_four_names_the_columns_as_the_schema_does_and_bears_the_filter(tmp_path: Path):
    sheet = exported(tmp_path, tables())[sheet_name("figures")]
    assert [name for name in _names(sheet) if not name.endswith("_words")] == FIGURES.names
    assert sheet.auto_filter.ref == "A4:S5"
    assert sheet.freeze_panes == "C5"


def test_values_keep_their_types_and_missing_stays_empty(tmp_path: Path):
    book = exported(tmp_path, tables())
    figure, report = (_first_row(book[sheet_name(name)]) for name in ("figures", "reports"))
    assert (figure["numerator"], figure["denominator"], figure["is_owed"]) == (3.5, None, True)
    assert report["received_at"] == datetime(2022, 6, 1, 8, 30)
    assert report["deadline_on"] == datetime(2022, 6, 2)


def test_text_of_units_never_becomes_a_formula(tmp_path: Path):
    sheet = exported(tmp_path, tables())[sheet_name("remarks")]
    cell = next(cell for cell in sheet[5] if cell.value and str(cell.value).startswith("="))
    assert cell.data_type == "s"


@pytest.mark.parametrize("is_illustrative", [True, False])
def test_banner_stands_only_on_sheets_of_made_up_figures(tmp_path: Path, is_illustrative: bool):
    book = exported(tmp_path, {**tables(), "papi_scores": pd.DataFrame({"year": [2021]})}, is_illustrative)
    names = {sheet.title for sheet in book if sheet["A2"].value == "SỐ LIỆU MINH HỌA"}
    assert names == ({sheet_name(name) for name in tables()} if is_illustrative else set())
    first = " ".join(str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row)
    assert ("SỐ LIỆU MINH HỌA" in first) is is_illustrative


def test_first_sheet_names_the_edition_and_says_days_as_readers_write_them(tmp_path: Path):
    sheet = exported(tmp_path, tables())["Đọc trước"]
    texts = {cell for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {
        "Toàn bộ số liệu: Báo cáo 6 tháng đầu năm 2022, phát hành lần đầu",
        "6 tháng đầu năm 2022",
        "08/6/2022",
    } <= texts


NAMED = {
    "units": UNITS.from_records(
        [{"unit_id": "xa-a", "unit_name": "Xã A"}, {"unit_id": "xa-b", "unit_name": "Xã B"}]
    ),
    "tasks": TASKS.from_records([{"task_id": "T1.1-01", "title": "Tuyên truyền"}]),
    "indicators": INDICATORS.from_records([{"indicator_id": "I101", "indicator_name": "Số buổi"}]),
}
FOUND = Finding(
    "rule.contradiction",
    "xa-a",
    "2022-S1",
    "data/submissions/2022-S1/xa-a.r1.xlsx",
    "Nhiệm vụ",
    "F9",
    "T1.1-01",
    "x",
    {"other": "I101", "other_sheet": "S", "other_cell": "A1", "name": "a", "other_name": "b"}
    | {"other_found": "c", "words": "d"},
)


def test_a_finding_has_its_kind_in_words_and_every_code_its_name(tmp_path: Path):
    sheet = exported(tmp_path, {**NAMED, "findings": to_frame([FOUND])})[sheet_name("findings")]
    row = dict(zip((cell.value for cell in sheet[4]), (cell.value for cell in sheet[5]), strict=True))
    assert not {"code", "values"} & set(row)
    assert row["finding_kind"] == "Đối chiếu nội dung trong báo cáo"
    assert row["file"] == "xa-a.r1.xlsx"
    names = [row[name] for name in ("unit_name", "subject_name", "other_name")]
    assert names == ["Xã A", "Tuyên truyền", "Số buổi"]


def test_a_file_has_vietnamese_headings_a_name_beside_each_code_and_no_path():
    text = "unit_ids,indicator_id,file,source_technical\nxa-a;xa-b,I101,data/x/a.xlsx,repo/file\nxa-c,,,\n"
    assert readable_csv(text, names_of(NAMED)).splitlines() == [
        "Mã các đơn vị (unit_ids),Tên các đơn vị (unit_names),Mã chỉ tiêu (indicator_id),"
        "Tên chỉ tiêu (indicator_name),Tệp (file)",
        "xa-a;xa-b,Xã A; Xã B,I101,Số buổi,a.xlsx",
        "xa-c,,,,",
    ]


@pytest.mark.parametrize(
    ("column", "code", "words"),
    [
        ("status", "done_on_time", "hoàn thành đúng hạn"),
        ("status", "no_comparable", "chưa có số liệu cùng kỳ để so sánh"),
        ("report_status", "late", "báo cáo muộn"),
        ("obs_status", "refused", "bị loại do có lỗi"),
        ("written_status", "in_progress", "đang thực hiện"),
        ("kind", "yes_no", "có hoặc không"),
        ("due_kind", "each_period", "từng kỳ báo cáo"),
        ("field", "percent_done", "Tỷ lệ hoàn thành (%)"),
    ],
)
def test_every_code_has_its_words_beside_it(column: str, code: str, words: str, tmp_path: Path):
    header, row, empty = readable_csv(f"{column},n\n{code},1\n,2\n", names_of({})).splitlines()
    assert header.split(",")[1].endswith(f"(bằng chữ) ({column}_words)")
    assert (row, empty) == (f"{code},{words},1", ",,2")
    book = exported(tmp_path, {"any": pd.DataFrame({column: [code], "n": [1]})})
    assert _first_row(book.worksheets[1])[f"{column}_words"] == words


def test_words_in_a_column_that_elsewhere_has_codes_are_left_alone():
    assert readable_csv("kind,n\nNhiệm vụ,1\n", names_of({})).splitlines()[1] == "Nhiệm vụ,1"


@pytest.mark.parametrize("schema", ALL.values(), ids=ALL)
def test_every_code_that_a_table_may_hold_has_words(schema: Schema):
    for column in schema.columns:
        known = CODE_WORDS.get(column.name, {})
        assert not known or set(column.allowed or ()) <= set(known), column.name
    untold = [text for words in CODE_WORDS.values() for text in words.values() if text == say("views", text)]
    assert [text for text in untold if text] == []


def test_what_was_revised_says_codes_in_the_words_of_the_form():
    text = "old,new\nnot_started,in_progress\n,2022-05-20\n"
    assert readable_csv(text, names_of({})).splitlines()[1:] == [
        "Chưa bắt đầu,Đang thực hiện",
        ",2022-05-20",
    ]


def test_numbers_to_take_away_have_at_most_six_decimals(tmp_path: Path):
    shares = pd.DataFrame({"share": [100 / 3, 0.1 + 0.2, 12.0, -2 / 3, None]})
    assert csv_text(shares).split() == ["share", "33.333333", "0.3", "12", "-0.666667", '""']
    sheet = exported(tmp_path, {"moves": shares}).worksheets[1]
    assert [cell.value for cell in sheet["A"][4:]] == [33.333333, 0.3, 12, -0.666667]


def test_what_a_file_names_already_is_not_named_twice():
    assert readable_csv("task_id,title\nT1.1-01,Việc\n", names_of(NAMED)).splitlines()[1] == "T1.1-01,Việc"


def test_every_kind_of_finding_has_words():
    assert {code.partition(".")[0] for code in CODES} == set(KINDS)
    assert [kind for kind in KINDS.values() if say("findings", kind) == kind] == []


def test_codebook_explains_every_column_of_every_table(tmp_path: Path):
    sheet = exported(tmp_path, tables())["Giải thích các cột"]
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    assert [(row[0], row[1]) for row in rows if not row[1].endswith("_words")] == [
        (table, column) for table, frame in tables().items() for column in frame.columns
    ]
    assert ("reports", "deadline_on", "Hạn gửi", "ngày") in {row[:4] for row in rows}


def test_codebook_gives_the_meaning_that_the_schema_declares(tmp_path: Path):
    sheet = exported(tmp_path, tables())["Giải thích các cột"]
    meanings = {(row[0], row[1]): row[4] for row in sheet.iter_rows(min_row=5, values_only=True)}
    declared = {column.name: column.meaning for column in FIGURES.columns}
    assert meanings["figures", "obs_value"] == declared["obs_value"]


def test_every_column_table_and_kind_has_a_vietnamese_title():
    columns = {column.name for schema in (*ALL.values(), STANDING) for column in schema.columns}
    untranslated = [name for name in columns if column_title(name) == name.replace("_", " ")]
    untranslated += [name for name in ALL if say("export", f"table {name}") == f"table {name}"]
    kinds = {column.kind for schema in ALL.values() for column in schema.columns}
    untranslated += [kind for kind in kinds if say("export", f"kind {kind}") == f"kind {kind}"]
    assert untranslated == []


def test_names_and_phones_of_persons_are_left_out(tmp_path: Path):
    info = [
        {"unit_id": "xa-a", "field": "phone", "value": "0912"},
        {"unit_id": "xa-a", "field": "own_plan_number", "value": "12/KH-UBND"},
    ]
    receipt = {"receipt_id": "1", "sender": "ai@do.vn", "original_name": "Nguyễn Văn A.xlsx"}
    data = {"written_info": WRITTEN_INFO.from_records(info), "receipts": RECEIPTS.from_records([receipt])}
    book = exported(tmp_path, data)
    texts = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert "12/KH-UBND" in texts
    assert not texts & {"0912", "ai@do.vn", "Nguyễn Văn A.xlsx", "sender", "original_name"}


def test_same_tables_give_same_bytes(tmp_path: Path):
    for name in ("a", "b"):
        write_tidy(tmp_path / f"{name}.xlsx", tables(), edition=EDITION, is_illustrative=True)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "b.xlsx"]


def test_table_without_rows_or_schema_is_written(tmp_path: Path):
    book = exported(tmp_path, {"figures": FIGURES.empty(), "district_standing": STANDING.empty()})
    assert [cell.value for cell in book[sheet_name("district_standing")][4]] == STANDING.names


def test_csv_has_bom_and_windows_lines():
    assert csv_for_excel("tên,số\nMộc Châu,1\n") == b"\xef\xbb\xbf" + "tên,số\r\nMộc Châu,1\r\n".encode()


@pytest.mark.parametrize("cell", ["=1+1", "+A1", "-2+3", "@SUM(A1)", "\t=1", " =1", "＝1", "-A1"])
def test_csv_cell_that_would_run_gets_an_apostrophe(cell: str):
    assert csv_for_excel(f'"{cell}"\n').decode("utf-8-sig").strip("\r\n").strip('"') == f"'{cell}"


@pytest.mark.parametrize("cell", ["-5", "+3", "-1.234,5", "-3,5%", "–", "…", "a=b", "05/6/2022"])
def test_csv_number_or_plain_text_stays(cell: str):
    assert csv_for_excel(f'"{cell}"\n').decode("utf-8-sig").strip("\r\n").strip('"') == cell


def test_csv_keeps_commas_quotes_and_lines_inside_a_cell():
    text = 'a,"một, ""hai""\nba"\n'
    assert csv_for_excel(text).decode("utf-8-sig") == 'a,"một, ""hai""\nba"\r\n'


def test_csv_with_bom_does_not_get_a_second_one():
    assert csv_for_excel("\ufeffa\n") == csv_for_excel("a\n") == b"\xef\xbb\xbfa\r\n"
