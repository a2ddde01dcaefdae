"""What workbooks say, kept under ``_build/cache/workbooks``: a build reads only those that are new.

A workbook is kept by the checksum of its bytes and by the code that read it. It is kept as its cells and not
as a report's rows: those change with the plan, these with the workbook alone, and reading the file is what
takes long. Names and phones that a unit wrote stand in them as in the reports themselves.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from papibook.data.workbook.cells import CellValue, Sheet, Workbook, file_bytes, workbook_of
from papibook.data.workbook.struck_text import Looks
from papibook.data.workbook.text_boxes import TextBox
from papibook.ground.kept_values import Codec, KeptValues, digest_of
from papibook.ground.paths import Project

_KINDS: Mapping[str, Callable[[str], CellValue]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
}


class KeptWorkbooks:
    """Reads workbooks, each once where ``folder`` is there; without it, nothing is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._values = KeptValues(folder, _CODEC)
        self.prune = self._values.prune

    @classmethod
    def of(cls, project: Project) -> KeptWorkbooks:
        """Those of a project."""
        return cls(project.root / "_build" / "cache" / "workbooks")

    def make_room(self) -> None:
        """Keep from now on what is read; where nothing can be written, nothing is kept."""
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)

    def read(self, path: Path) -> Workbook:
        """As :func:`papibook.data.workbook.cells.read_workbook`.

        Raises:
            WorkbookError: it cannot be read; such a file is read again each time.
        """
        data = file_bytes(path)
        sha256 = hashlib.sha256(data).hexdigest()
        key = digest_of({"workbook": sha256, **_reader()})
        kept = self._values.read(key)
        if kept is not None and kept.sha256 == sha256:
            return kept
        workbook = workbook_of(data)
        if self.folder.is_dir():
            self._values.write(key, workbook)
        return workbook


@cache
def _reader() -> dict[str, str]:
    """The code and the libraries that read a workbook."""
    code = {path.name: path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("*.py")}
    return {
        "code": digest_of(code),
        "python": platform.python_version(),
        "python-calamine": version("python-calamine"),
    }


def _plain(book: Workbook) -> dict[str, object]:
    return {
        "sheets": [_plain_sheet(sheet) for sheet in book.sheets.values()],
        "sha256": book.sha256,
        "has_macros": book.has_macros,
        "language": book.language,
    }


def _book(plain: Any) -> Workbook:
    sheets = [_sheet(sheet) for sheet in plain["sheets"]]
    return Workbook(
        {sheet.name: sheet for sheet in sheets},
        _typed(plain["sha256"], str),
        _typed(plain["has_macros"], bool),
        _typed(plain["language"], str),
    )


_CODEC = Codec(3, _plain, _book)


def _plain_sheet(sheet: Sheet) -> dict[str, object]:
    return {
        "name": sheet.name,
        "rows": [[_plain_cell(cell) for cell in row] for row in sheet.rows],
        "merged": sheet.merged,
        "is_hidden": sheet.is_hidden,
        "is_1904": sheet.is_1904,
        "errors": [[row, column, text] for (row, column), text in sheet.errors.items()],
        "empty_formulas": sorted(sheet.empty_formulas),
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "looks": [
            [row, column, each.stands, each.struck, each.raised]
            for (row, column), each in sheet.looks.items()
        ],
        "american": sorted(sheet.american),
        "boxes": [[box.top, box.left, box.bottom, box.right, box.text] for box in sheet.boxes],
    }


def _sheet(plain: Any) -> Sheet:
    return Sheet(
        name=_typed(plain["name"], str),
        rows=tuple(tuple(map(_cell, row)) for row in plain["rows"]),
        merged=tuple(
            (top, left, bottom, right) for top, left, bottom, right in map(_numbers, plain["merged"])
        ),
        is_hidden=_typed(plain["is_hidden"], bool),
        is_1904=_typed(plain["is_1904"], bool),
        errors={
            (_typed(row, int), _typed(column, int)): _typed(text, str)
            for row, column, text in plain["errors"]
        },
        empty_formulas=frozenset((row, column) for row, column in map(_numbers, plain["empty_formulas"])),
        hidden_rows=frozenset(_numbers(plain["hidden_rows"])),
        hidden_columns=frozenset(_numbers(plain["hidden_columns"])),
        looks={
            (_typed(row, int), _typed(column, int)): Looks(*(_typed(text, str) for text in texts))
            for row, column, *texts in plain["looks"]
        },
        american=frozenset((row, column) for row, column in map(_numbers, plain["american"])),
        boxes=tuple(_box(*box) for box in plain["boxes"]),
    )


def _box(top: Any, left: Any, bottom: Any, right: Any, text: Any) -> TextBox:
    top, left, bottom, right = _numbers((top, left, bottom, right))
    return TextBox(top, left, bottom, right, _typed(text, str))


def _plain_cell(cell: CellValue) -> object:
    """Texts, numbers and yes/no as they are; days and times as their kind and a text."""
    if isinstance(cell, (str, float, int)):
        return cell
    if isinstance(cell, timedelta):
        return ["timedelta", cell.days, cell.seconds, cell.microseconds]
    return [type(cell).__name__, cell.isoformat()]


def _cell(plain: Any) -> CellValue:
    if isinstance(plain, (str, float, int)):
        return plain
    kind, *parts = plain
    if kind == "timedelta":
        days, seconds, microseconds = _numbers(parts)
        return timedelta(days, seconds, microseconds)
    (text,) = parts
    return _KINDS[kind](text)


def _typed(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(kind)
    return value


def _numbers(plain: Iterable[Any]) -> list[int]:
    return [_typed(number, int) for number in plain]
