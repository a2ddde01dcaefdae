"""Of a merged report every table and file names the cell of each answer, and keeps the form's order."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from forms import Form, good_form
from handed_in import Office

from papibook.data.decisions import Decision, decide
from papibook.data.edition.period import PeriodData, check_period
from papibook.data.edition.revised import revised_answers, revision_steps
from papibook.data.export import write_tidy
from papibook.data.export.readable import readable_csv
from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.data.report.rules import rules_by_unit
from papibook.measures.figures import count_figures
from papibook.measures.obligations import count_obligations
from papibook.measures.remarks import count_remarks
from papibook.model.layout import FIGURES_SHEET, TASKS_SHEET
from papibook.model.sources import Source, read_sources

FIRST_FILE, SECOND_FILE = "data/submissions/2022-S1/xa-a.r1.xlsx", "data/submissions/2022-S1/xa-a.r2.xlsx"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def _merged(office: Office, change: Callable[[Form], object], first: Form | None = None) -> PeriodData:
    """``first`` with a correction that holds nothing but what ``change`` fills in."""
    office.receive(office.letter("first.xlsx", first or good_form("xa-a")))
    second = good_form("xa-a")
    for task_id in ("T1.1-01", "T1.1-02"):
        second.task(task_id, written_status="", percent_done="", completed_date="", result_text="")
    for indicator_id in ("I101", "I102", "I103", "I507"):
        second.figure(indicator_id, numerator="", denominator="", value="")
    change(second)
    answer = office.one(office.letter("second.xlsx", second), now=datetime(2022, 6, 3))
    assert answer.receipt is not None
    decide(office.project, answer.receipt.receipt_id, Decision("merge", "Đúng", datetime(2022, 6, 5)))
    plan, reference = read_plan(office.project), read_reference(office.project)
    period = plan.file.periods[0]
    return check_period(office.project, plan, reference, period, date(2022, 6, 8), contained=None)


def _figures(office: Office, data: PeriodData) -> pd.DataFrame:
    reference = read_reference(office.project)
    return count_figures(
        reference.indicators,
        reference.units,
        data.figures,
        ["xa-a"],
        period_id="2022-S1",
        spans_a_year=False,
    )


def _obligations(office: Office, data: PeriodData) -> pd.DataFrame:
    plan, reference = read_plan(office.project), read_reference(office.project)
    return count_obligations(
        plan.tasks, reference.units, data.tasks, ["xa-a"], period_id="2022-S1", cutoff_on=date(2022, 5, 31)
    )


def _of(frame: pd.DataFrame, key: str, subject: str) -> dict[str, object]:
    (row,) = frame[(frame[key] == subject) & (frame["unit_id"] == "xa-a")].to_dict("records")
    return row


def test_ratio_of_two_files_has_the_cells_of_both_parts(office: Office) -> None:
    first, places = good_form("xa-a"), {}

    def change(form: Form) -> None:
        places["numerator"] = form.put(FIGURES_SHEET, "I102", "numerator", 46)

    places["denominator"] = first.put(FIGURES_SHEET, "I102", "denominator", 50)
    row = _of(_figures(office, _merged(office, change, first)), "indicator_id", "I102")
    assert (row["numerator"], row["denominator"], row["obs_value"]) == (46, 50, 92)
    assert read_sources(row["sources"]) == {
        "numerator": Source(SECOND_FILE, FIGURES_SHEET, places["numerator"]),
        "denominator": Source(FIRST_FILE, FIGURES_SHEET, places["denominator"]),
    }


def test_obligation_and_remark_name_the_cells_of_their_files(office: Office) -> None:
    first, places = good_form("xa-a"), {}

    def change(form: Form) -> None:
        places["percent"] = form.put(TASKS_SHEET, "T1.1-02", "percent_done", 70)

    places["difficulty"] = first.put(TASKS_SHEET, "T1.1-02", "difficulty", "Thiếu kinh phí")
    data = _merged(office, change, first)
    obligations = _obligations(office, data)
    sources = read_sources(_of(obligations, "task_id", "T1.1-02")["sources"])
    assert sources["percent_done"] == Source(SECOND_FILE, TASKS_SHEET, places["percent"])
    assert sources["difficulty"] == Source(FIRST_FILE, TASKS_SHEET, places["difficulty"])
    remark = _of(count_remarks(obligations, data.info, period_id="2022-S1"), "task_id", "T1.1-02")
    assert (remark["file"], f"{remark['row']}") == (FIRST_FILE, places["difficulty"].lstrip("ABCDEFGHIJKLM"))


def test_the_data_to_take_away_name_both_cells_in_words(office: Office) -> None:
    form = good_form("xa-a")
    figures = _figures(office, _merged(office, lambda form: form.figure("I102", numerator=46)))
    path = office.root / "all.xlsx"
    write_tidy(path, {"figures": figures}, edition={}, is_illustrative=False)
    sheet = openpyxl.load_workbook(path).worksheets[1]
    header, *rows = ([cell.value for cell in row] for row in sheet.iter_rows(min_row=4))
    line = next(dict(zip(header, row, strict=True)) for row in rows if "I102" in row)
    cells = [
        f"{title}: {file}, {FIGURES_SHEET}, {form.put(FIGURES_SHEET, 'I102', name, 0)}"
        for title, file, name in (
            ("Tử số", "xa-a.r2.xlsx", "numerator"),
            ("Mẫu số", "xa-a.r1.xlsx", "denominator"),
        )
    ]
    assert line["sources"] == "; ".join(cells)
    own = figures[figures["unit_id"] == "xa-a"]
    told = readable_csv(own[["indicator_id", "sources"]].to_csv(index=False), {})
    assert [row[1] for row in csv.reader(io.StringIO(told)) if row[0] == "I102"] == [line["sources"]]


def test_what_was_revised_names_the_file_of_each_new_answer(office: Office) -> None:
    data = _merged(office, lambda form: form.figure("I102", numerator=46))
    plan, reference = read_plan(office.project), read_reference(office.project)
    rules = rules_by_unit(plan, reference, plan.file.periods[0], None)
    revised = revised_answers(office.project, "2022-S1", revision_steps(data.receipts), rules)
    (row,) = revised[revised["kind"] == "figure"].to_dict("records")
    assert (row["field"], row["new"], row["file"]) == ("numerator", "46", SECOND_FILE)


@pytest.mark.parametrize("missing", ["I101", "I102", "I103"])
def test_row_that_the_earlier_report_lacked_stands_where_the_form_has_it(
    missing: str, office: Office
) -> None:
    first = good_form("xa-a")
    first.drop_row(FIGURES_SHEET, missing)
    first.add_row(FIGURES_SHEET, "")
    signed = max(row for row, _ in first.cells[FIGURES_SHEET]) + 2
    first.cells[FIGURES_SHEET][signed, first.place(FIGURES_SHEET, "I507", "value")[1]] = "KT. CHỦ TỊCH"
    below = first.put(FIGURES_SHEET, "I507", "denominator", 110)
    answer = (
        {"numerator": 46, "denominator": 60}
        if missing == "I102"
        else {"value": 15 if missing == "I101" else "Có"}
    )
    data = _merged(office, lambda form: form.figure(missing, **answer), first)
    (read,) = data.reports.values()
    assert [row["indicator_id"] for row in read.figures] == ["I101", "I102", "I103", "I507"]
    assert not [code for code in data.findings["code"] if code.startswith(("row.", "figure."))]
    of_new = read_sources(_of(data.figures, "indicator_id", missing)["sources"])
    assert {source.file for source in of_new.values()} == {SECOND_FILE}
    assert read_sources(_of(data.figures, "indicator_id", "I507")["sources"])["denominator"] == Source(
        FIRST_FILE, FIGURES_SHEET, below
    )
