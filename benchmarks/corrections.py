"""Corrections as an office makes them: one cell of one accepted workbook, and its entry in the receipts."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path
from typing import Any

import openpyxl

from benchmarks.commands import BenchError
from benchmarks.projects import EDITION, PageWork, edition_folder
from papibook.model.layout import FIGURE_COLUMNS, FIGURES_SHEET, TASK_COLUMNS, TASKS_SHEET, SheetColumn

UNIT = "xa-chieng-son"


def correct_product(project: Path, number: int) -> None:
    """Another text in the column of results: no figure, no status."""
    _correct(project, TASKS_SHEET, _header(TASK_COLUMNS, "result_text"), lambda old: f"{old} ({number})", str)


def correct_figure(project: Path) -> None:
    """A count a tenth lower: values of the district that stand on it move."""
    header = _header(FIGURE_COLUMNS, "numerator")
    _correct(project, FIGURES_SHEET, header, lambda old: old - max(1, int(old) // 10), (int, float))


def slices_of(project: Path) -> dict[str, str]:
    """Digest of each slice of the edition in place, by name."""
    folder = edition_folder(project) / "slices"
    return {
        path.relative_to(folder).with_suffix("").as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*.json")
    }


def pages_that_see(work: tuple[PageWork, ...], before: dict[str, str], after: dict[str, str]) -> set[str]:
    """The pages that declare a slice whose bytes differ: no other may have run.

    Raises:
        BenchError: a slice of another unit differs, though nothing in it was corrected.
    """
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    others = {name for name in changed if name.startswith("unit/") and name != f"unit/{UNIT}"}
    if others:
        raise BenchError(f"slices of units that nobody corrected have changed: {sorted(others)}")
    return {page.page_id for page in work if changed.intersection(page.slices)}


def _header(columns: tuple[SheetColumn, ...], name: str) -> str:
    return next(column.header for column in columns if column.name == name)


def _correct(project: Path, sheet: str, header: str, change: Any, kind: Any) -> None:
    """Change the first cell under ``header`` that holds a ``kind`` (a number above five, or a text)."""
    folder = project / "data" / "submissions" / EDITION
    path = max(folder.glob(f"{UNIT}.r*.xlsx"))
    book = openpyxl.load_workbook(path)
    top = next(cell for row in book[sheet].iter_rows() for cell in row if cell.value == header)
    below = (book[sheet].cell(row, top.column) for row in range(top.row + 1, book[sheet].max_row + 1))
    cell = next(cell for cell in below if isinstance(cell.value, kind) and (kind is str or cell.value > 5))
    cell.value = change(cell.value)
    book.save(path)
    _note_digest(folder / "receipts.csv", hashlib.sha256(path.read_bytes()).hexdigest())


def _note_digest(receipts: Path, sha256: str) -> None:
    with receipts.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        names = list(reader.fieldnames or [])
        rows = [{**row, "sha256": sha256} if row["unit_id"] == UNIT else row for row in reader]
    with receipts.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
