"""Kinds of change to a project, each as a function on it; and a project that is as if just built."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import nbformat
import openpyxl
from projects import PLAN, edit_csv

from papibook.data.edition.dataset import load_dataset
from papibook.ground.paths import Project
from papibook.measures.counted import count_all
from papibook.press.edition.book_source import edition_jobs
from papibook.press.edition.freeze import freeze
from papibook.press.edition.record import BuildRecord, BuildSummary, write_record
from papibook.press.pages.finish import FinishedPage
from papibook.press.pages.make import page_context, page_keys
from papibook.press.pages.page_cache import PageCache
from papibook.press.recipe.inputs import read_inputs
from papibook.press.recipe.jobs import PageJob
from papibook.press.recipe.keys import Key
from papibook.press.recipe.templates import read_templates

PERIOD = "2022-S1"
COMMUNE = "xa-chieng-son"
TASKS, FIGURES = "Nhiệm vụ", "Số liệu"


@dataclass(frozen=True)
class AsBuilt:
    """A project whose record, slices and cached pages are in place; ``made`` are the keys of its pages."""

    project: Project
    jobs: tuple[PageJob, ...]
    context: Mapping[str, str]
    made: Mapping[str, Key]

    def keys(self) -> dict[str, Key]:
        """The keys as they would be now, on the slices in place."""
        templates = read_templates(self.project.notebooks, self.jobs)
        slices = self.project.edition(PERIOD) / "slices"
        return page_keys(self.jobs, templates, slices, self.context)


def as_if_built(project: Project) -> AsBuilt:
    """Put everything in place that a build leaves, without running a notebook."""
    dataset = load_dataset(project, PERIOD)
    jobs = edition_jobs(dataset)
    freeze(dataset, count_all(dataset), project.edition(PERIOD) / "slices")
    fresh = AsBuilt(project, jobs, page_context(dataset), {})
    built = replace(fresh, made=fresh.keys())
    for job in jobs:
        page = FinishedPage(job, nbformat.v4.new_notebook(), {})
        PageCache.of(project).write(built.made[job.page_id].digest, page)
    record = BuildRecord(
        inputs=read_inputs(project, PERIOD),
        summary=BuildSummary(PERIOD, len(jobs), len(jobs), "a.pdf", 1, 3, 3, {}),
        pages={page_id: key.parts for page_id, key in built.made.items()},
        book={},
        printed={},
    )
    write_record(record, project.edition(PERIOD))
    return built


def edit_report(
    project: Path, sheet: str, key: str, column: str, value: object, *, unit_id: str = COMMUNE
) -> None:
    """Write ``value`` into the row ``key`` of a unit's workbook, and its new digest into the receipts."""
    path = project / f"data/submissions/{PERIOD}/{unit_id}.r1.xlsx"
    book = openpyxl.load_workbook(path)
    head = next(row for row in book[sheet].iter_rows() if str(row[0].value).startswith("Mã "))
    place = next(cell.column for cell in head if cell.value == column)
    row = next(row for row in book[sheet].iter_rows() if row[0].value == key)
    row[place - 1].value = value
    book.save(path)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    edit_csv(
        path.with_name("receipts.csv"),
        lambda line: {**line, "sha256": sha256} if line["unit_id"] == unit_id else line,
    )


def product_text(project: Path) -> None:
    edit_report(project, TASKS, "T1.1-01", "Kết quả, số văn bản", "BC số 31/BC-UBND ngày 18/02/2022")


def number_of_the_own_plan(project: Path) -> None:
    edit_report(project, TASKS, "T0-01", "Kết quả, số văn bản", "KH số 31/KH-UBND ngày 18/02/2022")


def remark(project: Path) -> None:
    edit_report(project, TASKS, "T1.1-01", "Kiến nghị, đề xuất", "Cấp thêm kinh phí")


def figure_that_moves_the_district(project: Path) -> None:
    edit_report(project, FIGURES, "I101", "Giá trị", 9)


def figure_that_moves_nothing_shown(project: Path) -> None:
    """A note beside a figure: the unit's words, and no value of the district."""
    edit_report(project, FIGURES, "I101", "Ghi chú", "Tính cả buổi lồng ghép")


def renamed_unit(project: Path) -> None:
    edit_csv(
        project / "data/reference/units.csv",
        lambda row: {**row, "unit_name": "Xã Chiềng Sơn mới"} if row["unit_id"] == COMMUNE else row,
    )


def deleted_submission(project: Path) -> None:
    folder = project / "data/submissions" / PERIOD
    (folder / f"{COMMUNE}.r1.xlsx").unlink()
    edit_csv(folder / "receipts.csv", lambda row: None if row["unit_id"] == COMMUNE else row)


def second_revision(project: Path) -> None:
    folder = project / "data/submissions" / PERIOD
    content = (folder / f"{COMMUNE}.r1.xlsx").read_bytes()
    (folder / f"{COMMUNE}.r2.xlsx").write_bytes(content)
    receipts = folder / "receipts.csv"
    lines = receipts.read_text(encoding="utf-8").splitlines()
    first = next(line for line in lines if f",{COMMUNE}," in line).split(",")
    again = [f"{PERIOD}-900", COMMUNE, PERIOD, "2", "2022-06-06T08:00:00", *first[5:]]
    receipts.write_text("\n".join([*lines, ",".join(again)]) + "\n", encoding="utf-8")


def target(project: Path) -> None:
    edit_csv(
        project / PLAN / "targets.csv",
        lambda row: {**row, "target": "97"} if row["indicator_id"] == "I104" else row,
    )


def official_scores(project: Path) -> None:
    edit_csv(
        project / "data/reference/papi_scores.csv",
        lambda row: {**row, "source": "nguồn khác"} if row["dimension_id"] == "8" else row,
    )


def commentary(project: Path) -> None:
    append(project / f"data/commentary/{PERIOD}/dimension-3.md", "\nMột câu nữa.\n")


def words_on_the_cover(project: Path) -> None:
    append(project / f"data/commentary/{PERIOD}/cover.md", "\nMột câu nữa.\n")


def follow_up_mark(project: Path) -> None:
    names = "period_id,unit_id,subject_id,note,marked_on,marked_by,resolved_on"
    line = f"{PERIOD},{COMMUNE},I101,Xem lại,2022-06-09,Văn phòng,"
    (project / "data/followup.csv").write_text(f"{names}\n{line}\n", encoding="utf-8")


def year_commentary(project: Path) -> None:
    append(project / "data/commentary/2022/dimension-3.md", "\nMột câu nữa.\n")


def plan_text(project: Path) -> None:
    append(project / "book/plan/part-1.md", "\nMột câu nữa.\n")


def font(project: Path) -> None:
    path = project / PLAN / "plan.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"print: \{font: null", "print: {font: Noto Serif", text), encoding="utf-8")


def template_prose(project: Path) -> None:
    edit_template(
        project,
        lambda cells: next(
            cell["source"].append("\nThêm.")
            for cell in cells
            if cell["cell_type"] == "markdown" and not cell["metadata"].get("tags")
        ),
    )


def template_code(project: Path) -> None:
    edit_template(project, lambda cells: cells[-1]["source"].append("\n# more"))


def template_run_and_saved(project: Path) -> None:
    """What Jupyter writes when a template is opened, run and saved."""

    def ran(cells: list[dict[str, Any]]) -> None:
        for number, cell in enumerate(cells):
            cell["id"] = f"new-{number}"
            if cell["cell_type"] == "code":
                cell["execution_count"] = number
                cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["x"]}]

    edit_template(project, ran)


def edit_template(project: Path, change: Callable[[list[dict[str, Any]]], object]) -> None:
    path = project / "notebooks/unit.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"]).splitlines(keepends=True)
    change(notebook["cells"])
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")


def times_only(project: Path) -> None:
    for folder in ("data", "notebooks", "book"):
        for path in (project / folder).rglob("*"):
            os.utime(path, (1_000_000_000, 1_000_000_000))


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def changed_package(target: Path, package: Path, name: str) -> Path:
    """A copy of the package in which the module ``name`` has another line."""
    copy = target / package.name
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__"))
    path = copy / name
    path.write_bytes(path.read_bytes() + b"\n# another line\n")
    return copy
