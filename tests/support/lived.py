"""Ten days of an office, step by step: 29 reports, corrections, decisions, withdrawals, confirmations.

``python lived.py ROOT POST`` lives through them in the project ROOT and keeps a copy of it after each step;
``python lived.py ROOT POST STEP LAST`` does one step, killed before its operation number LAST on the data, or
before it puts the file named LAST in place.
"""

from __future__ import annotations

import io
import os
import shutil
import signal
import sys
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl

from papibook.data.decisions import Decision, decide, withdraw
from papibook.data.edition.dataset import read_dataset
from papibook.data.edition.questions import confirm, questions
from papibook.data.edition.receipts import read_receipts
from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.data.intake.examine import open_context
from papibook.data.intake.intake import HandIn, receive
from papibook.data.intake.recognise import Stated
from papibook.data.intake.unanswered import answered, answered_one, untold_answers
from papibook.data.report.places import table_in
from papibook.data.returns.write import write_returns
from papibook.data.workbook.cells import read_workbook
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.model.layout import FIGURE_COLUMNS, FIGURES_SHEET, TASK_COLUMNS, TASKS_SHEET

PERIOD = "2022-S1"
SHIPPED = Path(__file__).resolve().parents[2]
REPORTS = SHIPPED / "data/submissions" / PERIOD
SILENT, NEIGHBOUR = ("xa-ta-lai", "Xã Tà Lại"), ("xa-chieng-son", "Xã Chiềng Sơn")
"""The one unit of which the shipped half-year has no report, and one whose report is made its own."""

LATER = timedelta(hours=3)
"""So much later a step is done that an end of the program had interrupted."""

WATCHED = ("open", "os.rename", "os.chmod", "os.utime", "os.remove", "os.listdir", "os.mkdir")

Cells = Mapping[tuple[str, str], object]
"""Id of a task or indicator and name of a column → what the correction says there."""


def make_project(root: Path) -> Project:
    """The shipped plan; nobody has reported yet."""
    for folder in ("reference", "plans"):
        shutil.copytree(SHIPPED / "data" / folder, root / "data" / folder)
    shutil.copy(SHIPPED / "_config.yml", root)
    return Project(root)


def make_post(folder: Path) -> None:
    """29 first reports, each of another unit; two full corrections; five that hold the correction alone."""
    first, full = folder / "first", folder / "full"
    for place in (first, full, folder / "partial"):
        place.mkdir(parents=True)
    for path in sorted(REPORTS.glob("*.r1.xlsx")):
        shutil.copy(path, first)
    (first / f"{SILENT[0]}.r1.xlsx").write_bytes(_renamed(REPORTS / f"{NEIGHBOUR[0]}.r1.xlsx"))
    for unit_id in ("xa-tan-lap", "phong-tai-nguyen-moi-truong"):
        shutil.copy(REPORTS / f"{unit_id}.r2.xlsx", full)
    for name, (unit_id, cells) in PARTIAL.items():
        correction_alone(REPORTS / f"{unit_id}.r1.xlsx", folder / "partial" / f"{name}.xlsx", cells)


PARTIAL: Mapping[str, tuple[str, Cells]] = {
    "merged": ("xa-chieng-son", {("I302", "value"): 41}),
    "replacing": ("xa-long-sap", {("I302", "value"): 42}),
    "returned": ("xa-quy-huong", {("I302", "value"): 43}),
    "task": ("thi-tran-moc-chau", {("T1.1-01", "result_text"): "TB số 77/TB-UBND"}),
    "merged-again": ("xa-chieng-son", {("I302", "value"): 44, ("I804", "numerator"): 5}),
}


def _renamed(report: Path) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(report) as model, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name in model.namelist():
            content = model.read(name)
            for theirs, own in zip(NEIGHBOUR, SILENT, strict=True):
                content = content.replace(theirs.encode(), own.encode())
            book.writestr(name, content)
    return out.getvalue()


def correction_alone(report: Path, target: Path, cells: Cells) -> None:
    """``report`` with all answers to tasks and indicators emptied except ``cells``."""
    read = read_workbook(report)
    book = openpyxl.load_workbook(report)
    for title, columns in ((TASKS_SHEET, TASK_COLUMNS), (FIGURES_SHEET, FIGURE_COLUMNS)):
        table = table_in(read, title, columns)
        if table is None:
            continue
        id_name, *inputs = table.columns
        for row in range(table.header_row + 1, len(table.sheet.rows)):
            subject = str(table.sheet.cell(row, table.columns[id_name]))
            for name in inputs:
                cell = book[table.sheet.name].cell(row + 1, table.columns[name] + 1)
                if subject:
                    cell.value = cells.get((subject, name))
    book.save(target)


@dataclass(frozen=True)
class Life:
    """The office with its project and its post; ``is_again``: the program had ended in the middle of it."""

    project: Project
    post: Path
    is_again: bool = False

    def take_in(self, folder: str, now: datetime, *names: str) -> None:
        """Hand in as the command does: files kept and answered, returns written, all of it told."""
        place = self.post / folder
        paths = [place / f"{name}.xlsx" for name in names] or [place]
        answers = receive(self.project, paths, HandIn(now, sender="post"))
        context = open_context(self.project, read_plan(self.project), read_reference(self.project))
        write_returns(context, [*answers, *untold_answers(context, answers)], lambda done, total: None)
        answered(self.project)

    def decide(self, name: str, answer: str, now: datetime) -> None:
        """Decide about the file of that name, as the command does."""
        receipts = read_receipts(self.project, PERIOD)
        waits = receipts[(receipts["outcome"] == "waiting") & (receipts["original_name"] == f"{name}.xlsx")]
        said = Decision(answer, f"Quyết định về {name}", now)
        told = decide(self.project, str(waits["receipt_id"].iloc[-1]), said)
        context = open_context(self.project, read_plan(self.project), read_reference(self.project))
        write_returns(context, [told], lambda done, total: None)
        assert told.receipt is not None
        answered_one(self.project, told.receipt.receipt_id)

    def withdraw(self, unit_id: str, revision: int, now: datetime, *, undo: bool = False) -> None:
        with self._perhaps_done():
            withdraw(self.project, Stated(unit_id, PERIOD), revision, "Gửi nhầm", now, undo=undo)

    def confirm(self, subjects: Collection[str], now: datetime) -> None:
        """Confirm what is asked about these tasks and indicators, as the command does."""
        asked = questions(self.project, read_dataset(self.project, PERIOD))
        numbers = [each.number for each in asked if each.finding.subject_id in subjects]
        assert numbers
        confirm(self.project, asked, numbers, "Đã kiểm tra", "Phòng Nội vụ", now.date())

    @contextmanager
    def _perhaps_done(self) -> Iterator[None]:
        """What an interrupted program had written down already, the next refuses to write again."""
        try:
            yield
        except ConfigError:
            if not self.is_again:
                raise


@dataclass(frozen=True)
class Step:
    """What is done in one go, and when."""

    moment: datetime
    do: Callable[[Life, datetime], None]


def _on(day: int, hour: int, do: Callable[[Life, datetime], None]) -> Step:
    return Step(datetime(2022, 6, day, hour), do)


STEPS: tuple[Step, ...] = (
    _on(1, 9, lambda life, now: life.take_in("first", now)),
    _on(3, 9, lambda life, now: life.take_in("full", now)),
    _on(4, 9, lambda life, now: life.take_in("partial", now, "merged", "replacing", "returned", "task")),
    _on(5, 9, lambda life, now: life.decide("merged", "merge", now)),
    _on(5, 13, lambda life, now: life.decide("replacing", "replace", now)),
    _on(6, 9, lambda life, now: life.decide("returned", "refuse", now)),
    _on(6, 13, lambda life, now: life.withdraw("xa-tan-lap", 2, now)),
    _on(7, 9, lambda life, now: life.withdraw("xa-tan-lap", 2, now, undo=True)),
    _on(7, 13, lambda life, now: life.withdraw("phong-tai-nguyen-moi-truong", 2, now)),
    _on(8, 9, lambda life, now: life.take_in("full", now)),
    _on(8, 13, lambda life, now: life.take_in("partial", now, "merged-again")),
    _on(9, 9, lambda life, now: life.decide("merged-again", "merge", now)),
    _on(9, 13, lambda life, now: life.decide("task", "merge", now)),
    _on(10, 9, lambda life, now: life.confirm(("I804", "T2.4-01"), now)),
)


def live_step(project: Project, post: Path, number: int, *, is_again: bool = False) -> None:
    """Do one step; ``is_again``: later, because the program had ended in the middle of it."""
    step = STEPS[number]
    step.do(Life(project, post, is_again), step.moment + LATER if is_again else step.moment)


def state_of(project: Project) -> dict[str, bytes]:
    """What lies in the project's data that an intake or a decision writes. Of returns, that they are there:
    one that is written again after an interruption cannot say what had changed meanwhile, and half a one may
    be another program's work."""
    data = project.root / "data"
    confirmations = data / "confirmations.csv"
    kept = [path for folder in (project.inbox, project.submissions) for path in folder.rglob("*")]
    state = {path: path.read_bytes() for path in [*kept, confirmations] if path.is_file()}
    state |= {path: b"" for path in project.returns.rglob("*") if path.is_file() and path.suffix != ".part"}
    return {path.relative_to(data).as_posix(): content for path, content in sorted(state.items())}


def snapshot(root: Path, number: int) -> Path:
    """Where the project lies as it was after the step ``number``; -1: before the first."""
    return root.with_name(f"{root.name}.{number}")


def _count(root: Path, last: str = "") -> Callable[[], int]:
    """How many operations on the project's data there have been; before the number ``last``, or before a file
    of that name is put in place, the end."""
    done = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal done
        if event in WATCHED and str(arguments[0]).startswith(str(root / "data")):
            done += 1
            if str(done) == last or (event == "os.rename" and Path(str(arguments[1])).name == last):
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    return lambda: done


def _live_through(root: Path, post: Path) -> None:
    """All steps; after each, a copy of the project, and told how many operations it took."""
    count = _count(root)
    shutil.copytree(root, snapshot(root, -1))
    for number in range(len(STEPS)):
        before = count()
        live_step(Project(root), post, number)
        print(count() - before, flush=True)
        shutil.copytree(root, snapshot(root, number))


def _main(root: Path, post: Path, *rest: str) -> None:
    if not rest:
        _live_through(root, post)
        return
    number, last = rest
    _count(root, last)
    live_step(Project(root), post, int(number))


if __name__ == "__main__":
    _main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
