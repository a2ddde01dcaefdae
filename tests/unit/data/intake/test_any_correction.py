"""Corrections changed at random, after a report that was merged, withdrawn or confirmed: nothing is lost.

Whatever comes, no answer in use goes away unless the office says so, and what is in use stands in the cell
that it names.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from forms import ErrorValue, Form, Formula, Struck, good_form
from handed_in import NOW, Office

from papibook.data.decisions import Decision, decide, waiting_files, withdraw
from papibook.data.edition.dataset import read_dataset
from papibook.data.edition.period import PeriodData, check_period
from papibook.data.edition.questions import confirm, questions
from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.data.intake.answers import Answer
from papibook.data.intake.recognise import Stated
from papibook.ground.errors import ConfigError
from papibook.model.layout import FIGURE_COLUMNS, FIGURES_SHEET, IDENTITY_SHEET, INFO_SHEET, TASKS_SHEET

SECOND, THIRD, FOURTH = datetime(2022, 6, 3), datetime(2022, 6, 4), datetime(2022, 6, 5)
WHOSE = Stated("xa-a", "2022-S1")
VALUES = ("numerator", "denominator", "value")
TABLES = (TASKS_SHEET, FIGURES_SHEET)
Key = tuple[str, str]


# What was in use when the correction comes.


def _full(office: Office) -> None:
    office.receive(office.letter("full.xlsx", good_form()), now=NOW)


def _merged(office: Office) -> None:
    _full(office)
    form = _emptied()
    form.figure("I101", value=15)
    answer = office.one(office.letter("partial.xlsx", form), now=SECOND)
    _decide(office, answer, "merge")


def _withdrawn(office: Office) -> None:
    _full(office)
    form = good_form()
    form.figure("I101", value=13)
    office.receive(office.letter("second.xlsx", form), now=SECOND)
    withdraw(office.project, WHOSE, 2, "Gửi nhầm", SECOND)


def _restored(office: Office) -> None:
    _withdrawn(office)
    withdraw(office.project, WHOSE, 2, "Đã xem lại", SECOND, undo=True)


def _confirmed(office: Office) -> None:
    form = good_form()
    form.figure("I507", numerator=8, denominator=10)  # a sample that is asked about
    office.receive(office.letter("full.xlsx", form), now=NOW)
    asked = questions(office.project, read_dataset(office.project, "2022-S1"))
    numbers = [each.number for each in asked]
    assert numbers
    confirm(office.project, asked, numbers, "Xã ít hộ", "Phòng Nội vụ", SECOND.date())


BEFORE: tuple[Callable[[Office], None], ...] = (_full, _merged, _withdrawn, _restored, _confirmed)


def _emptied() -> Form:
    form = good_form()
    for task_id in ("T1.1-01", "T1.1-02"):
        form.task(task_id, written_status="", percent_done="", completed_date="", result_text="")
    for indicator_id in ("I101", "I102", "I103", "I507"):
        form.figure(indicator_id, numerator="", denominator="", value="")
    return form


# How a correction is changed.


def _place(form: Form, chance: random.Random) -> tuple[str, tuple[int, int]]:
    sheet = chance.choice([name for name in form.cells if name != IDENTITY_SHEET])
    return sheet, chance.choice(sorted(form.cells[sheet]) or [(0, 0)])


def _drop_cell(form: Form, chance: random.Random) -> None:
    sheet, place = _place(form, chance)
    form.cells[sheet].pop(place, None)


def _drop_row(form: Form, chance: random.Random) -> None:
    sheet, (row, _) = _place(form, chance)
    form.cells[sheet] = {place: value for place, value in form.cells[sheet].items() if place[0] != row}


def _drop_column(form: Form, chance: random.Random) -> None:
    sheet, (_, column) = _place(form, chance)
    form.cells[sheet] = {place: value for place, value in form.cells[sheet].items() if place[1] != column}


def _drop_sheet(form: Form, chance: random.Random) -> None:
    form.cells.pop(chance.choice([TASKS_SHEET, FIGURES_SHEET, INFO_SHEET]), None)


def _shift(form: Form, chance: random.Random) -> None:
    sheet, (top, _) = _place(form, chance)
    down, right = chance.randint(0, 3), chance.randint(0, 2)
    form.cells[sheet] = {
        (row + down if row >= top else row, column + right): value
        for (row, column), value in form.cells[sheet].items()
    }


def _swap(form: Form, chance: random.Random) -> None:
    sheet, one = _place(form, chance)
    other = chance.choice(sorted(form.cells[sheet]) or [one])
    cells = form.cells[sheet]
    cells[one], cells[other] = cells.get(other, ""), cells.get(one, "")


TYPED: tuple[object, ...] = (
    13,
    0,
    -1,
    9_999_999,
    "13",
    "12 cuộc",
    "khoảng 20",
    "",
    "Có",
    "Không",
    "Không có",
    "-",
)
TYPED += ("1.250", "1,250", "05/06/2022", date(2022, 5, 6), "T1.1-02", "I102")
TYPED += (ErrorValue("#N/A"), Struck(5), Formula("=1+1"))


def _retype(form: Form, chance: random.Random) -> None:
    sheet, place = _place(form, chance)
    form.cells[sheet][place] = chance.choice(TYPED)


def _correct(form: Form, chance: random.Random) -> None:
    if FIGURES_SHEET in form.cells:
        try:
            form.figure("I101", value=chance.randint(1, 30))
        except StopIteration:  # row or column is gone
            return


CHANGES = (_drop_cell, _drop_row, _drop_column, _drop_sheet, _shift, _swap, _retype, _correct)


def _correction(chance: random.Random) -> Form:
    form = chance.choice([good_form, _emptied])()
    for _ in range(chance.randint(1, 4)):
        if set(form.cells) - {IDENTITY_SHEET}:
            chance.choice(CHANGES)(form, chance)
    return form


# What must hold.


def _read(office: Office) -> PeriodData:
    plan, reference = read_plan(office.project), read_reference(office.project)
    period = plan.file.periods[0]
    return check_period(office.project, plan, reference, period, date(2022, 6, 8), contained=None)


def _rows(data: PeriodData) -> list[Mapping[str, object]]:
    frames = (frame.astype(object).where(frame.notna(), None) for frame in (data.tasks, data.figures))
    return [row for frame in frames for row in frame.to_dict("records") if not row["is_refused"]]


def _in_use(office: Office) -> dict[Key, object]:
    """Each figure, status, text and reason that counts, by id and column."""
    names = (*VALUES, "reason_code", "written_status", "percent_done", "completed_date", "result_text")
    return {
        (str(row.get("indicator_id") or row.get("task_id")), name): row[name]
        for row in _rows(_read(office))
        for name in names
        if row.get(name) is not None
    }


def _answered(answers: Mapping[Key, object]) -> set[str]:
    """What has a figure, a reason why there is none, or a status."""
    return {subject for subject, name in answers if name in (*VALUES, "reason_code", "written_status")}


def _stands_in_its_cell(office: Office) -> None:
    """Every figure in use is what another reader finds at the place that it names, in the bytes that came."""
    receipts = office.receipts()
    accepted = receipts[receipts["outcome"] == "accepted"]
    kept = {
        f"data/submissions/2022-S1/xa-a.r{revision}.xlsx": office.project.inbox / sha256
        for revision, sha256 in zip(accepted["revision"], accepted["sha256"], strict=True)
    }
    headers = {column.name: column.header for column in FIGURE_COLUMNS}
    books: dict[str, openpyxl.Workbook] = {}
    for row in _rows(_read(office)):
        for name in VALUES:
            if row.get(name) is None:
                continue
            file, sheet, cell = str(row["file"]), str(row["sheet"]), ""
            if row["sources"] is not None:
                file, sheet, cell = json.loads(str(row["sources"]))[name]
            if file not in books:
                with kept[file].open("rb") as source:
                    books[file] = openpyxl.load_workbook(source, data_only=True)
            if not cell:
                cells = (each for line in books[file][sheet].iter_rows(max_row=30) for each in line)
                head = next(each for each in cells if each.value == headers[name])
                cell = f"{head.column_letter}{row['row']}"
            assert _number(books[file][sheet][cell].value) == row[name], (file, sheet, cell)


def _number(cell: object) -> float:
    if isinstance(cell, str):
        words = {"Có": 1.0, "Không": 0.0}
        return words[cell] if cell in words else float(cell.removesuffix("cuộc").replace(".", ""))
    assert isinstance(cell, int | float)
    return float(cell)


def _decide(office: Office, answer: Answer, said: str) -> Answer | None:
    """The office's decision; None where the file can't be taken over so, and nothing was written."""
    assert answer.receipt is not None
    before = office.receipts()
    try:
        return decide(office.project, answer.receipt.receipt_id, Decision(said, "Theo đề nghị", FOURTH))
    except ConfigError:
        assert office.receipts().equals(before)
        return None


def _try(office: Office, chance: random.Random) -> str:
    """One life; how the correction ended."""
    for folder in (office.project.submissions, office.project.inbox, office.project.returns):
        shutil.rmtree(folder, ignore_errors=True)
    (office.project.root / "data/confirmations.csv").unlink(missing_ok=True)
    chance.choice(BEFORE)(office)
    before = _in_use(office)
    assert before
    answer = office.one(office.letter("correction.xlsx", _correction(chance)), now=THIRD)
    assert "file.program_fault" not in {reason.code for reason in answer.reasons}, answer.reasons
    if answer.outcome in ("accepted", "known"):
        assert _answered(before) <= _answered(_in_use(office))
        _stands_in_its_cell(office)
        return answer.outcome
    assert _in_use(office) == before
    if answer.outcome != "waiting":
        assert answer.outcome == "refused"
        return answer.outcome
    assert "correction.xlsx" in [each.receipt.original_name for each in waiting_files(office.project)]
    said = chance.choice(["merge", "replace", "refuse"])
    decided = _decide(office, answer, said)
    after = _in_use(office)
    if decided is None or said == "refuse":
        assert after == before
        return f"waiting, {said if decided else 'undecided'}"
    _stands_in_its_cell(office)
    if said == "merge":
        assert _answered(before) <= _answered(after)
    assert decided.receipt is not None
    revision = decided.receipt.revision
    withdraw(office.project, WHOSE, revision, "Gửi nhầm", FOURTH)
    assert _in_use(office) == before
    withdraw(office.project, WHOSE, revision, "Đã xem lại", FOURTH, undo=True)
    assert _in_use(office) == after
    return f"waiting, {said}"


def _many(root: Path, count: int) -> set[str]:
    office = Office(root)
    ended = set()
    for seed in range(count):
        try:
            ended.add(_try(office, random.Random(seed)))
        except Exception as err:
            err.add_note(f"seed {seed}")
            raise
    return ended


ENDS = {"accepted", "refused", "waiting, merge", "waiting, replace", "waiting, refuse"}


@pytest.mark.slow
def test_no_correction_takes_an_answer_away_unasked(tmp_path: Path) -> None:
    assert _many(tmp_path, 10) >= ENDS


@pytest.mark.stress
@pytest.mark.timeout(3600)
def test_none_of_a_thousand_corrections_does(tmp_path: Path) -> None:
    assert _many(tmp_path, 1000) >= ENDS
