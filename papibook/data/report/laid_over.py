"""A workbook laid over an earlier one of the same unit and period: what it fills in stands in its place.

The result is one workbook, so that it is read and checked like any other. It remembers from which file, sheet
and cell each answer came.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from papibook.data.report.answers import FIGURE, INFO, TASK
from papibook.data.report.places import (
    Entry,
    Origin,
    TableSheet,
    info_sheet,
    labelled_cells,
    table_in,
    table_sheet,
)
from papibook.data.report.table_rows import entries
from papibook.data.workbook.cells import CellValue, Sheet, Workbook, a1
from papibook.data.workbook.readings import read_text
from papibook.ground.vietnamese import fold
from papibook.model.answers import VALUES
from papibook.model.layout import (
    FIGURE_COLUMNS,
    FIGURES_SHEET,
    TASK_COLUMNS,
    TASKS_SHEET,
    InfoField,
    SheetColumn,
    info_fields,
)
from papibook.model.sources import Source

Place = tuple[int, int]
"""Row and column, from 0."""

TABLES: Mapping[str, tuple[str, Sequence[SheetColumn]]] = {
    TASK: (TASKS_SHEET, TASK_COLUMNS),
    FIGURE: (FIGURES_SHEET, FIGURE_COLUMNS),
}
"""Sheet and columns of each kind of answer."""

_OF_STATUS = ("percent_done", "completed_date", "reason")
"""What a status says no more when it is another one."""

_NOBODY = Origin("", "", "")


@dataclass(frozen=True)
class LaidOver:
    """A workbook and where its cells came from: by sheet and place; else by sheet; else from ``file``.

    ``rows_put_in``: by sheet, the rows that were put in between the sheet's own, from the top.
    """

    workbook: Workbook
    file: str
    cells: Mapping[tuple[str, Place], Source] = field(default_factory=dict, hash=False)
    sheets: Mapping[str, str] = field(default_factory=dict, hash=False)
    rows_put_in: Mapping[str, tuple[int, ...]] = field(default_factory=dict, hash=False)

    def source(self, sheet: str, place: Place) -> Source:
        """Where the cell at that place came from."""
        if found := self.cells.get((sheet, place)):
            return found
        row, column = place
        row -= sum(each < row for each in self.rows_put_in.get(sheet, ()))
        return Source(self.sheets.get(sheet, self.file), sheet, a1(row, column))

    def with_row(self, table: TableSheet, row: int, entry: Entry, file: str) -> LaidOver:
        """With one more row before ``row`` of ``table``: that of ``entry`` in ``file``, its code alone."""
        sheet, (id_name, *_) = table.sheet, table.columns
        theirs = {0: 0} | {
            column: entry.table.columns[name]
            for name, column in table.columns.items()
            if name in entry.table.columns
        }
        code = ("",) * table.columns[id_name] + (entry.id,)

        def moved(place: Place) -> Place:
            return (place[0] + (place[0] >= row), place[1])

        marks = {
            each.name: {moved(place): value for place, value in marked.items()}
            if isinstance(marked := getattr(sheet, each.name), Mapping)
            else frozenset(map(moved, marked))
            for each in _marked(sheet)
        }
        changed = replace(
            sheet,
            rows=(*sheet.rows[:row], code, *sheet.rows[row:]),
            merged=tuple(
                (top + (top >= row), left, last + (last >= row), right)
                for top, left, last, right in sheet.merged
            ),
            hidden_rows=frozenset(each + (each >= row) for each in sheet.hidden_rows),
            **marks,  # type: ignore[arg-type]
        )
        cells = {
            (name, moved(place) if name == sheet.name else place): source
            for (name, place), source in self.cells.items()
        }
        cells |= {
            (sheet.name, (row, column)): Source(file, entry.table.sheet.name, a1(entry.row, of_theirs))
            for column, of_theirs in theirs.items()
        }
        put_in = (*(each + (each >= row) for each in self.rows_put_in.get(sheet.name, ())), row)
        return replace(
            self,
            workbook=replace(self.workbook, sheets={**self.workbook.sheets, sheet.name: changed}),
            cells=cells,
            rows_put_in={**self.rows_put_in, sheet.name: tuple(sorted(put_in))},
        )


def lay_over(
    under: LaidOver,
    workbook: Workbook,
    file: str,
    known: Mapping[str, Sequence[str]],
    *,
    checklist: Sequence[InfoField] = (),
    without: Collection[tuple[str, str]] = (),
) -> LaidOver:
    """``under`` with what ``workbook``, the report in ``file``, fills in.

    ``known``: the ids of tasks and indicators. ``checklist``: what the plan asks the unit besides what every
    form asks on the information sheet. ``without``: kinds and ids (of the information sheet: fields)
    whose answers stay as they are.
    """
    for kind in TABLES:
        under = _with_all_rows(under, workbook, kind, file, known[kind], without)
    cells, sheets = dict(under.cells), dict(under.sheets)
    pages = dict(under.workbook.sheets)
    for kind, (name, columns) in TABLES.items():
        of_new, of_old = table_in(workbook, name, columns), table_in(under.workbook, name, columns)
        if of_new is None:
            continue
        if of_old is None:
            old, new = table_sheet(under.workbook, name, columns), of_new.sheet
            if old is not None:
                pages.pop(old.name)
            pages[new.name], sheets[new.name] = new, file
            continue
        page = _Page(of_old.sheet)
        rows = _rows_of(of_old, known[kind])
        for entry in _listed(of_new, known[kind]):
            if entry.id in rows and (kind, entry.id) not in without:
                page.lay_row(kind, entry, rows[entry.id], of_old, file)
        pages[page.name] = page.sheet()
        cells |= page.sources
        for place in page.emptied:
            cells.pop((page.name, place), None)
    new_info, old_info = info_sheet(workbook), info_sheet(under.workbook)
    if new_info is not None and old_info is None:
        pages[new_info.name], sheets[new_info.name] = new_info, file
    elif new_info is not None and old_info is not None:
        page = _Page(old_info)
        page.lay_information(new_info, file, checklist, {name for kind, name in without if kind == INFO})
        pages[page.name] = page.sheet()
        cells |= page.sources
    return replace(under, workbook=replace(under.workbook, sheets=pages), cells=cells, sheets=sheets)


def _with_all_rows(
    under: LaidOver,
    workbook: Workbook,
    kind: str,
    file: str,
    known: Sequence[str],
    without: Collection[tuple[str, str]],
) -> LaidOver:
    """``under`` with a row for each task or indicator of ``workbook``, in the order that they have there."""
    name, columns = TABLES[kind]
    new, old = table_in(workbook, name, columns), table_in(under.workbook, name, columns)
    if new is None or old is None:
        return under
    listed = _listed(new, known)
    rows = _rows_of(old, known)
    for number, entry in enumerate(listed):
        if entry.id in rows or (kind, entry.id) in without:
            continue
        before = [rows[each.id] for each in listed[:number] if each.id in rows]
        behind = [rows[each.id] for each in listed[number:] if each.id in rows]
        row = before[-1] + 1 if before else behind[0] if behind else old.header_row + 1
        under = under.with_row(old, row, entry, file)
        old = replace(old, sheet=under.workbook.sheets[old.sheet.name])
        rows = _rows_of(old, known)
    return under


def _rows_of(table: TableSheet, known: Sequence[str]) -> dict[str, int]:
    """The first row of each code that is known."""
    rows: dict[str, int] = {}
    for entry in entries(table, known, _NOBODY)[0]:
        rows.setdefault(entry.id, entry.row)
    return rows


def _listed(table: TableSheet, known: Sequence[str]) -> list[Entry]:
    """Each row whose code is known and there once."""
    listed = [entry for entry in entries(table, known, _NOBODY)[0] if entry.id in known]
    ids = [entry.id for entry in listed]
    return [entry for entry in listed if ids.count(entry.id) == 1]


class _Page:
    """A sheet while cells are put into it."""

    def __init__(self, sheet: Sheet) -> None:
        self.name = sheet.name
        self.sources: dict[tuple[str, Place], Source] = {}
        self.emptied: set[Place] = set()
        self._sheet = sheet
        self._rows = [list(row) for row in sheet.rows]
        self._marks: dict[str, dict[Place, object]] = {
            each.name: _by_place(getattr(sheet, each.name)) for each in _marked(sheet)
        }
        self._merged = list(sheet.merged)

    def sheet(self) -> Sheet:
        marks = {
            each.name: marked if isinstance(getattr(self._sheet, each.name), Mapping) else frozenset(marked)
            for each in _marked(self._sheet)
            for marked in (self._marks[each.name],)
        }
        rows = tuple(map(tuple, self._rows))
        return replace(self._sheet, rows=rows, merged=tuple(self._merged), **marks)  # type: ignore[arg-type]

    def lay_row(self, kind: str, entry: Entry, row: int, table: TableSheet, file: str) -> None:
        """Put what ``entry`` fills in into ``row`` of ``table``; what that makes impossible falls away."""
        _, *names = table.columns
        theirs = {
            name: (entry.row, entry.table.columns[name]) for name in names if name in entry.table.columns
        }
        filled = {name for name, place in theirs.items() if _is_filled(entry.table.sheet, place)}
        fallen: set[str] = set()
        if kind == FIGURE and filled & set(VALUES):
            fallen = {"reason_code"}
        elif kind == FIGURE and "reason_code" in filled:
            fallen = set(VALUES)
        elif "written_status" in filled:
            status = read_text(self._cell((row, table.columns["written_status"])))
            fallen = set() if fold(status) == fold(entry.text("written_status")) else set(_OF_STATUS)
        for name in fallen - filled:
            self._empty((row, table.columns[name]))
        for name in sorted(filled):
            self._copy(entry.table.sheet, theirs[name], (row, table.columns[name]), file)

    def lay_information(
        self, new: Sheet, file: str, checklist: Sequence[InfoField], without: Collection[str]
    ) -> None:
        """Put what the information sheet ``new`` fills in beside the same labels."""
        places, theirs = labelled_cells(self._sheet, checklist), labelled_cells(new, checklist)
        labels = {info.name: info.label for info in info_fields(checklist)}
        for name, place in theirs.items():
            if name not in without and _is_filled(new, place):
                if name not in places:
                    places[name] = (len(self._rows), 1)
                    self._set((len(self._rows), 0), labels[name])
                self._copy(new, place, places[name], file)

    def _cell(self, place: Place) -> CellValue:
        row, column = place
        return self._rows[row][column] if row < len(self._rows) and column < len(self._rows[row]) else ""

    def _set(self, place: Place, value: CellValue) -> None:
        row, column = place
        while len(self._rows) <= row:
            self._rows.append([])
        self._rows[row] += [""] * (column + 1 - len(self._rows[row]))
        self._rows[row][column] = value

    def _empty(self, place: Place) -> None:
        self._set(place, "")
        for marked in self._marks.values():
            marked.pop(place, None)
        self.sources.pop((self.name, place), None)
        self.emptied.add(place)

    def _copy(self, sheet: Sheet, start: Place, place: Place, file: str) -> None:
        self._empty(place)
        self.emptied.discard(place)
        self._set(place, sheet.cell(*start))
        for each in _marked(sheet):
            marked = _by_place(getattr(sheet, each.name))
            if start in marked and each.name in self._marks:
                self._marks[each.name][place] = marked[start]
        row, column = place
        self._merged = [
            area
            for area in self._merged
            if not (area[0] <= row <= area[2] and area[1] <= column <= area[3] and place != area[:2])
        ]
        self.sources[self.name, place] = Source(file, sheet.name, a1(*start))


def _marked(sheet: Sheet) -> list:  # type: ignore[type-arg]
    """The fields of a sheet that say something of single cells, by their place."""
    found = []
    for each in fields(sheet):
        value = getattr(sheet, each.name)
        if isinstance(value, (Mapping, frozenset)) and each.name not in ("hidden_rows", "hidden_columns"):
            found.append(each)
    return found


def _by_place(marked: Mapping[Place, object] | frozenset[Place]) -> dict[Place, object]:
    return dict(marked) if isinstance(marked, Mapping) else dict.fromkeys(marked)


def _is_filled(sheet: Sheet, place: Place) -> bool:
    """Whether something stands there, readable or not."""
    return bool(read_text(sheet.cell(*place))) or any(
        place in getattr(sheet, each.name) for each in _marked(sheet)
    )
