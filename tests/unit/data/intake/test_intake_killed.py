"""An office's work, killed at any moment, is finished by doing the step again: nothing lost, nothing doubled.

The work: ten days, 29 reports, corrections, decisions, withdrawals, confirmations (tests/support/lived.py).
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from lived import (
    LATER,
    PARTIAL,
    PERIOD,
    STEPS,
    live_step,
    make_post,
    make_project,
    snapshot,
    state_of,
)

from papibook.data.edition.period import PeriodData, check_period
from papibook.data.edition.receipts import read_receipts, reports_in_use
from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.data.intake.inbox import kept
from papibook.data.intake.intake import HandIn, receive
from papibook.data.intake.provenance import read_provenance
from papibook.ground.paths import Project
from papibook.model.layout import FIGURE_COLUMNS, TASK_COLUMNS, WRITTEN_STATUSES, SheetColumn

ROOT = Path(__file__).resolve().parents[4]
DAY = date(2022, 6, 10)
FIRST, AFTER = STEPS[0].moment, STEPS[0].moment + LATER


@dataclass(frozen=True)
class Whole:
    """Work that nobody kills: its project, of which copies lie beside it, and how many operations each step
    takes."""

    project: Project
    post: Path
    operations: tuple[int, ...]


def _lived(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "tests/support/lived.py"), *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=900,
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    folder = tmp_path_factory.mktemp("lived")
    make_post(folder / "post")
    project = make_project(folder / "project")
    ended = _lived(project.root, folder / "post")
    assert ended.returncode == 0, ended.stderr
    return Whole(project, folder / "post", tuple(map(int, ended.stdout.split())))


def _killed(whole: Whole, number: int, last: int, root: Path) -> Project:
    """The project as a step left it that was killed before that operation."""
    shutil.copytree(snapshot(whole.project.root, number - 1), root)
    ended = _lived(root, whole.post, number, last)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    return Project(root)


def _as_in_time(content: bytes, number: int) -> bytes:
    """``content``, what was done later because of the interruption as if done in time."""
    moment = STEPS[number].moment
    return content.replace((moment + LATER).isoformat().encode(), moment.isoformat().encode())


def _is_finished(whole: Whole, number: int, last: int, root: Path) -> None:
    project = _killed(whole, number, last, root)
    before = kept(project) if project.inbox.exists() else []
    came = {sha256: read_provenance(project, sha256) for sha256 in before}
    assert None not in came.values(), "no bytes without the record of where they came from"
    live_step(project, whole.post, number, is_again=True)
    assert set(before) <= set(kept(project))
    assert {sha256: read_provenance(project, sha256) for sha256 in before} == came
    state = state_of(project)
    expected = state_of(Project(snapshot(whole.project.root, number)))
    assert {*state} == {*expected}, (number, last)
    assert {name: _as_in_time(content, number) for name, content in state.items()} == expected, (number, last)
    shutil.rmtree(root)


def _kill_at_random(rounds: int, seed: int, whole: Whole, folder: Path) -> None:
    """Every step as often as every other, each at a random operation."""
    chance = random.Random(seed)
    order = chance.sample(range(len(STEPS)), len(STEPS))
    for count in range(rounds):
        number = order[count % len(order)]
        last = chance.randint(1, whole.operations[number])
        _is_finished(whole, number, last, folder / f"{count}")


@pytest.mark.slow
def test_killed_at_a_few_moments(whole: Whole, tmp_path: Path) -> None:
    _kill_at_random(3, 426, whole, tmp_path)


@pytest.mark.stress
@pytest.mark.timeout(3600)
def test_killed_at_fifty_moments(whole: Whole, tmp_path: Path) -> None:
    _kill_at_random(50, 2022, whole, tmp_path)


# What all of it comes to.


def _checked(project: Project) -> PeriodData:
    plan, reference = read_plan(project), read_reference(project)
    period = next(each for each in plan.file.periods if each.period_id == PERIOD)
    return check_period(project, plan, reference, period, DAY, contained=None)


STATUSES = {label: status for status, label in WRITTEN_STATUSES.items()}


def _answer(cell: object, value: object) -> object:
    """A cell as the tables hold it, if they do; the shipped reports have a few numbers that are texts."""
    if isinstance(value, float) and isinstance(cell, str):
        return {"Có": 1.0, "Không": 0.0}[cell] if cell in ("Có", "Không") else float(cell.replace(",", "."))
    return STATUSES.get(cell, cell) if isinstance(cell, str) else cell


@dataclass
class _Kept:
    """Reads cells of accepted reports from the kept bytes, by a reader of its own."""

    project: Project
    receipts: pd.DataFrame

    def __post_init__(self) -> None:
        accepted = self.receipts[self.receipts["outcome"] == "accepted"]
        self._sha256 = {
            f"data/submissions/{PERIOD}/{row.unit_id}.r{row.revision}.xlsx": row.sha256
            for row in accepted.itertuples()
        }
        self._books: dict[str, openpyxl.Workbook] = {}

    def sheet(self, file: str, sheet: str) -> Mapping[str, object]:
        if file not in self._books:
            with (self.project.inbox / self._sha256[file]).open("rb") as source:
                self._books[file] = openpyxl.load_workbook(source, data_only=True)
        return self._books[file][sheet]

    def column(self, file: str, sheet: str, header: str) -> str:
        rows = self.sheet(file, sheet).iter_rows(max_row=30)
        return next(cell.column_letter for row in rows for cell in row if cell.value == header)


TABLES = {
    "tasks": (TASK_COLUMNS, ("written_status", "percent_done", "completed_date", "result_text")),
    "figures": (FIGURE_COLUMNS, ("numerator", "denominator", "value")),
}
Row = Mapping[str, object]


@pytest.fixture(scope="module")
def data(whole: Whole) -> PeriodData:
    return _checked(whole.project)


def _answers(data: PeriodData) -> Iterator[tuple[Row, SheetColumn, object]]:
    """Every answer that counts: its row, its column, what it is."""
    for table, (columns, names) in TABLES.items():
        frame = getattr(data, table)
        for row in frame.astype(object).where(frame.notna(), None).to_dict("records"):
            for column in columns:
                if column.name in names and row[column.name] is not None and not row["is_refused"]:
                    yield row, column, row[column.name]


def _place(row: Row, column: SheetColumn, books: _Kept) -> tuple[str, str, str]:
    """File, sheet and cell of an answer."""
    if isinstance(row["sources"], str):
        file, sheet, cell = json.loads(row["sources"])[column.name]
        return file, sheet, cell
    file, sheet = str(row["file"]), str(row["sheet"])
    return file, sheet, f"{books.column(file, sheet, column.header)}{row['row']}"


@pytest.mark.slow
def test_every_answer_is_what_stands_in_the_kept_cell_that_it_names(whole: Whole, data: PeriodData) -> None:
    receipts = read_receipts(whole.project, PERIOD)
    books, files = _Kept(whole.project, receipts), set()
    for row, column, value in _answers(data):
        file, sheet, cell = _place(row, column, books)
        assert _answer(books.sheet(file, sheet)[cell].value, value) == value, (file, sheet, cell)
        files.add(file)
    used = {line.file for lines in reports_in_use(receipts, DAY).values() for line in lines}
    assert used - files == {f"data/submissions/{PERIOD}/xa-chieng-son.r2.xlsx"}  # r3 corrects the same figure


def _said(data: PeriodData, unit_id: str, subject: str, name: str) -> object:
    found = [
        value
        for row, column, value in _answers(data)
        if (row["unit_id"], row.get("indicator_id") or row.get("task_id"), column.name)
        == (unit_id, subject, name)
    ]
    return found[0] if found else None


@pytest.mark.slow
def test_decided_withdrawn_and_confirmed_is_what_was_said(whole: Whole, data: PeriodData) -> None:
    used = reports_in_use(read_receipts(whole.project, PERIOD), DAY)
    assert len(used) == 29
    revisions = {unit_id: [line.revision for line in lines] for unit_id, lines in used.items()}
    assert revisions["xa-chieng-son"] == [1, 2, 3]
    assert revisions["thi-tran-moc-chau"] == [1, 2]
    assert revisions["xa-long-sap"] == [2]
    assert revisions["xa-quy-huong"] == [1]
    assert revisions["xa-tan-lap"] == [2]
    assert revisions["phong-tai-nguyen-moi-truong"] == [3]
    for name in ("merged-again", "replacing", "task"):
        unit_id, cells = PARTIAL[name]
        for (subject, column), written in cells.items():
            assert _said(data, unit_id, subject, column) == written
    unit_id, cells = PARTIAL["returned"]
    assert _said(data, unit_id, "I302", "value") not in (None, cells["I302", "value"])
    findings = data.findings
    own = findings[(findings["unit_id"] == "xa-dong-sang") & findings["subject_id"].isin(["I804", "T2.4-01"])]
    assert set(own["severity"]) == {"note"}


# At certain moments.


def _first_killed(whole: Whole, root: Path, renamed: str) -> Project:
    """The project where the first hand-in was killed before it put the file of that name in place."""
    ended = _lived(make_project(root).root, whole.post, 0, renamed)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    return Project(root)


@pytest.mark.slow
def test_what_was_kept_is_taken_in_with_its_moment_even_if_nobody_hands_it_in_again(
    whole: Whole, tmp_path: Path
) -> None:
    post = whole.post / "first"
    project = _first_killed(whole, tmp_path / "p", "receipts.csv")
    assert len(kept(project)) == 29
    assert not list(project.submissions.rglob("*.csv"))
    one = min(post.iterdir())
    answers = receive(project, (one,), HandIn(AFTER))
    assert [answer.outcome for answer in answers] == ["accepted"] * 29
    assert answers[0].name == one.name
    assert sorted(answer.name for answer in answers) == sorted(path.name for path in post.iterdir())
    assert {answer.receipt.received_at for answer in answers if answer.receipt} == {FIRST}
    assert {answer.receipt.sender for answer in answers if answer.receipt} == {"post"}


@pytest.mark.slow
def test_a_copy_that_is_still_owed_is_put_in_place(whole: Whole, tmp_path: Path) -> None:
    post = whole.post / "first"
    project = _first_killed(whole, tmp_path / "p", "xa-dong-sang.r1.xlsx")
    place = project.submissions / PERIOD / "xa-dong-sang.r1.xlsx"
    assert "xa-dong-sang" in (place.parent / "receipts.csv").read_text(encoding="utf-8")
    assert not place.exists()
    receive(project, (min(post.iterdir()),), HandIn(AFTER))
    assert place.read_bytes() == (post / place.name).read_bytes()
