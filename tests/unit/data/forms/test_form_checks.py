"""The form's own counter and the product's completeness are the same number, whatever is answered."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from forms import Inbox, make_project
from python_calamine import CalamineWorkbook

from papibook.data.edition.dataset import read_dataset
from papibook.data.forms.workbook import FilledForm, write_workbook
from papibook.data.forms.write import Forms
from papibook.ground.paths import Project
from papibook.measures.figures import count_figures
from papibook.measures.obligations import count_obligations
from papibook.measures.reports import count_reports
from papibook.model.layout import MISSING_REASONS, WRITTEN_STATUSES

pytestmark = pytest.mark.slow

DAYS = (None, date(2021, 11, 30), date(2022, 5, 31), date(2022, 6, 1), "cuối tháng 5")
PERCENTS = (None, 0, 0.5, 1, 60, 100, 101, "nhiều")
NUMBERS = (None, 0, 7, 12, 12.5, -1, 300, 10**14, "khoảng 20")
TEXTS = (None, " ", "TB số 5/TB-UBND")
ROUNDS = 8


def task_answers(chance: random.Random) -> dict[str, object]:
    return {
        "written_status": chance.choice([None, *WRITTEN_STATUSES, "done", "done", "gần xong"]),
        "percent_done": chance.choice(PERCENTS),
        "completed_date": chance.choice(DAYS),
        "result_text": chance.choice(TEXTS),
        "reason": chance.choice(TEXTS),
    }


def figure_answers(chance: random.Random, kind: str) -> dict[str, object]:
    shared = {
        "reason_code": chance.choice([None, None, *MISSING_REASONS, "chưa có"]),
        "note": chance.choice(TEXTS),
    }
    if kind == "ratio":
        parts = {"numerator": chance.choice(NUMBERS), "denominator": chance.choice(NUMBERS)}
        return {**shared, **parts, "value": None}
    value = chance.choice([None, True, False, "đang làm"]) if kind == "yes_no" else chance.choice(NUMBERS)
    return {**shared, "numerator": None, "denominator": None, "value": value}


def answered(form: FilledForm, chance: random.Random) -> FilledForm:
    tasks = [{**row, **task_answers(chance)} for row in form.tasks.to_dict("records")]
    figures = [{**row, **figure_answers(chance, str(row["kind"]))} for row in form.figures.to_dict("records")]
    return replace(form, tasks=pd.DataFrame(tasks, dtype=object), figures=pd.DataFrame(figures, dtype=object))


def written(form: FilledForm) -> bytes:
    stream = BytesIO()
    write_workbook(stream, form)
    return stream.getvalue()


def rows_of(content: bytes, *names: str) -> list[list[object]]:
    """The rows of these sheets as they were saved, formulas by their results."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return [row for name in names for row in book.get_sheet_by_name(name).to_python()]


def counter(content: bytes) -> dict[str, int]:
    """What the first sheet says: owed and answered, of tasks and of figures."""
    rows = {str(row[0]).split(" ")[0]: row for row in rows_of(content, "Hướng dẫn") if row[1] != ""}
    return {
        "tasks_owed": rows["Nhiệm"][1],
        "tasks_answered": rows["Nhiệm"][2],
        "figures_owed": rows["Số"][1],
        "figures_answered": rows["Số"][2],
    }


def check_words(content: bytes) -> set[str]:
    """What the rows say of themselves."""
    words: set[str] = set()
    for name in ("Nhiệm vụ", "Số liệu"):
        rows = rows_of(content, name)
        header = next(row for row in rows if "Kiểm tra" in row)
        words |= {str(row[header.index("Kiểm tra")]) for row in rows}
    return words - {"", "Kiểm tra"}


def reports(project: Project, period_id: str) -> pd.DataFrame:
    """What the product counts, one row a unit."""
    dataset = read_dataset(project, period_id)
    data, plan, reference = dataset.current, dataset.plan, dataset.reference
    reported = set(data.chosen["unit_id"])
    obligations = count_obligations(
        plan.tasks,
        reference.units,
        data.tasks,
        reported,
        period_id=period_id,
        cutoff_on=data.period.cutoff_on,
    )
    figures = count_figures(
        reference.indicators,
        reference.units,
        data.figures,
        reported,
        period_id=period_id,
        spans_a_year=data.period.spans_a_year,
    )
    deadline = data.period.unit_deadline.last_day
    return count_reports(
        reference.units,
        data.chosen,
        obligations,
        figures,
        data.findings,
        period_id=period_id,
        deadline_on=deadline,
    ).set_index("unit_id")


def half_years_figures(form: FilledForm) -> FilledForm:
    """Something that the year must not be less than, and of which no answer is far from usual."""
    by_column = {"value": {"I101": 20.0}, "numerator": {"I102": 20.0}, "denominator": {"I102": 30.0}}
    codes = form.figures["indicator_id"]
    return replace(
        form, figures=form.figures.assign(**{name: codes.map(given) for name, given in by_column.items()})
    )


@pytest.mark.parametrize("period_id", ["2022-S1", "2022"])
def test_the_counter_says_what_the_product_counts(tmp_path: Path, period_id: str) -> None:
    project = make_project(tmp_path / "one")
    if period_id == "2022":
        half = Inbox(project)
        for unit_id in ("xa-a", "xa-b"):
            half.receive(unit_id, written(half_years_figures(Forms.read(project, "2022-S1").form(unit_id))))
    forms = Forms.read(project, period_id)
    seen, words = set(), set()
    for number in range(ROUNDS):
        inbox, said = Inbox(project, period_id), {}
        for unit_id in ("xa-a", "xa-b", "phong-x"):
            chance = random.Random(f"{period_id} {unit_id} {number}")
            content = written(answered(forms.form(unit_id), chance))
            inbox.receive(unit_id, content)
            said[unit_id] = counter(content)
            words |= check_words(content)
        counted = reports(project, period_id)
        for unit_id, numbers in said.items():
            assert {name: int(counted.loc[unit_id, name]) for name in numbers} == numbers, (number, unit_id)
            seen.add(numbers["figures_answered"])
    assert len(seen) > 2
    assert len(words) > 12
